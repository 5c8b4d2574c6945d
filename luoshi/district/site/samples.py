"""Made-up content for the page of components; the words are those of the demonstration district."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext

from luoshi.district.site.sample_chart import sample_chart


def samples() -> dict[str, Any]:
    """What the page of components shows, as the templates of the components take it."""
    growth = _figure("地区生产总值", before=gettext("增长{}").partition("{}")[0], number="6.5", unit="%", base=gettext("同比增速"))
    return {
        "kinds": _kinds(),
        "figures": [growth, _figure("城乡居民人均可支配收入", statement="与GDP同步")],
        "thread": _thread("target", gettext("目标"), "地区生产总值", "增长6.5%", [growth], code="桃源-2023-0001", records=_records()),
        "thread_without_number": _thread("mechanism", gettext("机制"), "推行", "“签约即发证”", [], code="桃源-2023-0012"),
        "note": SimpleNamespace(
            name=gettext("缺基数"),
            message=gettext("文中没有上年基数。"),
            advice=gettext("请填写上年完成数及其来源，否则无法换算目标值。"),
            quote="固定资产投资增长10%左右",
            address="#finding",
        ),
        "decision_table": _decision_table(),
        "lights": _lights(),
        "series": sample_chart(),
        "refusal": {"what": gettext("文件是空的，没有任何文字。"), "remedy": gettext("请检查是否选错文件，或重新导出后再试。")},
        "limits": {"megabytes": 20, "characters": "120,000", "title": 100},
    }


def _lights() -> list[SimpleNamespace]:
    """Each urgency that a deadline can have."""
    shown = [("late", gettext("已超期")), ("soon", gettext("即将到期")), ("running", gettext("正常")), ("paused", gettext("暂停计时")),
             ("waiting", gettext("等待")), ("open_ended", gettext("无期限")), ("done", gettext("已办结"))]  # fmt: skip
    return [SimpleNamespace(urgency=_Word(kind, word), provisional=kind == "running", due="") for kind, word in shown]


class _Word(str):
    """An urgency as a template takes it: its own name, with a word."""

    word: str

    def __new__(cls, name: str, word: str) -> _Word:
        """The name with its word."""
        made = super().__new__(cls, name)
        made.word = word
        return made


def _decision_table() -> SimpleNamespace:
    """As if somebody of 85 who lives elsewhere had asked for an allowance: one rule applies, another would be the nearest."""
    inputs = [SimpleNamespace(title="年龄", type="number", value="85"), SimpleNamespace(title="户籍", type="string", value='"外地"')]
    outputs = [SimpleNamespace(title="月津贴（元）", type="number")]
    rows = [
        _rule(1, ("[80..90)", True), ('"本县"', False), "100", "nearest"),
        _rule(2, (">= 80", True), ('"外地"', True), "0", "fired"),
        _rule(3, ("< 80", False), ("-", None), "0", ""),
    ]
    return SimpleNamespace(
        policy=gettext("至多一条规则适用"), inputs=inputs, outputs=outputs, annotations=["依据"], rows=rows, has_defaults=False
    )


def _rule(number: int, age: tuple[str, bool], home: tuple[str, bool | None], amount: str, state: str) -> SimpleNamespace:
    cells = [SimpleNamespace(text=text, holds=holds) for text, holds in (age, home)]
    return SimpleNamespace(number=number, conditions=cells, conclusions=[amount], annotations=["示例文件 第二条"], state=state)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("target", gettext("目标")),
        ("commitment", gettext("承诺")),
        ("mechanism", gettext("机制")),
        ("platform", gettext("平台")),
        ("programme", gettext("行动")),
        ("result", gettext("结果")),
        ("principle", gettext("原则")),
    ]


def _figure(indicator: str, **words: str) -> SimpleNamespace:
    empty = dict.fromkeys(("before", "number", "unit", "after", "statement", "indicator_meaning"), "")
    base = SimpleNamespace(name=words.pop("base", gettext("总量")))
    return SimpleNamespace(indicator=indicator, base=base, period="2023", **(empty | words))


def _records() -> SimpleNamespace:
    """Three facts, of which the reader may not read the last."""
    day = datetime(2023, 6, 20, 10, tzinfo=UTC)
    facts = [SimpleNamespace(number=9 - number, name=name, at=day) for number, name in enumerate([gettext("销号"), gettext("交办"), ""])]
    return SimpleNamespace(cases=[], newest=facts, older=[], count=len(facts))


def _thread(
    kind: str, word: str, before: str, marked: str, figures: list[SimpleNamespace], *, code: str, records: SimpleNamespace | None = None
) -> SimpleNamespace:
    return SimpleNamespace(
        clause=SimpleNamespace(kind=kind, quote=before + marked, position=0),
        kind=SimpleNamespace(name=word),
        code=code,
        address="#thread",
        before=before,
        parts=[(marked, bool(figures))],
        after="。",
        figures=figures,
        records=records,
    )
