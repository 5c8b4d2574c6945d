"""Reads of facts: what happened to whom, what counts of it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from luoshi.district.facts.models import Fact, TreeHead
from luoshi.district.facts.new import Subject

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority, District

__all__ = ["Fact", "Subject", "TreeHead", "correction_of", "fact", "facts_about", "facts_of_case", "head", "history", "may_see", "standing"]


def fact(number: int) -> Fact | None:
    """The fact of this number."""
    return Fact.objects.filter(number=number).first()


def facts_about(subject: Subject, *, district: District) -> QuerySet[Fact]:
    """All that is on record about a subject, in the order in which it was recorded; see :func:`standing` for what counts of it."""
    return Fact.objects.filter(subject_kind=subject.kind, subject_key=subject.key, district_id=district.pk).order_by("number")


def facts_of_case(code: str) -> QuerySet[Fact]:
    """All that is on record of a case, in the order in which it was recorded."""
    return Fact.objects.filter(case=code).exclude(case="").order_by("number")


def standing(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Those of the facts that count now: neither corrected by a later one nor withdrawn."""
    return facts.filter(~Exists(Fact.objects.filter(corrects=OuterRef("number"))), withdrawn=False)


def correction_of(number: int) -> Fact | None:
    """The fact that takes the place of the one of this number, if there is one."""
    return Fact.objects.filter(corrects=number).first()


def history(of: Fact) -> list[Fact]:
    """A fact with all that it corrects and by which it is corrected, the first one first; the last one counts."""
    found = [of]
    while found[0].corrects is not None:
        found.insert(0, Fact.objects.get(number=found[0].corrects))
    while (later := correction_of(found[-1].number)) is not None:
        found.append(later)
    return found


def may_see(found: Fact, *, by: Authority) -> bool:
    """Whether somebody may read a fact: everybody a public one, officials those of their district."""
    return found.public or any(post.unit.district_id == found.district_id for post in by.posts)


def head() -> TreeHead | None:
    """The newest sealed head of the record; ``None`` while nothing is sealed."""
    return TreeHead.objects.order_by("-size").first()
