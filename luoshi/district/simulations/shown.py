"""How a simulation's numbers, groups and changes are said to people, in the reader's language; templates only place them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext, gettext_lazy

from luoshi.district.languages import said
from luoshi.district.register.queries import KINDS
from luoshi.district.simulations.changes import Change, ChangeKind
from luoshi.district.simulations.tallying import NOBODY, REASON, WHOLE, Line, Name
from luoshi.engines.decisions import Cell
from luoshi.engines.identifiers import industries
from luoshi.engines.progress.numbers import plain

if TYPE_CHECKING:
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.words import Words

SECTOR: Final = "sector"
_SYNTHETIC: Final = {SECTOR: gettext_lazy("行业门类"), "street": gettext_lazy("街道"), "size": gettext_lazy("企业规模")}
"""What is kept and no field of a register."""
CENT: Final = Decimal("0.01")
LINES_MAX: Final = 40
"""So many lines of a dimension stand on a page, the largest changes first; the export has all."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as a table has it: everything is written out."""

    name: str
    n: str
    uncertain: str
    paid_before: str
    paid_after: str
    before: str
    after: str
    change: str
    mean: str
    share: str
    gaining: str
    losing: str
    gaining_share: str
    losing_share: str


@dataclass(frozen=True, slots=True)
class ShownDimension:
    """The lines of a dimension; ``more`` stand in the export alone. Of reasons ``pairs`` has what became what, with the line of each."""

    code: str
    title: str
    lines: tuple[ShownLine, ...]
    more: int
    pairs: tuple[tuple[str, str, ShownLine], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as it is told: what, from which value to which, in which unit."""

    name: str
    where: str
    old: str
    new: str
    unit: str


def amount(number: Decimal | int) -> str:
    """A sum as it is read: with its cents, where it has any, so that columns stand under one another."""
    even = Decimal(number).quantize(CENT, ROUND_HALF_UP)
    return f"{even:,.0f}" if even == even.to_integral_value() else f"{even:,}"


def signed(number: Decimal | int) -> str:
    """A change with its sign; a minus as wide as a plus."""
    words = amount(number)
    return f"+{words}" if number > 0 else words.replace("-", "−")


def share(number: Decimal | None) -> str:
    """Per cent with one decimal; a dash where there is nothing of which it could be a share."""
    if number is None:
        return "—"
    rounded = number.quantize(Decimal("0.1"), ROUND_HALF_UP) or Decimal(0)  # nothing has no sign
    return f"{plain(rounded)}%".replace("-", "−")


def line(name: str, of: Line, whole: Line) -> ShownLine:
    """A line beside everybody."""
    return ShownLine(
        name=name,
        n=f"{of.n:,}",
        uncertain=f"{of.uncertain:,}",
        paid_before=f"{of.paid_before:,}",
        paid_after=f"{of.paid_after:,}",
        before=amount(of.before),
        after=amount(of.after),
        change=signed(of.change),
        mean="—" if of.mean_change is None else signed(of.mean_change),
        share=share(of.share_of(whole)),
        gaining=f"{of.gaining:,}",
        losing=f"{of.losing:,}",
        gaining_share=share(of.gaining_share),
        losing_share=share(of.losing_share),
    )


def dimensions(
    found: Mapping[str, Mapping[Name, Line]], whole: Line, register: str, reasons: Sequence[Mapping[int, Words]], *, most: int = LINES_MAX
) -> list[ShownDimension]:
    """Every dimension but everybody; ``reasons`` are what the ids say before and after."""
    return [
        _reasons(lines, whole, reasons, most) if code == REASON else _dimension(code, lines, whole, register, most)
        for code, lines in found.items()
        if code != WHOLE
    ]


def _dimension(code: str, lines: Mapping[Name, Line], whole: Line, register: str, most: int) -> ShownDimension:
    """The largest changes first; those without any are one line together, unless nothing changes at all."""
    touched = {name: each for name, each in lines.items() if _is_touched(each)}
    ordered = sorted((touched or lines).items(), key=_weight)
    shown = [line(value_said(code, name[0], register), each, whole) for name, each in ordered[:most]]
    others = [each for each in lines.values() if touched and not _is_touched(each)]
    if others:
        words = gettext("没有变化的 %(count)s 组") % {"count": len(others)}
        shown.append(line(words, sum(others, NOBODY), whole))
    return ShownDimension(code, title_of(code, register), tuple(shown), len(ordered[most:]))


def _is_touched(of: Line) -> bool:
    return bool(of.gaining or of.losing)


def _reasons(lines: Mapping[Name, Line], whole: Line, reasons: Sequence[Mapping[int, Words]], most: int) -> ShownDimension:
    ordered = sorted(lines.items(), key=_weight)
    pairs = tuple(
        (reason_said(was, reasons[0]), "" if was == now else reason_said(now, reasons[1]), line("", each, whole))
        for (was, now), each in ordered[:most]
    )
    return ShownDimension(REASON, gettext("理由"), (), len(ordered[most:]), pairs)


def _weight(item: tuple[Name, Line]) -> tuple[Decimal, Decimal, int, str]:
    """The largest change first, then the largest sum, then whoever is many."""
    name, each = item
    return -abs(each.change), -each.before, -each.n, str(name)


def reason_said(number: int | None, reasons: Mapping[int, Words]) -> str:
    """What the id of a reason says."""
    return said(reasons[number]) if number is not None and number in reasons else gettext("没有可用的规则或资料")


def title_of(code: str, register: str) -> str:
    """What a kept column is called."""
    if code in _SYNTHETIC:
        return str(_SYNTHETIC[code])
    kind, _, field = code.rpartition(".")
    of = KINDS[KINDS[register].by_code[kind].link] if kind else KINDS[register]
    return str(of.by_code[field].label) if field in of.by_code else code


def value_said(code: str, value: Any, register: str) -> str:
    """The name of a line."""
    if value is None or value == "":
        return gettext("没有资料")
    if code in {SECTOR, "industry"}:
        known = {each.code: each.name for each in industries()}
        return f"{value} {known[value]}" if value in known else str(value)
    field = KINDS[register].by_code.get(code)
    return str(dict(field.choices).get(str(value), value)) if field is not None else str(value)


# --- changes


def change(of: Change, package: DecisionPackage) -> ShownChange:
    """A change with the words of its package."""

    def label(name: str) -> str:
        return said(package.labels[name]) if name in package.labels else name

    if of.kind is ChangeKind.PARAMETER:
        parameter = package.parameters.get(of.name)
        unit = parameter.unit if parameter is not None and parameter.unit != "1" else ""
        return ShownChange(label(of.name), gettext("参数"), of.old, of.new, unit)
    place = Cell.parse(of.name)
    assert place is not None, "a cell was stored by its place"
    where = gettext("规则 %(rule)s，第 %(column)s 列") % {"rule": place.rule, "column": place.column}
    return ShownChange(label(place.table), where, of.old, of.new, "")


def unit_of(answer: str) -> str:
    """The unit that stands in brackets at the end of a decision's name: 可返还金额（元）."""
    return answer.rpartition("（")[2].removesuffix("）") if answer.endswith("）") and "（" in answer else ""
