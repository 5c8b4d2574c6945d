"""单位花名册: units, posts and who holds them in one table, as an office keeps it. Pure: what a file says, and what it cannot mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.errors import RosterRefused
from luoshi.district.offices.models import Role
from luoshi.engines.documents.headings import find_heading
from luoshi.engines.documents.long_table import read_long_table
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.documents.written_days import NotADay, read_day
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.models import Tenure, Unit
    from luoshi.engines.documents.sheet import Sheet

UNIT, POST, ROLE, NAME, ACCOUNT, SINCE = COLUMNS = ("单位", "岗位", "职责", "姓名", "账号", "起始日期")
NEEDED: Final = (UNIT, POST, ROLE)
ROLES: Final = {"政府办（督查室）": Role.OFFICE, "领导": Role.LEADER, "单位负责人": Role.APPROVER, "报送人": Role.REPORTER}
"""What posts that people hold are for, as the table says it."""
NOTES: Final = (
    "一行是一个岗位；同一单位有几个岗位的，写几行。姓名和账号留空的，岗位空缺。",
    "账号用于登录：英文字母、数字、- 和 _。起始日期留空的，自导入之日起。",
    "已经有的单位和岗位保持不变，再次导入只登记新的；换人的，新任职自起始日期起。",
)
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
_LENGTH_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, by its number in the file."""

    row: int
    what: Words


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A post and who holds it from a day on; without a ``name`` it is vacant."""

    number: int
    unit: str
    post: str
    role: Role
    name: str
    account: str
    since: date


def sheet_of(units: Sequence[Unit]) -> Sheet:
    """The table as it is handed out, with what there is already: the units of :func:`~luoshi.district.offices.queries.posts_of`."""
    words = {role: word for word, role in ROLES.items()}
    rows = [
        (unit.name, post.title, words[Role(post.role)], *_holder(post.present_tenures))
        for unit in units
        for post in unit.present_posts  # type: ignore[attr-defined]  # as the query names them
        if Role(post.role) in words
    ]
    return lay_out("单位花名册", COLUMNS, rows, NOTES, choices={ROLE: tuple(ROLES)})


def _holder(tenures: Sequence[Tenure]) -> tuple[str, str, date | None]:
    if not tenures:
        return "", "", None
    person = tenures[0].person
    return person.name, person.account.username if person.account else "", tenures[0].valid_from


def read_roster(content: bytes, file_name: str, *, on: date) -> list[RosterRow]:
    """What a file says, Excel or CSV; whoever has no day of beginning begins ``on`` that day. An empty unit is that of the row above, as
    merged cells have it.

    Raises:
        RosterRefused: it is no table, lacks a column, or rows cannot be meant; with all that is wrong in them.
    """
    rows = _rows(content, file_name)
    read = list(_filled(rows, on))
    if faults := [each for each in read if isinstance(each, Fault)]:
        raise RosterRefused.with_faults(faults)
    if not read:
        raise RosterRefused.empty()
    return [each for each in read if isinstance(each, RosterRow)]


def _rows(content: bytes, file_name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        table = read_long_table(content, file_name)
        heading = find_heading([cells for _, cells in table.rows], {each: each for each in COLUMNS}, NEEDED)
    except UnreadableDocument as reason:
        raise RosterRefused(reason.what, reason.remedy) from reason
    rows = [(number, cells) for number, cells in table.rows[heading.rows :] if not _is_note(cells)]
    return [
        (number, {each: cells[place] if place < len(cells) else "" for each, place in heading.places.items()}) for number, cells in rows
    ]


def _is_note(cells: Sequence[str]) -> bool:
    """Notes stand under the table that was handed out, each alone in its row."""
    return any(cell.lstrip("注：:0123456789.、 ") in NOTES for cell in cells)


def _filled(rows: Sequence[tuple[int, Mapping[str, str]]], on: date) -> Iterator[RosterRow | Fault]:
    """Each row, or what is wrong in it."""
    unit = ""
    for number, said in rows:
        unit = said[UNIT] or unit
        if wrong := [Fault(number, each) for each in _wrong(said, unit)]:
            yield from wrong
        else:
            yield _row(number, unit, said, on)


def _row(number: int, unit: str, said: Mapping[str, str], on: date) -> RosterRow:
    since = read_day(written) if (written := said.get(SINCE, "")) else on
    return RosterRow(number, unit, said[POST], ROLES[said[ROLE]], said.get(NAME, ""), said.get(ACCOUNT, ""), since)


def _wrong(said: Mapping[str, str], unit: str) -> Iterator[Words]:
    for column, words in ((UNIT, unit), (POST, said[POST])):
        if not words or len(words) > _LENGTH_MAX:
            yield Words(f"“{column}”要写 1 至 {_LENGTH_MAX} 个字。", f"{column} takes 1 to {_LENGTH_MAX} characters.")
    if said[ROLE] not in ROLES:
        yield Words(
            f"“{ROLE}”写的是“{said[ROLE]}”，请写：{'、'.join(ROLES)}。", f"{ROLE} is “{said[ROLE]}”: write one of {', '.join(ROLES)}."
        )
    yield from _wrong_person(said.get(NAME, ""), said.get(ACCOUNT, ""))
    try:
        read_day(said.get(SINCE, "") or "2000-01-01")
    except NotADay as refused:
        yield Words(
            f"“{SINCE}”写的是“{said[SINCE]}”：{refused.what.chinese}{refused.remedy.chinese}",
            f"{SINCE} is “{said[SINCE]}”: {refused.what.english} {refused.remedy.english}",
        )


def _wrong_person(name: str, account: str) -> Iterator[Words]:
    if bool(name) != bool(account):
        yield Words("姓名和账号要么都写，要么都不写。", "Write both name and account, or neither.")
    if account and not _ACCOUNT.fullmatch(account):
        yield Words(f"账号“{account}”只能用英文字母、数字、- 和 _。", f"The account “{account}” takes letters, digits, - and _ only.")
