"""Which items a district offers on a day, read from the texts that it loaded, and the dated limits that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db import connection

from luoshi.district.offices.queries import valid_on
from luoshi.district.read_once import read_once
from luoshi.district.services.errors import NoSuchItem
from luoshi.district.services.models import ItemVersion
from luoshi.engines.decisions import NoValueInForce, in_force
from luoshi.engines.packs import item_of
from luoshi.engines.packs.law import read_documents, read_parameters
from luoshi.engines.packs.texts import laid_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from luoshi.district.offices.queries import District
    from luoshi.engines.approval import Item
    from luoshi.engines.decisions.parameters import InForce, Parameter

KEPT: Final = ("pack.yaml", "item.yaml", "parameters.yaml", "documents.yaml")
"""The files of a pack from which an item follows; its decision models are kept by the decisions themselves."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item with the dated parameters that it names."""

    item: Item
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as a district offers it: the version that counts, what it says, and its limits."""

    version: ItemVersion
    known: Known

    @property
    def item(self) -> Item:
        """What it says."""
        return self.known.item

    def limit(self, name: str, *, on: date) -> InForce | None:
        """The value of a parameter on a day, with document and status; ``None`` where none is named or it has none that day."""
        parameter = self.known.parameters.get(name)
        if parameter is None:
            return None
        try:
            return in_force([parameter], on=on, jurisdictions=self.version.district.jurisdictions)[0]
        except NoValueInForce:
            return None

    def days(self, name: str, *, on: date) -> int | None:
        """A limit in the days of its unit."""
        found = self.limit(name, on=on)
        return int(found.value) if found is not None and isinstance(found.value, Decimal) else None

    def allowed(self, *, on: date) -> Mapping[str, frozenset[str]]:
        """Of the fields whose choices are dated, the codes that may be chosen on a day; where no rule of the day lists them, no entry."""
        found = ((each.code, self.limit(each.allowed_by, on=on)) for each in self.item.fields if each.allowed_by)
        return {code: frozenset(map(str, limit.value)) for code, limit in found if limit is not None and isinstance(limit.value, tuple)}

    def months(self, *, on: date) -> int | None:
        """For how many months what is issued on a day is valid; ``None`` where it has no end, or no rule of the day says it."""
        found = self.limit(self.item.result.valid_for, on=on)
        if found is None or not isinstance(found.value, Decimal):
            return None
        return int(found.value) * (12 if found.parameter.unit == "年" else 1)

    def expires_on(self, issued: date) -> date | None:
        """The last day of a licence issued on a day: the same day of the year or month in which it ends (民法典 第二百零二条)."""
        months = self.months(on=issued)
        return None if months is None else same_day_after(issued, months)


def same_day_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last day of a month that has no such day.

    >>> same_day_after(date(2024, 2, 29), 12), same_day_after(date(2023, 1, 31), 1)
    (datetime.date(2025, 2, 28), datetime.date(2023, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1).day
    return date(year, month + 1, min(day.day, last))


def read(files: Mapping[str, str]) -> Known:
    """What the texts of a pack say.

    Raises:
        PackProblem: one of them is not as it has to be.
    """
    with laid_out({path: text for path, text in files.items() if path in KEPT}) as folder:
        parameters = read_parameters(folder, read_documents(folder))
    return Known(item_of(files["item.yaml"]), {each.name: each for each in parameters})


known = read_once(read)
"""What a stored version says."""


def offer(district: District, code: str, *, on: date) -> Offer:
    """An item as it is offered on a day.

    Raises:
        NoSuchItem: the district does not offer it then.
    """
    found = offers_called(district, [code], on=on)
    if not found:
        raise NoSuchItem(code, on)
    return found[code]


def offers_called(district: District, codes: Collection[str], *, on: date) -> dict[str, Offer]:
    """Items by their codes, as they are offered on a day; what is not offered then is left out.

    One query tells which versions those are; a version is never altered, so it is kept.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTING, {"district": district.pk, "codes": list(codes), "on": on})
        versions = [_version(*found, district.name) for found in cursor.fetchall()]
    return {version.code: Offer(version, known(version)) for version in versions}


_COUNTING: Final = """
SELECT DISTINCT ON (code) id, concat_ws('/', sha256, district_id, unit_id) FROM services_itemversion
WHERE district_id = %(district)s AND code = ANY(%(codes)s::varchar[])
    AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
ORDER BY code, number DESC
"""


@lru_cache(maxsize=256)
def _version(number: int, _told_by: str, _district: str) -> ItemVersion:
    return ItemVersion.objects.select_related("district", "unit__district").get(pk=number)


def offer_of(version: ItemVersion) -> Offer:
    """An item as a stored version says it."""
    return Offer(version, known(version))


def offers(district: District, *, on: date) -> list[Offer]:
    """All items that are offered on a day, in the order in which they were loaded first."""
    rows = ItemVersion.objects.select_related("district", "unit").filter(valid_on(on), district=district)
    newest = rows.defer("files").order_by("code", "-number").distinct("code")
    return [Offer(each, known(each)) for each in sorted(newest, key=lambda one: one.pk)]
