"""What a district's pack says of progress is loaded once, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.district.indicators.tests.measured import at, declared
from luoshi.district.loads import take_from
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Report
from luoshi.district.progress.errors import PackDoesNotFit
from luoshi.district.progress.models import Link, Tolerance
from luoshi.district.progress.queries import standing
from luoshi.district.progress.tests.measured import BEDS, COUNTED, stored
from luoshi.engines.packs import MeasuresEntry, Pack, YardsticksEntry

pytestmark = pytest.mark.django_db

MEASURED = replace(COUNTED, measures=(MeasuresEntry(BEDS, None),), trajectory={"2023-06": Decimal(80), "2023-12": Decimal(200)})
PACK = Pack("qingxi", Path(), "青溪县", "Qingxi", "青溪县", 2023, "elsewhere", indicators=(MEASURED,))
TOLERANT = replace(PACK, yardsticks=YardsticksEntry({"yoy": Decimal("0.5")}, "本县约定", "unverified", ""))


def test_a_pack_is_taken_once(county: Government, plan: Report) -> None:
    declared(county, COUNTED)
    assert [take_from(TOLERANT, county.district, at=at(2)) for _ in range(2)] == [1, 0]
    [it] = standing(stored(plan), on=date(2023, 7, 1))
    assert [each.expected for each in it.measured.steps] == [80, 200]
    assert (Link.objects.count(), Tolerance.objects.count()) == (1, 1)


def test_a_sentence_that_is_not_promised_is_refused(county: Government, plan: Report) -> None:
    declared(county, COUNTED)
    wrong = replace(PACK, indicators=(replace(MEASURED, measures=(MeasuresEntry("造一座桥", None),)),))
    with pytest.raises(PackDoesNotFit, match="造一座桥"):
        take_from(wrong, county.district, at=at(2))
    assert not Link.objects.exists()
