"""What is given away says what the pages say, names nobody, has its catalogue, and can be kept as one file."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction
from lxml import etree

from luoshi.district.offices.queries import Person
from luoshi.district.open_data import operations
from luoshi.district.open_data.errors import LicenceIncomplete, NotAllowed
from luoshi.district.open_data.models import Archive
from luoshi.district.open_data.rounds import ROUNDS
from luoshi.district.public_tables import tables
from luoshi.district.story.tests.conftest import at

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Link

pytestmark = pytest.mark.django_db
GRAMMAR = Path(__file__).parent / "stratml.rng"


def rows(client: Client, plan: Report, code: str) -> list[dict[str, str]]:
    """A table as its CSV file has it."""
    read = client.get(f"/open-data/{plan.slug}/{code}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(read, newline="")))


def archived(plan: Report, county: Government) -> Archive:
    """An archive, as the office asks for it and the worker makes it."""
    request = operations.ask_for_archive(plan, by=county.by("sun"), at=at(3, 1))
    [round_] = ROUNDS
    assert (round_.act(at(3, 1)), round_.act(at(3, 1))) == (1, 0)
    return Archive.objects.get(request=request)


def test_numbers_are_those_of_the_pages(client: Client, measured: Report, link: Link) -> None:
    figures = [(each["period"], each["number"]) for each in rows(client, measured, "values")]
    assert figures == [("2023-01", "1"), ("2023-02", "8.5")]
    for period, number in figures:
        page = client.get(f"/indicators/{link.indicator.code}/{period}/").content.decode()
        assert re.search(rf"(?<![\d.]){number}(?:\.0)?\s*<", page) or f">{number}" in page, period
    promises = rows(client, measured, "commitments")
    assert str(len(promises)) in client.get(f"/reports/{measured.slug}/").content.decode()
    for each in promises:
        assert each["sentence"] in html.unescape(re.sub("<[^>]+>", "", client.get(each["address"].split("testserver")[1]).content.decode()))
    in_json: Any = client.get(f"/open-data/{measured.slug}/values.json").json()
    assert [str(each["number"]) for each in in_json["rows"]] == [number for _, number in figures]
    assert [each["colour"] for each in rows(client, measured, "lights")] == ["red"]


def test_nobody_is_named_in_anything_that_leaves(client: Client, measured: Report, county: Government) -> None:
    archive = archived(measured, county)
    files = [f"{each.code}.{form}" for each in tables() for form in ("csv", "json")] + ["plan.stratml.xml", "archive.html"]
    given_away = "".join(client.get(f"/open-data/{measured.slug}/{each}").content.decode() for each in files)
    assert archive.sha256 == hashlib.sha256(client.get(f"/open-data/{measured.slug}/archive-1.html").content).hexdigest()
    assert [name for name in Person.objects.values_list("name", flat=True) if name in given_away] == []


def test_the_archive_holds_the_data_and_stays(client: Client, measured: Report, county: Government) -> None:
    archive, again = archived(measured, county), archived(measured, county)
    assert (archive.sha256, archive.number + 1) == (again.sha256, again.number)
    page = client.get(f"/open-data/{measured.slug}/archive.html").content.decode()
    assert "http" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL), "it asks for nothing outside"
    for each in tables():
        found = re.search(rf'id="data-{each.code}">(.*?)</script>', page, re.DOTALL)
        assert found is not None
        codes = {column.code for column in each.columns}
        assert all(set(row) == codes for row in json.loads(found[1])["rows"])
    assert "红灯" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        Archive.objects.update(number=9)


def test_stratml_is_as_its_schema_says(client: Client, measured: Report) -> None:
    """By a grammar of our own after the public schema 2.2.8, which itself is not ours to keep."""
    document = etree.fromstring(client.get(f"/open-data/{measured.slug}/plan.stratml.xml").content)
    grammar = etree.RelaxNG(etree.parse(GRAMMAR))
    assert grammar.validate(document), grammar.error_log
    space = {"s": "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"}
    assert document.xpath("//s:ActualResult/s:NumberOfUnits/text()", namespaces=space) == ["1", "8.5"]
    ids = document.xpath("//s:Identifier/text()", namespaces=space)
    assert len(ids) == len(set(ids))
    assert len(document.xpath("//s:Objective", namespaces=space)) == len(rows(client, measured, "commitments"))


def test_the_catalogue_lists_every_file_and_the_licence_once_it_is_stated(client: Client, measured: Report, county: Government) -> None:
    def told() -> Any:
        return client.get("/open-data/catalogue.jsonld").json()

    catalogue = told()
    assert "dct:license" not in catalogue
    assert "没有说明" in client.get("/open-data/").content.decode()
    for dataset in catalogue["dcat:dataset"]:
        assert {"dct:title", "dct:description", "dct:publisher", "dcat:distribution"} <= set(dataset)
        for each in dataset["dcat:distribution"]:
            assert client.get(each["dcat:downloadURL"]["@id"].split("testserver")[1]).status_code == 200
    name = "示例开放许可"
    by, address = county.by("sun"), "https://licence.example/1"
    operations.set_licence(county.district, name=name, address=address, basis="县政府示例〔2023〕1号", by=by, at=at(3, 1))
    assert told()["dct:license"] == {"@id": "https://licence.example/1"}
    assert client.get(f"/open-data/{measured.slug}/values.json").json()["licence"]["name"] == name
    assert "not stated" not in client.get("/open-data/", headers={"accept-language": "en"}).content.decode()


def test_only_the_office_says_the_licence_and_archives(measured: Report, county: Government) -> None:
    for code in county.people:
        by = county.by(code)
        if code in {"sun", "wen"}:
            continue
        with pytest.raises(NotAllowed):
            operations.ask_for_archive(measured, by=by, at=at(3, 1))
        with pytest.raises(NotAllowed):
            operations.set_licence(county.district, name="许可", address="", basis="决定", by=by, at=at(3, 1))
    for name, address, basis in (("", "", "决定"), ("许可", "", ""), ("许可", "javascript:x", "决定")):
        with pytest.raises(LicenceIncomplete):
            operations.set_licence(county.district, name=name, address=address, basis=basis, by=county.by("sun"), at=at(3, 1))


def test_the_office_does_both_on_the_page(client: Client, measured: Report, county: Government) -> None:
    account = county.people["sun"].account
    assert account is not None
    client.force_login(account)
    assert client.post("/open-data/archive/", {"plan": measured.slug}).status_code == 302
    wrong = client.post("/open-data/licence/", {"name": "许可", "address": "nowhere", "basis": "决定"})
    assert (wrong.status_code, 'value="nowhere"' in wrong.content.decode()) == (422, True)
    progress = f"/open-data/{measured.slug}/archive-progress/"
    assert progress in client.get("/open-data/").content.decode()
    assert "HX-Refresh" not in client.get(progress).headers
    assert client.post("/open-data/archive/", {"plan": measured.slug}).status_code == 302, "asked twice, one is made"
    assert operations.make_archive(at=at(3, 2)) == 1
    assert client.get(progress).headers["HX-Refresh"] == "true"
    assert "第 1 份" in client.get("/open-data/").content.decode()
    assert client.get("/open-data/nothing/values.csv").status_code == 404
