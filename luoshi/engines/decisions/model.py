"""A decision model as the OMG standard DMN means it, one shape for the versions 1.1 to 1.5.

Everything carries its place for messages. Texts that people edit carry the bytes they were read from (:class:`Span`), so that `write_xml`
changes those and nothing else. Names follow the standard; where it has two words for one thing, the newer one is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from luoshi.engines.decisions.problems import Place

NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets in bytes of a text in the file; ``tag`` names the element to open and close where the file has an empty tag there."""

    start: int
    end: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A FEEL text: an expression or unary tests."""

    text: str
    place: Place = NOWHERE
    span: Span | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing is said."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Variable:
    """A name with the type its values have: the variable of an element, a parameter, a column. Without a type anything goes."""

    name: str
    type_ref: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FunctionType:
    """The type of functions: parameters with their types, and the result's type."""

    parameters: tuple[Variable, ...]
    result: str | None


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A named type: another type, a structure of components, or functions; perhaps a list of them, perhaps with few values allowed.

    ``allowed_values`` speak of each item, ``type_constraint`` (DMN 1.5) of the whole value, which matters for lists only.
    """

    name: str
    type_ref: str | None = None
    is_collection: bool = False
    allowed_values: Text | None = None
    type_constraint: Text | None = None
    components: tuple[ItemDefinition, ...] = ()
    function: FunctionType | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Import:
    """Another model whose elements are used here as ``name.element``; without a name as if they stood here (DMN 1.5)."""

    name: str
    namespace: str
    location: str = ""
    kind: str = ""
    place: Place = NOWHERE

    @property
    def is_model(self) -> bool:
        """A decision model, and no XML schema or PMML file."""
        return "/DMN/" in self.kind or not self.kind


@dataclass(frozen=True, slots=True)
class Reference:
    """The element with this id; ``namespace`` is empty for the same model."""

    id: str
    namespace: str = ""
    place: Place = NOWHERE


# --- boxed expressions


@dataclass(frozen=True, slots=True)
class LiteralExpression:
    """One FEEL expression."""

    text: Text
    type_ref: str | None = None
    language: str = ""
    place: Place = NOWHERE


class HitPolicy(StrEnum):
    """What a table answers when several rules match."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    ANY = "ANY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"


class Aggregation(StrEnum):
    """What COLLECT does with the outputs."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class InputClause:
    """A column of conditions."""

    expression: Text
    label: str = ""
    type_ref: str | None = None
    values: Text | None = None
    place: Place = NOWHERE

    @property
    def title(self) -> str:
        """What the column is called."""
        return self.label or self.expression.text.strip()


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A column of conclusions. The order of ``values`` is the order of PRIORITY and OUTPUT ORDER."""

    name: str = ""
    label: str = ""
    type_ref: str | None = None
    values: Text | None = None
    default: Text | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a decision table."""

    conditions: tuple[Text, ...]
    conclusions: tuple[Text, ...]
    annotations: tuple[Text, ...] = ()
    place: Place = NOWHERE
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rules by columns of conditions and conclusions."""

    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy = HitPolicy.UNIQUE
    aggregation: Aggregation | None = None
    annotations: tuple[str, ...] = ()
    output_label: str = ""
    type_ref: str | None = None
    place: Place = NOWHERE
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """A named value, or without a variable the result of the context."""

    variable: Variable | None
    value: Expression | None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Context:
    """Entries that may use those above them."""

    entries: tuple[ContextEntry, ...]
    type_ref: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Binding:
    """The value of one parameter in an invocation."""

    parameter: Variable
    value: Expression | None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function with its arguments by name."""

    called: Expression
    bindings: tuple[Binding, ...]
    type_ref: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of contexts, written as a table."""

    columns: tuple[Variable, ...]
    rows: tuple[tuple[Expression | None, ...], ...]
    type_ref: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class BoxedList:
    """A list of expressions."""

    items: tuple[Expression | None, ...]
    type_ref: str | None = None
    place: Place = NOWHERE


class FunctionKind(StrEnum):
    """In what a function is written. Only FEEL is evaluated."""

    FEEL = "FEEL"
    JAVA = "Java"
    PMML = "PMML"


@dataclass(frozen=True, slots=True)
class FunctionDefinition:
    """A function."""

    parameters: tuple[Variable, ...]
    body: Expression | None
    kind: FunctionKind = FunctionKind.FEEL
    type_ref: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Conditional:
    """If, then, else."""

    condition: Expression | None
    then: Expression | None
    otherwise: Expression | None
    type_ref: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Filter:
    """The items of ``of`` for which ``match`` is true."""

    of: Expression | None
    match: Expression | None
    type_ref: str | None = None
    place: Place = NOWHERE


class IteratorKind(StrEnum):
    """What is made of the items."""

    FOR = "for"
    SOME = "some"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class Iterator:
    """``body`` for each item of ``of``: all results, or whether some or every one is true."""

    kind: IteratorKind
    variable: Variable
    of: Expression | None
    body: Expression | None
    type_ref: str | None = None
    place: Place = NOWHERE


Expression = (
    LiteralExpression | DecisionTable | Context | Invocation | Relation | BoxedList | FunctionDefinition | Conditional | Filter | Iterator
)


# --- elements of the requirement graph


@dataclass(frozen=True, slots=True)
class InputData:
    """A value that comes from outside."""

    id: str
    name: str
    variable: Variable
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class KnowledgeSource:
    """Where knowledge comes from: a law, a document, an office. It is cited and never evaluated."""

    id: str
    name: str
    kind: str = ""
    location: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Decision:
    """A value that follows from others; without ``logic`` a person gives it."""

    id: str
    name: str
    variable: Variable
    logic: Expression | None
    inputs: tuple[Reference, ...] = ()
    decisions: tuple[Reference, ...] = ()
    knowledge: tuple[Reference, ...] = ()
    authorities: tuple[Reference, ...] = ()
    question: str = ""
    allowed_answers: str = ""
    description: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class KnowledgeModel:
    """A business knowledge model: a function with a name."""

    id: str
    name: str
    variable: Variable
    function: FunctionDefinition | None
    knowledge: tuple[Reference, ...] = ()
    authorities: tuple[Reference, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DecisionService:
    """Decisions offered together, as a function of input data and input decisions (in this order, as the standard has it)."""

    id: str
    name: str
    variable: Variable
    outputs: tuple[Reference, ...] = ()
    encapsulated: tuple[Reference, ...] = ()
    input_decisions: tuple[Reference, ...] = ()
    input_data: tuple[Reference, ...] = ()
    place: Place = NOWHERE


Element = InputData | Decision | KnowledgeModel | DecisionService


@dataclass(frozen=True, slots=True)
class Model:
    """The whole file. ``content`` are its bytes, empty for a model that was not read from a file."""

    name: str
    namespace: str
    version: str = "1.5"
    imports: tuple[Import, ...] = ()
    types: tuple[ItemDefinition, ...] = ()
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge_models: tuple[KnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    knowledge_sources: tuple[KnowledgeSource, ...] = ()
    description: str = ""
    place: Place = NOWHERE
    content: bytes = field(default=b"", repr=False)

    @property
    def elements(self) -> tuple[Element, ...]:
        """All that a FEEL text may name and another element may require."""
        return (*self.inputs, *self.decisions, *self.knowledge_models, *self.services)


def tables_in(part: Any) -> Iterable[DecisionTable]:
    """All decision tables of a model, or inside of one of its parts, in the order in which they are written."""
    if isinstance(part, DecisionTable):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from tables_in(each)
    elif is_dataclass(part) and not isinstance(part, Text | Place):
        for each in fields(part):
            yield from tables_in(getattr(part, each.name))
