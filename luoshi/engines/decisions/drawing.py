"""Where the elements of a model are drawn: as the file says (DMN diagram interchange), else in rows, requirements below.

Only places and sizes; what a drawing looks like is the business of whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luoshi.engines.decisions.model import Decision, DecisionService, Element, InputData, KnowledgeModel, KnowledgeSource, Model
from luoshi.engines.decisions.xml_tree import Element as Tag
from luoshi.engines.decisions.xml_tree import read_tree

Point = tuple[float, float]

WIDTH, HEIGHT = 180.0, 60.0
"""Of a shape that nobody has drawn."""
ACROSS, DOWN = 40.0, 60.0
"""Between shapes that nobody has drawn."""


class ShapeKind(StrEnum):
    """What is drawn; each kind has its own outline in DMN."""

    INPUT = "input"
    DECISION = "decision"
    KNOWLEDGE_MODEL = "knowledge_model"
    KNOWLEDGE_SOURCE = "knowledge_source"
    SERVICE = "service"


class LineKind(StrEnum):
    """Why two shapes are joined; each kind has its own line in DMN."""

    INFORMATION = "information"
    KNOWLEDGE = "knowledge"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Shape:
    """An element with its rectangle; ``x`` grows to the right and ``y`` downwards."""

    id: str
    name: str
    kind: ShapeKind
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement, drawn from what is required to what requires it, from edge to edge."""

    kind: LineKind
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes with the lines between them, in a rectangle that begins at ``left``, ``top``."""

    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    left: float
    top: float
    width: float
    height: float


_KINDS: Final[Mapping[type, ShapeKind]] = {
    InputData: ShapeKind.INPUT,
    Decision: ShapeKind.DECISION,
    KnowledgeModel: ShapeKind.KNOWLEDGE_MODEL,
    KnowledgeSource: ShapeKind.KNOWLEDGE_SOURCE,
    DecisionService: ShapeKind.SERVICE,
}


def draw(model: Model) -> Drawing:
    """The requirement graph of a model, as it was drawn or, where a shape is missing in the file, in rows."""
    drawn = dict(_drawn(model))
    elements = [each for each in (*model.elements, *model.knowledge_sources) if not isinstance(each, DecisionService) or each.id in drawn]
    complete = all(each.id in drawn for each in elements)
    boxes = drawn if complete else _in_rows(model, [each for each in elements if not isinstance(each, DecisionService)])
    shapes = {each.id: Shape(each.id, each.name, _KINDS[type(each)], *boxes[each.id]) for each in elements if each.id in boxes}
    # Services are frames around others, so they come first and lie below.
    order = sorted(shapes.values(), key=lambda shape: shape.kind is not ShapeKind.SERVICE)
    return _framed(tuple(order), tuple(_lines(model, shapes)))


def _drawn(model: Model) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """The rectangles of the file's first drawing, by the id of what they show."""
    if not model.content:
        return
    for shape in _below(read_tree(model.content, model.place.file), "DMNShape"):
        bounds = next((each for each in shape.children if each.name == "Bounds"), None)
        reference = shape.attributes.get("dmnElementRef", "")
        if bounds is not None and reference:
            yield reference.rpartition(":")[2], _rectangle(bounds)


def _below(tag: Tag, name: str) -> Iterator[Tag]:
    if tag.name == name:
        yield tag
    for child in tag.children:
        yield from _below(child, name)


def _rectangle(bounds: Tag) -> tuple[float, float, float, float]:
    x, y, width, height = (_length(bounds.attributes.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, max(width, 1.0), max(height, 1.0)


def _length(text: str) -> float:
    """A number of pixels; what is none, or no screen could show, is 0."""
    try:
        length = float(text)
    except ValueError:
        return 0.0
    return length if abs(length) < 1_000_000 else 0.0


Part = Element | KnowledgeSource


def _in_rows(model: Model, elements: list[Part]) -> dict[str, tuple[float, float, float, float]]:
    """Each element in the row below everything that requires it."""
    rows = _depths(model, [each.id for each in elements])
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for row in sorted(set(rows.values())):
        for column, each in enumerate(each for each in elements if rows[each.id] == row):
            boxes[each.id] = column * (WIDTH + ACROSS), row * (HEIGHT + DOWN), WIDTH, HEIGHT
    return boxes


def _depths(model: Model, ids: list[str]) -> dict[str, int]:
    """How many arrows lead at most from an element to one that nothing requires; a circle ends after one round for each element."""
    depths = dict.fromkeys(ids, 0)
    pairs = [(required, requiring) for _, required, requiring in _requirements(model) if required in depths and requiring in depths]
    for _ in ids:
        for required, requiring in pairs:
            depths[required] = min(max(depths[required], depths[requiring] + 1), len(ids))
    return depths


def _requirements(model: Model) -> Iterator[tuple[LineKind, str, str]]:
    """Kind, what is required, what requires it: by their ids, within the model."""
    for decision in model.decisions:
        yield from ((LineKind.INFORMATION, each.id, decision.id) for each in (*decision.inputs, *decision.decisions))
    elements: tuple[Decision | KnowledgeModel, ...] = (*model.decisions, *model.knowledge_models)
    for requiring in elements:
        yield from ((LineKind.KNOWLEDGE, each.id, requiring.id) for each in requiring.knowledge)
        yield from ((LineKind.AUTHORITY, each.id, requiring.id) for each in requiring.authorities)


def _lines(model: Model, shapes: Mapping[str, Shape]) -> Iterator[Line]:
    for kind, required, requiring in _requirements(model):
        if required in shapes and requiring in shapes:
            one, other = shapes[required], shapes[requiring]
            yield Line(kind, _edge(one, other.middle), _edge(other, one.middle))


def _edge(shape: Shape, towards: Point) -> Point:
    """Where the way from the middle of a shape to a point crosses its edge."""
    x, y = shape.middle
    across, down = towards[0] - x, towards[1] - y
    if not across and not down:
        return x, y
    share = min(
        shape.width / 2 / abs(across) if across else float("inf"),
        shape.height / 2 / abs(down) if down else float("inf"),
        1.0,
    )
    return x + across * share, y + down * share


def _framed(shapes: tuple[Shape, ...], lines: tuple[Line, ...]) -> Drawing:
    if not shapes:
        return Drawing((), (), 0.0, 0.0, 0.0, 0.0)
    left, top = min(each.x for each in shapes), min(each.y for each in shapes)
    right, bottom = max(each.x + each.width for each in shapes), max(each.y + each.height for each in shapes)
    return Drawing(shapes, lines, left, top, right - left, bottom - top)
