"""What the type check says of a model, and the types that declarations of a model stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luoshi.engines.decisions.model import Text
from luoshi.engines.decisions.problems import Place, shown
from luoshi.engines.decisions.running import FeelText, Run
from luoshi.engines.decisions.types import Constraint, Declared
from luoshi.engines.feel import syntax
from luoshi.engines.feel.checking import Fit, RemarkKind, Severity, fit
from luoshi.engines.feel.checking import Remark as FeelRemark
from luoshi.engines.feel.checking.constants import written_values
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.syntax import Node
from luoshi.engines.feel.types import ANY, NULL, STRING, ContextType, EnumeratedType, ListType, Type, coerce, type_conforms
from luoshi.engines.feel.values import Value
from luoshi.words import Words

REMARKS_MAX: Final = 1_000
"""The first ones explain, the others repeat."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is said of a model before it is asked: where, how sure, what, and what to write instead.

    ``text`` is the FEEL text of which it is said, empty where a whole box is meant; ``start`` and ``end`` are offsets in it. ``owner`` is
    the name of the decision, knowledge model or service, empty in definitions of types."""

    kind: RemarkKind
    severity: Severity
    place: Place
    message: Words
    text: str = ""
    start: int = 0
    end: int = 0
    owner: str = ""

    def words(self) -> Words:
        """The whole message."""
        place, part = self.place.words(), shown(self.text[self.start : self.end])
        of = Words(f"“{part}”：", f"“{part}”: ") if part else Words("", "")
        owner = Words(f"（{self.owner}）", f" ({self.owner})") if self.owner else Words("", "")
        return Words(
            f"{place.chinese}{owner.chinese}：{of.chinese}{self.message.chinese}",
            f"{place.english}{owner.english}: {of.english}{self.message.english}",
        )


@dataclass(slots=True)
class Remarks:
    """The remarks of one model while they are collected, and the type of each text."""

    found: list[Remark] = field(default_factory=list)
    texts: list[tuple[Text, Type]] = field(default_factory=list)
    owner: str = ""
    """The element that is being checked."""

    def of_text(self, text: Text, remarks: Iterable[FeelRemark]) -> None:
        """What FEEL says of a text."""
        for each in remarks:
            message = Words(each.message.chinese, each.message.english)
            self.add(Remark(each.kind, each.severity, text.place, message, text.text, each.start, each.end))

    def add(self, remark: Remark) -> None:
        """One more remark, unless there are too many."""
        if len(self.found) < REMARKS_MAX:
            self.found.append(replace(remark, owner=self.owner))

    def not_boolean(self, place: Place, static: Type) -> None:
        """A condition of a box that is never true or false."""
        message = Words(f"条件应为 true 或 false，而不是“{static}”。", f"A condition must be true or false, not a {static}.")
        self.add(Remark(RemarkKind.NOT_BOOLEAN, Severity.ERROR, place, message))

    def converted(self, found: Type, declared: Declared | None, place: Place, text: str = "") -> Type:
        """The type of a value, of a text perhaps, after it was made one of the declared type; a remark where it never can be."""
        if declared is None:
            return found
        suited = fit(found, declared.type)
        if suited is not Fit.PERHAPS:
            severity = Severity.ERROR if suited is Fit.NEVER else Severity.WARNING
            self.add(Remark(RemarkKind.WRONG_TYPE, severity, place, _wrong_type(found, declared), text, 0, len(text)))
        if suited is Fit.NEVER:
            return NULL
        wanted = static_type(declared)
        return found if type_conforms(found, wanted) else wanted

    def allowed(self, text: Text, node: Node | None, declared: Sequence[Declared | None], allowed: FeelText | None = None) -> None:
        """Constants that a cell or expression gives and that its type, or its column, does not allow."""
        for each in () if node is None else written_values(node):
            value = evaluate(each, {}).value
            tests = next(filter(None, (_violated(value, one, allowed) for one in declared)), None)
            if tests is not None:
                severity = Severity.ERROR if each is node else Severity.WARNING
                message = not_among(text.text[each.start : each.end], tests)
                self.add(Remark(RemarkKind.NOT_ALLOWED, severity, text.place, message, text.text, each.start, each.end))

    def allowed_tests(self, text: Text, node: Node | None, declared: Sequence[Declared | None], allowed: FeelText | None) -> None:
        """Constants with which a column is compared and that it never is. What FEEL knows from the type it says itself."""
        for test in node.tests if isinstance(node, syntax.UnaryTests) else ():
            if isinstance(test, syntax.ExpressionTest) and isinstance(test.expression, syntax.NumberLiteral | syntax.AtLiteral):
                self.allowed(text, test.expression, declared, allowed)


def _violated(value: Value, declared: Declared | None, allowed: FeelText | None) -> FeelText | None:
    """The tests that a constant fails; none where it is of another type, which is said elsewhere."""
    converted, finding = (value, None) if declared is None else coerce(value, declared.type)
    if finding is not None or converted is None:
        return None
    violation = None if declared is None or declared.constraint is None else declared.constraint.violation(converted, Run())
    if violation is not None:
        return violation[1]
    return allowed if allowed is not None and allowed.node is not None and not allowed.accepts(converted, {}, Run()) else None


def not_among(written: str, tests: FeelText) -> Words:
    """A constant that is not among the allowed values."""
    allowed = shown(tests.source.text)
    return Words(
        f"{shown(written)} 不在允许的值（{allowed}）之内；请改写，或补充允许的值。",
        f"{shown(written)} is not among the allowed values ({allowed}); change it, or allow it.",
    )


def _wrong_type(found: Type, declared: Declared) -> Words:
    wanted = declared.name if declared.name == str(declared.type) else f"{declared.name} = {declared.type}"
    return Words(
        f"这里声明的类型是 {shown(wanted)}，得到的是 {shown(str(found))}，结果会是空值；请让两者一致。",
        f"The declared type is {shown(wanted)} and the value is a {shown(str(found))}, so it becomes null; let both agree.",
    )


# --- types


def static_type(declared: Declared | None) -> Type:
    """What values of a declared type can be, with the strings that are allowed where only some are."""
    return ANY if declared is None else _with_values(declared.type, declared.constraint)


def _with_values(static: Type, constraint: Constraint | None) -> Type:
    if constraint is None:
        return static
    if isinstance(static, ListType):
        return ListType(_with_values(static.item, constraint.items))
    if isinstance(static, ContextType):
        inner = dict(constraint.members)
        return ContextType(tuple((name, _with_values(member, inner.get(name))) for name, member in static.members))
    for tests in constraint.tests:
        static = limited(static, tests)
    return static


def limited(static: Type, allowed: FeelText | None) -> Type:
    """The strings of a type that are among those which the tests list; the type itself where they list none."""
    values = _listed(allowed)
    if values is None or not (static == STRING or isinstance(static, EnumeratedType)):
        return static
    return EnumeratedType(tuple(each for each in values if static == STRING or each in getattr(static, "values", ())))


def _listed(allowed: FeelText | None) -> tuple[str, ...] | None:
    """The strings of ``"a", "b"``; None where anything else is said."""
    tests = allowed.node if allowed is not None else None
    if not isinstance(tests, syntax.UnaryTests) or tests.negated or not tests.tests:
        return None
    expressions = [test.expression if isinstance(test, syntax.ExpressionTest) else test for test in tests.tests]
    strings = [each.value for each in expressions if isinstance(each, syntax.StringLiteral)]
    return tuple(strings) if len(strings) == len(expressions) else None
