"""Paragraphs → drafts: clauses with all that the grammar finds in them, before anything decides of which kind they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from luoshi.engines.reading.clauses import CLAUSE_LENGTH_MAX, Segment, Sentence, segments, sentences
from luoshi.engines.reading.furniture import is_ceremony, is_plain_heading
from luoshi.engines.reading.halves import sentence_half
from luoshi.engines.reading.kind_features import Surroundings
from luoshi.engines.reading.model import Half, Span, Target
from luoshi.engines.reading.naming import Context
from luoshi.engines.reading.periods import period_of, states_period
from luoshi.engines.reading.strength import strength
from luoshi.engines.reading.structure import Paragraph, Section
from luoshi.engines.reading.subjects import plain_name
from luoshi.engines.reading.targets import is_given, numeric_targets
from luoshi.engines.reading.unnumbered import is_named_quantity, unnumbered_targets

TOPIC_LENGTH_MAX = 26
"""Characters of a sentence that heads a paragraph."""
_SUBJECT_LENGTH_MAX = 30


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause whose kind is open.

    ``half`` is the half of the report it stands in; ``tense`` is ``review`` also for a look back inside the plan. ``candidates`` are
    targets if the clause proves to be a target or a result."""

    span: Span
    quote: str
    half: Half
    tense: Half
    topic: bool = False
    strength: str | None = None
    candidates: tuple[Target, ...] = ()
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def readable(self) -> bool:
        """Whether it is short enough to be prose."""
        return len(self.quote) <= CLAUSE_LENGTH_MAX


def section_drafts(section: Section, halves: Sequence[Half], year: int | None) -> Iterator[tuple[Paragraph, list[Draft]]]:
    """The paragraphs of work of a section with their drafts; ``halves`` has one half for each paragraph."""
    opens = True
    for paragraph, half in zip(section.paragraphs, halves, strict=True):
        if is_ceremony(paragraph.text, lead=not section.level) or is_plain_heading(paragraph.text):
            continue
        if drafts := list(_drafts(paragraph, half, year)):
            yield paragraph, list(_placed(drafts, paragraph, opens_area=opens))
            opens = False


def _placed(drafts: Sequence[Draft], paragraph: Paragraph, *, opens_area: bool) -> Iterator[Draft]:
    """The same drafts, each knowing what stands around it."""
    untitled = not drafts[0].topic
    for index, draft in enumerate(drafts):
        after = paragraph.text[draft.span.end - paragraph.start :][:1]
        around = Surroundings(
            topic=draft.topic,
            first=index == 0,
            second=index == 1,
            last=index == len(drafts) - 1,
            ends_sentence=bool(after) and after in "。；！!;",
            after_target=index > 0 and bool(drafts[index - 1].candidates),
            untitled=untitled,
            opens_area=opens_area and untitled,
            directional=bool(draft.candidates),
            named_quantity=any(is_named_quantity(target.indicator) for target in draft.candidates),
            strength=draft.strength,
        )
        yield replace(draft, around=around)


def _drafts(paragraph: Paragraph, half: Half, year: int | None) -> Iterator[Draft]:
    context = Context(period=str(year) if year else None)
    tense = half
    parts = list(sentences(paragraph.text, paragraph.start))
    for index, sentence in enumerate(parts):
        topic = index == 0 and _heads_paragraph(sentence, parts, paragraph)
        if not sentence.continues:
            tense = sentence_half(sentence.text, half, year)
            spoken_of = year - 1 if year and tense is Half.REVIEW else year
            context = replace(context, period=period_of(sentence.text, spoken_of), period_stated=states_period(sentence.text))
        yield from _sentence_drafts(sentence, half, tense, context, topic=topic)


def _sentence_drafts(sentence: Sentence, half: Half, tense: Half, context: Context, *, topic: bool) -> Iterator[Draft]:
    hedge: str | None = None
    parts = list(segments(sentence))
    for index, segment in enumerate(parts):
        draft = Draft(Span(segment.start, segment.end), segment.text, half, tense, topic)
        if not draft.readable:
            yield replace(draft, topic=False)
            continue
        context = replace(context, following=parts[index + 1].text if index + 1 < len(parts) else "")
        targets = _candidates(segment, context, tense, topic=topic)
        # A hedge governs the list it opens: it goes on while clauses are targets without a hedge of their own.
        own = strength(segment.text) if tense is Half.PLAN else None
        hedge = own or (hedge if targets else None)
        context = replace(context, subject=targets[-1].indicator if targets else _object(segment.text) or context.subject)
        yield replace(draft, strength=hedge, candidates=tuple(targets))


def _candidates(segment: Segment, context: Context, tense: Half, *, topic: bool) -> list[Target]:
    if tense is Half.PLAN and segment.quantities and is_given(segment.text, segment.quantities[0]):
        return []
    return numeric_targets(segment, context) or unnumbered_targets(segment, context, topic=topic)


def _object(clause: str) -> str:
    """「建设高标准农田，新增300万亩」: what a clause without numbers leaves for the next one."""
    return plain_name(re.split(r"[，,]", clause)[-1])[:_SUBJECT_LENGTH_MAX]


def _heads_paragraph(sentence: Sentence, parts: Sequence[Sentence], paragraph: Paragraph) -> bool:
    """The sentence that heads a paragraph is short, has no number, and is followed by the work itself."""
    if paragraph.heading:
        return sentence.start == paragraph.start
    return len(parts) > 1 and len(sentence.text) <= TOPIC_LENGTH_MAX and not re.search(r"[\d，,]", sentence.text)
