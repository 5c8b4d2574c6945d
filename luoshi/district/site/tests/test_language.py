"""English is complete: a reader of English meets Chinese only where a page quotes the report, and there it is marked as Chinese."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from luoshi.district.casework.models import Case
from luoshi.district.offices.models import Person
from luoshi.district.plan.models import Clause
from luoshi.district.plan.tests.conftest import COUNTY
from luoshi.district.tests.snapshots import load_demonstration, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker, Settings

DISTRICT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
WITHOUT_END = {"meta", "link", "input", "img", "br", "hr"}
SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-word", "data-progress", "data-gone", "data-failed")
SLUG = "peach-blossom-2023"
WORKBENCH = f"/workbench/{SLUG}"
OFFICE, HEAD, REPORTER, LEADER = "tian_example", "yu_example", "xi_example", "tao_example"


class ChineseOutsideQuotations(HTMLParser):
    """Collects Chinese text and attributes that no ``lang="zh-Hans"`` covers."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        language = given.get("lang") or (self.languages[-1] if self.languages else "")
        self._note(language, *(given.get(name) or "" for name in SPOKEN if tag != "title"))
        if tag not in WITHOUT_END:
            self.languages.append(language)

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITHOUT_END:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        self._note(self.languages[-1] if self.languages else "", data)

    def _note(self, language: str, *texts: str) -> None:
        if not language.startswith("zh"):
            self.found += [text.strip() for text in texts if CHINESE.search(text)]


def unmarked(content: bytes) -> list[str]:
    """The Chinese of a page that a reader of English would not know to be Chinese."""
    page = content.decode()
    assert '<html lang="en"' in page
    text = ChineseOutsideQuotations()
    text.feed(re.sub(r"<title>.*?</title>", "", page, flags=re.S))
    return text.found


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration district for all tests of this file."""
    with standing("demonstration", load_demonstration, django_db_blocker):
        yield


@pytest.fixture
def reader(district: None, db: None) -> Client:
    """A reader of English before the demonstration district."""
    return Client(headers={"accept-language": "en"})


def enter(reader: Client, person: str) -> Client:
    """Sign an invented person in."""
    account = Person.objects.get(code=person).account
    assert account is not None
    reader.force_login(account)
    return reader


@pytest.mark.parametrize(
    "address",
    [
        "/", "/?view=areas", "/?view=list", "/?view=text", "/?kind=target&q=x", "/?view=list&state=confirmed", "/?open=200", "/reports/",
        "/components/", "/nowhere/", "/sign-in/", f"/reports/{SLUG}/findings/", f"/commitments/{SLUG}-0001/", f"/commitments/{SLUG}-0007/",
        f"/commitments/{SLUG}-0046/", "/commitments/none/", f"/reports/{SLUG}/revise/",
        "/decisions/", "/decisions/job-retention-refund/", "/decisions/job-retention-refund/versions/1/ask/?on=2023-07-01",
        "/decisions/peach-blossom-elder-allowance/", "/case-types/", "/case-types/supervision/", "/working-days/",
    ],
)  # fmt: skip
def test_pages_in_english_have_chinese_only_in_quotations(reader: Client, settings: Settings, address: str) -> None:
    settings.DEMONSTRATION = True  # the page for signing in shows the invented people
    assert unmarked(reader.get(address).content) == []


@pytest.mark.parametrize(
    ("person", "address"),
    [
        *((OFFICE, address) for address in (
            "/", "/?view=text&open=200", f"/commitments/{SLUG}-0007/", "/workbench/", f"{WORKBENCH}/", f"{WORKBENCH}/responsibility/",
            f"{WORKBENCH}/delivery/", f"{WORKBENCH}/delivery/?q=x", f"{WORKBENCH}/assessment/", f"{WORKBENCH}/supervision/",
            f"/workbench/commitments/{SLUG}-0007/", f"/workbench/commitments/{SLUG}-0046/", "/workbench/import/", "/offices/", "/password/",
        )),
        *((HEAD, address) for address in ("/workbench/", f"{WORKBENCH}/responsibility/", f"{WORKBENCH}/supervision/", "/offices/")),
        *((REPORTER, address) for address in ("/workbench/", f"{WORKBENCH}/delivery/", f"{WORKBENCH}/supervision/")),
        *((LEADER, address) for address in ("/workbench/", f"{WORKBENCH}/", f"/workbench/commitments/{SLUG}-0007/")),
    ],
)  # fmt: skip
def test_the_workbench_in_english_has_chinese_only_in_quotations(reader: Client, person: str, address: str) -> None:
    assert unmarked(enter(reader, person).get(address).content) == []


CASES = "/workbench/cases/"


def test_cases_in_english_have_chinese_only_in_quotations(reader: Client) -> None:
    enter(reader, OFFICE)
    opening = f"{CASES}new/supervision/?kind=commitment&key={SLUG}-0009"
    queues = [f"{CASES}?queue={kind}" for kind in ("mine", "untaken", "turn", "help", "closed")]
    for address in (*queues, f"{CASES}?q=x", f"{CASES}late/?days=20", "/working-days/", opening):
        assert unmarked(reader.get(address).content) == [], address
    assert unmarked(reader.post(opening, {"title": ""}).content) == []
    for case in Case.objects.all():
        assert unmarked(reader.get(f"{CASES}{case.code}/").content) == [], case.status
    handled = Case.objects.get(status="returned")
    step = f"{CASES}{handled.code}/reissue/"
    for response in (reader.get(step), reader.post(step, {"step": handled.step_count}), reader.post(step, {"step": 1})):
        assert unmarked(response.content) == []


def test_a_draft_speaks_english_on_its_way_to_a_plan(reader: Client) -> None:
    enter(reader, OFFICE)
    refused = reader.post("/workbench/import/", {"text": COUNTY, "slug": "with space"})
    draft = reader.post("/workbench/import/", {"text": COUNTY, "slug": "qingxi-2023"}).headers["Location"]
    review = reader.get(f"{draft}adopt/"), reader.get(f"{draft}discard/"), reader.post(f"{draft}adopt/", {"meeting": ""})
    sentence = Clause.objects.filter(version__report__slug="qingxi-2023", half="plan", kind="principle").first()
    assert sentence is not None
    track = f"{draft}clauses/{sentence.position}/"
    tracked = reader.post(track, {"kind": "commitment", "reason": "x"}, follow=True)
    adopted = reader.post(f"{draft}adopt/", {"meeting": "x", "held_on": "2023-01-06"}, follow=True)
    for response in (refused, reader.get(draft), *review, reader.get(track), tracked, adopted):
        assert unmarked(response.content) == []


def test_an_edited_table_is_answered_in_english(reader: Client) -> None:
    enter(reader, OFFICE)
    book = load_workbook(BytesIO(reader.get(f"{WORKBENCH}/table.xlsx").getvalue()))
    rows = list(book["任务分解表"].iter_rows())
    header = next(number for number, row in enumerate(rows) if row[0].value == "编号")
    columns = {cell.value: place for place, cell in enumerate(rows[header])}

    def hand_in(column: str, value: str) -> bytes:
        rows[header + 1][columns[column]].value = value
        file = BytesIO()
        book.save(file)
        table = SimpleUploadedFile("table.xlsx", file.getvalue())
        return reader.post(f"{WORKBENCH}/table/", {"table": table}, follow=True).content

    assert unmarked(hand_in("备注", "x")) == []
    assert unmarked(reader.get(f"{WORKBENCH}/delivery/").content) == []
    assert unmarked(hand_in("时限", "2031-02-31")) == []


def test_saving_and_refusing_speak_english(reader: Client) -> None:
    enter(reader, OFFICE)
    edit = f"/workbench/commitments/{SLUG}-0007/"
    for response in (
        reader.post(f"{WORKBENCH}/responsibility/", {}, follow=True),
        reader.post(reverse("plan:deadlines", args=[SLUG]), follow=True),
        reader.post(f"{WORKBENCH}/supervision/", {}, follow=True),
        reader.post(edit, {"revision": "0", "meeting": "x"}),
        reader.post("/offices/person/", {"person-name": "x"}),
        reader.post("/sign-in/", {"username": "x", "password": "y"}),
    ):
        assert unmarked(response.content) == []


def test_handing_in_and_deleting_speak_english_outside_quotations(reader: Client) -> None:
    refused = reader.post("/reports/", {"text": "太短"})
    report = reader.post("/reports/", {"text": COUNTY}).headers["Location"]
    others = Client().get(f"{report}remove/", follow=True, headers={"accept-language": "en"})
    for response in (refused, reader.get(report), reader.get(f"{report}remove/"), others):
        assert unmarked(response.content) == []


def test_every_commitment_of_the_demonstration_is_explained_in_english(reader: Client) -> None:
    for number in range(1, 220, 9):
        assert unmarked(reader.get(f"/commitments/{SLUG}-{number:04d}/").content) == [], number


def test_the_language_is_switched_by_a_form_and_kept(client: Client, db: None) -> None:
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/reports/"}, follow=True)
    assert "Read another report" in response.content.decode()
    assert "Read another report" in client.get("/reports/", headers={"accept-language": "zh-CN"}).content.decode()


def test_other_languages_get_chinese(client: Client, db: None) -> None:
    assert "读另一份报告" in client.get("/reports/", headers={"accept-language": "fr"}).content.decode()


@pytest.mark.parametrize("catalogue", sorted(DISTRICT.glob("*/locale/en/LC_MESSAGES/django.po")), ids=lambda path: path.parts[-5])
def test_catalogues_are_whole_and_hold_nothing_unused(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        messages = [message for message in read_po(file, abort_invalid=True) if message.id]
    assert messages
    sources = "\n".join(path.read_text() for path in DISTRICT.rglob("*") if path.suffix in {".py", ".html"} and "tests" not in path.parts)
    sources = re.sub(r"{{ *(\w+) *}}", r"%(\1)s", sources)
    for message in messages:
        singular = str(message.id[0] if isinstance(message.id, tuple) else message.id)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(translations), f"{singular} has no English"
        assert message.context == "report" or singular in sources, f"{singular} is used nowhere"
