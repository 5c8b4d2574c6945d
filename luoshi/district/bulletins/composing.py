"""Sentences of a bulletin: values in, templates out. Each number is a figure with a key; nobody types one.

The order is that of published bulletins of 宣城, 金寨 and 连云港: basis and how it was checked, counts, main economic indicators, tasks
that are reached and not reached, problems with units named, requirements.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.figures import Figure, Origin
from luoshi.district.bulletins.state import Line, State
from luoshi.engines.documents.official.numbering import day
from luoshi.engines.progress import VERDICT_NAMES, Verdict, largest_remainder, plain, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from luoshi.district.bulletins.state import Late

OWED: Final = "未报送"
"""How the keys of figures begin that count what a unit owed on the day; nothing that came later makes them wrong."""
NOW, GOAL, SHARE, GAP, EXPECTED = "实际", "目标", "完成比例", "差距", "应达"
_COUNTED: Final = (
    Verdict.EXCEEDED, Verdict.MET, Verdict.AHEAD, Verdict.ON_SCHEDULE, Verdict.BEHIND, Verdict.STRETCH_NOT_MET, Verdict.NOT_MET,
    Verdict.NOT_STARTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph that is composed: its name, which stays from month to month, its level, and its text with places for figures."""

    key: str
    text: str
    level: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        return self.level in {1, 2}


@dataclass(slots=True)
class Composed:
    """A bulletin without its person's words: the statements in order, and every figure that any of them or a table needs."""

    statements: list[Statement] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)

    def say(self, key: str, text: str, level: int = 0) -> None:
        """One statement more."""
        self.statements.append(Statement(key, text, level))

    def add(self, figure: Figure) -> str:
        """Know a figure, and return the place that stands for it in a sentence."""
        self.figures.setdefault(figure.key, figure)
        return f"{{{figure.key}}}"

    def count(self, key: str, name: str, codes: Sequence[str], how: str) -> str:
        """The place of a number of commitments."""
        return self.add(Figure(f"计数.{key}", name, str(len(codes)), "项", Origin.COUNT, how, commitments=tuple(codes)))


def compose(state: State, *, brief: bool = False) -> Composed:
    """All statements about a day; a brief says the counts, the main indicators, what is behind and who did not report."""
    said = Composed()
    for line in state.lines:
        _know(said, line)
    said.say("总体情况", "总体情况", 1)
    _counts(said, state)
    headlines = [line for line in state.lines if line.is_headline]
    tasks = [line for line in state.lines if not line.is_headline]
    if headlines:
        said.say("主要经济指标", "主要经济指标", 1)
        _group(said, "主要经济指标", "主要经济指标", headlines)
    if tasks:
        said.say("量化任务", "量化任务完成情况", 1)
        _group(said, "量化任务", "量化任务", tasks, reached=not brief)
    said.say("问题", "存在的主要问题", 1)
    _problems(said, state)
    return said


# --- figures


def _know(said: Composed, line: Line) -> None:
    """The figures of a measured target."""
    about = partial(Figure, indicator=line.indicator, commitments=(line.commitment,))
    now, goal, share = (f"{line.key}.{what}" for what in (NOW, GOAL, SHARE))
    if line.now is not None and line.period is not None:
        until = line.period.to_date_label.chinese
        how = f"指标“{line.name}”{until}的数"
        said.add(about(now, f"{line.name}，{until}", line.now_text, line.measured_in, Origin.VALUE, how, period=str(line.period)))
    if line.goal_number is not None:
        how = f"承诺 {line.label} 的目标值 {line.goal}"
        said.add(about(goal, f"{line.name}，年度目标", plain(line.goal_number), line.measured_in, Origin.PROMISE, how))
    if line.share is not None:
        how = f"{{{now}}}占{{{goal}}}的百分比，有基数的从基数算起"
        said.add(about(share, f"{line.name}，完成年度目标的比例", plain(line.share), "%", Origin.RECKONED, how))
    if line.expected is not None:
        in_shares = line.share is not None and line.expected_share is not None
        expected, unit = (line.expected_share, "%") if in_shares and line.expected_share is not None else (line.expected, line.measured_in)
        how = f"{line.yard}：{line.why}"
        said.add(about(f"{line.key}.{EXPECTED}", f"{line.name}，按{line.yard}应达", short(expected), unit, Origin.RECKONED, how))
    if line.ahead:
        how = f"{{{now if line.share is None else share}}}与{{{line.key}.{EXPECTED}}}之差"
        unit = "个百分点" if line.in_points else line.measured_in
        name = f"{line.name}，与{_beside(line)}的差距"
        said.add(about(f"{line.key}.{GAP}", name, short(abs(line.ahead)), unit, Origin.RECKONED, how))


# --- sentences


def _counts(said: Composed, state: State) -> None:
    """② how many commitments stand how; the shares add up to 100.0."""
    verdicts = state.verdicts
    by_verdict = {each: [code for code, verdict in verdicts.items() if verdict is each] for each in _COUNTED}
    judged = [code for codes in by_verdict.values() for code in codes]
    silent = [code for code in state.commitments if code not in judged]
    total = said.count("全部", "年度重点工作", state.commitments, "计划中现行的全部承诺")
    whole = said.count("可研判", "能用数据研判的重点工作", judged, "有指标衡量、到当日能研判的承诺")
    text = f"列入年度计划的重点工作共{total}项，其中有指标衡量、能用数据研判的{whole}项"
    present = [each for each in _COUNTED if by_verdict[each]]
    shares = largest_remainder([len(by_verdict[each]) for each in present])
    parts = [_counted(said, each, by_verdict[each], share) for each, share in zip(present, shares, strict=True)]
    said.say("总体.计数", f"{text}：{'、'.join(parts)}。各项占比按最大余数法取整，合计为100.0%。" if parts else f"{text}。")
    if silent:
        rest = said.count("未研判", "尚未用数据研判的重点工作", silent, "没有指标衡量，或到当日没有数据的承诺")
        said.say("总体.未研判", f"其余{rest}项没有指标衡量或者尚无数据，本期不作数据研判，不计入以上占比。")


def _counted(said: Composed, verdict: Verdict, codes: list[str], share: Decimal) -> str:
    name = VERDICT_NAMES[verdict].chinese
    number = said.count(name, f"研判为“{name}”的重点工作", codes, f"最差的一个目标研判为“{name}”的承诺")
    how = f"{{计数.{name}}}占{{计数.可研判}}的百分比，按最大余数法取整"
    part = said.add(Figure(f"占比.{name}", f"研判为“{name}”的占比", plain_share(share), "%", Origin.RECKONED, how))
    return f"{name}{number}项（{part}%）"


def plain_share(share: Decimal) -> str:
    """A share with its one decimal, also where that is a zero."""
    return f"{share:.1f}"


def _group(said: Composed, key: str, name: str, lines: list[Line], *, reached: bool = True) -> None:
    """③ and ④: how many of these targets are reached and how many not, then one after the other."""
    good, bad = [line for line in lines if line.is_reached], [line for line in lines if line.is_missed]
    known = [*good, *bad]
    all_ = said.count(f"{key}.全部", f"有数据的{name}", _codes(known), "本节所列、能研判的目标")
    met = said.count(f"{key}.达到", f"达到进度的{name}", _codes(good), "其中研判为达到进度、超前、完成的")
    not_met = said.count(f"{key}.未达到", f"未达到进度的{name}", _codes(bad), "其中研判为落后、未完成的")
    said.say(f"{key}.计数", f"有数据的{name}{all_}项，达到进度要求的{met}项，未达到的{not_met}项。")
    for title, group, shown in (("达到进度要求的", good, reached), ("未达到进度要求的", bad, True)):
        if group and shown:
            said.say(f"{key}.{title}", title, 2)
            for line in group:
                said.say(f"{key}.{line.key}", _sentence(said, line), 3)


def _codes(lines: Iterable[Line]) -> list[str]:
    return [f"{line.commitment}/{line.key.rpartition('-')[2]}" for line in lines]


def _sentence(said: Composed, line: Line) -> str:
    """实际利用外资实际3.73亿美元，完成年度目标53.3%，低于序时进度21.7个百分点。"""
    assert line.now is not None, "what is judged has a number"
    assert line.period is not None, "a number has its period"
    begin, now = f"{line.name}{line.period.to_date_label.chinese}", f"{{{line.key}.{NOW}}}{line.measured_in}"
    parts = [f"{begin}{'实际' if line.adds else '为'}{now}"]
    if line.share is not None:
        parts.append(f"完成年度目标{{{line.key}.{SHARE}}}%")
    goal = f"{line.key}.{GOAL}"
    if line.share is None and goal in said.figures:
        parts.append(f"年度目标{{{goal}}}{line.measured_in}")
    gap = f"{line.key}.{GAP}"
    if gap in said.figures and line.ahead is not None:
        side = "高于" if line.ahead > 0 else "低于"
        parts.append(f"{side}{_beside(line)}{{{gap}}}{said.figures[gap].unit}")
    owner = f"（{line.unit}）" if line.unit else ""
    return f"{'，'.join(parts)}{owner}。"


def _beside(line: Line) -> str:
    """What a number is above or below: of growth the goal itself, or the indicator that it is to keep up with."""
    if line.adds:
        return line.yard
    return "目标" if line.goal_number is not None else "挂钩指标"


def _problems(said: Composed, state: State) -> None:
    """⑤ units with what is behind, and units that did not hand in."""
    missed = [line for line in state.lines if line.is_missed]
    for unit in dict.fromkeys(line.unit for line in missed):
        lines = [line for line in missed if line.unit == unit]
        number = said.count(
            f"落后.{unit or '无牵头'}",
            f"{unit or '没有牵头单位的'}未达到进度的目标",
            _codes(lines),
            "按牵头单位计数，研判为落后、未完成的目标",
        )
        names = "、".join(dict.fromkeys(line.name for line in lines))
        said.say(f"问题.{unit or '无牵头'}", f"{unit or '还没有牵头单位的'}{number}项未达到进度要求：{names}。", 3)
    if not missed:
        none_behind = "有数据的目标都达到了进度要求。" if any(line.is_reached for line in state.lines) else "还没有可以研判的目标。"
        said.say("问题.无", none_behind, 3)
    if state.late:
        said.say("问题.未报送", f"截至{day(state.on)}，下列单位有到期没有报送的数据：{'、'.join(_late(said, state.late))}。", 3)
    else:
        said.say("问题.未报送", f"截至{day(state.on)}，各单位到期的数据都已报送。", 3)


def _late(said: Composed, late: Sequence[Late]) -> list[str]:
    found = []
    for unit in dict.fromkeys(each.unit for each in late):
        owed = [each for each in late if each.unit == unit]
        what = "；".join(f"{each.name}{each.period.label.chinese}" for each in owed)
        how, of = f"到期没有报送的：{what}", tuple(dict.fromkeys(each.indicator for each in owed))
        name = f"{unit}到期没有报送的数据"
        number = said.add(Figure(f"{OWED}.{unit}", name, str(len(owed)), "项", Origin.COUNT, how, indicators=of))
        found.append(f"{unit}（{number}项）")
    return found
