"""Item definitions become FEEL types with their constraints: what a ``typeRef`` of the model means, and how a value becomes of that type.

DMN 1.3 and later (10.3.2.9.4): a value that does not conform is converted by the implicit conversions or becomes null. A value outside the
allowed values is none of the type either, so it becomes null too, with a finding that names it: it never decides silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from luoshi.engines.decisions.findings import FindingKind
from luoshi.engines.decisions.model import ItemDefinition, Text, Variable
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, shown
from luoshi.engines.decisions.running import FeelText, Parser, Run
from luoshi.engines.feel.temporal import Date
from luoshi.engines.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    ContextType,
    FunctionType,
    ListType,
    NotAType,
    Type,
    coerce,
    conforms,
    type_named,
    unknown_names,
)  # fmt: skip
from luoshi.engines.feel.values import Value, kind
from luoshi.words import Words

CHAIN_MAX: Final = 30
"""How many types may refer each to the next."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """Which values of a type are allowed: by tests of the value itself, of its items, of its members."""

    tests: tuple[FeelText, ...] = ()
    items: Constraint | None = None
    members: tuple[tuple[str, Constraint], ...] = ()

    def violation(self, value: Value, run: Run) -> tuple[Value, FeelText] | None:
        """The first part of the value that is not allowed, with the tests it fails.

        Null is allowed everywhere: it says that nothing is known, not that something forbidden was said.
        """
        if value is None:
            return None
        for tests in self.tests:
            if not tests.accepts(value, {}, run):
                return value, tests
        if self.items is not None and isinstance(value, tuple):
            found = (self.items.violation(item, run) for item in value)
            return next((each for each in found if each is not None), None)
        if isinstance(value, dict):
            found = (constraint.violation(value.get(name), run) for name, constraint in self.members)
            return next((each for each in found if each is not None), None)
        return None


Plain = type

PLAIN: Final[dict[Type, Plain]] = {NUMBER: Decimal, STRING: str, BOOLEAN: bool, DATE: Date}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a type reference demands."""

    name: str
    type: Type
    constraint: Constraint | None = None
    plain: Plain | None = field(init=False, compare=False, repr=False)
    """The Python type of which all values are of this type, where there is one: most types are simple."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", PLAIN.get(self.type))

    def convert(self, value: Value, run: Run, place: Place) -> Value:
        """The value as this type, or null with a finding."""
        if value is None or (type(value) is self.plain and self.constraint is None):
            return value
        converted, finding = coerce(value, self.type)
        if finding is not None:
            return run.note(FindingKind.WRONG_TYPE, place, wrong_type(value, self.type, self.name), value)
        violation = self.constraint.violation(converted, run) if self.constraint is not None else None
        if violation is None:
            return converted
        wrong, tests = violation
        return run.note(FindingKind.NOT_ALLOWED, place, not_allowed(wrong, tests), wrong)


def wrong_type(value: Value, wanted: Type, name: str) -> Words:
    """A value that is not of the type, and for structures the part that is to blame."""
    found = kind(value)
    chinese = f"需要“{name}”类型的值，得到的是 {found}，按空值处理"
    english = f"A value of type {name} is wanted and a {found} was found; it is taken as null"
    blamed = _blamed(value, wanted)
    return Words(f"{chinese}{f'：{blamed.chinese}' if blamed else ''}。", f"{english}{f': {blamed.english}' if blamed else ''}.")


def _blamed(value: Value, wanted: Type, path: str = "") -> Words | None:
    """The first member that is missing or wrong, with the way to it; nothing where the value itself is."""
    if isinstance(wanted, ListType) and isinstance(value, tuple):
        parts = [(f"{path}[{position}]", item, wanted.item) for position, item in enumerate(value, 1)]
    elif isinstance(wanted, ContextType) and isinstance(value, dict):
        missing = next((member for member, _ in wanted.members if member not in value), None)
        if missing is not None:
            return Words(f"缺少成员“{path}{missing}”", f"the member “{path}{missing}” is missing")
        parts = [(f"{path}{member}", value[member], type_) for member, type_ in wanted.members]
    else:
        return Words(f"“{path}”应为 {wanted}，现为 {kind(value)}", f"“{path}” should be {wanted} and is {kind(value)}") if path else None
    wrong = next((part for part in parts if not conforms(part[1], part[2])), None)
    if wrong is None:
        return None
    inner = f"{wrong[0]}." if isinstance(wrong[1], dict) and isinstance(wrong[2], ContextType) else wrong[0]
    return _blamed(wrong[1], wrong[2], inner)


def not_allowed(value: Value, tests: FeelText) -> Words:
    """A value that is not among the allowed ones."""
    allowed = shown(tests.source.text)
    return Words(
        f"值 {shown(str(value))} 不在允许范围（{allowed}）之内，按空值处理。",
        f"The value {shown(str(value))} is not among the allowed ones ({allowed}); it is taken as null.",
    )


@dataclass(slots=True)
class Types:
    """The named types of one model, with those of its imports under ``prefix.name``."""

    definitions: Mapping[str, ItemDefinition]
    problems: list[Problem]
    imported: Mapping[str, Declared] = field(default_factory=dict)
    parser: Parser = field(init=False)
    _known: dict[str, Declared] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser = Parser(self.problems, {}, frozenset())
        for name, definition in self.definitions.items():
            self.named(name, definition.place)

    def all_named(self) -> dict[str, Declared]:
        """The types that this model defines, for a model that imports it."""
        return dict(self._known)

    @property
    def feel_types(self) -> dict[str, Type]:
        """All named types, for ``instance of`` and for parameters of FEEL functions."""
        return {name: declared.type for name, declared in {**self.imported, **self._known}.items()}

    def order_of(self, name: str | None, component: str = "") -> Text | None:
        """The allowed values of a type, or of its component, as they are written; their order is an order of priority."""
        seen: set[str] = set()
        while name is not None and name not in seen and name in self.definitions:
            seen.add(name)
            definition = self.definitions[name]
            part = next((each for each in definition.components if each.name == component), definition)
            if part.allowed_values is not None:
                return part.allowed_values
            name, component = part.type_ref, component if part is definition else ""
        return None

    def of(self, variable: Variable) -> Declared | None:
        """What the variable's type demands; None where anything goes."""
        return self.optional(variable.type_ref, variable.place)

    def optional(self, name: str | None, place: Place) -> Declared | None:
        """What a type reference demands; None where anything goes."""
        declared = self.named(name, place) if name else None
        return None if declared is None or declared.type == ANY else declared

    def named(self, name: str, place: Place) -> Declared:
        """The type of this name."""
        if name in self._known:
            return self._known[name]
        if name in self.definitions:
            return self._defined(self.definitions[name])
        return self.imported.get(name) or self._of_feel(name, place)

    def _of_feel(self, name: str, place: Place) -> Declared:
        """A type of FEEL itself. What is unknown is reported and then anything, so that one fault brings no others."""
        try:
            found = type_named(name, self.feel_types)
        except NotAType:
            found = None
        if found is None or unknown_names(found):
            self.problems.append(
                Problem(
                    ProblemKind.UNKNOWN_TYPE,
                    place,
                    Words(f"没有名为“{shown(name)}”的类型。", f"There is no type called “{shown(name)}”."),
                    Words(
                        "请在 itemDefinition 中定义，或写 FEEL 的类型（number、string、date 等）。",
                        "Define it in an itemDefinition, or write a type of FEEL (number, string, date …).",
                    ),
                )
            )
            found = ANY
        return Declared(name, found)

    def _defined(self, definition: ItemDefinition) -> Declared:
        """The type of an item definition. One that leads back to itself is anything at that point: FEEL's types are finite.

        So is one at the end of a longer chain of references than people write.
        """
        if definition.name in self._open or len(self._open) > CHAIN_MAX:
            return Declared(definition.name, ANY)
        self._open.append(definition.name)
        declared = self._built(definition)
        self._open.pop()
        self._known[definition.name] = declared
        return declared

    def _built(self, definition: ItemDefinition) -> Declared:
        base = self._base(definition)
        tests = tuple(self.parser.tests(each) for each in (definition.allowed_values,) if each is not None)
        whole = tuple(self.parser.tests(each) for each in (definition.type_constraint,) if each is not None)
        if not definition.is_collection:
            return replace(base, name=definition.name, constraint=_with_tests(base.constraint, (*tests, *whole)))
        items = _with_tests(base.constraint, tests)
        constraint = None if items is None and not whole else Constraint(whole, items)
        return Declared(definition.name, ListType(base.type), constraint)

    def _base(self, definition: ItemDefinition) -> Declared:
        if definition.type_ref:
            return self.named(definition.type_ref, definition.place)
        if definition.components:
            parts = {each.name: self._built(each) for each in definition.components}
            constraints = tuple((name, part.constraint) for name, part in parts.items() if part.constraint is not None)
            context = ContextType(tuple((name, part.type) for name, part in parts.items()))
            return Declared(definition.name, context, Constraint(members=constraints) if constraints else None)
        if definition.function is not None:
            parameters = tuple(self._type_of(each.type_ref, each.place) for each in definition.function.parameters)
            return Declared(definition.name, FunctionType(parameters, self._type_of(definition.function.result, definition.place)))
        return Declared(definition.name, ANY)

    def _type_of(self, name: str | None, place: Place) -> Type:
        return self.named(name, place).type if name else ANY


def _with_tests(constraint: Constraint | None, tests: tuple[FeelText, ...]) -> Constraint | None:
    if not tests:
        return constraint
    return Constraint(tests) if constraint is None else replace(constraint, tests=(*constraint.tests, *tests))
