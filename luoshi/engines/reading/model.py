"""What a work report says, as frozen values: areas → measures → clauses → targets, and findings about the text.

Every node carries a :class:`Span` into :attr:`Reading.text`, the normalised text; ``text[span.start:span.end]`` is the node's quotation.
:meth:`Reading.origin` maps a span back to the text that was put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Half(StrEnum):
    """Which half of the report speaks: what was done (``review``) or what will be done (``plan``)."""

    REVIEW = "review"
    PLAN = "plan"


class Kind(StrEnum):
    """What a clause is. The scheme is explained in ``benchmarks/gold/README.md``."""

    TARGET = "target"  # 目标: a number, a rank, a pegged quantity or a direction of a named quantity
    COMMITMENT = "commitment"  # 承诺: concrete work without a number
    MECHANISM = "mechanism"  # 机制: a working rule, procedure, institution or policy instrument
    PLATFORM = "platform"  # 平台: an information system, platform, base or carrier
    PROGRAMME = "programme"  # 行动: a named action, campaign, plan or series of events
    PRINCIPLE = "principle"  # 原则: guidance, attitude, the sentence that heads a paragraph
    RESULT = "result"  # 结果: what was achieved


class Operator(StrEnum):
    """How a promised quantity is compared with what will be measured."""

    ABOUT = "~"  # 左右
    AT_LEAST = ">="  # 以上, 不低于
    MORE_THAN = ">"  # 超过, 突破
    EQUAL = "="  # a bare number
    AT_MOST = "<="  # 以内, 不超过
    PEGGED = "pegged"  # 与…同步
    UP = "up"  # a direction without a number
    DOWN = "down"
    RANK = "rank"  # 位居全省第一


class Base(StrEnum):
    """Against what a number is meant."""

    YOY = "yoy"  # growth over the year before
    LEVEL = "level"  # an amount or stock that is reached
    INCREMENT = "increment"  # new things of the period
    SHARE = "share"  # a proportion


class Measurement(StrEnum):
    """In which way a target can be measured."""

    NUMERIC = "numeric"
    PEGGED = "pegged"
    RANK = "rank"
    DIRECTIONAL = "directional"
    STANDARD = "standard"  # a service standard such as 15 minutes' walk: never a target of the year


class ResultType(StrEnum):
    """Where in the chain of effects a target stands."""

    INPUT = "input"  # money, posts
    OUTPUT = "output"  # what the government makes or does
    OUTCOME = "outcome"  # what changes for people and the economy


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters ``[start, end)``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Target:
    """One (indicator, value) pair of a clause.

    ``value`` is the number as printed before ``unit`` (20亿元 → 20 and 亿元); a fall is negative, and ``operator`` is that of the
    signed number (下降3%以上 → ``-3``, ``<=``). ``value_max`` closes a range. ``comparator`` is the literal word.
    ``peg`` names the quantity a pegged target follows; ``baseline`` is the figure the text starts from (从380元提高至1000元).
    """

    span: Span
    indicator: str
    operator: Operator
    measurement: Measurement
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    dimension: str | None = None
    comparator: str | None = None
    base: Base | None = None
    period: str | None = None
    period_stated: bool = False  # False: the text names no time and the report's year is assumed
    direction: str | None = None  # "up" or "down"
    result_type: ResultType | None = None
    peg: str | None = None
    baseline: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest unit of promise: one predicate with its object.

    ``strength`` is the literal hedge word that governs the clause (确保, 力争, 探索 …), own or inherited. ``topic`` marks the sentence that
    heads a paragraph. ``targets`` may hold more than one pair (进出口总额和实际利用外资增长30%以上).
    """

    span: Span
    quote: str
    half: Half
    kind: Kind
    strength: str | None = None
    topic: bool = False
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """举措: a paragraph of work under one heading; ``title`` is its topic sentence or list heading, perhaps empty."""

    span: Span
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """领域: a section of the report. ``number`` counts from 0 (the lead and the headline targets)."""

    span: Span
    number: int
    title: str
    half: Half
    measures: tuple[Measure, ...]


class FindingKind(StrEnum):
    """The closed list of what reading may find wrong or open in a text."""

    TWO_FLOORS = "two_floors"  # one indicator, two promises: which binds depends on the base
    CONFLICTING_VALUES = "conflicting_values"  # one indicator, one base, two different numbers
    IMPOSSIBLE_UNIT = "impossible_unit"  # 万千瓦/时 for a capacity
    MISSING_BASE = "missing_base"  # growth without the figure it grows from
    MISSING_DEADLINE = "missing_deadline"
    MISSING_OWNER = "missing_owner"
    UNNAMED_INDICATOR = "unnamed_indicator"  # 三年倍增: of what?
    LOOK_ALIKE = "look_alike"  # similar names that must not be merged
    UNREADABLE = "unreadable"  # a stretch that was kept as text but not analysed


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the office must know about its own text: what, where, and what to do.

    ``values`` are the words and numbers involved, for sentences in other languages than the report's.
    """

    kind: FindingKind
    span: Span
    message: str
    advice: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report, read. ``text`` is normalised; ``source`` is what was put in; ``origins[i]`` is the place of ``text[i]`` in ``source``."""

    source: str
    text: str
    origins: tuple[int, ...] = field(repr=False)
    title: str
    year: int | None
    areas: tuple[Area, ...]
    findings: tuple[Finding, ...] = ()

    def clauses(self) -> Iterator[Clause]:
        """All clauses in reading order."""
        for area in self.areas:
            for measure in area.measures:
                yield from measure.clauses

    def origin(self, span: Span) -> Span:
        """The same span in :attr:`source`."""
        return origin_of(span, self.origins, len(self.source))


def origin_of(span: Span, origins: Sequence[int], length: int) -> Span:
    """The span of a normalised text in its source of ``length`` characters; ``origins[i]`` is where character ``i`` stood."""
    if span.start == span.end:
        at = origins[span.start] if span.start < len(origins) else length
        return Span(at, at)
    return Span(origins[span.start], origins[span.end - 1] + 1)
