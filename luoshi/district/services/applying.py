"""Everything in one call, for programs: an application is begun, filled in and handed in, or nothing of it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from luoshi.district.services import catalogue, fail_if
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.errors import BegunByAnother, NoSuchApplicant
from luoshi.district.services.handing_in import decided, one_at_a_time, submit
from luoshi.district.services.knowing import known_of, with_written
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import Application, Assessed, State
from luoshi.district.services.writing import save

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.applicants import Subject
    from luoshi.engines.approval import Path


@transaction.atomic
def apply(
    item_code: str,
    *,
    district: District,
    subject: Subject,
    values: Mapping[str, str | Sequence[str]],
    path: Path | None,
    by: Authority,
    at: datetime,
    once: UUID,
) -> tuple[Application, Assessed]:
    """Begin an application, fill it in and hand it in, in one transaction. Called again with the same ``once``, tell what came of it.

    Args:
        item_code: what is applied for.
        district: of whom.
        subject: in whose name.
        values: what is filled in, by the codes of fields; what a register knows stays as it is.
        path: the way that the applicant chose; ``None``: the best that is open.
        by: who applies, who has to act for the applicant.
        at: when.
        once: drawn by the caller, so that it is decided once however often it is sent.

    Raises:
        NoSuchItem, NoSuchApplicant, NotYours, NotForThisApplicant, BegunByAnother, NotArranged: as :func:`begin`.
        NoSuchField: as :func:`save`.
        PathClosed, CaseworkError: as :func:`submit`.
    """
    one_at_a_time(district, item_code, subject)
    begun = Application.objects.filter(once=once).first()
    if begun is not None:
        fail_if.begun_by_another(begun, item_code, subject, by)
        return _again(begun, values, path=path, by=by, at=at)
    on = localtime(at).date()
    offer = catalogue.offer(district, item_code, on=on)
    acting = fail_if.not_representing(by, subject, district=district, on=on)
    fail_if.not_for_this_applicant(offer.item, subject)
    fail_if.not_asked(offer.item, values)
    fail_if.no_way_of_the_item(offer.item, path)
    around = Surrounded(subject, citizen=acting.citizen, district=district, on=on)
    if around.own is None or around.own.entry.merged_into_id is not None:
        raise NoSuchApplicant(subject.key)
    desk = desk_of(district, on=on)
    assert by.person is not None, "whoever acts for somebody is a person"
    application = Application(
        district=district, code=desk.application_code(at), item=offer.version, matter=item_code, person=by.person,
        subject_kind=subject.kind, subject_key=subject.key, values=with_written(offer, around, values), once=once, begun_at=at,
        changed_at=at,
    )  # fmt: skip
    known = known_of(application, offer, acting, on=on, around=around)
    _store(application)
    return application, decided(known, desk=desk, path=path, by=by, at=at)


def _store(application: Application) -> None:
    try:
        application.save(force_insert=True)
    except IntegrityError as taken:
        raise BegunByAnother(application.code) from taken


def _again(
    begun: Application, values: Mapping[str, str | Sequence[str]], *, path: Path | None, by: Authority, at: datetime
) -> tuple[Application, Assessed]:
    """What came of it; a draft goes on from where it is."""
    if begun.state == State.DRAFT:
        save(begun.code, values=values, by=by, at=at)
        submit(begun.code, path=path, expected=None, by=by, at=at)
        begun.refresh_from_db()
    return begun, Assessed.objects.filter(application=begun).latest("number")
