"""Who acts for whom: a person for himself, a legal representative or an agent for an enterprise, each from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.offices.queries import valid_on
from luoshi.district.register.queries import KINDS, entry_called
from luoshi.district.services.models import Capacity, Representation, SubjectKind

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority, District
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
    if by.person is None:
        return None
    found = Representation.objects.filter(
        valid_on(on), person=by.person, district=district, subject_kind=subject.kind, subject_key=subject.key
    )
    return found.first()


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
