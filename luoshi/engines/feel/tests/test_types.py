"""Types: their names, what conforms, and DMN's implicit conversions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.feel import Value, coerce, conforms, type_named
from luoshi.engines.feel.temporal import parse_date
from luoshi.engines.feel.texts import text_of
from luoshi.engines.feel.types import NUMBER, STRING, ContextType, EnumeratedType, NamedType, NotAType, type_conforms

NAMES = [
    "Any", "number", "date and time", "years and months duration", "list<list<string>>", "range<date>",
    "context<a: number, b c: list<Any>>",
    "function<number, string> -> boolean", "function<> -> Any",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_type_is_written_as_it_is_read(name: str) -> None:
    assert str(type_named(name)) == name


def test_the_spellings_of_xml_are_known() -> None:
    assert type_named("dateTime") == type_named("date and time")
    assert type_named("dayTimeDuration") == type_named("days and time duration")


def test_a_name_that_nobody_knows_stays_a_name() -> None:
    assert type_named("t 企业") == NamedType("t 企业")
    assert type_named("list<t>", {"t": type_named("number")}) == type_named("list<number>")


@pytest.mark.parametrize("text", ["", "list<", "list<number", "function<number>", "context<a>", "number number <", "list<" * 100])
def test_what_is_no_type_is_refused(text: str) -> None:
    with pytest.raises(NotAType):
        type_named(text)


COERCED: list[tuple[Value, str, str]] = [
    (Decimal(1), "number", "1"),
    (Decimal(1), "list<number>", "[1]"),
    ((Decimal(1),), "number", "1"),
    (parse_date("2023-02-06"), "date and time", "2023-02-06T00:00:00Z"),
    (parse_date("2023-02-06"), "list<date and time>", "[2023-02-06T00:00:00Z]"),
    (None, "number", "null"),
    ((), "list<number>", "[]"),
]


@pytest.mark.parametrize(("value", "name", "wanted"), COERCED)
def test_conversion(value: Value, name: str, wanted: str) -> None:
    converted, finding = coerce(value, type_named(name))
    assert finding is None
    assert text_of(converted) == wanted


@pytest.mark.parametrize(
    ("value", "name"), [(Decimal(1), "string"), ((Decimal(1), Decimal(2)), "number"), ((), "number"), ("x", "list<number>")]
)
def test_what_cannot_be_converted_is_null_with_a_reason(value: Value, name: str) -> None:
    converted, finding = coerce(value, type_named(name))
    assert converted is None
    assert finding is not None


def test_null_conforms_everywhere() -> None:
    assert all(conforms(None, type_named(name)) for name in NAMES)


@pytest.mark.parametrize(
    ("narrow", "wide", "wanted"),
    [
        ("number", "Any", True),
        ("Null", "number", True),
        ("list<number>", "list<Any>", True),
        ("list<Any>", "list<number>", False),
        ("context<a: number, b: string>", "context<a: number>", True),
        ("context<a: number>", "context<a: number, b: string>", False),
        ("function<Any> -> number", "function<number> -> Any", True),
        ("function<number> -> number", "function<Any> -> number", False),
        ("range<number>", "range<Any>", True),
    ],
)
def test_narrow_and_wide(narrow: str, wide: str, *, wanted: bool) -> None:
    assert type_conforms(type_named(narrow), type_named(wide)) is wanted


def test_strings_of_which_few_are_allowed() -> None:
    two, three = EnumeratedType(("甲", "乙")), EnumeratedType(("甲", "乙", "丙"))
    assert conforms("甲", two)
    assert not conforms("丙", two)
    assert not conforms(Decimal(1), two)
    assert type_conforms(two, three)
    assert type_conforms(two, STRING)
    assert not type_conforms(three, two)
    assert not type_conforms(STRING, two)


def test_a_context_that_is_written_out_has_no_further_members() -> None:
    members = (("a", NUMBER),)
    written, declared = ContextType(members, exact=True), ContextType(members)
    more: Value = {"a": Decimal(1), "b": Decimal(2)}
    assert conforms({"a": Decimal(1)}, written)
    assert not conforms(more, written)
    assert conforms(more, declared)
    assert type_conforms(written, declared)
    assert not type_conforms(declared, written)
