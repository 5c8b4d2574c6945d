"""The demonstration supervises some of its commitments, through the operations, in its own year."""

from __future__ import annotations

import pytest

from luoshi.district.casework.models import Case
from luoshi.district.facts.models import Fact
from luoshi.district.plan.demonstration import LIVES, supervise
from luoshi.district.plan.management.commands.load_demonstration import PACKS
from luoshi.district.plan.packs import load_pack, slug_of
from luoshi.district.plan.tests.conftest import AT
from luoshi.engines.packs import read_description

pytestmark = pytest.mark.django_db


def test_commitments_are_supervised_to_seven_different_ends_and_once() -> None:
    pack = read_description(PACKS / "peach_blossom")
    load_pack(pack, at=AT)
    assert supervise(slug_of(pack), PACKS, year=2023) == len(LIVES)
    assert supervise(slug_of(pack), PACKS, year=2023) == 0
    statuses = list(Case.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["closed", "replied", "extension_asked", "handling", "returned", "rectifying", "issued"]
    assert {fact.happened_at.year for fact in Fact.objects.exclude(case="")} == {2023}
