"""Opened figures: per item how many, how fast, how many promises kept. What could point to a person is rounded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from luoshi.district.languages import said
from luoshi.district.services.disclosure import BASE, MEDIAN_OF, SHARE_OF, disclosed, disclosed_renewals, share
from luoshi.district.services.models import Found, State
from luoshi.district.services.queries_of_renewals import renewal_figures
from luoshi.district.services.statistics import ItemFigures, statistics
from luoshi.district.services.wording import time_in_words
from luoshi.engines.approval import Path
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import District


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """Of one item, or of all."""

    code: str
    name: str
    cells: tuple[int | str, ...]


def statistics_page(district: District, *, since: datetime) -> dict[str, Any]:
    """The table, with its first line for all items together."""
    found = [each for each in statistics(district, since=since) if each.submitted]
    together = ItemFigures("", Words("全部事项", "All items"))
    for each in found:
        together.submitted += each.submitted
        together.at_once += each.at_once
        together.asked += each.asked
        together.states += each.states
        together.paths += each.paths
        together.checks += each.checks
    opened = disclosed(together)
    paths = Counter({said(Path(code).words()): count for code, count in opened.paths.items() if code})
    return {
        "heads": heads(),
        "rows": [_row(disclosed(each)) for each in ([together, *found] if found else [])],
        "submitted": opened.submitted,
        "at_once": opened.at_once,
        "share": share(together.at_once, together.submitted),
        "paths": [(name, count) for name, count in paths.most_common() if count],
        "renewals": disclosed_renewals(renewal_figures(district, since=since)),
        "base": BASE,
        "half": BASE // 2,
        "share_of": SHARE_OF,
        "median_of": MEDIAN_OF,
        "district": district,
    }


def heads() -> list[str]:
    """The heads of the table."""
    return [
        gettext("事项"), gettext("收到（件）"), gettext("当场办结（件）"), gettext("一次告知补正（件）"),
        gettext("人工办理中（件）"), gettext("准予（件）"), gettext("不予（件）"), gettext("撤回（件）"),
        gettext("机器办结用时（中位数）"), gettext("人工办结用时（中位数）"),
        gettext("承诺核查属实（件）"), gettext("整改后属实（件）"), gettext("承诺核查不实（件）"),
    ]  # fmt: skip


def _row(figures: ItemFigures) -> StatisticsRow:
    states, checks = figures.states, figures.checks
    counts: Sequence[int] = (
        figures.submitted, figures.at_once, figures.asked, states[State.WITH_PERSON], states[State.GRANTED], states[State.REFUSED],
        states[State.WITHDRAWN],
    )  # fmt: skip
    times = (
        time_in_words(figures.seconds) if figures.seconds is not None else "—",
        time_in_words(figures.hours * 3600) if figures.hours is not None else "—",
    )
    found = (checks[Found.TRUE], checks[Found.CORRECTED], checks[Found.FALSE])
    return StatisticsRow(figures.code, said(figures.name), (*map(shown, counts), *times, *map(shown, found)))


def shown(count: int) -> int | str:
    """A rounded count as it is written: what was rounded to nothing need not be nothing."""
    return count or f"0–{BASE // 2}"
