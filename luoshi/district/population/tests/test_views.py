"""Pages of populations are for those to whom they were granted; rows of people are looked at with a trace; a file's faults are all told."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.district.access_log.queries import looks_at
from luoshi.district.offices.tests.government import Government
from luoshi.district.population.models import DepartmentTable, Run, Snapshot
from luoshi.district.population.tests.samples import CODES, ROWS, SOURCES, file

HOME = "/workbench/population/"


def signed_in(county: Government, client: Client, person: str) -> Client:
    from django.contrib.auth.models import User

    found, _ = User.objects.get_or_create(username=person)
    county.people[person].account = found
    county.people[person].save()
    client.force_login(found)
    return client


def bring(client: Client, content: bytes, **said: str) -> int:
    given = {"name": "失业保险缴费", "period": "2022", "source": "社保系统（虚构）", "table": SimpleUploadedFile("缴费.csv", content)}
    return client.post(f"{HOME}tables/bring/", {**given, **said}).status_code


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_a_file_to_one_row_with_its_reasons(county: Government, client: Client, language: str) -> None:
    client.cookies.load({"django_language": language})
    assert bring(signed_in(county, client, "zheng"), file(*ROWS[:4])) == 302
    table = DepartmentTable.objects.get()
    assert client.get(f"{HOME}tables/{table.pk}/").status_code == 200
    assert CODES[1] not in client.get(f"{HOME}tables/template/?name=失业保险缴费").content.decode("utf-8-sig")
    assert client.post(f"{HOME}snapshots/take/", {"on": "2023-07-20"}).status_code == 403, "whoever brings tables takes no snapshots"

    signed_in(county, client, "sun")
    assert client.post(f"{HOME}snapshots/take/", {"on": "2019-07-20"}).status_code == 422
    assert client.post(f"{HOME}snapshots/take/", {"on": "2023-07-20"}).status_code == 302
    snapshot = Snapshot.objects.get()
    asked = {
        "snapshot": str(snapshot.pk), "package": "job_retention_refund", "on": "2023-07-01", "wanted": "可返还金额（元）\n办理意见",
        "explained_by": "办理意见", "sources": str(SOURCES), "keep": "sector, industry",
    }  # fmt: skip
    wrong = client.post(f"{HOME}runs/new/", {**asked, "sources": str(SOURCES[1:])})
    assert (wrong.status_code, "单位类型" in wrong.content.decode()) == (422, True)
    assert client.post(f"{HOME}runs/new/", {**asked, "wanted": "天气"}).status_code == 422
    made = client.post(f"{HOME}runs/new/", asked)
    run = Run.objects.get()
    assert made.headers["Location"] == f"{HOME}runs/{run.pk}/"
    for address in ("", "tables/", f"snapshots/{snapshot.pk}/", f"runs/{run.pk}/?by=sector", "runs/new/"):
        assert client.get(HOME + address).status_code == 200, address
    again = client.get(f"{HOME}runs/new/?like={run.pk}").context["form"]
    asked_again = {name: again[name].value() for name in ("package", "wanted", "explained_by", "sources", "keep")}
    assert client.post(f"{HOME}runs/new/", {**asked, **asked_again}).status_code == 302, "a run can be asked again as it was"
    listed = client.get(f"{HOME}runs/{run.pk}/rows/?decided=no").content.decode()
    assert CODES[4] in listed
    assert CODES[1] not in listed
    row = client.get(f"{HOME}runs/{run.pk}/rows/{CODES[1]}/").content.decode()
    assert "6000.03" in row
    assert [look.what for look in looks_at("population", f"{run.pk}/{CODES[1]}")] == ["page"]
    assert client.get(f"{HOME}runs/{run.pk}/rows/{CODES[5]}/").status_code == 404


def test_faults_come_back_with_the_form(county: Government, client: Client) -> None:
    signed_in(county, client, "zheng")
    given = {
        "name": "失业保险缴费",
        "period": "2022",
        "source": "示例",
        "table": SimpleUploadedFile("a.csv", file(ROWS[0].replace("小型", "巨型"))),
    }
    answer = client.post(f"{HOME}tables/bring/", given)
    assert (answer.status_code, "巨型" in answer.content.decode()) == (422, True)
    assert bring(client, file(ROWS[0]), period="去年") == 422
    assert client.post(f"{HOME}tables/bring/", {"name": "失业保险缴费", "period": "2022", "source": "示例"}).status_code == 422
    assert not DepartmentTable.objects.exists()


def test_whoever_was_not_granted_it_sees_nothing(county: Government, client: Client) -> None:
    assert client.get(HOME).status_code == 302
    assert signed_in(county, client, "li").get(HOME).status_code == 403
