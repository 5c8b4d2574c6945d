"""How fast a register of 100,000 enterprises comes in, and how fluent it is then: python benchmarks/register.py

An invented register goes through the real operations into an embedded database of its own: handed in as Excel and as CSV (GB18030),
checked row by row (the dry run), confirmed, imported with its versions and facts, handed in again without a change, and with a tenth of it
changed. Then lists, searches and pages are asked for through Django's own client, as the public and as an official: routing, queries,
templates and the log of looks count, the network does not. Printed are seconds, and median and 95th percentile of the
pages in milliseconds.
"""

from __future__ import annotations

import csv
import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

ENTRIES = 100_000
RUNS = 40
LIMIT_SECONDS = 60.0
LIMIT_MS = 150.0
AT = datetime(2023, 1, 20, 9, tzinfo=UTC)
DAY = date(2023, 1, 20)
PLACES = ("东湖", "西岭", "南塘", "北桥", "新安", "清河", "石门", "长宁", "云溪", "白沙", "桃源", "柳浪", "松岭", "平桥", "临水")
WORDS = tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏")
TRADES = ("食品", "建材", "餐饮", "运输", "广告", "软件", "种植", "养殖", "零售", "教育咨询", "物业", "环保", "医药", "服装", "家具")
FORMS = (("有限公司", "企业"), ("商店", "个体工商户"), ("专业合作社", "农民专业合作社"))


def main() -> None:
    """Build the register in a folder that is gone afterwards, measure, print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ["LUOSHI_DEVELOP"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        _prepare()
        _imports()
        _pages()


def rows(*, changed: int = 0) -> Iterator[dict[str, str]]:
    """The invented enterprises; the first ``changed`` of them with another telephone number."""
    from luoshi.engines.identifiers import check_characters  # noqa: PLC0415

    for number in range(ENTRIES):
        organisation = f"MA{number:06d}"
        body = f"91990000{organisation}{check_characters.organisation(organisation)}"
        place, trade, (ending, form) = PLACES[number % 15], TRADES[number // 15 % 15], FORMS[number % 3]
        own = WORDS[number // 225 % len(WORDS)] + WORDS[number // 9_000 % len(WORDS)]
        yield {
            "credit_code": body + check_characters.credit(body),
            "name": f"{place}{own}{trade}示例{ending}",
            "form": form,
            "legal_representative": f"{own}样本",
            "industry": ("5211", "6210", "1321", "6513")[number % 4],
            "address": f"{place}街道虚构路{number // 7}号",
            "established_on": f"20{number % 22:02}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            "state": "注销" if number % 50 == 0 else "存续",
            "risk_class": "ABCD"[number % 4],
            "staff": str(number % 300),
            "contact": f"{own}虚构",
            "phone": f"1{39 if number < changed else 38}{number:08d}",
        }


def _as_csv(**asked: int) -> bytes:
    written = StringIO()
    table = csv.writer(written)
    for place, row in enumerate(rows(**asked)):
        if not place:
            table.writerow(_headings(row))
        table.writerow(row.values())
    return written.getvalue().encode("gb18030")


def _as_workbook() -> bytes:
    """Written by hand: the library that writes our own workbooks takes a minute for so many cells."""
    from openpyxl import Workbook  # noqa: PLC0415

    small = BytesIO()
    Workbook().save(small)
    packed = BytesIO()
    with zipfile.ZipFile(small) as template, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for member in template.infolist():
            if member.filename != "xl/worksheets/sheet1.xml":
                book.writestr(member, template.read(member))
        book.writestr("xl/worksheets/sheet1.xml", "".join(_sheet()))
    return packed.getvalue()


def _sheet() -> Iterator[str]:
    yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for place, row in enumerate(rows()):
        for cells in [*([_headings(row)] if not place else []), list(row.values())]:
            yield "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells) + "</row>"
    yield "</sheetData></worksheet>"


def _headings(row: dict[str, str]) -> list[str]:
    from luoshi.district.register.kinds import ENTERPRISES  # noqa: PLC0415

    return [ENTERPRISES.by_code[code].column for code in row]


def _prepare() -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from luoshi.district.offices import operations as offices  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    pack = read_pack(Path(__file__).parents[1] / "luoshi" / "packs" / "peach_blossom")
    district = offices.name_district("青溪区")
    offices.set_up(district, units=pack.units, posts=pack.posts, people=pack.people, grants=pack.grants)


def _clerk() -> Any:
    return _holder("market_supervision_reporter")


def _holder(code: str) -> Any:
    from luoshi.district.offices.models import Post  # noqa: PLC0415
    from luoshi.district.offices.queries import authority_of_person  # noqa: PLC0415

    post = Post.objects.get(code=code)
    tenure = next(each for each in post.tenures.select_related("person").order_by("-pk") if each.is_valid(DAY))
    return authority_of_person(tenure.person, on=DAY)


def _imports() -> None:
    from django.db import connection  # noqa: PLC0415

    workbook, plain = _as_workbook(), _as_csv()
    print(f"{ENTRIES:,} rows: Excel {len(workbook) / 1e6:.1f} MB, CSV {len(plain) / 1e6:.1f} MB")
    _seconds("Excel: dry run", lambda: _check("register.xlsx", workbook))
    _discard()
    dry = _seconds("CSV: dry run", lambda: _check("register.csv", plain))
    whole = _seconds("CSV: import", _apply)
    print(f"{'CSV: dry run and import':<44}{dry + whole:>9.1f} s   limit {LIMIT_SECONDS:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a running database does it by itself within minutes
    _seconds("the same file again: dry run", lambda: _check("register.csv", plain))
    _discard()
    _seconds("a tenth changed: dry run", lambda: _check("register.csv", _as_csv(changed=ENTRIES // 10)))
    _seconds("a tenth changed: import", _apply)


def _check(name: str, content: bytes) -> str:
    from luoshi.district.offices.queries import District  # noqa: PLC0415
    from luoshi.district.register import operations_of_imports  # noqa: PLC0415
    from luoshi.district.register.importing import work  # noqa: PLC0415
    from luoshi.district.register.kinds import ENTERPRISES  # noqa: PLC0415

    kept = operations_of_imports.hand_in(
        ENTERPRISES, District.objects.get(), name=name, content=content, valid_from=DAY, source="虚构的登记簿", by=_clerk(), at=AT
    )
    work(AT)
    kept.refresh_from_db()
    return str(kept.counts)


def _apply() -> str:
    from luoshi.district.register import operations_of_imports  # noqa: PLC0415
    from luoshi.district.register.importing import work  # noqa: PLC0415
    from luoshi.district.register.models import Import  # noqa: PLC0415

    kept = Import.objects.order_by("-pk")[0]
    operations_of_imports.confirm(kept, only_accepted=False, by=_clerk(), at=AT)
    work(AT)
    kept.refresh_from_db()
    return str(kept.state)


def _discard() -> None:
    from luoshi.district.register import operations_of_imports  # noqa: PLC0415
    from luoshi.district.register.models import Import  # noqa: PLC0415

    operations_of_imports.discard(Import.objects.order_by("-pk")[0], by=_clerk(), at=AT)


def _pages() -> None:
    from django.test import Client  # noqa: PLC0415

    from luoshi.district.register.models import Entry  # noqa: PLC0415

    last = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    official = Client()
    official.force_login(_clerk().person.account)
    list_address = "/registers/enterprises/"
    some = Entry.objects.get(pk=last - ENTRIES // 3)
    addresses = {
        "list, newest": "",
        "list, in the middle": f"?before={last - ENTRIES // 2}",
        "list, what most have": "?state=存续",
        "list, what few have": "?state=注销&risk_class=B",
        "search, number": f"?q={some.identifier}",
        "search, whole name": f"?q={some.name}",
        "search, part of a name": f"?q={some.name[2:6]}",
        "search, word of many": "?q=食品示例",
        "search, nothing": "?q=并无此名",
        "an entry": f"{some.pk}/",
    }
    print(f"{'page':<44}{'median':>9}{'p95':>9}   of {RUNS} runs, limit {LIMIT_MS:.0f} ms")
    for who, client in (("public", Client()), ("official", official)):
        for name, address in addresses.items():
            _measure(f"{who}: {name}", partial(client.get, list_address + address))
    head = Client()
    head.force_login(_holder("market_supervision_head").person.account)
    for code in ("name", "address", "legal_representative"):
        _measure(f"official: duplicates by {code}", partial(head.get, f"{list_address}duplicates/?by={code}"))


def _measure(name: str, ask: Callable[[], Any]) -> None:
    took = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        answer = ask()
        took.append((time.perf_counter() - begin) * 1000)
        assert answer.status_code == 200, (name, answer.status_code)
    p95 = sorted(took)[int(0.95 * RUNS) - 1]
    print(f"{name:<44}{statistics.median(took):>8.0f} {p95:>8.0f}{'   over the limit' if p95 > LIMIT_MS else ''}", flush=True)


def _seconds(name: str, act: Callable[[], str]) -> float:
    begin, own = time.perf_counter(), time.process_time()
    said = act()
    passed, own = time.perf_counter() - begin, time.process_time() - own
    print(f"{name:<44}{passed:>9.1f} s   of it {own:.1f} s computing here   {said}", flush=True)
    return passed


if __name__ == "__main__":
    main()
