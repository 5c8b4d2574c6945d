"""A made-up year for the page of components: a promise of posts, figures of eight months, and what is foreseen for the rest."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Final

from django.utils.translation import gettext

from luoshi.district import languages
from luoshi.district.languages import said
from luoshi.engines.progress import ORIGIN_NAMES, Origin, plain
from luoshi.engines.progress.chart import Content, Fan, Figure, chart

_KNOWN: Final = (210, 430, 900, 1650, 2600, 3700, 4600, 5300)
_AHEAD: Final = (
    # month, middle, then low and high of 50, 80 and 95 %
    (9, 6000, 5900, 6100, 5790, 6230, 5660, 6400),
    (10, 6720, 6530, 6920, 6330, 7150, 6080, 7480),
    (11, 7380, 7090, 7680, 6810, 8020, 6450, 8500),
    (12, 7760, 7400, 8140, 7040, 8560, 6600, 9180),
)
_PLANNED: Final = ((3, 1000), (6, 3600), (9, 6400), (12, 8000))


def sample_chart() -> SimpleNamespace:
    """As the component takes it."""
    content = _content()
    return SimpleNamespace(
        name="新开发就业岗位",
        unit="个",
        goal="8,000个",
        wide=chart(content, width=720, height=320),
        narrow=chart(content, width=360, height=300),
        legend=[
            *((origin.value, said(name)) for origin, name in ORIGIN_NAMES.items()),
            ("provisional", gettext("空心：初步数")), ("goal", gettext("目标")), ("straight", gettext("序时进度")),
            ("planned", gettext("计划轨迹")), ("band", gettext("预测：50%、80%、95%区间")),
        ],
        sentence=gettext("预测到2023年12月为7,760个，80%的可能在7,040至8,560之间；达到目标的可能性约34%。"),
        notes=[],
        has_straight=True,
        has_planned=True,
        has_forecast=True,
        rows=[_row(month) for month in range(1, 13)],
    )  # fmt: skip


def _content() -> Content:
    figures = [Figure(month, Decimal(number), _origin(month), month == 8) for month, number in enumerate(_KNOWN, start=1)]
    begun = (len(_KNOWN), Decimal(_KNOWN[-1]), Decimal(_KNOWN[-1]))
    fans = (
        Fan(level, (begun, *((each[0], Decimal(each[2 * place]), Decimal(each[2 * place + 1])) for each in _AHEAD)))
        for place, level in enumerate((50, 80, 95), start=1)
    )
    return Content(
        figures=tuple(figures),
        straight=((0, Decimal(0)), (12, Decimal(8000))),
        planned=((0, Decimal(0)), *((month, Decimal(number)) for month, number in _PLANNED)),
        middle=(begun[:2], *((each[0], Decimal(each[1])) for each in _AHEAD)),
        fans=tuple(fans),
        goal=Decimal(8000),
        begins_with=Decimal(0),
    )


def _origin(month: int) -> Origin:
    return {3: Origin.OFFICIAL, 5: Origin.REPORTED}.get(month, Origin.COMPUTED)


def _row(month: int) -> SimpleNamespace:
    ahead = next((each for each in _AHEAD if each[0] == month), None)
    pairs = zip(ahead[2::2], ahead[3::2], strict=True) if ahead else ()
    intervals = [f"{plain(Decimal(low))}–{plain(Decimal(high))}" for low, high in pairs] or [""] * 3
    return SimpleNamespace(
        label=languages.month(month),
        number=plain(Decimal(_KNOWN[month - 1])) if month <= len(_KNOWN) else "",
        origin=said(ORIGIN_NAMES[Origin.COMPUTED]) if month <= len(_KNOWN) else "",
        straight=plain(Decimal(8000 * month // 12)),
        planned=next((plain(Decimal(number)) for at, number in _PLANNED if at == month), ""),
        middle=plain(Decimal(ahead[1])) if ahead else "",
        intervals=intervals,
    )
