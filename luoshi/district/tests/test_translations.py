"""Translations are compiled when they are newer, and by Django's own reader they can be read."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from luoshi.district.translations import compile_translations


def write(folder: Path, english: str) -> Path:
    source = folder / "plan" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "承诺"\nmsgstr "{english}"\n')
    return source


def test_compiles_what_is_new_and_only_that(tmp_path: Path) -> None:
    source = write(tmp_path, "promise")
    assert compile_translations(tmp_path) == 1
    assert compile_translations(tmp_path) == 0
    write(tmp_path, "commitment")
    os.utime(source, ns=(2**62, 2**62))
    assert compile_translations(tmp_path) == 1
    with source.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("承诺") == "commitment"
    assert {file.suffix for file in source.parent.iterdir()} == {".po", ".mo"}
