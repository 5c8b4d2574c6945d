"""Changes at the end of a year: outcomes are confirmed or corrected, and the year is closed. Each is one transaction."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localtime

from luoshi.district.plan.queries import Report
from luoshi.district.results import fail_if
from luoshi.district.results.errors import NotAPromise, ProposalChanged
from luoshi.district.results.models import WHY_MAX, Result, YearClosing
from luoshi.district.results.proposing import promises_of, proposals
from luoshi.district.results.queries import last_results
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
    """
    found = _open(report, by, at)
    by_code = {each.commitment.code: each for each in found.values()}
    unknown = next((code for code in seen if code not in by_code), None)
    if unknown is not None:
        raise NotAPromise(unknown)
    wanted = [by_code[code] for code in seen]
    changed = [each.commitment.label for each in wanted if each.proposal.outcome != seen[each.commitment.code]]
    if changed:
        raise ProposalChanged(changed)
    return _store([(each, each.proposal.outcome, "") for each in wanted], report, by, at)


@transaction.atomic
def settle(report: Report, code: str, outcome: str, *, reason: str, by: Authority, at: datetime) -> Result:
    """Say what became of one promise; with the reason, where that is not what follows from figures and words.

    Raises:
        NotAllowed, YearNotOver, ClosedAlready, NotAPromise: as :func:`confirm` says.
        UnknownOutcome: there is no such outcome.
        NeedsReason: it is corrected, and nobody says why.
    """
    found = _open(report, by, at)
    proposed = next((each for each in found.values() if each.commitment.code == code), None)
    if proposed is None:
        raise NotAPromise(code)
    chosen = fail_if.no_such_outcome(outcome)
    fail_if.corrected_without_reason(chosen, proposed.proposal.outcome, reason)
    _store([(proposed, chosen, reason.strip())], report, by, at)
    return last_results(report)[proposed.commitment.pk]


@transaction.atomic
def close_year(report: Report, *, by: Authority, at: datetime) -> YearClosing:
    """Close the results of a year for good; the database refuses it as long as one promise has none.

    Raises:
        NotAllowed: the person neither leads the district nor keeps its plan.
        YearNotOver, ClosedAlready: the year goes on, or is closed.
        LeftOut: some promises have no outcome.
        SecondPersonNeeded: the person settled some of them.
    """
    fail_if.not_who_closes(report, by)
    fail_if.year_not_over(report, localtime(at).date())
    Report.objects.select_for_update().get(pk=report.pk)
    fail_if.closed_already(report)
    results = last_results(report)
    fail_if.some_left_out(promises_of(report), set(results))
    fail_if.settled_by_the_same_person(report, by)
    return YearClosing.objects.create(report=report, sha256=digest(results.values()), **signed(by, at))


def digest(results: Iterable[Result]) -> str:
    """What tells these results from any others: the SHA-256 of what each says, in the order of the promises."""
    said = sorted((each.commitment.code, each.revision, each.outcome, each.why, each.reason, each.value) for each in results)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _open(report: Report, by: Authority, at: datetime) -> dict[int, Proposed]:
    """What is proposed on the day, for somebody who may settle it; of two at once one waits."""
    on = localtime(at).date()
    fail_if.not_who_settles(report, by)
    fail_if.year_not_over(report, on)
    Report.objects.select_for_update().get(pk=report.pk)
    fail_if.closed_already(report)
    return proposals(report, on=on)


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
