"""Reads of renewals: what expires soon and how it stands, what silence has renewed, what is a holder's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, Subquery

from luoshi.district.casework.queries import working_day_after
from luoshi.district.offices.queries import Power, Unit, people_who_may, units_within_reach
from luoshi.district.register.queries import Entry, EntryVersion, values_of
from luoshi.district.services import catalogue
from luoshi.district.services.applicants import representations
from luoshi.district.services.cases_of_renewals import MATTER
from luoshi.district.services.models import UNDECIDED, Renewal, RenewalState, RenewalStep, SubjectKind
from luoshi.district.services.renewals import expiring

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.catalogue import Offer
    from luoshi.words import Words

WARNED_WORKING_DAYS: Final = 5
"""So many working days before a licence expires undecided, the workbench begins to say so. It decides nothing."""
AHEAD_DAYS: Final = 90
"""How far the page of officials looks ahead."""


def newest_step(renewal: Renewal) -> RenewalStep | None:
    """The step that counts."""
    return RenewalStep.objects.filter(renewal=renewal).order_by("-number").first()


def _rows() -> QuerySet[Any]:
    """All renewals with the ``state`` that counts."""
    last = RenewalStep.objects.filter(renewal=OuterRef("pk")).order_by("-number")
    return Renewal.objects.annotate(state=Subquery(last.values("state")[:1]))


def _undecided() -> QuerySet[Any]:
    """What a person has to decide before it expires, and silence renews: opened as an application, or asked for by its holder."""
    asked = RenewalStep.objects.filter(renewal=OuterRef("pk"), state=RenewalState.ASKED)
    return _rows().filter(Q(counts_as_application=True) | Exists(asked), state__in=UNDECIDED)


def expired_untold(*, on: date) -> list[int]:
    """The licences that expired before a day without a decision, of which nobody has been told yet."""
    rows = _undecided().filter(expires_on__lt=on).exclude(state=RenewalState.OVERDUE)
    return list(rows.order_by("expires_on", "pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class RenewalAlarm:
    """What every page of the workbench says to those whose business it is: how many expired undecided, how many soon will.

    ``recordable`` are those of the overdue that the reader may put on record; ``recorders`` are post and name of who may, for the rest.
    """

    overdue: int
    soon: int
    first: date | None
    recordable: int
    recorders: tuple[str, ...]


def sees_renewals(by: Authority) -> bool:
    """Whether renewals are somebody's business."""
    return by.district is not None and by.may(Power.SEE, MATTER)


def renewal_alarm(by: Authority, *, on: date) -> RenewalAlarm | None:
    """What somebody has to know of renewals on a day; ``None`` where there is nothing."""
    if by.district is None or not sees_renewals(by):
        return None
    mine = _within_reach(_undecided(), by)
    overdue = _by_unit(mine.filter(expires_on__lt=on))
    left = [unit for unit in overdue if not may_record(unit, by)]
    until = working_day_after(by.district, on, WARNED_WORKING_DAYS)
    soon = mine.filter(expires_on__gte=on, expires_on__lte=until).aggregate(count=Count("pk"), first=Min("expires_on"))
    recordable = sum(count for unit, count in overdue.items() if unit not in left)
    found = RenewalAlarm(sum(overdue.values()), soon["count"], soon["first"], recordable, recorders_of(left, on=on))
    return found if found.overdue or found.soon else None


def _by_unit(rows: QuerySet[Any]) -> dict[Unit, int]:
    """How many renewals there are of each unit's items."""
    counts = dict(rows.order_by().values_list("item__unit").annotate(count=Count("pk")))
    return {unit: counts[unit.pk] for unit in Unit.objects.filter(pk__in=counts).select_related("district", "successor").order_by("pk")}


def may_record(unit: Unit, by: Authority) -> bool:
    """Whether somebody may put on record that silence renewed a licence of a unit."""
    return by.may(Power.APPROVE, MATTER, unit=unit)


def recorders_of(units: Iterable[Unit], *, on: date) -> tuple[str, ...]:
    """Post and name of everybody who may put on record that silence renewed licences of these units, each once."""
    people = [one for unit in units for one in people_who_may(Power.APPROVE, MATTER, unit=unit, on=on)]
    return tuple(dict.fromkeys(one.signature for one in people))


def _within_reach(rows: QuerySet[Any], by: Authority) -> QuerySet[Any]:
    """Those of the units for whose affairs somebody may see them."""
    rows = rows.filter(district=by.district)
    units = units_within_reach(by, Power.SEE, MATTER)
    return rows if units is None else rows.filter(item__unit__in=units)


def renewals_seen(by: Authority, *, on: date) -> list[Renewal]:
    """The renewals that somebody may see: what expired undecided first, then by the day on which they expire, 90 days ahead and back."""
    return list(_seen(by, on).order_by("expires_on", "pk"))


def renewal_seen(pk: int, by: Authority, *, on: date) -> Renewal | None:
    """One of :func:`renewals_seen`; nothing where somebody may not see it."""
    return _seen(by, on).filter(pk=pk).first()


def _seen(by: Authority, on: date) -> QuerySet[Renewal]:
    rows = _within_reach(_rows(), by).filter(expires_on__lte=on + timedelta(days=AHEAD_DAYS))
    return _whole(rows.filter(Q(expires_on__gte=on - timedelta(days=AHEAD_DAYS)) | Q(state__in=UNDECIDED)))


@dataclass(frozen=True, slots=True)
class Coming:
    """A licence that the office will renew by itself, and has not looked at yet."""

    licence: str
    number: str
    name: Words
    holder: str
    holder_name: str
    expires_on: date
    opens_on: date


def coming(district: District, *, on: date, holders: Collection[str] | None = None) -> list[Coming]:
    """The licences that expire within 90 days and were not looked at, of some holders or all; those first that end first."""
    offers = [offer for offer in catalogue.offers(district, on=on) if offer.item.renewal is not None]
    return sorted((each for offer in offers for each in _coming(offer, district, on, holders)), key=lambda one: one.expires_on)


def _coming(offer: Offer, district: District, on: date, holders: Collection[str] | None) -> Iterator[Coming]:
    entries = licences_ending(offer, on=on, through=on + timedelta(days=AHEAD_DAYS))
    values = values_of(entries, on=on)
    names = _names(district, {one["holder"] for one in values.values() if one})
    for entry in entries:
        due = expiring(values[entry.pk], licence_name(offer), on=on, ahead=AHEAD_DAYS)
        if due is not None and (holders is None or due.values["holder"] in holders):
            opens = due.expires_on - timedelta(days=ahead_of(offer, on) or 0)
            holder = due.values["holder"]
            yield Coming(
                entry.key, due.values["number"], offer.item.result.name, holder, names.get(holder, holder), due.expires_on, max(on, opens)
            )


def _names(district: District, keys: Collection[str]) -> dict[str, str]:
    """What enterprises are called."""
    rows = Entry.objects.filter(district=district, kind="enterprises", identifier__in=keys)
    return dict(rows.values_list("identifier", "name"))


def licences_ending(offer: Offer, *, on: date, through: date, open_to: Collection[RenewalState] = (RenewalState.LEFT,)) -> list[Entry]:
    """The licences that an item renews of which the register once said that they end in these days, and of which nothing is said beside
    ``open_to``: by itself those that nobody has looked at yet."""
    district = offer.version.district
    rows = EntryVersion.objects.filter(
        entry__district=district, entry__kind="licences", entry__merged_into=None, values__name=licence_name(offer),
        values__expires_on__gte=on.isoformat(), values__expires_on__lte=through.isoformat(),
    )  # fmt: skip
    settled = RenewalStep.objects.exclude(state__in=open_to).filter(renewal__district=district, renewal__expires_on__gte=on)
    rows = rows.exclude(entry__key__in=settled.values("renewal__licence")).order_by("values__expires_on", "entry").select_related("entry")
    return list({row.entry_id: row.entry for row in rows}.values())


def ahead_of(offer: Offer, on: date) -> int | None:
    """How many days before its end a licence is looked at; ``None`` where the office does not renew by itself."""
    renewal = offer.item.renewal
    return offer.days(renewal.open_before, on=on) if renewal is not None else None


def licence_name(offer: Offer) -> str:
    """The name of the licence that an item renews."""
    result = offer.item.result
    return result.renews or result.name.chinese


def _whole(rows: QuerySet[Any]) -> QuerySet[Any]:
    return (
        rows.select_related("district", "item__unit__district")
        .prefetch_related(Prefetch("steps", RenewalStep.objects.order_by("number")))
        .defer("item__files")
    )


def renewals_of(by: Authority, *, district: District, on: date) -> list[Renewal]:
    """The renewals of all for whom somebody acts on a day, the newest first."""
    mine = holders(by, district=district, on=on)
    return list(_whole(_rows().filter(district=district, holder__in=mine)).order_by("-expires_on", "-pk"))


def holders(by: Authority, *, district: District, on: date) -> list[str]:
    """The enterprises for which somebody acts on a day."""
    found = representations(by, district=district, on=on)
    return [each.subject_key for each in found if each.subject_kind == SubjectKind.ENTERPRISES]


def renewal_of_holder(pk: int, by: Authority, *, on: date) -> Renewal | None:
    """A renewal for whoever acts for its holder; ``None`` for anybody else."""
    found: Renewal | None = _whole(_rows()).filter(pk=pk).first()
    if found is None or found.holder not in holders(by, district=found.district, on=on):
        return None
    return found


@dataclass(frozen=True, slots=True)
class RenewalFigures:
    """What came of the renewals that were opened since a moment: of ``opened`` so many ``silent``, without anybody doing anything."""

    opened: int
    silent: int
    by_person: int
    by_law: int
    undecided: int


def renewal_figures(district: District, *, since: datetime) -> RenewalFigures:
    """What came of renewals, for everybody."""
    rows = _rows().filter(district=district, opened_at__gte=since).exclude(state__in=[RenewalState.LEFT, RenewalState.DECLINED])
    renewed = RenewalStep.objects.filter(renewal__in=rows, state=RenewalState.RENEWED)
    return RenewalFigures(
        opened=rows.count(),
        silent=renewed.filter(case_code="").count(),
        by_person=renewed.exclude(case_code="").count(),
        by_law=rows.filter(state=RenewalState.DEEMED).count(),
        undecided=rows.filter(state__in=UNDECIDED).count(),
    )
