"""Where the questions of a model find their answers for everybody at once: a department's table, a register, or one value for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from luoshi.engines.decisions.incoming import Numeral
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice, refuse_unknown_keys
from luoshi.engines.packs.files import Tree, without
from luoshi.engines.packs.values import json_of
from luoshi.words import Words

SOURCE: Final = Words("数据来源", "source")
REGISTERS: Final = ("enterprises", "persons")
"""The registers in which beneficiaries stand."""

_OF_A_TABLE: Final = ("period", "years_back", "absent", "words")
_FIELDS: Final = ("input", "table", "column", "register", "field", "period", "years_back")


@dataclass(frozen=True, slots=True)
class InputSource:
    """Where one input comes from: ``column`` of ``table``, ``field`` of ``register``, or ``value`` where neither is named.

    ``said`` is all of it as it is written: of a table also its ``period`` or how many ``years_back``, which value is meant by ``absent``,
    and the ``words`` that the model says otherwise.
    """

    input: str
    said: Mapping[str, Any]
    line: int = 0


def read_sources(file: str, tree: Tree) -> tuple[InputSource, ...]:
    """The list ``sources`` of a file; each input has one.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    read = [_source(file, place, values) for _, place, values in mappings(file, SOURCE, tree)]
    refuse_twice(((each, source.input) for each, source in read), "input")
    return tuple(source for _, source in read)


def _source(file: str, place: Words, values: dict[str, Tree]) -> tuple[Entry, InputSource]:
    refuse_unknown_keys(file, place, values, (*_FIELDS, "value", "absent", "words"))
    each = entry(file, place, without(values, "value", "absent", "words"), _FIELDS)
    return each, InputSource(each.text("input"), {"input": each.text("input"), **_way(each, values)}, each.line)


def _way(each: Entry, values: dict[str, Tree]) -> dict[str, Any]:
    """The one way in which the input is found."""
    ways = [key for key in ("table", "register", "value") if key in values]
    if len(ways) != 1 or ("table" not in ways and any(key in values for key in _OF_A_TABLE if key != "words")):
        remedy = Words(
            "每项写一种来源：table 和 column，或 register 和 field，或 value；period、years_back、absent 只用于 table。",
            "Each has one source: table and column, or register and field, or value; period, years_back and absent are of tables alone.",
        )
        raise each.problem("input", remedy)
    if ways == ["value"]:
        return {"value": _constant(values["value"])}
    found: dict[str, Any] = {"absent": _constant(values["absent"])} if "absent" in values else {}
    found |= {"words": json_of(values["words"])} if "words" in values else {}
    if ways == ["register"]:
        return {"register": each.word("register", REGISTERS), "field": each.text("field"), **found}
    found |= {"period": each.text("period")} if each.maybe("period") else {}
    found |= {"years_back": each.count("years_back", 0, 20)} if each.maybe("years_back") else {}
    return {"table": each.text("table"), "column": each.text("column"), **found}


def _constant(tree: Tree) -> Any:
    """One value for all, as it is stored: a whole number as such, any other number with its digits as text."""
    value = json_of(tree)
    if isinstance(value, Numeral):
        return int(value.text) if value.text.lstrip("-").isdigit() else value.text
    return value


def source_faults(file: str, sources: Collection[InputSource], asked: Collection[str], line: int) -> Iterator[Fault]:
    """Every question has its source, and nothing has one that nobody asks."""
    named: Mapping[str, InputSource] = {each.input: each for each in sources}
    for name in asked:
        if name not in named:
            yield fault(
                file,
                f"sources 中缺少“{name}”；请写明它从哪里来。",
                f"sources has no “{name}”: say where it comes from.",
                line,
            )
    for name, source in named.items():
        if name not in asked:
            near = get_close_matches(name, asked, n=1, cutoff=0.5)
            yield fault(
                file,
                f"sources 中的“{name}”没有决策要用；{f'是否为“{near[0]}”？' if near else '请删去。'}",
                f"Nothing asks for “{name}”: {f'did you mean “{near[0]}”?' if near else 'remove it.'}",
                source.line,
            )
