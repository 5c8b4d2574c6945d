"""Where the questions of a model find their answers for everybody at once: a department's table, a register, or one value for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.fields import entry, mappings, refuse_twice
from luoshi.engines.packs.files import Tree, without
from luoshi.engines.packs.values import json_of
from luoshi.words import Words

SOURCE: Final = Words("数据来源", "source")
REGISTERS: Final = ("enterprises", "persons")
"""The registers in which beneficiaries stand."""

_FIELDS: Final = ("input", "table", "column", "register", "field")


@dataclass(frozen=True, slots=True)
class InputSource:
    """Where one input comes from: ``column`` of ``table``, ``field`` of ``register``, or ``value`` where neither is named."""

    input: str
    table: str = ""
    column: str = ""
    register: str = ""
    field: str = ""
    value: Any = None
    line: int = 0


def read_sources(file: str, tree: Tree) -> tuple[InputSource, ...]:
    """The list ``sources`` of a file; each input has one.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    read = [_source(file, place, values) for _, place, values in mappings(file, SOURCE, tree)]
    refuse_twice(((each, source.input) for each, source in read), "input")
    return tuple(source for _, source in read)


def _source(file: str, place: Words, values: dict[str, Tree]) -> tuple[Any, InputSource]:
    each = entry(file, place, without(values, "value"), _FIELDS)
    of_table, of_register = bool(each.maybe("table")), bool(each.maybe("register"))
    if of_table + of_register + ("value" in values) != 1:
        remedy = Words(
            "每项写一种来源：table 和 column，或 register 和 field，或 value。",
            "Each has one source: table and column, or register and field, or value.",
        )
        raise each.problem("input", remedy)
    return each, InputSource(
        each.text("input"),
        table=each.text("table") if of_table else "",
        column=each.text("column") if of_table else "",
        register=each.word("register", REGISTERS) if of_register else "",
        field=each.code("field") if of_register else "",
        value=json_of(values["value"]) if "value" in values else None,
        line=each.line,
    )


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
