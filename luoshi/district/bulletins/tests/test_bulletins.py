"""A bulletin is composed, worded, frozen by a second person, never changes, and each of its figures leads to its records."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district import clock
from luoshi.district.bulletins import operations, queries
from luoshi.district.bulletins.content import from_json
from luoshi.district.bulletins.errors import FrozenAlready, NumbersOfTheirOwn, ThereAlready, TooLong, UnknownFigures, WrongDay
from luoshi.district.bulletins.files import MEDIA_TYPES, made
from luoshi.district.bulletins.limits import limit_of
from luoshi.district.bulletins.models import Bulletin
from luoshi.district.bulletins.papers import make
from luoshi.district.bulletins.tests.conftest import AT, ON
from luoshi.district.offices.errors import NotAllowed, SecondPersonNeeded
from luoshi.district.offices.queries import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.district.bulletins.models import Draft
    from luoshi.district.offices.queries import Authority
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report

pytestmark = pytest.mark.django_db
BEDS = "新增养老床位"


def test_a_frozen_bulletin_never_changes_and_can_be_made_again(county: Government, plan: Report, issued: Bulletin) -> None:
    bulletin, draft = issued, issued.draft
    assert bulletin.label == "青溪政办督〔2023〕1号"
    paper = from_json(Bulletin.objects.get(pk=bulletin.pk).content)
    for file in bulletin.files.all():
        assert hashlib.sha256(file.content).hexdigest() == file.sha256
        assert made(paper, file.ending, on=bulletin.issued_on) == bytes(file.content)
    assert bulletin.files.count() == len(MEDIA_TYPES)
    with pytest.raises(FrozenAlready):
        operations.word(draft, requirements="请抓紧。", by=county.by("sun"), at=AT)
    changes: list[Callable[[], Any]] = [
        lambda: Bulletin.objects.update(label="别的"), lambda: bulletin.figures.all().delete(), lambda: bulletin.files.all().delete(),
        lambda: type(draft).objects.update(basis="别的"),
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    brief = operations.begin(plan, form="brief", month="2023-09", on=ON, by=county.by("sun"), at=AT)
    assert operations.freeze(brief, by=county.by("wen"), at=AT).label == "第1期"
    later = operations.begin(plan, form="circular", month="2023-10", on=AT.date() + timedelta(1), by=county.by("sun"), at=AT + timedelta(2))
    assert later.basis == draft.basis
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.create(
            draft=later, district=county.district, form="circular", year=2023, number=3, label="缺一个号", title="缺", issued_on=ON,
            length=1, content={}, person=bulletin.person, signature="样本", at=AT,
        )  # fmt: skip


def test_numbers_come_from_values_and_words_from_people(county: Government, draft: Draft) -> None:
    sun = county.by("sun")
    [key] = [each.key for each in make(draft).composed.statements if each.text.startswith(BEDS)]
    place = next(name for name in make(draft).composed.figures if name.endswith(".实际") and key.endswith(name.removesuffix(".实际")))
    with pytest.raises(NumbersOfTheirOwn):
        operations.change_sentence(draft, key, "新增床位180张。", by=sun, at=AT)
    with pytest.raises(UnknownFigures):
        operations.change_sentence(draft, key, "新增床位{没有的}张。", by=sun, at=AT)
    changed = operations.change_sentence(draft, key, f"县教育局新增床位{{{place}}}张。", by=sun, at=AT)
    changed = operations.word(changed, requirements="请县民政局于10月25日前补报。\n其他单位继续推进。", by=sun, at=AT)
    said = [point.text for point in make(changed).points]
    assert any(text.startswith("县教育局新增床位160张[") for text in said)
    assert said[-3:] == ["下一步工作要求", "请县民政局于10月25日前补报。", "其他单位继续推进。"]
    assert any(text.startswith("截至2023年9月30日，下列单位有到期没有报送的数据：县民政局") for text in said)
    with pytest.raises(SecondPersonNeeded):
        operations.freeze(changed, by=sun, at=AT)


def test_a_bulletin_is_no_longer_than_the_rule_of_its_day_allows(county: Government, draft: Draft) -> None:
    after = datetime(2024, 9, 20, 9, tzinfo=AT.tzinfo)
    assert limit_of(county.district, single_task=False, on=ON) is None, "there was no such rule in 2023"
    assert [getattr(limit_of(county.district, single_task=each, on=after.date()), "most", None) for each in (False, True)] == [5000, 4000]
    draft = operations.word(
        draft, requirements="抓紧落实。\n" * 400, checked_how="核对" * 200, basis="依据" * 200, by=county.by("sun"), at=AT
    )
    for key in [each.key for each in make(draft).composed.statements][:4]:
        draft = operations.change_sentence(draft, key, "长" * 1000, by=county.by("sun"), at=AT)
    with pytest.raises(TooLong):
        operations.freeze(draft, by=county.by("wen"), at=after)


def test_a_month_has_one_bulletin_of_a_form_and_a_day_that_was(county: Government, plan: Report, draft: Draft) -> None:
    sun = county.by("sun")
    with pytest.raises(ThereAlready):
        operations.begin(plan, form="circular", month="2023-09", on=ON, by=sun, at=AT)
    for month, on in (("2023-09", ON + timedelta(1)), ("2023-10", ON), ("2023-Q3", ON), ("9月", ON)):
        with pytest.raises(WrongDay):
            operations.begin(plan, form="brief", month=month, on=on, by=sun, at=AT)


def test_only_the_office_writes_and_issues(county: Government, plan: Report, issued: Bulletin) -> None:
    """The matrix of who may do what: the two people of the office everything, everybody else nothing."""
    bulletin = issued
    brief = operations.begin(plan, form="brief", month="2023-09", on=ON, by=county.by("sun"), at=AT)
    for who in ("zhao", "li", "zhou", "wu", "wang"):
        for act in _acts(plan, brief, bulletin, county.by(who)):
            with pytest.raises(NotAllowed):
                act()
    assert queries.bulletins_seen(county.district, PUBLIC).count() == 0
    assert queries.bulletins_seen(county.district, county.by("zhou")).count() == 1
    operations.publish(bulletin, by=county.by("sun"), at=AT)
    assert queries.bulletins_seen(county.district, PUBLIC).count() == 1


def _acts(plan: Report, brief: Draft, bulletin: Bulletin, by: Authority) -> list[Callable[[], Any]]:
    """Every operation, as somebody tries it."""
    return [
        lambda: operations.begin(plan, form="brief", month="2023-07", on=ON, by=by, at=AT),
        lambda: operations.word(brief, basis="依据", by=by, at=AT),
        lambda: operations.change_sentence(brief, "总体情况", "情况", by=by, at=AT),
        lambda: operations.discard(brief, by=by),
        lambda: operations.freeze(brief, by=by, at=AT),
        lambda: operations.publish(bulletin, by=by, at=AT),
    ]


def signed_in(county: Government, person: str) -> Client:
    """Somebody's browser."""
    client, account = Client(), county.people[person].account
    assert account is not None
    client.force_login(account)
    return client


def records_within(client: Client, path: str, clicks: int) -> bool:
    """Whether so many clicks lead from a page to a fact of the record, the sentence of a promise, or an indicator of which nothing came."""
    page = client.get(path).content.decode()
    links = set(re.findall(r'href="(/(?:facts|indicators|commitments|figures)/[^"?#]+)', page[page.index("<main") :]))
    if any(link.startswith(("/facts/", "/commitments/", "/indicators/")) for link in links):
        return True
    return clicks > 1 and any(records_within(client, link, clicks - 1) for link in links)


def test_every_printed_code_leads_to_a_record_within_two_clicks(county: Government, plan: Report, issued: Bulletin) -> None:
    reader = signed_in(county, "wen")
    figures = {each.code: each.figure for each in issued.figures.all()}
    assert len(figures) > 10
    assert all(each.indicators for each in figures.values() if each.key.startswith("未报送"))
    lost = [code for code in figures if not records_within(reader, f"/figures/{code}/", 2)]
    assert {figures[code].text for code in lost} <= {"0"}, "only a count of nothing has no record"
    for code in lost:
        assert f'href="/reports/{plan.slug}/"' in reader.get(f"/figures/{code}/").content.decode()


def test_from_the_workbench_to_the_records_behind_a_figure(county: Government, plan: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    sun, wen, public = signed_in(county, "sun"), signed_in(county, "wen"), Client()
    work = f"/workbench/{plan.slug}/bulletins/"
    assert "编一份" not in signed_in(county, "li").get(work).content.decode()
    assert sun.post(work, {"form": "circular", "month": "2023-10", "on": "2023-09-30"}).status_code == 422
    address = sun.post(work, {"form": "circular", "month": "2023-09", "on": "2023-09-30"}).headers["Location"]
    page = sun.get(address).content.decode()
    assert page.count("<svg") > 3
    assert "核对无误，编号印发" not in page, "whoever wrote it does not issue it"
    assert "Change sentences" in sun.get(address, headers={"accept-language": "en"}).content.decode()
    refused = sun.post(f"{address}sentence/", {"key": "总体.计数", "text": "共99项。"})
    assert (refused.status_code, "不是来自数据的数" in refused.content.decode()) == (422, True)
    assert sun.post(f"{address}word/", {"requirements": "请抓紧。", "on": "2023-09-30"}).status_code == 302
    assert sun.post(f"{address}word/", {"basis": " "}).status_code == 422
    assert sun.post(f"{address}word/", {"copied_to": ""}).status_code == 302
    assert sun.get(f"{address}draft.docx").content[:2] == b"PK"
    issued = wen.post(f"{address}freeze/").headers["Location"]
    figure = Bulletin.objects.get(draft__month="2023-09").figures.get(said__key__endswith=".实际", said__indicator="beds")
    for path in (issued, f"{issued}bulletin.pdf", f"/figures/{figure.code}/"):
        assert public.get(path).status_code == 404
        assert wen.get(path).status_code == 200
    assert wen.post(f"{address}publish/").headers["Location"] == issued
    told = public.get(f"/figures/{figure.code}/").content.decode()
    assert "与印出的一致" in told
    assert 'href="/indicators/beds/2023-06/"' in told
    assert public.get(f"{issued}bulletin.pdf").content[:5] == b"%PDF-"
    [listed] = public.get(f"/open-data/{plan.slug}/bulletins.json").json()["rows"]
    assert (listed["month"], listed["sha256_pdf"]) == ("2023-09", figure.bulletin.files.get(ending="pdf").sha256)
    printed = {each["code"]: each for each in public.get(f"/open-data/{plan.slug}/printed_figures.json").json()["rows"]}
    assert printed.keys() == set(figure.bulletin.figures.values_list("code", flat=True))
    assert printed[figure.code]["address"].endswith(f"/figures/{figure.code}/")
    assert "青溪县" in public.get("/bulletins/").content.decode()
    assert [wen.get(f"{work}unit-sheets.{ending}").status_code for ending in ("xlsx", "docx", "pdf", "odt")] == [200, 200, 200, 404]
    assert "督查通报" in sun.get(f"/workbench/{plan.slug}/supervision/").content.decode()
