"""Everything of which a version's answers follow: its text, its examples, and the files of the decision pack that it belongs to.

A pack is read by the engine, which reads folders: so its files are laid into one for a moment. Examples of a model stand in one text,
each file under a line with its path, so that an office can edit them in one field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from luoshi.engines.packs import Pack, PackProblem, texts
from luoshi.engines.packs.examples import read_examples
from luoshi.engines.packs.problems import WHOLE_FILE
from luoshi.engines.packs.read import with_decision_models
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.decisions.models import ModelVersion
    from luoshi.engines.packs.model import Example

_HEADING: Final = re.compile(r"^--- # (examples/\d{4}-\d\d-\d\d/[\w-]+\.yaml)\s*$", re.MULTILINE)
_KEPT: Final = (
    "pack.yaml", "documents.yaml", "parameters.yaml", "case.yaml", "item.yaml", "campaign.yaml", "decisions/*.dmn", "words/*.yaml",
    "examples/*/*.yaml",
)  # fmt: skip

Files = tuple[tuple[str, str], ...]
"""Paths with their texts, in the order of the paths."""


@dataclass(frozen=True, slots=True)
class Source:
    """A version with what belongs to it; ``file`` is its path in the pack."""

    content: str
    examples: str = ""
    file: str = ""
    files: Files = ()


def source_of(version: ModelVersion) -> Source:
    """What a stored version's answers follow from."""
    files = files_of(version.pack.files) if version.pack else ()
    return Source(version.content, version.examples, version.model.file, files)


def files_of(files: Mapping[str, str]) -> Files:
    """The files of a pack in their order."""
    return tuple(sorted(files.items()))


def texts_of(folder: Path) -> dict[str, str]:
    """The files of a pack's folder that decisions need, by their paths within it."""
    return texts.texts_of(folder, _KEPT)


@lru_cache(maxsize=32)
def pack_of(files: Files) -> Pack:
    """The decision models of the pack that these files are, with all that belongs to them; a district's offices and plan are left out.

    Raises:
        PackProblem: a file is not as it has to be.
    """
    described = {str(name): str(value) for name, value in yaml.safe_load(dict(files)["pack.yaml"]).items()}
    with texts.laid_out(dict(files)) as place:
        pack = Pack(
            id=described["id"],
            folder=place,
            name=described["name"],
            name_en=described["name_en"],
            district="",
            year=None,
            status=described["status"],
            kind=described.get("kind", "district"),
        )
        return with_decision_models(pack)


def split(examples: str) -> Iterator[tuple[str, str]]:
    """The files in the text of examples."""
    parts = _HEADING.split(examples)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def joined(files: Iterator[tuple[str, str]]) -> str:
    """The text of examples that these files are."""
    return "\n".join(f"--- # {path}\n{text.strip()}\n" for path, text in files)


def examples_in(text: str) -> tuple[Example, ...]:
    """The examples that a text holds.

    Raises:
        PackProblem: it cannot be read as examples; the problem names file and line.
    """
    before, *_ = _HEADING.split(text, maxsplit=1)
    if before.strip():
        raise _without_heading(before)
    with texts.laid_out(dict(split(text))) as folder:
        return read_examples(folder)


def _without_heading(text: str) -> PackProblem:
    remedy = Words(
        "每个样例文件前要有一行：--- # examples/年-月-日/名称.yaml。",
        "A line such as --- # examples/2023-07-01/name.yaml stands before each file of examples.",
    )
    return PackProblem("examples", WHOLE_FILE, "", text.strip().splitlines()[0][:40], remedy)
