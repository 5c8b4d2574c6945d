"""Compiled models are asked: requirements in their order, each computed once, every value with its source.

compiled = compile_model(read_model(content, file="津贴.dmn"))
outcome = compiled.decide("可领金额", {"年龄": Decimal(63)})
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from luoshi.engines.decisions.boxed import Boxes, called, function_value
from luoshi.engines.decisions.elements import Key, Named
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Decision, DecisionService, Element, InputData, KnowledgeModel, Model, Reference
from luoshi.engines.decisions.problems import Problem, RefusedModel, shown
from luoshi.engines.decisions.running import EXPRESSIONS_MAX, Run, Scope, Step, TooMuch
from luoshi.engines.decisions.shortcuts import NotStraight, Shortcut, Taken, Wanted, shortcut_to
from luoshi.engines.decisions.trace import DecisionTrace, Source, Trace, Used
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel.compiled import Unanswered
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.temporal import DateAndTime
from luoshi.engines.feel.values import Function, Value
from luoshi.words import Words


class UnknownDecision(LookupError):
    """The model has no decision or decision service of this name or id."""

    def __init__(self, asked: str, known: Iterable[str]) -> None:
        self.asked, self.known = asked, tuple(known)
        words = self.words()
        super().__init__(f"{words.chinese} {words.english}")

    def words(self) -> Words:
        """What was asked, and what could be."""
        names = "、".join(self.known)
        return Words(
            f"模型中没有名为“{shown(self.asked)}”的决策或决策服务；有：{names}。",
            f"The model has no decision or decision service called “{shown(self.asked)}”; it has {names}.",
        )


class Outcome:
    """The answer, everything that was found on the way, and how it came about.

    The trace is put together when it is asked for the first time: most decisions of a population run are never asked about.
    """

    __slots__ = ("_trace", "findings", "value")

    def __init__(self, value: Value, findings: tuple[Finding, ...], trace: Trace | Callable[[], Trace]) -> None:
        self.value, self.findings, self._trace = value, findings, trace

    @property
    def trace(self) -> Trace:
        """Every decision on the way, with what it used and which rules matched."""
        if not isinstance(self._trace, Trace):
            self._trace = self._trace()
        return self._trace

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Outcome) and (self.value, self.findings, self.trace) == (other.value, other.findings, other.trace)

    __hash__ = None  # type: ignore[assignment] # contexts cannot be hashed

    def __repr__(self) -> str:
        return f"Outcome({self.value!r}, {self.findings!r})"


@dataclass(frozen=True, slots=True)
class Unit:
    """An element ready to be evaluated."""

    key: Key
    element: Element
    needs: tuple[Named, ...]
    step: Step = field(compare=False)
    declared: Declared | None
    prefixes: tuple[str, ...] = ()
    """Of the imports of the root model through which an input can be given."""
    names: tuple[str, ...] = ()
    """Under which an input can be given, the most exact first."""


class Given(NamedTuple):
    """What whoever asks brings along: values of inputs by name, and of elements that are then not computed."""

    inputs: Mapping[str, Value]
    elements: Mapping[Key, Value]


Values = dict[Key, Value]

_NO_VALUES: Final = frozenset((int, float, list))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A model that can be asked. It holds no state: the same question has the same answer."""

    model: Model
    problems: tuple[Problem, ...]
    units: Mapping[Key, Unit] = field(repr=False)
    orders: Mapping[Key, tuple[Key, ...]] = field(repr=False)
    """For each decision what must be evaluated before it, in order, and itself last."""
    offered: Mapping[str, Key] = field(repr=False)
    """What can be asked, by name, by id, and of imported models by ``{namespace}name``."""
    input_names: frozenset[str] = field(repr=False)
    """All names under which an input can be given."""
    boxes: Mapping[str, Boxes] = field(repr=False)
    """What compiled the expressions of each model, by namespace: with the same names in scope it gives the same parsed texts again."""
    _shortcuts: dict[Key, Shortcut | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Found when they are first wanted; None where there is none."""

    def refuse_problems(self) -> None:
        """Raises everything that is wrong with the model, for who will not take it so.

        Raises:
            RefusedModel: there are problems.
        """
        if self.problems:
            raise RefusedModel(self.problems)

    def decide(
        self,
        name: str,
        inputs: Mapping[str, Value],
        *,
        decided: Mapping[str, Value] | None = None,
        at: DateAndTime | None = None,
        limits: Limits = DEFAULT,
    ) -> Outcome:
        """The answer of a decision or decision service.

        Inputs are named as in the model. Those of an imported model may be named ``prefix.name`` or ``{namespace}name``. ``decided`` holds
        decisions that are not to be computed: those that a person takes, or, for a try, any others. ``at`` is what FEEL's ``now()`` says.

        Raises:
            UnknownDecision: there is none of this name or id.
        """
        unit = self._asked(name)
        if not decided and limits is DEFAULT:
            taken = self._straight(unit, inputs, at)
            if taken is not None:
                return Outcome(taken.value, taken.findings, lambda: Trace(unit.element.name, taken.decisions()))
        return self.decide_in_full(name, inputs, decided=decided, at=at, limits=limits)

    def _straight(self, unit: Unit, inputs: Mapping[str, Value], at: DateAndTime | None) -> Taken | None:
        """By the shortcut, if there is one and nothing is in the way."""
        key = unit.key
        if key not in self._shortcuts:
            self._shortcuts[key] = self._shortcut(key)
        shortcut = self._shortcuts[key]
        if shortcut is None or not shortcut.names.issuperset(inputs):
            return None
        try:
            return shortcut.take(inputs, at)
        except (Unanswered, LookupError, RecursionError, TooMuch):
            return None

    def _shortcut(self, key: Key) -> Shortcut | None:
        try:
            return shortcut_to(self._wanted(self.units[key]), self.units)
        except NotStraight:
            return None

    def _wanted(self, unit: Unit) -> Wanted:
        if not isinstance(unit.element, DecisionService):
            return Wanted(self.orders[unit.key], (), (unit.key,), None)
        parameters, outputs = self.parameters_of(unit.key), self.outputs_of(unit.key)
        needed = self._order(outputs, dict.fromkeys(parameters))
        return Wanted(tuple(dict.fromkeys((*parameters, *needed))), parameters, outputs, unit)

    def decide_in_full(
        self,
        name: str,
        inputs: Mapping[str, Value],
        *,
        decided: Mapping[str, Value] | None = None,
        at: DateAndTime | None = None,
        limits: Limits = DEFAULT,
    ) -> Outcome:
        """The same as :meth:`decide`, by the full way, which knows everything that can be wrong: the reference for shortcuts.

        Raises:
            UnknownDecision: there is none of this name or id.
        """
        unit = self._asked(name)
        assert _NO_VALUES.isdisjoint(map(type, inputs.values())), "numbers are Decimal and lists are tuples"
        run = Run(at, limits)
        given = Given(inputs, {self._asked(each).key: value for each, value in (decided or {}).items()})
        self._note_unknown(unit, inputs, run)
        try:
            value = self._answer(unit, given, run)
        except RecursionError:
            message = Words("计算嵌套过深，没有结果。", "The computation is nested too deeply and has no result.")
            value = run.note(FindingKind.TOO_DEEP, unit.element.place, message)
        except TooMuch:
            message = Words(
                f"计算超过 {EXPRESSIONS_MAX:,} 步，没有结果。",
                f"The computation takes more than {EXPRESSIONS_MAX:,} steps and has no result.",
            )
            value = run.note(FindingKind.TOO_MUCH, unit.element.place, message)
        return Outcome(value, tuple(run.findings), Trace(unit.element.name, tuple(run.decisions)))

    def _asked(self, name: str) -> Unit:
        if name not in self.offered:
            raise UnknownDecision(name, dict.fromkeys(self.units[key].element.name for key in self.offered.values()))
        return self.units[self.offered[name]]

    def _answer(self, unit: Unit, given: Given, run: Run) -> Value:
        if isinstance(unit.element, DecisionService):
            return self._serve(unit, unit.element, given, run)
        return self._values([unit.key], given, run)[unit.key]

    def _note_unknown(self, unit: Unit, inputs: Mapping[str, Value], run: Run) -> None:
        """A misspelt name would otherwise be a missing input for a reason that nobody sees."""
        known = self.input_names | {name for key in self.parameters_of(unit.key) for name in self.units[key].names}
        for name in inputs:
            if name not in known:
                names = "、".join(sorted(each for each in known if "}" not in each))
                message = Words(
                    f"“{shown(name)}”不是可提供的输入，未使用；输入有：{names}。",
                    f"“{shown(name)}” is no input and was not used; inputs are {names}.",
                )
                run.note(FindingKind.UNKNOWN_INPUT, self.model.place, message, inputs[name])

    # --- evaluating in order

    def _values(self, wanted: Sequence[Key], given: Given, run: Run) -> Values:
        """The values of some decisions and of all that they need, each computed once."""
        values: Values = {}
        for key in self._order(wanted, given.elements):
            if key not in values:
                values[key] = self._value(self.units[key], values, given, run)
        return values

    def _order(self, wanted: Sequence[Key], given: Mapping[Key, Value]) -> Iterable[Key]:
        """What must be evaluated. What is given needs nothing, so its requirements are left out if nothing else needs them."""
        if not given:
            return (key for each in wanted for key in self.orders[each])
        needed, waiting = set(wanted), list(wanted)
        while waiting:
            key = waiting.pop()
            following = [] if key in given else [named.key for named in self.units[key].needs if named.key not in needed]
            needed.update(following)
            waiting.extend(following)
        return (key for each in wanted for key in self.orders[each] if key in needed)

    def _value(self, unit: Unit, values: Values, given: Given, run: Run) -> Value:
        element = unit.element
        if unit.key in given.elements:
            value = given.elements[unit.key]
            return unit.declared.convert(value, run, element.place) if unit.declared is not None else value
        if isinstance(element, InputData):
            return self._input(unit, given.inputs, run)
        if isinstance(element, DecisionService):
            return self._service_function(unit, element, run)
        if isinstance(element, KnowledgeModel):
            return unit.step(_scope(unit, values), run)
        return self._decision(unit, element, values, given, run)

    def _input(self, unit: Unit, inputs: Mapping[str, Value], run: Run) -> Value:
        found, value = _given_input(unit, inputs)
        if not found:
            return _missing(unit, run)
        return value if unit.declared is None else unit.declared.convert(value, run, unit.element.place)

    def _decision(self, unit: Unit, decision: Decision, values: Values, given: Given, run: Run) -> Value:
        outer, run.tables = run.tables, []
        if decision.logic is None:
            message = Words(
                f"决策“{decision.name}”由人作出，但没有给出结论。",
                f"The decision “{decision.name}” is taken by a person and was not given.",
            )
            value = run.note(FindingKind.NO_LOGIC, decision.place, message)
        else:
            value = unit.step(_scope(unit, values), run)
        used = tuple([self._used(named, values, given, run) for named in unit.needs if not isinstance(values[named.key], Function)])
        run.decisions.append(DecisionTrace(decision.id, decision.name, decision.place, value, used, tuple(run.tables), run.service))
        run.tables = outer
        return value

    def _used(self, named: Named, values: Values, given: Given, run: Run) -> Used:
        key, prefix = named.key, named.prefix
        name = f"{prefix}.{named.name}" if prefix else named.name
        if isinstance(self.units[key].element, InputData) or key in given.elements:
            return Used(name, values[key], Source.MISSING if key in run.missing else Source.GIVEN)
        return Used(name, values[key], Source.DECIDED)

    # --- decision services

    def parameters_of(self, key: Key) -> list[Key]:
        """Of a decision service as a function: input data, then input decisions. Other elements have none."""
        service = self.units[key].element
        return self.keys_of(key, (*service.input_data, *service.input_decisions)) if isinstance(service, DecisionService) else []

    def outputs_of(self, key: Key) -> list[Key]:
        """The decisions of which a decision service answers. Other elements have none."""
        service = self.units[key].element
        return self.keys_of(key, service.outputs) if isinstance(service, DecisionService) else []

    def keys_of(self, key: Key, references: Iterable[Reference]) -> list[Key]:
        """What an element refers to, as far as it is there; what is not is a problem of the model."""
        found = ((each.namespace or key[0], each.id) for each in references)
        return [each for each in found if each in self.units]

    def _serve(self, unit: Unit, service: DecisionService, given: Given, run: Run) -> Value:
        """The service asked from outside: its parameters by their names among the inputs."""
        arguments: Values = {}
        for key in self.parameters_of(unit.key):
            parameter = self.units[key]
            if key in given.elements:
                continue
            found, value = _given_input(parameter, given.inputs)
            arguments[key] = value if found else _missing(parameter, run)
        return self._serve_with(unit, service, Given(given.inputs, {**given.elements, **arguments}), run)

    def _serve_with(self, unit: Unit, service: DecisionService, given: Given, run: Run) -> Value:
        """One output decision answers with its value, several with a context by their names."""
        outputs = self.outputs_of(unit.key)
        outer, run.service = run.service, service.name
        values = self._values(outputs, given, run)
        run.service = outer
        several: Value = {self.units[key].element.name: values[key] for key in outputs}
        value = values[outputs[0]] if len(outputs) == 1 else several
        return value if unit.declared is None else unit.declared.convert(value, run, service.place)

    def _service_function(self, unit: Unit, service: DecisionService, run: Run) -> Function:
        """The service as a function. It sees its arguments and nothing else of whoever calls it."""
        keys = self.parameters_of(unit.key)

        def serve(scope: Scope, run: Run) -> Value:
            arguments = {key: scope[self.units[key].element.name] for key in keys}
            return self._serve_with(unit, service, Given({}, arguments), run)

        names = tuple(self.units[key].element.name for key in keys)

        def call(*arguments: Value) -> Value:
            return called(serve, dict(zip(names, arguments, strict=True)), run, service.place)

        declared = tuple(self.units[key].declared for key in keys)
        return function_value(service.name, names, declared, result=unit.declared, call=call, run=run)


def _scope(unit: Unit, values: Values) -> Scope:
    """The values under the names by which the element sees them."""
    scope: Scope = {}
    for named in unit.needs:
        if named.prefix:
            inner = scope.setdefault(named.prefix, {})
            assert isinstance(inner, dict), "a prefix is a name of its own"
            inner[named.name] = values[named.key]
        else:
            scope[named.name] = values[named.key]
    return scope


def _missing(unit: Unit, run: Run) -> Value:
    name = unit.element.name
    run.missing.add(unit.key)
    return run.note(FindingKind.NO_INPUT, unit.element.place, Words(f"没有提供输入“{name}”。", f"The input “{name}” was not given."))


def _given_input(unit: Unit, inputs: Mapping[str, Value]) -> tuple[bool, Value]:
    """Whether an input was given, and its value."""
    for each in unit.names:
        if each in inputs:
            return True, inputs[each]
    for prefix in unit.prefixes:
        inner = inputs.get(prefix)
        if isinstance(inner, dict) and unit.element.name in inner:
            return True, inner[unit.element.name]
    return False, None
