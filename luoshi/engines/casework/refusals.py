"""Why a step cannot be taken: each reason with a stable code, what is wrong, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.words import Words


class RefusalCode(StrEnum):
    """The closed list of reasons. Beside them stand those of the clocks (``ClockRefusal``), and the codes of a case type's own guards."""

    NO_SUCH_TRANSITION = "no_such_transition"
    WRONG_STATUS = "wrong_status"
    NOT_YOUR_PART = "not_your_part"
    SAME_PERSON = "same_person"
    EARLIER_THAN_LAST_STEP = "earlier_than_last_step"
    VALUE_MISSING = "value_missing"
    VALUE_NOT_ASKED = "value_not_asked"
    VALUE_UNFIT = "value_unfit"
    NOBODY_TO_RETURN_TO = "nobody_to_return_to"
    UNIT_HAS_IT_ALREADY = "unit_has_it_already"
    INVITED_ALREADY = "invited_already"
    NOT_INVITED = "not_invited"
    NO_LIMIT_IN_FORCE = "no_limit_in_force"
    CLOCK_RUNS_ALREADY = "clock_runs_already"
    CLOCK_DOES_NOT_RUN = "clock_does_not_run"


@dataclass(frozen=True, slots=True)
class CaseRefusal:
    """One reason. ``code`` is a :class:`RefusalCode`, a clock's, or a guard's; ``field`` is the field's code where a value is wrong."""

    code: str
    words: Words
    field: str = ""


class CaseRefused(ValueError):
    """A step that cannot be taken, with every reason that was found. Nothing was changed."""

    def __init__(self, refusals: Sequence[CaseRefusal]) -> None:
        super().__init__("\n".join(str(each.words) for each in refusals))
        self.refusals = tuple(refusals)

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons by their codes, each once."""
        return tuple(dict.fromkeys(each.code for each in self.refusals))


class BrokenLife(ValueError):
    """Steps that no case of this type can have taken: the record or the case type is not the one that belongs to it."""
