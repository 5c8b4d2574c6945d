"""Who names a fact."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from luoshi.district.facts import names as naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from luoshi.district.facts.models import Fact


def test_whoever_is_asked_last_names_only_what_nobody_else_names(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def last(facts: Sequence[Fact]) -> dict[int, str]:
        asked.extend(each.number for each in facts)
        return {each.number: "数到的" for each in facts if each.kind != "nobody.knows"}

    monkeypatch.setattr(naming, "_known", [])
    monkeypatch.setattr(naming, "_asked_last", [])
    naming.register_names(last, last=True)
    naming.register_names(lambda facts: {each.number: "证照签发" for each in facts if each.kind == "licence.granted"})
    facts = [SimpleNamespace(number=number, kind=kind) for number, kind in enumerate(("licence.granted", "post.developed", "nobody.knows"))]
    assert naming.names(cast("list[Fact]", facts)) == {0: "证照签发", 1: "数到的"}
    assert asked == [1, 2]
