"""Who acts for whom: a person for himself, a legal representative or an agent for an enterprise, each from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import valid_on
from luoshi.district.register.queries import KINDS, entry_called
from luoshi.district.services.models import Capacity, Representation, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.district.register.queries import Kind
    from luoshi.engines.approval import Item


@dataclass(frozen=True, slots=True)
class Subject:
    """In whose name is applied: an enterprise or a person, by the permanent key in its register, which is never personal data."""

    kind: SubjectKind
    key: str

    @property
    def register(self) -> Kind:
        """The register in which it stands."""
        return KINDS[self.kind]

    @property
    def applicant(self) -> str:
        """As a case names whoever it is for."""
        return f"{self.kind.value}/{self.key}"


def representations(by: Authority, *, district: District, on: date) -> list[Representation]:
    """For whom somebody may act on a day, the own name first."""
    if by.person is None:
        return []
    found = Representation.objects.filter(valid_on(on), person=by.person, district=district)
    return sorted(found, key=lambda one: (one.capacity != Capacity.SELF, one.pk))


def representation(by: Authority, subject: Subject, *, district: District, on: date) -> Representation | None:
    """By what right somebody acts for an applicant on a day; ``None`` if by none."""
    return rights([(by, subject)], district=district, on=on).get((by.person, subject))


def rights(
    asked: Collection[tuple[Authority, Subject]], *, district: District, on: date
) -> dict[tuple[Person | None, Subject], Representation]:
    """By what right persons act for applicants on a day, each with the person; whoever acts by none is left out."""
    people = {by.person.pk: by.person for by, _ in asked if by.person is not None}
    subjects = {(subject.kind.value, subject.key): subject for _, subject in asked}
    keys = [subject.key for subject in subjects.values()]
    held = Representation.objects.raw(_RIGHTS, {"district": district.pk, "people": list(people), "keys": keys, "on": on})
    found: dict[tuple[Person | None, Subject], Representation] = {}
    for each in held if people else ():
        subject = subjects.get((each.subject_kind, each.subject_key))
        if subject is not None:
            each.person = people[each.person_id]
            found.setdefault((each.person, subject), each)
    return found


_RIGHTS: Final = """
SELECT * FROM services_representation
WHERE district_id = %(district)s AND person_id = ANY(%(people)s::bigint[]) AND subject_key = ANY(%(keys)s::varchar[])
    AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
ORDER BY id
"""


def applies(district: District, by: Authority, on: date) -> bool:
    """Whether somebody may apply for anything in a district on a day, and so hand in files."""
    return by.person is not None and Representation.objects.filter(valid_on(on), person=by.person, district=district).exists()


def subject_named(kind: SubjectKind, key: str, *, district: District) -> Subject | None:
    """The applicant with a key; what was merged away is the entry that stands for it."""
    found = entry_called(KINDS[kind], district, key)
    return Subject(kind, found.key) if found is not None else None


def fits(item: Item, subject: Subject) -> bool:
    """Whether an item is for applicants of this kind."""
    return _KINDS[subject.kind] == item.applicant.value


_KINDS: dict[SubjectKind, str] = {SubjectKind.ENTERPRISES: "enterprise", SubjectKind.PERSONS: "person"}
