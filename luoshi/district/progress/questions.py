"""疑点: what officials are asked about the figures of a target, with what was answered. The public sees none of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.indicators import queries as indicators
from luoshi.district.progress.models import Answer
from luoshi.engines.progress import Clues, Late, Origin, Period, Said, Sign, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.progress.standings import Measured
    from luoshi.engines.progress import Value


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask, and its answers, the newest first."""

    sign: Sign
    answers: tuple[Answer, ...]

    @property
    def open(self) -> bool:
        """Whether nobody has answered yet."""
        return not self.answers


def questions_about(measured: Sequence[Measured]) -> dict[int, list[Question]]:
    """What is asked about each of some targets, by the id of its link."""
    said, answers = _said(measured), _answers(measured)
    found = {}
    for each in measured:
        late = _late(each) if each.values and each.values[-1].origin is Origin.COMPUTED else {}
        clues = Clues(each.indicator, each.values, each.goal, said[each.link.indicator_id], _counted_beside(each, measured), late)
        found[each.link.pk] = [Question(sign, tuple(answers[each.link.pk, sign.key])) for sign in signs_of(clues)]
    return found


def _said(measured: Sequence[Measured]) -> dict[int, list[Said]]:
    """What units handed in with their figures, as far as it was approved by the day."""
    found = defaultdict[int, list[Said]](list)
    known = {(each.link.indicator_id, value.period, value.revision): value for each in measured for value in each.values}
    rows = indicators.ReportedValue.objects.filter(indicator__in=[each.link.indicator_id for each in measured])
    for row in rows:
        value = known.get((row.indicator_id, Period.parse(row.period), row.revision))
        if value is not None:
            found[row.indicator_id].append(Said(value, row.remark, frozenset(row.evidence)))
    return found


def _late(measured: Measured) -> dict[Period, Late]:
    """Records that came in when the figure of their period was due already, and known."""
    found = indicators.late_records(measured.link.indicator, measured.periods)
    return {period: Late(records, quantity) for period, (records, quantity) in found.items()}


def _counted_beside(one: Measured, measured: Sequence[Measured]) -> Sequence[Value]:
    """What the record adds up to for the same target, where this indicator is said by a unit."""
    if not one.values or one.values[-1].origin is not Origin.REPORTED:
        return ()
    target = one.link.commitment_id, one.link.target_number
    others = (each for each in measured if (each.link.commitment_id, each.link.target_number) == target)
    return next((each.values for each in others if each.values and each.values[-1].origin is Origin.COMPUTED), ())


def _answers(measured: Sequence[Measured]) -> dict[tuple[int, str], list[Answer]]:
    found = defaultdict[tuple[int, str], list[Answer]](list)
    for each in Answer.objects.filter(link__in=[one.link for one in measured]).order_by("-pk"):
        found[each.link_id, each.key].append(each)
    return found
