"""Facts are sealed once each, whoever writes meanwhile; what is changed afterwards is found and named."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from luoshi.district.facts import queries, sealing
from luoshi.district.facts.models import Fact, Leaf, Subtree, TreeHead
from luoshi.district.facts.operations import record, record_many, seal
from luoshi.district.facts.tests.conftest import AT, new
from luoshi.district.locks import alone
from luoshi.district.offices.operations import name_district
from luoshi.district.offices.queries import PUBLIC, District
from luoshi.engines.transparency import faults, is_consistent

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture
def district() -> District:
    return name_district("青溪县")


def put(district: District, count: int) -> list[int]:
    """Facts on record; their numbers."""
    with transaction.atomic():
        record_many((new(source=f"{place}") for place in range(count)), district=district, by=PUBLIC, at=AT)
    return list(Fact.objects.order_by("-number").values_list("number", flat=True)[:count])[::-1]


def found() -> list[str]:
    """What an audit says."""
    return [one.words().english for one in queries.verify(at=AT)]


def test_what_is_sealed_is_sound_and_every_fact_has_its_proof(district: District) -> None:
    for count in (3, 300, 1, 600):
        put(district, count)
        assert seal(at=AT) == count
    assert seal(at=AT) == 0
    assert found() == []
    assert list(TreeHead.objects.order_by("size").values_list("size", flat=True)) == [3, 303, 304, 904]
    assert Subtree.objects.count() == 3
    for fact in Fact.objects.all()[::101]:
        proof = queries.proof(fact, with_content=True)
        assert proof is not None
        assert faults(proof) == []
    heads = list(TreeHead.objects.order_by("size"))
    for old, later in [*pairwise(heads), (heads[0], heads[-1])]:
        assert is_consistent(old.size, bytes(old.root), later.size, bytes(later.root), queries.consistency(old, later))


def test_a_large_queue_is_sealed_in_blocks(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SEALED_AT_ONCE", 100)
    for _ in range(5):
        put(district, 50)
    assert seal(at=AT) == 250
    assert list(TreeHead.objects.order_by("size").values_list("size", flat=True)) == [100, 200, 250]
    assert found() == []


def test_a_fact_that_commits_late_with_a_lower_number_is_sealed_in_the_next_block(district: District) -> None:
    recorded, sealed = Event(), Event()

    def write_slowly() -> int:
        with transaction.atomic():
            fact = record(new(), district=district, by=PUBLIC, at=AT)
            recorded.set()
            assert sealed.wait(timeout=10)
        connection.close()
        return fact.number

    with ThreadPoolExecutor(1) as slow:
        number = slow.submit(write_slowly)
        assert recorded.wait(timeout=10)
        later = put(district, 2)
        assert seal(at=AT) == 2, "the sealer does not wait for the slow writer"
        sealed.set()
        assert number.result() < later[0]
    assert seal(at=AT) == 1
    assert list(Leaf.objects.order_by("position").values_list("number", flat=True)) == [*later, number.result()]
    assert found() == []


def test_writers_and_sealers_at_once_seal_every_fact_once(district: District) -> None:
    writing = [True] * 6

    def write(place: int) -> None:
        try:
            for _ in range(15):
                with transaction.atomic():
                    record(new(), district=district, by=PUBLIC, at=AT)
        finally:
            writing[place] = False
            connection.close()

    def keep_sealing() -> None:
        while any(writing):
            seal(at=AT)
        connection.close()

    with ThreadPoolExecutor(8) as people:
        done = [*(people.submit(write, place) for place in range(6)), *(people.submit(keep_sealing) for _ in range(2))]
        for one in done:
            one.result()
    seal(at=AT)
    assert set(Leaf.objects.values_list("number", flat=True)) == set(Fact.objects.values_list("number", flat=True))
    assert list(Leaf.objects.order_by("position").values_list("position", flat=True)) == list(range(90))
    assert queries.waiting() == 0
    assert TreeHead.objects.count() > 1
    assert found() == []


def test_a_second_sealer_leaves_the_work_to_the_first(district: District) -> None:
    put(district, 1)
    with transaction.atomic():
        alone(sealing.SEALING)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(_sealed_by_another).result(timeout=10) == 0
    assert seal(at=AT) == 1


def _sealed_by_another() -> int:
    try:
        return seal(at=AT)
    finally:
        connection.close()


KILLED = """
import django, os, signal, sys
django.setup()
from datetime import UTC, datetime
from django.db import connection
from luoshi.district.facts import sealing
connection.settings_dict["NAME"] = sys.argv[1]
sign = sealing._sign
def killed(*args, **kwargs):
    sign(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
sealing._sign = killed
sealing.seal_block(at=datetime(2023, 1, 20, tzinfo=UTC))
"""


def test_a_sealer_that_is_killed_leaves_nothing_half(district: District) -> None:
    put(district, 2)
    seal(at=AT)
    put(district, 300)
    done = subprocess.run([sys.executable, "-c", KILLED, connection.settings_dict["NAME"]], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (Leaf.objects.count(), TreeHead.objects.count(), queries.waiting()) == (2, 1, 300)
    deadline = monotonic() + 10
    while not (sealed := seal(at=AT)) and monotonic() < deadline:
        sleep(0.01)  # until the database has noticed that the sealer is gone
    assert sealed == 300
    assert found() == []


def without_guards(*statements: str, number: int = 0) -> None:
    """What somebody with all rights over the database can do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement, {"number": number})


CHANGE = "UPDATE facts_fact SET content = replace(content, '幼儿园', '小学') WHERE number = %(number)s"
FORGE_HASH = """UPDATE facts_leaf SET hash = sha256('\\x00'::bytea || convert_to(content, 'UTF8')) FROM facts_fact
WHERE facts_fact.number = facts_leaf.number AND facts_leaf.number = %(number)s"""
SLIP_IN = """INSERT INTO facts_fact (number, content)
SELECT number + 1, replace(content, '"number":' || number, '"number":' || number + 1) FROM facts_fact WHERE number = %(number)s"""
SWAP = """UPDATE facts_leaf SET position = -position - 1 WHERE position IN (1, 4);
UPDATE facts_leaf SET position = CASE position WHEN -2 THEN 4 ELSE 1 END WHERE position < 0"""


@pytest.fixture
def numbers(district: District) -> list[int]:
    """Six facts in two sealed blocks."""
    numbers = put(district, 5)
    seal(at=AT)
    numbers += put(district, 1)
    seal(at=AT)
    assert found() == []
    return numbers


def test_contents_that_were_tampered_with_are_named(numbers: list[int]) -> None:
    without_guards(CHANGE, number=numbers[3])
    without_guards("DELETE FROM facts_fact WHERE number = %(number)s", number=numbers[0])
    without_guards(SLIP_IN, number=numbers[5])
    assert found() == [
        f"Fact {numbers[0]} was sealed and is gone.",
        f"Fact {numbers[3]} was changed after it was sealed.",
        f"Fact {numbers[5] + 1} is neither sealed nor waits to be sealed.",
    ]


def test_swapped_facts_and_a_changed_head_are_named(numbers: list[int]) -> None:
    without_guards(
        "ALTER TABLE facts_leaf DROP CONSTRAINT positions_count_from_zero",
        SWAP,
        "UPDATE facts_treehead SET root = sha256('') WHERE size = 5",
    )
    assert found() == [
        "The head over 5 facts does not have its signature.",
        *(f"Fact {numbers[place]} stands elsewhere than where it was sealed." for place in (4, 1)),
    ]


def test_a_fact_whose_hashes_were_forged_too_is_found_by_its_block(numbers: list[int]) -> None:
    without_guards(CHANGE, FORGE_HASH, number=numbers[3])
    assert found() == ["At places 1–5 of the record stand other facts than were sealed."]


def test_a_fact_that_waits_too_long_is_named(numbers: list[int], district: District) -> None:
    [number] = put(district, 1)
    assert queries.verify(at=AT + HOUR) == []
    assert [one.words().english for one in queries.verify(at=AT + 2 * HOUR)] == [
        f"Fact {number} has waited long for its seal: see whether the worker runs."
    ]


def test_progress_is_told(numbers: list[int]) -> None:
    told: list[tuple[int, int]] = []
    queries.verify(at=AT, progress=lambda done, total: told.append((done, total)))
    assert told == [(6, 6)]


def test_the_record_is_exported_with_its_types(numbers: list[int], district: District, tmp_path: Path) -> None:
    import duckdb

    with transaction.atomic():
        record(new(quantity=None, corrects=numbers[0], reason='多"计,了\n一所'), district=district, by=PUBLIC, at=AT)
    assert queries.export(queries.search(kind="kindergarten", subject="commitment"), tmp_path / "facts.parquet") == 7
    assert queries.export(queries.search(kind="kinder"), tmp_path / "none.parquet") == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["facts.parquet", "none.parquet"]
    columns = "number", "happened_at", "quantity", "unit", "reason", "corrected_by", "position", "public"
    rows = duckdb.read_parquet(str(tmp_path / "facts.parquet")).project(*columns).fetchall()
    assert rows[0] == (numbers[0], AT, None, "", "", numbers[5] + 1, 0, True)
    assert rows[6] == (numbers[5] + 1, AT, None, "", '多"计,了\n一所', None, None, True)
