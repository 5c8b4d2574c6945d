"""Invented entries for tests: their codes check, but no such division and no such body exists."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypedDict

from luoshi.district.offices.models import Reach
from luoshi.district.offices.operations import grant
from luoshi.district.offices.queries import Power
from luoshi.engines.identifiers import check_characters

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government

BEGIN = date(2020, 1, 1)
AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)
DAY = date(2023, 1, 20)

ALL = ("see", "change", "check", "unmask")
GRANTS = {
    "civil_reporter": ("register.enterprises", ("see", "change")),
    "civil_head": ("register.enterprises", ("see", "check", "unmask")),
    "education_reporter": ("register.persons", ("see", "change")),
    "education_head": ("register.persons", ("see", "unmask")),
    "office_director": ("*", ("see",)),
    "head": ("*", ALL),
}


class Why(TypedDict):
    """What each change must say of itself."""

    source: str
    reason: str


def grant_powers(county: Government) -> None:
    """Who may do what in which register."""
    for code, (matter, powers) in GRANTS.items():
        for power in powers:
            grant(
                county.district,
                post=county.posts[code],
                matter=matter,
                power=Power(power),
                reach=Reach.DISTRICT,
                on=BEGIN,
                by=county.office,
            )


def credit_code(number: int) -> str:
    """A code of a body that does not exist, in a division that does not exist."""
    organisation = f"MAXX{number:04d}"
    body = f"91990000{organisation}{check_characters.organisation(organisation)}"
    return body + check_characters.credit(body)


def citizen_id(number: int) -> str:
    """A number of nobody, in a division that does not exist."""
    body = f"990000{1950 + number % 50}0101{number // 50 % 1000:03d}"
    return body + check_characters.citizen(body)


def enterprise(number: int, **said: str) -> dict[str, str]:
    """The words for an enterprise."""
    return {
        "credit_code": credit_code(number),
        "name": f"青溪第{number}示例有限公司",
        "form": "企业",
        "legal_representative": f"样本{number}",
        "address": f"青溪县虚构路{number}号",
        "established_on": "2021-03-01",
        "state": "存续",
        "contact": "张虚构",
        "phone": "13800000000",
        **said,
    }


def person(number: int, **said: str) -> dict[str, str]:
    """The words for a person."""
    return {
        "citizen_id": citizen_id(number),
        "name": f"李样本{number}",
        "phone": "13900000000",
        "residence": "青溪县虚构路一号示例院",
        **said,
    }
