"""One clause of a bulletin → its figures: names, and the quantity or the change that the clause tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.engines.reading.clauses import Segment
from luoshi.engines.reading.model import Operator, Span
from luoshi.engines.reading.naming import Context, indicators, sides
from luoshi.engines.reading.numerals import ARABIC, arabic
from luoshi.engines.reading.quantities import Quantity, find_quantities
from luoshi.engines.reading.statistics.changes import Predicate, predicate, unchanged
from luoshi.engines.reading.statistics.names import completed, subject_of, subjects_of, tidy
from luoshi.engines.reading.targets import falls, promised
from luoshi.engines.reading.units import MULTIPLIER_PATTERN, UNIT_PATTERN

_PART = r"\d{1,3}(?:\.\d+)?"
_STRUCTURE = re.compile(rf"(?<![\d.:：∶])(?P<shares>{_PART}(?:[:：∶]{_PART}){{1,4}})(?![\d.:：∶])")
_STRUCTURE_NAME = re.compile(r"结构|比例|比重|构成|之比|占比|产业比")
_STRUCTURE_TAIL = re.compile(r"(?:由.*|从.*)?(?:优化调整|调整|优化|演进|转变|变化|提高|改善)?(?:为|到|是|至|达到|达)?$")
_DEALT = re.compile(
    rf"(?P<number>{ARABIC})(?P<unit>{MULTIPLIER_PATTERN}?{UNIT_PATTERN}|{MULTIPLIER_PATTERN})?(?:左右|以上)?(?P<joint>[、和与及，,]|以及)?"
)
_RESPECTIVELY = "分别"
_MINUS = re.compile(r"(?<=[\u4e00-\u9fff])[-－−](?=\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a clause says of one indicator; an empty ``name`` goes on about the figure before.

    Exactly one of ``quantity`` and ``shares`` is there, or a ``change`` without a number (持平).
    """

    name: str
    span: Span
    quantity: Quantity | None = None
    change: Predicate | None = None
    shares: tuple[Decimal, ...] = ()
    rank: int = 0  # among the values that 分别 deals out


def figures(segment: Segment, context: Context) -> list[Figure]:
    """All figures of a clause in order of appearance. ``context.subject`` is what the clauses before speak of."""
    segment = _with_minus_in_words(segment)
    if structure := _structure(segment, context):
        return [structure]
    if _RESPECTIVELY in segment.text:
        return list(_dealt_out(segment))
    if not segment.quantities:
        return list(_unchanged(segment))
    if segment.quantities[0].prefix_start == 0 and segment.quantities[0].end == len(segment.text):
        return []  # a second number for one name (比重为12.2%和32.6%): whose it is cannot be told
    quantities, _ = promised(segment)
    return [figure for quantity in quantities for figure in _of_one(segment, quantity, context)]


def _with_minus_in_words(segment: Segment) -> Segment:
    """自然增长率-1.55‰: a minus after Chinese is a sign; written as 负 it is no longer taken for a dash. Places stay as they are."""
    text = _MINUS.sub("负", segment.text)
    return segment if text == segment.text else replace(segment, text=text, quantities=tuple(find_quantities(text)))


def _structure(segment: Segment, context: Context) -> Figure | None:
    """三次产业结构由上年的1.5:37:61.5调整为1.4:36.3:62.3: the last one is that of the time spoken of."""
    found = list(_STRUCTURE.finditer(segment.text))
    if not found or not _STRUCTURE_NAME.search(segment.text[: found[0].start()] + context.subject):
        return None
    last = found[-1]
    name = tidy(_STRUCTURE_TAIL.sub("", segment.text[: found[0].start()]))
    shares = tuple(map(Decimal, re.split(r"[:：∶]", last["shares"])))
    return Figure(name or context.subject, Span(segment.start, segment.start + last.end()), shares=shares)


def _unchanged(segment: Segment) -> Iterator[Figure]:
    if read := unchanged(segment.text):
        yield Figure(subject_of(read.subject), Span(segment.start, segment.end), change=read)


def _of_one(segment: Segment, quantity: Quantity, context: Context) -> Iterator[Figure]:
    if segment.text[: quantity.prefix_start].endswith("负"):
        start = quantity.prefix_start - 1
        quantity = replace(quantity, value=-quantity.value, start=start, prefix_start=start)
    around = sides(segment.text, quantity)
    span = _span(segment, quantity)
    if read := predicate(around.left, quantity):
        names = (subjects_of(read.subject) if read.subject else []) or [""]
        yield from (Figure(completed(name, context.subject, around.left), span, quantity, read) for name in names)
        return
    lessened = quantity.dimension == "ratio" and falls(around)  # 压减一般性支出5%
    for name in indicators(around, context):
        read = predicate("下降", quantity) if lessened else None
        yield Figure(completed(tidy(name), context.subject, around.left), span, quantity, read)


def _span(segment: Segment, quantity: Quantity) -> Span:
    """From the beginning of the clause to the end of the number and of the noun it counts."""
    counted = sides(segment.text, quantity).counted
    end = quantity.end + (segment.text[quantity.end :].find(counted) + len(counted) if counted else 0)
    return Span(segment.start, segment.start + end)


def _dealt_out(segment: Segment) -> Iterator[Figure]:
    """城镇、农村居民收入分别为4.2万元和2.3万元: subjects and values go hand in hand; 分别增长5.1%、6.8% goes on about those before."""
    at = segment.text.index(_RESPECTIVELY)
    values = _values(segment.text, at)
    if not values:
        return
    left = segment.text[: values[0].prefix_start]
    read = predicate(left, values[0])
    names = subjects_of(read.subject if read else left, len(values))
    if names and len(names) != len(values):
        return  # whose they are cannot be told
    for rank, value in enumerate(values):
        yield Figure(names[rank] if names else "", Span(segment.start, segment.start + value.end), value, read, rank=rank + 1)


def _values(text: str, at: int) -> list[Quantity]:
    """The numbers after 分别; one without a unit has that of the next one (4.6和3.1个百分点)."""
    known = {quantity.end: quantity for quantity in find_quantities(text)}
    found: list[Quantity] = []
    unit: str | None = None
    for match in reversed(list(_DEALT.finditer(text, at))):
        number_end = match.end("unit") if match["unit"] else match.end("number")
        quantity = next((each for end, each in known.items() if match.start() <= each.start < number_end), None)
        unit = match["unit"] if match["unit"] and not (match["unit"] == "个" and (unit or "").startswith("个")) else unit
        if quantity is None or quantity.unit != unit:
            quantity = _bare(match, number_end, unit, quantity) if unit else None
        if quantity is not None:
            found.insert(0, quantity)
    return found


def _bare(match: re.Match[str], end: int, unit: str, known: Quantity | None) -> Quantity:
    """A number with the unit of the one after it, and with its own comparator if it has one."""
    operator, comparator = (known.operator, known.comparator) if known else (Operator.EQUAL, None)
    return Quantity(match.start(), end, arabic(match["number"]), None, unit, operator, comparator, match.start())
