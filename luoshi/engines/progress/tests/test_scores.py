"""A score can be recomputed from what is printed, better figures never lower it, and nothing that is blank counts as nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.progress.periods import Rhythm
from luoshi.engines.progress.scores import Apart, Duty, Reached, score
from luoshi.engines.progress.scores_formula import Adjustment, AdjustmentKind, Curve, Formula, Part, PartKind, Weights
from luoshi.engines.progress.scores_gains import GainKind, what_would_change_it
from luoshi.engines.progress.scores_records import duties_from_json, duties_to_json
from luoshi.words import Words

NAME = Words("示例", "example")
D = Decimal
CURVES = {"other": Curve(D(5), D(30), interval_max=D(5)), "yoy": Curve(D("0.2"), D(3))}
FORMULA = Formula(
    "example", NAME, D(100), Rhythm.QUARTER,
    parts=(
        Part("progress", NAME, PartKind.ATTAINMENT, D(60), curves=CURVES),
        Part("evidence", NAME, PartKind.EVIDENCE, D(25)),
        Part("timely", NAME, PartKind.TIMELINESS, D(15), late_worth=D("0.5")),
    ),
    adjustments=(
        Adjustment("missing", NAME, AdjustmentKind.MISSING_REPORT, D(2), D(10)),
        Adjustment("beyond", NAME, AdjustmentKind.EXCEEDED, D(1), D(3)),
    ),
    weights=Weights({"A": D(3), "B": D(2)}),
)  # fmt: skip


def reached(number: str, expected: str = "75", *, measure: str = "level", **more: D) -> Reached:
    usual = {"tolerance": D(0), "uncertain": D(0)}
    return Reached(D(number), D(expected), upward=True, measure=measure, said=NAME, **{**usual, **more})


def duty(code: str, number: str = "75", letter: str = "A", **more: object) -> Duty:
    usual: dict[str, object] = {"reached": reached(number), "due": 9, "evident": 9, "asked": 9, "on_time": 9}
    return Duty(code, 1, letter, 1, is_own=True, answers=True, rhythm=Rhythm.MONTH, **{**usual, **more})  # type: ignore[arg-type]


def test_points_are_what_can_be_computed_by_hand() -> None:
    """60 × 3/5 = 36 for the first; the second is 20 points behind, of which 5 cost nothing and 30 cost all: half of 24."""
    found = score(FORMULA, [duty("b", "55", "B"), duty("a", "80", on_time=6, late=2)])
    progress, _, timely = found.parts
    assert [(each.allotted, each.ratio, each.earned) for each in progress.lines] == [(D(36), D(1), D(36)), (D(24), D("0.5"), D(12))]
    assert timely.lines[0].ratio == D("0.7778")  # (6 + 2 ÷ 2) ÷ 9
    assert (found.judged, found.earned, found.points) == (D(100), D(36) + 12 + 25 + D(7) + 6, D("86.00"))


def test_nothing_due_no_score_and_what_cannot_be_judged_is_neither_nothing_nor_full() -> None:
    blank = duty("b", reached=None, cannot=Words("缺9月的数据", "no figure of September"))
    assert score(FORMULA, [Duty("a", 1, "A", 1, is_own=True, answers=True, rhythm=Rhythm.MONTH)]).points is None
    with_blank = score(FORMULA, [duty("a", "60"), blank])
    assert [each.kind for each in with_blank.parts[0].asides] == [Apart.CANNOT_JUDGE]
    assert with_blank.parts[0].earned == score(FORMULA, [duty("a", "60")]).parts[0].earned
    only = score(FORMULA, [blank])
    assert (only.judged, only.points) == (D(40), D(100))  # of what can be judged


def test_an_exemption_takes_out_of_the_denominator_and_deductions_end_at_their_most() -> None:
    late = duty("b", "0", asked=9, on_time=0, counts={AdjustmentKind.MISSING_REPORT: 9})
    assert score(FORMULA, [duty("a"), late]).adjusted == -10
    out = score(FORMULA, [duty("a"), replace(late, exempt=Words("洪水", "flood"))])
    assert (out.points, [each.kind for each in out.parts[2].asides]) == (D(100), [Apart.EXEMPT])


def test_uncertainty_widens_the_band_as_far_as_the_formula_lets_it() -> None:
    curve = CURVES["other"]
    assert curve.allowed(tolerance=D(0), uncertain=D(9)) == 5
    assert replace(curve, interval_max=D(12)).allowed(tolerance=D(0), uncertain=D(9)) == 9
    assert Curve(D(0), D(0)).ratio(D("-0.1"), allowed=D(0)) == 0


def test_what_would_change_it_says_by_how_much() -> None:
    missing = duty("b", "55", "B", asked=9, on_time=8, counts={AdjustmentKind.MISSING_REPORT: 1})
    gains = {(each.kind, each.duty.commitment): each.points for each in what_would_change_it(FORMULA, [duty("a"), missing])}
    assert gains[GainKind.CATCH_UP, "b"] == 12
    assert gains[GainKind.HAND_IN, "b"] == D("2.34")  # two points less taken away, and 6 × (0.9444 − 0.8889)
    assert (GainKind.CATCH_UP, "a") not in gains
    assert gains[GainKind.EXCEED, "a"] == 1


@pytest.mark.parametrize("parts", [FORMULA.parts[:2], (replace(FORMULA.parts[0], points=D(100), curves={}),)])
def test_a_formula_whose_points_or_curves_are_not_whole_is_refused(parts: tuple[Part, ...]) -> None:
    with pytest.raises(ValueError, match="example"):
        replace(FORMULA, parts=parts)


# --- whatever the figures are

places = st.decimals(min_value=-50, max_value=150, places=1)


@st.composite
def duties(draw: st.DrawFn) -> list[Duty]:
    """A unit's duties: some behind, some not due, some that cannot be judged, some exempt."""
    found = []
    for place in range(draw(st.integers(1, 5))):
        due, asked = draw(st.integers(0, 12)), draw(st.integers(0, 12))
        on_time = draw(st.integers(0, asked))
        measure = draw(st.sampled_from(["level", "yoy"]))
        standing = draw(st.sampled_from(["reached", "reached", "blank", "not due", "exempt"]))
        found.append(
            Duty(
                f"p-{place}", draw(st.integers(0, 2)), draw(st.sampled_from("ABC")), draw(st.integers(1, 3)), is_own=True,
                answers=True,
                rhythm=Rhythm.MONTH, reached=reached(str(draw(places)), measure=measure) if standing in {"reached", "exempt"} else None,
                cannot=NAME if standing == "blank" else None, due=due, evident=draw(st.integers(0, due)), asked=asked, on_time=on_time,
                late=draw(st.integers(0, asked - on_time)), exempt=NAME if standing == "exempt" else None,
                counts={AdjustmentKind.MISSING_REPORT: draw(st.integers(0, 3))},
            )
        )  # fmt: skip
    return found


@settings(max_examples=20)
@given(duties(), st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_what_is_kept_gives_the_same_score(made: list[Duty], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(FORMULA, shuffled) == score(FORMULA, made)
    assert score(FORMULA, duties_from_json(duties_to_json(shuffled))) == score(FORMULA, made)


@settings(max_examples=20)
@given(duties())
def test_the_printed_table_gives_the_printed_score(made: list[Duty]) -> None:
    """From nothing but the printed columns: points by weight, the tail of the largest remainder, the ratio."""
    found = score(FORMULA, made)
    earned = D(0)
    for each in found.parts:
        whole = sum((line.weight for line in each.lines), D(0))
        for line in each.lines:
            floor = (each.part.points * line.weight / whole).quantize(D("0.01"), "ROUND_FLOOR")
            assert floor + line.tail == line.allotted
            assert line.tail in {D(0), D("0.01")}
            earned += (line.allotted * line.ratio).quantize(D("0.01"), ROUND_HALF_UP)
        assert sum((line.allotted for line in each.lines), D(0)) == each.judged
    assert earned == found.earned
    if found.points is not None:
        assert found.points == max(D(0), (earned * 100 / found.judged).quantize(D("0.01"), ROUND_HALF_UP) + found.adjusted)


@settings(max_examples=20)
@given(duties(), st.data())
def test_better_figures_never_lower_the_score(made: list[Duty], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(made) - 1))
    one = made[place]
    on_time = data.draw(st.integers(one.on_time, one.asked))
    better = replace(
        one,
        reached=replace(one.reached, number=one.reached.number + data.draw(st.decimals(0, 80, places=1))) if one.reached else None,
        evident=data.draw(st.integers(one.evident, one.due)), on_time=on_time, late=min(one.late, one.asked - on_time),
        counts={AdjustmentKind.MISSING_REPORT: 0},
    )  # fmt: skip
    before = score(FORMULA, made).points
    after = score(FORMULA, [*made[:place], better, *made[place + 1 :]]).points
    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


@settings(max_examples=20)
@given(duties())
def test_each_gain_is_one_and_no_loss(made: list[Duty]) -> None:
    gains = what_would_change_it(FORMULA, made)
    assert all(each.points > 0 and each.duty in made for each in gains)
    assert [each.points for each in gains] == sorted((each.points for each in gains), reverse=True)
