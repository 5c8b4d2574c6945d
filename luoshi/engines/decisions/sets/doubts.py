"""Which missing inputs an answer hangs on, row by row.

A bit for each input that is missing or unknown in a row, and for each table that had no rule for it. Bits go where values go, and stop
where the value did not matter: where one condition is false without doubt, or the branch was not taken. A row without such bits is
computed as if nothing had been missing: no value of the missing inputs could change its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.layers import Layers
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import SURE, Doubt, Sql

BITS_MAX: Final = 62
MISSING: Final = "_missing"
"""The column of inputs that are null or not allowed in a row."""
ABSENT: Final = "_absent"
"""The column of inputs that are null in the table."""


@dataclass(slots=True)
class Doubts:
    """Gives each doubtful thing its bit."""

    layers: Layers
    names: list[str]

    def bit(self, name: str) -> int:
        """The bit of an input or table, the same for the same name.

        Raises:
            Refused: there are more than a mask holds.
        """
        if name not in self.names:
            if len(self.names) >= BITS_MAX:
                raise Refused(name, f"输入和决策表超过 {BITS_MAX} 个。", f"There are more than {BITS_MAX} inputs and tables.")
            self.names.append(name)
        return 1 << self.names.index(name)

    def sql(self, doubt: Doubt) -> Sql:
        """The bits of a row."""
        parts: list[Sql] = [sql.column(name) for name in sorted(doubt.columns)]
        if doubt.inputs:
            parts.append(sql.binary(exp.BitwiseAnd, sql.column(MISSING), sql.bits(doubt.inputs)))
        return sql.joined(exp.BitwiseOr, parts) if parts else sql.bits(0)

    def is_sure(self, doubt: Doubt) -> Sql:
        """Whether a row has none of them."""
        return sql.binary(exp.EQ, self.sql(doubt), sql.integer(0))

    def as_column(self, expression: Sql) -> Doubt:
        """Bits that are computed."""
        return Doubt(columns=frozenset((self.layers.column(expression, "_d").name,)))

    def unless(self, doubt: Doubt, expression: Sql) -> Doubt:
        """Bits that are computed only in rows with this doubt: most have none."""
        return self.as_column(sql.case([(self.is_sure(doubt), sql.bits(0))], expression)) if doubt else SURE

    def only_where(self, condition: Sql, doubt: Doubt) -> Doubt:
        """The bits in rows where something sure holds."""
        return self.unless(doubt, sql.case([(condition, self.sql(doubt))], sql.bits(0)))

    def of_branch(self, condition: Sql, decided: Doubt, then: Doubt, otherwise: Doubt) -> Doubt:
        """The condition's, and that of the branch that was taken."""
        if decided.covers(then) and decided.covers(otherwise):
            return decided
        if then == otherwise:
            return decided | then
        taken = sql.case([(sql.holds(condition), self.sql(then))], self.sql(otherwise))
        return decided | self.unless(then | otherwise, taken)

    def of_conjunction(self, parts: Sequence[tuple[Sql, Doubt]], decisive: Sql) -> Doubt:
        """Of ``and`` (``decisive`` false) or ``or`` (true): none where one part decides without doubt, else all."""
        together = union(doubt for _, doubt in parts)
        if all(doubt == together for _, doubt in parts):
            return together
        return self.unless(together, sql.case([(self.is_decided(parts, decisive), sql.bits(0))], self.sql(together)))

    def is_decided(self, parts: Sequence[tuple[Sql, Doubt]], decisive: Sql) -> Sql:
        """Whether one part has the decisive value, and without doubt."""
        return sql.joined(exp.Or, (self._has(condition, doubt, decisive) for condition, doubt in parts))

    def _has(self, condition: Sql, doubt: Doubt, decisive: Sql) -> Sql:
        answer = condition if decisive == sql.TRUE else sql.negated(condition)
        found = sql.known_or_false(answer)
        return sql.binary(exp.And, self.is_sure(doubt), found) if doubt else found


def union(doubts: Iterable[Doubt]) -> Doubt:
    """All of them."""
    found = SURE
    for each in doubts:
        found |= each
    return found
