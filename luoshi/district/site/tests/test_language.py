"""English is complete: a reader of English meets Chinese only where a page quotes the report, and there it is marked as Chinese."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test import Client

from luoshi.district.plan.tests.conftest import COUNTY

DISTRICT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
WITHOUT_END = {"meta", "link", "input", "img", "br", "hr"}
SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-word", "data-progress", "data-gone", "data-failed")
SLUG = "peach-blossom-2023"


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


@pytest.fixture
def reader(client: Client, db: None) -> Client:
    """A reader of English before the demonstration district."""
    call_command("load_demonstration", verbosity=0)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/", "/?view=list", "/?kind=target&q=x", "/?open=200", "/reports/", "/components/", "/nowhere/",
        f"/reports/{SLUG}/findings/", f"/commitments/{SLUG}-0001/", f"/commitments/{SLUG}-0007/", f"/commitments/{SLUG}-0046/",
        "/commitments/none/", f"/reports/{SLUG}/revise/",
    ],
)  # fmt: skip
def test_pages_in_english_have_chinese_only_in_quotations(reader: Client, address: str) -> None:
    page = reader.get(address).content.decode()
    assert '<html lang="en"' in page
    text = ChineseOutsideQuotations()
    text.feed(re.sub(r"<title>.*?</title>", "", page, flags=re.S))
    assert text.found == []


def test_handing_in_and_deleting_speak_english_outside_quotations(reader: Client) -> None:
    refused = reader.post("/reports/", {"text": "太短"})
    report = reader.post("/reports/", {"text": COUNTY}).headers["Location"]
    others = Client().get(f"{report}remove/", follow=True, headers={"accept-language": "en"})
    for response in (refused, reader.get(report), reader.get(f"{report}remove/"), others):
        text = ChineseOutsideQuotations()
        text.feed(re.sub(r"<title>.*?</title>", "", response.content.decode(), flags=re.S))
        assert text.found == []


def test_every_commitment_of_the_demonstration_is_explained_in_english(reader: Client) -> None:
    for number in range(1, 220, 9):
        page = reader.get(f"/commitments/{SLUG}-{number:04d}/").content.decode()
        text = ChineseOutsideQuotations()
        text.feed(re.sub(r"<title>.*?</title>", "", page, flags=re.S))
        assert text.found == [], number


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
