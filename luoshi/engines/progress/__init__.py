"""进度: what an indicator is, what may be made of its figures, and where a promise stands by several yardsticks. Pure rules.

The door: an :class:`Indicator` says what is measured, :class:`Value` is one figure, :func:`year_to_date` says what a year has come to.
A :class:`Goal` is what was promised; :func:`straight_line` and :func:`planned` say what is expected by now; :func:`standing` holds a number
against it, and :func:`judge` says it in one word. :func:`signs_of` finds what somebody should be asked about.
"""

from luoshi.engines.progress.declarations import Accumulation, Definition, Direction, Indicator, Measure
from luoshi.engines.progress.goals import Goal, Operator, ascends, bound, is_exceeded, is_met, said
from luoshi.engines.progress.looking import signs_of
from luoshi.engines.progress.numbers import largest_remainder, plain, short, tenth
from luoshi.engines.progress.periods import Period, Rhythm, last_ended, periods_to
from luoshi.engines.progress.signs import Clues, Late, Said, Sign, SignKind
from luoshi.engines.progress.standing import Standing, standing
from luoshi.engines.progress.values import (
    ORIGIN_NAMES,
    CannotAdd,
    Origin,
    Series,
    Unknown,
    Value,
    YearToDate,
    change_of_definition,
    combine,
    comparable,
    newest,
    year_to_date,
)
from luoshi.engines.progress.verdicts import VERDICT_NAMES, Judgement, Verdict, judge
from luoshi.engines.progress.yardsticks import Step, Yard, planned, straight_line

__all__ = [
    "ORIGIN_NAMES",
    "VERDICT_NAMES",
    "Accumulation",
    "CannotAdd",
    "Clues",
    "Definition",
    "Direction",
    "Goal",
    "Indicator",
    "Judgement",
    "Late",
    "Measure",
    "Operator",
    "Origin",
    "Period",
    "Rhythm",
    "Said",
    "Series",
    "Sign",
    "SignKind",
    "Standing",
    "Step",
    "Unknown",
    "Value",
    "Verdict",
    "Yard",
    "YearToDate",
    "ascends",
    "bound",
    "change_of_definition",
    "combine",
    "comparable",
    "is_exceeded",
    "is_met",
    "judge",
    "largest_remainder",
    "last_ended",
    "newest",
    "periods_to",
    "plain",
    "planned",
    "said",
    "short",
    "signs_of",
    "standing",
    "straight_line",
    "tenth",
    "year_to_date",
]
