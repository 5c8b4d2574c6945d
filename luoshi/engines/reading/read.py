"""The door's one function: text in, :class:`~luoshi.engines.reading.model.Reading` out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from luoshi.engines.reading.clauses import CLAUSE_LENGTH_MAX, Segment, Sentence, segments, sentences
from luoshi.engines.reading.findings import find
from luoshi.engines.reading.furniture import is_ceremony, is_plain_heading
from luoshi.engines.reading.halves import halves, sentence_half
from luoshi.engines.reading.kind_features import Surroundings
from luoshi.engines.reading.kinds import kind_of
from luoshi.engines.reading.model import Area, Clause, Half, Kind, Measure, Reading, Span, Target
from luoshi.engines.reading.naming import Context
from luoshi.engines.reading.normalise import normalise
from luoshi.engines.reading.periods import period_of
from luoshi.engines.reading.strength import strength
from luoshi.engines.reading.structure import Paragraph, Section, outline
from luoshi.engines.reading.subjects import plain_name
from luoshi.engines.reading.targets import is_given, numeric_targets
from luoshi.engines.reading.unnumbered import is_named_quantity, unnumbered_targets

TOPIC_LENGTH_MAX = 26


def read(text: str, *, title: str | None = None, year: int | None = None) -> Reading:
    """Read a work report.

    Args:
        text: the report as decoded text; see :mod:`luoshi.engines.documents` for files.
        title: overrides the title found in the text.
        year: the year the report plans for, where the text does not name it.

    Returns:
        Areas, measures, clauses and targets with exact spans, and findings about the text.

    Raises:
        TextTooLong: the text is far longer than any report.
    """
    normalised = normalise(text)
    report = outline(normalised.text)
    found_year = year or report.year
    areas = tuple(_areas(report.sections, found_year))
    reading = Reading(text, normalised.text, normalised.origins, title or report.title, found_year, areas)
    return replace(reading, findings=tuple(find(reading)))


def _areas(sections: tuple[Section, ...], year: int | None) -> Iterator[Area]:
    number = 0
    for section, row in zip(sections, halves(sections, year), strict=True):
        measures = tuple(_measures(section, row, year))
        if not measures and not section.title:
            continue
        if section.level:
            number += 1
        end = max((measure.span.end for measure in measures), default=section.start + len(section.title))
        half = row[-1] if row else section.half or Half.PLAN
        yield Area(Span(section.start, end), number, section.title, half, measures)


def _measures(section: Section, row: list[Half], year: int | None) -> Iterator[Measure]:
    opens = True
    for paragraph, half in zip(section.paragraphs, row, strict=True):
        if is_ceremony(paragraph.text, lead=not section.level) or is_plain_heading(paragraph.text):
            continue
        drafts = list(_clauses(paragraph, half, year))
        if drafts:
            title = drafts[0].quote if drafts[0].topic else ""
            around = _surroundings(drafts, paragraph, opens_area=opens)
            clauses = tuple(_decided(draft, place) for draft, place in zip(drafts, around, strict=True))
            yield Measure(Span(paragraph.start, paragraph.end), title, clauses)
            opens = False


def _decided(draft: Clause, around: Surroundings) -> Clause:
    """A draft with its kind; targets stay only with what is a target or a result."""
    if len(draft.quote) > CLAUSE_LENGTH_MAX:
        return draft
    tense = Half.REVIEW if draft.kind is Kind.RESULT else Half.PLAN
    kind = kind_of(draft.quote, tense, draft.candidates, around)
    return replace(draft, kind=kind, targets=draft.candidates if kind in {Kind.TARGET, Kind.RESULT} else ())


def _surroundings(drafts: Sequence[Clause], paragraph: Paragraph, *, opens_area: bool) -> list[Surroundings]:
    untitled = not drafts[0].topic
    places = []
    for index, draft in enumerate(drafts):
        after = paragraph.text[draft.span.end - paragraph.start :][:1]
        places.append(
            Surroundings(
                topic=draft.topic,
                first=index == 0,
                second=index == 1,
                last=index == len(drafts) - 1,
                ends_sentence=after in "。；！!;" and bool(after),
                after_target=index > 0 and bool(drafts[index - 1].candidates),
                untitled=untitled,
                opens_area=opens_area and untitled,
                directional=bool(draft.candidates),
                named_quantity=any(is_named_quantity(target.indicator) for target in draft.candidates),
                strength=draft.strength,
            )
        )
    return places


def surroundings(reading: Reading) -> Iterator[tuple[Span, Surroundings]]:
    """Where each clause of a reading stands, as the classifier of kinds saw it (for training and explanation)."""
    for area in reading.areas:
        for index, measure in enumerate(area.measures):
            paragraph = Paragraph(measure.span.start, measure.span.end, reading.text[measure.span.start : measure.span.end])
            for clause, around in zip(measure.clauses, _surroundings(measure.clauses, paragraph, opens_area=index == 0), strict=True):
                yield clause.span, around


def _clauses(paragraph: Paragraph, half: Half, year: int | None) -> Iterator[Clause]:
    context = Context(period=str(year) if year else None)
    tense = half
    parts = list(sentences(paragraph.text, paragraph.start))
    for index, sentence in enumerate(parts):
        topic = index == 0 and _heads_paragraph(sentence, parts, paragraph)
        if not sentence.continues:
            tense = sentence_half(sentence.text, half, year)
            spoken_of = year - 1 if year and tense is Half.REVIEW else year
            context = replace(context, period=period_of(sentence.text, spoken_of))
        yield from _sentence_clauses(sentence, half, tense, context, topic=topic)


def _sentence_clauses(sentence: Sentence, half: Half, tense: Half, context: Context, *, topic: bool) -> Iterator[Clause]:
    hedge: str | None = None
    parts = list(segments(sentence))
    for index, segment in enumerate(parts):
        context = replace(context, following=parts[index + 1].text if index + 1 < len(parts) else "")
        if len(segment.text) > CLAUSE_LENGTH_MAX:
            yield Clause(Span(segment.start, segment.end), segment.text, half, Kind.PRINCIPLE)
            continue
        own = strength(segment.text) if tense is Half.PLAN else None
        targets = _targets(segment, context, tense, topic=topic)
        # A hedge governs the list it opens: it goes on while clauses are targets without a hedge of their own.
        hedge = own or (hedge if targets else None)
        if targets:
            context = replace(context, subject=targets[-1].indicator)
        elif subject := _names_subject(segment.text):
            context = replace(context, subject=subject)
        draft = Kind.RESULT if tense is Half.REVIEW else Kind.COMMITMENT
        yield Clause(Span(segment.start, segment.end), segment.text, half, draft, hedge, topic, candidates=tuple(targets))


def _targets(segment: Segment, context: Context, tense: Half, *, topic: bool) -> list[Target]:
    if tense is Half.PLAN and segment.quantities and is_given(segment.text, segment.quantities[0]):
        return []
    return numeric_targets(segment, context) or unnumbered_targets(segment, context, topic=topic)


def _names_subject(clause: str) -> str:
    """「高标准农田建设扎实推进，新增300万亩」: the object a clause without numbers leaves for the next one."""
    return plain_name(re.split(r"[，,]", clause)[-1])[:30]


def _heads_paragraph(sentence: Sentence, parts: list[Sentence], paragraph: Paragraph) -> bool:
    """The sentence that heads a paragraph is short, has no number, and is followed by the work itself."""
    if paragraph.heading:
        return sentence.start == paragraph.start
    return len(parts) > 1 and len(sentence.text) <= TOPIC_LENGTH_MAX and not re.search(r"[\d，,]", sentence.text)
