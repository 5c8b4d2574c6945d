"""What the pages of campaigns show, put together; the templates decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.district.campaigns import queries
from luoshi.district.campaigns.beginning import approval_of
from luoshi.district.campaigns.cases import CLAW_BACK, OBJECTION
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.clawing import repaid
from luoshi.district.campaigns.entitled import Entitled, names_of
from luoshi.district.campaigns.forms import MATTERS
from luoshi.district.campaigns.grants import may
from luoshi.district.campaigns.listing import granted_for
from luoshi.district.campaigns.models import Campaign, ClawBack, Objection, Payment
from luoshi.district.campaigns.paying import payable_lines
from luoshi.district.campaigns.standing import Stand
from luoshi.district.campaigns.telling import FACTS
from luoshi.district.casework.queries import Case
from luoshi.district.facts.queries import names
from luoshi.district.languages import said
from luoshi.district.offices.queries import Power
from luoshi.district.plan.queries import promises_counting
from luoshi.district.population.queries import MATTER as POPULATION
from luoshi.district.population.queries import Asked, rows
from luoshi.district.register.queries import KINDS, shown_value
from luoshi.district.services.errors import NoSuchItem
from luoshi.district.services.queries import item, representations
from luoshi.engines.decisions.citations import Status
from luoshi.engines.packs.campaigns import HIDDEN, MASKED, WHOLE
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.campaigns.catalogue import Known
    from luoshi.district.campaigns.models import DryRun
    from luoshi.district.campaigns.own_cases import OwnCase
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.queries import Field
    from luoshi.engines.packs import CampaignEntry

PAGE: Final = 50
SAMPLE: Final = 8
KINDS_SAID: Final = {"payment": _("发放资金"), "relief": _("减免提醒"), "reminder": _("够条件提醒")}
STANDS: Final = {
    Stand.OFF: _("已移出"),
    Stand.DISPUTED: _("有异议，待核实"),
    Stand.DECLINED: _("不领取"),
    Stand.WAITING: _("待确认账户"),
    Stand.READY: _("可付款"),
    Stand.SENT: _("已送银行"),
    Stand.RETURNED: _("银行退回，待换账户"),
    Stand.PAID: pgettext_lazy("benefit", "已到账"),
    Stand.TOLD: pgettext_lazy("benefit", "已告知"),
}
STEPS: Final = (_("试算"), _("审批"), _("公示"), _("确认"), _("付款"), _("办结"))
STEPS_WITHOUT_PAYMENT: Final = (*STEPS[:2], pgettext_lazy("step", "告知"), STEPS[-1])


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign in a line."""

    campaign: Campaign
    name: str
    period: str
    kind: str
    stage: str
    is_paid: bool


def row_of(found: Campaign) -> CampaignRow:
    """A campaign as lists show it."""
    entry = known(found.type).entry
    stage = str(steps_of(entry)[stage_of(found)])
    return CampaignRow(found, said(entry.name), said(Period.parse(found.period).label), str(KINDS_SAID[entry.kind]), stage, entry.is_paid)


def steps_of(entry: CampaignEntry) -> tuple[Any, ...]:
    """What a campaign goes through; where nothing is paid nobody confirms either."""
    return STEPS if entry.is_paid else STEPS_WITHOUT_PAYMENT


def stage_of(found: Campaign) -> int:
    """At which of :func:`steps_of` a campaign stands."""
    entry = known(found.type).entry
    if queries.publication_of(found) is None:
        return 1 if found.dry_runs.exists() and approval_of(found) is None else 2 if approval_of(found) else 0
    if not entry.is_paid:
        return 3 if hasattr(found, "telling") else 2
    if not found.payment_files.exists():
        return 3
    stands = {stand for _line, stand in queries.lines(found, entry)}
    return 5 if stands <= {Stand.PAID, Stand.OFF, Stand.DECLINED} else 4


def list_page(by: Authority, district: District) -> dict[str, Any]:
    """All campaigns of a district that an official may see."""
    return {"rows": [row_of(each) for each in queries.campaigns(by, district)], "types": queries.types_of(district), "district": district}


def campaign_page(found: Campaign, *, by: Authority, on: date, start: int, sample: int = 0) -> dict[str, Any]:
    """One campaign with its steps, its figures, its list, its payments and what is asked back."""
    told, approval = known(found.type), approval_of(found)
    publication, stage = queries.publication_of(found), stage_of(found)
    dry_runs = list(found.dry_runs.select_related("run__snapshot", "approval").order_by("-number"))
    last = approval.dry_run if approval else (dry_runs[0] if dry_runs else None)
    return {
        "row": row_of(found), "campaign": found, "entry": told.entry, "summary": said(told.entry.summary), "payer": said(told.entry.payer),
        **_ways(found, told, on=on), "applied": list(granted_for(found)) if publication else [],
        "not_there": [line for line, is_there in payable_lines(found, on=on) if not is_there] if publication and told.entry.is_paid else [],
        "basis": [(cited, document, said(document.status.words()) if document and document.status is not Status.VERIFIED else "")
                  for cited, document in told.basis],
        "steps": [(name, number < stage, number == stage) for number, name in enumerate(steps_of(told.entry))],
        "dry_runs": [_tried(each, before) for each, before in zip(dry_runs, [*dry_runs[1:], None], strict=True)],
        **(_sample(last, sample) if last and not publication else {}), "last": last, "approval": approval,
        "publication": publication, "figures": queries.figures(found) if publication else None,
        "is_open_to_objections": publication is not None and publication.objection_until is not None and on <= publication.objection_until,
        "lines": list(_lines(found, told, start)) if publication else [], "start": start, "next": start + PAGE,
        "more": publication is not None and publication.count > start + PAGE,
        "objections": [(each, Case.objects.filter(code=each.case_code).first()) for each in
                       Objection.objects.filter(campaign=found).select_related("beneficiary").order_by("-pk")[:PAGE]],
        "files": list(found.payment_files.defer("content").order_by("-number")),
        "returned": list(_returned(found)[:PAGE]),
        "claw_backs": [(each, repaid(each), Case.objects.filter(code=each.case_code).first()) for each in
                       ClawBack.objects.filter(payment__file__campaign=found).select_related("payment__beneficiary").order_by("-pk")],
        "may_run": may(Power.HANDLE, found.unit, by) and by.may(Power.HANDLE, POPULATION),
        **{f"may_{power.value}": may(power, found.unit, by) for power in (Power.HANDLE, Power.APPROVE, Power.UNMASK)},
    }  # fmt: skip


def _returned(found: Campaign) -> QuerySet[Payment]:
    rows_returned = Payment.objects.filter(file__campaign=found, result__outcome="returned")
    return rows_returned.select_related("beneficiary", "result").order_by("-pk")


def _tried(dry: DryRun, before: DryRun | None) -> dict[str, Any]:
    """A dry run with what it says beside the one before it."""
    lacking = [(names["names"], names["rows"]) for names in dry.run.counts["missing"].values()]
    unknown = [(names["names"], names["rows"]) for names in dry.run.counts["unmatched"].values()]
    reasons = [(dry.run.reasons[str(each["id"])], each["rows"]) for each in dry.run.counts["reasons"] if str(each["id"]) in dry.run.reasons]
    return {
        "dry": dry, "lacking": lacking, "unknown": unknown, "reasons": reasons,
        "more": dry.beneficiaries - before.beneficiaries if before else None, "more_amount": dry.amount - before.amount if before else None,
    }  # fmt: skip


def _sample(dry: DryRun, start: int) -> dict[str, Any]:
    """Some rows of a run that has not become a list, one page after the other; in the order of the register."""
    found = list(rows(dry.run, Asked(decided=True), offset=start, limit=SAMPLE + 1))
    return {
        "sample": found[:SAMPLE], "sample_first": start + 1, "sample_last": start + min(len(found), SAMPLE),
        "sample_before": max(start - SAMPLE, 0) if start else None, "sample_next": start + SAMPLE if len(found) > SAMPLE else None,
        "sample_total": dry.run.rows - dry.undecided,
    }  # fmt: skip


def _lines(found: Campaign, told: Known, start: int) -> Iterator[dict[str, Any]]:
    approval = approval_of(found)
    reasons = approval.dry_run.run.reasons if approval else {}
    for line, stand in list(queries.lines(found, told.entry))[start : start + PAGE]:
        yield {
            "line": line,
            "stand": STANDS[stand],
            "code": stand.value,
            "reason": reasons.get(str(line.reason)),
            **shown(line, told, whole=False),
        }


def shown(line: Any, told: Known, *, whole: bool) -> dict[str, str]:
    """Name and identifier of a line, whole or as much of them as the public list shows."""
    list_of, kind = told.entry.published, KINDS[line.subject_kind]
    parts = (("name", kind.named_by, line.name), ("identifier", kind.identified_by[0], line.identifier))
    fields = {each.code: each for each in kind.fields}
    return {part: value if whole else _as_said(getattr(list_of, part, MASKED), fields[code], value) for part, code, value in parts}


def _as_said(how: str, field: Field, value: str) -> str:
    """A value as the pack says: whole, not at all, or masked as registers do; of what is not personal the middle is hidden."""
    if how == HIDDEN:
        return ""
    if how == MASKED:
        return shown_value(field, value) if field.personal else value[:4] + "*" * max(len(value) - 8, 4) + value[-4:]
    return value


# --- for everybody


def public_page(district: District | None) -> dict[str, Any]:
    """Every campaign whose list was published, with its figures."""
    found = [(row_of(each), queries.figures(each)) for each in queries.published(district)[:PAGE]]
    return {"rows": found, "district": district}


def public_list(found: Campaign, *, on: date, start: int) -> dict[str, Any]:
    """A list as everybody sees it: what the pack says may be shown."""
    told, publication = known(found.type), queries.publication_of(found)
    listed = told.entry.published is not None
    return {
        "row": row_of(found), "campaign": found, "publication": publication, "figures": queries.figures(found),
        "summary": said(told.entry.summary),
        "basis": [(cited, said(document.status.words()) if document and document.status is not Status.VERIFIED else "")
                  for cited, document in told.basis],
        **_ways(found, told, on=on),
        "payer": said(told.entry.payer), "is_listed": listed, "shows_amount": listed and told.entry.published.amount == WHOLE,  # type: ignore[union-attr]
        "lines": list(_lines(found, told, start)) if listed else [], "start": start, "next": start + PAGE,
        "more": publication is not None and publication.count > start + PAGE,
        "is_open_to_objections": publication is not None and publication.objection_until is not None and on <= publication.objection_until,
    }  # fmt: skip


def _ways(found: Campaign, told: Known, *, on: date) -> dict[str, Any]:
    """Where one goes from a campaign: to the item that is applied for by hand, and to the promises beside which its facts are counted."""
    details = {"campaign": found.code, "period": found.period}
    return {"item": _item(found, told, on=on), "promises": promises_counting(found.district, tuple(FACTS), details)}


def _item(found: Campaign, told: Known, *, on: date) -> tuple[str, str] | None:
    """The item that is applied for by hand, by code and name, where the pack names one that is offered."""
    if not told.entry.item:
        return None
    try:
        return told.entry.item, said(item(found.district, told.entry.item, on=on).item.name)
    except NoSuchItem:
        return None


def public_lines(found: Campaign, *, start: int) -> dict[str, Any]:
    """A part of a list as everybody sees it, for programs; amounts are exact, as text."""
    told, publication = known(found.type), queries.publication_of(found)
    listed = told.entry.published
    lines = _lines(found, told, start) if listed is not None else ()
    return {
        "total": publication.count if publication else 0,
        "lines": [
            {"number": each["line"].number, "name": each["name"], "identifier": each["identifier"],
             "amount": exactly(each["line"].due) if listed is not None and listed.amount == WHOLE else None}
            for each in lines
        ],
    }  # fmt: skip


def exactly(amount: Decimal | None) -> str | None:
    """An amount for programs: as text, to the cent."""
    return None if amount is None else str(amount)


# --- one's own

TOLD_OF_STEPS: Final = {
    "amount": _("追回金额（元）"), "matter": _("哪种情况"), "about": _("涉及谁"), "reason": _("理由"), "clause": _("依据"),
    "statement": _("陈述申辩"), "finding": _("核实情况"), "appeal": _("救济途径"), "receipt": _("收款凭证"),
}  # fmt: skip
"""What a beneficiary reads of the steps of the own case, by the codes of the case types."""


def own_case_page(own: OwnCase) -> dict[str, Any]:
    """A case of one's own: where it stands, what was done and told, what can be done now."""
    called = names([each.fact for each in own.steps if each.fact is not None])
    steps = [
        (each.at, called.get(each.fact_id or 0, "").rpartition(" · ")[2],
         [(TOLD_OF_STEPS[code], _told_value(code, value)) for code, value in each.values.items() if code in TOLD_OF_STEPS and value])
        for each in own.steps
    ]  # fmt: skip
    verbs = [(each.code, said(each.name)) for each in own.outline.steps]
    return {"own": own, "case": own.case, "row": own.outline.row, "steps": steps, "verbs": verbs}


def _told_value(code: str, value: Any) -> str:
    if code == "matter":
        return str(dict(MATTERS).get(value, value))
    return f"{Decimal(value):,}" if code == "amount" else str(value)


def own_page(by: Authority, *, district: District, on: date) -> dict[str, Any]:
    """What those get for whom a person acts, and what they nearly get."""
    benefits = [
        {"own": each, "row": row_of(each.line.campaign), "stand": STANDS[each.stand], "code": each.stand.value,
         "may_answer": each.stand not in {Stand.PAID, Stand.SENT, Stand.OFF} and each.said.entry.is_paid}
        for each in queries.own_benefits(by, district=district, on=on)
    ]  # fmt: skip
    rights = representations(by, district=district, on=on)
    named = names_of([Entitled(each.subject_kind, each.subject_key, None, None) for each in rights], district, on=on)
    subjects = [
        (each.subject_kind, each.subject_key, named[each.subject_key].name if each.subject_key in named else each.subject_key)
        for each in rights
    ]
    near = [(each, row_of(each.campaign), name) for kind, key, name in subjects for each in queries.nearly(district, kind, key)]
    cases = Case.objects.filter(
        district=district, matter__in=(OBJECTION, CLAW_BACK),
        applicant__in=[f"{each.subject_kind}/{each.subject_key}" for each in rights],
    ).order_by("-pk")  # fmt: skip
    return {"benefits": benefits, "nearly": near, "cases": cases, "district": district, "subjects": subjects}
