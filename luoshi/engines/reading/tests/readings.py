"""A reading made by hand, so that what comes out of it can be tested without the grammar."""

from __future__ import annotations

from decimal import Decimal

from luoshi.engines.reading.model import (
    Area,
    Base,
    Clause,
    Finding,
    FindingKind,
    Half,
    Kind,
    Measure,
    Measurement,
    Operator,
    Reading,
    ResultType,
    Span,
    Target,
)

SOURCE = (
    "一、回顾\n粮食产量下降３%。\n"
    "二、目标\n地区生产总值增长6.5%左右，进出口总额和外资增长30%以上，居民收入与经济增长同步，能耗下降3%以上。\n"
    "修路7公里左右。办好集市。坚持稳字当头。"
)
TEXT = SOURCE.replace("３", "3")
TITLE = "2031年桃源镇政府工作报告"


def span(words: str) -> Span:
    """Where these words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def target(words: str, indicator: str, operator: Operator, value: str | None, unit: str | None = "%", **fields: object) -> Target:
    """A numeric target, growth over the year before unless told otherwise."""
    known: dict[str, object] = {"measurement": Measurement.NUMERIC, "base": Base.YOY, "period": "2031", **fields}
    return Target(span(words), indicator, operator, value=Decimal(value) if value else None, unit=unit, **known)  # type: ignore[arg-type]


def clause(words: str, kind: Kind, *targets: Target, half: Half = Half.PLAN, strength: str | None = None) -> Clause:
    """A clause of the text."""
    return Clause(span(words), words, half, kind, strength, targets=targets)


GDP = target(
    "地区生产总值增长6.5%左右", "地区生产总值", Operator.ABOUT, "6.5", comparator="左右", result_type=ResultType.OUTCOME, direction="up"
)
TRADE = target("进出口总额", "进出口总额", Operator.AT_LEAST, "30", comparator="以上")
CAPITAL = target("外资增长30%以上", "外资", Operator.AT_LEAST, "30", comparator="以上")
INCOME = target(
    "居民收入与经济增长同步", "居民收入", Operator.PEGGED, None, measurement=Measurement.PEGGED, comparator="同步", peg="经济增长"
)
ENERGY = target("能耗下降3%以上", "能耗", Operator.AT_MOST, "-3", comparator="以上", direction="down")
ROAD = target("修路7公里左右", "修路", Operator.EQUAL, "7.0", "公里", base=Base.INCREMENT, period=None, result_type=ResultType.OUTPUT)
GRAIN = target("粮食产量下降3%", "粮食产量", Operator.EQUAL, "-3", period="2030")

REVIEW = Area(
    span("一、回顾\n粮食产量下降3%。"), 1, "一、回顾", Half.REVIEW, (
        Measure(span("粮食产量下降3%。"), "", (clause("粮食产量下降3%", Kind.RESULT, GRAIN, half=Half.REVIEW),)),
    ),
)  # fmt: skip
HEADLINE = Measure(
    span("地区生产总值增长6.5%左右，进出口总额和外资增长30%以上，居民收入与经济增长同步，能耗下降3%以上。"), "主要目标", (
        clause("地区生产总值增长6.5%左右", Kind.TARGET, GDP),
        clause("进出口总额和外资增长30%以上", Kind.TARGET, TRADE, CAPITAL, strength="力争"),
        clause("居民收入与经济增长同步", Kind.TARGET, INCOME),
        clause("能耗下降3%以上", Kind.TARGET, ENERGY),
    ),
)  # fmt: skip
WORK = Measure(
    span("修路7公里左右。办好集市。坚持稳字当头。"), "", (
        clause("修路7公里左右", Kind.TARGET, ROAD, strength="确保"),
        clause("办好集市", Kind.PROGRAMME),
        clause("坚持稳字当头", Kind.PRINCIPLE),
    ),
)  # fmt: skip
PLAN = Area(Span(TEXT.index("二、目标"), len(TEXT)), 2, "二、目标", Half.PLAN, (HEADLINE, WORK))
FINDING = Finding(FindingKind.MISSING_BASE, span("粮食产量下降3%"), "没有基数。", "请填写基数。")


def reading(*, title: str = TITLE, findings: tuple[Finding, ...] = (FINDING,)) -> Reading:
    """The report as read."""
    return Reading(SOURCE, TEXT, tuple(range(len(TEXT))), title, 2031, (REVIEW, PLAN), findings)
