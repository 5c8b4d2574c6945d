"""Reads of facts: what happened to whom, what counts of it now, and the proof that it stands in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, Sum, Value, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import Exact

from luoshi.district.facts.auditing import verify
from luoshi.district.facts.models import Fact, Leaf, TreeHead, UnsealedFacts, detail
from luoshi.district.facts.names import names, register_names
from luoshi.district.facts.new import Subject, moment
from luoshi.district.facts.stored_tree import StoredHashes, newest_head
from luoshi.engines.transparency import Checkpoint, FactProof, consistency_proof, inclusion_proof
from luoshi.engines.transparency.checkpoint import note, origin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority, District

__all__ = [
    "Fact",
    "Subject",
    "TreeHead",
    "checkpoint",
    "consistency",
    "correction_of",
    "export",
    "fact",
    "facts_about",
    "facts_of_case",
    "facts_of_kind",
    "head",
    "heads",
    "history",
    "kinds",
    "leaf",
    "may_see",
    "names",
    "newest_facts_among",
    "proof",
    "register_names",
    "search",
    "standing",
    "verify",
    "waiting",
]


def fact(number: int) -> Fact | None:
    """The fact of this number."""
    return Fact.objects.filter(number=number).first()


def facts_about(subject: Subject, *, district: District) -> QuerySet[Fact]:
    """All that is on record about a subject, in the order in which it was recorded; see :func:`standing` for what counts of it."""
    return Fact.objects.filter(subject_kind=subject.kind, subject_key=subject.key, district_id=district.pk).order_by("number")


def newest_facts_among(kind: str, keys: Iterable[str], *, district: District, until: datetime, limit: int) -> dict[str, list[Fact]]:
    """What happened until a moment to each of some subjects of a kind, by their keys: the newest so many of each, in the order in which
    they were recorded, from the last on. Of which nothing is on record is left out.
    """
    about = Fact.objects.filter(subject_kind=kind, subject_key__in=list(keys), district_id=district.pk, happened_at__lte=until)
    place = Window(RowNumber(), partition_by=F("subject_key"), order_by=F("number").desc())
    found: dict[str, list[Fact]] = {}
    for each in about.annotate(place=place).filter(place__lte=limit).order_by("-number"):
        found.setdefault(each.subject_key, []).append(each)
    return found


def facts_of_case(code: str) -> QuerySet[Fact]:
    """All that is on record of a case, in the order in which it was recorded."""
    return Fact.objects.filter(case=code).exclude(case="").order_by("number")


def facts_of_kind(kind: str, *, district: District, since: datetime, details: Mapping[str, str]) -> QuerySet[Fact]:
    """What happened in a district since a moment, of one kind and with these details, the newest first. Indexes find it by kind and time,
    and by the detail ``path``; other details are read in each fact.
    """
    found = Fact.objects.filter(district_id=district.pk, kind=kind, happened_at__gte=since)
    with_details = [Exact(detail(key), Value(words)) for key, words in details.items()]
    return found.filter(*with_details).order_by("-happened_at", "-number")


def kinds(district: District) -> list[str]:
    """The kinds of facts that are on record in a district, in the order of the alphabet: each is found by one step in an index."""
    found: list[str] = []
    rest = Fact.objects.filter(district_id=district.pk).order_by("kind").values_list("kind", flat=True)
    while (kind := rest.filter(kind__gt=found[-1] if found else "").first()) is not None:
        found.append(kind)
    return found


def search(
    *,
    kind: str = "",
    subject: str = "",
    happened_from: datetime | None = None,
    happened_before: datetime | None = None,
) -> QuerySet[Fact]:
    """Facts of a kind, or of all kinds that begin with it and a dot; about a subject (``kind:key``, or all of a kind); of a time."""
    found = Fact.objects.order_by("number")
    subject_kind, _, subject_key = subject.partition(":")
    if kind:
        found = found.filter(Q(kind=kind) | Q(kind__startswith=f"{kind}."))
    if subject_kind:
        found = found.filter(subject_kind=subject_kind)
    if subject_key:
        found = found.filter(subject_key=subject_key)
    if happened_from:
        found = found.filter(happened_at__gte=happened_from)
    if happened_before:
        found = found.filter(happened_at__lt=happened_before)
    return found


def export(facts: QuerySet[Fact], file: Path) -> int:
    """Write facts into a Parquet file, by number, with typed columns; return how many they were. The file is there when it is whole.

    Raises:
        OSError: the file cannot be written.
    """
    from luoshi.district.facts.exporting import to_parquet  # noqa: PLC0415 - only this needs a whole engine

    return to_parquet(facts, file)


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


# --- the seal


def head() -> TreeHead | None:
    """The newest sealed head of the record; ``None`` while nothing is sealed."""
    return newest_head()


def heads() -> QuerySet[TreeHead]:
    """All heads, the newest first."""
    return TreeHead.objects.order_by("-size")


def waiting() -> int:
    """How many facts wait for their seal."""
    size = Func(F("numbers"), function="cardinality", output_field=IntegerField())
    return UnsealedFacts.objects.aggregate(count=Sum(size))["count"] or 0


def checkpoint(of: TreeHead) -> str:
    """A head as the signed text that is published."""
    public = bytes(of.public_key)
    return note(Checkpoint(origin_of(public), of.size, bytes(of.root), moment(of.sealed_at)), bytes(of.signature), public)


def leaf(number: int) -> Leaf | None:
    """The place and hash of a sealed fact."""
    return Leaf.objects.filter(number=number).first()


def proof(of: Fact, *, with_content: bool) -> FactProof | None:
    """The proof that a fact stands in the record, under the newest head; ``None`` while it is not sealed.

    Without the content, for whoever may not see it (:func:`may_see`), it proves that a fact of this number and hash stands there.
    """
    place, top = leaf(of.number), newest_head()
    if place is None or top is None:
        return None
    return FactProof(
        number=of.number,
        content=of.content if with_content else None,
        leaf=bytes(place.hash),
        position=place.position,
        path=tuple(inclusion_proof(place.position, top.size, StoredHashes())),
        checkpoint=checkpoint(top),
        public_key=bytes(top.public_key),
    )


def consistency(old: TreeHead, new: TreeHead) -> list[bytes]:
    """The hashes that show that the record only grew from one head to another. Raises :class:`IndexError` if the old one is larger."""
    return consistency_proof(old.size, new.size, StoredHashes())
