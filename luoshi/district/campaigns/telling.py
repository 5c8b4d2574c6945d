"""What goes on record of campaigns, and what beneficiaries are told: by codes and amounts, never by personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import pgettext_lazy

from luoshi.district.campaigns.catalogue import known
from luoshi.district.facts.operations import NewFact
from luoshi.district.facts.queries import Subject
from luoshi.district.messages.operations import NewMessage, send_all
from luoshi.district.offices.queries import Person
from luoshi.engines.progress import Period
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from luoshi.district.campaigns.models import Beneficiary, Campaign
    from luoshi.district.facts.queries import Fact

FACTS: Final = {
    "campaign.approved": pgettext_lazy("fact", "批准免申即享"),
    "campaign.published": pgettext_lazy("fact", "公布免申即享名单"),
    "benefit.told": pgettext_lazy("fact", "告知可享政策"),
    "benefit.accepted": pgettext_lazy("fact", "确认领取"),
    "benefit.declined": pgettext_lazy("fact", "表示不领取"),
    "benefit.paid": pgettext_lazy("fact", "政策资金到账"),
    "benefit.returned": pgettext_lazy("fact", "付款被银行退回"),
    "benefit.repaid": pgettext_lazy("fact", "多付资金退回"),
}
"""What the facts of campaigns are called."""

CAMPAIGN: Final = "campaign"
SOURCE: Final = "免申即享"
YUAN: Final = "元"
SUBJECT_MAX: Final = 200
MINE: Final = "/benefits/"
"""The page on which a beneficiary goes on."""


def fact_names(facts: Sequence[Fact]) -> dict[int, str]:
    """What the facts of campaigns are called in the reader's language, by their numbers."""
    return {each.number: str(FACTS[each.kind]) for each in facts if each.kind in FACTS}


def key_of(campaign: Campaign) -> str:
    """A campaign's permanent name in facts and cases."""
    return f"{campaign.code}/{campaign.period}/{campaign.pk}"


def of_campaign(campaign: Campaign, kind: str, *, at: datetime, quantity: Decimal | None = None, **details: Any) -> NewFact:
    """Something that happened to a campaign; everybody may know it."""
    said = {"campaign": campaign.code, "period": campaign.period, **details}
    subject = Subject(CAMPAIGN, key_of(campaign), campaign.type.name)
    return NewFact(kind, subject, at, SOURCE, quantity=quantity, unit=YUAN if quantity is not None else "", public=True, details=said)


def of_beneficiary(one: Beneficiary, kind: str, *, happened_at: datetime, amount: Decimal | None = None, **details: Any) -> NewFact:
    """Something that happened to one on a list, ready for double entry where money moves: accounts, amount in fen, reference."""
    campaign, accounts = one.campaign, known(one.campaign.type).entry.accounts
    said: dict[str, Any] = {"campaign": campaign.code, "period": campaign.period, "line": one.number, "register": one.subject_kind}
    if amount is not None:
        said["amount_fen"] = int(amount * 100)
    if amount is not None and accounts is not None and kind in MOVES:
        debit, credit = (accounts.debit, accounts.credit) if kind == "benefit.paid" else (accounts.credit, accounts.debit)
        said |= {"debit": debit, "credit": credit}
    subject = Subject(f"register.{one.subject_kind}", one.subject_key)
    return NewFact(
        kind, subject, happened_at, SOURCE, quantity=amount, unit=YUAN if amount is not None else "", details={**said, **details}
    )  # fmt: skip


MOVES: Final = frozenset({"benefit.paid", "benefit.repaid"})
"""Facts in which money moves: what comes back is booked the other way round."""


def tell(found: Iterable[tuple[Beneficiary, Sequence[Person]]], topic: str, *, at: datetime, template: Words | None = None) -> int:
    """Tell whoever acts for each beneficiary what it gets, once; returns how many messages there were."""
    return send_all([_message(one, people, topic, template, at) for one, people in found if people], at=at)


def _message(one: Beneficiary, people: Sequence[Person], topic: str, template: Words | None, at: datetime) -> NewMessage:
    entry = known(one.campaign.type).entry
    words = template or entry.says
    period = Period.parse(one.campaign.period).label
    said = [
        text.format(name=one.name, amount="" if one.amount is None else f"{one.amount:,}", period=language)
        for text, language in ((words.chinese, period.chinese), (words.english, period.english))
    ]
    subject = Words(f"{entry.name.chinese}（{period.chinese}）"[:SUBJECT_MAX], f"{entry.name.english} ({period.english})"[:SUBJECT_MAX])
    return NewMessage(
        to=people, topic=topic, subject=subject, body=Words(*said), link=MINE, key=f"{key_of(one.campaign)}/{one.number}/{topic}"
    )  # fmt: skip
