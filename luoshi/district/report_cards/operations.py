"""Changes by way of report cards: an official takes figures of a bulletin over as official values. Nothing else is ever stored."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.attachments.operations import store
from luoshi.district.indicators.operations import Document, OfficialFigure, bring_official
from luoshi.district.indicators.queries import indicators
from luoshi.district.report_cards.errors import CardRefused
from luoshi.district.report_cards.taking_over import Candidate, candidates
from luoshi.engines.reading.statistics import read_statistics

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from luoshi.district.indicators.queries import Release
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.reading.statistics import Observations


@transaction.atomic
def take_over(
    district: District,
    text: str,
    chosen: Collection[str],
    *,
    year: int | None,
    issuer: str,
    title: str,
    document_number: str,
    issued_on: date,
    by: Authority,
    at: datetime,
) -> Release:
    """Bring chosen figures of a bulletin as official values. The text is kept with them, and each figure says where in it it stands.

    Args:
        district: whose indicators they are.
        text: the bulletin as it was read; it is read again, so that nobody slips in a number that does not stand there.
        chosen: the keys of the candidates.
        year: the bulletin's year, where its text does not name it.
        issuer: who issued it.
        title: what it is called.
        document_number: its number, perhaps empty.
        issued_on: the day of issue.
        by: who takes them over, of the unit that answers for each indicator.
        at: when.

    Raises:
        CardRefused: nothing was chosen, or what was chosen does not stand in the text.
        ReleaseRefused: a figure may not be brought; all reasons are told, and nothing is stored.
    """
    read = read_statistics(text, year=year)
    found = {each.key: each for each in candidates(indicators(district), read)}
    if not chosen or not set(chosen) <= found.keys():
        raise CardRefused.nothing_chosen()
    content = read.source.encode()
    document = Document(issuer, title, document_number, issued_on, hashlib.sha256(content).hexdigest())
    file = store(name=f"{title[:80]}.txt", content=content, district=district, by=by, at=at)
    figures = [_figure(found[key], read, row) for row, key in enumerate(sorted(chosen, key=list(found).index), start=1)]
    return bring_official(district, document, figures, files=[file], by=by, at=at)


def _figure(candidate: Candidate, read: Observations, row: int) -> OfficialFigure:
    place = read.origin(candidate.observation.span)
    return OfficialFigure(
        indicator=candidate.indicator.code,
        period=candidate.period,
        number=candidate.number,
        row=row,
        place=f"字符 {place.start}–{place.end}",
        quote=read.source[place.start : place.end],
    )
