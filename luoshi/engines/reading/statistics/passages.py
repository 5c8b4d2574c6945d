"""A paragraph of a bulletin → its observations: figures and the changes that follow them are put together, parts know their whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from luoshi.engines.reading.clauses import CLAUSE_LENGTH_MAX, Segment, Sentence, segments, sentences
from luoshi.engines.reading.model import Span
from luoshi.engines.reading.naming import Context
from luoshi.engines.reading.statistics.changes import change_of, no_change, unit_of
from luoshi.engines.reading.statistics.document import Document
from luoshi.engines.reading.statistics.figures import Figure, figures
from luoshi.engines.reading.statistics.model import Against, Observation, Spell, Variation
from luoshi.engines.reading.statistics.names import is_total_of, measure_of
from luoshi.engines.reading.statistics.spells import spell_of
from luoshi.engines.reading.structure import Paragraph

_SHARE_OF = re.compile(r".占.*(?:比重|比例|%)$")
_AMONG_THEM = re.compile(r"其中[，,：:]?$")
_DIVIDED = re.compile(r"^(?:分|按|从)[^，,]{1,12}(?:看|分)$")
_REACH_BACK = 3
"""Figures within which the whole of a part is looked for."""
_BASIS = re.compile(
    r"按(?:可比|不变)价格?(?:计算)?|按(?:现行|当年)价格?(?:计算)?|(?:按)?(?:可比|同|全)口径(?:下|计算)?|扣除价格因素|两年平均"
)
_STOCK = re.compile(r"余额$|[存贷]款$|保有量$|存栏|(?:常住|户籍|总|城镇|乡村|农村)人口$|城镇化率$|床位数?$|藏量$")


def observed(paragraph: Paragraph, document: Document) -> list[Observation]:
    """The observations of a paragraph in order of reading."""
    passage = _Passage(paragraph, document.spell)
    for sentence in sentences(paragraph.text, paragraph.start):
        passage.begin(sentence)
        for segment in segments(sentence):
            if segment.end - segment.start <= CLAUSE_LENGTH_MAX:
                passage.take(segment, sentence)
    return passage.found


@dataclass(slots=True)
class _Passage:
    """What has been read of a paragraph: the observations, and what the next clause may go on about."""

    paragraph: Paragraph
    whole: Spell
    found: list[Observation] = field(default_factory=list)
    spell: Spell | None = None
    stated: Spell | None = None  # what the clause itself says
    part_of: str = ""
    main: Observation | None = None  # the last figure that is no part
    basis: str = ""
    chained: bool = False  # 从环比看
    dealt: int = 1  # how many of the last observations 分别 dealt out together

    def begin(self, sentence: Sentence) -> None:
        """A full stop ends what 其中 opened; a semicolon goes on with it."""
        if not sentence.continues:
            self.part_of, self.basis, self.chained = "", "", False

    def take(self, segment: Segment, sentence: Sentence) -> None:
        """Read one clause."""
        self._divide(segment, ahead=sentence.text[: segment.start - sentence.start])
        self.stated = spell_of(segment.text, self.whole)
        self.spell = self.stated or self.spell
        if basis := _BASIS.search(segment.text):
            self.basis = basis[0]
        last = self._last()
        read = figures(segment, Context(subject=last.indicator if last else ""))
        for figure in read:
            self._add(figure, len(read))
        self.dealt = len(read) if read and read[0].rank else self.dealt if not read else 1

    def _divide(self, segment: Segment, *, ahead: str) -> None:
        """其中 opens the parts of the figure before, 分产业看 those of the paragraph's; both speak of the same time as their whole."""
        if _AMONG_THEM.search(ahead) and (last := self._last()):
            self.part_of, self.spell = last.indicator, last.spell
        elif _DIVIDED.match(segment.text) and self.main:
            self.part_of, self.spell = self.main.indicator, self.main.spell
            self.chained = "环比" in segment.text

    def _add(self, figure: Figure, together: int) -> None:
        if (figure.change is not None and figure.change.elsewhere) or (
            self.dealt > 1 and not figure.rank and _SHARE_OF.search(figure.name)
        ):
            return  # about something else, or one share of several things: whose it is cannot be told
        if figure.change is not None:
            self._add_change(figure, together)
        elif (last := self._last()) and last.value is None and not last.shares and is_total_of(figure.name, last.indicator):
            self.found[-1] = self._with_value(last, figure)
        elif figure.name:
            self._append(figure)

    def _add_change(self, figure: Figure, together: int) -> None:
        """A change without a name is that of the figure before; of values dealt out, that of their partners."""
        place = figure.rank - 1 - together if figure.rank else -1
        known = self.found[place] if len(self.found) >= -place else None
        if known is None or (figure.name and (known.changes or not is_total_of(figure.name, known.indicator))):
            if figure.name:
                self._append(figure)
            return
        if self.stated and self.stated != known.spell and not known.spell.at_end:  # 分季度看，一季度增长6.7%
            self._append(replace(figure, name=known.indicator))
            return
        change = self._change(figure, known)
        span = Span(known.span.start, max(known.span.end, figure.span.end)) if figure.span.start >= known.span.start else known.span
        self.found[place] = replace(known, changes=(*known.changes, change), span=span, quote=self._quote(span))

    def _append(self, figure: Figure) -> None:
        new = Observation(
            figure.span,
            self._quote(figure.span),
            figure.name,
            self._spell_for(figure),
            part_of=self._whole_of(figure.name),
            shares=figure.shares,
        )
        if figure.change is not None:
            new = replace(new, changes=(self._change(figure, None),))
        elif figure.quantity is not None:
            new = self._with_value(new, figure)
        self.found.append(new)
        if not self.part_of:
            self.main = new

    def _whole_of(self, name: str) -> str:
        """总产值…，增加值…。其中，农业产值…: of two figures a part belongs to the one that measures the same."""
        if not self.part_of or measure_of(name) in {"", measure_of(self.part_of)}:
            return self.part_of
        near = reversed(self.found[-_REACH_BACK:])
        return next((each.part_of or each.indicator for each in near if measure_of(each.indicator) == measure_of(name)), self.part_of)

    def _with_value(self, observation: Observation, figure: Figure) -> Observation:
        quantity = figure.quantity
        assert quantity is not None
        span = Span(observation.span.start, max(observation.span.end, figure.span.end))
        return replace(
            observation,
            span=span,
            quote=self._quote(span),
            value=quantity.value,
            value_max=quantity.value_max,
            unit=unit_of(quantity.unit) or None,
            operator=quantity.operator,
            comparator=quantity.comparator,
        )

    def _change(self, figure: Figure, known: Observation | None) -> Variation:
        read = figure.change
        assert read is not None
        if figure.quantity is None:
            return no_change(read, figure.span, self.basis)
        change = change_of(read, figure.quantity, figure.span, self.basis)
        if self.chained:
            change = replace(change, against=Against.PERIOD_EARLIER)
        points_of_growth = change.unit.endswith("百分点") and known is not None and known.value is None and bool(known.changes)
        return replace(change, of_growth=change.of_growth or points_of_growth)

    def _spell_for(self, figure: Figure) -> Spell:
        spell = self.spell or self.whole
        return replace(spell, at_end=True, years=1) if _STOCK.search(figure.name) else spell

    def _last(self) -> Observation | None:
        return self.found[-1] if self.found else None

    def _quote(self, span: Span) -> str:
        return self.paragraph.text[span.start - self.paragraph.start : span.end - self.paragraph.start]
