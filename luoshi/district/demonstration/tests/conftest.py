"""青溪县 lives some days of an invented year: people register shops, facts are entered, a step of a story is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django import DjangoDbBlocker

import luoshi
from luoshi.district.decisions import operations as decisions
from luoshi.district.demonstration import operations
from luoshi.district.demonstration.models import Showing
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.services.operations import load_item
from luoshi.district.services.tests.world import MONDAY, found_services
from luoshi.district.tests.snapshots import standing
from luoshi.engines.packs.model_of_year import NEWCOMERS, Episode, FilingStream, RecordStream, Rhythm, StepTold, Year
from luoshi.words import Words

ITEM = Path(luoshi.__file__).parent / "packs" / "individual_business_registration"
BEGINS, ENDS = date(2023, 3, 8), date(2023, 3, 31)
DAILY = Rhythm((Decimal(24),) * 12, Decimal("0.1"), Decimal("0.2"), Decimal(2))
SHOP = {
    "capable": "true", "composition": "个人经营", "uses_name": "true", "name": "青溪{street}示例店{number}", "name_declared": "true",
    "industry": "5212", "scope": "日用百货销售", "prior_approval": "false", "false_registration": "false",
    "site": "网络经营场所", "shop": "示例平台 shop.example/{number}",
}  # fmt: skip
YEAR = Year(
    seed=7,
    begins=BEGINS,
    ends=ENDS,
    shown=ENDS,
    surnames=("赵", "钱"),
    words={"given": ("禾", "苗"), "street": ("落英", "武陵"), "mark": ("示例", "虚构")},
    filings=(FilingStream("shops", ITEM.name, NEWCOMERS, DAILY, SHOP, ({},), promises=False, papers="", only={}),),
    records=(
        RecordStream(
            "posts", "post.developed", "register.enterprises", "示例企业", "示例平台", "civil_reporter", "个", Decimal(9), 1, {}, DAILY
        ),
    ),
    lists=(),
    tables=(),
    routines=(),
    ladder=None,
    works=None,
    releases=(),
    stories=(
        Episode(
            "withdrawn", Words("撤回", "Withdrawn"), Words("撤回一条", "One is withdrawn"), "",
            (StepTold(
                date(2023, 3, 10), time(10), "civil_reporter", "withdraw",
                {"kind": "post.developed", "happened_before": "2023-03-08", "reason": "重复登记（虚构）。"}, {}, 1,
            ),),
        ),
    ),
    published=(),
)  # fmt: skip


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    def found() -> None:
        county = found_services()
        by = county.by
        load_item(ITEM, county.district, unit=county.units["civil"], valid_from=date(2023, 1, 1), by=by("sun"), at=MONDAY)
        decisions.load_pack(ITEM, county.district, saved_by=by("sun"), put_in_force_by=by("wen"), at=MONDAY)

    with standing("the county that registers shops", found, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None, monkeypatch: pytest.MonkeyPatch) -> Government:
    """青溪县, with the year that it lives by."""
    monkeypatch.setattr(operations, "played", lambda: (SimpleNamespace(id="qingxi", indicators=()), YEAR))
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def showing(county: Government) -> Callable[..., Showing]:
    """A function that begins the demonstration on its first day, which it has lived, and tells it how far to go."""

    def begin(aim: date, seed: int = 7) -> Showing:
        return Showing.objects.create(
            district=county.district, seed=seed, begins=BEGINS, ends=ENDS, day=BEGINS, aim=aim, settled=BEGINS, moved_at=MONDAY
        )

    return begin
