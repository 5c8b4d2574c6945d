"""A campaign is checked with all that belongs to it: its decisions, where their inputs come from, its limits and citations."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Final

from luoshi.engines.decisions.model import Decision, DecisionTable
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.questions import Question
from luoshi.engines.feel import types as feel
from luoshi.engines.packs.campaigns import FILE, CampaignEntry
from luoshi.engines.packs.checking_cases import limit_faults
from luoshi.engines.packs.checking_items import WORKING_DAYS, beside
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.items import FILE as ITEM
from luoshi.engines.packs.law import PARAMETERS, unknown_documents
from luoshi.engines.packs.model import Pack
from luoshi.engines.packs.sources import source_faults

YUAN: Final = "元"
SAID: Final = frozenset({"amount", "period", "name"})
"""What a text for beneficiaries may leave open."""


def campaign_faults(campaign: CampaignEntry, pack: Pack) -> Iterator[Fault]:
    """What is wrong with a campaign beside its decision models."""
    if campaign.code != pack.id:
        yield fault(
            FILE,
            f"code 应与包同名：{pack.id}；现为“{campaign.code}”。",
            f"A campaign is called as its pack: write {pack.id} instead of “{campaign.code}”.",
            campaign.line,
        )
    yield from _about_parameters(campaign, pack)
    yield from unknown_documents(FILE, ((text, campaign.line) for text in campaign.basis), [each.key for each in pack.documents])
    yield from _about_what_is_said(campaign)
    if campaign.item and not (beside(pack.folder, campaign.item) / ITEM).is_file():
        yield fault(
            FILE,
            f"没有“{campaign.item}”这个事项的数据包；请核对名称。",
            f"There is no pack with the item “{campaign.item}”: check the name.",
            campaign.line,
        )


def campaign_decision_faults(campaign: CampaignEntry, package: DecisionPackage) -> Iterator[Fault]:
    """What is wrong with the decisions of a campaign, as far as the models tell."""
    named = [*campaign.wanted, campaign.explained_by, *filter(None, [campaign.lacks])]
    decisions = {each.name: each for compiled in package.models for each in compiled.model.decisions}
    unknown = [name for name in dict.fromkeys(named) if name not in decisions]
    for name in unknown:
        yield fault(
            FILE,
            f"模型里没有“{name}”这个决策；请核对名称。",
            f"The models have no decision “{name}”: check the name.",
            campaign.line,
        )
    if unknown:
        return
    if not isinstance(decisions[campaign.explained_by].logic, DecisionTable):
        yield fault(
            FILE,
            f"explained_by 写的“{campaign.explained_by}”不是决策表，说不出是哪条规则。",
            f"“{campaign.explained_by}” is no decision table, so that no rule can be named as the reason.",
            campaign.line,
        )
    yield from _about_answers(campaign, package, decisions[campaign.entitled])
    asked = dict.fromkeys(each.name for name in campaign.wanted for each in package.needed(name))
    yield from source_faults(FILE, campaign.sources, asked, campaign.line)
    yield from _about_days(campaign, package)


def _about_days(campaign: CampaignEntry, package: DecisionPackage) -> Iterator[Fault]:
    """What splits the rows by law is a day that the rules are given."""
    asked = {each.name: each.declared for name in campaign.wanted for each in package.needed(name)}
    declared = asked.get(campaign.dated_by)
    if campaign.dated_by and (declared is None or declared.type != feel.DATE):
        yield fault(
            FILE,
            f"dated_by 写的“{campaign.dated_by}”不是规则要问的日期；请写一项日期输入，或者删去。",
            f"“{campaign.dated_by}” of dated_by is no date that the rules ask for: write an input that is one, or remove it.",
            campaign.line,
        )


def _about_answers(campaign: CampaignEntry, package: DecisionPackage, decision: Decision) -> Iterator[Fault]:
    """An answer that the decision never gives would leave everybody out."""
    compiled = package.model_of(campaign.entitled)
    known = Question(compiled.units[compiled.model.namespace, decision.id], campaign.entitled).choices
    for answer in campaign.answers:
        if known and answer not in known:
            yield fault(
                FILE,
                f"“{campaign.entitled}”不会回答“{answer}”；它的答案有：{'、'.join(known)}。",
                f"“{campaign.entitled}” never answers “{answer}”, only: {', '.join(known)}.",
                campaign.line,
            )


def _about_parameters(campaign: CampaignEntry, pack: Pack) -> Iterator[Fault]:
    by_name = {each.name: each for each in pack.parameters}
    for name in campaign.parameters:
        if name not in by_name:
            yield fault(
                FILE,
                f"参数“{name}”没有登记；请在 {PARAMETERS} 中补上，或改写名称。",
                f"The parameter “{name}” is not known: add it to {PARAMETERS}, or correct the name.",
                campaign.line,
            )
    if campaign.objection in by_name:
        yield from limit_faults(by_name[campaign.objection], (WORKING_DAYS,))
    budget = by_name.get(campaign.budget)
    if budget is not None and budget.unit != YUAN:
        yield fault(
            PARAMETERS,
            f"“{budget.name}”是金额，单位应为“{YUAN}”；现为“{budget.unit}”。",
            f"“{budget.name}” is an amount, so its unit is {YUAN}; this is “{budget.unit}”.",
            budget.place.line,
        )


def _about_what_is_said(campaign: CampaignEntry) -> Iterator[Fault]:
    for text in (campaign.says.chinese, campaign.says.english):
        try:
            strange = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - SAID
        except ValueError:
            strange = {"{"}
        if strange:
            yield fault(
                FILE,
                f"says 里的“{'、'.join(sorted(strange))}”没有值；可以用：{'、'.join(sorted(SAID))}。",
                f"Nothing stands for {', '.join(sorted(strange))} in what is said; there are: {', '.join(sorted(SAID))}.",
                campaign.line,
            )
