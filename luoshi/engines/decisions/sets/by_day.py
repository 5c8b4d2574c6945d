"""Each row by the law of its own day: on which somebody was hired, bought, was recognised, as one of the inputs says.

A value that changed in the middle of the year splits the rows. Each stretch of days with the same law has a plan of its own, and their
statements follow one another. A row without its day, or with one on which there was no law, is not decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.parameters import NoValueInForce, days_of_change
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.compiling import compile_set, law_of
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.dialects import Dialect, written
from luoshi.engines.decisions.sets.plan import CANNOT_BE_DECIDED, CompiledSet, Part, SetColumn, SetPlan
from luoshi.engines.decisions.sets.quantities import widest_number
from luoshi.engines.decisions.sets.refusals import NotTranslatable, Refusal
from luoshi.engines.decisions.sets.statement import LACKING, REASON, UNMATCHED, raw_name
from luoshi.engines.decisions.sets.values import Known, Sql
from luoshi.engines.feel.temporal import Date
from luoshi.words import Words

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with the same law, both included, and the plan by which their rows are decided."""

    first: date
    last: date
    plan: SetPlan


@dataclass(frozen=True, slots=True)
class DatedPlan(CompiledSet):
    """A compiled set of which each row is decided by the law of the day that its input ``dated_by`` says."""

    dated_by: str
    stretches: tuple[Stretch, ...] = field(repr=False)

    def statement(
        self,
        dialect: Dialect,
        *,
        source: str,
        key: str,
        keep: Sequence[str] = (),
        columns: Mapping[str, str] | None = None,
    ) -> str:
        """As :meth:`CompiledSet.statement` says: the rows of each stretch, then those of none."""
        plans = [_only(each, self._place) for each in self.stretches]
        inner = [each.statement(dialect, source=source, key=key, keep=keep, columns=columns) for each in plans]
        pieces = [self._piece(plan, rows, (key, *keep), dialect) for plan, rows in zip(plans, inner, strict=True)]
        column = (columns or {}).get(self.dated_by, self.dated_by)
        return "\nUNION ALL\n".join([*pieces, self._others(dialect, source, (key, *keep), column)])

    def _piece(self, plan: SetPlan, rows: str, kept: Sequence[str], dialect: Dialect) -> str:
        """What a plan answers for the rows of its stretch, with the types and the bits of the whole."""
        answers = [sql.named(sql.cast(sql.column(each.name), each.sql_type), each.name) for each in self.outputs]
        masks = [sql.named(sql.cast(self._bits(sql.column(each), plan), "BIGINT"), each) for each in (LACKING, UNMATCHED)]
        chosen: list[Sql] = [*map(sql.column, kept), *answers, sql.column(REASON), *masks]
        return f"{written(exp.Select(expressions=chosen), dialect)}\nFROM (\n{rows}\n) AS decided"

    def _bits(self, mask: exp.Column, plan: SetPlan) -> Sql:
        """A mask of a plan as one of the whole: what stands at one bit there may stand at another here."""
        places = [(place, self.doubtful.index(name)) for place, name in enumerate(plan.doubtful)]
        if all(here == there for there, here in places):
            return mask
        moved = [sql.case([(_has_bit(mask, there), sql.bits(1 << here))], sql.integer(0)) for there, here in places]
        return sql.joined(exp.BitwiseOr, [sql.cast(each, "BIGINT") for each in moved])

    @property
    def _place(self) -> int:
        return [each.name for each in self.inputs].index(self.dated_by)

    def _others(self, dialect: Dialect, source: str, kept: Sequence[str], column: str) -> str:
        """The rows of no stretch: their day is missing, or there was no law on it."""
        day, bit = sql.cast(sql.column(column), "DATE"), sql.bits(1 << self._place)
        is_missing = sql.is_null(day)
        masks = [sql.case([(is_missing, bit)], sql.integer(0)), sql.case([(is_missing, sql.integer(0))], bit)]
        answers = [sql.named(sql.cast(sql.NULL.copy(), each.sql_type), each.name) for each in self.outputs]
        reason = sql.named(sql.cast(sql.integer(CANNOT_BE_DECIDED), "INT"), REASON)
        named = [sql.named(sql.cast(each, "BIGINT"), name) for each, name in zip(masks, (LACKING, UNMATCHED), strict=True)]
        known = sql.joined(exp.Or, [_within(day, each) for each in self.stretches]) if self.stretches else sql.FALSE.copy()
        rows = exp.Select(expressions=[*map(sql.column, kept), *answers, reason, *named]).from_(exp.to_table(source), copy=False)
        return written(rows.where(sql.is_not_true(known), copy=False), dialect)


def _only(stretch: Stretch, place: int) -> SetPlan:
    """The plan for those rows alone of which the day lies in the stretch."""
    within = _within(sql.column(raw_name(place)), stretch)
    return replace(stretch.plan, parts=tuple(_where(each, within.copy()) for each in stretch.plan.parts), _written={})


def _where(part: Part, within: Sql) -> Part:
    return replace(part, where=within if part.where is None else sql.joined(exp.And, [within, part.where]))


def _within(day: Sql, stretch: Stretch) -> Sql:
    first, last = (as_column(Known(Date(each.year, each.month, each.day))).sql for each in (stretch.first, stretch.last))
    return sql.joined(exp.And, [sql.binary(exp.GTE, day, first), sql.binary(exp.LTE, day.copy(), last)])


def _has_bit(mask: exp.Column, place: int) -> Sql:
    return sql.binary(exp.NEQ, sql.binary(exp.BitwiseAnd, mask.copy(), sql.bits(1 << place)), sql.integer(0))


# --- compiled


def compile_by_day(
    package: DecisionPackage,
    wanted: Sequence[str],
    *,
    dated_by: str,
    on: date,
    jurisdictions: Sequence[str] = (NATIONWIDE,),
    explained_by: str | None = None,
) -> DatedPlan:
    """The wanted decisions of a package for all rows, each by the law of its own day.

    Args:
        package: the rules, with the dated values of their parameters.
        wanted: the decisions.
        dated_by: the input that says the day of a row.
        on: the day of the run, which is what FEEL's ``today()`` says; later days have no law yet.
        jurisdictions: whose law, the most specific first.
        explained_by: the decision that gives the reason, as for :func:`compile_set`.

    Raises:
        NotTranslatable: as :func:`compile_set`; the input is no date; the answers of two stretches have different shapes.
        NoValueInForce: there was no law on any day until ``on``.
        UnknownDecision: the package has no such decision.
    """
    asked = _Asked(package, tuple(wanted), on, tuple(jurisdictions), explained_by)
    stretches = tuple(Stretch(first, last, asked.plan(first)) for first, last in asked.spans())
    plans = [each.plan for each in stretches] or [asked.plan(on)]
    if not any(each.name == dated_by and each.feel_type == "date" for each in plans[0].inputs):
        raise asked.refused(dated_by, "分段用的输入须是规则要问的日期。", "The input that splits must be a date that the rules ask for.")
    outputs = tuple(asked.together(columns) for columns in zip(*(each.outputs for each in plans), strict=True))
    doubtful = tuple(dict.fromkeys(name for each in plans for name in each.doubtful))
    return DatedPlan(plans[0].inputs, outputs, plans[0].reasons, doubtful, dated_by, stretches)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is compiled again for each stretch."""

    package: DecisionPackage
    wanted: tuple[str, ...]
    on: date
    jurisdictions: tuple[str, ...]
    explained_by: str | None

    def plan(self, day: date) -> SetPlan:
        """By the law of a day; today is the day of the run."""
        return compile_set(
            self.package, self.wanted, on=day, today=self.on, jurisdictions=self.jurisdictions, explained_by=self.explained_by
        )  # fmt: skip

    def spans(self) -> list[tuple[date, date]]:
        """From which days to which there is one law, until the day of the run."""
        alike = groupby(_pieces(self._changes(), self.on), key=lambda piece: self._law(piece[0]))
        pieces = (list(each) for law, each in alike if law is not None)
        return [(each[0][0], each[-1][1]) for each in pieces]

    def _changes(self) -> list[date]:
        decisions = (*self.wanted, *([self.explained_by] if self.explained_by is not None else []))
        return days_of_change(each for name in decisions for each in self.package.parameters_of(name))

    def _law(self, day: date) -> object:
        try:
            return law_of(self.package, self.wanted, on=day, jurisdictions=self.jurisdictions, explained_by=self.explained_by)
        except NoValueInForce:
            return None

    def together(self, columns: Sequence[SetColumn]) -> SetColumn:
        """One column for what all stretches answer.

        Raises:
            NotTranslatable: they are of different kinds, or lists of different items.
        """
        name = columns[0].name
        if len({each.items for each in columns}) > 1:
            raise self.refused(name, "各时期的列表项不同。", "The list has other items by another law.")
        types = {each.sql_type for each in columns}
        widest = types.pop() if len(types) == 1 else widest_number(types)
        if widest is None:
            raise self.refused(name, "各时期的答案不是同一类型。", "The answer is of another type by another law.")
        choices = dict.fromkeys(choice for each in columns for choice in each.choices)
        return replace(columns[0], sql_type=widest, needed=any(each.needed for each in columns), choices=tuple(choices))

    def refused(self, name: str, chinese: str, english: str) -> NotTranslatable:
        """That something stands in the way."""
        place = self.package.model_of(self.wanted[0]).model.place
        return NotTranslatable([Refusal(place, name, Words(chinese, english))])


def _pieces(changes: Sequence[date], last: date) -> Iterator[tuple[date, date]]:
    """The days from the first change to the last day, cut before each change; all days where nothing ever changes."""
    begins = [each for each in changes if each <= last] if changes else [date.min]
    yield from zip(begins, [*(each - _ONE_DAY for each in begins[1:]), last], strict=False)  # none begins where all changes are later
