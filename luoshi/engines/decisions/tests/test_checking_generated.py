"""What the type check promises of whole models, over random boxes and inputs: each decision's value is of the type that was found for it,
and a decision whose whole text is said never to have a value has none."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.engines.decisions import compile_model
from luoshi.engines.decisions.checking import typed
from luoshi.engines.decisions.checking_boxes import _TYPES
from luoshi.engines.decisions.model import LiteralExpression
from luoshi.engines.decisions.tests.models import decision, feel, formal_parameters, function, input_data, item, model, table
from luoshi.engines.feel import Severity, Value, conforms, type_named
from luoshi.engines.feel.checking.remarks import NEVER_TRUE
from luoshi.engines.feel.temporal import parse_date_and_time
from luoshi.engines.feel.tests.generated import expressions, unary_tests, values_of
from luoshi.engines.feel.types import EnumeratedType

_MOMENT = parse_date_and_time("2023-02-06T09:30:00Z")
_TYPES_OF_MODEL = (
    item("各数", "number", collection=True),
    item("人", "", item("a", "number"), item("b", "string")),
    item("类", "string", allowed='"甲", "乙"'),
)
_INPUTS = {
    "x": ("number", type_named("number")),
    "名 称": ("string", type_named("string")),
    "清单": ("各数", type_named("list<number>")),
    "a-b": ("人", type_named("context<a: number, b: string>")),
    "item count": ("", type_named("Any")),
    "类别": ("类", EnumeratedType(("甲", "乙"))),
}
_FILLED = [f"输入-{name}" for name in _INPUTS]
_REFERENCES = st.sampled_from(["", "", "number", "string", "各数", "人", "类", "boolean"])
_texts = expressions(depth=1)
_expressions = st.tuples(_texts, _REFERENCES).map(lambda pair: feel(*pair))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", " ").replace("#", " ").split())


_rows = st.tuples(unary_tests(), _texts, _REFERENCES).map(
    lambda parts: f"输入:x | 输出:甲 {parts[2]} | 输出:乙\n{_cell(parts[0])} | {_cell(parts[1])} | 1\n- | 2 | x"
)
_few = st.tuples(_expressions, _expressions, _expressions)
_BOXES: dict[str, st.SearchStrategy[str]] = {
    "LiteralExpression": _expressions,
    "DecisionTable": st.tuples(_rows, st.sampled_from(["FIRST", "COLLECT", "ANY"])).map(lambda parts: table(parts[0], hit=parts[1])),
    "Context": st.tuples(_few, _REFERENCES).map(
        lambda parts: (
            f"<context><contextEntry><variable name='x' typeRef='{parts[1] or 'Any'}'/>{parts[0][0]}</contextEntry>"
            f"<contextEntry><variable name='甲'/>{parts[0][1]}</contextEntry></context>"
        )
    ),
    "Invocation": _few.map(lambda few: f"<invocation>{feel('折算')}<binding><parameter name='p'/>{few[0]}</binding></invocation>"),
    "Relation": _few.map(lambda few: f"<relation><column name='甲'/><row>{few[0]}</row><row>{few[1]}</row></relation>"),
    "BoxedList": _few.map(lambda few: f"<list>{few[0]}{few[1]}</list>"),
    "Conditional": _few.map(lambda few: f"<conditional><if>{few[0]}</if><then>{few[1]}</then><else>{few[2]}</else></conditional>"),
    "Filter": _few.map(lambda few: f"<filter><in>{few[0]}</in><match>{few[1]}</match></filter>"),
    "Iterator": _few.map(lambda few: f"<for iteratorVariable='x'><in>{few[0]}</in><return>{few[1]}</return></for>"),
    "FunctionDefinition": _few.map(lambda few: f"<functionDefinition>{formal_parameters({'x': 'string'})}{few[0]}</functionDefinition>"),
}
_ALL = [*_BOXES.values(), _few.map(lambda few: f"<some iteratorVariable='x'><in>{few[0]}</in><satisfies>{few[1]}</satisfies></some>")]


@st.composite
def _models(draw: st.DrawFn, box: st.SearchStrategy[str]) -> tuple[str, ...]:
    """Inputs, a function, a decision of this kind, and two that use it."""
    return (
        *_TYPES_OF_MODEL,
        *(input_data(name, reference) for name, (reference, _) in _INPUTS.items()),
        function("折算", {"p": "number"}, draw(_expressions), type_ref=draw(_REFERENCES)),
        decision("甲", draw(box), *_FILLED, "函数-折算", type_ref=draw(_REFERENCES)),
        decision("乙", feel(draw(st.sampled_from(["甲", "甲.甲", "甲 + 1", "甲[1]", "[甲, x]", "甲(x)"]))), "决策-甲", "输入-x"),
        decision("丙", feel(draw(_texts)), "决策-乙", *_FILLED),
    )


_inputs = st.fixed_dictionaries({name: values_of(static) for name, (_, static) in _INPUTS.items()})


def test_types_and_certain_remarks_hold_for_all_inputs() -> None:
    seen: Counter[str] = Counter()

    def holds(elements: tuple[str, ...], inputs: dict[str, Value]) -> None:
        made = compile_model(model(*elements))
        typing = typed(made)
        certain = [each for each in typing.remarks if each.severity is Severity.ERROR and each.kind not in NEVER_TRUE]
        whole = {each.owner for each in certain if each.text and (each.start, each.end) == (0, len(each.text))}
        for name in ("甲", "乙", "丙"):
            for taken in made.decide(name, inputs, at=_MOMENT).trace.decisions:
                assert conforms(taken.value, typing.elements[made.model.namespace, taken.id]), (taken.name, taken.value)
        for each in made.model.decisions:
            if isinstance(each.logic, LiteralExpression) and each.name in whole:
                seen["never"] += 1
                assert made.decide(each.name, inputs, at=_MOMENT).value is None
            seen[type(each.logic).__name__] += 1

    for box in _ALL:

        @settings(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(elements=_models(box), inputs=_inputs)
        def box_holds(elements: tuple[str, ...], inputs: dict[str, Value]) -> None:
            holds(elements, inputs)

        box_holds()
    assert seen["never"] > 10
    assert set(_BOXES) == {box.__name__ for box in _TYPES}
    assert all(seen[name] for name in _BOXES)
