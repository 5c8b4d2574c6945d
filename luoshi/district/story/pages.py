"""What the pages of stories show, in the words of their reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.casework.operations import SYSTEM
from luoshi.district.casework.queries import outline
from luoshi.district.chapters import chapters
from luoshi.district.languages import said
from luoshi.district.plan.queries import clause_of_commitment
from luoshi.district.story import queries, timeline
from luoshi.district.story.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from luoshi.district.plan.queries import Commitment
    from luoshi.district.story.lines import Line
    from luoshi.district.story.models import Question
    from luoshi.district.story.timeline import Told


@dataclass(frozen=True, slots=True)
class MonthLines:
    """A month with its entries; ``older`` are opened by a click."""

    first_day: date
    lines: tuple[Line, ...]
    older: tuple[Line, ...]


def story_page(commitment: Commitment, *, on: date, only: str) -> dict[str, Any]:
    """Everything that the story of a commitment shows; of one chapter alone if asked."""
    story = timeline.story_of(commitment, on=on)
    shown = timeline.laid_out([each for each in story.told if only in {"", each.chapter.code}], on=on) if only else story
    told = {each.chapter.code for each in story.told}
    past = [each for each in story.told if each.entry.on <= on]
    clause = clause_of_commitment(commitment)
    return {
        "commitment": commitment,
        "report": commitment.report,
        "quote": clause.quote if clause else commitment.quote,
        "months": [MonthLines(each.first_day, _lines(each.told), _lines(each.older)) for each in shown.months],
        "coming": _lines(shown.coming),
        "newest": _lines(past[-1:]),
        "chapters": [(each.code, said(each.name)) for each in chapters() if each.code in told],
        "only": only,
        "objections_until": until if (until := story.objections_until) and until >= on else None,
        "answers": queries.answers_about(commitment),
        "on": on,
    }


def feed_lines(commitment: Commitment, *, on: date) -> list[Line]:
    """What has happened, the newest first, for programs that read feeds."""
    return queries.lines_about(commitment, on=on)[::-1]


def question_page(question: Question, *, at: datetime) -> dict[str, Any]:
    """A question for who asked it: where it stands, until when it is to be answered, and the answer."""
    case = outline(question.case_code, by=SYSTEM, at=at)
    return {"question": question, "commitment": question.commitment, "case": case, "answer": queries.last_answer(question)}


def _lines(told: Iterable[Told]) -> tuple[Line, ...]:
    return tuple(line_of(each) for each in told)
