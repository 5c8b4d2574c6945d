"""A district's pack becomes its offices and its plan, through the same operations as if its people did it by hand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import has_calendar
from luoshi.district.days import day_of
from luoshi.district.offices import operations as offices
from luoshi.district.offices.queries import Authority, Person, Post, Unit, authority_of_person, heads_of
from luoshi.district.plan import operations, queries
from luoshi.district.plan.editing import Act, Edit
from luoshi.district.plan.errors import PackDoesNotFit
from luoshi.district.plan.fields import QUARTERS, WHOLE
from luoshi.district.plan.models import Origin, Report, ReportingClass
from luoshi.district.plan.tallies import NewTally
from luoshi.district.slugs import slug_of_pack
from luoshi.engines.decisions.citations import Status
from luoshi.engines.packs import read_pack

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import District
    from luoshi.district.plan.fields import Key, Value
    from luoshi.district.plan.models import Commitment, PlannedTarget
    from luoshi.engines.packs import ArrangementEntry, Pack


@transaction.atomic
def load_pack(pack: Pack, *, at: datetime) -> bool:
    """Set up the pack's district and, if the pack has them, import its report, correct it, adopt it and complete its plan.

    What is there already stays as it is: a plan that was adopted is not touched. Returns whether a plan was made.

    Raises:
        PlanError: the pack does not fit its report, or breaks a rule of the plan; nothing was stored.
    """
    invented = pack.status == "demonstration"
    district = offices.name_district(pack.district, pack.name_en.removesuffix(" (demonstration)"), pack.jurisdictions)
    offices.set_up(district, units=pack.units, posts=pack.posts, people=pack.people, grants=pack.grants, invented=invented)
    operations.set_reporting_classes(district, pack.reporting_classes)
    if pack.report is None:
        return False
    slug = slug_of_pack(pack.id, str(pack.year))
    if Report.objects.filter(slug=slug, adopted_at__isnull=False).exists():
        return False
    origin = Origin.DEMONSTRATION if invented else Origin.DISTRICT
    made = operations.import_report(pack.report.read_bytes(), pack.report.name, slug=slug, district=district.name, origin=origin, at=at)
    if pack.adoption is None:
        return made
    _Loading(pack, district, slug, at).run()
    return True


class _Loading:
    """One pack on its way into the plan, with what its names stand for."""

    def __init__(self, pack: Pack, district: District, slug: str, at: datetime) -> None:
        self.pack, self.district, self.slug, self.at = pack, district, slug, at
        self.units = {unit.code: unit for unit in Unit.objects.filter(district=district)}
        self.posts = {post.code: post for post in Post.objects.filter(unit__district=district)}
        self.classes = {one.letter: one for one in ReportingClass.objects.filter(district=district)}

    def run(self) -> None:
        assert self.pack.adoption is not None
        office = self.authority(self.pack.adoption.by)
        self.correct()
        resolution = operations.record_resolution(
            district=self.district,
            meeting=self.pack.adoption.meeting,
            held_on=self.pack.adoption.held_on,
            document_number=self.pack.adoption.document_number,
            by=office,
            at=self.at,
        )
        operations.adopt_plan(self.slug, resolution=resolution, by=office, at=self.at)
        confirmed = self.arrange(office)
        self.confirm(confirmed)
        self.count()

    def authority(self, code: str) -> Authority:
        return authority_of_person(Person.objects.get(district=self.district, code=code), on=day_of(self.at))

    def correct(self) -> None:
        version = queries.current_version(self.slug)
        assert version is not None
        places = {clause.quote: clause.position for clause in version.clauses.all()}
        for entry in self.pack.corrections:
            if entry.quote not in places:
                raise PackDoesNotFit(entry.row, entry.quote)
            act = Act(by=self.authority(entry.by), at=self.at, reason=entry.reason)
            operations.track_clause(self.slug, places[entry.quote], entry.kind, act=act)

    def arrange(self, office: Authority) -> list[str]:
        """Complete the plan; returns the codes of what its units confirmed."""
        commitments = {one.quote: one for one in queries.commitments_of(Report.objects.get(slug=self.slug))}
        edits: dict[str, dict[Key, Value]] = defaultdict(dict)
        open_codes = set()
        for entry in self.pack.arrangements:
            commitment = commitments.get(entry.quote)
            if commitment is None:
                raise PackDoesNotFit(entry.row, entry.quote)
            edits[commitment.code] |= self.values(entry, commitment)
            if not entry.confirmed:
                open_codes.add(commitment.code)
        operations.change_commitments({code: Edit(values) for code, values in edits.items()}, act=Act(by=office, at=self.at))
        return [code for code in edits if code not in open_codes]

    def count(self) -> None:
        """Say which facts are counted beside which commitment."""
        codes = {one.quote: one.code for one in queries.commitments_of(Report.objects.get(slug=self.slug))}
        for entry in self.pack.tallies:
            if entry.quote not in codes:
                raise PackDoesNotFit(entry.row, entry.quote)
            name, name_en = entry.name.chinese, entry.name.english
            new = NewTally(entry.kind, entry.details, name, entry.unit, entry.reason, name_en)
            operations.begin_tally(codes[entry.quote], new, by=self.authority(entry.by), at=self.at)

    def values(self, entry: ArrangementEntry, commitment: Commitment) -> dict[Key, Value]:
        target = _target_of(entry, commitment)
        number = target.number if target else WHOLE
        said: dict[Key, Value] = {
            (WHOLE, "lead"): self.units.get(entry.lead),
            (WHOLE, "leader"): self.posts.get(entry.leader),
            (WHOLE, "cooperating"): tuple(sorted((self.units[code] for code in entry.cooperating), key=lambda unit: unit.pk)),
            (WHOLE, "reporting_class"): self.classes.get(entry.reporting_class),
            (WHOLE, "deadline"): entry.deadline,
            (number, "source"): entry.source,
        }
        said |= {(number, quarter): words for quarter, words in zip(QUARTERS, entry.milestones, strict=True)}
        if target:
            said |= {
                (number, "definition"): entry.definition,
                (number, "base_value"): entry.base_value,
                (number, "base_source"): entry.base_source,
            }
        return said

    def confirm(self, codes: list[str]) -> None:
        heads = heads_of(self.district, on=day_of(self.at))
        by_lead: dict[int, list[str]] = defaultdict(list)
        for commitment in queries.commitments_coded(codes):
            if commitment.lead_id in heads:
                by_lead[commitment.lead_id].append(commitment.code)
        for lead, led in by_lead.items():
            operations.confirm(led, by=heads[lead], at=self.at)


def _target_of(entry: ArrangementEntry, commitment: Commitment) -> PlannedTarget | None:
    targets = list(commitment.targets.all())
    if not entry.indicator:
        return targets[0] if len(targets) == 1 else None
    named = [target for target in targets if target.indicator == entry.indicator]
    if len(named) != 1:
        raise PackDoesNotFit(entry.row, f"{entry.quote} / {entry.indicator}")
    return named[0]


def load_rules_of_cases(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Load what a pack says about cases: its case type, or its working calendar. What is loaded already stays; returns how much was new."""
    if (pack.folder / "case.yaml").exists():
        return int(casework.load_case_type(pack.folder, district, by=by, at=at) is not None)
    if pack.kind != "calendar" or has_calendar(district):
        return 0
    whole = read_pack(pack.folder)
    assert whole.calendar is not None, "a pack of this kind has a calendar"
    assert whole.office_hours is not None, "and office hours"
    hours = whole.office_hours
    casework.enter_calendar(district, whole.calendar.years, hours=hours.hours, hours_status=Status(hours.status), by=by, at=at)
    return 1
