"""The calendar that comes with Luoshi says of every day what two others say, and a slip of the pen in such a file is found at its line."""

from __future__ import annotations

import json
import os
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

import luoshi
from luoshi.engines.casework import Calendar, TableStatus
from luoshi.engines.packs import PackProblem, check_pack, read_pack

PACKS = Path(luoshi.__file__).parent / "packs"
SHARED = Path(os.environ.get("LUOSHI_SHARED", PACKS.parents[2] / "shared")) / "data" / "holidays"
FILES = {
    "pack.yaml": """\
id: small_calendar
kind: calendar
name: 小日历
name_en: Small calendar
summary: 编写的
summary_en: Made up
jurisdiction: 桃源新区
status: verified
""",
    "documents.yaml": """\
- {key: 示例电〔2022〕1号, title: 示例, issuer: 示例, issued_on: 2022-12-08, jurisdiction: 全国, status: verified}
- {key: 示例电〔2023〕1号, title: 示例, issuer: 示例, issued_on: 2023-10-25, jurisdiction: 全国, status: elsewhere}
- {key: 示例电（无日期）, title: 示例, issuer: 示例, jurisdiction: 全国, status: unverified}
""",
    "years.yaml": """\
- year: 2023
  document: 示例电〔2022〕1号
  days_off:
    - {name: 元旦, from: 2022-12-31, to: 2023-01-02}
    - {name: 清明节, from: 2023-04-05}
  working_days: [2023-04-23]
- year: 2024
  document: 示例电〔2023〕1号
""",
    "hours.yaml": """\
zone: Asia/Shanghai
status: unverified
note: 编写的
spans:
  - {from: "9:00", to: "12:00"}
  - {from: "13:00", to: "17:00"}
""",
}


def written(folder: Path, **changes: tuple[str, str]) -> Path:
    """The small calendar, with a text of ``years`` or ``hours`` replaced by another."""
    made = folder / "small_calendar"
    made.mkdir()
    for name, text in FILES.items():
        old, new = changes.get(name.removesuffix(".yaml"), ("", ""))
        assert old in text
        (made / name).write_text(text.replace(old, new, 1) if old else text)
    return made


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """The one that comes with Luoshi."""
    found = read_pack(PACKS / "working_days").calendar
    assert found is not None
    return found


def test_every_day_is_as_an_independent_calendar_has_it(calendar: Calendar) -> None:
    first, last = calendar.published_from, calendar.published_through
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert len(days) == 1826
    assert [day for day in days if calendar.is_working_day(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the transcripts of the notices are not here")
def test_every_year_names_the_days_of_its_notice(calendar: Calendar) -> None:
    for table in calendar.years:
        days = json.loads((SHARED / f"{table.year}.json").read_text())["days"]
        assert {each.isoformat() for each in table.days_off} == {each["date"] for each in days if each["isOffDay"]}
        assert {each.isoformat() for each in table.working_days} == {each["date"] for each in days if not each["isOffDay"]}
        assert table.status is TableStatus.VERIFIED
        assert f"〔{table.issued_on.year}〕" in table.document


def test_a_calendar_is_read_with_its_notices_and_hours(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path))
    assert pack.kind == "calendar"
    assert pack.calendar is not None
    assert [(each.year, each.document, each.issued_on, each.status) for each in pack.calendar.years] == [
        (2023, "示例电〔2022〕1号", date(2022, 12, 8), TableStatus.VERIFIED),
        (2024, "示例电〔2023〕1号", date(2023, 10, 25), TableStatus.UNVERIFIED),
    ]
    assert sorted(pack.calendar.years[0].days_off) == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2), date(2023, 4, 5)]
    assert pack.calendar.years[0].working_days == {date(2023, 4, 23)}
    assert pack.office_hours is not None
    assert pack.office_hours.hours.spans == ((time(9), time(12)), (time(13), time(17)))
    assert (pack.office_hours.hours.zone, pack.office_hours.status) == (ZoneInfo("Asia/Shanghai"), "unverified")
    assert check_pack(pack.folder).is_sound


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("year: 2024", "year: 2025", 7, "必须逐年连续"),
        ("year: 2024", "year: 2023", 7, "2023 年写了两次"),
        ("示例电〔2023〕1号", "示例电〔2023〕2号", 8, "没有这个文件"),
        ("示例电〔2023〕1号", "示例电（无日期）", 8, "没有写成文日期"),
        ("[2023-04-23]", "[2023-04-24]", 1, "2023年4月24日不是周六或周日"),
        ("[2023-04-23]", "[2023-04-23, 2023-01-01]", 1, "2023年1月1日既是放假又是上班"),
        ("[2023-04-23]", "[2023-04-23, 2023-04-23]", 6, "这一天写了两次"),
        ("[2023-04-23]", "[2023-02-30]", 6, "不是日期"),
        ("from: 2023-04-05", "from: 2023-01-02", 5, "这一天写了两次"),
        ("to: 2023-01-02", "to: 2023-10-02", 4, "假期超过一个月"),
        ("to: 2023-01-02", "to: 2022-01-02", 4, "结束日期早于开始日期"),
        ("from: 2023-04-05", "from: 2022-04-05", 1, "2022年4月5日不在 2023 年内"),
        ("  working_days: [", "  workdays: [", 6, "是否应为 working_days"),
    ],
)
def test_a_slip_of_the_pen_in_a_year_is_found_at_its_line(tmp_path: Path, old: str, new: str, line: int, why: str) -> None:
    folder = written(tmp_path, years=(old, new))
    with pytest.raises(PackProblem) as refused:
        read_pack(folder)
    assert (refused.value.file, refused.value.line) == ("years.yaml", line)
    assert why in refused.value.words().chinese
    assert [each.words for each in check_pack(folder).faults] == [refused.value.words()]


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("Asia/Shanghai", "Asia/Peking", 1, "没有这个时区"),
        ("Asia/Shanghai", "Asia", 1, "没有这个时区"),
        ('"12:00"', '"24:00"', 5, "不是时间"),
        ('"13:00"', '"11:00"', 1, "互不重叠"),
        ("unverified", "sure", 2, "应为以下之一"),
    ],
)
def test_a_slip_of_the_pen_in_the_hours_is_found(tmp_path: Path, old: str, new: str, line: int, why: str) -> None:
    with pytest.raises(PackProblem) as refused:
        read_pack(written(tmp_path, hours=(old, new)))
    assert (refused.value.file, refused.value.line) == ("hours.yaml", line)
    assert why in refused.value.words().chinese


def test_a_calendar_without_years_is_none_and_years_without_a_calendar_are_not_read(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "pack.yaml").write_text(FILES["pack.yaml"].replace("kind: calendar", "kind: mechanism"))
    assert [each.file for each in check_pack(folder).faults] == ["hours.yaml", "years.yaml"]
    (folder / "pack.yaml").write_text(FILES["pack.yaml"])
    (folder / "years.yaml").unlink()
    with pytest.raises(PackProblem, match="缺少 years"):
        read_pack(folder)
