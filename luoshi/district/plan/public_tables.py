"""What a plan gives away as data: its promises with their arrangement, and the quantities promised. No person's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.plan.fields import QUARTERS, text, values_of
from luoshi.district.plan.queries import commitments_of, current_version, promises_of
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.plan.models import Commitment, PlannedTarget, Report
    from luoshi.district.public_tables import Cell

COMMITMENTS = (
    Column("code", Words("承诺的永久编号", "permanent code of the promise")),
    Column("label", Words("公文里的编号", "code as offices write it")),
    Column("number", Words("序号", "serial number"), Type.COUNT),
    Column("sentence", Words("报告里的原句", "sentence of the report")),
    Column("area", Words("所在领域", "section of the report")),
    Column("measure", Words("所属举措", "topic sentence that it stands under")),
    Column("kind", Words("承诺类型：target 目标、commitment 承诺、mechanism 机制、platform 平台、programme 行动", "kind of promise")),
    Column("strength", Words("约束强度，报告里的用词", "hedge word of the report")),
    Column("lead_unit", Words("牵头单位", "unit that leads")),
    Column("cooperating_units", Words("配合单位，用分号隔开", "units that cooperate, separated by semicolons")),
    Column("leader_post", Words("责任领导的岗位", "post of the leader who answers for it")),
    Column("reporting_class", Words("任务分类", "class of reporting")),
    Column("deadline", Words("时限", "deadline"), Type.DAY),
    Column("source", Words("佐证来源", "source of evidence")),
    Column("address", Words("承诺的网页", "page of the promise"), Type.ADDRESS),
)

TARGETS = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise")),
    Column("target", Words("指标在承诺里的序号", "number of the quantity within the promise"), Type.COUNT),
    Column("indicator", Words("指标", "what is measured")),
    Column("operator", Words("比较：~ 左右、>= 以上、> 超过、= 等于、<= 以内，或者 pegged、rank、up、down", "comparison")),
    Column("value", Words("目标值，不含计量单位；下降为负", "number before the unit; a fall is negative"), Type.NUMBER),
    Column("value_max", Words("区间上限", "upper end of a range"), Type.NUMBER),
    Column("unit", Words("计量单位", "unit")),
    Column("base", Words("口径：yoy 同比、level 总量、increment 增量、share 占比", "against what the number is meant")),
    Column("period", Words("属于哪一年", "period")),
    Column("definition", Words("统计口径", "definition of what is counted")),
    Column("base_value", Words("基数", "figure that growth starts from"), Type.NUMBER),
    Column("base_source", Words("基数来源", "source of that figure")),
    Column("source", Words("佐证来源", "source of evidence")),
    *(Column(quarter, Words(f"{name}度目标", f"goal of the {english} quarter")) for quarter, name, english in zip(
        QUARTERS, ("一季", "二季", "三季", "四季"), ("first", "second", "third", "fourth"), strict=True
    )),
)  # fmt: skip


def commitments(report: Report, on: date) -> Iterator[Mapping[str, Cell]]:
    """The promises that count, in the order of the text."""
    version = current_version(report.slug)
    places = {each.commitment_id: each for each in promises_of(version).select_related("area")} if version else {}
    for each in commitments_of(report):
        clause = places.get(each.pk)
        yield {
            "code": each.code,
            "label": each.label,
            "number": each.number,
            "sentence": clause.quote if clause else each.quote,
            "area": clause.area.title if clause else each.area_title,
            "measure": clause.measure if clause else "",
            "kind": each.kind,
            "strength": each.strength,
            "lead_unit": each.lead.name if each.lead else "",
            "cooperating_units": "；".join(unit.name for unit in each.cooperating.all()),
            "leader_post": each.leader.title if each.leader else "",
            "reporting_class": each.reporting_class.letter if each.reporting_class else "",
            "deadline": each.deadline,
            "source": each.source,
            "address": reverse("plan:commitment", args=[each.code]),
        }


def targets(report: Report, on: date) -> Iterator[Mapping[str, Cell]]:
    """The quantities that count, promise by promise."""
    for commitment in commitments_of(report):
        said = values_of(commitment)
        for each in commitment.targets.all():
            if not each.dropped:
                quarters = {quarter: text(quarter, said.get((each.number, quarter), "")) for quarter in QUARTERS}
                yield _target(commitment, each) | quarters


def _target(commitment: Commitment, target: PlannedTarget) -> dict[str, Cell]:
    same = ("indicator", "operator", "value", "value_max", "unit", "base", "period", "definition", "base_value", "base_source", "source")
    return {"commitment": commitment.code, "target": target.number, **{name: getattr(target, name) for name in same}}


TABLES = (
    PublicTable("commitments", 10, Words("承诺", "Promises"), COMMITMENTS, commitments),
    PublicTable("targets", 20, Words("指标", "Quantities promised"), TARGETS, targets),
)
