"""What the district's office does in the course of a year: bulletins, scores, the results of the year's end, its archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from luoshi.district.bulletins import operations as bulletins
from luoshi.district.bulletins.queries import drafts_of
from luoshi.district.open_data.operations import ask_for_archive, make_archive
from luoshi.district.results import operations as results
from luoshi.district.results.queries import results_of
from luoshi.district.scores.operations import freeze

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from luoshi.district.bulletins.queries import Bulletin, Draft
    from luoshi.district.demonstration.telling import Telling


def _begin_bulletin(told: Telling) -> None:
    """By what is known on the day; the values of the step are the words that a person says."""
    plan, day = told.present.plan, told.present.day
    draft = bulletins.begin(plan, form=told.said["form"], month=told.said["month"], on=day, by=told.by, at=told.at)
    words: dict[str, Any] = dict(told.step.values)
    if words:
        bulletins.word(draft, by=told.by, at=told.at, **words)


def _draft(told: Telling) -> Draft:
    """The newest of its form about the month: only corrections are more than one."""
    return drafts_of(told.present.plan).filter(form=told.said["form"], month=told.said["month"]).latest("pk")


def _begin_correction(told: Telling) -> None:
    """Of the bulletin that has this form and month, by what is known on the day."""
    frozen: Bulletin | None = _draft(told).frozen
    if frozen is not None:
        bulletins.begin_correction(frozen, cause=told.said["cause"], on=told.present.day, by=told.by, at=told.at)


def _freeze_bulletin(told: Telling) -> None:
    bulletins.freeze(_draft(told), by=told.by, at=told.at)


def _publish_bulletin(told: Telling) -> None:
    frozen: Bulletin | None = _draft(told).frozen
    if frozen is not None:
        bulletins.publish(frozen, by=told.by, at=told.at)


def _freeze_scores(told: Telling) -> None:
    freeze(told.present.plan, told.period, by=told.by, at=told.at)


def _settle(told: Telling) -> None:
    """Another outcome of a promise than follows from figures and words."""
    code, said = told.commitment.code, told.said
    results.settle(told.present.plan, code, said["outcome"], reason=said["reason"], by=told.by, at=told.at)


def _confirm_results(told: Telling) -> None:
    """What follows from figures and words stands, of each promise that nobody has settled."""
    plan = told.present.plan
    waiting = [each for each in results_of(plan, on=told.present.day) if each.result is None]
    results.confirm(plan, {each.commitment.code: each.outcome for each in waiting}, by=told.by, at=told.at)


def _lay_results(told: Telling) -> None:
    results.lay_before_units(told.present.plan, by=told.by, at=told.at)


def _object_to_result(told: Telling) -> None:
    said = told.said
    results.object_to(told.present.plan, told.commitment.code, reason=said["reason"], basis=said["basis"], by=told.by, at=told.at)


def _answer_objection(told: Telling) -> None:
    said = told.said
    results.answer(told.present.plan, told.commitment.code, said["outcome"], reason=said["reason"], by=told.by, at=told.at)


def _close_year(told: Telling) -> None:
    results.close_year(told.present.plan, by=told.by, at=told.at)


def _archive(told: Telling) -> None:
    ask_for_archive(told.present.plan, by=told.by, at=told.at)
    make_archive(at=told.at)


OF_THE_OFFICE: Final[Mapping[str, Callable[[Telling], None]]] = {
    "begin_bulletin": _begin_bulletin,
    "begin_correction": _begin_correction,
    "freeze_bulletin": _freeze_bulletin,
    "publish_bulletin": _publish_bulletin,
    "freeze_scores": _freeze_scores,
    "settle": _settle,
    "confirm_results": _confirm_results,
    "lay_results": _lay_results,
    "object_to_result": _object_to_result,
    "answer_objection": _answer_objection,
    "close_year": _close_year,
    "archive": _archive,
}
