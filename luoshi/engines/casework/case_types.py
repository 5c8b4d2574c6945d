"""What a case type says: statuses, named transitions, clocks, and who may do what. Everything that can happen to a case stands here.

A transition is one verb with all that belongs to it in one place: from where to where, who may, under which condition, what has to be
said, which clocks it moves, who has the work after it, which fact it leaves and who is told. Transfer, return, pause and extension are
transitions like any other, so that each office's rules are data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from luoshi.engines.casework.clock_rules import EventKind
from luoshi.words import Words

NO_WORDS: Final = Words("", "")


class StatusKind(StrEnum):
    """What a status means for the work. Closed because it was done is never mixed up with closed because it was not ours."""

    OPEN = "open"
    WAITING = "waiting"  # outside of the office, with clocks paused
    DONE = "done"
    NOT_OURS = "not_ours"
    WITHDRAWN = "withdrawn"

    @property
    def is_closed(self) -> bool:
        """Nobody has to do anything."""
        return self in (StatusKind.DONE, StatusKind.NOT_OURS, StatusKind.WITHDRAWN)


class Standing(StrEnum):
    """In what relation to the case somebody has to have the power of an actor."""

    UNIT = "unit"  # in the unit that has the case
    DISTRICT = "district"  # for the whole district
    CO_HANDLER = "co_handler"  # in a unit that was invited and has not yet answered
    ANYONE_INVOLVED = "anyone_involved"  # in any unit that has or had the case, or was invited
    APPLICANT = "applicant"  # 申请人: whose case it is; holds no post
    SYSTEM = "system"  # nobody: a time has come, or another case has ended

    @property
    def is_outside(self) -> bool:
        """It acts for no unit, so no power is granted to it, and it never has the work."""
        return self in (Standing.APPLICANT, Standing.SYSTEM)


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    UNIT = "unit"
    ATTACHMENTS = "attachments"


class Assignment(StrEnum):
    """Who has the work after a transition."""

    KEEP = "keep"
    TAKE = "take"  # 领办: whoever does it holds the case
    RELEASE = "release"  # 放回: nobody in the unit holds it
    GIVE = "give"  # 转办: the unit that the step names has it
    RETURN = "return"  # 退回: the unit that gave it has it again
    INVITE = "invite"  # 协办: the unit that the step names works beside the one that has it
    ANSWER = "answer"  # the invited unit of whoever does it has done its part

    @property
    def names_a_unit(self) -> bool:
        """The step has to say which unit."""
        return self in (Assignment.GIVE, Assignment.INVITE)


@dataclass(frozen=True, slots=True)
class Status:
    """环节: where a case stands."""

    code: str
    name: Words
    kind: StatusKind
    awaits: tuple[str, ...] = ()
    """待办: the codes of the actors whose turn it is, beside the unit that has the case: who approves, who checks."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """角色: whoever has this power in matters of this case type and stands in this relation to the case; the applicant; the system."""

    code: str
    name: Words
    power: str
    """Of the offices' list: see, handle, check, approve, direct …; empty where it stands outside of the offices."""
    of: Standing
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Field:
    """What a transition asks. ``choices`` are those of a field of type choice."""

    code: str
    name: Words
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    help: Words = NO_WORDS
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition in FEEL over ``case`` and ``step``, with a stable code and what is said when it does not hold."""

    code: str
    expression: str
    says: Words
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ClockEffect:
    """What a transition does to a clock. Pause, resume and stop reach a clock that runs or is paused, and leave any other alone.

    ``by`` of an extension names the number field that says how much is added; without it the rule's extension is.
    """

    act: EventKind
    clock: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told what. The words may hold the names of :data:`PLACEHOLDERS` in braces."""

    to: tuple[str, ...]
    """Codes of actors."""
    words: Words
    line: int = field(default=0, compare=False)


PLACEHOLDERS: Final = ("case", "title", "unit", "doer", "due")
"""The case's code and title, the unit that has it, who acted, and the earliest day by which something is due: see :func:`.lives.due_of`."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A verb: what it is called, and everything that it needs and does. ``target`` None leaves the case where it stands."""

    code: str
    name: Words
    sources: tuple[str, ...]
    """Codes of statuses; none of the opening."""
    target: str | None
    actor: str
    guards: tuple[Guard, ...] = ()
    fields: tuple[Field, ...] = ()
    clocks: tuple[ClockEffect, ...] = ()
    assignment: Assignment = Assignment.KEEP
    not_by: tuple[str, ...] = ()
    """双人规则, 回避: whoever did one of these transitions in this case may not do this one."""
    event: str = ""
    """The kind of the fact that it leaves, such as ``supervision.issued``; empty: it leaves none."""
    notices: tuple[Notice, ...] = ()
    reopens: bool = False
    """It may lead out of a closed status."""
    line: int = field(default=0, compare=False)

    @property
    def unit_field(self) -> Field | None:
        """Where the step says which unit is given the case or invited."""
        return next((each for each in self.fields if each.type is FieldType.UNIT), None)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """时限: a named clock. Its limits are dated parameters of the pack, named here and looked up on the day on which it starts."""

    code: str
    name: Words
    limits: Mapping[str, str]
    """The name of a parameter for each answer to the field ``by``; without one, a single name under the empty text."""
    by: str = ""
    extension: str = ""
    """The parameter that says how much may be added at a time; empty: it cannot be extended."""
    extensions_max: int = 0
    warn_before: str = ""
    """The parameter that says how long before the end the first warning is due; empty: there is none."""
    soon: tuple[Notice, ...] = ()
    late: tuple[Notice, ...] = ()
    is_window: bool = False
    """It measures how long somebody may do something, such as object. Nothing is due when it ends, and nobody is late."""
    promised: str = ""
    """承诺时限: the number field that may say a shorter limit for one case, in the same unit. The limit of the law stays the longest."""
    line: int = field(default=0, compare=False)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter that it names."""
        return tuple(dict.fromkeys(filter(None, (*self.limits.values(), self.extension, self.warn_before))))


@dataclass(frozen=True, slots=True)
class CaseType:
    """事项类型. ``version`` tells two texts of it apart: a case keeps the one under which it began."""

    code: str
    name: Words
    summary: Words
    subjects: tuple[str, ...]
    """What such a case may be about: kinds of subject, such as ``commitment``."""
    statuses: tuple[Status, ...]
    actors: tuple[Actor, ...]
    opening: Transition
    transitions: tuple[Transition, ...]
    clocks: tuple[CaseClock, ...] = ()
    fields: tuple[Field, ...] = ()
    """Everything that may be asked; a transition takes its fields from here, so that one name means one thing."""
    version: str = ""
    file: str = field(default="", compare=False)

    def status(self, code: str) -> Status:
        """The status of that code."""
        return next(each for each in self.statuses if each.code == code)

    def actor(self, code: str) -> Actor:
        """The actor of that code."""
        return next(each for each in self.actors if each.code == code)

    def clock(self, code: str) -> CaseClock:
        """The clock of that code."""
        return next(each for each in self.clocks if each.code == code)

    def transition(self, code: str) -> Transition | None:
        """The transition of that code, the opening among them; None if there is none."""
        return next((each for each in self.verbs() if each.code == code), None)

    def verbs(self) -> Iterator[Transition]:
        """The opening and all transitions."""
        yield self.opening
        yield from self.transitions

    def leading_from(self, status: str | None) -> tuple[Transition, ...]:
        """The transitions that a status allows; before a case is there, the opening."""
        if status is None:
            return (self.opening,)
        return tuple(each for each in self.transitions if status in each.sources)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter that its clocks need."""
        return tuple(dict.fromkeys(name for each in self.clocks for name in each.parameters))
