"""Whether a parameter moves one condition and nothing else: then each row has one place on the slider where its answer changes.

Such a row needs to be asked twice, with the slider at either end, and its place is the value that the condition compares with the
parameter. So one pass over the population answers for every position; whatever else a parameter does is asked position by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.decisions.model import Decision, DecisionTable, InputClause, LiteralExpression, Text
from luoshi.engines.feel import FeelSyntaxError, parse, parse_unary_tests
from luoshi.engines.feel.syntax import Bound, Comparison, If, Name, Node, NullLiteral, UnaryTests, children
from luoshi.engines.feel.syntax import ComparisonOperator as Operator

if TYPE_CHECKING:
    from luoshi.engines.decisions import Compiled, DecisionPackage
    from luoshi.engines.decisions.elements import Key


@dataclass(frozen=True, slots=True)
class Moving:
    """The condition that a parameter moves.

    ``measured`` is the input or decision whose value is a row's place. The row answers as at the upper end of the slider from the first
    position on that is not below its place, or, if it is ``beyond``, that is above it.
    """

    measured: str
    beyond: bool


class _OtherUse(Exception):
    """The parameter, or something that hands it on, is used in another way."""


_BEYOND: Final = {Operator.LESS_OR_EQUAL: False, Operator.GREATER: False, Operator.LESS: True, Operator.GREATER_OR_EQUAL: True}
"""By the operator between the measured value, on the left, and the parameter."""
_MIRRORED: Final = {
    Operator.LESS: Operator.GREATER, Operator.LESS_OR_EQUAL: Operator.GREATER_OR_EQUAL,
    Operator.GREATER: Operator.LESS, Operator.GREATER_OR_EQUAL: Operator.LESS_OR_EQUAL,
}  # fmt: skip


def moving(package: DecisionPackage, parameter: str, answers: tuple[str, ...]) -> Moving | None:
    """The one condition that ``parameter`` moves on the way to the answers; None where it does more, or nothing, or more than one."""
    compiled = package.model_of(answers[0])
    if compiled.model.imports:  # what stands in an imported model bears two names, and the parameter might hide behind the other
        return None
    names = tuple(unit.element.name for unit in compiled.units.values())
    handing_on, found = {parameter}, set[Moving]()
    try:
        for decision in _upstream(compiled, answers):
            uses = _Uses(frozenset(handing_on), names)
            uses.of(decision.logic)
            found |= uses.compared
            if uses.hands_on:
                if uses.compared or decision.name in answers:
                    return None
                handing_on.add(decision.name)
    except (_OtherUse, FeelSyntaxError):
        return None
    return found.pop() if len(found) == 1 else None


def _upstream(compiled: Compiled, answers: tuple[str, ...]) -> list[Decision]:
    """The decisions on the way to the answers, each after those that it requires."""
    keys: dict[Key, None] = {}
    for answer in answers:
        keys |= dict.fromkeys(compiled.orders[compiled.offered[answer]])
    elements = (compiled.units[key].element for key in keys)
    return [each for each in elements if isinstance(each, Decision)]


@dataclass(slots=True)
class _Uses:
    """How one decision uses what hands the parameter on."""

    handing_on: frozenset[str]
    names: tuple[str, ...]
    compared: set[Moving]
    hands_on: bool

    def __init__(self, handing_on: frozenset[str], names: tuple[str, ...]) -> None:
        self.handing_on, self.names = handing_on, names
        self.compared, self.hands_on = set(), False

    def of(self, logic: Any) -> None:
        """All texts of the logic: as a whole, as a table, or hidden in other boxes, where nothing is handed on."""
        if isinstance(logic, LiteralExpression):
            self._value(self._parsed(logic.text))
        elif isinstance(logic, DecisionTable):
            self._table(logic)
        else:
            for text in _texts(logic):
                self._seen(self._parsed(text))

    def _parsed(self, text: Text) -> Node:
        return parse(text.text, names=self.names)

    def _table(self, table: DecisionTable) -> None:
        for column in table.inputs:
            self._seen(self._parsed(column.expression))
        for rule in table.rules:
            for column, cell in zip(table.inputs, rule.conditions, strict=False):
                self._tests(column, parse_unary_tests(cell.text, names=self.names))
        cells = [cell for rule in table.rules for cell in rule.conclusions] + [each.default for each in table.outputs if each.default]
        for cell in cells:
            if not cell.is_blank:
                self._value(self._parsed(cell))

    def _tests(self, column: InputClause, tests: Node) -> None:
        """A cell of conditions: only bounds may name the parameter."""
        for each in tests.tests if isinstance(tests, UnaryTests) else (tests,):
            if isinstance(each, Bound) and self._is_handed(each.operand):
                self._compared(self._parsed(column.expression), each.operator)
            else:
                self._seen(each)

    def _value(self, node: Node) -> None:
        """What becomes the decision's value: the parameter itself may, in either branch."""
        if isinstance(node, If):
            self._seen(node.condition)
            self._value(node.consequence)
            self._value(node.alternative)
        elif self._is_handed(node):
            self.hands_on = True
        else:
            self._seen(node)

    def _seen(self, node: Node) -> None:
        """Any other place: the parameter may be compared there, or asked whether it is null, and nothing else."""
        if self._is_handed(node):
            raise _OtherUse
        if isinstance(node, Comparison):
            self._comparison(node)
            return
        for each in children(node):
            self._seen(each)

    def _comparison(self, node: Comparison) -> None:
        left, right = self._is_handed(node.left), self._is_handed(node.right)
        if left and right:
            raise _OtherUse
        if not left and not right:
            self._seen(node.left)
            self._seen(node.right)
            return
        other = node.right if left else node.left
        if not isinstance(other, NullLiteral):
            self._compared(other, _MIRRORED.get(node.operator, node.operator) if left else node.operator)

    def _compared(self, measured: Node, operator: Operator) -> None:
        if not isinstance(measured, Name) or measured.name not in self.names or operator not in _BEYOND:
            raise _OtherUse
        self.compared.add(Moving(measured.name, _BEYOND[operator]))

    def _is_handed(self, node: Node) -> bool:
        return isinstance(node, Name) and node.name in self.handing_on


def _texts(part: Any) -> Iterator[Text]:
    """All expressions in boxes of any shape."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _texts(getattr(part, each.name))
