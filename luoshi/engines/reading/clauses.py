"""Paragraphs → sentences → clauses.

A clause ends where a predicate ends: at 。；！ and at most commas. A comma after an adverbial (围绕…, 依托…, 按照…) stays inside the
clause, and a list whose parts each carry a number of their own (培育20个实践中心、40家企业) is cut between its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from luoshi.engines.reading.brackets import outside
from luoshi.engines.reading.quantities import Quantity, find_quantities

CLAUSE_LENGTH_MAX = 600
"""A clause has 5 to 80 characters. What is longer is not prose; it is kept as text and not analysed."""
_WITH_ADVERBIAL_MAX = 120
"""Characters up to which an adverbial is joined to what follows; beyond it would be a second sentence."""
_QUOTATION_MAX = 80
"""Characters that a name in quotation marks or a remark in brackets may have; what stands open longer was never closed."""

_SENTENCE_ENDS = "。！？!?；;"
_LIST_MARK = re.compile(
    r"[—-]{2}"
    r"|[一二三四五六七八九十]{1,2}(?:是|要)(?=.)"  # 一是…; 二要…
    r"|(?:首先|其次|第[一二三四五六七八九十]+)[，,]"
    r"|\d{1,2}[.．、](?=\D)|[（(]\d{1,2}[）)]|[①-⑳]"
    r"|各位代表[！!，,]"
    r"|(?:同时|此外|另外|并且|其中)[，,]?"
)
"""Words that count or link the clauses of a list and belong to none of them."""
_ADDRESSED = {"各位代表", "同志们"}

_ADVERBIAL = re.compile(
    r"(?:紧紧)?围绕.{2,40}|依托.{2,40}|(?:按照|根据|针对|随着|为了).{2,30}|立足.{2,20}"  # 围绕产业需求，…
    r"|在.{2,40}(?:中|下|上|基础上|方面|过程中|领域|期间|同时|前提下)"  # 在做好调查的基础上，…
    r"|[^，,“”]{2,6}(?:环节|方面|层面)"  # 审批环节，推行…
    r"|今年|明年|全年|年内|今后|未来|(?:力争)?到?20\d\d年|到“?十[三四五]五”?末"  # 到2030年，…
    r"|同时|此外|另外|其中|首先|其次|[一二三]是|总的看|为此|因此|当前|目前"
)
_ANNOUNCING = ("是", "为", "标", "作", "务", "点", "面", "下")
"""Ends of what announces a list: 主要预期目标是：, 重点工作：, 具体如下："""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

_JOINED = re.compile(r"(?:、|以及|和|及|与)(?=[^、，,]{1,8}等$|$)")
_RIGHT_AFTER = re.compile(r"(?:、|以及|和|及|并|与)")
_NOUN_END = re.compile(r"[\u4e00-\u9fff”）]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its place in the text; ``continues`` the one before where only a semicolon parts them."""

    start: int
    end: int
    text: str
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A clause in the making: its place, its words, and its quantities placed relative to ``start``."""

    start: int
    end: int
    text: str
    quantities: tuple[Quantity, ...] = ()


def sentences(text: str, start: int = 0) -> Iterator[Sentence]:
    """Cut a paragraph at 。！？； outside of quotation marks and brackets; ``start`` is added to all places."""
    begin, continues = 0, False
    for index, char in outside(text, reach=CLAUSE_LENGTH_MAX):
        if char in _SENTENCE_ENDS:
            if index > begin:
                yield Sentence(start + begin, start + index, text[begin:index], continues)
            begin, continues = index + 1, char in "；;"
    if begin < len(text):
        yield Sentence(start + begin, start + len(text), text[begin:], continues)


def segments(sentence: Sentence) -> Iterator[Segment]:
    """The clauses of a sentence, with the list marks (一是, ——) left outside."""
    for begin, end in _with_adverbials(sentence.text, _pieces(sentence.text)):
        start = _without_marks(sentence.text, begin, end)
        text = sentence.text[start:end]
        if end - start < 2 or text in _ADDRESSED:
            continue
        if end - start > CLAUSE_LENGTH_MAX:
            yield Segment(sentence.start + start, sentence.start + end, text)
        else:
            yield from _cut_lists(text, sentence.start + start)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """What stands between commas, and between a colon that announces a list and the list."""
    begin = 0
    for index, char in outside(text, reach=_QUOTATION_MAX):
        comma = char in "，," and not _THOUSANDS.match(text, index)
        if comma or (char in "：:" and text.endswith(_ANNOUNCING, begin, index)):
            yield begin, index
            begin = index + 1
    yield begin, len(text)


def _with_adverbials(text: str, pieces: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join an adverbial to the predicate after it."""
    merged: list[tuple[int, int]] = []
    waits = False
    for start, end in pieces:
        if waits and end - merged[-1][0] < _WITH_ADVERBIAL_MAX:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
        waits = _is_adverbial(text[start:end])
    return merged


def _is_adverbial(piece: str) -> bool:
    """An adverbial has no quantity of its own: 围绕产业需求建设5条专用线 is a promise."""
    return bool(_ADVERBIAL.fullmatch(piece.lstrip("“”"))) and not find_quantities(piece)


def _without_marks(text: str, start: int, end: int) -> int:
    while (match := _LIST_MARK.match(text, start, end)) and match.end() < end:
        start = match.end()
    return start


def _cut_lists(text: str, start: int) -> Iterator[Segment]:
    """Cut between list parts that each have a number of their own."""
    quantities = find_quantities(text)
    begin = 0
    for end, resume in (*_list_cuts(text, quantities), (len(text), len(text))):
        own = tuple(_shifted(quantity, begin) for quantity in quantities if begin <= quantity.start < end)
        yield Segment(start + begin, start + end, text[begin:end], own)
        begin = resume


def _list_cuts(text: str, quantities: list[Quantity]) -> Iterator[tuple[int, int]]:
    """Where one list part ends and where the next begins."""
    if "分别" in text or not quantities:
        return
    for before, after in pairwise(quantities):
        gap = text[before.end : after.prefix_start]
        if near := _RIGHT_AFTER.match(gap):
            if len(gap) > len(near[0]) or before.unit != after.unit or _is_complete(text, before):
                yield before.end, before.end + len(near[0])
        elif joined := _JOINED.search(gap):
            yield before.end + joined.start(), before.end + joined.end()
        elif "、" in gap:
            at = before.end + gap.rindex("、")
            yield at, at + 1
    last = quantities[-1]
    if text[last.end : last.end + 1] == "、" and len(text) - last.end > 4:  # 项目超百个、引资额占比继续提高
        yield last.end, last.end + 1


def _is_complete(text: str, quantity: Quantity) -> bool:
    """Whether a quantity stands after its noun (高企100家、规上企业50家), so that the next part begins a new one."""
    return bool(_NOUN_END.search(text[: quantity.prefix_start]))


def _shifted(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start - by, end=quantity.end - by, prefix_start=quantity.prefix_start - by)
