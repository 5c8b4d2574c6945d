"""Changes of the plan: a report comes in, is corrected, adopted, completed, changed by resolution. Each is whole or does not happen."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max

from luoshi.district.days import day_of
from luoshi.district.locks import alone
from luoshi.district.offices import operations as offices
from luoshi.district.plan import fail_if, models
from luoshi.district.plan.editing import Act, Edit, change
from luoshi.district.plan.errors import (
    NeedsRevision,
    NoSuchCommitment,
    NotAdoptable,
    NotAllowed,
    NotConfirmable,
    NotHeld,
    PlanStays,
    ReportRefused,
    ReportStays,
    SlugTaken,
    TableRefused,
    TallyRefused,
)
from luoshi.district.plan.fields import WHOLE
from luoshi.district.plan.intake import Intake, engine_identity, take_in
from luoshi.district.plan.missing import MISSING_NAMES
from luoshi.district.plan.models import Origin
from luoshi.district.plan.owners import level_of, suggested
from luoshi.district.plan.storing import number_commitments, store_reading
from luoshi.engines.reading import read
from luoshi.engines.reading.model import Half

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.district.plan.tallies import NewTally
    from luoshi.engines.packs import ReportingClassEntry

REPORTS_PER_VISITOR_MAX = 50
"""Enough to compare all provinces, too few to fill a disk by hand."""


def read_report(content: bytes, name: str, *, by: str, at: datetime, title: str = "") -> str:
    """Take in a visitor's report and return its slug. What two visitors bring are two reports, even if the texts are the same.

    Args:
        content: the file.
        name: the file's name, which decides between formats that look alike.
        by: the visitor's own random word, by which the report can be revised and taken away again.
        at: when it came.
        title: what the visitor calls it, used where the text has no title of its own.

    Raises:
        ReportRefused: the file cannot be read as a work report, or the visitor brought too many; nothing was stored.
    """
    intake = take_in(content, name, title)
    with _one_change_at_a_time(by):
        if found := _find(intake, by):
            return found.slug
        if models.Report.objects.filter(holder=by).count() >= REPORTS_PER_VISITOR_MAX:
            raise ReportRefused.too_many(REPORTS_PER_VISITOR_MAX)
        slug = _slug_of_upload(intake, by, at)
        _store_new(intake, slug=slug, origin=Origin.UPLOADED, at=at, holder=by)
    return slug


def import_report(
    content: bytes,
    name: str,
    *,
    slug: str,
    at: datetime,
    district: str = "",
    district_en: str = "",
    title: str = "",
    origin: Origin = Origin.DISTRICT,
    act: Act | None = None,
    is_new: bool = False,
) -> bool:
    """Make the report at ``slug`` consist of this text, as the district's own; return whether anything had to be changed.

    A new one is a draft until :func:`adopt_plan`. The text of an adopted one is replaced by resolution only, which ``act`` names; what it
    promises anew then joins the plan, and what it no longer says stays on record. ``is_new`` says that nothing may be replaced, ``title``
    what the report is called if its text has no title of its own.

    Raises:
        ReportRefused: the file cannot be read as a work report, or its text is another report's; nothing was stored.
        NeedsRevision: the plan is adopted, and no resolution is given.
        SlugTaken: the name is a visitor's report's, or of another district.
    """
    intake = take_in(content, name, title)
    with _one_change_at_a_time(by=""):
        if report := models.Report.objects.select_for_update(of=("self",)).select_related("district").filter(slug=slug).first():
            if is_new or report.origin != origin or (district and report.district and report.district.name != district):
                raise SlugTaken(slug)
            return _revise_own(report, intake, at=at, act=act)
        if found := _find(intake, by=""):
            raise ReportRefused.elsewhere(found.title)
        _store_new(intake, slug=slug, origin=origin, at=at, district=district, district_en=district_en)
    return True


def discard_draft(slug: str, *, by: Authority) -> None:
    """Take a draft of the district away, with all that was corrected in it.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        PlanStays: the plan is adopted, or is a demonstration.
    """
    with _one_change_at_a_time(by=""):
        report = own_report(slug, by)
        if not report.is_draft:
            raise PlanStays(report.title)
        report.delete()


def record_resolution(
    *, district: District, meeting: str, held_on: date, document_number: str = "", by: Authority, at: datetime
) -> models.Resolution:
    """Record which meeting decided; one that is recorded already is returned.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NotAdoptable: the meeting is still to come.
    """
    if not by.is_office_of(district) or by.person is None:
        raise NotAllowed.to_keep_plan()
    if held_on > (today := day_of(at)):
        raise NotAdoptable.later_than(held_on, today)
    found, _ = models.Resolution.objects.get_or_create(
        district_id=district.pk,
        meeting=meeting.strip()[:200],
        held_on=held_on,
        defaults={"document_number": document_number.strip()[:60], "recorded_by": by.person, "recorded_at": at},
    )
    return found


def adopt_plan(slug: str, *, resolution: models.Resolution, by: Authority, at: datetime) -> None:
    """Put a plan in force: it becomes public, and what it promises changes by resolution only from now on.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NotAdoptable: it is in force already, or promises nothing.
    """
    with _one_change_at_a_time(by=""):
        report = own_report(slug, by)
        if resolution.district_id != report.district_id:  # no district adopts by another one's meeting
            raise NotAllowed.to_keep_plan()
        if report.adopted:
            raise NotAdoptable.already(report.title)
        if not report.commitments.filter(kind__in=models.PROMISES, clauses__version__is_current=True).exists():
            raise NotAdoptable.empty(report.title)
        report.adopted_at, report.adopted_by, report.adopted_signature, report.adoption = at, by.person, by.signature, resolution
        report.save(update_fields=["adopted_at", "adopted_by", "adopted_signature", "adoption"])


def change_commitment(code: str, edit: Edit, *, act: Act) -> int:
    """Correct, complete or, by resolution, change one commitment; return how many values changed. See :func:`change_commitments`."""
    return change_commitments({code: edit}, act=act)


@transaction.atomic
def change_commitments(edits: Mapping[str, Edit], *, act: Act) -> int:
    """Change many commitments, all of them or none; return how many values changed.

    Raises:
        PlanError: the first refusal in order of the codes, which names the commitment; nothing was changed.
    """
    commitments = _locked(edits)
    changes = [one for commitment in commitments for one in change(commitment, edits[commitment.code], act)]
    models.Change.objects.bulk_create(changes)
    return len(changes)


@transaction.atomic
def confirm(codes: Collection[str], *, by: Authority, at: datetime) -> int:
    """The head of the lead unit says that what is arranged holds; return how many were not confirmed before.

    Raises:
        NotAllowed: the person is not the head of the lead unit.
        NotConfirmable: an owner, a deadline, a base or a source is missing.
    """
    waiting = [commitment for commitment in _locked(codes) if not commitment.confirmed]
    for commitment in waiting:
        if not by.approves_for(commitment.lead):
            raise NotAllowed.to_confirm(commitment)
        if commitment.missing:
            raise NotConfirmable(commitment, [str(MISSING_NAMES[one]) for one in commitment.missing])
        commitment.revision += 1
        commitment.confirmed_at, commitment.confirmed_signature = at, by.signature
    models.Commitment.objects.bulk_update(waiting, ["revision", "confirmed_at", "confirmed_signature"])
    models.Change.objects.bulk_create(_confirmation(commitment, by, at) for commitment in waiting)
    return len(waiting)


@transaction.atomic
def track_clause(slug: str, position: int, kind: str, *, act: Act) -> str:
    """Make a commitment of a sentence that was read as none; return its code.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NeedsReason, NeedsResolution: nobody says why, or the plan is adopted and no meeting decided it.
        ReportRefused: there is no such sentence, or it tells what was achieved.
    """
    report = own_report(slug, act.by)
    present = models.Clause.objects.filter(version__report=report, version__is_current=True)
    clause = present.select_related("area").filter(position=position).first()
    if clause is None or clause.half != Half.PLAN or (clause.commitment_id is None and kind not in models.PROMISES):
        raise ReportRefused.no_such_clause(position)
    if clause.commitment_id is None:
        [clause.commitment] = number_commitments(report, [(clause.quote, clause.area.title, clause.kind, clause.strength)])
        clause.owners = suggested(clause.quote, level_of(report.district.name if report.district else ""))
        clause.save(update_fields=["commitment", "owners"])
    assert clause.commitment is not None
    change_commitments({clause.commitment.code: Edit({(WHOLE, "kind"): kind})}, act=act)
    return clause.commitment.code


@transaction.atomic
def begin_tally(code: str, new: NewTally, *, by: Authority, at: datetime) -> models.Tally:
    """Count facts beside a commitment from now on; the count itself goes back to the beginning of the plan.

    Raises:
        NoSuchCommitment: there is none of this code.
        NotAllowed: the person does not keep the district's plan.
        TallyRefused: the plan is not in force, the same is counted already, or a value cannot be.
    """
    commitment, person = _counted_by(code, by)
    fail_if.no_plan_counts(commitment)
    fail_if.tally_is_malformed(new)
    fail_if.counted_already(commitment, new)
    return models.Tally.objects.create(
        commitment=commitment,
        number=commitment.tallies.count() + 1,
        kind=new.kind,
        details=dict(new.details),
        name=new.name,
        name_en=new.name_en,
        unit=new.unit,
        reason=new.reason.strip(),
        person=person,
        signature=by.signature,
        at=at,
    )


@transaction.atomic
def end_tally(code: str, number: int, *, reason: str, by: Authority, at: datetime) -> models.TallyEnd:
    """Count something no longer; what was counted, by whom and why stays on record.

    Raises:
        NoSuchCommitment: there is none of this code.
        NotAllowed: the person does not keep the district's plan.
        TallyRefused: it is not counted now, or nobody says why it ends.
    """
    commitment, person = _counted_by(code, by)
    tally = commitment.tallies.filter(number=number, end=None).first()
    if tally is None:
        raise TallyRefused.ended_already(str(number))
    fail_if.reason_is_missing(reason)
    return models.TallyEnd.objects.create(tally=tally, reason=reason.strip(), person=person, signature=by.signature, at=at)


def _counted_by(code: str, by: Authority) -> tuple[models.Commitment, Person]:
    """The commitment, locked, and the person who keeps its plan."""
    [commitment] = _locked([code])
    if commitment.report.removable or by.person is None or not by.is_office_of(commitment.report.district):
        raise NotAllowed.to_keep_plan()
    return commitment, by.person


def own_report(slug: str, by: Authority) -> models.Report:
    """The district's own report, locked, for whoever keeps its plan. Raises :class:`NotAllowed`."""
    report = models.Report.objects.select_for_update(of=("self",)).select_related("district").filter(slug=slug).first()
    if report is None or report.removable or not by.is_office_of(report.district):
        raise NotAllowed.to_keep_plan()
    return report


def revise_report(slug: str, content: bytes, name: str, *, by: str, at: datetime) -> bool:
    """Replace the text of a visitor's report. Commitments that the new text still makes keep their codes; returns whether anything changed.

    Raises:
        NotHeld: the visitor did not bring this report.
        ReportRefused: the file cannot be read as a work report, or is another report; nothing was changed.
    """
    intake = take_in(content, name)
    with _one_change_at_a_time(by):
        report = _held(slug, by)
        if report is None:
            raise NotHeld
        return _revise(report, replace(intake, given_title=report.title), at=at)


def read_again(*, at: datetime) -> int:
    """Let the present engines read every current text that others read; codes stay. Returns how many reports that were.

    Adopted plans are left as they are: they change by resolution, not by a better machine.
    """
    stale = models.ReportVersion.objects.filter(is_current=True, report__adopted_at=None).exclude(engine=engine_identity())
    for version in stale:
        with transaction.atomic():
            version.report = models.Report.objects.select_for_update().get(pk=version.report_id)
            store_reading(version, read(version.source, year=version.report.year), at=at)
    return len(stale)


def remove_report(slug: str, *, by: str) -> None:
    """Take a visitor's report away, with all its versions and codes.

    Raises:
        ReportStays: it is the demonstration, the district's own, or was brought by someone else.
    """
    with _one_change_at_a_time(by):
        report = _held(slug, by)
        if report is None:
            raise ReportStays
        report.delete()


@contextmanager
def _one_change_at_a_time(by: str) -> Iterator[None]:
    """A transaction in which nothing else happens to this visitor's reports, or to the public ones; others do not wait."""
    with transaction.atomic():
        alone(f"reports of {by}")
        yield


def _held(slug: str, by: str) -> models.Report | None:
    """The visitor's own report, locked until the change is done."""
    return models.Report.objects.select_for_update().filter(slug=slug, origin=Origin.UPLOADED, holder=by).first()


def _find(intake: Intake, by: str) -> models.Report | None:
    """The report that now consists of this text, if it is public or this visitor's."""
    same = models.Report.objects.filter(versions__is_current=True, versions__source_sha256=intake.sha256, holder__in=("", by))
    if by:  # a visitor is not told of a district's drafts
        same = same.exclude(origin=Origin.DISTRICT, adopted_at=None)
    return same.order_by("holder").first()


def _store_new(
    intake: Intake, *, slug: str, origin: Origin, at: datetime, holder: str = "", district: str = "", district_en: str = ""
) -> None:
    called = district or intake.district
    earlier = models.Report.objects.exclude(origin=Origin.UPLOADED).filter(district__name=called, year=intake.year)
    report = models.Report.objects.create(
        slug=slug,
        series=(earlier.aggregate(last=Max("series"))["last"] or 0) + 1 if origin != Origin.UPLOADED and called else 1,
        district_id=offices.name_district(called, district_en).pk if called else None,
        title=intake.title[:200],
        year=intake.year,
        origin=origin,
        holder=holder,
        received_at=at,
    )
    _add_version(report, intake, number=1, at=at)


def _revise(report: models.Report, intake: Intake, *, at: datetime) -> bool:
    """Switch to the version with this text, old or new, and read it unless this very engine has read it before."""
    found = _find(intake, report.holder)
    if found and found != report:
        raise ReportRefused.elsewhere(found.title)
    version = report.versions.filter(source_sha256=intake.sha256).first()
    if version and version.is_current and version.engine == engine_identity():
        return False
    report.versions.filter(is_current=True).update(is_current=False)
    if version is None:
        _add_version(report, intake, number=report.versions.count() + 1, at=at)
    else:
        version.is_current = True
        version.save(update_fields=["is_current"])
        store_reading(version, intake.reading, at=at)
    report.title, report.year = intake.title[:200], intake.year
    report.save(update_fields=["title", "year"])
    return True


@transaction.atomic
def receive_table(slug: str, file_name: str, wanted: Sequence[Mapping[str, object]], *, by: Authority, at: datetime) -> int:
    """Keep an edited table until whoever brought it has looked at what it would change; returns its number.

    Raises:
        NotAllowed: the person neither keeps the plan nor fills in for a unit.
    """
    report = models.Report.objects.get(slug=slug)
    if by.person is None or not by.serves(report.district):
        raise NotAllowed.to_keep_plan()
    kept = models.TableImport.objects.create(report=report, file_name=file_name[:200], edits=list(wanted), person=by.person, received_at=at)
    return int(kept.pk)


@transaction.atomic
def apply_table(pk: int, edits: Mapping[str, Edit], *, act: Act) -> int:
    """Apply a table that was looked at, wholly or not at all; return how many values changed.

    Raises:
        TableRefused: it was applied or discarded already, or somebody else brought it.
        PlanError: one of its changes is refused; nothing was changed.
    """
    kept = models.TableImport.objects.select_for_update().filter(pk=pk, applied_at=None, person=act.by.person).first()
    if kept is None:
        raise TableRefused.applied()
    count = change_commitments(edits, act=act)
    kept.applied_at = act.at
    kept.save(update_fields=["applied_at"])
    return count


def discard_table(pk: int, *, by: Authority) -> bool:
    """Throw away a table of one's own that was not applied; return whether there was one."""
    deleted, _ = models.TableImport.objects.filter(pk=pk, applied_at=None, person=by.person).delete()
    return deleted > 0


@transaction.atomic
def set_reporting_classes(district: District, entries: Sequence[ReportingClassEntry]) -> None:
    """Sort the district's commitments into these classes; a class that is known by its letter stays as it is."""
    for entry in entries:
        models.ReportingClass.objects.get_or_create(
            district_id=district.pk,
            letter=entry.letter,
            defaults={
                "name": entry.name,
                "name_en": entry.name_en,
                "every_months": entry.every_months,
                "basis": entry.basis,
                "status": entry.status,
            },
        )


def _revise_own(report: models.Report, intake: Intake, *, at: datetime, act: Act | None) -> bool:
    """The district's own text is replaced; of an adopted plan it is recorded, sentence by sentence, what that changed."""
    if not report.adopted:
        return _revise(report, intake, at=at)
    if report.versions.filter(is_current=True, source_sha256=intake.sha256).exists():
        return False
    if act is None or act.resolution is None or act.by.person is None:
        raise NeedsRevision(report.title)
    if not act.by.is_office_of(report.district):
        raise NotAllowed.to_keep_plan()
    before = _quotes(report)
    changed = _revise(report, intake, at=at)
    after = _quotes(report)
    different = [pk for pk in sorted(before.keys() | after.keys()) if before.get(pk) != after.get(pk)]
    models.Commitment.objects.filter(pk__in=different).update(revision=F("revision") + 1, confirmed_at=None, confirmed_signature="")
    revisions = dict(models.Commitment.objects.filter(pk__in=different).values_list("pk", "revision"))
    models.Change.objects.bulk_create(
        models.Change(
            commitment_id=pk,
            field="quote",
            nature=models.Nature.REVISED,
            old=before.get(pk, ""),
            new=after.get(pk, ""),
            revision=revisions[pk],
            person_id=act.by.person.pk,
            signature=act.by.signature,
            at=at,
            reason=act.reason,
            resolution=act.resolution,
        )
        for pk in different
    )
    return changed


def _quotes(report: models.Report) -> dict[int, str]:
    """The words of each commitment that the present text makes."""
    placed = models.Clause.objects.filter(version__report=report, version__is_current=True, commitment__isnull=False)
    return dict(placed.values_list("commitment_id", "quote"))


def _locked(codes: Collection[str]) -> list[models.Commitment]:
    """The commitments of these codes in order, each locked until the change is done.

    Raises:
        NoSuchCommitment: one of them does not exist.
    """
    found = models.Commitment.objects.select_for_update(of=("self",)).filter(code__in=codes)
    related = found.select_related("report__district", "lead", "leader__unit", "reporting_class")
    commitments = list(related.prefetch_related("targets", "milestones", "cooperating").order_by("pk"))
    if unknown := set(codes) - {commitment.code for commitment in commitments}:
        raise NoSuchCommitment(min(unknown))
    return commitments


def _confirmation(commitment: models.Commitment, by: Authority, at: datetime) -> models.Change:
    return models.Change(
        commitment=commitment,
        field="confirmed",
        nature=models.Nature.CONFIRMED,
        new=by.title,
        revision=commitment.revision,
        person=by.person,
        signature=by.signature,
        at=at,
    )


def _add_version(report: models.Report, intake: Intake, *, number: int, at: datetime) -> None:
    version = models.ReportVersion.objects.create(
        report=report,
        number=number,
        is_current=True,
        file_name=intake.file_name[:200],
        format=intake.document.format.value,
        encoding=intake.document.encoding or "",
        notes=list(intake.document.notes),
        source=intake.reading.source,
        source_sha256=intake.sha256,
        text=intake.reading.text,
        read_at=at,
        engine=engine_identity(),
    )
    store_reading(version, intake.reading, at=at)


def _slug_of_upload(intake: Intake, by: str, at: datetime) -> str:
    """An address that nobody can guess and that never comes back, even if the report is removed and brought again."""
    token = hashlib.sha256(f"{intake.sha256} {by} {at.isoformat()}".encode()).hexdigest()[:12]
    return f"{intake.year}-{token}" if intake.year else token
