"""What a page of a report is made of, put together from queries. Templates get these values and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from luoshi.district.plan import queries
from luoshi.district.plan.fields import FIELDS, QUARTERS, WHOLE, text, values_of
from luoshi.district.plan.figures import Figure, figure, plain
from luoshi.district.plan.filters import SHOWN_KINDS
from luoshi.district.plan.finding_words import sentences
from luoshi.district.plan.floors import floors_of
from luoshi.district.plan.missing import MISSING_MEANINGS, MISSING_NAMES
from luoshi.district.plan.models import PROMISES, PlannedTarget
from luoshi.district.plan.owners import Owners
from luoshi.district.plan.page_text import lines, with_figures
from luoshi.district.plan.states import STATES
from luoshi.district.plan.words import FINDINGS, HALVES, KINDS, NATURES, NO_HEDGE, OTHER_FIELDS, STRENGTHS, VIEWS, Word, of_report
from luoshi.engines.reading.model import FindingKind, Half

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from luoshi.district.plan.fields import Key, Value
    from luoshi.district.plan.filters import Filters
    from luoshi.district.plan.models import Area, Change, Clause, Commitment, Finding, Report, ReportVersion
    from luoshi.district.plan.supervised import Records

CONTEXT_CHARACTERS = 60
PARAGRAPH_CHARACTERS = 240
"""How much of the paragraph is shown where a promise has a page of its own."""
HEADLINES_MAX = 12
"""As many figures on top as are taken in at a glance; real reports state 5 to 12."""


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
    state: str = ""
    records: Records | None = None

    @property
    def state_word(self) -> str:
        """The state in a word."""
        return str(STATES[self.state].name) if self.state else ""

    @property
    def arrangement(self) -> str:
        """Who leads it, and by when, in one line."""
        commitment = self.clause.commitment
        deadline = commitment.deadline.isoformat() if commitment and commitment.deadline else ""
        lead = commitment.lead if commitment else None
        names = [lead.name, *([lead.successor.name] if lead.successor else [])] if lead else []
        return " · ".join(filter(None, (" → ".join(names), deadline)))


@dataclass(frozen=True, slots=True)
class FindingNote:
    """A finding with its name in the reader's language and the words of the report that it is about."""

    finding: Finding
    name: str
    message: str
    advice: str
    quote: str
    address: str
    settled: str = ""


def thread(clause: Clause, *, context: int = CONTEXT_CHARACTERS, state: str = "") -> Thread:
    """Put a clause together. ``context`` says how many characters around it are shown, as far as the paragraph goes; 0 for lists."""
    before, after = _around(clause, context) if context else ("", "")
    return Thread(
        clause=clause,
        code=clause.commitment.label if clause.commitment else "",
        address=address_of(clause),
        kind=KINDS[clause.kind],
        before=before,
        parts=tuple(with_figures(clause)),
        after=after,
        figures=_shown_figures(clause),
        strength=Word(clause.strength, STRENGTHS.get(clause.strength, "")) if clause.strength else NO_HEDGE,
        findings=tuple(note(finding, clause, in_full=True) for finding in clause.findings.all() if not _is_settled(finding, clause))
        if context
        else (),
        owners=_suggestion(clause),
        state=state,
    )


def _shown_figures(clause: Clause) -> tuple[Figure, ...]:
    """The quantities that count; one that people changed tells what the report says."""
    read = {target.position + 1: target for target in clause.targets.all()}
    return tuple(figure(target, read.get(getattr(target, "number", 0))) for target in queries.figures_of(clause))


def address_of(clause: Clause) -> str:
    """Where a clause has its page: for ever if it promises something."""
    if clause.commitment:
        return reverse("plan:commitment", args=[clause.commitment.code])
    return reverse("plan:clause", args=[clause.version.report.slug, clause.position])


def note(finding: Finding, clause: Clause | None, *, in_full: bool = False) -> FindingNote:
    """Put a finding together; ``in_full`` with what follows from what people have filled in since."""
    message, advice = sentences(finding)
    return FindingNote(
        finding=finding,
        name=str(FINDINGS[finding.kind]),
        message=message,
        advice=advice,
        quote=clause.quote if clause else "",
        address=address_of(clause) if clause else "",
        settled=_settled(finding, clause) if in_full else "",
    )


def _settled(finding: Finding, clause: Clause | None) -> str:
    """What follows from the base that an office has filled in: which of two promises binds."""
    found = floors_of(finding, clause.version.report) if clause else None
    if found is None:
        return ""
    told = gettext("已填基数 %(base)s%(unit)s：增速承诺更严，要达到 %(binding)s%(unit)s。")
    if not found.growth_binds:
        told = gettext("已填基数 %(base)s%(unit)s：总量承诺更严，要达到 %(binding)s%(unit)s。")
    unit = of_report(found.unit) or found.unit
    return told % {"base": plain(found.base), "binding": plain(found.binding), "unit": unit}


def report_page(version: ReportVersion, filters: Filters, *, view: str, number: int = 1, keeps: bool = False) -> dict[str, Any]:
    """Everything a report's page shows."""
    headlines = [(one, shown) for one in (thread(clause, context=0) for clause in queries.headlines_of(version)) for shown in one.figures]
    report = version.report
    return {
        "version": version,
        "report": report,
        "headlines": headlines[:HEADLINES_MAX],
        "headline_count": len(headlines),
        **queries.promise_counts(version),
        "findings": version.findings.count(),
        "states": [(state, STATES[state], count) for state, count in queries.state_counts(report).items()] if is_plan(report) else [],
        "units": _lead_units(report),
        **results(version, filters, view=view, number=number, keeps=keeps),
    }


def is_plan(report: Report) -> bool:
    """Whether a report is a plan that offices run, and not only a text that a visitor reads."""
    return not report.removable


def view_of(report: Report, filters: Filters, asked: str) -> str:
    """How a report is shown: as asked; else a plan by its areas, or as a list once something is looked for; anything else as text."""
    if asked in VIEWS and not (asked == "areas" and filters.active):
        return asked
    if not report.adopted:
        return "text"
    return "list" if filters.active else "areas"


def results(version: ReportVersion, filters: Filters, *, view: str, number: int = 1, keeps: bool = False) -> dict[str, Any]:
    """The part of the page that changes with the filters. Whoever ``keeps`` the plan can open every sentence of its plan half."""
    counts = queries.kind_counts(version, filters)
    areas = queries.areas_of(version)
    promised = queries.promises_by_area(version)
    shown = _as_text(version, filters, areas, keeps=keeps) if view == "text" else _SHOWN[view](version, filters, areas, number)
    return {
        "filters": filters,
        "view": view,
        "views": [(name, word, _query(filters, view=name)) for name, word in VIEWS.items() if name != "areas" or is_plan(version.report)],
        "kinds": [(kind.value, KINDS[kind], counts[kind.value], kind.value in filters.kinds) for kind in SHOWN_KINDS],
        "halves": [(half, word, half == filters.half) for half, word in HALVES.items()],
        "state_choices": [(state, word, state == filters.state) for state, word in STATES.items()],
        "contents": [(area, promised[area.pk]) for area in areas if area.title],
        "words": KINDS,
        **shown,
    }


def _as_text(version: ReportVersion, filters: Filters, areas: list[Area], *, keeps: bool) -> dict[str, Any]:
    """The whole text, with a mark on each sentence that was asked for."""
    found = queries.matching(version, filters)
    clauses = queries.clauses_of(version)
    others = {clause.pk for clause in clauses if clause.half == Half.PLAN} if keeps and not filters.active else set()
    shown = lines(version.text, areas, clauses, marked=found | others, only_marked=filters.active, address=address_of)
    return {"lines": shown, "matches": len(found)}


def _as_list(version: ReportVersion, filters: Filters, areas: list[Area], number: int) -> dict[str, Any]:
    """One page of the promises, under the headings of their areas."""
    found = queries.list_page(version, filters, number)
    states = queries.states_of(version.report, [clause.commitment_id for clause in found.clauses]) if is_plan(version.report) else {}
    threads = [thread(clause, context=0, state=states.get(clause.commitment_id or 0, "")) for clause in found.clauses]
    groups = [(area, list(group)) for area, group in groupby(threads, key=lambda one: one.clause.area)]
    return {"groups": groups, "matches": found.total, "page": found, "turns": turns(found, filters)}


def _as_areas(version: ReportVersion, filters: Filters, areas: list[Area], number: int) -> dict[str, Any]:
    """The areas with what each of them promises; which of it is open is one click away."""
    entries = queries.area_entries(version)
    addressed = [(entry, _query(replace(filters, area=entry.area.position), view="list")) for entry in entries]
    return {"areas": addressed, "matches": sum(entry.promises for entry in entries)}


_SHOWN = {"list": _as_list, "areas": _as_areas}


def turns(found: queries.Page, filters: Filters, *, view: str = "list") -> list[tuple[str, str]]:
    """Where the pages before and after are."""
    both = [("prev", found.number - 1), ("next", found.number + 1)]
    return [(rel, _query(filters, view=view, page=number)) for rel, number in both if 1 <= number <= found.pages]


def _query(filters: Filters, **more: object) -> str:
    """The part of an address after ``?`` that asks for the same with another view or page."""
    asked = {"kind": filters.kinds, "half": filters.half, "numbers": "1" if filters.numbers else "", "area": filters.area,
             "unit": filters.unit, "leader": filters.leader, "state": filters.state,
             "missing": filters.missing, "q": filters.words, **more}  # fmt: skip
    return urlencode({name: value for name, value in asked.items() if value not in {None, "", ()}}, doseq=True)


def _lead_units(report: Report) -> list[tuple[str, str]]:
    """The units that lead something, to choose from."""
    return queries.lead_units(report) if is_plan(report) else []


def _is_settled(finding: Finding, clause: Clause) -> bool:
    """Whether people have filled in what the text leaves open: a base was asked for, and is there."""
    based = {
        target.indicator for target in queries.figures_of(clause) if isinstance(target, PlannedTarget) and target.base_value is not None
    }
    return finding.kind == FindingKind.MISSING_BASE and bool(based & set(finding.values))


def _suggestion(clause: Clause) -> Owners | None:
    """Who might lead, as long as nobody does."""
    return None if clause.commitment and clause.commitment.lead_id else Owners.stored(clause.owners)


def _around(clause: Clause, characters: int) -> tuple[str, str]:
    """What stands before and after a clause in its paragraph, cut where it grows long."""
    text = clause.version.text
    begin = text.rfind("\n", 0, clause.start) + 1
    end = text.find("\n", clause.end)
    before, after = text[begin : clause.start], text[clause.end : end if end >= 0 else len(text)]
    cut = len(before) - characters
    return ("…" + before[cut:] if cut > 0 else before), (after[:characters] + "…" if len(after) > characters else after)


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
    """A commitment that the report's present text does not make any more, or that people hold to be none."""
    return {"commitment": commitment, "report": commitment.report, "history": history(queries.changes_of(commitment))}


def commitment_page(clause: Clause, *, public: bool, records: Records | None = None) -> dict[str, Any]:
    """All that is said of a commitment: its thread, who answers for it, how it will be checked, what is missing, what changed."""
    commitment = clause.commitment
    assert commitment is not None
    report = clause.version.report
    changes = [change for change in queries.changes_of(commitment) if not (public and change.field == "note")]
    state = queries.states_of(report, [commitment.pk]).get(commitment.pk, "") if is_plan(report) else ""
    return {
        "thread": replace(thread(clause, context=PARAGRAPH_CHARACTERS, state=state), records=records),
        "report": report,
        "commitment": commitment,
        "state": STATES[state] if state else None,
        "is_plan": is_plan(report),
        "rows": rows_of(commitment),
        "missing": [(MISSING_NAMES[one], MISSING_MEANINGS[one]) for one in commitment.missing],
        "read_otherwise": _read_otherwise(clause),
        "history": history(changes),
    }


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One quantity of a commitment, or the commitment itself where it has none, with what is arranged for it."""

    figure: Figure | None
    definition: str
    base: str
    base_source: str
    source: str
    unit: str
    quarters: tuple[str, str, str, str]

    @property
    def has_quarters(self) -> bool:
        """Whether any quarter has a goal."""
        return any(self.quarters)


def rows_of(commitment: Commitment) -> list[PlannedRow]:
    """What is arranged for each quantity, and for the commitment as a whole where that says something more."""
    said = values_of(commitment)
    targets = [target for target in commitment.targets.all() if not target.dropped]
    rows = [_row(said, target.number, figure(target), target.unit) for target in targets]
    whole = _row(said, WHOLE, None, "")
    return [*rows, whole] if whole.source or whole.has_quarters else rows


def _row(said: Mapping[Key, Value], number: int, shown: Figure | None, unit: str) -> PlannedRow:
    def words(name: str) -> str:
        return text(name, said.get((number, name), ""))

    first, second, third, fourth = (words(quarter) for quarter in QUARTERS)
    return PlannedRow(
        shown, words("definition"), words("base_value"), words("base_source"), words("source"), unit, (first, second, third, fourth)
    )


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one person did to one commitment at one time: each value before and after, by whom, why."""

    changes: tuple[tuple[Change, str | _StrPromise], ...]
    nature: str | _StrPromise

    @property
    def first(self) -> Change:
        """The change that tells who, when and why; it is the same for all of them."""
        return self.changes[0][0]


def history(changes: Iterable[Change]) -> list[HistoryEntry]:
    """Changes in words; what was done at once stands together."""
    groups = groupby(changes, key=lambda change: (change.commitment_id, change.revision, change.nature))
    return [HistoryEntry(tuple((one, _field_name(one.field)) for one in group), NATURES[nature]) for (_, _, nature), group in groups]


def _field_name(name: str) -> str | _StrPromise:
    return FIELDS[name].label if name in FIELDS else OTHER_FIELDS[name]


def promise_kinds() -> list[tuple[str, Word]]:
    """What a promise can be."""
    return [(kind.value, KINDS[kind]) for kind in PROMISES]


def _read_otherwise(clause: Clause) -> str:
    """The kind that the machine reads, where people hold the clause to be another."""
    read = getattr(clause, "read_kind", clause.kind)
    return str(KINDS[read].name) if read != clause.kind else ""
