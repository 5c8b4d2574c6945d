"""The tables that are shipped are what the tool makes of the public data."""

from __future__ import annotations

from pathlib import Path

from tools.tabulate_codes import ENGINE, divisions, industries


def test_the_shipped_tables_follow_from_their_sources(shared: Path) -> None:
    assert (ENGINE / "industries.tsv").read_text(encoding="utf-8") == industries(shared / "data")
    assert (ENGINE / "divisions.tsv").read_text(encoding="utf-8") == divisions(shared / "data")
