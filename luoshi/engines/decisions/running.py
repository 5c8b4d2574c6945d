"""One evaluation while it runs: what it found, what it traced, how deep it stands; and FEEL texts, parsed once, that run in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, get_args

from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Text
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind
from luoshi.engines.decisions.quick_tests import QuickTests, quick_tests
from luoshi.engines.decisions.trace import DecisionTrace, TableTrace
from luoshi.engines.feel import FeelSyntaxError, Node, parse, parse_unary_tests
from luoshi.engines.feel.compiled import Program, Unanswered, compile_node
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.syntax import Name
from luoshi.engines.feel.temporal import DateAndTime
from luoshi.engines.feel.types import Type, resolve
from luoshi.engines.feel.values import Value
from luoshi.words import Words

Scope = dict[str, Value]
"""The values that can be named. Nobody changes one that another step may hold: steps that add names copy it."""

DEPTH_MAX: Final = 40
"""How deep functions of a model may call each other. Each level costs twenty or more frames of the thousand that Python has."""

EXPRESSIONS_MAX: Final = 1_000_000
"""How many texts one question may evaluate: some ten seconds. A loop in a loop over long lists ends here."""

NAME_OPERATORS: Final = "./-'+*"
"""What makes a member's name hard to tell from a calculation, so that FEEL must be told of it."""

FINDINGS_MAX: Final = 500
"""The first ones explain, the others repeat."""


class TooMuch(Exception):
    """The question takes more work than any decision; whoever asked gets null and a finding."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed text, compiled when it is first evaluated: a large table holds many that never are."""

    node: Node
    _programs: list[Program] = field(default_factory=list, init=False, repr=False, compare=False)
    """None yet, or one."""

    @property
    def program(self) -> Program:
        """The text, ready to be evaluated fast."""
        if not self._programs:
            self._programs.append(compile_node(self.node))
        return self._programs[0]


Mark = tuple[int, int, int, int, str, list[TableTrace], int]
"""How far a run had come: what came after can be taken back, to be done again by the reference."""


@dataclass(slots=True)
class Run:
    """What is shared by all steps of one evaluation."""

    at: DateAndTime | None = None
    limits: Limits = DEFAULT
    findings: list[Finding] = field(default_factory=list)
    decisions: list[DecisionTrace] = field(default_factory=list)
    tables: list[TableTrace] = field(default_factory=list)
    """Of the decision that is being taken."""
    depth: int = 0
    service: str = ""
    expressions: int = 0
    missing: set[tuple[str, str]] = field(default_factory=set)
    """Inputs that were needed and not given, by namespace and id."""
    by_reference: bool = False
    """Nothing is evaluated the fast way. So it is within whatever the fast way had to leave to the reference: tried at every level of
    functions that call each other, it would double the work with each."""

    def note(self, kind: FindingKind, place: Place, message: Words, *values: Value) -> Value:
        """Keeps a finding and gives the null that it explains: ``return run.note(…)``."""
        if len(self.findings) < FINDINGS_MAX:
            self.findings.append(Finding(kind, place, message, values))
        return None

    def count(self, steps: int) -> None:
        """So much work more.

        Raises:
            TooMuch: it is more than any decision takes.
        """
        self.expressions += steps
        if self.expressions > EXPRESSIONS_MAX:
            raise TooMuch

    def value_of(self, formula: Formula, place: Place, scope: Scope) -> Value:
        """The value of a FEEL expression; what FEEL found is kept with the place in the model."""
        self.count(1)
        if self.by_reference:
            return self._referred(formula, place, scope)
        mark = self._mark()
        try:
            return formula.program.value(scope, limits=self.limits, at=self.at)
        except Unanswered:
            self._return_to(mark)
        self.by_reference = True
        try:
            return self._referred(formula, place, scope)
        finally:
            self.by_reference = False

    def _referred(self, formula: Formula, place: Place, scope: Scope) -> Value:
        """By the reference evaluator, which knows why there is no value."""
        evaluation = evaluate(formula.node, scope, limits=self.limits, at=self.at)
        for found in evaluation.findings:
            if len(self.findings) < FINDINGS_MAX:
                message = Words(found.message.chinese, found.message.english)
                self.findings.append(Finding(FindingKind.EXPRESSION, place, message, found.values, found))
        return evaluation.value

    def _mark(self) -> Mark:
        findings, decisions, tables = len(self.findings), len(self.decisions), len(self.tables)
        return findings, decisions, self.expressions, self.depth, self.service, self.tables, tables

    def _return_to(self, mark: Mark) -> None:
        """Functions of the model that a text called have left findings and traces, and will leave them again."""
        findings, decisions, self.expressions, self.depth, self.service, self.tables, tables = mark
        del self.findings[findings:], self.decisions[decisions:], self.tables[tables:]


Step = Callable[[Scope, Run], Value]
"""A compiled expression."""


@dataclass(frozen=True, slots=True)
class FeelText:
    """A FEEL text that was parsed; ``formula`` is missing where it could not be, and then it is null and says so."""

    source: Text
    formula: Formula | None
    quick: QuickTests | None = None
    variable: str | None = None
    """Where the text is only a name, which is looked up without asking FEEL."""

    @property
    def node(self) -> Node | None:
        """What was parsed."""
        return None if self.formula is None else self.formula.node

    def __call__(self, scope: Scope, run: Run) -> Value:
        """The value in a scope."""
        if self.variable in scope:
            return scope[self.variable]
        if self.formula is None:
            return run.note(
                FindingKind.EXPRESSION,
                self.source.place,
                Words("表达式有语法错误，没有值。", "The expression has a syntax error and no value."),
            )
        return run.value_of(self.formula, self.source.place, scope)

    def accepts(self, value: Value, scope: Scope, run: Run) -> bool:
        """Whether unary tests are true of a value."""
        if self.quick is not None and type(value) is self.quick.kind:
            return self.quick.check(value)
        return self({**scope, "?": value}, run) is True


@dataclass(frozen=True, slots=True)
class Parser:
    """Parses the texts of one model; ``types`` are its named types, ``members`` the names after a dot, which may hold blanks too."""

    problems: list[Problem]
    types: Mapping[str, Type]
    members: frozenset[str]
    known: dict[tuple[Callable[..., Node], str, frozenset[str]], FeelText] = field(default_factory=dict)
    """Texts that were parsed before: large tables say the same in many cells."""

    def expression(self, text: Text, names: Collection[str]) -> FeelText:
        """A FEEL expression that may use these names."""
        return self._parsed(text, names, parse)

    def tests(self, text: Text, names: Collection[str] = ()) -> FeelText:
        """Unary tests, as in the cells of a decision table."""
        return self._parsed(text, names, parse_unary_tests)

    def _parsed(self, text: Text, names: Collection[str], parse_text: Callable[..., Node]) -> FeelText:
        in_scope = frozenset(names)
        key = parse_text, text.text, in_scope
        if key not in self.known:
            try:
                node = parse_text(text.text, names=(*in_scope, *_told_apart(self.members, in_scope)))
            except FeelSyntaxError as error:
                self.problems.append(_syntax_problem(text, error))
                return FeelText(text, None)
            variable = node.name if isinstance(node, Name) else None
            self.known[key] = FeelText(text, Formula(with_types(node, self.types)), quick_tests(node, in_scope), variable)
        return replace(self.known[key], source=text)


def _told_apart(members: Iterable[str], names: frozenset[str]) -> Iterator[str]:
    """Members that hold operators and cannot be meant as a calculation: ``净-额``, unless ``净`` is itself a name in scope."""
    return (member for member in members if _OPERATOR.split(member, maxsplit=1)[0].strip() not in names)


_OPERATOR: Final = re.compile(f"[{re.escape(NAME_OPERATORS)}]")


def with_types(node: Node, types: Mapping[str, Type]) -> Node:
    """A FEEL text with the model's type names replaced by what they mean, once, so that evaluating needs no model."""
    if not types:
        return node
    made: Node = _with_types(node, types)
    return made


def _with_types(part: Any, types: Mapping[str, Type]) -> Any:
    if isinstance(part, get_args(Type)):
        return resolve(part, types)
    if isinstance(part, tuple):
        return tuple(_with_types(each, types) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {each.name: _with_types(getattr(part, each.name), types) for each in fields(part)}
        same = all(changed[name] is getattr(part, name) for name in changed)
        return part if same else replace(part, **changed)
    return part


def _syntax_problem(text: Text, error: FeelSyntaxError) -> Problem:
    where = f"第 {error.line} 行第 {error.column} 个字符", f"line {error.line}, character {error.column}"
    excerpt = " ".join(text.text.split())[:80]
    return Problem(
        ProblemKind.SYNTAX,
        text.place,
        Words(
            f"FEEL 表达式“{excerpt}”（{where[0]}）：{error.message.chinese}",
            f"In the FEEL expression “{excerpt}” ({where[1]}): {error.message.english}",
        ),
        Words("文字要加直引号，名称要与模型中的一致。", "Put texts in straight quotation marks and write names as the model has them."),
    )
