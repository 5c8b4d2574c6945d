"""YAML is read alike by libyaml and, where PyYAML was built without it, by PyYAML's own parser."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import luoshi
from luoshi.engines.packs import files
from luoshi.engines.packs.files import Scalar, Tree, line_of, tree_in
from luoshi.engines.packs.problems import PackProblem

OFFICES = Path(luoshi.__file__).parent / "packs" / "peach_blossom" / "offices.yaml"
WITHOUT_LIBYAML = yaml.BaseLoader


def described(tree: Tree) -> object:
    """A tree with the line of each part, and whether quotation marks stood there."""
    if isinstance(tree, dict):
        return line_of(tree), [(described(key), described(value)) for key, value in tree.items()]
    return (
        [described(each) for each in tree] if isinstance(tree, list) else (tree, line_of(tree), isinstance(tree, Scalar) and tree.is_quoted)
    )


@pytest.mark.parametrize("text", [OFFICES.read_text(), "a: 1\nb: '2'\nc:\n- |\n  丙\n- {d: , e: \"\"}\n", "", "# nothing\n"])
def test_both_parsers_tell_the_same_tree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = described(tree_in(text, "a.yaml"))
    monkeypatch.setattr(files, "_LOADER", WITHOUT_LIBYAML)
    assert described(tree_in(text, "a.yaml")) == tree


@pytest.mark.parametrize("loader", [files._LOADER, WITHOUT_LIBYAML])
@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: '\\'\nc: \"\\ud83d\"", 3, "Unicode character"),
        ("a: 1\nb: \ud83d", 1, "d83d"),
        ("a: 1\n---\nb: 2", 3, "a second document"),
        ("a: 1\nb: &c 2\nd: *c", 3, "an alias"),
        ("a: 1\nb: {c: 1, c: 2}", 2, "written twice or is no word: 'c'"),
        ("a: 1\n? [b]\n: c", 2, "is no word"),
        ("a: [1,\n", 2, "expected"),
    ],
)
def test_both_parsers_refuse_the_same(loader: type, text: str, line: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_LOADER", loader)
    with pytest.raises(PackProblem, match=f"(?s)line {line}: .*{said}"):
        tree_in(text, "a.yaml")


@pytest.mark.parametrize("loader", [files._LOADER, WITHOUT_LIBYAML])
@pytest.mark.parametrize("depth", [101, 2_000])
def test_nobody_nests_so_deeply_by_hand(loader: type, depth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_LOADER", loader)
    with pytest.raises(PackProblem, match="nested too deeply"):
        tree_in("a: " + "[" * depth + "]" * depth, "a.yaml")
