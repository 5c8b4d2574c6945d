"""What a page of a report is made of, put together from queries. Templates get these values and decide nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language

from luoshi.district.plan import queries
from luoshi.district.plan.figures import Figure, figure
from luoshi.district.plan.filters import SHOWN_KINDS
from luoshi.district.plan.finding_words import sentences
from luoshi.district.plan.owners import Owners
from luoshi.district.plan.page_text import lines, with_figures
from luoshi.district.plan.words import FINDINGS, HALVES, KINDS, NO_HEDGE, STRENGTHS, Word
from luoshi.engines.reading.model import Half

if TYPE_CHECKING:
    from luoshi.district.plan.errors import PlanError
    from luoshi.district.plan.filters import Filters
    from luoshi.district.plan.models import Area, Clause, Commitment, Finding, ReportVersion

CONTEXT_CHARACTERS = 60
HEADLINES_MAX = 12
"""As many figures on top as are taken in at a glance; real reports state 5 to 12."""
VIEWS = ("text", "list")


@dataclass(frozen=True, slots=True)
class Thread:
    """One clause as our mark of recognition: its sentence, its figures, its records; and everything that was read in it."""

    clause: Clause
    code: str
    address: str
    kind: Word
    before: str
    parts: tuple[tuple[str, bool], ...]
    after: str
    figures: tuple[Figure, ...]
    strength: Word
    findings: tuple[FindingNote, ...]
    owners: Owners | None


@dataclass(frozen=True, slots=True)
class FindingNote:
    """A finding with its name in the reader's language and the words of the report that it is about."""

    finding: Finding
    name: str
    message: str
    advice: str
    quote: str
    address: str


def said(refusal: PlanError) -> dict[str, str]:
    """A refusal in the reader's language."""
    chinese = (get_language() or "zh").startswith("zh")
    return {name: words.chinese if chinese else words.english for name, words in (("what", refusal.what), ("remedy", refusal.remedy))}


def thread(clause: Clause, *, context: bool = True) -> Thread:
    """Put a clause together. ``context`` adds the words around it, as far as the paragraph goes."""
    before, after = _around(clause) if context else ("", "")
    return Thread(
        clause=clause,
        code=clause.commitment.label if clause.commitment else "",
        address=address_of(clause),
        kind=KINDS[clause.kind],
        before=before,
        parts=tuple(with_figures(clause)),
        after=after,
        figures=tuple(figure(target) for target in sorted(clause.targets.all(), key=lambda target: target.position)),
        strength=Word(clause.strength, STRENGTHS.get(clause.strength, "")) if clause.strength else NO_HEDGE,
        findings=tuple(note(finding, clause) for finding in clause.findings.all()) if context else (),
        owners=Owners.stored(clause.owners),
    )


def address_of(clause: Clause) -> str:
    """Where a clause has its page: for ever if it promises something."""
    if clause.commitment:
        return reverse("plan:commitment", args=[clause.commitment.code])
    return reverse("plan:clause", args=[clause.version.report.slug, clause.position])


def note(finding: Finding, clause: Clause | None) -> FindingNote:
    """Put a finding together."""
    message, advice = sentences(finding)
    return FindingNote(
        finding=finding,
        name=str(FINDINGS[finding.kind]),
        message=message,
        advice=advice,
        quote=clause.quote if clause else "",
        address=address_of(clause) if clause else "",
    )


def report_page(version: ReportVersion, filters: Filters, *, view: str) -> dict[str, Any]:
    """Everything a report's page shows."""
    areas, clauses = queries.areas_of(version), queries.clauses_of(version)
    promises = Counter(clause.area_id for clause in clauses if clause.commitment_id)
    marked = queries.matching(version, filters)
    headlines = [
        (one, figure) for one in (thread(clause, context=False) for clause in clauses if clause.headline) for figure in one.figures
    ]
    return {
        "version": version,
        "report": version.report,
        "contents": [(area, promises[area.pk]) for area in areas if area.title],
        "headlines": headlines[:HEADLINES_MAX],
        "headline_count": len(headlines),
        "promises": promises.total(),
        "numeric_clauses": len(numbers := queries.numbers_promised(clauses)),
        "numeric_targets": sum(numbers),
        "findings": version.findings.count(),
        "view": view,
        **results(version, areas, clauses, marked, filters, view=view),
    }


def _headlines(clauses: list[Clause]) -> list[tuple[Thread, Figure]]:
    """Each figure of the targets that stand on top."""
    threads = (thread(clause, context=False) for clause in clauses if clause.headline)
    return [(one, shown) for one in threads for shown in one.figures]


def results(
    version: ReportVersion, areas: list[Area], clauses: list[Clause], marked: set[int], filters: Filters, *, view: str
) -> dict[str, Any]:
    """The part of the page that changes with the filters."""
    counts = queries.kind_counts(version, filters)
    return {
        "filters": filters,
        "kinds": [(kind.value, KINDS[kind], counts[kind.value], kind.value in filters.kinds) for kind in SHOWN_KINDS],
        "halves": [(half, word, half == filters.half) for half, word in HALVES.items()],
        "matches": len(marked),
        "lines": lines(version.text, areas, clauses, marked=marked, only_marked=filters.active, address=address_of)
        if view == "text"
        else (),
        "groups": _grouped(areas, [clause for clause in clauses if clause.pk in marked]) if view == "list" else (),
        "words": KINDS,
    }


def _grouped(areas: list[Area], clauses: list[Clause]) -> list[tuple[Area, list[Thread]]]:
    """What is promised first, then what was achieved."""
    ordered = sorted(areas, key=lambda area: (area.half == Half.REVIEW, area.position))
    grouped = [(area, [thread(clause, context=False) for clause in clauses if clause.area_id == area.pk]) for area in ordered]
    return [(area, threads) for area, threads in grouped if threads]


def _around(clause: Clause) -> tuple[str, str]:
    """What stands before and after a clause in its paragraph, cut where it grows long."""
    text = clause.version.text
    begin = text.rfind("\n", 0, clause.start) + 1
    end = text.find("\n", clause.end)
    before, after = text[begin : clause.start], text[clause.end : end if end >= 0 else len(text)]
    cut = len(before) - CONTEXT_CHARACTERS
    return ("…" + before[cut:] if cut > 0 else before), (after[:CONTEXT_CHARACTERS] + "…" if len(after) > CONTEXT_CHARACTERS else after)


def findings_page(version: ReportVersion) -> dict[str, Any]:
    """The findings of a report, grouped by kind, in the order of the list of kinds."""
    notes = []
    for finding in queries.findings_of(version):
        if finding.clause:
            finding.clause.version = version
        notes.append(note(finding, finding.clause))
    groups = [(name, [one for one in notes if one.finding.kind == kind]) for kind, name in FINDINGS.items()]
    shown = [(name, group, _common_advice(group)) for name, group in groups if group]
    return {"version": version, "report": version.report, "groups": shown, "count": len(notes)}


def _common_advice(notes: list[FindingNote]) -> str:
    """What is advised for all of several findings alike, so that it is said once."""
    advices = {one.advice for one in notes}
    return advices.pop() if len(notes) > 1 and len(advices) == 1 else ""


def withdrawn_page(commitment: Commitment) -> dict[str, Any]:
    """A commitment that the report's present text does not make any more."""
    return {"commitment": commitment, "report": commitment.report}
