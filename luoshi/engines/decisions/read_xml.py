"""DMN XML of the versions 1.1 to 1.5 becomes a :class:`~luoshi.engines.decisions.model.Model`, or says what stands where instead.

What belongs to no version of the standard (drawings, extensions, other namespaces) is passed over here and kept by `write_xml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.decisions.model import (
    Decision,
    DecisionService,
    FunctionType,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeModel,
    KnowledgeSource,
    Model,
    Reference,
    Variable,
)
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, RefusedModel, shown
from luoshi.engines.decisions.read_expressions import Expressions
from luoshi.engines.decisions.xml_tree import Element, read_tree
from luoshi.words import Words

VERSIONS: Final = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}


def read_model(content: bytes, *, file: str = "") -> Model:
    """The model of a ``.dmn`` file.

    Raises:
        RefusedModel: it is no DMN, or not as the standard wants it; all faults at once, each with file, line and element.
    """
    root = read_tree(content, file)
    _refuse_unless_dmn(root, file)
    reader = _Reader(file, root)
    model = reader.model(content)
    if reader.problems:
        raise RefusedModel(reader.problems)
    return model


def _refuse_unless_dmn(root: Element, file: str) -> None:
    if root.namespace in VERSIONS and root.name == "definitions":
        return
    known = "、".join(VERSIONS)
    what = Words(
        f"最外层元素是 {shown(root.name)}，命名空间“{shown(root.namespace)}”，不是 DMN 1.1–1.5 的 definitions。",
        f"The outermost element is {shown(root.name)} of the namespace “{shown(root.namespace)}”, not the definitions of DMN 1.1 to 1.5.",
    )
    remedy = Words(f"请导出为 DMN 1.5（命名空间之一：{known}）。", f"Export it as DMN 1.5 (one of the namespaces {', '.join(VERSIONS)}).")
    raise RefusedModel([Problem(ProblemKind.FOREIGN, Place(file, root.line, root.name), what, remedy)])


@dataclass(slots=True)
class _Reader:
    file: str
    root: Element
    problems: list[Problem] = field(default_factory=list)
    expressions: Expressions = field(init=False)

    def __post_init__(self) -> None:
        self.expressions = Expressions(self.file, self.problems, self.type_name)

    # --- parts that occur everywhere

    def place(self, element: Element) -> Place:
        return self.expressions.place(element)

    def name(self, element: Element) -> str:
        """The name of an element, with blanks as the standard compares names: one between words, none around."""
        name = " ".join(element.attributes.get("name", "").split())
        if not name:
            self.problems.append(
                Problem(
                    ProblemKind.INCOMPLETE,
                    self.place(element),
                    Words("没有名称。", "It has no name."),
                    Words("请加上 name 属性。", "Add the attribute name."),
                )
            )
        return name

    def type_name(self, text: str | None) -> str | None:
        """A type's name. In DMN 1.1 it is a qualified XML name: a prefix of FEEL or of this model says nothing, an import's is its name."""
        name = " ".join((text or "").split())
        prefix, colon, local = name.partition(":")
        if not colon:
            return name or None
        namespace = self.root.prefixes.get(prefix)
        if namespace is None and prefix != "feel":
            return name
        imported = next((each for each in self.root.all("import") if each.attributes.get("namespace") == namespace), None)
        if imported is not None and imported.attributes.get("name"):
            return f"{imported.attributes['name']}.{local}"
        return local

    def variable(self, element: Element, name: str) -> Variable:
        """The variable of an element. Its name is the element's, also where a file has another one: FEEL texts know the element's name."""
        child = element.first("variable")
        if child is None:
            return Variable(name, None, self.place(element))
        return Variable(name, self.type_name(child.attributes.get("typeRef")), self.place(child))

    def references(self, element: Element, requirement: str, *names: str) -> tuple[Reference, ...]:
        """What an element requires: ``requirement`` elements with a reference of one of these names inside."""
        return self.pointers(child for each in element.all(requirement) for child in each.all(*names))

    def pointers(self, elements: Iterable[Element]) -> tuple[Reference, ...]:
        return tuple(found for found in map(self.reference, elements) if found is not None)

    def reference(self, element: Element) -> Reference | None:
        namespace, _, target = element.attributes.get("href", "").rpartition("#")
        if not target:
            self.problems.append(
                Problem(
                    ProblemKind.INCOMPLETE,
                    self.place(element),
                    Words("没有指明引用的元素。", "It does not say which element it refers to."),
                    Words('请写 href="#元素的 id"。', 'Write href="#id of the element".'),
                )
            )
            return None
        own = namespace == self.root.attributes.get("namespace")
        return Reference(target, "" if own else namespace, self.place(element))

    def id(self, element: Element, name: str) -> str:
        """The id; a file may leave it out where nothing refers to the element, and then the name does."""
        return element.attributes.get("id") or name

    # --- the elements of a model

    def model(self, content: bytes) -> Model:
        root = self.root
        return Model(
            name=root.attributes.get("name", ""),
            namespace=root.attributes.get("namespace", ""),
            version=VERSIONS[root.namespace],
            imports=tuple(self.imported(each) for each in root.all("import")),
            types=tuple(self.item_definition(each) for each in root.all("itemDefinition")),
            inputs=tuple(self.input_data(each) for each in root.all("inputData")),
            decisions=tuple(self.decision(each) for each in root.all("decision")),
            knowledge_models=tuple(self.knowledge_model(each) for each in root.all("businessKnowledgeModel")),
            services=tuple(self.service(each) for each in root.all("decisionService")),
            knowledge_sources=tuple(self.knowledge_source(each) for each in root.all("knowledgeSource")),
            description=_text(root, "description"),
            place=self.place(root),
            content=content,
        )

    def imported(self, element: Element) -> Import:
        of = element.attributes.get
        return Import(
            " ".join(of("name", "").split()), of("namespace", ""), of("locationURI", ""), of("importType", ""), self.place(element)
        )

    def item_definition(self, element: Element) -> ItemDefinition:
        function = element.first("functionItem")
        return ItemDefinition(
            name=self.name(element),
            type_ref=self.type_name(_text(element, "typeRef")),
            is_collection=element.attributes.get("isCollection") in {"true", "1"},
            allowed_values=self.expressions.tests(element.first("allowedValues")),
            type_constraint=self.expressions.tests(element.first("typeConstraint")),
            components=tuple(self.item_definition(each) for each in element.all("itemComponent")),
            function=None if function is None else self.function_type(function),
            place=self.place(element),
        )

    def function_type(self, element: Element) -> FunctionType:
        parameters = tuple(self.expressions.parameter(each) for each in element.all("parameters"))
        return FunctionType(parameters, self.type_name(element.attributes.get("outputTypeRef")))

    def input_data(self, element: Element) -> InputData:
        name = self.name(element)
        return InputData(self.id(element, name), name, self.variable(element, name), self.place(element))

    def decision(self, element: Element) -> Decision:
        name = self.name(element)
        return Decision(
            id=self.id(element, name),
            name=name,
            variable=self.variable(element, name),
            logic=self.expressions.inside(element),
            inputs=self.references(element, "informationRequirement", "requiredInput"),
            decisions=self.references(element, "informationRequirement", "requiredDecision"),
            knowledge=self.references(element, "knowledgeRequirement", "requiredKnowledge"),
            authorities=self.authorities(element),
            question=_text(element, "question"),
            allowed_answers=_text(element, "allowedAnswers"),
            description=_text(element, "description"),
            place=self.place(element),
        )

    def authorities(self, element: Element) -> tuple[Reference, ...]:
        return self.references(element, "authorityRequirement", "requiredAuthority", "requiredDecision", "requiredInput")

    def knowledge_model(self, element: Element) -> KnowledgeModel:
        name = self.name(element)
        logic = element.first("encapsulatedLogic")
        return KnowledgeModel(
            id=self.id(element, name),
            name=name,
            variable=self.variable(element, name),
            function=None if logic is None else self.expressions.function(logic),
            knowledge=self.references(element, "knowledgeRequirement", "requiredKnowledge"),
            authorities=self.authorities(element),
            place=self.place(element),
        )

    def service(self, element: Element) -> DecisionService:
        name = self.name(element)
        return DecisionService(
            id=self.id(element, name),
            name=name,
            variable=self.variable(element, name),
            outputs=self.pointers(element.all("outputDecision")),
            encapsulated=self.pointers(element.all("encapsulatedDecision")),
            input_decisions=self.pointers(element.all("inputDecision")),
            input_data=self.pointers(element.all("inputData")),
            place=self.place(element),
        )

    def knowledge_source(self, element: Element) -> KnowledgeSource:
        name = self.name(element)
        location = element.attributes.get("locationURI", "")
        return KnowledgeSource(self.id(element, name), name, _text(element, "type"), location, self.place(element))


def _text(element: Element, name: str) -> str:
    child = element.first(name)
    return child.text.strip() if child is not None else ""
