"""A county that supervises its own commitments: offices with powers, a calendar of 2023, the case type of 督查, and a case in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import luoshi
from luoshi.district.attachments.operations import store
from luoshi.district.casework.models import Case, CaseStep
from luoshi.district.casework.operations import Subject, act, enter_calendar, load_case_type, open_case
from luoshi.district.offices.operations import set_up
from luoshi.district.offices.queries import Authority
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, known
from luoshi.engines.casework import OfficeHours, YearTable
from luoshi.engines.packs import GrantEntry, Holding, PersonEntry, PostEntry

ZONE: Final = ZoneInfo("Asia/Shanghai")
HOURS: Final = OfficeHours(((time(8, 30), time(12)), (time(13, 30), time(17, 30))), ZONE)
MONDAY: Final = datetime(2023, 3, 6, 9, tzinfo=ZONE)
"""A plain week: the next day that is off is 5 April."""
DAY: Final = timedelta(days=1)
SUPERVISION: Final = Path(luoshi.__file__).parent / "packs" / "supervision"
BEDS: Final = Subject("commitment", "qingxi-2023-0012", "新增养老床位200张")


def year(number: int, *off: str, worked: tuple[str, ...] = ()) -> YearTable:
    """A notice that does not exist, with the days that it says."""
    days = frozenset(date.fromisoformat(f"{number}-{day}") for day in off)
    return YearTable(number, f"示例〔{number - 1}〕1号", date(number - 1, 12, 8), days, frozenset(map(date.fromisoformat, worked)))


CALENDAR: Final = (year(2023, "04-05", "05-01", "05-02", "05-03"),)


def _grant(role: str, *powers: str, reach: str) -> GrantEntry:
    return GrantEntry(role, "", "supervision", powers, reach, BEGIN, None)


GRANTS: Final = (
    _grant("office", "see", "handle", "check", "direct", reach="district"),
    _grant("leader", "see", "approve", reach="district"),
    _grant("approver", "see", "handle", "approve", reach="unit"),
    _grant("reporter", "see", "handle", reach="unit"),
)


def found_supervising_county() -> Government:
    """Enter 青溪县, where ``sun`` issues, ``wen`` checks, and the bureaus of ``li`` and ``zhou``, ``wu`` and ``zheng`` handle."""
    county = found_county()
    desk = PostEntry("office_inspector", "office", "县督查室督查员", "", "office", BEGIN, None)
    held = Holding(post="office_inspector", valid_from=BEGIN, valid_to=None)
    wen = PersonEntry(code="wen", name="文示例", name_en="", holds=(held,))
    set_up(county.district, units=(), posts=(desk,), people=(wen,), grants=GRANTS)
    enter_calendar(county.district, CALENDAR, hours=HOURS, by=county.by("sun"), at=MONDAY)
    load_case_type(SUPERVISION, county.district, by=county.by("sun"), at=MONDAY)
    return known(county.district)


class Desk:
    """Acts for people of the county, one step after the other, an hour apart unless it is said."""

    def __init__(self, county: Government, at: datetime = MONDAY) -> None:
        self.county, self.at = county, at

    def by(self, person: str) -> Authority:
        """Somebody, as of the day."""
        return self.county.by(person, on=self.at.date())

    def opens(self, person: str = "sun", *, title: str = "督查养老床位建设", key: str = "", **values: Any) -> Case:
        """A draft of a supervision notice; with the key of an earlier one, that one."""
        said = {"matter": "ordinary", "basis": "decision", "demand": "请按季度报送进度。", **values}
        return open_case(
            "supervision", district=self.county.district, subject=BEDS, title=title, values=said, idempotency_key=key or str(uuid4()),
            by=self.by(person), at=self.at,
        )  # fmt: skip

    def does(self, case: Case, person: str, transition: str, *, expected: int | None = None, **values: Any) -> CaseStep:
        """A step, taken by somebody who has seen all before it."""
        case.refresh_from_db()
        seen = case.step_count if expected is None else expected
        step = act(case.code, transition, expected_step=seen, values=values, by=self.by(person), at=self.at)
        case.refresh_from_db()
        self.at += timedelta(hours=1)
        return step

    def hands_in(self, person: str, text: str = "示例佐证") -> str:
        """A file, by its id."""
        return str(store(name="佐证.txt", content=text.encode(), district=self.county.district, by=self.by(person), at=self.at).pk)

    def issued(self, unit: str = "civil", **values: Any) -> Case:
        """A notice that waits to be signed for."""
        case = self.opens(**values)
        self.does(case, "sun", "issue", to_unit=unit)
        return case

    def handled(self, **values: Any) -> Case:
        """A notice that 民政局 has signed for: its reporter ``zheng`` holds it."""
        case = self.issued(**values)
        self.does(case, "zheng", "sign")
        return case

    def replied(self, **values: Any) -> Case:
        """A notice that was answered and waits to be checked."""
        case = self.handled(**values)
        self.does(case, "zheng", "reply", report="已建成床位。", evidence=[self.hands_in("zheng")])
        return case

    def goes(self, **by: float) -> None:
        """Time goes by."""
        self.at += timedelta(**by)


Values = Mapping[str, Any]
