"""The repository speaks of the product alone, and installs the same everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FORBIDDEN_RUN = 28

# Written so that this file does not hold what it looks for.
OF_ONE_PLACE = {
    "the host of a package registry": re.compile(
        r"\b(?:pypi[.]org|(?:files[.])?pythonhosted[.]org|npmjs[.](?:org|com)|npmmirror[.]com|deb[.]debian[.]org|[\w-]+[.]debian[.]org)\b"
        r"|\b(?:mirror|mirrors|registry|artifactory|nexus)[.][\w-]+[.]\w{2,}",
    ),
    "a path of somebody's machine": re.compile(r"(?<![\w/.~:-])/(?:work|home|root|Users|tmp)/[\w.]"),
    "the marks of a merge that nobody ended": re.compile(r"^(?:<{7}|>{7})(?: |$)"),
}


@pytest.mark.parametrize("what", OF_ONE_PLACE)
def test_no_file_holds(what: str, committed: dict[str, str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()}" for name, text in committed.items() for number, line in _lines_with(OF_ONE_PLACE[what], text)
    ]
    assert found == [], f"{what} stands in a file that others will use elsewhere"


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("the host of a package registry", "--index-url https://" + "pypi" + ".org/simple"),
        ("the host of a package registry", '"resolved": "https://registry.' + "npmjs" + '.org/axe-core.tgz"'),
        ("a path of somebody's machine", "see " + "/home" + "/li/notes.txt"),
        ("a path of somebody's machine", "`" + "/work" + "/main`"),
        ("the marks of a merge that nobody ended", "<" * 7 + " HEAD"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, line: str) -> None:
    assert OF_ONE_PLACE[what].search(line)


def test_python_locks_hold_hashes_and_no_address(committed: dict[str, str]) -> None:
    locks = {name: text for name, text in committed.items() if re.fullmatch(r"requirements[\w-]*\.lock", name)}
    assert set(locks) == {f"requirements{group}.lock" for group in ("", "-dev", "-setup", "-node", "-peers")}
    for name, text in locks.items():
        pins = re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==", text, flags=re.MULTILINE)
        assert pins, name
        assert text.count("--hash=sha256:") >= len(pins), name
        assert "://" not in text, f"{name} names an address: make it with `make lock`"
        assert "index" not in text, f"{name} names an index: make it with `make lock`"


def test_the_npm_lock_holds_hashes_and_no_address(committed: dict[str, str]) -> None:
    packages = json.loads(committed["package-lock.json"])["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert fetched
    assert [name for name, package in fetched.items() if "resolved" in package] == [], "make it with `make lock`"
    assert [name for name, package in fetched.items() if not package["integrity"].startswith("sha512-")] == []


def test_libraries_for_running_are_the_same_in_both_locks(committed: dict[str, str]) -> None:
    for_running, for_tests = (
        set(re.findall(r"^\S+==\S+", committed[name], flags=re.MULTILINE)) for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert for_running <= for_tests


def _lines_with(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def test_no_file_repeats_the_real_report(committed: dict[str, str], shared: Path) -> None:
    """Facts are everybody's, sentences are their author's: the project writes its own."""
    report = "".join((shared / "reports" / "harbin_new_area_2023.txt").read_text(encoding="utf-8").split())
    runs = set(_runs(report))
    assert len(runs) > 5_000
    assert [name for name, text in committed.items() if not runs.isdisjoint(_runs("".join(text.split())))] == []


def _runs(text: str) -> Iterator[str]:
    return (text[start : start + FORBIDDEN_RUN] for start in range(len(text) - FORBIDDEN_RUN + 1))
