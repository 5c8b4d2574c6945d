"""The invented district of :mod:`benchmarks.approval`: one item that is granted at once, and as many enterprises as shall apply for it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.queries import Kind

PACKS: Final = Path(__file__).parents[1] / "luoshi" / "packs"
NOW: Final = datetime.now(ZoneInfo("Asia/Shanghai"))
BEGIN: Final = date(2022, 12, 31)
ITEM: Final = "prepackaged_food_filing"
VALUES: Final = {"own_products": "false", "goods": ["预包装食品"], "way": "门店", "food_safety_manager": "虚构经理"}
"""What no register knows."""
PEOPLE: Final = 16
"""Who apply; each acts for as many enterprises as the others."""


def build(enterprises: int) -> None:
    """Enter everything into the empty database that the settings name."""
    from django.core.management import call_command  # noqa: PLC0415

    from luoshi.district.offices import operations as offices  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    pack = read_pack(PACKS / "peach_blossom")
    district = offices.name_district("青溪区（虚构）")
    offices.set_up(district, units=pack.units, posts=pack.posts, people=pack.people, grants=pack.grants)
    _offer(district)
    _fill(district, enterprises)
    _enter_people(district, enterprises)
    _settle()


def credit_code(number: int) -> str:
    """A code of a body that does not exist, in a division that does not exist."""
    from luoshi.engines.identifiers import check_characters  # noqa: PLC0415

    organisation = f"MA{number:06d}"
    body = f"91990000{organisation}{check_characters.organisation(organisation)}"
    return body + check_characters.credit(body)


def applicants(enterprises: int) -> list[tuple[str, str]]:
    """Each enterprise with the code of the person who acts for it."""
    return [(f"applicant_{number % PEOPLE}", credit_code(number)) for number in range(enterprises)]


def by_post(code: str) -> Authority:
    """Whoever holds a post today."""
    from luoshi.district.offices.queries import District, authority_of_post  # noqa: PLC0415

    return authority_of_post(code, district=District.objects.get(), on=NOW.date())


def _offer(district: District) -> None:
    from luoshi.district.decisions import operations as decisions  # noqa: PLC0415
    from luoshi.district.offices import operations as offices  # noqa: PLC0415
    from luoshi.district.offices.queries import Post, Unit, keepers  # noqa: PLC0415
    from luoshi.district.services import operations as services  # noqa: PLC0415

    first, second = keepers(district, on=NOW.date())[:2]
    at = NOW - timedelta(days=60)
    offices.install(Post.objects.get(code="automatic_approval"), name="审批程序", name_en="Approval program", on=BEGIN, by=first)
    services.arrange(district, automatic_post="automatic_approval", licence_prefix="青许（虚构）", application_prefix="QX", by=first, at=at)
    unit = Unit.objects.get(code="government_services")
    services.load_item(PACKS / ITEM, district, unit=unit, valid_from=BEGIN, by=first, at=at)
    decisions.load_pack(PACKS / ITEM, district, saved_by=second, put_in_force_by=first, at=at)


def _fill(district: District, enterprises: int) -> None:
    """The registers come in as they do from a file."""
    from luoshi.district.register.kinds import KINDS  # noqa: PLC0415

    numbers = range(enterprises)
    _import(KINDS["places"], district, map(_place, numbers), by_post("market_supervision_reporter"))
    _import(KINDS["enterprises"], district, map(_enterprise, numbers), by_post("market_supervision_reporter"))
    _import(KINDS["licences"], district, map(_licence, numbers), by_post("government_services_reporter"))


def _place(number: int) -> dict[str, str]:
    return {"code": f"QX-{number:06d}", "name": f"虚构商场{number}号", "use": "商业", "address": f"青溪区虚构路{number}号", "area": "80"}


def _enterprise(number: int) -> dict[str, str]:
    return {
        "credit_code": credit_code(number),
        "name": f"青溪第{number}食品示例有限公司",
        "form": "企业",
        "legal_representative": f"李虚构applicant_{number % PEOPLE}",
        "address": f"青溪区虚构路{number}号",
        "place": f"QX-{number:06d}",
        "established_on": "2021-03-01",
        "state": "存续",
        "contact": "张虚构",
        "phone": "13800000000",
    }


def _licence(number: int) -> dict[str, str]:
    return {
        "number": f"青登（虚构）{number:06d}",
        "issuer": "区市场监管局（虚构）",
        "name": "营业执照",
        "holder": credit_code(number),
        "place": f"QX-{number:06d}",
        "issued_on": "2021-03-01",
        "state": "有效",
    }


def _import(kind: Kind, district: District, rows: Iterator[Mapping[str, str]], by: Authority) -> None:
    from luoshi.district.register import operations_of_imports as imports  # noqa: PLC0415
    from luoshi.district.register.importing import work  # noqa: PLC0415

    content = _as_csv(kind, list(rows))
    kept = imports.hand_in(kind, district, name="register.csv", content=content, valid_from=BEGIN, source="虚构的登记簿", by=by, at=NOW)
    work(NOW)
    kept.refresh_from_db()
    imports.confirm(kept, only_accepted=False, by=by, at=NOW)
    work(NOW)
    kept.refresh_from_db()
    assert kept.state == "applied", (kind.code, kept.state, kept.counts)


def _as_csv(kind: Kind, rows: Sequence[Mapping[str, str]]) -> bytes:
    written = StringIO()
    table = csv.writer(written)
    table.writerow([kind.by_code[code].column for code in rows[0]])
    table.writerows(row.values() for row in rows)
    return written.getvalue().encode("gb18030")


def _enter_people(district: District, enterprises: int) -> None:
    from luoshi.district.offices import operations as offices  # noqa: PLC0415
    from luoshi.district.offices.queries import keepers  # noqa: PLC0415
    from luoshi.district.services.models import Capacity, Representation, SubjectKind  # noqa: PLC0415

    codes = [f"applicant_{number}" for number in range(PEOPLE)]
    [by, *_] = keepers(district, on=NOW.date())
    people = {code: offices.add_person(district, code=code, name=f"李虚构{code}", by=by) for code in codes}
    Representation.objects.bulk_create(
        Representation(
            district=district, person=people[code], subject_kind=SubjectKind.ENTERPRISES, subject_key=key,
            capacity=Capacity.LEGAL_REPRESENTATIVE, valid_from=BEGIN, signature="虚构",
        )
        for code, key in applicants(enterprises)
    )  # fmt: skip


def _settle() -> None:
    """What a running district does within minutes: facts are sealed, the planner knows the tables, the font of licences is unpacked."""
    from django.db import connection  # noqa: PLC0415

    from luoshi.district.facts.operations import seal  # noqa: PLC0415
    from luoshi.district.fonts import unpack_next  # noqa: PLC0415

    seal(at=NOW)
    while unpack_next():
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
