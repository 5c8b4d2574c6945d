"""Boxed expressions of DMN XML. Each reading function belongs to one element of the standard; what is wrong is collected, not raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from luoshi.engines.decisions.model import (
    Aggregation,
    Binding,
    BoxedList,
    Conditional,
    Context,
    ContextEntry,
    DecisionTable,
    Expression,
    Filter,
    FunctionDefinition,
    FunctionKind,
    HitPolicy,
    InputClause,
    Invocation,
    Iterator,
    IteratorKind,
    LiteralExpression,
    OutputClause,
    Relation,
    Rule,
    Span,
    Text,
    Variable,
)
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, shown
from luoshi.engines.decisions.xml_tree import Element
from luoshi.words import Words


@dataclass(slots=True)
class Expressions:
    """Reads expressions; ``problems`` receives what is wrong, ``type_name`` knows the prefixes of the file."""

    file: str
    problems: list[Problem]
    type_name: Callable[[str | None], str | None]

    def place(self, element: Element) -> Place:
        """Where the element stands."""
        return Place(self.file, element.line, element.name, element.attributes.get("id", ""))

    def type_of(self, element: Element) -> str | None:
        """The declared type."""
        return self.type_name(element.attributes.get("typeRef"))

    def parameter(self, element: Element) -> Variable:
        """A name with a type, as parameters, variables and columns have them."""
        return Variable(" ".join(element.attributes.get("name", "").split()), self.type_of(element), self.place(element))

    # --- finding the expression in an element

    def inside(self, element: Element | None) -> Expression | None:
        """The one expression among the children, or none."""
        if element is None:
            return None
        return next((self.read(child) for child in element.all(*_READERS)), None)

    def each_inside(self, element: Element) -> tuple[Expression | None, ...]:
        """All expressions among the children."""
        return tuple(self.read(child) for child in element.all(*_READERS))

    def read(self, element: Element) -> Expression:
        """The expression that the element is."""
        return _READERS[element.name](self, element)

    # --- texts

    def text(self, element: Element, place: Place | None = None) -> Text:
        """The FEEL text of an element, with the bytes it stands on."""
        place = place or self.place(element)
        child = element.first("text")
        if child is None:
            return Text("", place)
        span = Span(child.start, child.end, "text") if child.is_empty_tag else Span(child.inner_start, child.inner_end)
        return Text(child.text, Place(place.file, child.line, place.element, place.id, place.rule, place.column), span)

    def own_text(self, element: Element, place: Place) -> Text:
        """The text that stands in an element itself, as descriptions have it."""
        span = Span(element.start, element.end, element.name) if element.is_empty_tag else Span(element.inner_start, element.inner_end)
        return Text(element.text, place, span)

    def tests(self, element: Element | None) -> Text | None:
        """Unary tests that may be left out, and say nothing where they are blank."""
        text = None if element is None else self.text(element)
        return None if text is None or text.is_blank else text

    def literal(self, element: Element) -> LiteralExpression:
        """A FEEL text as expression."""
        language = element.attributes.get("expressionLanguage", "")
        # Each version of the standard has another address for FEEL, and tools abbreviate it.
        if language and "feel" not in language.lower():
            self.problems.append(
                Problem(
                    ProblemKind.UNSUPPORTED,
                    self.place(element),
                    Words(
                        f"表达式语言是“{shown(language)}”，只支持 FEEL。", f"The language is “{shown(language)}”; only FEEL is understood."
                    ),
                    Words("请用 FEEL 改写。", "Write it in FEEL."),
                )
            )
        return LiteralExpression(self.text(element), self.type_of(element), language, self.place(element))

    # --- decision tables

    def table(self, element: Element) -> DecisionTable:
        """A decision table, with as many cells in each rule as there are columns."""
        inputs = tuple(self.input_clause(each, column) for column, each in enumerate(element.all("input"), 1))
        outputs = tuple(self.output_clause(each, column) for column, each in enumerate(element.all("output"), len(inputs) + 1))
        if not outputs:
            what = Words("决策表没有输出列。", "The decision table has no output column.")
            self.incomplete(element, what, Words("请加上 output 元素。", "Add an output element."))
        rules = tuple(self.rule(each, number, inputs, outputs) for number, each in enumerate(element.all("rule"), 1))
        return DecisionTable(
            inputs,
            outputs,
            rules,
            hit_policy=self.hit_policy(element),
            aggregation=self.aggregation(element),
            annotations=tuple(each.attributes.get("name", "") for each in element.all("annotation")),
            output_label=element.attributes.get("outputLabel", ""),
            type_ref=self.type_of(element),
            place=self.place(element),
            span=Span(element.start, element.end),
        )

    def hit_policy(self, element: Element) -> HitPolicy:
        written = element.attributes.get("hitPolicy", "UNIQUE")
        policy = next((each for each in HitPolicy if each == written.replace("_", " ").upper()), None)
        if policy is None:
            self.not_among(element, "hitPolicy", written, [each.value for each in HitPolicy])
        return policy or HitPolicy.UNIQUE

    def aggregation(self, element: Element) -> Aggregation | None:
        written = element.attributes.get("aggregation")
        found = next((each for each in Aggregation if each == written), None)
        if written and found is None:
            self.not_among(element, "aggregation", written, [each.value for each in Aggregation])
        return found

    def input_clause(self, element: Element, column: int) -> InputClause:
        place = replace(self.place(element), column=column)
        expression = element.first("inputExpression")
        label = element.attributes.get("label", "")
        if expression is None:
            what = Words("输入列没有表达式。", "The input column has no expression.")
            self.incomplete(element, what, Words("请加上 inputExpression 元素。", "Add an inputExpression element."))
            return InputClause(Text("", place), label, place=place)
        values = element.first("inputValues")
        return InputClause(
            expression=self.text(expression, replace(self.place(expression), column=column)),
            label=label,
            type_ref=self.type_of(expression),
            values=self.tests(values),
            place=place,
        )

    def output_clause(self, element: Element, column: int) -> OutputClause:
        place = replace(self.place(element), column=column)
        default = element.first("defaultOutputEntry")
        return OutputClause(
            name=" ".join(element.attributes.get("name", "").split()),
            label=element.attributes.get("label", ""),
            type_ref=self.type_of(element),
            values=self.tests(element.first("outputValues")),
            default=None if default is None else self.tests(default),
            place=place,
        )

    def rule(self, element: Element, number: int, inputs: tuple[InputClause, ...], outputs: tuple[OutputClause, ...]) -> Rule:
        place = replace(self.place(element), rule=number)

        def cells(name: str, first: int) -> tuple[Text, ...]:
            return tuple(
                self.text(each, Place(self.file, each.line, name, each.attributes.get("id", ""), number, column))
                for column, each in enumerate(element.all(name), first)
            )

        conditions, conclusions = cells("inputEntry", 1), cells("outputEntry", len(inputs) + 1)
        for found, wanted, kind in ((conditions, inputs, "inputEntry"), (conclusions, outputs, "outputEntry")):
            if len(found) != len(wanted):
                self.problems.append(_wrong_width(place, kind, len(found), len(wanted)))
        annotations = cells("annotationEntry", len(inputs) + len(outputs) + 1)
        if not annotations:  # DMN 1.1 and 1.2 note in a description what later versions annotate
            annotations = tuple(self.own_text(each, place) for each in element.all("description"))
        return Rule(conditions, conclusions, annotations, place, Span(element.start, element.end))

    # --- the other boxes

    def context(self, element: Element) -> Context:
        """Entries in their order."""
        entries = tuple(self.context_entry(each) for each in element.all("contextEntry"))
        return Context(entries, self.type_of(element), self.place(element))

    def context_entry(self, element: Element) -> ContextEntry:
        variable = element.first("variable")
        return ContextEntry(None if variable is None else self.parameter(variable), self.inside(element), self.place(element))

    def invocation(self, element: Element) -> Invocation:
        """What is called stands as an expression before the bindings."""
        called = self.inside(element)
        if called is None:
            what = Words("没有写明调用哪个函数。", "It does not say which function is called.")
            self.incomplete(element, what, Words("请加上含函数名的 literalExpression。", "Add a literalExpression with its name."))
            called = LiteralExpression(Text("null", self.place(element)), place=self.place(element))
        return Invocation(called, tuple(map(self.binding, element.all("binding"))), self.type_of(element), self.place(element))

    def binding(self, element: Element) -> Binding:
        parameter = element.first("parameter")
        return Binding(self.parameter(parameter or element), self.inside(element), self.place(element))

    def relation(self, element: Element) -> Relation:
        """Rows with one expression for each column."""
        columns = tuple(map(self.parameter, element.all("column")))
        rows = tuple(map(self.each_inside, element.all("row")))
        for row, found in zip(element.all("row"), rows, strict=True):
            if len(found) != len(columns):
                self.problems.append(_wrong_width(self.place(row), "expression", len(found), len(columns)))
        return Relation(columns, rows, self.type_of(element), self.place(element))

    def boxed_list(self, element: Element) -> BoxedList:
        """Items in their order."""
        return BoxedList(self.each_inside(element), self.type_of(element), self.place(element))

    def function(self, element: Element) -> FunctionDefinition:
        """A function definition, or the encapsulated logic of a business knowledge model, which has the same shape."""
        written = element.attributes.get("kind", "FEEL")
        kind = next((each for each in FunctionKind if each == written), None)
        if kind is None:
            self.not_among(element, "kind", written, [each.value for each in FunctionKind])
        parameters = tuple(map(self.parameter, element.all("formalParameter")))
        return FunctionDefinition(parameters, self.inside(element), kind or FunctionKind.FEEL, self.type_of(element), self.place(element))

    def conditional(self, element: Element) -> Conditional:
        """If, then, else."""
        condition, then, otherwise = (self.inside(element.first(name)) for name in ("if", "then", "else"))
        return Conditional(condition, then, otherwise, self.type_of(element), self.place(element))

    def filter(self, element: Element) -> Filter:
        """A list and the condition for its items."""
        of, match = (self.inside(element.first(name)) for name in ("in", "match"))
        return Filter(of, match, self.type_of(element), self.place(element))

    def iterator(self, element: Element) -> Iterator:
        """For, some, every."""
        kind = IteratorKind(element.name)
        variable = Variable(" ".join(element.attributes.get("iteratorVariable", "").split()), None, self.place(element))
        body = element.first("return" if kind is IteratorKind.FOR else "satisfies")
        return Iterator(kind, variable, self.inside(element.first("in")), self.inside(body), self.type_of(element), self.place(element))

    # --- problems

    def incomplete(self, element: Element, what: Words, remedy: Words) -> None:
        """Something that the standard demands is missing."""
        self.problems.append(Problem(ProblemKind.INCOMPLETE, self.place(element), what, remedy))

    def not_among(self, element: Element, attribute: str, found: str, allowed: list[str]) -> None:
        """An attribute has a value that the standard does not know."""
        self.problems.append(
            Problem(
                ProblemKind.INCOMPLETE,
                self.place(element),
                Words(
                    f"属性 {attribute} 的值“{shown(found)}”不在标准之中。",
                    f"The attribute {attribute} has the unknown value “{shown(found)}”.",
                ),
                Words(f"请写其中之一：{'、'.join(allowed)}。", f"Write one of {', '.join(allowed)}."),
            )
        )


def _wrong_width(place: Place, kind: str, found: int, wanted: int) -> Problem:
    return Problem(
        ProblemKind.INCOMPLETE,
        place,
        Words(
            f"有 {found} 个 {kind}，应与列数 {wanted} 相同。",
            f"It has {found} {kind} elements and should have {wanted}, as there are columns.",
        ),
        Words("请补上或删去单元格；不限条件写“-”。", "Add or remove cells; write “-” where anything goes."),
    )


_READERS: Final[dict[str, Callable[[Expressions, Element], Expression]]] = {
    "literalExpression": Expressions.literal,
    "decisionTable": Expressions.table,
    "context": Expressions.context,
    "invocation": Expressions.invocation,
    "relation": Expressions.relation,
    "list": Expressions.boxed_list,
    "functionDefinition": Expressions.function,
    "conditional": Expressions.conditional,
    "filter": Expressions.filter,
    "for": Expressions.iterator,
    "some": Expressions.iterator,
    "every": Expressions.iterator,
}
