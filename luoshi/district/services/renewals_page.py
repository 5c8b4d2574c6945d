"""Pages of renewals, put together: what expires, how it stands, what blocks it, and what somebody can do about it now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.district.credentials.queries import credential
from luoshi.district.languages import said
from luoshi.district.services import queries_of_renewals
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.models import LONGER, UNDECIDED, Renewal, RenewalState, RenewalStep
from luoshi.district.services.prolonging import foretold
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.services.queries_of_renewals import Coming


@dataclass(frozen=True, slots=True)
class Reason:
    """What blocks a renewal, with its clause."""

    words: str
    clause: str


@dataclass(frozen=True, slots=True)
class Line:
    """A renewal as it is listed: ``tone`` is ``late``, ``soon``, ``open`` or ``done``, ``silent`` that silence has renewed it.

    ``recorders`` are post and name of who may put that on record, where the reader may not.
    """

    renewal: Renewal
    name: str
    state: str
    tone: str
    reasons: tuple[Reason, ...]
    case: str
    until: date | None
    days: int
    silent: bool
    may_record: bool = False
    recorders: tuple[str, ...] = ()

    @property
    def last(self) -> date:
        """The last day of the licence as it is now."""
        return self.until or self.renewal.expires_on


def line_of(
    renewal: Renewal, *, on: date, by: Authority | None = None, recorders: Callable[[Unit], tuple[str, ...]] = lambda unit: ()
) -> Line:
    """One renewal, whose steps are at hand in their order. ``recorders`` says who may put on record what the reader may not."""
    steps: list[RenewalStep] = list(renewal.steps.all())
    newest, days = steps[-1], (renewal.expires_on - on).days
    undecided = newest.state in UNDECIDED
    silent = undecided and days < 0 and counts(renewal, steps)
    may_record = silent and by is not None and queries_of_renewals.may_record(renewal.item.unit, by)
    explained = [step for step in steps if step.reasons]
    return Line(
        renewal=renewal,
        name=said(offer_of(renewal.item).item.result.name),
        state=_state(newest, silent=silent),
        tone="late" if silent else "soon" if undecided else "done" if newest.state in LONGER else "other",
        reasons=tuple(Reason(said(Words(*each["words"])), each["clause"]) for each in explained[-1].reasons) if explained else (),
        case=next((step.case_code for step in reversed(steps) if step.case_code), ""),
        until=next((step.until for step in reversed(steps) if step.until), None),
        days=days,
        silent=silent,
        may_record=may_record,
        recorders=recorders(renewal.item.unit) if silent and not may_record else (),
    )


def counts(renewal: Renewal, steps: Sequence[RenewalStep]) -> bool:
    """Whether silence renews: the opening counts as an application, or the holder asked."""
    return renewal.counts_as_application or any(step.state == RenewalState.ASKED for step in steps)


def _state(newest: RenewalStep, *, silent: bool) -> str:
    if silent:
        return gettext("期满未决定，依法视为准予延续")
    if newest.state == RenewalState.RENEWED and not newest.case_code:
        return gettext("已自动续证")
    return str(newest.get_state_display())


def workbench_page(by: Authority, *, on: date) -> dict[str, Any]:
    """What an official sees: what silence renewed, what waits for a decision, what comes, what is done."""
    recorders = cache(lambda unit: queries_of_renewals.recorders_of([unit], on=on))
    lines = [line_of(each, on=on, by=by, recorders=recorders) for each in queries_of_renewals.renewals_seen(by, on=on)]
    coming = queries_of_renewals.coming(by.district, on=on) if by.district is not None else []
    return {
        "on_renewals": True,
        "late": [each for each in lines if each.silent],
        "waiting": [each for each in lines if each.tone == "soon"],
        "coming": [_coming(each, on) for each in coming],
        "done": [each for each in lines if each.tone in {"done", "other"}],
        "ahead": queries_of_renewals.AHEAD_DAYS,
    }


def _coming(each: Coming, on: date) -> dict[str, Any]:
    return {"one": each, "name": said(each.name), "days": (each.expires_on - on).days, "opens": date_format(each.opens_on)}


def silence_page(found: Renewal, *, by: Authority, on: date) -> dict[str, Any]:
    """What putting on record that silence renewed a licence means, before it is done.

    Raises:
        NotRenewable, NotKnownHowLong: it cannot be renewed.
    """
    until = foretold(found, offer_of(found.item), on=on)[1]
    return {"line": line_of(found, on=on, by=by), "until": until, "unit": found.item.unit, "signature": by.signature}


def mine_page(by: Authority, district: District, *, on: date) -> dict[str, Any]:
    """What a holder sees: the licences that the office will renew by itself, and what became of those that it looked at."""
    lines = [line_of(each, on=on) for each in queries_of_renewals.renewals_of(by, district=district, on=on)]
    coming = queries_of_renewals.coming(district, on=on, holders=queries_of_renewals.holders(by, district=district, on=on))
    return {"lines": lines, "coming": [_coming(each, on) for each in coming], "ahead": queries_of_renewals.AHEAD_DAYS}


TOLD: Final = {
    RenewalState.LEFT: _("机关没有处理这次续证，原因见下。"),
    RenewalState.BLOCKED: _("自动续证没有通过，原因见下。请补正后申请延续，由工作人员在届满以前决定；也可以不再延续。"),
    RenewalState.ASKED: _("已收到您的延续申请，工作人员会在届满以前决定。还可以补充材料或者说明。"),
    RenewalState.OVERDUE: _("届满以前没有作出决定，依法视为准予延续；机关正在记录，您不用办任何手续。"),
    RenewalState.RENEWED: _("已经延续，您不用办任何手续。"),
    RenewalState.DEEMED: _("届满以前没有作出决定，依法视为准予延续，已经记录。"),
    RenewalState.REFUSED: _("决定不予延续；理由、依据和救济途径见送达的决定。"),
    RenewalState.REOPENED: _("正在重新办理。"),
    RenewalState.DECLINED: _("您已表示不再延续。还需要的，请在届满三十日以前自行申请延续。"),
    RenewalState.LAPSED: _("期满，没有申请延续。"),
    RenewalState.ENDED: _("已终止办理。"),
}
"""What a state means for the holder, and what to do now."""


def renewal_page(found: Renewal, *, on: date) -> dict[str, Any]:
    """One renewal for its holder."""
    steps: list[RenewalStep] = list(found.steps.all())
    line, state = line_of(found, on=on), RenewalState(steps[-1].state)
    signed = credential(found.number)
    return {
        "line": line,
        "told": TOLD[RenewalState.OVERDUE if line.silent else state],
        "steps": steps,
        "may_ask": state in {RenewalState.BLOCKED, RenewalState.ASKED} and not line.silent,
        "may_decline": state in {RenewalState.BLOCKED, RenewalState.ASKED} and not line.silent,
        "has_asked": any(step.state == RenewalState.ASKED for step in steps),
        "licence": signed.code if signed is not None else "",
        "shows_reasons": state in {RenewalState.LEFT, *UNDECIDED},
    }
