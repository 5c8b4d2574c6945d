"""Every decision that a test of this folder takes is taken both ways."""

import pytest

from luoshi.engines.decisions.tests.both_ways import comparing


@pytest.fixture(autouse=True)
def _both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    comparing(monkeypatch)
