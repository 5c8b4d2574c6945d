"""计分表: a score as a workbook in which every number that can be computed is a live formula, so that the unit computes it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from openpyxl.utils import get_column_letter

from luoshi.district.plan.queries import commitments_coded
from luoshi.engines.documents.sheet import Cell, Computed, Sheet, lay_out
from luoshi.engines.documents.workbook import workbook
from luoshi.engines.progress.scores_formula import PartKind

if TYPE_CHECKING:
    from luoshi.district.plan.queries import Commitment
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.progress.scores import Line, PartScore, Score

FIRST: Final = 3
"""The row in which the cells of a sheet begin, below its title and its header."""

_HEAD: Final = ("编号", "原文句", "权重", "分值", "尾差")
_Own: TypeAlias = "Callable[[Line, int], tuple[Cell, ...]]"


def score_workbook(scored: UnitScore) -> bytes:
    """The score, its parts, deductions and bonuses, and what takes no part."""
    commitments = {each.code: each for each in commitments_coded({each.commitment for each in scored.duties})}
    parts = [_part(each, number, commitments) for number, each in enumerate(scored.parts, start=1)]
    return workbook([_summary(scored), *parts, _adjustments(scored.score), _aside(scored.score, commitments)])


def _summary(scored: UnitScore) -> Sheet:
    """What the parts come to, as a share of the whole, with what is added and taken away."""
    score, last = scored.score, FIRST + len(scored.parts) - 1
    rows: list[tuple[Cell, ...]] = [_sum_of(part, number) for number, part in enumerate(scored.parts, start=1)]
    both = tuple(Computed(f"SUM({column}{FIRST}:{column}{last})", number) for column, number in (("C", score.judged), ("D", score.earned)))
    rows.append(("各部分合计", score.formula.whole, *both))
    if score.scaled is not None and score.points is not None:
        rows += [
            (f"折算为 {score.formula.whole} 分", None, None, Computed(f"ROUND(D{last + 1}*B{last + 1}/C{last + 1},2)", score.scaled)),
            ("加减分", None, None, Computed(_total_of_adjustments(score), score.adjusted)),
            ("得分", score.formula.whole, None, Computed(f"MAX(0,D{last + 2}+D{last + 3})", score.points)),
        ]
    state = f"第 {scored.frozen.number} 版，{scored.frozen.signature} 定分" if scored.frozen else "暂计，定分以前随数据变动"
    notes = (
        f"计分办法：{score.formula.name.chinese}；依据：{score.formula.basis}。数据截至 {scored.known_on}，{state}。",
        "未到期的不参加计分；无法研判的不当作零，也不当作满分；豁免的不进分母。满意度和名次不计入总分。",
        "分值按权重分到0.01分，按最大余数法取整：先向下取整，剩下的0.01分依次给余数最大的（尾差）。",
    )
    title = f"{scored.unit.name}{scored.period.label.chinese}得分"
    return lay_out(title, ("项目", "满分", "参加计分", "得分"), rows, notes, tab="得分")


def _sum_of(part: PartScore, number: int) -> tuple[Cell, ...]:
    """A part, with the sum of the last column of its sheet."""
    column, last = get_column_letter(len(_HEAD) + len(_OWN_HEADS[part.part.kind]) + 2), FIRST + len(part.lines) - 1
    earned: Cell = Computed(f"SUM('{_tab(number)}'!{column}{FIRST}:{column}{last})", part.earned) if part.lines else Decimal(0)
    return part.part.name.chinese, part.part.points, part.judged, earned


def _tab(number: int) -> str:
    return f"部分{number}"


def _part(part: PartScore, number: int, commitments: dict[str, Commitment]) -> Sheet:
    """The lines of a part: its points by weight, what they rest on, the ratio, and what was earned."""
    header = (*_HEAD, *_OWN_HEADS[part.part.kind], "系数", "得分")
    rows = [_row(part, line, FIRST + place, commitments[line.duty.commitment]) for place, line in enumerate(part.lines)]
    title = f"{part.part.name.chinese}（{part.part.points} 分）"
    return lay_out(title, header, rows, (_HOW[part.part.kind],), tab=_tab(number))


def _row(part: PartScore, line: Line, row: int, commitment: Commitment) -> tuple[Cell, ...]:
    own = _OWN[part.part.kind](line, row, part)
    ratio = get_column_letter(len(_HEAD) + len(own))
    earned = Computed(f"ROUND(D{row}*{ratio}{row},2)", line.earned)
    weights = f"C{FIRST}:C{FIRST + len(part.lines) - 1}"
    allotted = Computed(f"ROUNDDOWN(ROUND({part.part.points}*C{row}/SUM({weights}),8),2)+E{row}", line.allotted)
    return commitment.label, commitment.quote, line.weight, allotted, line.tail, *own, earned


def _attained(line: Line, row: int, part: PartScore) -> tuple[Cell, ...]:
    reached, allowed = line.duty.reached, line.allowed
    assert reached is not None, "it takes part"
    curve = part.part.curve(reached.measure)
    short = f"MAX(0,-(F{row}-G{row})*H{row}-I{row})"
    formula = f"IF({short}>0,IF(J{row}>0,ROUND(MAX(0,1-{short}/J{row}),4),0),1)"
    return reached.number, reached.expected, 1 if reached.upward else -1, allowed, curve.zero_at, Computed(formula, line.ratio)


def _evident(line: Line, row: int, _part: PartScore) -> tuple[Cell, ...]:
    return line.duty.due, line.duty.evident, Computed(f"ROUND(G{row}/F{row},4)", line.ratio)


def _timely(line: Line, row: int, part: PartScore) -> tuple[Cell, ...]:
    duty, worth = line.duty, part.part.late_worth
    return duty.asked, duty.on_time, duty.late, worth, Computed(f"ROUND((G{row}+I{row}*H{row})/F{row},4)", line.ratio)


def _based(line: Line, _row: int, _part: PartScore) -> tuple[Cell, ...]:
    return (line.ratio,)


_OWN: Final = {
    PartKind.ATTAINMENT: _attained, PartKind.EVIDENCE: _evident, PartKind.TIMELINESS: _timely, PartKind.BASE: _based,
}  # fmt: skip
_OWN_HEADS: Final = {
    PartKind.ATTAINMENT: ("已达到", "应达到", "方向", "不计差距", "归零差距"),
    PartKind.EVIDENCE: ("到期", "有佐证"),
    PartKind.TIMELINESS: ("应报", "按时", "迟报", "迟报折算"),
    PartKind.BASE: (),
}
_HOW: Final = {
    PartKind.ATTAINMENT: (
        "已达到、应达到：总量和当年新增为占目标的百分比，增速、比率为百分数，位次为位。方向：1 越高越好，-1 越低越好。"
        "落后在“不计差距”以内系数为 1；再落后“归零差距”为 0（写 0 的，差一点就是 0）；之间均匀减少，保留四位小数。"
    ),
    PartKind.EVIDENCE: "系数 = 有佐证 ÷ 到期，保留四位小数。",
    PartKind.TIMELINESS: "系数 =（按时 + 迟报折算 × 迟报）÷ 应报，保留四位小数。",
    PartKind.BASE: "先得满分，再按“加减分”扣。",
}


def _adjustments(score: Score) -> Sheet:
    """Each deduction and bonus: how often, and what it comes to."""
    rows: list[tuple[Cell, ...]] = []
    for place, each in enumerate(score.adjustments):
        row, sign = FIRST + place, "-" if each.adjustment.kind.sign < 0 else ""
        times = sum(count for _, count in each.times)
        which = "、".join(f"{duty.commitment} {count}次" for duty, count in each.times)
        points = Computed(f"{sign}MIN(D{row},B{row}*C{row})", each.points)
        rows.append((each.adjustment.name.chinese, each.adjustment.points, times, each.adjustment.most, points, which))
    return lay_out("加减分", ("名称", "每次", "次数", "最多", "加减", "哪些承诺"), rows, tab="加减分")


def _total_of_adjustments(score: Score) -> str:
    return f"SUM('加减分'!E{FIRST}:E{FIRST + max(1, len(score.adjustments)) - 1})"


def _aside(score: Score, commitments: dict[str, Commitment]) -> Sheet:
    """What takes no part in which part, and why."""
    rows: Sequence[tuple[Cell, ...]] = [
        (part.part.name.chinese, commitments[each.duty.commitment].label, commitments[each.duty.commitment].quote, each.why.chinese)
        for part in score.parts
        for each in part.asides
    ]
    return lay_out("不参加计分的", ("部分", "编号", "原文句", "理由"), rows, tab="不参加")
