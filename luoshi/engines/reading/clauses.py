"""Paragraphs → sentences → clauses.

A clause ends where a predicate ends: at 。；！ and at most commas. A comma after an adverbial (围绕…, 依托…, 按照…) stays inside the
clause, and a list whose parts each carry a number of their own (培育20个实践中心、40家企业) is cut between its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from luoshi.engines.reading.quantities import Quantity, find_quantities

CLAUSE_LENGTH_MAX = 600
"""A clause has 5 to 80 characters. What is longer is not prose; it is kept as text and not analysed."""

_SENTENCE_END = re.compile(r"[。！？!?；;]")
_COMMA = re.compile(r"[，,]")
_OPENING, _CLOSING = "“《（(「【", "”》）)」】"
_ADVERBIAL = re.compile(
    r"^(?:紧紧|紧扣|聚焦|按照|依照|依托|根据|围绕|针对|通过|为了?|对于?|在|以|随着|结合|面向|立足|借助|利用|抓住|把握|用好|发挥|坚持以|经过|面对|本着|遵循|鉴于|除|自|从|到|今年|明年|全年|年内|力争到|20\d\d年)"
)
_ADVERBIAL_WHOLE = re.compile(
    r"^(?:紧?紧?围绕.{2,40}|依托.{2,40}|按照.{2,30}|根据.{2,30}|针对.{2,30}|随着.{2,30}|立足.{2,20}|为(?:了).{2,30}|在.{2,40}(?:中|下|上|基础上|方面|过程中|领域|期间|同时|前提下)"
    r"|(?:今年|明年|全年|年内|今后|未来|到?20\d\d年|力争到20\d\d年|到“?十[三四五]五”?末)|(?:同时|此外|另外|其中|一是|二是|三是|首先|其次|总的看|为此|因此|当前|目前))$"
)
_LIST_MARK = re.compile(
    r"^(?:[—-]{2}|[一二三四五六七八九十]{1,2}(?:是|要)(?=.)|(?:首先|其次|第[一二三四五六七八九十]+)[，,]|\d{1,2}[.．、](?=\D)|[（(]\d{1,2}[）)]|[①-⑳]|各位代表[！!，,])"
)
_ADDRESSED = {"各位代表", "同志们"}
_ORDER = re.compile(r"^(?:同时|此外|另外|并且|其中)[，,]?")


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
    """Cut at 。！？； outside of quotation marks and brackets; ``start`` is added to all places."""
    depth, begin, continues = 0, 0, False
    for index, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(depth - 1, 0)
        elif char in "。！？!?；;\n" and (depth == 0 or char == "\n"):
            if index > begin:
                yield Sentence(start + begin, start + index, text[begin:index], continues)
            begin, depth, continues = index + 1, 0, char in "；;"
        if index - begin > CLAUSE_LENGTH_MAX:
            depth = 0  # an unclosed quotation mark must not swallow the report
    if begin < len(text):
        yield Sentence(start + begin, start + len(text), text[begin:], continues)


def segments(sentence: Sentence) -> Iterator[Segment]:
    """The clauses of a sentence, with the list marks (一是, ——) left outside."""
    for begin, end in _clause_spans(sentence.text):
        start = _without_marks(sentence.text, begin, end)
        text = sentence.text[start:end]
        if end - start < 2 or text in _ADDRESSED:
            continue
        if end - start > CLAUSE_LENGTH_MAX:
            yield Segment(sentence.start + start, sentence.start + end, text)
            continue
        yield from _cut_lists(text, sentence.start + start)


def _without_marks(text: str, start: int, end: int) -> int:
    while match := _LIST_MARK.match(text[start:end]) or _ORDER.match(text[start:end]):
        if match.end() == 0 or start + match.end() >= end:
            break
        start += match.end()
    return start


def _clause_spans(text: str) -> list[tuple[int, int]]:
    pieces, begin = [], 0
    for comma in _outer_commas(text):
        pieces.append((begin, comma))
        begin = comma + 1
    pieces.append((begin, len(text)))
    return _with_adverbials(text, pieces)


def _outer_commas(text: str) -> Iterator[int]:
    depth = opened = 0
    for index, char in enumerate(text):
        if char in _OPENING:
            depth, opened = depth + 1, index
        elif char in _CLOSING:
            depth = max(depth - 1, 0)
        elif char in "，,：:" and (depth == 0 or index - opened > 80):
            thousands = (
                char == ","
                and re.match(r"\d{3}(?!\d)", text[index + 1 : index + 5])
                and re.search(r"(?<!\d)\d{1,3}$", text[max(0, index - 4) : index])
            )
            if not thousands and (char in "，," or _announces(text[max(0, index - 2) : index])):
                yield index


def _announces(before: str) -> bool:
    """A colon cuts when it opens the list of aims (主要预期目标是：), not inside a ratio or a name."""
    return before.endswith(("是", "为", "标", "作", "务", "点", "面", "下"))


def _with_adverbials(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join an adverbial to the predicate after it."""
    merged: list[tuple[int, int]] = []
    waits = False
    for start, end in pieces:
        if waits and end - merged[-1][0] < 120:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
        waits = _is_adverbial(text[start:end])
    return merged


def _is_adverbial(piece: str) -> bool:
    """An adverbial has no quantity of its own: 围绕产业需求建设5条专用线 is a promise."""
    return bool(_ADVERBIAL_WHOLE.match(piece.lstrip("“”"))) and not find_quantities(piece)


def _cut_lists(text: str, start: int) -> Iterator[Segment]:
    """Cut between list parts that each have a number of their own."""
    quantities = find_quantities(text)
    begin = 0
    cuts = [*_list_cuts(text, quantities), (len(text), len(text))]
    for end, resume in cuts:
        own = tuple(_shifted(q, begin) for q in quantities if begin <= q.start < end)
        yield Segment(start + begin, start + end, text[begin:end], own)
        begin = resume


_JOINED = re.compile(r"(?:、|以及|和|及|与)(?=[^、，,]{1,8}等$|$)")
_RIGHT_AFTER = re.compile(r"(?:、|以及|和|及|并|与)")


def _list_cuts(text: str, quantities: list[Quantity]) -> Iterator[tuple[int, int]]:
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
    return bool(re.search(r"[\u4e00-\u9fff”）]$", text[: quantity.prefix_start]))


def _shifted(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start - by, end=quantity.end - by, prefix_start=quantity.prefix_start - by)
