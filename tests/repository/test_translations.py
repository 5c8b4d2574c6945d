"""Chinese first, English complete: every sentence that a page or a message marks for translation has its English."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parents[2]
DISTRICT = CHECKOUT / "luoshi" / "district"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")},
    "gettext_noop": None,
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def marked(code: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and sentence (singular, plural) of all that ``code`` marks for translation."""
    flat = "\n".join(line.lstrip() for line in code.splitlines())  # a template's indentation means nothing
    for line, message, _, _ in extract("python", io.BytesIO(flat.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}):
        yield line, message if isinstance(message, tuple) else (message,)


def written() -> Iterator[tuple[str, Message]]:
    """Every sentence of every catalogue, with the capability that wrote it."""
    for catalogue in sorted(DISTRICT.rglob("locale/en/LC_MESSAGES/*.po")):
        for message in read_po(io.BytesIO(catalogue.read_bytes())):
            if message.id and not message.fuzzy:
                yield catalogue.relative_to(DISTRICT).parts[0], message


def english() -> dict[str, tuple[str, ...]]:
    """First form in Chinese → the forms in English, of all catalogues."""
    return {_forms(message.id)[0]: _forms(message.string) for _, message in written()}


def _forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())


def sources() -> Iterator[tuple[str, str]]:
    """Path and code of everything that may hold sentences; templates are turned into code by Django."""
    for file in sorted(DISTRICT.rglob("*")):
        name = str(file.relative_to(CHECKOUT))
        if "templates" in file.parts and file.suffix in {".html", ".txt"}:
            yield name, templatize(file.read_text(), origin=name)
        elif file.suffix == ".py" and not {"migrations", "tests"} & set(file.parts):
            yield name, file.read_text()


def test_every_marked_sentence_has_its_english() -> None:
    known = english()
    sentences = [(f"{name}:{line}", sentence) for name, code in sources() for line, sentence in marked(code)]
    assert sentences
    missing = [f"{place}: {sentence[0]}" for place, sentence in sentences if not all(known.get(sentence[0], ("",)))]
    assert missing == [], "write the English into locale/en/LC_MESSAGES/django.po of the same capability"


def test_one_sentence_has_one_english() -> None:
    """Django puts all catalogues together: of two translations of a sentence one is shown on the pages of both capabilities."""
    said: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
    for capability, message in written():
        said.setdefault((message.context or "", _forms(message.id)[0]), {}).setdefault(_forms(message.string), []).append(capability)
    twins = {sentence: forms for sentence, forms in said.items() if len(forms) > 1}
    assert twins == {}, "choose one word (GLOSSARY.md), or tell the meanings apart by a context"


def test_the_english_fills_in_the_same_places() -> None:
    different = [
        f"{chinese} → {form}"
        for chinese, forms in english().items()
        for form in forms
        if form and set(PLACEHOLDER.findall(chinese)) != set(PLACEHOLDER.findall(form))
    ]
    assert different == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (templatize("<p title='x'>{% load i18n %}{% translate \"没有译文的话\" %}</p>"), "没有译文的话"),
        (templatize("{% blocktranslate with n=3 %}共 {{ n }} 项没有译文{% endblocktranslate %}"), "共 %(n)s 项没有译文"),
        ('raise Refused(_("没有译文的话"))', "没有译文的话"),
        ('label = gettext_lazy("没有译文的话")', "没有译文的话"),
    ],
)
def test_sentences_are_found_where_they_are_marked(code: str, sentence: str) -> None:
    assert [said for _, said in marked(code)] == [(sentence,)]
    assert sentence not in english()
