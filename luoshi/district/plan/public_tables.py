"""What a plan gives away as data: its promises with their arrangement, and the quantities promised. No person's name."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.plan.fields import QUARTERS, text, values_of
from luoshi.district.plan.queries import commitments_of, current_version, promises_of
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from luoshi.district.plan.models import Clause, Commitment, PlannedTarget, Report
    from luoshi.district.public_tables import Cell

COMMITMENTS = (
    Column("code", Words("承诺的永久编号", "permanent code of the promise"), lambda each: each.commitment.code),
    Column("label", Words("公文里的编号", "code as offices write it"), lambda each: each.commitment.label),
    Column("number", Words("序号", "serial number"), lambda each: each.commitment.number, Type.COUNT),
    Column("sentence", Words("报告里的原句", "sentence of the report"), lambda each: (each.clause or each.commitment).quote),
    Column(
        "area",
        Words("所在领域", "section of the report"),
        lambda each: each.clause.area.title if each.clause else each.commitment.area_title,
    ),
    Column("measure", Words("所属举措", "topic sentence that it stands under"), lambda each: each.clause.measure if each.clause else ""),
    Column(
        "kind",
        Words("承诺类型：target 目标、commitment 承诺、mechanism 机制、platform 平台、programme 行动", "kind of promise"),
        lambda each: each.commitment.kind,
    ),
    Column("strength", Words("约束强度，报告里的用词", "hedge word of the report"), lambda each: each.commitment.strength),
    Column("lead_unit", Words("牵头单位", "unit that leads"), lambda each: each.commitment.lead.name if each.commitment.lead else ""),
    Column(
        "cooperating_units",
        Words("配合单位，用分号隔开", "units that cooperate, separated by semicolons"),
        lambda each: "；".join(unit.name for unit in each.commitment.cooperating.all()),
    ),
    Column(
        "leader_post",
        Words("责任领导的岗位", "post of the leader who answers for it"),
        lambda each: each.commitment.leader.title if each.commitment.leader else "",
    ),
    Column(
        "reporting_class",
        Words("任务分类", "class of reporting"),
        lambda each: each.commitment.reporting_class.letter if each.commitment.reporting_class else "",
    ),
    Column("deadline", Words("时限", "deadline"), lambda each: each.commitment.deadline, Type.DAY),
    Column("source", Words("佐证来源", "source of evidence"), lambda each: each.commitment.source),
    Column(
        "address",
        Words("承诺的网页", "page of the promise"),
        lambda each: reverse("plan:commitment", args=[each.commitment.code]),
        Type.ADDRESS,
    ),
)


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A quantity of a promise, with its goals of the quarters."""

    commitment: Commitment
    target: PlannedTarget
    quarters: Mapping[str, str]


def _goal_of(quarter: str) -> Callable[[_Quantity], Cell]:
    return lambda quantity: quantity.quarters[quarter]


TARGETS = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise"), attrgetter("commitment.code")),
    Column("target", Words("指标在承诺里的序号", "number of the quantity within the promise"), attrgetter("target.number"), Type.COUNT),
    Column("indicator", Words("指标", "what is measured"), attrgetter("target.indicator")),
    Column(
        "operator",
        Words("比较：~ 左右、>= 以上、> 超过、= 等于、<= 以内，或者 pegged、rank、up、down", "comparison"),
        attrgetter("target.operator"),
    ),
    Column(
        "value",
        Words("目标值，不含计量单位；下降为负", "number before the unit; a fall is negative"),
        attrgetter("target.value"),
        Type.NUMBER,
    ),
    Column("value_max", Words("区间上限", "upper end of a range"), attrgetter("target.value_max"), Type.NUMBER),
    Column("unit", Words("计量单位", "unit"), attrgetter("target.unit")),
    Column(
        "base",
        Words("口径：yoy 同比、level 总量、increment 增量、share 占比", "against what the number is meant"),
        attrgetter("target.base"),
    ),
    Column("period", Words("属于哪一年", "period"), attrgetter("target.period")),
    Column("definition", Words("统计口径", "definition of what is counted"), attrgetter("target.definition")),
    Column("base_value", Words("基数", "figure that growth starts from"), attrgetter("target.base_value"), Type.NUMBER),
    Column("base_source", Words("基数来源", "source of that figure"), attrgetter("target.base_source")),
    Column("source", Words("佐证来源", "source of evidence"), attrgetter("target.source")),
    *(
        Column(quarter, Words(f"{name}度目标", f"goal of the {english} quarter"), _goal_of(quarter))
        for quarter, name, english in zip(QUARTERS, ("一季", "二季", "三季", "四季"), ("first", "second", "third", "fourth"), strict=True)
    ),
)


@dataclass(frozen=True, slots=True)
class _Promise:
    """A promise, with its place in the text that counts; None where a revised text does not make it any more."""

    commitment: Commitment
    clause: Clause | None


def commitments(report: Report, on: date) -> Iterator[_Promise]:
    """The promises that count, in the order of the text."""
    version = current_version(report.slug)
    places = {each.commitment_id: each for each in promises_of(version).select_related("area")} if version else {}
    return (_Promise(each, places.get(each.pk)) for each in commitments_of(report))


def targets(report: Report, on: date) -> Iterator[_Quantity]:
    """The quantities that count, promise by promise."""
    for commitment in commitments_of(report):
        said = values_of(commitment)
        for each in commitment.targets.all():
            if not each.dropped:
                yield _Quantity(commitment, each, {quarter: text(quarter, said.get((each.number, quarter), "")) for quarter in QUARTERS})


TABLES = (
    PublicTable("commitments", 10, Words("承诺", "Promises"), COMMITMENTS, commitments),
    PublicTable("targets", 20, Words("指标", "Quantities promised"), TARGETS, targets),
)
