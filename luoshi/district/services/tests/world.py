"""A county that offers one small item, with everything that it takes: a post for the machine, registers, rules in force, an applicant.

``an`` is the legal representative of an enterprise whose place is known, ``bi`` was its agent until the end of 2022, ``cui`` is the agent
of another enterprise, ``zheng`` and ``wu`` are of the bureau that handles the item, ``li`` is the head of another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import luoshi
from luoshi.district.attachments.operations import store
from luoshi.district.casework import operations as casework
from luoshi.district.casework.models import Case
from luoshi.district.decisions import operations as decisions
from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import Person
from luoshi.district.offices.queries import Authority, authority_of_person
from luoshi.district.offices.tests.government import Government, found_county, known
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, Entry
from luoshi.district.register.tests.samples import citizen_id, credit_code, enterprise, person
from luoshi.district.services import operations
from luoshi.district.services.models import Application, Assessed, Capacity, Representation, SubjectKind
from luoshi.district.services.operations import Subject
from luoshi.engines.casework import OfficeHours, YearTable
from luoshi.engines.packs import GrantEntry, Holding, PersonEntry, PostEntry
from luoshi.engines.packs.tests.small_item import FILES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.engines.approval import Path as Way

ZONE: Final = ZoneInfo("Asia/Shanghai")
MONDAY: Final = datetime(2023, 3, 6, 9, tzinfo=ZONE)
BEGIN: Final = date(2020, 1, 1)
PACKS: Final = Path(luoshi.__file__).parent / "packs"
ITEM: Final = "small_item"
FIRM: Final = credit_code(1)
OTHER_FIRM: Final = credit_code(2)
"""Fifteen square metres, so that the drawing is needed."""
LARGE_FIRM: Final = credit_code(3)
"""Forty, which the rules do not grant."""
DRAWN_FIRM: Final = credit_code(4)
"""Fifteen again."""
CODES: Final = "990001QXAB"
"""With these begin the credit codes of whoever is registered here."""
PLACE: Final = "QX-001"
COMMON_RULES: Final = (
    ("commitment_approval", ("decisions/commitment_eligibility.dmn",)),
    ("missing_papers_later", ("decisions/acceptance.dmn", "parameters.yaml")),
)
CASE_TYPES: Final = ("licensing", "commitment_check", "register_dispute")
GOODS: Final = {"goods": "桃子"}
DRAWING: Final = "drawing"
"""The paper that is needed for more than ten square metres, which no register proves."""


def _grant(matter: str, *powers: str, post: str, reach: str = "district") -> GrantEntry:
    return GrantEntry("", post, matter, powers, reach, BEGIN, None)


GRANTS: Final = (
    _grant("register.licences", "see", "change", post="automatic_approval"),
    _grant("register.enterprises", "see", "change", post="automatic_approval"),
    _grant("register.commitments", "see", "change", post="automatic_approval"),
    _grant("register.enterprises", "see", "change", post="civil_reporter"),
    _grant("register.persons", "see", "change", post="civil_reporter"),
    _grant("register.places", "see", "change", post="civil_reporter"),
    _grant("register.commitments", "see", "change", post="civil_reporter"),
    _grant("services", "see", "unmask", post="civil_reporter", reach="unit"),
    _grant("services", "see", post="civil_head", reach="unit"),
    _grant("services", "see", post="head"),
    *(
        _grant(matter, "see", "handle", post="civil_reporter", reach="unit")
        for matter in ("licensing", "commitment_check", "register_dispute")
    ),
    *(
        _grant(matter, "see", "approve", post="civil_head", reach="unit")
        for matter in ("licensing", "commitment_check", "register_dispute")
    ),
)


def laid_in(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """The folder of a pack with these files."""
    for name, text in files.items():
        path = folder / ITEM / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / ITEM


def found_services(files: Mapping[str, str] = FILES) -> Government:
    """Enter 青溪县 with its item, its registers and its people."""
    county = found_county()
    desk = PostEntry("office_inspector", "office", "县督查室督查员", "", "office", BEGIN, None)
    machine = PostEntry("automatic_approval", "civil", "自动审批岗", "Automatic approval", "automatic", BEGIN, None)
    wen = PersonEntry(code="wen", name="文示例", name_en="", holds=(Holding(post="office_inspector", valid_from=BEGIN, valid_to=None),))
    offices.set_up(county.district, units=(), posts=(desk, machine), people=(wen,), grants=GRANTS)
    county = known(county.district)
    offices.install(county.posts["automatic_approval"], name="审批程序", name_en="Approval program", on=BEGIN, by=county.by("sun"))
    off = frozenset({date(2023, 4, 5)})
    hours = OfficeHours(((time(8, 30), time(12)), (time(13, 30), time(17, 30))), ZONE)
    casework.enter_calendar(
        county.district,
        (YearTable(2023, "示例〔2022〕1号", date(2022, 12, 8), off, frozenset()),),
        hours=hours,
        by=county.by("sun"),
        at=MONDAY,
    )
    _load_rules(county, files)
    _fill_registers(county)
    _enter_applicants(county)
    return known(county.district)


def _load_rules(county: Government, files: Mapping[str, str]) -> None:
    by, at = county.by, MONDAY - timedelta(days=60)
    operations.arrange(
        county.district,
        automatic_post="automatic_approval",
        licence_prefix="青许（示例）",
        application_prefix="QX",
        credit_code_range=CODES,
        by=by("sun"),
        at=at,
    )
    with TemporaryDirectory() as place:
        folder = laid_in(Path(place), files)
        operations.load_item(folder, county.district, unit=county.units["civil"], valid_from=date(2023, 1, 1), by=by("sun"), at=at)
        for pack in (folder, *(_without_examples(Path(place), *each) for each in COMMON_RULES)):
            decisions.load_pack(pack, county.district, saved_by=by("sun"), put_in_force_by=by("wen"), at=at)
    for name in CASE_TYPES:
        casework.load_case_type(PACKS / name, county.district, by=by("sun"), at=at)


def _without_examples(place: Path, name: str, files: tuple[str, ...]) -> Path:
    """A pack with the files that an application needs: its examples are tried elsewhere, and take seconds."""
    for file in ("pack.yaml", "documents.yaml", *files):
        target = place / name / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((PACKS / name / file).read_text())
    return place / name


def _fill_registers(county: Government) -> None:
    keeper, at = county.by("zheng"), MONDAY - timedelta(days=60)
    said: dict[str, Any] = {"valid_from": date(2022, 1, 1), "source": "样本库（虚构）", "by": keeper, "at": at}
    places = {PLACE: "8", "QX-002": "15", "QX-003": "40"}
    for code, area in places.items():
        words = {"code": code, "name": f"集市{code}（虚构）", "use": "商业", "address": "青溪县虚构路1号", "area": area}
        register.enter(KINDS["places"], county.district, words, **said)
    for number, place in enumerate((PLACE, "QX-002", "QX-003", "QX-002"), 1):
        register.enter(KINDS["enterprises"], county.district, enterprise(number, place=place, legal_representative="李样本1"), **said)
    for number in (1, 2, 3):
        register.enter(KINDS["persons"], county.district, person(number), **said)


def _enter_applicants(county: Government) -> None:
    acts: dict[str, list[tuple[str, Capacity, date | None]]] = {
        "an": [(firm, Capacity.LEGAL_REPRESENTATIVE, None) for firm in (FIRM, LARGE_FIRM, DRAWN_FIRM)],
        "bi": [(FIRM, Capacity.AGENT, date(2022, 12, 31))],
        "cui": [(OTHER_FIRM, Capacity.AGENT, None)],
    }
    for number, (code, held) in enumerate(acts.items(), 1):
        somebody = offices.add_person(county.district, code=code, name=f"李样本{number}", by=county.by("sun"))
        citizen = Entry.objects.get(kind="persons", identifier=citizen_id(number)).key
        for key, capacity, end in held:
            Representation.objects.create(
                district=county.district, person=somebody, citizen=citizen, subject_kind=SubjectKind.ENTERPRISES, subject_key=key,
                capacity=capacity, valid_from=date(2022, 1, 1), valid_to=end, signature="样本",
            )  # fmt: skip


@dataclass
class Counter:
    """Where people of the county apply, one step after the other, a minute apart."""

    county: Government
    at: datetime = MONDAY
    cases: list[str] = field(default_factory=list)

    def by(self, code: str) -> Authority:
        """Somebody, as of the day."""
        return authority_of_person(Person.objects.get(district=self.county.district, code=code), on=self.at.date())

    def firm_without_a_place(self) -> str:
        """An enterprise for which ``an`` acts, and whose place no register says."""
        said: dict[str, Any] = {"valid_from": date(2022, 1, 1), "source": "样本库（虚构）", "by": self.by("zheng"), "at": self.at}
        register.enter(KINDS["enterprises"], self.county.district, enterprise(5), **said)
        acts = Representation.objects.filter(person=self.by("an").person).latest("pk")
        acts.pk, acts.subject_key = None, credit_code(5)
        acts._state.adding = True
        acts.save()
        return credit_code(5)

    def begins(self, person: str = "an", firm: str = FIRM, item: str = ITEM, **more: Any) -> Application:
        """A draft."""
        subject = Subject(SubjectKind.ENTERPRISES, firm)
        self.goes()
        more = {"once": uuid4(), **more}
        return operations.begin(item, district=self.county.district, subject=subject, by=self.by(person), at=self.at, **more)

    def writes(self, application: Application, person: str = "an", **values: str) -> Application:
        """What is filled in."""
        self.goes()
        return operations.save(application.code, values=values, by=self.by(person), at=self.at)

    def filled(self, person: str = "an", firm: str = FIRM, **values: str) -> Application:
        """A draft that is complete for the small place."""
        return self.writes(self.begins(person, firm), person, **{**GOODS, **values})

    def submits(self, application: Application, person: str = "an", path: Way | None = None) -> Assessed:
        """What came of it."""
        self.goes()
        return operations.submit(application.code, path=path, expected=None, by=self.by(person), at=self.at)

    def hands_in(self, application: Application, material: str = DRAWING, person: str = "an") -> int:
        """A file, by its id."""
        self.goes()
        by = self.by(person)
        kept = store(name="图.txt", content=f"示例 {application.code}".encode(), district=self.county.district, by=by, at=self.at)
        operations.hand_in(application.code, material, attachment=kept.pk, by=by, at=self.at)
        return kept.pk

    def acts(self, case: str, person: str, transition: str, **values: Any) -> Case:
        """A step of an official in a case."""
        self.goes()
        step = Case.objects.get(code=case).step_count
        casework.act(case, transition, expected_step=step, values=values, by=self.by(person), at=self.at)
        return Case.objects.get(code=case)

    def supplies(self, application: Application, person: str = "an") -> None:
        """What was asked for, in its case."""
        self.goes()
        step = Case.objects.get(code=application.case_code).step_count
        me = casework.as_applicant(f"{application.subject_kind}/{application.subject_key}", person=Person.objects.get(code=person))
        casework.act(application.case_code, "supply", expected_step=step, values={"statement": "补好了"}, by=me, at=self.at)

    def goes(self, **by: float) -> None:
        """Time goes by."""
        self.at += timedelta(**(by or {"minutes": 1}))
