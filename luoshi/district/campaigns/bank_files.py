"""What the bank is told and what it says: the lines of a payment file, and the rows of its answer. Pure."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.campaigns.errors import ResultsRefused
from luoshi.district.campaigns.models import Outcome
from luoshi.engines.documents.headings import find_heading
from luoshi.engines.documents.long_table import read_long_table
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.documents.written_days import NotADay, read_day
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from luoshi.district.campaigns.models import Payment

COLUMNS: Final = ("付款编号", "收款人", "账号", "开户银行", "金额（元）", "用途")
ANSWERS: Final = ("付款编号", "结果", "日期", "原因", "银行流水号", "金额（元）")
"""What is read of an answer; the amount, where the bank repeats it, has to be that of the payment."""
NEEDED: Final = ANSWERS[:3]
_OUTCOMES: Final = {"已支付": Outcome.PAID, "成功": Outcome.PAID, "退回": Outcome.RETURNED, "失败": Outcome.RETURNED}
_MONEY: Final = re.compile(r"\d{1,15}(?:\.\d{1,4})?")


def rows_of(payments: Iterable[Payment], purpose: str) -> list[tuple[str, ...]]:
    """The lines for the bank, in their order."""
    return [
        (each.reference, each.account.holder, each.account.number, each.account.bank, f"{each.amount:.2f}", purpose) for each in payments
    ]  # fmt: skip


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """The file for the bank, as Excel opens it in Chinese. The same lines are the same bytes."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([COLUMNS, *rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def rows_in(content: bytes) -> list[list[str]]:
    """The lines of a file that was written so."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bank says of a payment."""

    row: int
    reference: str
    outcome: Outcome
    on: date
    reason: str
    bank_reference: str
    amount: Decimal | None


def read_answers(content: bytes, name: str) -> list[Answered]:
    """The bank's answer, CSV or XLSX.

    Raises:
        ResultsRefused: it is no table, its heading is another one, or rows are wrong; with all of them.
    """
    try:
        table = read_long_table(content, name)
        heading = find_heading([cells for _, cells in table.rows], {each: each for each in ANSWERS}, NEEDED)
    except UnreadableDocument as reason:
        raise ResultsRefused.unreadable(reason) from reason
    rows = table.rows[heading.rows :]
    found = [_answer(number, {key: _cell(cells, place) for key, place in heading.places.items()}) for number, cells in rows]
    if faults := [each for each in found if isinstance(each, Words)]:
        raise ResultsRefused.wrong_rows(faults)
    return [each for each in found if isinstance(each, Answered)]


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _answer(number: int, said: Mapping[str, str]) -> Answered | Words:
    outcome, day = _OUTCOMES.get(said["结果"]), _day(said["日期"])
    amount = _amount(written) if (written := said.get("金额（元）", "")) else None
    if outcome is None:
        return Words(
            f"第{number}行“结果”是“{said['结果']}”，应为已支付或退回", f"row {number}: 结果 is “{said['结果']}”, write 已支付 or 退回"
        )
    if day is None:
        return Words(f"第{number}行“日期”是“{said['日期']}”，不是日期", f"row {number}: 日期 is “{said['日期']}”, no day")
    if outcome is Outcome.RETURNED and not said.get("原因"):
        return Words(f"第{number}行退回没有写原因", f"row {number} is returned without a reason")
    if written and amount is None:
        return Words(f"第{number}行“金额（元）”是“{written}”，不是金额", f"row {number}: 金额（元） is “{written}”, no amount")
    return Answered(number, said["付款编号"], outcome, day, said.get("原因", ""), said.get("银行流水号", ""), amount)


def _amount(words: str) -> Decimal | None:
    even = unicodedata.normalize("NFKC", words).replace(",", "")
    return Decimal(even) if _MONEY.fullmatch(even) else None


def _day(words: str) -> date | None:
    try:
        return read_day(words.split(" ", maxsplit=1)[0])  # banks write the time behind the day
    except NotADay:
        return None
