"""The figures that offices issue on the day."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.indicators.operations import Document, OfficialFigure, bring_official
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_year import ReleaseTold

ISSUED: Final = time(10)


def issue_all(present: Present) -> int:
    """Bring what is issued on the day; returns how many documents."""
    today = [each for each in present.year.releases if each.issued_on == present.day]
    for each in today:
        with leaving_out(each.document_number):
            _issue(each, present)
    return len(today)


def _issue(told: ReleaseTold, present: Present) -> None:
    document = Document(told.issuer, told.title, told.document_number, told.issued_on)
    figures = [OfficialFigure(each.indicator, Period.parse(each.period), each.number, each.provisional) for each in told.figures]
    bring_official(present.district, document, figures, by=present.post(told.post), at=present.at(ISSUED))
