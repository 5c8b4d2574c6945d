"""Declarations come with a district's pack: what is declared stays, and a definition can only be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from luoshi.district.indicators import fail_if
from luoshi.district.indicators.errors import CodeTaken, DeclaredOtherwise
from luoshi.district.indicators.models import Definition, Indicator
from luoshi.district.offices.queries import Unit
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import IndicatorEntry

LASTING: Final = (
    "unit", "rhythm", "accumulation", "direction", "measure", "no_value_in",
    "origin", "kind", "detail_keys", "detail_values", "take", "issuer",
)  # fmt: skip
"""What makes an indicator the one that it is."""


@transaction.atomic
def declare(district: District, entries: Sequence[IndicatorEntry], *, by: Authority, at: datetime) -> int:
    """Declare what a district measures. What is declared already gets its new definitions, names, due days and last day.

    Args:
        district: whose indicators they are.
        entries: as a pack declares them.
        by: of the office.
        at: when.

    Returns:
        How many were new.

    Raises:
        NotAllowed: by somebody else than the office.
        DeclaredOtherwise: one is declared already as something else.
    """
    fail_if.not_of_the_office(district, by)
    units = {unit.code: unit for unit in Unit.objects.filter(district=district)}
    known = {one.code: one for one in district.indicators.prefetch_related("definitions")}
    for entry in entries:
        indicator = _kept(entry, known.get(entry.code), district, units[entry.source.unit])
        _define(indicator, entry, by, at)
    return len({entry.code for entry in entries} - known.keys())


def declare_new(district: District, entry: IndicatorEntry, *, by: Authority, at: datetime) -> None:
    """Declare one indicator that is not there yet.

    Raises:
        NotAllowed: by somebody else than the office.
        CodeTaken: another one bears the code.
    """
    fail_if.not_of_the_office(district, by)
    if district.indicators.filter(code=entry.code).exists():
        raise CodeTaken(entry.code)
    declare(district, [entry], by=by, at=at)


def _kept(entry: IndicatorEntry, known: Indicator | None, district: District, responsible: Unit) -> Indicator:
    said = _fields(entry) | {"responsible": responsible}
    if known is None:
        return Indicator.objects.create(district=district, code=entry.code, **said)
    for field in LASTING:
        if getattr(known, field) != said[field]:
            raise DeclaredOtherwise(known, field)
    if any(getattr(known, field) != value for field, value in said.items()):
        Indicator.objects.filter(pk=known.pk).update(**said)
    return known


def _fields(entry: IndicatorEntry) -> dict[str, Any]:
    """The declaration as it is stored."""
    source, due = entry.source, entry.due
    return {
        "name": entry.name.chinese,
        "name_en": entry.name.english,
        **{field: getattr(entry, field) for field in ("unit", "rhythm", "accumulation", "direction", "measure", "decimals", "base", "peg")},
        "no_value_in": sorted(entry.no_value_in),
        "valid_to": entry.valid_to,
        "due_day": due.day,
        "due_days": {str(month): day for month, day in due.days.items()},
        "due_basis": due.basis,
        "due_status": due.status,
        "origin": source.origin,
        "kind": source.kind,
        "detail_keys": list(source.details),
        "detail_values": list(source.details.values()),
        "take": source.take,
        "issuer": source.issuer,
    }


def _define(indicator: Indicator, entry: IndicatorEntry, by: Authority, at: datetime) -> None:
    known = {one.valid_from: one for one in indicator.definitions.all()}
    for said in entry.definitions:
        before = known.get(said.valid_from)
        if before is not None and before.words != said.words:
            raise DeclaredOtherwise(indicator, f"definitions {said.valid_from}")
    Definition.objects.bulk_create(
        Definition(
            indicator=indicator, valid_from=said.valid_from, words=said.words, numerator=said.numerator, denominator=said.denominator,
            **signed(by, at),
        )
        for said in entry.definitions if said.valid_from not in known
    )  # fmt: skip
