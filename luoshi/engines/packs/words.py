"""``words/zh.yaml`` and ``words/en.yaml``: how names and values of the decision models are said to people, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, entry, refuse_unknown_keys
from luoshi.engines.packs.files import Tree, line_of, tree_of
from luoshi.engines.packs.model import PackWords
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

CHINESE: Final = "words/zh.yaml"
ENGLISH: Final = "words/en.yaml"
SECTIONS: Final = ("names", "questions", "help", "values")
_OWN_WORDS: Final = ("names", "values")
"""What may be left out in Chinese, since the models are written in it."""


def read_words(folder: Path) -> PackWords:
    """Read the words of a pack; without the files there are none."""
    chinese, english = (_sections(folder, name) for name in (CHINESE, ENGLISH))
    for section in SECTIONS:
        _refuse_missing(english[section], chinese[section], ENGLISH)
        if section not in _OWN_WORDS:
            _refuse_missing(chinese[section], english[section], CHINESE)
    names, questions, help_, values = (_both(chinese[section], english[section]) for section in SECTIONS)
    return PackWords(names, questions, help_, values)


def _sections(folder: Path, name: str) -> dict[str, Entry]:
    tree = tree_of(folder / name, name) if (folder / name).exists() else {}
    refuse_unknown_keys(name, WHOLE_FILE, tree, SECTIONS)
    return {section: _section(name, section, tree.get(section, "")) for section in SECTIONS}


def _section(name: str, section: str, tree: Tree) -> Entry:
    place = Words(section, section)
    if isinstance(tree, list) or (isinstance(tree, str) and tree):
        remedy = Words("请写成“名称: 用语”。", "Write “name: words”.")
        raise PackProblem(name, place, section, str(tree), remedy, line=line_of(tree))
    each = entry(name, place, tree or {}, list(tree or ()))
    for key in each.values:
        each.text(key)
    return each


def _refuse_missing(here: Entry, there: Entry, name: str) -> None:
    """What one language says, the other says too."""
    for key in there.values:
        if key not in here.values:
            remedy = Words(f"{there.file} 有此项，这里没有；请补上。", f"{there.file} has it and this file has not: add it.")
            raise PackProblem(name, here.place, key, "", remedy, line=here.line)


def _both(chinese: Entry, english: Entry) -> Mapping[str, Words]:
    return {key: Words(chinese.values.get(key, key), english.values[key]) for key in _keys(english, chinese)}


def _keys(*entries: Entry) -> Iterable[str]:
    return dict.fromkeys(key for each in entries for key in each.values)
