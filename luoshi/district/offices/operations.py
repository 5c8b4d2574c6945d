"""Changes of offices: units and posts begin and end, persons take them over. What was valid on a day stays readable.

Each but those of whoever installs Luoshi (:func:`name_district`, :func:`set_up`) is made ``by`` the office of the district, and raises
:class:`~luoshi.district.offices.errors.NotTheOffice` for everybody else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from luoshi.district.offices import fail_if
from luoshi.district.offices.errors import (
    EnteredOtherwise,
    GrantedAlready,
    NameTaken,
    OfficeError,
    PostHeld,
    RosterRefused,
    UnitInUse,
    WrongDays,
)
from luoshi.district.offices.models import District, Grant, Person, Post, Power, Reach, Role, Tenure, Unit
from luoshi.district.offices.roster import Fault
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.offices.authority import Authority
    from luoshi.district.offices.roster import RosterRow
    from luoshi.engines.packs import GrantEntry, PersonEntry, PostEntry, UnitEntry

FROM_PACK: Final = "offices.yaml"
"""The signature under a grant that came with a pack."""


def name_district(name: str, name_en: str = "", within: Sequence[str] = ()) -> District:
    """The district of this name, made if it is new; what is said of it besides replaces what was said before."""
    district, _ = District.objects.get_or_create(name=name[:100])
    said = {name: value for name, value in (("name_en", name_en), ("within", list(within))) if value and value != getattr(district, name)}
    if said:
        for field, value in said.items():
            setattr(district, field, value)
        district.save(update_fields=list(said))
    return district


@transaction.atomic
def set_up(
    district: District,
    *,
    units: Sequence[UnitEntry],
    posts: Sequence[PostEntry],
    people: Sequence[PersonEntry],
    grants: Sequence[GrantEntry] = (),
    invented: bool = False,
) -> int:
    """Enter the offices of a pack that the district does not have yet; return how many units that were. What it has stays as it is.

    Each person gets an account under the own code, without a password until somebody sets one.
    """
    if invented and not district.invented:
        district.invented = True
        district.save(update_fields=["invented"])
    known = {unit.code: unit for unit in district.units.all()}
    new = [entry for entry in units if entry.code not in known]
    _enter_units(district, new, known)
    entered = {post.code: post for post in Post.objects.filter(unit__district=district)}
    _enter_posts([post for post in posts if post.code not in entered], known, entered)
    for person in people:
        if not Person.objects.filter(district=district, code=person.code).exists():
            _enter(district, person, entered, invented=invented)
    _enter_grants(district, grants, entered)
    return len(new)


def _enter_units(district: District, new: Sequence[UnitEntry], known: dict[str, Unit]) -> None:
    """Units join those that are ``known``; successors are named when all are there."""
    for entry in new:
        said = {each: getattr(entry, each) for each in ("code", "name", "name_en", "valid_from", "valid_to")}
        with _named(entry.name, entry.code):
            known[entry.code] = Unit.objects.create(district=district, **said)
    for entry in new:
        if entry.successor:
            known[entry.code].successor = known[entry.successor]
            known[entry.code].save(update_fields=["successor"])


def _enter_posts(new: Sequence[PostEntry], units: Mapping[str, Unit], entered: dict[str, Post]) -> None:
    """Posts join those that are ``entered``."""
    for entry in new:
        said = {each: getattr(entry, each) for each in ("code", "title", "title_en", "role", "valid_from", "valid_to")}
        with _named(entry.title, entry.code):
            entered[entry.code] = Post.objects.create(unit=units[entry.unit], **said)


def _enter_grants(district: District, grants: Sequence[GrantEntry], posts: dict[str, Post]) -> None:
    """Those that were never granted; what the district ended since stays ended."""
    for entry in grants:
        for power in entry.powers:
            Grant.objects.get_or_create(
                district=district,
                role=entry.role,
                post=posts[entry.post] if entry.post else None,
                matter=entry.matter,
                power=power,
                reach=entry.reach,
                defaults={"valid_from": entry.valid_from, "valid_to": entry.valid_to, "granted_by": FROM_PACK},
            )


def _enter(district: District, entry: PersonEntry, posts: dict[str, Post], *, invented: bool) -> None:
    person = _add_person(district, code=entry.code, name=entry.name, name_en=entry.name_en, invented=invented)
    Tenure.objects.bulk_create(
        Tenure(post=posts[held.post], person=person, valid_from=held.valid_from, valid_to=held.valid_to) for held in entry.holds
    )


@transaction.atomic
def add_person(district: District, *, code: str, name: str, by: Authority) -> Person:
    """Enter a person with an account that has no password yet.

    Raises:
        NotTheOffice: somebody else keeps the offices of this district.
        NameTaken: the code is somebody else's, or the name of another account.
    """
    fail_if.not_the_office(district, by)
    return _add_person(district, code=code, name=name)


def add_invented(district: District, named: Mapping[str, str]) -> list[Person]:
    """Enter people of a demonstration who never sign in, by their codes with their names. Raises :class:`NameTaken`."""
    taken = Person.objects.filter(district=district, code__in=named).values_list("code", flat=True).first()
    if taken is not None:
        raise NameTaken(taken)
    return Person.objects.bulk_create(Person(district=district, code=code, name=name, invented=True) for code, name in named.items())


def _add_person(district: District, *, code: str, name: str, name_en: str = "", invented: bool = False) -> Person:
    accounts = get_user_model()
    if Person.objects.filter(district=district, code=code).exists() or accounts.objects.filter(username=code).exists():
        raise NameTaken(code)
    account = accounts(username=code)
    account.set_unusable_password()
    account.save()
    return Person.objects.create(district=district, code=code, name=name, name_en=name_en, account=account, invented=invented)


def add_unit(district: District, *, code: str, name: str, on: date, by: Authority) -> Unit:
    """A unit begins. Raises :class:`NotTheOffice`, :class:`NameTaken`."""
    fail_if.not_the_office(district, by)
    with _named(name, code):
        return Unit.objects.create(district=district, code=code, name=name, valid_from=on)


@transaction.atomic
def end_unit(unit: Unit, *, successor: Unit, on: date, by: Authority) -> None:
    """A unit ends with a day, and another present one takes over its work and its posts: after a merger, or under a new name.

    Raises:
        NotTheOffice: somebody else keeps the offices of this district.
        UnitInUse: it has ended already, or the other one cannot take over.
        WrongDays: it would end before it began.
        NameTaken: the other one has a post of the same title; one of them has to end first.
    """
    fail_if.not_the_office(unit.district, by)
    if unit.valid_to or successor.pk == unit.pk or successor.valid_to or successor.district_id != unit.district_id:
        raise UnitInUse(unit)
    if on < unit.valid_from:
        raise WrongDays(unit.name, unit.valid_from, on)
    if successor.posts.filter(valid_to=None, role=Role.APPROVER).exists():  # one unit, one head
        for head in unit.posts.filter(valid_to=None, role=Role.APPROVER):
            end_post(head, on=on, by=by)
    with _named(unit.name, unit.code):
        unit.posts.filter(valid_to=None).update(unit=successor)
    unit.valid_to, unit.successor = on, successor
    unit.save(update_fields=["valid_to", "successor"])


def add_post(unit: Unit, *, code: str, title: str, role: Role, on: date, by: Authority) -> Post:
    """A post begins. Raises :class:`NotTheOffice`, :class:`NameTaken`."""
    fail_if.not_the_office(unit.district, by)
    with _named(title, code):
        return Post.objects.create(unit=unit, code=code, title=title, role=role, valid_from=on)


@transaction.atomic
def end_post(post: Post, *, on: date, by: Authority) -> None:
    """A post ends with a day, and so does whoever holds it. Raises :class:`NotTheOffice`, :class:`WrongDays`."""
    fail_if.not_the_office(post.unit.district, by)
    if on < post.valid_from or post.tenures.filter(valid_from__gt=on).exists():
        raise WrongDays(post.title, post.valid_from, on)
    post.tenures.filter(valid_to=None).update(valid_to=on)
    post.valid_to = on
    post.save(update_fields=["valid_to"])


@transaction.atomic
def appoint(post: Post, person: Person, *, on: date, by: Authority) -> Tenure:
    """A person of the district takes over a post from a day on; whoever held it, held it to the day before.

    Raises:
        NotTheOffice: somebody else keeps the offices of the post's or the person's district.
        PostHeld: somebody holds it from that day, or a later one, on.
        WrongDays: the post is not there on that day.
    """
    fail_if.not_the_office(post.unit.district, by)
    fail_if.not_the_office(person.district, by)
    post = Post.objects.select_for_update().get(pk=post.pk)
    held = post.tenures.select_related("person").order_by("-valid_from").first()
    if held and held.person_id == person.pk and held.valid_to is None and held.valid_from <= on:
        return held
    if held and held.valid_from >= on:
        raise PostHeld(post, held)
    if not post.is_valid(on):
        raise WrongDays(post.title, post.valid_from, on)
    if held and (held.valid_to is None or held.valid_to >= on):
        held.valid_to = on - timedelta(days=1)
        held.save(update_fields=["valid_to"])
    return Tenure.objects.create(post=post, person=person, valid_from=on)


@transaction.atomic
def take_roster(district: District, rows: Sequence[RosterRow], *, on: date, by: Authority) -> Counter[str]:
    """Enter the units, posts and people of a table that are not there yet, and whoever takes over a post; all rows or none.

    Units and posts get codes by their number; a unit and its posts begin on the first day that the table names for it.

    Returns:
        How many of each are new: ``units``, ``posts``, ``people``.

    Raises:
        NotTheOffice: somebody else keeps the offices of this district.
        RosterRefused: rows say otherwise than what is entered; with all of them.
    """
    fail_if.not_the_office(district, by)
    faults = list[Fault]()
    begins: defaultdict[str, date] = defaultdict(lambda: on)
    for row in rows:
        begins[row.unit] = min(begins[row.unit], row.since)
    entering = _Entering(district, begins, by)
    for row in rows:
        try:
            with transaction.atomic():
                entering.enter(row)
        except OfficeError as refusal:
            told = (f"{refusal.what.chinese}{refusal.remedy.chinese}", f"{refusal.what.english} {refusal.remedy.english}")
            faults.append(Fault(row.number, Words(*told)))
    if faults:
        raise RosterRefused.with_faults(faults)
    return entering.made


@dataclass
class _Entering:
    """The rows of a table on their way into the offices of a district."""

    district: District
    begins: Mapping[str, date]
    by: Authority
    made: Counter[str] = field(default_factory=Counter)

    def enter(self, row: RosterRow) -> None:
        post = self.post(row)
        if row.name:
            appoint(post, self.person(row), on=row.since, by=self.by)

    def post(self, row: RosterRow) -> Post:
        unit = self.unit(row)
        found = unit.posts.filter(title=row.post, valid_to=None).first()
        if found is None:
            self.made["posts"] += 1
            code = _next_code("post", Post.objects.filter(unit__district=self.district))
            return add_post(unit, code=code, title=row.post, role=row.role, on=self.begins[row.unit], by=self.by)
        if found.role != row.role:
            raise EnteredOtherwise(row.post, str(Role(found.role).label))
        return found

    def unit(self, row: RosterRow) -> Unit:
        found = self.district.units.filter(name=row.unit, valid_to=None).first()
        if found is None:
            self.made["units"] += 1
            code = _next_code("unit", self.district.units.all())
            found = add_unit(self.district, code=code, name=row.unit, on=self.begins[row.unit], by=self.by)
        return found

    def person(self, row: RosterRow) -> Person:
        found = self.district.people.filter(account__username=row.account).first()
        if found is None:
            self.made["people"] += 1
            return add_person(self.district, code=row.account, name=row.name, by=self.by)
        if found.name != row.name:
            raise EnteredOtherwise(row.account, found.name)
        return found


def _next_code(word: str, taken: QuerySet[Any]) -> str:
    """unit-7: the first number from how many there are that is nobody's."""
    codes = set(taken.values_list("code", flat=True))
    return next(code for number in count(len(codes) + 1) if (code := f"{word}-{number}") not in codes)


@transaction.atomic
def install(post: Post, *, name: str, name_en: str, on: date, by: Authority) -> Person:
    """Let a program fill a post: a holder under the post's own code and without an account, so that nobody can sign in as it.

    Raises:
        NotTheOffice: whoever acts does not keep the offices of the district.
        PostHeld, WrongDays: as :func:`appoint`.
    """
    fail_if.not_the_office(post.unit.district, by)
    holder, _ = Person.objects.get_or_create(
        district=post.unit.district, code=post.code, defaults={"name": name, "name_en": name_en, "invented": post.unit.district.invented}
    )
    appoint(post, holder, on=on, by=by)
    return holder


def grant(
    district: District, *, matter: str, power: Power, reach: Reach, on: date, by: Authority, role: str = "", post: Post | None = None
) -> Grant:
    """From a day on, a post or all posts of a role may do something in a matter.

    Raises:
        NotTheOffice: somebody else keeps the offices of this district, or of the post's.
        GrantedAlready: just this is granted.
    """
    fail_if.not_the_office(district, by)
    if post is not None:
        fail_if.not_the_office(post.unit.district, by)
    try:
        with transaction.atomic():
            return Grant.objects.create(
                district=district, role=role, post=post, matter=matter, power=power, reach=reach, valid_from=on, granted_by=by.signature
            )
    except IntegrityError as problem:
        if "the_same_is_granted_once" not in str(problem):
            raise
        raise GrantedAlready(post.title if post else str(Role(role).label)) from problem


@transaction.atomic
def end_grant(granted: Grant, *, on: date, by: Authority, at: datetime) -> None:
    """A grant ends with a day; who ended it, and when, stays on record.

    Raises:
        NotTheOffice: somebody else keeps the offices of this district.
        WrongDays: it would end before it began, or has ended already.
    """
    fail_if.not_the_office(granted.district, by)
    granted = Grant.objects.select_for_update(of=("self",)).get(pk=granted.pk)
    if on < granted.valid_from or granted.valid_to is not None:
        raise WrongDays(f"{granted.matter} {granted.get_power_display()}", granted.valid_from, on)
    granted.valid_to, granted.ended_by, granted.ended_at = on, by.signature[:200], at
    granted.save(update_fields=["valid_to", "ended_by", "ended_at"])


@contextmanager
def _named(name: str, code: str) -> Iterator[None]:
    """A name or a code that is taken becomes a refusal that says which of them."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        raise NameTaken(code if "own_code" in str(problem) else name) from problem
