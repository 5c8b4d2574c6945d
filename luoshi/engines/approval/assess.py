"""What comes of an application: granted, asked for everything that is missing, or handed to a person with the reasons.

Two laws hold by construction. There is no automatic refusal: :class:`Outcome` has no such member. And missing is never satisfied: only a
verdict that grants, with nothing unknown and nothing found, on papers that are known or promised, is granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from luoshi.engines.approval.assessment import Application, Assessment, Lack, Outcome, Way
from luoshi.engines.approval.bars import Question, bars, deferred
from luoshi.engines.approval.conditions import asked
from luoshi.engines.approval.doubts import (
    doubts_about_applying,
    doubts_about_findings,
    doubts_about_papers,
    doubts_about_rules,
    doubts_about_values,
)
from luoshi.engines.approval.items import Path
from luoshi.engines.approval.lacks import absent_papers, absent_promises, empty_fields
from luoshi.engines.approval.verdicts import CommitmentVerdict, MissingPapersVerdict, Reason, Verdict
from luoshi.words import Words

MACHINE = (Path.INSTANT, Path.COMMITMENT)
"""The paths on which nobody looks before the decision."""


def assess(
    application: Application,
    *,
    verdict: Verdict | None,
    commitment: CommitmentVerdict | None,
    missing_papers: MissingPapersVerdict | None,
    pending_same: bool,
) -> Assessment:
    """What comes of an application.

    The path is the chosen one where it is open to this application, else the ordinary one; without a choice the first that is open, in
    the order of the item. On it everything that is missing is asked for at once. With nothing missing the paths of the machine grant if
    there is no doubt, and a person decides otherwise. A commitment stands also then: the papers it covers are not asked for later.

    Args:
        application: as it stands.
        verdict: of the item's decision service; None where no rules are in force.
        commitment: of the rules of 告知承诺; None where they were not asked or are not in force, which closes that path.
        missing_papers: of the rules of 容缺受理; the same.
        pending_same: whether the same is being applied for already.
    """
    question = Question(application, asked(application.item, application.fields), commitment, missing_papers)
    path = _path(question)
    missing = tuple(_missing(question, path))
    doubts = tuple(dict.fromkeys(_doubts(question, path, verdict, pending_same=pending_same)))
    ways = tuple(_way(question, each, verdict, pending_same=pending_same) for each in application.item.paths)
    if missing:
        return Assessment(Outcome.ASK, path, missing, _why_not_chosen(question), ways=ways)
    if path in MACHINE and not doubts:
        return Assessment(Outcome.GRANT, path, ways=ways)
    taken = Path.ORDINARY if path is Path.INSTANT else path
    reasons = tuple(dict.fromkeys((*_why_a_person(question, taken), *doubts)))
    return Assessment(Outcome.PERSON, taken, (), reasons, deferred(question) if taken is Path.MISSING_PAPERS else (), ways)


def _path(question: Question) -> Path:
    """The first way that is not barred: the ordinary one never is."""
    chosen = question.chosen
    tried = (chosen, Path.ORDINARY) if chosen is not None else question.application.item.paths
    return next(each for each in tried if not bars(question, each))


def _missing(question: Question, path: Path) -> Iterator[Lack]:
    application = question.application
    yield from empty_fields(question.asked, application.fields)
    yield from absent_papers(application, question.asked, path)
    if path is Path.COMMITMENT:
        yield from absent_promises(application, question.commitment)


def _doubts(question: Question, path: Path, verdict: Verdict | None, *, pending_same: bool) -> Iterator[Reason]:
    application = question.application
    yield from doubts_about_rules(verdict)
    yield from doubts_about_values(application, question.asked)
    yield from doubts_about_papers(application, question.asked, path)
    yield from doubts_about_applying(application, path=path, pending_same=pending_same)
    if path is Path.COMMITMENT and question.commitment is not None:
        yield from doubts_about_findings(question.commitment.findings)


def _why_not_chosen(question: Question) -> tuple[Reason, ...]:
    """Why the path that was chosen is not taken."""
    return bars(question, question.chosen) if question.chosen is not None else ()


def _why_a_person(question: Question, path: Path) -> tuple[Reason, ...]:
    """Why no machine decides, beside doubts: a way was chosen that is a person's, or the one that was wanted is closed."""
    if path is Path.MISSING_PAPERS:
        return (Reason(Words("材料到齐后由人审查。", "A person examines the application when the papers have come.")),)
    if question.chosen is Path.ORDINARY:
        return (Reason(Words("申请人选择了一般程序。", "The applicant has chosen the ordinary procedure.")),)
    return bars(question, question.chosen or Path.INSTANT)


def _way(question: Question, path: Path, verdict: Verdict | None, *, pending_same: bool) -> Way:
    """How a path would stand if it were chosen: that it is not is no fault. Doubts are told when nothing is missing: before, the rules have
    not seen everything."""
    question = replace(question, application=replace(question.application, path=path))
    reasons: Iterable[Reason] = bars(question, path)
    lacks = () if reasons else tuple(_missing(question, path))
    if not reasons and not lacks and path in MACHINE:
        reasons = dict.fromkeys(_doubts(question, path, verdict, pending_same=pending_same))
    return Way(path, tuple(dict.fromkeys(each.words for each in reasons)), lacks)
