"""Browser files reach the pages together with their licences, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.vendor_assets import VENDOR, copy, wanted


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project that ships one file of a chart library."""
    (tmp_path / "package.json").write_text(json.dumps({"luoshi": {"vendor": {"charts": ["dist/charts.js"]}}}))
    package = tmp_path / "node_modules" / "charts"
    (package / "dist").mkdir(parents=True)
    (package / "dist" / "charts.js").write_text("draw()")
    (package / "dist" / "other.js").write_text("unused()")
    (package / "LICENSE").write_text("Apache")
    return tmp_path


def shipped(checkout: Path) -> set[str]:
    return {str(file.relative_to(checkout / VENDOR)) for file in (checkout / VENDOR).rglob("*") if file.is_file()}


def test_the_named_files_are_shipped_with_their_licence(checkout: Path) -> None:
    copy(checkout)
    assert shipped(checkout) == {"charts/dist/charts.js", "charts/LICENSE"}


def test_what_is_no_longer_wanted_goes(checkout: Path) -> None:
    copy(checkout)
    (checkout / "package.json").write_text("{}")
    copy(checkout)
    assert shipped(checkout) == set()


@pytest.mark.parametrize(("lost", "advice"), [("LICENSE", "has no licence file"), ("dist/charts.js", "has no file dist/charts.js")])
def test_a_missing_file_is_named(checkout: Path, lost: str, advice: str) -> None:
    (checkout / "node_modules" / "charts" / lost).unlink()
    with pytest.raises(SystemExit, match=advice):
        copy(checkout)


def test_all_packages_that_pages_use_have_their_files_named() -> None:
    project = Path(__file__).resolve().parents[2]
    assert set(json.loads((project / "package.json").read_text()).get("dependencies", {})) == set(wanted(project))
