"""What units know of everybody in the register: each month a unit brings its table with a row for every enterprise. What the pack's own
file says stays; of all others it is invented, by their industry and within what the pack says, for good by the seed."""

from __future__ import annotations

import csv
from decimal import ROUND_CEILING, Decimal
from math import exp
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.chance import draw
from luoshi.district.demonstration.lists import ENTERPRISES, KEY, hand_in
from luoshi.district.register.queries import whole_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_department_tables import DepartmentTableEntry
    from luoshi.engines.packs.model_of_year import Amount, TableStream, Trade

_USUAL: Final = NormalDist()
_EDGE: Final = 1e-9
"""As rare as an invented amount may be."""


def bring_tables(present: Present) -> int:
    """On the first day, and at the end of each month after it, bring each table; returns how many."""
    begins, day = present.year.begins, present.day
    if day == begins or (present.ends_its_month and (day.year, day.month) != (begins.year, begins.month)):
        return sum(_bring(stream, present) for stream in present.year.tables)
    return 0


def _bring(stream: TableStream, present: Present) -> bool:
    table = next(each for each in present.pack.department_tables if each.name == stream.table)
    own = {row[KEY]: row for row in _file_of(table, f"{present.day:%Y-%m}")}
    register = b"".join(whole_register(ENTERPRISES, present.district, on=present.day)).decode()
    others = (each for each in csv.DictReader(register.splitlines()) if each["credit_code"] not in own)
    names = (KEY, *(each.name for each in table.columns))
    rows = (*own.values(), *invented(stream, table, others, present))
    hand_in(stream, [names, *([row.get(name, "") for name in names] for row in rows)], present)
    return True


def _file_of(table: DepartmentTableEntry, month: str) -> Iterator[dict[str, str]]:
    """The rows that the pack has of the table by a month."""
    come = [each for each in table.files if each.period <= month]
    if come:
        newest = max(come, key=lambda each: each.period)
        yield from csv.DictReader(newest.path.read_text("utf-8-sig").splitlines())


def invented(
    stream: TableStream, table: DepartmentTableEntry, entries: Iterable[Mapping[str, str]], present: Present
) -> Iterator[dict[str, str]]:
    """The rows of enterprises, each as the register says it; nothing is known of a trade that the pack does not name."""
    digits = {each.name: each.digits for each in table.columns}
    for each in entries:
        trade = next((one for one in stream.trades if each["industry"].startswith(one.industries)), None)
        if trade is not None:
            yield {KEY: each["credit_code"], **trade.values, **_amounts(stream, trade, each, digits, present)}


def _amounts(
    stream: TableStream, trade: Trade, enterprise: Mapping[str, str], digits: Mapping[str, int], present: Present
) -> dict[str, str]:
    code, seed = enterprise["credit_code"], present.seed
    if draw(seed, stream.code, "unknown", code) < stream.unknown:
        return {}
    is_young = enterprise["established_on"] >= present.year.begins.isoformat()
    share = stream.young if is_young else Decimal(1)
    return {name: _number(share, amount, digits[name], draw(seed, stream.code, name, code)) for name, amount in trade.amounts.items()}


def _number(share: Decimal, amount: Amount, digits: int, chance: Decimal) -> str:
    """An amount as rare as ``chance`` says, rounded up: nobody has nothing."""
    rare = min(max(float(chance), _EDGE), 1 - _EDGE)
    number = float(share * amount.middle) * exp(float(amount.spread) * _USUAL.inv_cdf(rare))
    return str(Decimal(number).quantize(Decimal(1).scaleb(-digits), ROUND_CEILING))
