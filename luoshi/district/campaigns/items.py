"""What can be applied for and comes without application: by which campaigns, and who is on their lists, so that nobody applies in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.models import Campaign
from luoshi.district.campaigns.standing import on_list
from luoshi.district.campaigns.telling import MINE
from luoshi.district.days import day_of
from luoshi.district.services.queries import Settled, Subject, SubjectKind
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from typing import Any

    from luoshi.district.offices.queries import District


def campaigns_for(district: District, item: str) -> list[Campaign]:
    """The campaigns that give what an item would give, the newest first; also those whose list is not published yet."""
    rows = Campaign.objects.select_related("type", "unit__district", "publication", "district").filter(district=district)
    return [each for each in rows.order_by("-pk") if known(each.type).entry.item == item]


def given(district: District, item: str, subjects: Collection[Subject], on: date) -> dict[Subject, Settled]:
    """Who of some stands on a list by which an item comes without application. A list counts until the period after its publication begins:
    who applies then applies for the next one."""
    found: dict[Subject, Settled] = {}
    for campaign in campaigns_for(district, item):
        if _counts(campaign, on):
            lines = on_list(campaign).filter(subject_key__in=[each.key for each in subjects])
            found |= {Subject(SubjectKind(each.subject_kind), each.subject_key): _settled(campaign, each) for each in lines}
    return {subject: found[subject] for subject in subjects if subject in found}


def _counts(campaign: Campaign, on: date) -> bool:
    publication, rhythm = getattr(campaign, "publication", None), Rhythm(known(campaign.type).entry.period)
    return publication is not None and Period.of(day_of(publication.at), rhythm).contains(on)


def _settled(campaign: Campaign, line: Any) -> Settled:
    name, period = known(campaign.type).entry.name, Period.parse(campaign.period).label
    amount = Words("" if line.due is None else f"，{line.due:,} 元", "" if line.due is None else f", {line.due:,} yuan")
    return Settled(
        Words(
            f"{line.name}已经在“{name.chinese}”（{period.chinese}）的名单上，第 {line.number} 条{amount.chinese}。",
            f"{line.name} is on the list of “{name.english}” ({period.english}) already, line {line.number}{amount.english}.",
        ),
        MINE,
    )
