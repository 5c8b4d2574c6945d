"""What the pages of results show: how many promises had which outcome, each with its promise; and what is still to be settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from luoshi.district.days import day_of
from luoshi.district.languages import reads_chinese, said
from luoshi.district.offices.errors import Refusal
from luoshi.district.results import fail_if, queries
from luoshi.district.results.outcomes import OUTCOME_NAMES, Outcome
from luoshi.engines.progress import largest_remainder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.results.queries import Result, Settled

ROWS_MAX: Final = 60
COLUMNS: Final = (
    "code", "label", "promise", "lead", "strength", "stretch", "outcome", "outcome_name", "value", "why", "reason", "settled_by",
    "settled_on",
)  # fmt: skip
OPEN: Final = "open"
OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many promises had an outcome, how many of those were striven for, and the share of all in per cent."""

    outcome: Outcome
    name: str
    number: int
    stretch: int
    share: Any


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a promise, in the reader's language."""

    settled: Settled
    commitment: Commitment
    name: str
    why: str
    basis: tuple[tuple[str, str, str], ...]
    objects: bool = False
    answers: bool = False


def counts(results: Sequence[Settled]) -> list[Counted]:
    """How many had which outcome; the shares add up to 100 % by the largest remainder."""
    numbers = Counter(each.outcome for each in results)
    stretch = Counter(each.outcome for each in results if each.stretch)
    shares = largest_remainder([numbers[each] for each in Outcome])
    return [
        Counted(each, said(OUTCOME_NAMES[each]), numbers[each], stretch[each], share) for each, share in zip(Outcome, shares, strict=True)
    ]


def public_page(report: Report, outcome: str) -> dict[str, Any]:
    """The results of a closed year; of one that is not closed only that."""
    closing = queries.closing_of(report)
    results = queries.results_of(report) if closing else []
    chosen = [each for each in results if not outcome or each.outcome == outcome]
    return {
        "report": report,
        "closing": closing,
        "counts": counts(results),
        "total": len(results),
        "outcome": outcome,
        "lines": [line(each) for each in chosen],
    }


def settling_page(report: Report, outcome: str, *, by: Authority, on: date) -> dict[str, Any]:
    """What is proposed and what was settled, for whoever settles it; of many the first ones."""
    results, closing = queries.results_of(report, on=on), queries.closing_of(report)
    waiting = [each for each in results if each.result is None]
    own = [each for each in results if by.reports_for(each.commitment.lead)]
    groups = {OPEN: waiting, OWN: own}
    chosen = groups.get(outcome, [each for each in results if not outcome or each.outcome == outcome])
    settles = closing is None and by.is_office_of(report.district)
    hearing = queries.last_hearing(report) if closing is None else None
    is_current = queries.is_current(hearing, [each.result for each in results if each.result is not None])
    objects = hearing is not None and on <= hearing.until
    open_ = sum(each.objection is not None and not hasattr(each.objection, "answer") for each in results)
    return {
        "report": report,
        "closing": closing,
        "counts": counts(results),
        "total": len(results),
        "open": len(waiting),
        "outcome": outcome,
        "lines": [
            _acted_on(each, by, objects=objects, answers=closing is None and fail_if.closes(report, by)) for each in chosen[:ROWS_MAX]
        ],
        "own": len(own),
        "hearing": hearing,
        "is_current": is_current,
        "may_lay": settles and not waiting and not is_current,
        "is_over": hearing is not None and on > hearing.until,
        "unanswered": open_,
        "more": max(len(chosen) - ROWS_MAX, 0),
        "too_early": _too_early(report, on),
        "settles": settles,
        "closes": closing is None
        and is_current
        and not objects
        and not open_
        and fail_if.closes(report, by)
        and not _settled_some(results, by),
        "choices": [(each.value, said(OUTCOME_NAMES[each])) for each in Outcome],
    }


def _too_early(report: Report, on: date) -> str:
    try:
        fail_if.year_not_over(report, on)
    except Refusal as refusal:
        return refusal.in_one_line()
    return ""


def _settled_some(results: Sequence[Settled], by: Authority) -> bool:
    return by.person is None or any(each.result is not None and each.result.person_id == by.person.pk for each in results)


def line(each: Settled) -> Line:
    """What became of a promise, with the pages from which it follows."""
    name = "name" if reads_chinese() else "name_en"
    basis = tuple((one["address"], one[name], one["value"]) for one in each.basis)
    return Line(each, each.commitment, said(OUTCOME_NAMES[each.outcome]), said(each.why), basis)


def _acted_on(each: Settled, by: Authority, *, objects: bool, answers: bool) -> Line:
    """The same with what whoever looks may do: object while there is time, answer what somebody else objects to."""
    waits = each.objection is not None and not hasattr(each.objection, "answer")
    may_object = objects and each.result is not None and not hasattr(each.result, "objection") and by.approves_for(each.commitment.lead)
    may_answer = answers and waits and each.result is not None and not _took_part(each.result, by)
    return replace(line(each), objects=may_object, answers=may_answer)


def _took_part(result: Result, by: Authority) -> bool:
    try:
        fail_if.same_side(result.objection, by)
    except Refusal:
        return True
    return False


def rows(results: Sequence[Settled]) -> Iterator[tuple[str, ...]]:
    """A table of results for any program: a row of names first."""
    yield COLUMNS
    for each in results:
        one, result = each.commitment, each.result
        lead, outcome = one.lead.name if one.lead else "", OUTCOME_NAMES[each.outcome].chinese
        signature, day = (result.signature, day_of(result.at).isoformat()) if result else ("", "")
        said = (
            one.code, one.label, one.quote, lead, one.strength, "1" if each.stretch else "0", each.outcome.value, outcome, each.value,
            each.why.chinese, each.reason, signature, day,
        )  # fmt: skip
        yield tuple(map(_no_formula, said))


def _no_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def panel(commitment: Commitment) -> dict[str, Any] | None:
    """What became of a promise of a closed year."""
    result = queries.result_of(commitment)
    if result is None:
        return None
    outcome, why = Outcome(result.outcome), result.why if reads_chinese() else result.why_en
    striven = _("力争目标") if result.stretch else ""
    return {
        "result": result,
        "outcome": outcome,
        "name": said(OUTCOME_NAMES[outcome]),
        "why": why,
        "striven": striven,
        "year": commitment.report.year,
    }
