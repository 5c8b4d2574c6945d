"""What is known of a licence that will expire: its holder, what the registers say of the item's fields, and what the rules answer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from luoshi.district.credentials import queries as credentials
from luoshi.district.register.queries import KINDS, entry_called
from luoshi.district.services import lookups, renewals
from luoshi.district.services.applicants import Subject
from luoshi.district.services.catalogue import same_day_after
from luoshi.district.services.deciding import Rules
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import PENDING, Application, Dispute, SubjectKind
from luoshi.engines.approval import Given, PaperState, Reason, Source, Standard, UnfitValue, proves, read_value
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.credentials.queries import Credential
    from luoshi.district.offices.queries import District
    from luoshi.district.register.queries import Standing
    from luoshi.district.services.catalogue import Offer

_HOW_LONG = Words("现行规定没有写明续多久。", "The law in force does not say for how long it is renewed.")
_OTHERWISE = Words("电子证照的状态是“{state}”，与登记不一致。", "The signed licence is {state}, other than the register says.")
_ANOTHERS = Words("同一编号的电子证照属于另一个主体。", "The signed licence of this number belongs to somebody else.")


class AroundLicence(Surrounded):
    """The registers as seen from one licence: of several with its name it is this one that is meant."""

    def __init__(self, subject: Subject, *, about: Standing, district: District, on: date) -> None:
        super().__init__(subject, citizen="", district=district, on=on)
        self.about = about

    def licence(self, name: str, *, as_of: date | None = None) -> Standing | None:
        """This licence under its own name, the newest valid one under another."""
        return self.about if name == self.about.values.get("name") else super().licence(name, as_of=as_of)


class LicenceKnown:
    """A licence near its end, on a day, with what a machine may say about renewing it."""

    def __init__(self, offer: Offer, licence: Standing, *, district: District, on: date) -> None:
        self.offer, self.licence, self.district, self.on = offer, licence, district, on
        self.rules = Rules(district, on)

    @cached_property
    def subject(self) -> Subject:
        """Whose licence it is, by the key of the entry that stands for the holder today."""
        code = self.licence.values["holder"]
        found = entry_called(KINDS["enterprises"], self.district, code)
        return Subject(SubjectKind.ENTERPRISES, found.key if found is not None else code)

    @cached_property
    def around(self) -> AroundLicence:
        """What the registers say."""
        return AroundLicence(self.subject, about=self.licence, district=self.district, on=self.on)

    @property
    def number(self) -> str:
        """Its number, which stays."""
        return self.licence.values["number"]

    @property
    def left_alone(self) -> Reason | None:
        """Why nothing is done about it."""
        own = self.around.own
        return renewals.left_alone(own.values if own is not None else None)

    @property
    def credential(self) -> Credential | None:
        """What was signed for it, if anything was."""
        return credentials.credential(self.number)

    def until(self, expires_on: date) -> date | None:
        """The last day of the period that follows."""
        months = self.offer.months(on=self.on)
        return same_day_after(expires_on, months) if months is not None else None

    def blocks(self, expires_on: date) -> tuple[Reason, ...]:
        """Everything that keeps a machine from renewing it; the answers of the rules are kept on record."""
        item = self.offer.item
        assert item.renewal is not None, "only what is renewed by itself is looked at"
        given, decision = self._given(), item.renewal.decision
        standard = Standard(self.around.broken(), self._pending(), frozenset())
        verdict = self.rules.verdict(item, decision, given, standard)
        package = self.rules.package(item.code)
        asked = [each.name for each in package.needed(decision)] if package is not None and decision in package.offered else []
        return (*renewals.blocks(item, given, self._papers(), verdict, asked=asked), *self._contradictions(expires_on))

    def records(self) -> list[dict[str, Any]]:
        """What the rules said, so that it can be computed again."""
        return [each.as_data() for each in self.rules.records]

    def _contradictions(self, expires_on: date) -> Iterator[Reason]:
        if self.until(expires_on) is None:
            yield Reason(_HOW_LONG)
        signed, own = self.credential, self.around.own
        if signed is None:
            return
        state = credentials.standing(signed, on=self.on).state
        if state is not credentials.State.VALID:
            yield Reason(renewals.filled(_OTHERWISE, state=state.words))
        if own is not None and signed.holder_code != own.entry.identifier:
            yield Reason(_ANOTHERS)

    def _given(self) -> dict[str, Given]:
        """What the registers say of the item's fields, as values; what its applicant disputes is not enough."""
        item, disputed = self.offer.item, self._disputed()
        found: dict[str, Given] = {}
        for code, said in lookups.known_fields(item, self.around, {}).items():
            try:
                found[code] = Given(read_value(item.field(code), said.words), Source.REGISTER, stale=code in disputed)
            except UnfitValue:
                continue
        return found

    def _papers(self) -> dict[str, PaperState]:
        own = self.around.own
        place = own.values.get("place", "") if own is not None else ""
        said = lookups.known_materials(self.offer.item, self.around, place)
        known = {code for code, each in said.items() if proves(False if each.words == "false" else each.words)}
        return {each.code: PaperState.KNOWN if each.code in known else PaperState.ABSENT for each in self.offer.item.materials}

    def _disputed(self) -> frozenset[str]:
        mine = {"application__subject_kind": self.subject.kind, "application__subject_key": self.subject.key}
        open_ones = Dispute.objects.filter(application__district=self.district, settled_at=None, **mine)
        return frozenset(open_ones.values_list("field", flat=True))

    def _pending(self) -> bool:
        """Whether the holder has applied for it in person."""
        mine = Application.objects.filter(subject_kind=self.subject.kind, subject_key=self.subject.key, state__in=PENDING)
        return mine.filter(district=self.district, matter=self.offer.item.code).exists()
