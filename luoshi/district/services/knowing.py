"""All that is known of an application at a moment: what registers say, what was written, which papers are there, what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.services import lookups
from luoshi.district.services.applicants import Subject
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import Application, Capacity, Dispute, Paper, SubjectKind
from luoshi.district.services.pending import other_pending, pending_like, thing_of
from luoshi.district.services.places_meant import no_single_place, places_meant, with_places
from luoshi.district.services.promises import present_promise
from luoshi.district.services.settling import settled
from luoshi.engines import approval
from luoshi.engines.approval import FieldType, Given, PaperState, Problem, Source, UnfitValue, proves, read_value
from luoshi.engines.identifiers import RefusedIdentifier, read_citizen_id, read_credit_code, read_industry, read_phone
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.lookups import Said
    from luoshi.district.services.models import Promise, Representation
    from luoshi.district.services.settling import Settled
    from luoshi.engines.approval import Field, FieldValue, Path


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an application on a day.

    ``fields`` hold the values that could be read, ``problems`` what was written and cannot be, ``values`` both as they are kept.
    ``pending_same`` is the newest other application for the same thing that is on its way, ``settled`` what comes without application.
    """

    application: Application
    offer: Offer
    acting: Representation
    on: date
    around: Surrounded
    fields: Mapping[str, Given]
    problems: tuple[Problem, ...]
    values: dict[str, dict[str, Any]]
    papers: Mapping[str, PaperState]
    proofs: Mapping[str, Said]
    promise: Promise | None
    disputed: frozenset[str]
    pending_same: Application | None
    settled: Settled | None

    @property
    def read(self) -> dict[str, FieldValue]:
        """The values alone."""
        return {code: each.value for code, each in self.fields.items()}

    @property
    def promised(self) -> frozenset[str]:
        """The codes of the conditions that are promised."""
        return self.promise.conditions if self.promise is not None else frozenset()

    @property
    def represented_by_another(self) -> bool:
        """Whether somebody acts as legal representative while the register names another one."""
        named = self.around.own.values.get("legal_representative", "") if self.around.own is not None else ""
        return self.acting.capacity == Capacity.LEGAL_REPRESENTATIVE and named not in {"", self.acting.person.name}

    def assessable(self, path: Path | None) -> approval.Application:
        """As the engine takes it."""
        return approval.Application(item=self.offer.item, path=path, fields=self.fields, papers=self.papers, promised=self.promised)


def known_of(
    application: Application,
    offer: Offer,
    acting: Representation,
    *,
    on: date,
    around: Surrounded | None = None,
    pending: Collection[Application] | None = None,
) -> Known:
    """What is known of an application on a day.

    ``around`` is what the registers say then, and ``pending`` what :func:`.pending_like` finds, where they were asked already.
    """
    item, thing, subject = offer.item, thing_of(application), subject_of(application)
    around = around or Surrounded(subject, citizen=acting.citizen, district=application.district, on=on)
    values = _filled(offer, around, application.values)
    proofs = lookups.known_materials(item, around, str(values.get("place", {}).get("words", "")).strip())
    disputed = _disputed(application)
    like = pending_like([thing], district=application.district_id) if pending is None else pending
    fields, problems = _read(offer, values, disputed, around)
    return Known(
        application=application,
        offer=offer,
        acting=acting,
        on=on,
        around=around,
        fields=fields,
        problems=tuple(problems),
        values=values,
        papers=_papers(application, offer, proofs),
        proofs=proofs,
        promise=present_promise(application) if item.commitment is not None and is_stored(application) else None,
        disputed=disputed,
        pending_same=other_pending(thing, like, beside=application.pk),
        settled=settled(item, [subject], district=application.district, on=on).get(subject),
    )


def is_stored(application: Application) -> bool:
    """Whether anything can hang on it yet: one that is about to be stored has no papers, disputes and promises to look for."""
    return application.pk is not None


def _disputed(application: Application) -> frozenset[str]:
    if not is_stored(application):
        return frozenset()
    return frozenset(Dispute.objects.filter(application=application, settled_at=None).values_list("field", flat=True))


def filled_in(
    offer: Offer, subject: Subject, written: Mapping[str, str | Sequence[str]], *, citizen: str, district: District, on: date
) -> dict[str, dict[str, Any]]:
    """The values of an application that begins: what the registers say (免填), and what was written."""
    return with_written(offer, Surrounded(subject, citizen=citizen, district=district, on=on), written)


def with_written(offer: Offer, around: Surrounded, written: Mapping[str, str | Sequence[str]]) -> dict[str, dict[str, Any]]:
    """The values of an application that comes filled in: what was written, and above it what the registers say."""
    written = with_places(offer.item, written, around=around, district=around.district, on=around.on)
    return _filled(offer, around, {code: {"words": words, "source": Source.APPLICANT.value} for code, words in written.items()})


def _filled(offer: Offer, around: Surrounded, kept: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a register says stands above what was written. What its field cannot hold is not known: the applicant says it."""
    written = {code: one["words"] for code, one in kept.items() if one.get("source") == Source.APPLICANT.value}
    said = lookups.known_fields(offer.item, around, written)
    values = {code: each.as_json() for code, each in said.items() if _fits(offer.item.field(code), each.words)}
    return values | {code: {"words": words, "source": Source.APPLICANT.value} for code, words in written.items() if code not in values}


def _fits(field: Field, words: str) -> bool:
    try:
        read_value(field, words)
    except UnfitValue:
        return False
    return True


def subject_of(application: Application) -> Subject:
    """In whose name an application is."""
    return Subject(SubjectKind(application.subject_kind), application.subject_key)


def _read(
    offer: Offer, values: Mapping[str, dict[str, Any]], disputed: Collection[str], around: Surrounded
) -> tuple[dict[str, Given], list[Problem]]:
    """What was said, as values. What a register says and its applicant disputes is no longer enough for a machine."""
    given: dict[str, Given] = {}
    problems: list[Problem] = []
    allowed = offer.allowed(on=around.on)
    for field in offer.item.fields:
        kept = values.get(field.code)
        if kept is None:
            continue
        source = Source(kept["source"])
        try:
            value = read_value(field, kept["words"], allowed=allowed.get(field.code) if source is Source.APPLICANT else None)
        except UnfitValue as unfit:
            problems.append(Problem(field.code, unfit.words))
            continue
        wrong = None if source is Source.REGISTER else _wrong(field, value, around)
        if wrong is not None:
            problems.append(Problem(field.code, wrong))
        elif value is not None:
            given[field.code] = Given(value, source, stale=field.code in disputed)
    return given, problems


def _wrong(field: Field, value: FieldValue, around: Surrounded) -> Words | None:
    """What only a district can tell of what was written: that a code is none, that there is no such place."""
    if not isinstance(value, str) or not value:
        return None
    try:
        if field.type is FieldType.CITIZEN_ID:
            read_citizen_id(value, on=around.on)
        elif field.type in _READERS:
            _READERS[field.type](value)
        elif field.type is FieldType.PLACE and around.place(value) is None:
            return no_single_place(places_meant(value, district=around.district, on=around.on))
    except RefusedIdentifier as refusal:
        return Words(f"{refusal.what.chinese}{refusal.remedy.chinese}", f"{refusal.what.english} {refusal.remedy.english}")
    return None


_READERS: Mapping[FieldType, Any] = {
    FieldType.CREDIT_CODE: read_credit_code,
    FieldType.PHONE: read_phone,
    FieldType.INDUSTRY: read_industry,
}


def _papers(application: Application, offer: Offer, proofs: Mapping[str, Said]) -> dict[str, PaperState]:
    return dict(_states(offer, proofs, _handed(application)))


def _handed(application: Application) -> set[str]:
    if not is_stored(application):
        return set()
    return set(Paper.objects.filter(application=application, taken_back_at=None).values_list("material", flat=True))


def _states(offer: Offer, proofs: Mapping[str, Said], handed: set[str]) -> Iterator[tuple[str, PaperState]]:
    for material in offer.item.materials:
        said = proofs.get(material.code)
        if said is not None and proves(False if said.words == "false" else said.words):
            yield material.code, PaperState.KNOWN
        else:
            yield material.code, PaperState.HANDED if material.code in handed else PaperState.ABSENT
