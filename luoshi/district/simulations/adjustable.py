"""What may be changed in a simulation: the form that follows from the declarations of parameters, and the tables whose cells are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.languages import said
from luoshi.district.simulations.changes import Change, ChangeKind, cell_text, changed, question_of, type_of, typed, value_of
from luoshi.district.simulations.errors import NoLongerThere, SimulationError, WrongChange
from luoshi.district.simulations.sliding import Slider, slider_over
from luoshi.engines.decisions import Cell, RefusedModel, check_types
from luoshi.engines.decisions.explain import allowed_words
from luoshi.engines.decisions.incoming import RefusedInput
from luoshi.engines.decisions.model import Decision, DecisionTable
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.checking import Severity
from luoshi.engines.feel.syntax import NumberLiteral, RangeLiteral, UnaryTests, walked
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.citations import Document
    from luoshi.engines.decisions.parameters import InForce
    from luoshi.engines.decisions.questions import Question


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A parameter as the form offers it, with the value in force beside; ``given`` is what was typed, whatever it was."""

    name: str
    label: str
    meaning: str
    unit: str
    is_number: bool
    old: str
    given: str
    allowed: tuple[str, ...]
    chosen: InForce
    document: Document | None
    slider: Slider | None
    error: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether something else was typed than is in force."""
        return self.given != self.old


def adjustables(package: DecisionPackage, chosen: Sequence[InForce], given: Mapping[str, str]) -> list[Adjustable]:
    """Each parameter that was chosen; ``given`` is what was typed, by name."""
    return [_adjustable(package, each, given.get(each.name)) for each in chosen]


def _adjustable(package: DecisionPackage, chosen: InForce, given: str | None) -> Adjustable:
    parameter, old = chosen.parameter, typed(chosen.value)
    question, wanted = question_of(package, chosen.name), type_of(parameter)
    is_number = wanted == feel.NUMBER
    text, error = old, ""
    if given is not None:
        try:
            text = typed(value_of(given, question, wanted))
        except RefusedInput as refusal:
            text, error = given, " ".join(f"{said(each.what)}{said(each.remedy)}" for each in refusal.refusals)
    return Adjustable(
        name=chosen.name,
        label=said(package.labels[chosen.name]) if chosen.name in package.labels else chosen.name,
        meaning=said(parameter.meaning),
        unit="" if parameter.unit == "1" else parameter.unit,
        is_number=is_number,
        old=old,
        given=text,
        allowed=tuple(said(allowed_words(each)) for each in question.allowed),
        chosen=chosen,
        document=package.documents.get(chosen.version.document),
        slider=slider_over(chosen.value, *limits_of(question)) if is_number else None,  # type: ignore[arg-type]  # a number
        error=error,
    )


def limits_of(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest number that an input allows, where they are written as a range."""
    constraint = question.declared.constraint if question.declared is not None else None
    for tests in constraint.tests if constraint is not None else ():
        if isinstance(tests.node, UnaryTests):
            for node in walked(tests.node):
                if isinstance(node, RangeLiteral) and isinstance(node.low, NumberLiteral) and isinstance(node.high, NumberLiteral):
                    return node.low.value, node.high.value
    return None, None


# --- cells


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell of a table: what stands in it, and what shall."""

    place: Cell
    text: str
    given: str
    is_open: bool
    """Whether it is offered to be changed."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A decision table on the way to the answers, each of whose cells may be changed."""

    name: str
    label: str
    columns: tuple[str, ...]
    conditions: int
    rows: tuple[tuple[OpenCell, ...], ...]

    @property
    def is_open(self) -> bool:
        """Whether any of its cells is."""
        return any(cell.is_open for row in self.rows for cell in row)


def tables(package: DecisionPackage, given: Mapping[Cell, str], answers: tuple[str, ...]) -> list[OpenTable]:
    """The tables on the way to the answers, those that answer first."""
    compiled = package.model_of(answers[0])
    keys = {key: None for answer in reversed(answers) for key in reversed(compiled.orders[compiled.offered[answer]])}
    elements = (compiled.units[key].element for key in keys)
    return [
        _table(package, each, each.logic, given)
        for each in elements
        if isinstance(each, Decision) and isinstance(each.logic, DecisionTable)
    ]


def _table(package: DecisionPackage, decision: Decision, table: DecisionTable, given: Mapping[Cell, str]) -> OpenTable:
    def label(name: str) -> str:
        return said(package.labels[name]) if name in package.labels else name

    heads = [each.title for each in table.inputs] + [each.label or each.name or decision.name for each in table.outputs]
    rows = []
    for number, rule in enumerate(table.rules, 1):
        places = [Cell(decision.name, number, column) for column in range(1, len(heads) + 1)]
        texts = [each.text for each in (*rule.conditions, *rule.conclusions)]
        rows.append(
            tuple(OpenCell(place, text, given.get(place, text), place in given) for place, text in zip(places, texts, strict=False))
        )
    return OpenTable(decision.name, label(decision.name), tuple(map(label, heads)), len(table.inputs), tuple(rows))


# --- what was typed, as changes


def changes_of(offered: Sequence[Adjustable], cells: Mapping[Cell, str], package: DecisionPackage) -> tuple[Change, ...]:
    """What differs from the rules in force.

    Raises:
        WrongChange: a value is not allowed, or a cell is not there.
    """
    return (*_of_parameters(offered), *_of_cells(cells, package))


def _of_parameters(offered: Sequence[Adjustable]) -> Iterator[Change]:
    for each in offered:
        if each.error:
            raise WrongChange(each.label, Words(each.error, each.error), Words("请改正后再算。", "Mend it and try again."))
        if each.is_changed:
            yield Change(ChangeKind.PARAMETER, each.name, each.old, each.given)


def _of_cells(cells: Mapping[Cell, str], package: DecisionPackage) -> Iterator[Change]:
    for place, words in sorted(cells.items()):
        old = cell_text(package, place)
        if old is None:
            raise NoLongerThere(str(place))
        if words.strip() != old.strip():
            yield Change(ChangeKind.CELL, str(place), old, words.strip())


def package_with(package: DecisionPackage, changes: Sequence[Change], chosen: Sequence[InForce]) -> DecisionPackage:
    """The package with the changes.

    Raises:
        WrongChange: a value is not allowed, or what was written in a cell is no FEEL.
        NoLongerThere: a parameter or cell is not there any more.
    """
    try:
        found = changed(package, changes, chosen)
        _refuse_meaningless(found, changes)
    except RefusedModel as refusal:
        raise _of_model(refusal) from refusal
    except RefusedInput as refusal:
        first = refusal.refusals[0]
        raise WrongChange(first.path, first.what, first.remedy) from refusal
    except KeyError as gone:
        raise NoLongerThere(str(gone.args[0])) from gone
    return found


def _refuse_meaningless(package: DecisionPackage, changes: Sequence[Change]) -> None:
    """A cell whose text can never hold or never has a value would silently decide: an unknown name is null."""
    texts = {each.new: each.name for each in changes if each.kind is ChangeKind.CELL}
    for remark in (each for model in package.models for each in check_types(model) if texts):
        name = texts.get(remark.text.strip())
        if name is not None and remark.severity is Severity.ERROR:
            raise WrongChange(name, remark.message, Words("请改写这个单元格。", "Write this cell in another way."))


def _of_model(refusal: RefusedModel) -> SimulationError:
    first = refusal.problems[0]
    words = first.place.words()
    return WrongChange(first.place.element or words.chinese, first.what, first.remedy)
