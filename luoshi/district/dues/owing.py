"""What is due and what is owed in a district: the figures of its indicators, and what its units say of promises that nothing measures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from luoshi.district.casework.queries import working_calendar
from luoshi.district.dues.asked import asked_last, asked_of, done_among, done_in, unmeasured, updates_asked, updates_of
from luoshi.district.dues.models import Stage
from luoshi.district.dues.recorded import recorded_of
from luoshi.district.dues.rules import rules_of
from luoshi.district.indicators import queries as indicators
from luoshi.district.offices.queries import present_units, with_predecessors
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from luoshi.district.dues.asked import Asked
    from luoshi.district.dues.models import Update
    from luoshi.district.dues.recorded import Recorded
    from luoshi.district.indicators.queries import Indicator, Owed
    from luoshi.district.offices.queries import District, Unit
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.progress import Period, Value


class Act(StrEnum):
    """What has to be done, and of which sort it is."""

    REPORT = "report"  # 填报
    REVIEW = "review"  # 审核
    CONFIRM = "confirm"  # 核对
    BRING = "bring"  # 导入
    WRITE = "write"  # 写进展
    SIGN = "sign"  # 签发

    @property
    def is_of_the_head(self) -> bool:
        """Whether it is for the head of the unit, and not for whoever reports."""
        return self in {Act.REVIEW, Act.SIGN}


ACT_NAMES: Final = {
    Act.REPORT: Words("填报", "to be reported"),
    Act.REVIEW: Words("审核", "to be reviewed"),
    Act.CONFIRM: Words("核对", "to be confirmed"),
    Act.BRING: Words("导入", "to be brought"),
    Act.WRITE: Words("写进展", "progress to be told"),
    Act.SIGN: Words("签发", "to be signed off"),
}


class State(StrEnum):
    """How it stands on a day."""

    COMING = "coming"  # 未到期
    OWED = "owed"  # 待办
    LATE = "late"  # 逾期
    DONE = "done"  # 已报
    MISSED = "missed"  # 漏报


@dataclass(frozen=True, slots=True)
class Due:
    """One figure or one update that is due by a day.

    Attributes:
        unit: who answers for it now.
        act: what has to be done; of what is done or missed, what it was.
        about: the indicator, or the promise.
        period: of which the figure or the words speak.
        due_on: the last day.
        state: how it stands.
        value: what is counted, where that is to be confirmed.
        update: what was said so far.
        asked: where words are due, how they are asked.
    """

    unit: Unit
    act: Act
    about: Indicator | Commitment
    period: Period
    due_on: date
    state: State
    value: Value | None = None
    update: Update | None = None
    asked: Asked | None = None

    @property
    def is_open(self) -> bool:
        """Whether something has to be done with it now."""
        return self.state in {State.OWED, State.LATE}

    @property
    def of_figure(self) -> bool:
        """Whether it is a figure, and not words."""
        return self.act not in {Act.WRITE, Act.SIGN}


@dataclass(frozen=True, slots=True)
class UnitOwed:
    """What a unit owes, the oldest first, and how many updates it let pass for good."""

    unit: Unit
    owed: tuple[Due, ...]
    missed: int = 0

    @property
    def late(self) -> int:
        """How much of it is past its day."""
        return sum(each.state is State.LATE for each in self.owed)


@dataclass
class Dues:
    """Everything that is due on a day in a district, or of one ``unit`` in it with those whose work it took over; in as many questions to
    the database for a hundred units as for one.
    """

    report: Report
    on: date
    unit: Unit | None = None
    units: dict[int, Unit] = field(init=False)

    def __post_init__(self) -> None:
        assert self.report.district is not None, "a plan in force is a district's"
        self.district: District = self.report.district
        self.units = present_units(self.district)

    @cached_property
    def updates(self) -> tuple[Due, ...]:
        """What is asked in words, all through the year of the plan."""
        rules = rules_of(self.district, on=self.on)
        if rules is None:
            return ()
        promises = unmeasured(self.report, with_predecessors(self.unit) if self.unit else None)
        calendar, said = working_calendar(self.district), updates_of(promises)
        found: list[Due] = []
        for one in promises:
            updates = said.get(one.pk, {})
            asked = asked_of(one, rules, calendar, done_in=done_in(updates))
            newest = asked_last(asked, self.on)
            found.extend(self._update(each, updates.get(each.period), newest) for each in asked)
        return tuple(found)

    def to_write(self, only: Callable[[Due], bool] = lambda _: True) -> list[tuple[Due, Recorded | None]]:
        """The updates that somebody has to write now, of each promise at most the last, or ``only`` some of them, with what the record
        says, which need only be confirmed. They are among ``updates``, without reckoning the others.
        """
        rules = rules_of(self.district, on=self.on)
        if rules is None:
            return []
        promises = unmeasured(self.report, with_predecessors(self.unit) if self.unit else None)
        calendar, done = working_calendar(self.district), done_among(promises)
        newest = (asked_last(asked_of(one, rules, calendar, done_in=done.get(one.pk)), self.on) for one in promises)
        wanted = [each for each in newest if each is not None]
        said = updates_asked(wanted)
        dues = [self._update(each, said.get((each.commitment.pk, each.period)), each) for each in wanted]
        owed = [each for each in dues if each.is_open and each.act is Act.WRITE and only(each)]
        recorded = recorded_of(self.report, [each.asked for each in owed if each.asked], on=self.on)
        return [(each, recorded.get((each.about.pk, each.period))) for each in owed]

    @cached_property
    def recorded(self) -> dict[tuple[int, Period], Recorded]:
        """What the record says of what is due in words and was not handed in, by the ids of promises and by periods: the units need only
        confirm it.
        """
        asked = [each.asked for each in self.updates if each.asked and (each.is_open or each.state is State.MISSED)]
        return recorded_of(self.report, asked, on=self.on)

    def recorded_for(self, due: Due) -> Recorded | None:
        """What the record says of one of them that nobody has handed in yet."""
        return None if due.of_figure else self.recorded.get((due.about.pk, due.period))

    def _update(self, asked: Asked, update: Update | None, newest: Asked | None) -> Due:
        """Of several periods that went by without a word only the last is still owed."""
        stage = update.stage if update else ""
        act = Act.SIGN if stage == Stage.HANDED_IN else Act.WRITE
        if stage == Stage.SIGNED_OFF:
            state = State.DONE
        elif asked.asked_from > self.on:
            state = State.COMING
        elif act is Act.WRITE and asked is not newest:
            state = State.MISSED
        else:
            state = self._state(asked.due_on)
        return Due(self._unit(asked.commitment.lead_id), act, asked.commitment, asked.period, asked.due_on, state, None, update, asked)

    @cached_property
    def figures_owed(self) -> tuple[Due, ...]:
        """The figures with which something has to be done now."""
        unit, on = self.unit, self.on
        return tuple(map(self._figure, indicators.owed(unit, on=on) if unit else indicators.owed_within(self.district, on=on)))

    def _figure(self, each: Owed) -> Due:
        unit = self._unit(each.indicator.responsible_id)
        return Due(unit, Act(each.act), each.indicator, each.period, each.due_on, self._state(each.due_on), each.value)

    def figures_between(self, first: date, last: date) -> Iterator[Due]:
        """The figures that are due in a span of days: those owed, those that came, and those to come."""
        owed = {(each.about.pk, each.period): each for each in self.figures_owed}
        for one in indicators.indicators_of_unit(self.unit) if self.unit else indicators.indicators(self.district):
            for period in indicators.periods_until(one, last):
                due_on = indicators.due_on(one, period)
                if first <= due_on <= last:
                    state = State.COMING if period.last_day >= self.on else State.DONE
                    unit = self._unit(one.responsible_id)
                    yield owed.get((one.pk, period)) or Due(unit, _ACTS[one.origin], one, period, due_on, state)

    def between(self, first: date, last: date) -> list[Due]:
        """Everything that is due in a span of days, both inclusive, by day and unit."""
        words = [each for each in self.updates if first <= each.due_on <= last]
        return sorted([*self.figures_between(first, last), *words], key=_order)

    def owed(self) -> list[Due]:
        """Everything with which something has to be done now, the oldest first."""
        return sorted([*self.figures_owed, *(each for each in self.updates if each.is_open)], key=_order)

    def owed_by_units(self) -> list[UnitOwed]:
        """The same by units; whoever has owed something for longest comes first."""
        return self._by_units(self.owed())

    def late_by_units(self) -> list[UnitOwed]:
        """What is past its day, by units. Figures that are counted are there without anybody, so that they need not be read."""
        late = [*map(self._figure, indicators.late_in(self.district, on=self.on)), *(e for e in self.updates if e.state is State.LATE)]
        return self._by_units(sorted(late, key=_order))

    def _by_units(self, dues: Iterable[Due]) -> list[UnitOwed]:
        missed = Counter(each.unit.pk for each in self.updates if each.state is State.MISSED)
        owed: dict[int, list[Due]] = {}
        for each in dues:
            owed.setdefault(each.unit.pk, []).append(each)
        lists = [UnitOwed(self.units[pk], tuple(several), missed[pk]) for pk, several in owed.items()]
        return sorted(lists, key=lambda each: (each.owed[0].due_on, -len(each.owed), each.unit.pk))

    def _unit(self, pk: int | None) -> Unit:
        assert pk is not None, "nothing is asked where nobody answers"
        return self.units[pk]

    def _state(self, due_on: date) -> State:
        return State.LATE if self.on > due_on else State.OWED


_ACTS: Final = {"computed": Act.CONFIRM, "official": Act.BRING, "reported": Act.REPORT}


def _order(each: Due) -> tuple[date, int, str]:
    return each.due_on, each.unit.pk, each.about.code
