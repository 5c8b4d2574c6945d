"""The demonstration report is our own text and still promises every figure of the district's report it follows.

The tables below are written down once: the text must hold their words, and reading must find exactly these numbers in the plan half.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from luoshi.engines.reading import Reading, read
from luoshi.engines.reading.model import Clause, Finding, FindingKind, Half, Kind, Measurement, Target

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "luoshi" / "packs" / "peach_blossom"
ORIGINAL = Path(os.environ.get("LUOSHI_SHARED", ROOT.parent / "shared")) / "reports" / "harbin_new_area_2023.txt"

RUN_MAX = 19
"""The longest run of characters that both reports may share: 城乡居民人均可支配收入与GDP增速同步, one fact, has 19."""


class Promise(NamedTuple):
    """One target of the plan half: ``indicator`` is the heart of its name, ``words`` stand literally in the report."""

    indicator: str
    operator: str
    value: str | None
    unit: str | None
    words: str


HEADLINES = [
    Promise("地区生产总值", "~", "6.5", "%", "地区生产总值增长6.5%左右"),
    Promise("规模以上工业增加值", "~", "9", "%", "规模以上工业增加值增长9%左右"),
    Promise("社会消费品零售总额", "~", "7", "%", "社会消费品零售总额增长7%左右"),
    Promise("固定资产投资", "~", "10", "%", "固定资产投资增长10%左右"),
    Promise("一般公共预算收入", "=", "10", "%", "一般公共预算收入增长10%；"),
    Promise("进出口总额", ">=", "30", "%", "进出口总额和实际利用外资增长30%以上"),
    Promise("实际利用外资", ">=", "30", "%", "进出口总额和实际利用外资增长30%以上"),
    Promise("城乡居民人均可支配收入", "pegged", None, "%", "城乡居民人均可支配收入与GDP增速同步"),
]
IN_THE_AREAS = [
    Promise("进出口总额", ">=", "120", "亿元", "进出口总额力争达到120亿元以上"),
    Promise("区外高科技项目、团队和技术", ">=", "30", "个", "高科技项目、团队和技术30个以上"),
    Promise("“沿海经验”", "=", "20", "项", "复制推广“沿海经验”20项"),
    Promise("注册企业", "=", "100", "家", "新增注册企业100家"),
    Promise("科技型中小企业入库", ">=", "800", "家", "科技型中小企业入库800家以上"),
    Promise("高新技术企业", ">=", "100", "家", "新增高新技术企业100家以上"),
    Promise("产教融合共同体", "=", "7", "个", "组建7个产教融合共同体"),
    Promise("产教融合实践中心", "=", "20", "个", "培育20个产教融合实践中心"),
    Promise("区级产教融合型企业", "=", "40", "家", "40家区级产教融合型企业"),
    Promise("招商引资项目", ">", "100", "个", "招商引资项目超百个"),
    Promise("省市重点项目", "=", "100", "个", "省市重点项目100个"),
    Promise("市政基础设施投资", "=", "20", "亿元", "计划投资20亿元"),
    Promise("供电能力", "=", "50", "万千瓦/时", "供电能力50万千瓦/时"),
    Promise("供热面积", "=", "300", "万平方米", "新增供热面积300万平方米"),
    Promise("就业见习基地", "=", "5", "家", "新增就业见习基地5家"),
    Promise("就业岗位", "=", "8000", "个", "新开发就业岗位8000个"),
    Promise("学校", "=", "7", "所", "新建、改扩建学校7所"),
    Promise("启动招生", "=", "3", "所", "等3所学校启动招生"),
]
MECHANISMS = """
智能秒批 告知承诺 容缺受理 无感续证 免申即享 双随机、一公开 签约即发证 无证明 单一窗口 保险（金融）综合服务联合体
QFLP QDLP 飞地 准入前国民待遇 上云用数赋智 四转 政府消费券 房票 保交楼 一楼一策 15分钟便民生活圈 智慧综合执法+城管
CIM 河湖长制 田长制 林长制 共享用工 互联网+明厨亮灶 双站长 微实事 12345 绩由事考、人以绩论 四个体系
"""
NUMBERS_THAT_ARE_NO_TARGETS = """
3456 12345 15分钟 3号泵站 K12 M0 第二轮 五年行动 三年倍增 3.0版 六区叠加 十个方面
"""
TURNS_OF_SPEECH = """
重点项目数量、年度投资额确保继续引领全省全市 城镇、农村居民人均可支配收入分别增长 社会消费品零售总额下降4.1% 增速居全市第一
地区生产总值突破580亿元 固定资产投资达到318.4亿元 翻了一番
"""


@pytest.fixture(scope="module")
def report() -> str:
    return (PACK / "report" / "2023.txt").read_bytes().decode("utf-8", errors="strict")


@pytest.fixture(scope="module")
def reading(report: str) -> Reading:
    return read(report)


@pytest.fixture(scope="module")
def review(report: str) -> str:
    return report[report.index("一、2022年工作回顾") : report.index("二、2023年主要目标")]


@pytest.fixture(scope="module")
def plan(report: str) -> str:
    return report[report.index("二、2023年主要目标") :]


def test_is_plain_text_of_the_length_of_a_district_report(report: str, review: str) -> None:
    assert 6_500 <= len(report) <= 8_500
    assert 1_200 <= len(review) <= 1_600
    assert not re.search(r"[\r\t\ufeff\ufffd]|[^\S\n]", report), "one paragraph per line, no blanks, no byte-order mark"
    assert not re.search(r"[\u4e00-\u9fff][,;:?!()]", report), "Chinese text has full-width punctuation"


def test_has_ten_areas_under_three_headings(report: str) -> None:
    assert re.findall(r"^[一二三四]、.+$", report, re.M) == ["一、2022年工作回顾", "二、2023年主要目标", "三、2023年重点工作"]
    assert re.findall(r"^（(.+?)）", report, re.M) == list("一二三四五六七八九十")


@pytest.mark.parametrize("promise", HEADLINES + IN_THE_AREAS, ids=lambda promise: promise.words)
def test_promises_every_figure_of_the_original(plan: str, promise: Promise) -> None:
    assert plan.count(promise.words) == 1


@pytest.mark.parametrize("words", (MECHANISMS + NUMBERS_THAT_ARE_NO_TARGETS).split())
def test_names_the_mechanisms_and_the_numbers_that_are_no_targets(plan: str, words: str) -> None:
    assert words in plan


@pytest.mark.parametrize("words", TURNS_OF_SPEECH.split())
def test_has_the_turns_of_speech_that_reading_must_master(report: str, words: str) -> None:
    assert words in report


def test_shares_no_sentence_with_the_original(report: str) -> None:
    if not ORIGINAL.exists():
        pytest.skip(f"{ORIGINAL.name} is not beside this checkout; set LUOSHI_SHARED to the folder that holds reports/")
    ours, theirs = _bare(report), _bare(ORIGINAL.read_text(encoding="utf-8"))
    windows = {theirs[at : at + RUN_MAX + 1] for at in range(len(theirs) - RUN_MAX)}
    shared = [ours[at : at + RUN_MAX + 1] for at in range(len(ours) - RUN_MAX) if ours[at : at + RUN_MAX + 1] in windows]
    assert not shared, f"runs of more than {RUN_MAX} characters stand in both reports"


def test_reading_finds_exactly_the_numeric_targets(reading: Reading) -> None:
    found = sorted(_figures(target) for _, target in _targets(reading, Half.PLAN, Measurement.NUMERIC))
    assert found == sorted((p.operator, Decimal(p.value), p.unit) for p in HEADLINES + IN_THE_AREAS if p.value and p.unit)


@pytest.mark.parametrize("promise", HEADLINES + IN_THE_AREAS, ids=lambda promise: f"{promise.indicator}-{promise.value}")
def test_reading_names_the_indicator_where_its_words_stand(reading: Reading, promise: Promise) -> None:
    at = reading.text.index(promise.words, reading.text.index("二、2023年主要目标"))
    indicators = [
        target.indicator
        for _, target in _targets(reading, Half.PLAN)
        if at <= target.span.end and target.span.start < at + len(promise.words) and _is(target, promise)
    ]
    assert any(promise.indicator == name if promise in HEADLINES else promise.indicator in name for name in indicators), indicators


def test_reading_sees_the_pegged_and_the_ranked_promise(reading: Reading) -> None:
    [(_, income)] = _targets(reading, Half.PLAN, Measurement.PEGGED)
    assert (income.indicator, income.value, income.peg) == ("城乡居民人均可支配收入", None, "GDP")
    ranked = [target.indicator for _, target in _targets(reading, Half.PLAN, Measurement.RANK)]
    assert ranked == ["重点项目数量", "年度投资额"]


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("120亿元", "力争"),
        ("30个", "确保"),
        ("100家，", "力争"),  # inherited: 力争…20项，园区新增…100家
        ("新增高新技术企业100家", "力争"),  # inherited likewise
        ("超百个", "确保"),
        ("投资20亿元", "计划"),
        ("8000个", None),
    ],
)
def test_reading_hears_how_strongly_a_promise_is_meant(reading: Reading, words: str, strength: str | None) -> None:
    at = reading.text.index(words, reading.text.index("三、2023年重点工作"))
    [clause] = {clause for clause, _ in _targets(reading, Half.PLAN) if clause.span.start <= at < clause.span.end}
    assert clause.strength == strength


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("社会消费品零售总额", "-4.1"),
        ("房地产开发投资", "-12.6"),
        ("城镇居民人均可支配收入", "4.2"),
        ("农村居民人均可支配收入", "6.3"),
        ("实际利用外资", "18.3"),
    ],
)
def test_reading_tells_results_with_their_sign(reading: Reading, indicator: str, value: str) -> None:
    results = [
        (clause.kind, target.value, target.unit) for clause, target in _targets(reading, Half.REVIEW) if target.indicator == indicator
    ]
    assert (Kind.RESULT, Decimal(value), "%") in results


@pytest.mark.parametrize(
    ("kind", "quotes"),
    [
        (FindingKind.TWO_FLOORS, ["全年进出口总额力争达到120亿元以上"]),
        (FindingKind.IMPOSSIBLE_UNIT, ["提升供电能力50万千瓦/时"]),
        (FindingKind.UNNAMED_INDICATOR, ["实施对外开放“三年倍增”行动"]),
        (FindingKind.CONFLICTING_VALUES, []),
        (FindingKind.UNREADABLE, []),
    ],
)
def test_reading_finds_the_slips_that_were_left_in(reading: Reading, kind: FindingKind, quotes: list[str]) -> None:
    assert [_quote(reading, finding) for finding in reading.findings if finding.kind is kind] == quotes


def test_reading_asks_for_a_base_only_where_the_review_half_gives_none(reading: Reading) -> None:
    asked = {finding.values[0] for finding in reading.findings if finding.kind is FindingKind.MISSING_BASE}
    assert {"进出口总额", "实际利用外资"} <= asked
    assert not {"地区生产总值", "固定资产投资", "一般公共预算收入"} & asked


def test_reading_keeps_the_ten_areas(reading: Reading) -> None:
    areas = [area for area in reading.areas if area.title.startswith("（")]
    assert [area.half for area in areas] == [Half.PLAN] * 10
    assert all(len(area.measures) >= 4 for area in areas)


def test_pack_names_its_report() -> None:
    lines = (PACK / "pack.yaml").read_text(encoding="utf-8").splitlines()
    described = dict(line.split(": ", 1) for line in lines if not line.startswith("#"))
    assert described["id"] == PACK.name
    assert described["status"] == "demonstration"
    title = (PACK / described["report"]).read_text(encoding="utf-8").splitlines()[0]
    assert title == f"{described['district']}{described['year']}年政府工作报告"


def test_pack_says_first_that_the_district_is_invented() -> None:
    first = (PACK / "README.md").read_text(encoding="utf-8").splitlines()[0]
    for word in ("虚构", "地点", "企业", "回顾"):
        assert word in first


def _bare(text: str) -> str:
    """Letters and digits only, with the marks that belong to numbers: a changed comma makes no new sentence."""
    return re.sub(r"[^\w%/+]", "", text)


def _targets(reading: Reading, half: Half, measurement: Measurement | None = None) -> list[tuple[Clause, Target]]:
    clauses = [clause for clause in reading.clauses() if clause.half is half]
    return [(clause, target) for clause in clauses for target in clause.targets if measurement in {None, target.measurement}]


def _quote(reading: Reading, finding: Finding) -> str:
    return reading.text[finding.span.start : finding.span.end]


def _figures(target: Target) -> tuple[str, Decimal, str]:
    assert target.value is not None
    assert target.unit is not None
    return (target.operator.value, target.value, target.unit)


def _is(target: Target, promise: Promise) -> bool:
    value = None if promise.value is None else Decimal(promise.value)
    return (target.operator.value, target.value, target.unit) == (promise.operator, value, promise.unit)
