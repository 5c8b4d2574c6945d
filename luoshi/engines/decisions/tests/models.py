"""Small models for tests, written as people would write them: a notation for tables and elements, and the XML around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from luoshi.engines.decisions import Compiled, Model, Outcome, compile_model, read_model
from luoshi.engines.decisions.read_xml import VERSIONS
from luoshi.engines.feel.values import Value

NAMESPACES = {version: namespace for namespace, version in VERSIONS.items()}
HOME = "https://taohuayuan.example/dmn/津贴"
FILE = "津贴.dmn"


def xml(*elements: str, version: str = "1.5", namespace: str = HOME, attributes: str = "") -> bytes:
    """A file with these elements."""
    body = "\n".join(elements)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{NAMESPACES[version]}" name="津贴" '
        f"namespace={quoteattr(namespace)} {attributes}>\n{body}\n</definitions>"
    ).encode()


def model(*elements: str, version: str = "1.5", namespace: str = HOME) -> Model:
    """The model of these elements."""
    return read_model(xml(*elements, version=version, namespace=namespace), file=FILE)


def compiled(*elements: str, imports: Mapping[str, Model] | None = None) -> Compiled:
    """The compiled model of these elements, which must be without problems."""
    made = compile_model(model(*elements), imports=imports)
    made.refuse_problems()
    return made


def ask(name: str, *elements: str, **inputs: Value | int) -> Outcome:
    """What the model of these elements says of a decision."""
    return compiled(*elements).decide(name, values(inputs))


def values(inputs: Mapping[str, Value | int]) -> dict[str, Value]:
    """FEEL values, with plain whole numbers for numbers."""
    return {name: Decimal(value) if type(value) is int else value for name, value in inputs.items()}  # type: ignore[misc]


def input_data(name: str, type_ref: str = "") -> str:
    """An input."""
    return f'<inputData id="输入-{name}" name="{name}">{variable(name, type_ref)}</inputData>'


def variable(name: str, type_ref: str = "") -> str:
    """The variable of an element, or a formal parameter without its tag."""
    return f"<variable name={quoteattr(name)}{_type(type_ref)}/>"


def _type(type_ref: str) -> str:
    return f" typeRef={quoteattr(type_ref)}" if type_ref else ""


def needs(*targets: str) -> str:
    """Requirements by kind and name: ``输入-年龄``, ``决策-资格``, ``函数-折算``, ``服务-核定``."""
    kinds = {
        "输入": ("informationRequirement", "requiredInput"),
        "决策": ("informationRequirement", "requiredDecision"),
        "函数": ("knowledgeRequirement", "requiredKnowledge"),
        "服务": ("knowledgeRequirement", "requiredKnowledge"),
    }
    found = []
    for target in targets:
        requirement, required = kinds[target.rpartition("#")[2][:2]]
        href = target if "#" in target else f"#{target}"
        found.append(f"<{requirement}><{required} href={quoteattr(href)}/></{requirement}>")
    return "".join(found)


def decision(name: str, logic: str = "", *required: str, type_ref: str = "") -> str:
    """A decision; ``logic`` is XML."""
    return f'<decision id="决策-{name}" name="{name}">{variable(name, type_ref)}{needs(*required)}{logic}</decision>'


def function(name: str, parameters: Mapping[str, str], logic: str, *required: str, type_ref: str = "") -> str:
    """A business knowledge model."""
    formal = formal_parameters(parameters)
    return (
        f'<businessKnowledgeModel id="函数-{name}" name="{name}">{variable(name, type_ref)}'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>{needs(*required)}</businessKnowledgeModel>"
    )


def formal_parameters(parameters: Mapping[str, str]) -> str:
    """The parameters of a function with their types."""
    return "".join(f"<formalParameter name={quoteattr(name)}{_type(type_ref)}/>" for name, type_ref in parameters.items())


def service(name: str, outputs: Sequence[str], input_decisions: Sequence[str] = (), inputs: Sequence[str] = (), type_ref: str = "") -> str:
    """A decision service."""
    parts = [f'<outputDecision href="#决策-{each}"/>' for each in outputs]
    parts += [f'<inputDecision href="#决策-{each}"/>' for each in input_decisions]
    parts += [f'<inputData href="#输入-{each}"/>' for each in inputs]
    return f'<decisionService id="服务-{name}" name="{name}">{variable(name, type_ref)}{"".join(parts)}</decisionService>'


def feel(text: str, type_ref: str = "") -> str:
    """A literal expression."""
    return f"<literalExpression{_type(type_ref)}><text>{escape(text)}</text></literalExpression>"


def item(name: str, type_ref: str = "", *components: str, allowed: str = "", constraint: str = "", collection: bool = False) -> str:
    """An item definition, or with ``components`` a structure; their tag is put right here."""
    inner = f"<typeRef>{type_ref}</typeRef>" if type_ref else ""
    inner += f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    inner += f"<typeConstraint><text>{escape(constraint)}</text></typeConstraint>" if constraint else ""
    inner += "".join(
        each.replace("<itemDefinition", "<itemComponent").replace("</itemDefinition", "</itemComponent") for each in components
    )
    return f'<itemDefinition name="{name}" isCollection="{str(collection).lower()}">{inner}</itemDefinition>'


def table(rows: str, *, hit: str = "UNIQUE", aggregation: str = "") -> str:
    """A decision table from a drawing of it.

    The first line has the titles, ``输入:年龄 | 输出:金额`` with ``number`` after a blank for a type; a second line that begins with
    ``允许`` has the allowed values, one that begins with ``默认`` the defaults. All other lines are rules; ``#`` begins an annotation.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    titles, lines = lines[0], lines[1:]
    allowed = _special(lines, "允许", len(titles))
    defaults = _special(lines, "默认", len(titles))
    head = "".join(_column(title, allowed[at], defaults[at]) for at, title in enumerate(titles))
    inputs = sum(title.startswith("输入:") for title in titles)
    body = "".join(_rule(line, inputs, number) for number, line in enumerate(lines, 1))
    aggregated = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decisionTable hitPolicy="{hit}"{aggregated}>{head}{body}</decisionTable>'


def _special(lines: list[list[str]], word: str, width: int) -> list[str]:
    for line in lines:
        if line[0].startswith(word):
            lines.remove(line)
            return [line[0].removeprefix(word).strip(": "), *line[1:]]
    return [""] * width


def _column(title: str, allowed: str, default: str) -> str:
    kind, _, name = title.partition(":")
    name, _, type_ref = name.partition(" ")
    values = f"Values><text>{escape(allowed)}</text></{{0}}Values>" if allowed else ""
    if kind == "输入":
        limits = f"<input{values.format('input')}" if values else ""
        return f"<input><inputExpression{_type(type_ref)}><text>{escape(name)}</text></inputExpression>{limits}</input>"
    limits = f"<output{values.format('output')}" if values else ""
    fallback = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return f"<output name={quoteattr(name)}{_type(type_ref)}>{limits}{fallback}</output>"


def _rule(cells: list[str], inputs: int, number: int) -> str:
    notes = [cell.removeprefix("#").strip() for cell in cells if cell.startswith("#")]
    cells = [cell for cell in cells if not cell.startswith("#")]
    tags = ["inputEntry"] * inputs + ["outputEntry"] * (len(cells) - inputs)
    entries = "".join(
        f'<{tag} id="格-{number}-{at}"><text>{escape(cell)}</text></{tag}>'
        for at, (tag, cell) in enumerate(zip(tags, cells, strict=True), 1)
    )
    annotations = "".join(f"<annotationEntry><text>{escape(note)}</text></annotationEntry>" for note in notes)
    return f'<rule id="规则-{number}">{entries}{annotations}</rule>'
