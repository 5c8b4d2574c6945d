"""What the numbers of reasons stand for: the rules of the table that explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.engines.decisions.citations import annotation_cells
from luoshi.engines.decisions.model import Decision, DecisionTable
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.boxes import Elements
from luoshi.engines.decisions.sets.plan import CANNOT_BE_DECIDED, NO_RULE, Output, Reason, SetColumn
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import SURE, Column
from luoshi.words import Words


def rule_of(elements: Elements, name: str) -> Output | None:
    """The column of the rule that hit in a decision's table; None, and a refusal, where there is no table."""
    element = elements.compiled.units[elements.compiled.offered[name]].element
    answered = elements.answered.get(element.name)
    if answered is None:
        refused = Refused(element.name, "说明理由的必须是决策表。", "What gives reasons must be a decision table.")
        elements.refusals.append(refused.at(element.place))
        return None
    if isinstance(answered.rule, Column):
        return Output(SetColumn("reason", "number", "INT"), answered.rule.sql, answered.rule.doubt)
    return Output(SetColumn("reason", "number", "INT"), sql.integer(0), SURE)


def reasons_of(package: DecisionPackage, decision: object) -> dict[int, Reason]:
    """What each number stands for."""
    if not isinstance(decision, Decision) or not isinstance(decision.logic, DecisionTable):
        return {}
    return {each.id: each for each in _reasons(package, decision, decision.logic)}


def _reasons(package: DecisionPackage, decision: Decision, table: DecisionTable) -> Iterator[Reason]:
    name = decision.name
    english = package.labels[name].english if name in package.labels else name
    cannot = Words("资料不足或代码不明，不能判定", "Data are missing or a code is unknown; it cannot be decided")
    yield Reason(CANNOT_BE_DECIDED, name, None, cannot)
    none = Words(f"“{name}”没有规则适用", f"No rule of “{english}” applies")
    yield Reason(NO_RULE, name, None, none)
    for number, rule in enumerate(table.rules, 1):
        clause = "；".join(text for text, _ in annotation_cells(table, rule, citing=True))
        yield Reason(number, name, number, _sentence(package, [each.text for each in rule.conclusions]), clause)


def _sentence(package: DecisionPackage, conclusions: Sequence[str]) -> Words:
    """What a rule concludes, in the words of the pack."""
    said = [_said(package, each.strip()) for each in conclusions]
    return Words("，".join(each.chinese for each in said), ", ".join(each.english for each in said))


def _said(package: DecisionPackage, text: str) -> Words:
    plain = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    return package.labels.get(plain, Words(plain, plain))
