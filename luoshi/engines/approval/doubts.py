"""Why a machine may not grant although nothing is missing. Each doubt is a reason for a person to look; none is a refusal.

Missing is never satisfied: no verdict, an unknown value, a finding of the decision engine, a paper that somebody would have to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from luoshi.engines.approval.assessment import Application
from luoshi.engines.approval.conditions import Asked, value_of
from luoshi.engines.approval.given import PaperState, Source
from luoshi.engines.approval.items import Path
from luoshi.engines.approval.lacks import stands_without, state_of
from luoshi.engines.approval.verdicts import Reason, Verdict
from luoshi.words import Words

HARMLESS: Final = frozenset({"unknown_input"})
"""The kinds of finding with which a machine may grant: that something was given for which the rules do not ask.

No other is harmless. A null in an expression may have let a condition pass unseen; a value or document that nobody has verified, or that is
not in force that day, may not decide about anybody. Parameters that only limit days or years do not stand in the model, so that an
unverified one among them leaves no finding here.
"""


def doubts_about_rules(verdict: Verdict | None) -> Iterator[Reason]:
    """The rules do not grant, or what they say is not to be relied on."""
    if verdict is None:
        yield _reason("这一天没有现行有效的审查规则。", "No rules are in force on this day.")
        return
    yield from verdict.unmet
    for name in verdict.unknown:
        yield _reason(f"缺少的情况：{name}。", f"Not known: {name}.")
    yield from doubts_about_findings(verdict.findings)
    if not verdict.grants and not (verdict.unmet or verdict.unknown):
        yield _reason("规则没有得出准予的结论。", "The rules do not grant.")


def doubts_about_findings(findings: Iterable[str]) -> Iterator[Reason]:
    """The decision engine found something on the way."""
    for kind in dict.fromkeys(findings):
        if kind not in HARMLESS:
            yield _reason(f"规则计算时发现“{kind}”，结论需人工确认。", f"The rules found “{kind}” on the way: a person confirms.")


def doubts_about_values(application: Application, found: Asked) -> Iterator[Reason]:
    """What must be known is only declared, or known from too long ago."""
    for field in found.fields:
        one = application.fields.get(field.code)
        if not field.must_be_known or one is None or value_of(field, application.fields) is None:
            continue
        if one.source is not Source.REGISTER:
            yield _reason(
                f"“{field.name.chinese}”只有申请人的申报，没有登记可查，需人工核对。",
                f"“{field.name.english}” is only declared and in no register: a person checks it.",
            )
        elif one.stale:
            yield _reason(
                f"“{field.name.chinese}”的登记信息已经过时，需人工核对。",
                f"What the register says of “{field.name.english}” is out of date: a person checks it.",
            )


def doubts_about_papers(application: Application, found: Asked, path: Path) -> Iterator[Reason]:
    """A paper was handed in that only a person can judge."""
    for material in found.materials:
        if state_of(application, material) is PaperState.HANDED and not stands_without(material, path):
            yield _reason(f"“{material.name.chinese}”需人工审查。", f"A person examines “{material.name.english}”.")


def doubts_about_applying(application: Application, *, path: Path, pending_same: bool) -> Iterator[Reason]:
    """The same is applied for already, or rules may have counted a promise that has no part in this path."""
    if pending_same:
        yield _reason("同一事项已有在办的申请，需人工核对。", "The same is being applied for already: a person looks into it.")
    if application.promised and path is not Path.COMMITMENT:
        yield _reason("已签署承诺，但没有按告知承诺办理，需人工核对。", "A promise was signed, and another path taken: a person checks.")


def _reason(chinese: str, english: str) -> Reason:
    return Reason(Words(chinese, english))
