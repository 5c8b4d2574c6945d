"""登记入库: what a granted application enters into a register, as its item says in FEEL over the names of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from luoshi.engines.approval.conditions import asked, condition, names_of, parsed
from luoshi.engines.approval.faults import FaultKind, ItemFault, fault
from luoshi.engines.approval.given import Given
from luoshi.engines.approval.items import Item
from luoshi.engines.approval.known_from import ENTERPRISE, MEMBERS
from luoshi.engines.feel import FeelSyntaxError

NEEDED: Final = frozenset({"name", "form"})
"""What tells who is entered and of what kind."""
GIVEN: Final = frozenset({"credit_code", "state", "established_on"})
"""What the register gives to whoever is new: a code, that it exists, and since when."""


def entered_values(item: Item, given: Mapping[str, Given]) -> dict[str, str]:
    """The words of a new entry, by the codes of the register's fields; what has no value is left out."""
    if item.enters is None:
        return {}
    scope, names = asked(item, given).scope, names_of(item)
    values = {code: condition(text, names).program.evaluate(scope).value for code, text in item.enters.values.items()}
    return {code: str(value) for code, value in values.items() if value not in (None, "")}


def faults_of_entering(item: Item) -> Iterator[ItemFault]:
    """What is wrong with what an item enters."""
    if item.enters is None:
        return
    line, able = item.enters.line, set(MEMBERS[ENTERPRISE]) - GIVEN
    for code, text in item.enters.values.items():
        if code not in able:
            known = "、".join(sorted(able))
            yield fault(
                FaultKind.ENTERS_UNKNOWN,
                line,
                f"enters 里的“{code}”不是名录可以登记的栏目；可以写：{known}。",
                f"“{code}” in enters is nothing that the register takes; it takes {known}.",
            )
        try:
            parsed(text, names_of(item))
        except FeelSyntaxError as error:
            said = error.message
            yield fault(FaultKind.ENTERS_UNREADABLE, line, f"enters，“{code}”：{said.chinese}", f"enters, “{code}”: {said.english}")
    if missing := NEEDED - set(item.enters.values):
        names = "、".join(sorted(missing))
        yield fault(
            FaultKind.ENTERS_TOO_LITTLE, line, f"enters 还要写：{names}。", f"enters has to say also: {', '.join(sorted(missing))}."
        )
