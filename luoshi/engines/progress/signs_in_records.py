"""疑点 that show when what a unit handed in is laid beside the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from luoshi.engines.progress.declarations import Indicator
from luoshi.engines.progress.periods import Period
from luoshi.engines.progress.signs import Clues, Said, Sign, SignKind, printed, sign
from luoshi.engines.progress.values import Value, newest
from luoshi.words import Words


def no_new_evidence(clues: Clues) -> Iterator[Sign]:
    """More than in the period before, shown by files of which each was handed in earlier."""
    shown = frozenset[str]()
    for before, now in pairwise([None, *_in_order(clues.said)]):
        assert now is not None
        grew = before is not None and (now.value.number > before.value.number or _each_adds(clues.indicator, now.value))
        if grew and now.evidence <= shown:
            yield sign(
                SignKind.NO_NEW_EVIDENCE,
                (now.value,),
                Words(
                    f"{now.value.period.label.chinese}报 {printed(clues, now.value.number)}，没有新的佐证。",
                    f"{now.value.period.label.english}: {printed(clues, now.value.number)} was reported without any new evidence.",
                ),
                Words("哪些材料能证明本期新增的部分？", "What shows the part that is new in this period?"),
            )
        shown |= now.evidence


def _each_adds(indicator: Indicator, value: Value) -> bool:
    return indicator.adds_over_time and value.number > 0


def same_text(clues: Clues) -> Iterator[Sign]:
    """Word for word what was said of an earlier period, but for blanks and stops."""
    said = {each.value.period: each for each in _in_order(clues.said)}
    for now, earlier in _repeats((period, each.text) for period, each in said.items()):
        seen, question = _same_words(now, earlier)
        yield sign(SignKind.SAME_TEXT, (said[earlier].value, said[now].value), seen, question)


def same_update(texts: Mapping[Period, str]) -> Iterator[Sign]:
    """The same of texts that stand alone, without a figure: what was said of each period about a promise that nothing measures."""
    for now, earlier in _repeats(sorted(texts.items())):
        yield Sign(SignKind.SAME_TEXT, f"{SignKind.SAME_TEXT}:{earlier}:{now}", (earlier, now), *_same_words(now, earlier))


def _repeats(texts: Iterable[tuple[Period, str]]) -> Iterator[tuple[Period, Period]]:
    """Each period that says again what an earlier one said, with that one."""
    first: dict[str, Period] = {}
    for period, text in texts:
        words = re.sub(r"\W+", "", text)
        if words and words in first:
            yield period, first[words]
        first.setdefault(words, period)


def _same_words(now: Period, earlier: Period) -> tuple[Words, Words]:
    seen = Words(
        f"{now.label.chinese}的进展说明与{earlier.label.chinese}相同。",
        f"What is said of {now.label.english} is what was said of {earlier.label.english}.",
    )
    return seen, Words("这一期实际做了什么？", "What was really done in this period?")


def sum_differs(clues: Clues) -> Iterator[Sign]:
    """What a unit says of a period is not what the record adds up to."""
    counted = newest(clues.counted)
    for period, value in newest(clues.values).items():
        record = counted.get(period)
        if record is not None and record.number != value.number:
            yield sign(
                SignKind.SUM_DIFFERS,
                (value,),
                Words(
                    f"{value.period.label.chinese}上报 {printed(clues, value.number)}，记录合计 {printed(clues, record.number)}。",
                    f"{value.period.label.english}: {printed(clues, value.number)} reported, {printed(clues, record.number)} on record.",
                ),
                Words("差额是什么？", "What makes the difference?"),
            )


def back_dated(clues: Clues) -> Iterator[Sign]:
    """Records that are dated in a period but came in when its figure was due already."""
    known = newest(clues.values)
    for period, late in clues.late.items():
        value = known.get(period)
        if value is not None and late.records:
            yield sign(
                SignKind.BACK_DATED,
                (value,),
                Words(
                    f"{value.period.label.chinese}有 {late.records} 条记录在应报日以后才补录，影响 {printed(clues, late.quantity)}。",
                    f"{value.period.label.english}: {late.records} records came in after the figure was due"
                    f" ({printed(clues, late.quantity)}).",
                ),
                Words("为什么补录？事情确实发生在那一期吗？", "Why so late, and did it happen in that period?"),
            )


def _in_order(said: Sequence[Said]) -> list[Said]:
    """What was said of each period last, in the order of the periods."""
    last = {each.value.period: each for each in sorted(said, key=lambda each: each.value.revision)}
    return [last[period] for period in sorted(last)]
