"""Who is entitled by a run, gathered by beneficiary: rows with an answer that entitles, and an amount where there is money."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.population.queries import Asked, rows
from luoshi.district.register.queries import KINDS, Entry, kept, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.population.queries import Row, Run
    from luoshi.engines.packs import CampaignEntry

READ_AT_ONCE: Final = 20_000
ENTERPRISES: Final = "enterprises"
ENDED: Final = "注销"
"""What the register of enterprises says of one that is there no more."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """One who is entitled: by the key in the register, with how much, by which rule, and how many rows of the run it gathers."""

    kind: str
    key: str
    amount: Decimal | None
    reason: int | None
    rows: int = 1

    def joined(self, other: Entitled) -> Entitled:
        """Both as one."""
        amount = self.amount + other.amount if self.amount is not None and other.amount is not None else None
        return Entitled(self.kind, self.key, amount, self.reason, self.rows + other.rows)


def entitled_by(run: Run, entry: CampaignEntry) -> list[Entitled]:
    """Everybody who is entitled by a run, in the order of the register; each once.

    Raises:
        FileGone, FileChanged: the result is not what it was.
    """
    found: dict[str, Entitled] = {}
    numbers = {said["zh"]: int(number) for number, said in run.reasons.items()}
    for row in _decided(run):
        each = _entitled(row, entry, numbers)
        if each is not None:
            found[each.key] = found[each.key].joined(each) if each.key in found else each
    return list(found.values())


def _decided(run: Run) -> Iterator[Row]:
    """The rows that the rules have an answer for; nobody is entitled by what is not known."""
    offset = 0
    while batch := rows(run, Asked(decided=True), offset=offset, limit=READ_AT_ONCE):
        yield from batch
        offset += READ_AT_ONCE


def _entitled(row: Row, entry: CampaignEntry, numbers: Mapping[str, int]) -> Entitled | None:
    answer, reason = row.answers[entry.entitled], numbers.get(row.reason.chinese) if row.reason else None
    amount = row.answers[entry.amount] if entry.amount else None
    if str(answer) not in entry.answers or (entry.amount and not amount):
        return None
    if entry.paid_to:
        payee = row.kept[entry.paid_to]
        return Entitled(ENTERPRISES, str(payee), amount, reason) if payee else None
    return Entitled(entry.register, row.key, amount, reason)


def total(found: Iterable[Entitled]) -> Decimal:
    """What it comes to."""
    return sum((each.amount for each in found if each.amount is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Named:
    """How somebody is called in the register on the day of publication."""

    identifier: str
    name: str


def names_of(found: Sequence[Entitled], district: District, *, on: date) -> dict[str, Named]:
    """What everybody is called, by key; whoever left the register since, or is deregistered, is left out: nothing can be paid there."""
    named: dict[str, Named] = {}
    for kind in {each.kind for each in found}:
        keys = [each.key for each in found if each.kind == kind]
        entries = Entry.objects.select_related("merged_into").filter(district=district, kind=kind, key__in=keys)
        own = {each.key: kept(each) for each in entries}
        said = values_of(own.values(), on=on)
        register = KINDS[kind]
        for key, entry in own.items():
            values = said.get(entry.pk)
            if values is not None and values.get("state") != ENDED:
                named[key] = Named(entry.identifier, values.get(register.named_by, ""))
    return named


def digest_of(lines: Iterable[Sequence[object]]) -> str:
    """The hash of a list, line by line."""
    found = hashlib.sha256()
    for line in lines:
        found.update(json.dumps([str(each) for each in line], ensure_ascii=False).encode() + b"\n")
    return found.hexdigest()
