"""What a district does first: the way from an empty installation to a plan that is measured, for whoever keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.district.indicators.queries import indicators
from luoshi.district.lights.queries import rule_of
from luoshi.district.offices.queries import heads_of
from luoshi.district.plan.queries import lead_units, plan_in_force, reports_of

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from luoshi.district.offices.queries import District


@dataclass(frozen=True, slots=True)
class FirstStep:
    """``why`` says what it is good for; ``address`` is where it is done."""

    name: str | _StrPromise
    why: str | _StrPromise
    address: str
    done: bool


def first_steps(district: District, *, on: date) -> list[FirstStep]:
    """The steps in their order, each with whether it is done; none once all are."""
    plan = plan_in_force(district)
    drafts = [] if plan else reports_of(district)
    to_the_plan = plan or (drafts[0].report if drafts else None)
    at_the_plan = reverse("plan:overview", args=[to_the_plan.slug]) if to_the_plan else reverse("plan:bring")
    led = plan is not None and bool(lead_units(plan))
    steps = [
        FirstStep(_("登记单位、岗位和人员"), _("下载花名册，填好再导入；没有负责人的单位，承诺没有人确认。"),
                  reverse("offices:offices"), bool(heads_of(district, on=on))),
        FirstStep(_("导入报告"), _("系统读出每一项承诺和数字。"), reverse("plan:bring"), to_the_plan is not None),
        FirstStep(_("逐句核对，登记通过"), _("读错的改正；登记会议以后计划公开。"), at_the_plan, plan is not None),
        FirstStep(_("定牵头单位和时限"), _("在网页上填，或导出任务分解表填好再导入。"),
                  reverse("plan:responsibility", args=[plan.slug]) if plan else at_the_plan, led),
        FirstStep(_("选用亮灯规则"), _("先在“选用规则”里载入，另一个人施行；再在计划的“工作推进”里选定。"), reverse("plan:packs"),
                  plan is not None and rule_of(plan) is not None),
        FirstStep(_("登记指标"), _("能量的承诺要连着指标，才有进度和亮灯。"), reverse("indicators:declare"), indicators(district).exists()),
    ]  # fmt: skip
    return [] if all(each.done for each in steps) else steps
