"""Changes at the end of a year: outcomes are settled, laid before the units, objected to, answered, and the year is closed.

Each is one transaction.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.plan.queries import Report
from luoshi.district.reasons import without_reason
from luoshi.district.results import fail_if, telling, window
from luoshi.district.results.errors import NotAPromise, ProposalChanged
from luoshi.district.results.models import WHY_MAX, Hearing, Objection, ObjectionAnswer, Result, YearClosing
from luoshi.district.results.proposing import promises_of, proposals
from luoshi.district.results.queries import is_current, last_hearing, last_results
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.results.outcomes import Outcome
    from luoshi.district.results.proposing import Proposed


@transaction.atomic
def confirm(report: Report, seen: Mapping[str, str], *, by: Authority, at: datetime) -> int:
    """Let the outcomes stand that follow from figures and words; returns how many.

    Args:
        report: an adopted plan whose year is over.
        seen: the codes of the promises, each with the outcome that was proposed when it was looked at.
        by: of the office.
        at: when.

    Raises:
        NotAllowed: the person does not keep the plan.
        YearNotOver, ClosedAlready: the year goes on, or is closed.
        NotAPromise: a code is none of the plan.
        ProposalChanged: something else follows by now; nothing was settled.
        Unanswered: a unit objects to one of these results, and that is answered first.
    """
    found = _open(report, by, at)
    by_code = {each.commitment.code: each for each in found.values()}
    unknown = next((code for code in seen if code not in by_code), None)
    if unknown is not None:
        raise NotAPromise(unknown)
    fail_if.unanswered(report, seen)
    wanted = [by_code[code] for code in seen]
    changed = [each.commitment.label for each in wanted if each.proposal.outcome != seen[each.commitment.code]]
    if changed:
        raise ProposalChanged(changed)
    return _store([(each, each.proposal.outcome, "") for each in wanted], report, by, at)


@transaction.atomic
def settle(report: Report, code: str, outcome: str, *, reason: str, by: Authority, at: datetime) -> Result:
    """Say what became of one promise; with the reason, where that is not what follows from figures and words.

    Raises:
        NotAllowed, YearNotOver, ClosedAlready, NotAPromise, Unanswered: as :func:`confirm` says.
        UnknownOutcome: there is no such outcome.
        NeedsReason: it is corrected, and nobody says why.
    """
    found = _open(report, by, at)
    proposed = next((each for each in found.values() if each.commitment.code == code), None)
    if proposed is None:
        raise NotAPromise(code)
    fail_if.unanswered(report, [code])
    chosen = fail_if.no_such_outcome(outcome)
    fail_if.corrected_without_reason(chosen, proposed.proposal.outcome, reason)
    _store([(proposed, chosen, reason.strip())], report, by, at)
    return last_results(report)[proposed.commitment.pk]


@transaction.atomic
def lay_before_units(report: Report, *, by: Authority, at: datetime) -> Hearing:
    """Send the results as they are now to the units that lead the promises; until a day, by the rule in force, they may object.

    Raises:
        NotAllowed: the person does not keep the plan.
        YearNotOver, ClosedAlready: the year goes on, or is closed.
        LeftOut: some promises have no outcome.
        LaidBeforeAlready: units have just these results.
        NoWindow: no rule says how long they may object.
    """
    on = day_of(at)
    _lock(report, by, at)
    results = last_results(report)
    fail_if.some_left_out(promises_of(report), set(results))
    before = last_hearing(report)
    fail_if.laid_before_already(before, is_current=is_current(before, results.values()))
    assert report.district is not None, "a plan in force is a district's"
    rule = fail_if.no_window(window.rule_of(report.district, on=on))
    hearing = Hearing.objects.create(
        report=report, number=before.number + 1 if before else 1, document=rule.version.document, status=rule.version.status,
        until=window.last_day_in(report.district, int(str(rule.value)), laid_on=on), **signed(by, at),
    )  # fmt: skip
    telling.tell_units(hearing, results.values(), at=at)
    return hearing


@transaction.atomic
def object_to(report: Report, code: str, *, reason: str, basis: str, by: Authority, at: datetime) -> Objection:
    """A unit says that the result of a promise which it leads is wrong.

    Raises:
        NotAPromise: the plan makes no such promise, or it has no result.
        NotAllowed: the person does not head the unit.
        NeedsReason: no reason, or no basis.
        ClosedAlready, NotLaidBefore, WindowOver: it is not the time to object.
        ObjectedAlready: somebody did.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    result = _result_of(report, code)
    fail_if.not_who_objects(result.commitment, by)
    without_reason(reason)
    without_reason(basis, fail_if.BASIS_MAX)
    fail_if.closed_already(report)
    hearing = fail_if.not_laid_before(last_hearing(report), is_current=True)
    fail_if.window_over(hearing, on=day_of(at))
    fail_if.objected_already(result)
    objection = Objection.objects.create(result=result, reason=reason.strip(), basis=basis.strip(), **signed(by, at))
    telling.tell_office(objection, at=at)
    return objection


@transaction.atomic
def answer(report: Report, code: str, outcome: str, *, reason: str, by: Authority, at: datetime) -> ObjectionAnswer:
    """Answer an objection: the result stays as it is, or becomes another one, with the reason.

    Raises:
        NotAllowed: the person neither leads the district nor keeps its plan.
        NotAPromise, ClosedAlready: there is no such promise, or the year is closed.
        NoObjection: none waits.
        SecondPersonNeeded: the person settled the result, or works for the unit.
        UnknownOutcome: there is no such outcome.
        NeedsReason: nobody says why.
    """
    fail_if.not_who_closes(report, by)
    Report.objects.select_for_update().get(pk=report.pk)
    fail_if.closed_already(report)
    objection = fail_if.no_objection(_result_of(report, code))
    fail_if.same_side(objection, by)
    chosen = fail_if.no_such_outcome(outcome)
    without_reason(reason)
    other = _other(objection.result, chosen, reason.strip(), by, at) if chosen != objection.result.outcome else None
    given = ObjectionAnswer.objects.create(objection=objection, result=other, reason=reason.strip(), **signed(by, at))
    telling.tell_answer(given, at=at)
    return given


def _other(result: Result, outcome: Outcome, reason: str, by: Authority, at: datetime) -> Result:
    """The next revision of a result, which says the same but for its outcome and the reason."""
    same = ("commitment", "proposed", "why", "why_en", "stretch", "value", "basis")
    kept = {name: getattr(result, name) for name in same}
    said = "" if outcome == result.proposed else reason
    return Result.objects.create(**kept, revision=result.revision + 1, outcome=outcome, reason=said, **signed(by, at))


def _result_of(report: Report, code: str) -> Result:
    found = next((each for each in last_results(report).values() if each.commitment.code == code), None)
    if found is None:
        raise NotAPromise(code)
    return found


@transaction.atomic
def close_year(report: Report, *, by: Authority, at: datetime) -> YearClosing:
    """Close the results of a year for good; the database refuses it as long as one promise has none.

    Raises:
        NotAllowed: the person neither leads the district nor keeps its plan.
        YearNotOver, ClosedAlready: the year goes on, or is closed.
        LeftOut: some promises have no outcome.
        NotLaidBefore, WindowOpen: units have not seen them, or may still object.
        Unanswered: somebody objected and was not answered.
        SecondPersonNeeded: the person settled some of them.
    """
    on = day_of(at)
    fail_if.not_who_closes(report, by)
    fail_if.year_not_over(report, on)
    Report.objects.select_for_update().get(pk=report.pk)
    fail_if.closed_already(report)
    results = last_results(report)
    fail_if.some_left_out(promises_of(report), set(results))
    hearing = last_hearing(report)
    fail_if.window_open(fail_if.not_laid_before(hearing, is_current=is_current(hearing, results.values())), on=on)
    fail_if.unanswered(report)
    fail_if.settled_by_the_same_person(report, by)
    return YearClosing.objects.create(report=report, sha256=digest(results.values()), **signed(by, at))


def digest(results: Iterable[Result]) -> str:
    """What tells these results from any others: the SHA-256 of what each says, in the order of the promises."""
    said = sorted((each.commitment.code, each.revision, each.outcome, each.why, each.reason, each.value) for each in results)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _open(report: Report, by: Authority, at: datetime) -> dict[int, Proposed]:
    """What is proposed on the day, for somebody who may settle it."""
    _lock(report, by, at)
    return proposals(report, on=day_of(at))


def _lock(report: Report, by: Authority, at: datetime) -> None:
    """The results of a year that is over and open, for somebody who may settle them; of two at once one waits."""
    fail_if.not_who_settles(report, by)
    fail_if.year_not_over(report, day_of(at))
    Report.objects.select_for_update().get(pk=report.pk)
    fail_if.closed_already(report)


def _store(settled: Iterable[tuple[Proposed, Outcome, str]], report: Report, by: Authority, at: datetime) -> int:
    """New revisions, but of what was settled just so before."""
    last = last_results(report)
    signature = signed(by, at)
    rows = [_row(each, outcome, reason, last.get(each.commitment.pk), signature) for each, outcome, reason in settled]
    return len(Result.objects.bulk_create([each for each in rows if not _says_the_same(each, last.get(each.commitment_id))]))


def _row(each: Proposed, outcome: Outcome, reason: str, last: Result | None, signature: dict[str, Any]) -> Result:
    why = each.proposal.why
    return Result(
        commitment=each.commitment, revision=last.revision + 1 if last else 1, outcome=outcome, proposed=each.proposal.outcome,
        why=why.chinese[:WHY_MAX], why_en=why.english[:WHY_MAX], reason=reason, stretch=each.stretch, value=each.value,
        basis=list(each.basis), **signature,
    )  # fmt: skip


def _says_the_same(row: Result, last: Result | None) -> bool:
    said = ("outcome", "proposed", "why", "reason", "stretch", "value")
    return last is not None and all(getattr(row, name) == getattr(last, name) for name in said)
