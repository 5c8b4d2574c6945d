"""A snapshot says what the registers say of a day, keeps it though they go on, and is never used when its file was touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from luoshi.district.offices.tests.government import Government
from luoshi.district.population import files, operations
from luoshi.district.population.errors import FileChanged, FileGone, NotAllowed, NothingRegistered
from luoshi.district.population.keeping import NEWEST, may_go
from luoshi.district.population.models import FrozenRegister, Snapshot
from luoshi.district.population.rounds import ROUNDS
from luoshi.district.population.tests.samples import AT, CODES, DAY, county_entry
from luoshi.district.register import operations as registers
from luoshi.district.register.queries import KINDS, Entry, values_of


def taken(county: Government, on: date = DAY) -> Snapshot:
    return operations.take_snapshot(county.district, on=on, by=county.by("sun"), at=AT)


def enterprises(of: Snapshot) -> FrozenRegister:
    return of.registers.get(register="enterprises")


@pytest.mark.parametrize("on", [DAY, date(2023, 6, 30)])
def test_it_says_what_the_registers_say_of_a_day(county: Government, on: date) -> None:
    frozen = enterprises(taken(county, on))
    stored = duckdb.read_parquet(str(files.checked(frozen.sha256))).fetchall()

    entries = Entry.objects.filter(district=county.district, kind="enterprises", merged_into=None).order_by("pk")
    said = {each.key: values for each in entries if (values := values_of([each], on=on)[each.pk]) is not None}
    codes = [field.code for field in KINDS["enterprises"].fields]
    read = {key: {code: _words(value) for code, value in zip(codes, row, strict=True) if value is not None} for key, *row in stored}
    assert list(read.items()) == list(said.items())
    assert frozen.merged == {CODES[7]: CODES[6]}


def _words(value: object) -> str:
    return str(value).removesuffix(".000000")


def test_it_stays_though_the_register_goes_on(county: Government) -> None:
    before = taken(county)
    registers.change(
        county_entry(county, 1), {"staff": "11"}, valid_from=date(2023, 7, 1), source="示例", reason="示例", by=county.by("zheng"), at=AT
    )
    after = taken(county)
    assert enterprises(before).sha256 != enterprises(after).sha256
    assert before.sha256 != after.sha256
    assert files.checked(enterprises(before).sha256).is_file()
    with pytest.raises(DatabaseError, match="a snapshot is not altered"), transaction.atomic():
        Snapshot.objects.filter(pk=before.pk).update(on=date(2023, 1, 1))


def test_the_report_names_what_is_wrong_and_shows_nothing_personal(county: Government) -> None:
    snapshot = taken(county)
    quality = enterprises(snapshot).quality["columns"]
    assert quality["industry"] == {"filled": 5}
    assert quality["place"] == {"filled": 0}
    assert quality["address"]["shared"] == {"rows": 5, "examples": ["青溪县虚构路“甲”,一号"]}
    persons = snapshot.registers.get(register="persons").quality["columns"]
    assert persons["phone"]["filled"] == 1
    assert "13900000000" not in str(persons)


def test_what_was_touched_is_never_used(county: Government) -> None:
    path = files.checked(enterprises(taken(county)).sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(FileChanged):
        files.checked(path.stem)
    path.unlink()
    with pytest.raises(FileGone):
        files.checked(path.stem)


def test_who_may_not_takes_none_and_of_nobody_there_is_none(county: Government) -> None:
    with pytest.raises(NotAllowed):
        operations.take_snapshot(county.district, on=DAY, by=county.by("zheng"), at=AT)
    with pytest.raises(NothingRegistered):
        taken(county, date(2019, 1, 1))


def test_the_round_takes_one_each_night_and_lets_old_ones_go(county: Government) -> None:
    round_ = next(each for each in ROUNDS if each.name == "population.snapshot")
    nights = [AT + timedelta(days=number) for number in range(NEWEST + 3)]
    assert [round_.act(night) for night in nights] == [1] * len(nights)
    assert round_.act(nights[-1] + timedelta(minutes=10)) == 0
    gone = Snapshot.objects.filter(removal__isnull=False).count()
    assert gone == 3
    kept = {each.sha256 for each in FrozenRegister.objects.filter(snapshot__removal=None)}
    assert {each.stem for each in files.folder().glob("*.parquet")} == kept


@dataclass(frozen=True)
class Taken:
    pk: int
    on: date


@given(st.lists(st.integers(0, 400), max_size=60), st.data())
def test_the_newest_and_the_last_of_each_month_and_what_is_rested_on_stay(days: list[int], data: st.DataObject) -> None:
    there = [Taken(number, date(2022, 1, 1) + timedelta(days=day)) for number, day in enumerate(days)]
    resting = data.draw(st.sets(st.sampled_from(range(len(days))))) if days else set()
    going = set(may_go(there, resting))
    kept = [each for each in there if each.pk not in going]
    assert {(each.on.year, each.on.month) for each in kept} == {(each.on.year, each.on.month) for each in there}
    assert resting <= {each.pk for each in kept}
    assert len(kept) >= min(len(there), NEWEST)
    newest = sorted(there, key=lambda each: (each.on, each.pk))[-NEWEST:]
    assert all(each in kept for each in newest)
