"""What the registers know already of what an item asks (免填、免提交), each value with the entry and the row that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.register.queries import KINDS, entries_on, surroundings
from luoshi.district.services.models import Found, PromiseCheck, SubjectKind
from luoshi.engines.approval.known_from import ENTERPRISE, LICENCE, PERSON, PLACE
from luoshi.engines.approval.known_from import VALID as IS_VALID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.register.queries import Standing, Surroundings
    from luoshi.district.services.applicants import Subject
    from luoshi.engines.approval import Item, Known

BROKEN: Final = "未履行"
REPAIRED: Final = "已修复"
VALID: Final = "有效"
_NAMING: Final = ("licences", "commitments")


@dataclass(frozen=True, slots=True)
class Said:
    """What a register says: the words of a value, with the entry ``enterprises/9199…`` and the number of the row that says it."""

    words: str
    entry: str = ""
    version: int | None = None
    valid_from: str = ""

    def as_json(self) -> dict[str, Any]:
        """As an application keeps it."""
        return {"words": self.words, "source": "register", "entry": self.entry, "version": self.version, "since": self.valid_from}


class Registers:
    """What the registers say on a day of several applicants: whoever asks first of one asks for all, so that nothing is asked twice."""

    def __init__(
        self, subjects: Iterable[Subject], citizens: Iterable[str], *, district: District, on: date, places: Iterable[str] = ()
    ) -> None:
        self.subjects, self.citizens, self.places = set(subjects), set(filter(None, citizens)), set(places)
        self.district, self.on = district, on
        self._around: dict[Subject, Surroundings] = {}
        self._people: dict[str, Surroundings] = {}
        self._places: dict[str, Standing | None] = {}

    def around(self, subject: Subject) -> Surroundings:
        """An applicant, and what names it."""
        if subject not in self._around:
            alike = {each.key: each for each in self.subjects if each.kind is subject.kind}
            found = surroundings(subject.register, alike, district=self.district, naming=_NAMING, on=self.on)
            self._around |= {alike[key]: each for key, each in found.items()}
        return self._around[subject]

    def person(self, citizen: str) -> Standing | None:
        """One of the citizens who act."""
        if citizen and not self._people:
            self._people = surroundings(KINDS["persons"], self.citizens, district=self.district, naming=(), on=self.on)
        return self._people[citizen].own if citizen else None

    def place(self, code: str) -> Standing | None:
        """A place by its code."""
        if code and code not in self._places:
            named = {each.own.values.get("place", "") for each in self._around.values() if each.own is not None}
            wanted = ({code} | named | self.places) - {"", *self._places}
            found = entries_on(KINDS["places"], wanted, district=self.district, on=self.on)
            self._places |= {each: found.get(each) for each in wanted}
        return self._places.get(code)


class Surrounded:
    """Everything that the registers say on a day of an applicant, of the place of the application, and of who acts."""

    def __init__(self, subject: Subject, *, citizen: str, district: District, on: date, registers: Registers | None = None) -> None:
        self.subject, self.citizen, self.district, self.on = subject, citizen, district, on
        self.registers = registers or Registers([subject], [citizen], district=district, on=on)
        self.found = self.registers.around(subject)
        self.said: dict[tuple[str, str], dict[str, Said]] = {}

    @property
    def own(self) -> Standing | None:
        """The applicant's entry; ``None`` where it is not there on that day."""
        return self.found.own

    def place(self, code: str) -> Standing | None:
        """A place by its code, looked up once."""
        return self.registers.place(code)

    def is_place(self, code: str) -> bool:
        """Whether a place has this code, and stands for itself."""
        found = self.place(code)
        return found is not None and found.entry.identifier == code

    def acting(self) -> Standing | None:
        """The entry of the person who acts."""
        own = self.own if self.subject.kind is SubjectKind.PERSONS else None
        return own or self.registers.person(self.citizen)

    def licence(self, name: str, *, as_of: date | None = None) -> Standing | None:
        """The newest licence of a name that is valid on the day, or whose term was running on another one."""
        day = (as_of or self.on).isoformat()
        valid = [
            each
            for each in self.found.naming["licences"]
            if each.values.get("name") == name
            and each.values.get("state", VALID) == VALID
            and each.values.get("issued_on", day) <= day <= each.values.get("expires_on", day)
        ]
        return max(valid, key=lambda each: (each.values.get("issued_on", ""), each.version.pk), default=None)

    def broken(self) -> bool:
        """Whether a broken promise is not repaired yet."""
        return any(each.values.get("outcome") == BROKEN for each in self.found.naming["commitments"]) or bool(self._false(corrected=False))

    def false_before(self, matter: str) -> bool:
        """Whether a promise on a matter was ever found false."""
        said = (each.values for each in self.found.naming["commitments"])
        in_register = any(each.get("outcome") in {BROKEN, REPAIRED} and each.get("matter") == matter for each in said)
        return in_register or any(each.promise.text["matter"] == matter for each in self._false(corrected=True))

    def _false(self, *, corrected: bool) -> list[PromiseCheck]:
        """What our own checks found of a citizen, of whom the register of commitments says nothing."""
        if self.subject.kind is not SubjectKind.PERSONS:
            return []
        found = PromiseCheck.objects.filter(
            promise__application__district=self.district,
            promise__application__subject_kind=self.subject.kind,
            promise__application__subject_key=self.subject.key,
        )
        newest = {each.promise_id: each for each in found.select_related("promise").order_by("pk")}
        wanted = {Found.FALSE, Found.CORRECTED} if corrected else {Found.FALSE}
        return [each for each in newest.values() if each.found in wanted]


def matter_of(item: Item) -> str:
    """What a promise on an item is about, as the register of commitments calls it."""
    return f"{item.name.chinese}告知承诺"


def known_fields(item: Item, around: Surrounded, written: Mapping[str, Any]) -> dict[str, Said]:
    """What the registers say of the item's fields, found out once for each place that is written."""
    place = str(written.get("place", "")).strip()
    if (item.version, place) not in around.said:
        around.said[item.version, place] = _known_fields(item, around, place)
    return around.said[item.version, place]


def _known_fields(item: Item, around: Surrounded, written: str) -> dict[str, Said]:
    """The place comes first, since others are known from it."""
    found: dict[str, Said] = {}
    fields = sorted(item.fields, key=lambda each: each.code != "place")
    for field in fields:
        if field.known is not None and (said := _say(field.known, item, around, _place_of(found, written))) is not None:
            found[field.code] = said
    return found


def known_materials(item: Item, around: Surrounded, place: str) -> dict[str, Said]:
    """What the registers say that proves a material of the item."""
    known = ((each.code, each.known) for each in item.materials if each.known is not None)
    told = ((code, _say(source, item, around, place)) for code, source in known)
    return {code: said for code, said in told if said is not None}


def _place_of(found: Mapping[str, Said], written: str) -> str:
    return found["place"].words if "place" in found else written


def _say(known: Known, item: Item, around: Surrounded, place: str) -> Said | None:
    """What a register says, ``None`` where it says nothing: then nobody knows it."""
    if known.register == ENTERPRISE:
        return _of(around.own if around.subject.kind is SubjectKind.ENTERPRISES else None, "enterprises", known.member)
    if known.register == PERSON:
        return _of(around.acting(), "persons", known.member)
    if known.register == PLACE:
        return _of(around.place(place), "places", known.member)
    if known.register == LICENCE:
        return _of_licence(around, known)
    told = around.broken() if known.member == "broken" else around.false_before(matter_of(item))
    return Said(_yes_no(told), around.subject.applicant)


def _of_licence(around: Surrounded, known: Known) -> Said | None:
    """A member of the newest valid licence of a name; that there is none is known too."""
    found = around.licence(known.path[0])
    if known.member != IS_VALID:
        return _of(found, "licences", known.member)
    return _of(found, "licences", "") if found else Said("false", around.subject.applicant)


def _of(entry: Standing | None, register: str, member: str) -> Said | None:
    """A member of an entry, or where none is named that the entry is there."""
    words = _yes_no(told=entry is not None) if not member else entry.values.get(member, "") if entry else ""
    if entry is None or not words:
        return None
    return Said(words, f"{register}/{entry.entry.key}", entry.version.pk, entry.version.valid_from.isoformat())


def _yes_no(told: bool) -> str:  # noqa: FBT001 - it is what is said
    return "true" if told else "false"


def used(found: Iterable[Said]) -> list[str]:
    """The entries that something was taken from, each once."""
    return sorted({each.entry for each in found if each.entry})
