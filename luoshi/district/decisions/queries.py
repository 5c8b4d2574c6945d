"""Reads of decision models: which there are, what was in force when, who said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, OuterRef, Subquery

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.in_force import Counting, files_of_versions, package_in_force, package_of_versions, versions_in_force
from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion, PackContent
from luoshi.district.offices.queries import valid_on
from luoshi.engines.decisions import NoValueInForce
from luoshi.engines.decisions import in_force as chosen
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.parameters import InForce

__all__ = [
    "Counting",
    "files_of_versions",
    "package_in_force",
    "package_of_versions",
    "parameter_in_force",
    "parameter_of",
    "versions_in_force",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A model in a list: what is in force, and the last version, which only the office sees while it is a draft."""

    model: DecisionModel
    row: Enforcement | None
    latest: ModelVersion
    has_draft: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive, on which one version counts. ``row`` says by whose decision."""

    valid_from: date
    valid_to: date | None
    row: Enforcement


def model(slug: str) -> DecisionModel | None:
    """The decision model of this name."""
    return DecisionModel.objects.select_related("district").filter(slug=slug).first()


def entries(*, by: Authority, on: date) -> list[Entry]:
    """The models that the person may see, by district and title: those that were ever in force, and for their office all."""
    last = ModelVersion.objects.filter(model=OuterRef("pk")).order_by("-number").values("pk")[:1]
    counting = Enforcement.objects.filter(valid_on(on), model=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    known = DecisionModel.objects.select_related("district").annotate(last=Subquery(last), counting=Subquery(counting))
    found = list(known.order_by("district", "title"))
    versions = ModelVersion.objects.defer("content", "examples").in_bulk([one.last for one in found])
    rows = (
        Enforcement.objects.select_related("version")
        .defer("version__content", "version__examples")
        .in_bulk([one.counting for one in found if one.counting])
    )
    public = set(Enforcement.objects.filter(version__isnull=False).values_list("version", flat=True))
    public_models = set(Enforcement.objects.filter(version__isnull=False).values_list("model", flat=True))
    return [
        Entry(one, _counting(rows.get(one.counting)), versions[one.last], one.last not in public)
        for one in found
        if one.pk in public_models or by.is_office_of(one.district)
    ]


def in_force_by_pack(*, by: Authority, on: date) -> dict[str, list[Entry]]:
    """The models of which a version counts on a day, by the packs with which they came."""
    packs = ModelVersion.objects.filter(pack__isnull=False).values_list("model", "pack__pack").distinct()
    counting = {each.model.pk: each for each in entries(by=by, on=on) if each.row is not None and each.row.version is not None}
    found: dict[str, list[Entry]] = {}
    for model, pack in packs:
        if model in counting:
            found.setdefault(pack, []).append(counting[model])
    return found


def pack_names(district: District | None) -> dict[str, Words]:
    """What the packs are called whose rules a district has, by their codes, as they were loaded last."""
    rows = PackContent.objects.filter(district=district).order_by("pack", "-pk").distinct("pack")
    return {pack: Words(name, english or name) for pack, name, english in rows.values_list("pack", "name", "name_en")}


def versions(of: DecisionModel, *, by: Authority) -> list[ModelVersion]:
    """The versions that the person may see, newest first: the office sees drafts, everybody what was ever in force."""
    found = ModelVersion.objects.filter(model=of).defer("content", "examples").order_by("-number")
    if not by.is_office_of(of.district):
        found = found.filter(enforcements__isnull=False).distinct()
    return list(found)


def version(of: DecisionModel, number: int, *, by: Authority) -> ModelVersion | None:
    """A version, for somebody who may see it."""
    found = of.versions.select_related("pack", "model").filter(number=number).first()
    if found is None or not (is_public(found) or by.is_office_of(of.district)):
        return None
    return found


def latest(of: DecisionModel) -> ModelVersion:
    """The last version, be it a draft."""
    return of.versions.select_related("pack", "model__district").order_by("-number")[0]


def authors(found: ModelVersion) -> set[int]:
    """The persons whose changes are in a version and were checked by nobody yet: all who saved since the last version that was in force."""
    checked = found.model.enforcements.filter(version__number__lt=found.number).aggregate(last=Max("version__number"))["last"] or 0
    return set(found.model.versions.filter(number__gt=checked, number__lte=found.number).values_list("person", flat=True))


def last_in_force_before(found: ModelVersion) -> ModelVersion | None:
    """The last version before this one that was ever in force."""
    return found.model.versions.filter(number__lt=found.number, enforcements__isnull=False).order_by("-number").first()


def counting_beside(found: ModelVersion, *, on: date) -> list[Enforcement]:
    """What counts on a day of the other models of a version's pack, and came with other files than it."""
    pack = found.pack.pack if found.pack is not None else None
    models = DecisionModel.objects.filter(district=found.model.district_id, versions__pack__pack=pack).exclude(pk=found.model_id)
    last = Enforcement.objects.filter(valid_on(on), model__in=models).order_by("model", "-pk").distinct("model")
    return [row for row in last.select_related("model", "version") if row.version is not None and row.version.pack_id != found.pack_id]


def is_public(found: ModelVersion) -> bool:
    """Whether the version was ever put in force; what governed people stays readable for them."""
    return found.enforcements.exists()


def parameter_in_force(district: District, pack: str, name: str, *, on: date) -> InForce | None:
    """The value of a parameter of a pack in a district on a day, with the document that says so; None where no rule says any."""
    try:
        return parameter_of(package_in_force(district, pack, on=on), name, district, on=on)
    except RuleNotInForce:
        return None


def parameter_of(package: DecisionPackage, name: str, district: District, *, on: date) -> InForce | None:
    """The same of a package that is known to be in force."""
    try:
        return chosen([package.parameters[name]], on=on, jurisdictions=district.jurisdictions)[0]
    except (KeyError, NoValueInForce):
        return None


def in_force(of: DecisionModel, *, on: date, known_at: datetime | None = None) -> Enforcement | None:
    """By what the version of a day is chosen, as it is known now or was known at a moment; ``None`` where no version counts.

    What was said last about the day decides.
    """
    rows = Enforcement.objects.filter(valid_on(on), model=of).select_related("version__pack", "version__model", "person")
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    return _counting(rows.order_by("-pk").first())


def enforcements(of: DecisionModel) -> list[Enforcement]:
    """Everything that was said about what is in force, in the order in which it was said."""
    rows = Enforcement.objects.filter(model=of).select_related("version").defer("version__content", "version__examples")
    return list(rows.order_by("pk"))


def periods(rows: Sequence[Enforcement]) -> list[Period]:
    """Which version counts when, in the order of days: of the rows that speak of a day, the last one decides."""
    starts = {row.valid_from for row in rows} | {row.valid_to + timedelta(days=1) for row in rows if row.valid_to}
    found: list[Period] = []
    days = sorted(starts)
    for day, following in zip(days, [*days, None][1:], strict=True):
        deciding = next((row for row in reversed(rows) if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)), None)
        end = following - timedelta(days=1) if following else None
        if deciding is None or deciding.version_id is None:
            continue
        if found and found[-1].row == deciding and found[-1].valid_to == day - timedelta(days=1):
            found[-1] = Period(found[-1].valid_from, end, deciding)
        else:
            found.append(Period(day, end, deciding))
    return found


def _counting(row: Enforcement | None) -> Enforcement | None:
    """A row that names a version; one that says "none" leaves nothing in force."""
    return row if row is not None and row.version_id is not None else None
