"""How long a document may be, by the rule in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import package_in_force
from luoshi.engines.decisions import NoValueInForce, UnknownDecision, decide_on_record

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import District

PACK: Final = "document_length"
MODEL: Final = "document-length"
MOST: Final = "字数上限"
KINDS: Final = {False: "一般文件", True: "单项工作文件"}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many characters at most, by the rule of that name."""

    most: int
    kind: str


def limit_of(district: District, *, single_task: bool, on: date) -> Limit | None:
    """The limit on a day; None where no rule says any, as before the rules of 2024."""
    kind = KINDS[single_task]
    try:
        package = package_in_force(district, PACK, on=on)
        outcome, _ = decide_on_record(package, MOST, {"文件种类": kind}, on=on, jurisdictions=district.jurisdictions)
    except (RuleNotInForce, NoValueInForce, UnknownDecision):
        return None
    return Limit(int(outcome.value), kind) if isinstance(outcome.value, Decimal) else None
