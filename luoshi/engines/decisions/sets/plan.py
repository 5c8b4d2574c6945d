"""A model as one statement of SQL for every row of a table, with what its columns mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luoshi.engines.decisions.sets.dialects import Dialect, written
from luoshi.engines.decisions.sets.layers import Layers
from luoshi.engines.decisions.sets.statement import Asked, query
from luoshi.engines.decisions.sets.values import Doubt, Sql
from luoshi.words import Words

CANNOT_BE_DECIDED, NO_RULE = -1, 0


@dataclass(frozen=True, slots=True)
class SetColumn:
    """A column that a table must offer, or that a statement answers with.

    ``needed`` inputs matter in every row; without the others some rows can still be decided. ``choices`` are the texts that the model
    allows, empty where it does not list them. A list is a mask of bits for its ``items``, in their order.
    """

    name: str
    feel_type: str
    sql_type: str
    needed: bool = True
    choices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What a number in the column ``reason`` stands for: a rule of a table, with its sentence and where the law says so."""

    id: int
    table: str
    rule: int | None
    sentence: Words
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the answer: its expression, and when it is doubtful."""

    column: SetColumn
    sql: Sql
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Part:
    """How some of the rows are decided: those for which ``where`` is true."""

    layers: Layers
    answers: tuple[Output, ...]
    reason: Output | None
    where: Sql | None = None


@dataclass(frozen=True, slots=True)
class CompiledSet(ABC):
    """What a compiled set needs and what it answers."""

    inputs: tuple[SetColumn, ...]
    outputs: tuple[SetColumn, ...]
    reasons: Mapping[int, Reason]
    doubtful: tuple[str, ...] = field(repr=False)
    """What each bit of ``missing`` and ``unmatched`` stands for: the inputs in their order, then tables."""

    @abstractmethod
    def statement(
        self,
        dialect: Dialect,
        *,
        source: str,
        key: str,
        keep: Sequence[str] = (),
        columns: Mapping[str, str] | None = None,
    ) -> str:
        """One SELECT that decides every row of the table ``source``.

        Its columns are ``key``, those of ``keep``, one for each wanted decision, and ``reason``, ``missing``, ``unmatched``. ``columns``
        says for inputs how the table calls them, where it has another name.
        """

    def lacking(self, mask: int) -> tuple[str, ...]:
        """The missing inputs of a mask."""
        return self._named(mask)

    def without_rule(self, mask: int) -> tuple[str, ...]:
        """The inputs with unknown codes and the tables without a rule of a mask."""
        return self._named(mask)

    def listed(self, name: str, mask: int) -> tuple[str, ...]:
        """The items of a list by its mask."""
        items = next(each.items for each in self.outputs if each.name == name)
        return tuple(item for position, item in enumerate(items) if mask >> position & 1)

    def _named(self, mask: int) -> tuple[str, ...]:
        return tuple(name for position, name in enumerate(self.doubtful) if mask >> position & 1)


@dataclass(frozen=True, slots=True)
class SetPlan(CompiledSet):
    """A compiled set with its statement in each dialect."""

    parts: tuple[Part, ...] = field(repr=False)
    of_its_day: bool = False
    """Whether anything in it asks which day it is, so that it is another one tomorrow though the law is the same."""
    _written: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False, compare=False)

    def statement(
        self,
        dialect: Dialect,
        *,
        source: str,
        key: str,
        keep: Sequence[str] = (),
        columns: Mapping[str, str] | None = None,
    ) -> str:
        """As :meth:`CompiledSet.statement` says; written once for each question."""
        asked = Asked(source, key, keep, columns or {})
        said = dialect, source, key, *keep, *asked.columns.items()
        if said not in self._written:
            self._written[said] = written(query(self, asked, dialect), dialect)
        return self._written[said]
