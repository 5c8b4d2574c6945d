"""What the office keeps of services: which items it offers by which unit, and in whose name its rules sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.offices.queries import District
from luoshi.district.services import catalogue, fail_if
from luoshi.district.services.errors import NoItemInPack
from luoshi.district.services.models import Arrangement, ItemVersion
from luoshi.engines.packs.texts import sha256_of, texts_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path as Folder

    from luoshi.district.offices.queries import Authority, Unit


@transaction.atomic
def load_item(
    folder: Folder, district: District, *, unit: Unit, valid_from: date, by: Authority, at: datetime, valid_to: date | None = None
) -> ItemVersion | None:
    """Offer the item of a pack from a day on; ``None`` if just this is offered. Its decision models are loaded by the decisions themselves.

    Raises:
        PackProblem: a file of the pack is not as it has to be.
        NotAllowed: the person does not keep the district's items.
        NoItemInPack: the folder has no ``item.yaml``.
    """
    keeper = fail_if.not_of_the_office(district, by)
    files = texts_of(folder, catalogue.KEPT)
    if "item.yaml" not in files:
        raise NoItemInPack(folder.name)
    item = catalogue.read(files).item
    sha256 = sha256_of(files)
    District.objects.select_for_update().get(pk=district.pk)  # one version after the other
    last = ItemVersion.objects.filter(district=district, code=item.code).order_by("-number").first()
    if last is not None and (last.sha256, last.unit_id, last.valid_from, last.valid_to) == (sha256, unit.pk, valid_from, valid_to):
        return None
    return ItemVersion.objects.create(
        district=district,
        code=item.code,
        number=last.number + 1 if last else 1,
        name=item.name.chinese,
        name_en=item.name.english,
        area=item.area.value,
        unit=unit,
        files=files,
        sha256=sha256,
        valid_from=valid_from,
        valid_to=valid_to,
        person=keeper,
        signature=by.signature,
        at=at,
    )


@transaction.atomic
def arrange(
    district: District,
    *,
    automatic_post: str,
    licence_prefix: str,
    application_prefix: str,
    credit_code_range: str = "",
    by: Authority,
    at: datetime,
) -> Arrangement | None:
    """Say in whose name the rules sign and with what numbers begin; ``None`` if just this is said.

    Raises:
        NotAllowed: the person does not keep the district's items.
        NoCreditCodes: what is given as a range of credit codes is none.
    """
    keeper = fail_if.not_of_the_office(district, by)
    fail_if.no_range_of_credit_codes(credit_code_range)
    District.objects.select_for_update().get(pk=district.pk)
    said = {
        "automatic_post": automatic_post,
        "licence_prefix": licence_prefix,
        "application_prefix": application_prefix,
        "credit_code_range": credit_code_range,
    }
    last = Arrangement.objects.filter(district=district).order_by("-number").first()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return None
    number = last.number + 1 if last else 1
    return Arrangement.objects.create(district=district, number=number, person=keeper, signature=by.signature, at=at, **said)
