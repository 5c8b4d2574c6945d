"""青溪县 pays its job-retention refund without application: its office begins and runs, its head approves, applicants act for enterprises.

Of its enterprises the first and the second are entitled, the third laid off too many, of the fourth nobody knows how many, the sixth is
entitled as a micro enterprise. ``an`` acts for the first two, ``bi`` for the third.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import yaml

import luoshi
from luoshi.district.campaigns import operations
from luoshi.district.campaigns.models import Beneficiary, Campaign, DryRun, Payment, PaymentFile
from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import Case
from luoshi.district.facts.models import Fact
from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import Reach
from luoshi.district.offices.queries import Authority, District, Power, authority_of_person
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, known
from luoshi.district.population import operations as population
from luoshi.district.population.tests.samples import CODES, COLUMNS, SOURCES, enter, file, load_refund
from luoshi.district.register.queries import KINDS, Entry
from luoshi.district.register.tests.samples import citizen_id, grant_powers
from luoshi.district.services.queries import Capacity, Representation, SubjectKind
from luoshi.engines.casework import OfficeHours, YearTable

if TYPE_CHECKING:
    from luoshi.district.campaigns.models import Objection

ZONE: Final = ZoneInfo("Asia/Shanghai")
MONDAY: Final = datetime(2023, 7, 24, 9, tzinfo=ZONE)
DAY: Final = date(2023, 7, 24)
PACKS: Final = Path(luoshi.__file__).parent / "packs"
REFUND: Final = "job_retention_refund"
ACCOUNT: Final = {"bank": "示例银行青溪支行", "number": "6222 0000 1111 2222"}
POWERS: Final = (
    ("office_director", "campaigns", (Power.SEE, Power.HANDLE, Power.UNMASK), Reach.DISTRICT),
    ("office_director", "population", (Power.SEE, Power.HANDLE), Reach.DISTRICT),
    ("head", "campaigns", (Power.SEE, Power.HANDLE, Power.APPROVE), Reach.DISTRICT),
    ("head", "population", (Power.SEE, Power.HANDLE), Reach.DISTRICT),
    ("civil_reporter", "population", (Power.SEE, Power.CHANGE), Reach.UNIT),
    ("civil_reporter", "campaign_objection", (Power.SEE, Power.HANDLE), Reach.UNIT),
    ("civil_head", "campaign_objection", (Power.SEE, Power.APPROVE), Reach.UNIT),
    ("office_director", "benefit_claw_back", (Power.SEE, Power.HANDLE), Reach.DISTRICT),
    ("civil_reporter", "benefit_claw_back", (Power.SEE, Power.HANDLE), Reach.UNIT),
    ("civil_reporter", "campaigns", (Power.SEE, Power.HANDLE), Reach.UNIT),
    ("civil_head", "benefit_claw_back", (Power.SEE, Power.APPROVE), Reach.UNIT),
)


REFUNDS: Final = [(CODES[1], Decimal("6000.03")), (CODES[2], Decimal("3000.01")), (CODES[6], Decimal("1200.00"))]
"""Who is entitled, with how much."""


def found_list() -> None:
    """Enter the county with its list published, so that what comes after needs no files."""
    Desk(found_paying_county()).published()


def found_paying_county() -> Government:
    """Enter 青溪县 with all that its campaign takes, but no snapshot."""
    county = found_county()
    grant_powers(county)
    for post, matter, powers, reach in POWERS:
        for power in powers:
            offices.grant(county.district, post=county.posts[post], matter=matter, power=power, reach=reach, on=BEGIN, by=county.office)
    enter(county)
    load_refund(county)
    by = county.by("sun")
    population.declare_table(
        county.district, "失业保险缴费", COLUMNS, name_en="Unemployment insurance", register="enterprises", unit=county.units["civil"],
        by=by, at=MONDAY,
    )  # fmt: skip
    hours = OfficeHours(((time(8, 30), time(12)), (time(13, 30), time(17, 30))), ZONE)
    year = YearTable(2023, "示例〔2022〕1号", date(2022, 12, 8), frozenset(), frozenset())
    casework.enter_calendar(county.district, (year,), hours=hours, by=by, at=MONDAY)
    for name in ("campaign_objection", "benefit_claw_back"):
        casework.load_case_type(PACKS / name, county.district, by=by, at=MONDAY)
    load_campaign(county.district, by=by)
    _enter_applicants(county)
    return known(county.district)


def load_campaign(district: District, *, by: Authority, **changed: Any) -> None:
    """The campaign of the refund with the tables of this county, and what is said otherwise."""
    with TemporaryDirectory() as place:
        folder = Path(place, REFUND)
        folder.mkdir()
        for name in ("documents.yaml", "parameters.yaml"):
            (folder / name).write_text((PACKS / REFUND / name).read_text())
        said = yaml.safe_load((PACKS / REFUND / "campaign.yaml").read_text()) | {"sources": SOURCES} | changed
        (folder / "campaign.yaml").write_text(yaml.safe_dump(said, allow_unicode=True))
        operations.load_campaign_type(folder, district, by=by, at=MONDAY)


def _enter_applicants(county: Government) -> None:
    citizen = Entry.objects.get(kind="persons", identifier=citizen_id(1)).key
    for code, firms in (("an", (1, 2)), ("bi", (3,))):
        somebody = offices.add_person(county.district, code=code, name=f"{code}样本", by=county.by("sun"))
        for number in firms:
            Representation.objects.create(
                district=county.district, person=somebody, citizen=citizen, subject_kind=SubjectKind.ENTERPRISES,
                subject_key=Entry.objects.get(kind=KINDS["enterprises"].code, identifier=CODES[number]).key,
                capacity=Capacity.LEGAL_REPRESENTATIVE, valid_from=date(2022, 1, 1), signature="样本",
            )  # fmt: skip


@dataclass
class Desk:
    """Where a campaign is taken step by step, an hour apart."""

    county: Government
    at: datetime = MONDAY
    opened: list[Campaign] = field(default_factory=list)

    def by(self, code: str) -> Authority:
        """Somebody, as of the day."""
        return authority_of_person(self.county.people[code], on=self.at.date())

    def later(self, **time_passed: float) -> datetime:
        """The next moment."""
        self.at += timedelta(**(time_passed or {"hours": 1}))
        return self.at

    @property
    def campaign(self) -> Campaign:
        """The one that was opened last."""
        return self.opened[-1]

    def frozen(self) -> None:
        """Take a snapshot of everybody, with what the bureau of civil affairs knows."""
        said = {"file_name": "a.csv", "period": "2022", "source": "示例", "by": self.by("zheng"), "at": self.at}
        population.import_table(self.county.district, "失业保险缴费", file(), **said)  # type: ignore[arg-type]
        population.take_snapshot(self.county.district, on=DAY, by=self.by("sun"), at=self.at)

    def open(self, period: str = "2023") -> Campaign:
        """Begin it, with a snapshot of everybody and what the bureau of civil affairs knows."""
        if not self.opened:
            self.frozen()
        made = operations.open_campaign(
            self.county.district, REFUND, period=period, unit=self.county.units["civil"], on=DAY, by=self.by("sun"), at=self.later()
        )  # fmt: skip
        self.opened.append(made)
        return made

    def tried(self) -> DryRun:
        """Run it over everybody."""
        return operations.try_out(self.campaign, by=self.by("sun"), at=self.later())

    def published(self, period: str = "2023") -> Campaign:
        """As far as the public list."""
        self.open(period)
        dry = self.tried()
        operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=self.by("zhao"), at=self.later())
        operations.publish(self.campaign, by=self.by("sun"), at=self.later())
        return self.campaign

    def line(self, number: int) -> Beneficiary:
        """Who is on the list under a number."""
        return self.campaign.beneficiaries.get(number=number)

    def accepted(self, *numbers: int) -> None:
        """The applicant confirms lines of the list."""
        for number in numbers:
            one = self.line(number)
            operations.accept(one.pk, holder=one.name, **ACCOUNT, by=self.by("an"), at=self.later())

    def payable(self) -> Campaign:
        """As far as a list that nobody can object to any longer, with both enterprises of the applicant confirmed."""
        self.accepted(1, 2)
        self.later(days=9)
        return self.campaign

    def sent(self) -> PaymentFile:
        """As far as the bank."""
        self.payable()
        return operations.make_payment_file(self.campaign, by=self.by("sun"), at=self.later())

    def answered(self, **said: str) -> int:
        """The bank says what became of payments: ``paid`` or why not, by their references."""
        told = {reference.removeprefix("_").replace("_", "-"): words for reference, words in said.items()}
        rows = [f"{each},{'已支付' if words == 'paid' else '退回'},{self.at.date()},{words},{each}-B" for each, words in told.items()]
        content = "\n".join(["付款编号,结果,日期,原因,银行流水号", *rows]).encode()
        return operations.read_results(self.campaign, content, name="回盘.csv", by=self.by("sun"), at=self.later())

    def objected(self, code: str = "bi", firm: int = 3, **said: Any) -> Objection:
        """Somebody objects for an enterprise."""
        from luoshi.district.services.operations import Subject

        asked = {"matter": "left_out", "reason": "裁员人数填错了"} | said
        subject = Subject(SubjectKind.ENTERPRISES, CODES[firm])
        return operations.object_to(self.campaign, subject, **asked, by=self.by(code), at=self.later())

    def upheld(self, objection: Objection, *, opinion: str = "uphold") -> None:
        """The bureau finds an objection right, or not."""
        given = {"propose": ("zheng", {"opinion": opinion, "finding": "已核实", "clause": "示例 第一条"}),
                 opinion: ("wu", {} if opinion == "uphold" else {"reason": "无误", "clause": "示例", "appeal": "复议"})}  # fmt: skip
        for step, (code, values) in given.items():
            case = Case.objects.get(code=objection.case_code)
            casework.act(case.code, step, expected_step=case.step_count, values=values, by=self.by(code), at=self.later())


def facts(kind: str) -> list[Fact]:
    """What went on record."""
    return list(Fact.objects.filter(kind=kind).order_by("number"))


def paid(campaign: Campaign) -> Decimal:
    """What left the purse for good."""
    return sum((each.amount for each in Payment.objects.filter(file__campaign=campaign, result__outcome="paid")), Decimal(0))
