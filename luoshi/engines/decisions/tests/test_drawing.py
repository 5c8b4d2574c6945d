"""Where the elements of a model stand: as they were drawn, or in rows."""

from __future__ import annotations

from luoshi.engines.decisions.drawing import LineKind, ShapeKind, draw
from luoshi.engines.decisions.tests.models import decision, feel, input_data, model

MEMBERS = (
    input_data("年龄", "number"),
    decision("资格", feel("年龄 >= 80"), "输入-年龄"),
    decision("津贴", feel("if 资格 then 100 else 0"), "决策-资格", "输入-年龄"),
)


def drawn(*names: str) -> str:
    """A drawing of these elements, 200 apart."""
    shapes = "".join(
        f'<di:DMNShape dmnElementRef="{name}"><dc:Bounds x="{200 * number}" y="-10" width="150" height="60"/></di:DMNShape>'
        for number, name in enumerate(names)
    )
    spaces = 'xmlns:di="https://www.omg.org/spec/DMN/20230324/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"'
    return f"<di:DMNDI {spaces}><di:DMNDiagram>{shapes}</di:DMNDiagram></di:DMNDI>"


def test_what_was_drawn_stays_where_it_was_drawn() -> None:
    drawing = draw(model(*MEMBERS, drawn("输入-年龄", "决策-资格", "决策-津贴")))
    assert {shape.name: (shape.x, shape.y) for shape in drawing.shapes} == {"年龄": (0, -10), "资格": (200, -10), "津贴": (400, -10)}
    assert (drawing.left, drawing.top, drawing.width, drawing.height) == (0, -10, 550, 60)


def test_an_arrow_leads_from_edge_to_edge() -> None:
    drawing = draw(model(*MEMBERS, drawn("输入-年龄", "决策-资格", "决策-津贴")))
    first = next(line for line in drawing.lines if line.end == (200.0, 20.0))
    assert (first.kind, first.start) == (LineKind.INFORMATION, (150, 20))
    assert len(drawing.lines) == 3


def test_what_nobody_has_drawn_stands_below_all_that_requires_it() -> None:
    for content in (MEMBERS, (*MEMBERS, drawn("输入-年龄"))):
        rows = {shape.name: shape.y for shape in draw(model(*content)).shapes}
        assert rows["津贴"] < rows["资格"] < rows["年龄"]


def test_no_two_shapes_lie_over_each_other() -> None:
    drawing = draw(model(*(input_data(name) for name in "甲乙丙丁"), decision("和", feel("甲"), *(f"输入-{name}" for name in "甲乙丙丁"))))
    assert len({(shape.x, shape.y) for shape in drawing.shapes}) == 5
    assert [shape.kind for shape in drawing.shapes].count(ShapeKind.INPUT) == 4


def test_a_circle_is_drawn_too() -> None:
    drawing = draw(model(decision("甲", feel("乙"), "决策-乙"), decision("乙", feel("甲"), "决策-甲")))
    assert len(drawing.shapes) == 2


def test_sizes_that_are_none_do_no_harm() -> None:
    broken = drawn("输入-年龄", "决策-资格", "决策-津贴").replace('x="200"', 'x="nan"').replace('x="400"', 'x="1e99"')
    drawing = draw(model(*MEMBERS, broken))
    assert drawing.width < 1_000_000
    assert all(shape.x == shape.x for shape in drawing.shapes)


def test_an_empty_model_has_no_drawing() -> None:
    assert draw(model()).shapes == ()
