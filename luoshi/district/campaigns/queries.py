"""Reads of campaigns: which there are, how one stands, its list line by line, what somebody gets or nearly gets, and public figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, Sum

from luoshi.district.campaigns.beginning import approval_of
from luoshi.district.campaigns.catalogue import Known, known, types_of
from luoshi.district.campaigns.grants import MATTER, may
from luoshi.district.campaigns.models import Account, Beneficiary, Campaign, ClawBack, DryRun, Objection, Outcome, PaymentFile, Publication
from luoshi.district.campaigns.standing import Stand, lines_of, stand_of
from luoshi.district.offices.queries import Power
from luoshi.district.population.errors import PopulationError
from luoshi.district.population.queries import recomputed, row
from luoshi.district.services.queries import representations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.population.queries import Recomputed
    from luoshi.engines.packs import CampaignEntry

__all__ = [
    "MATTER",
    "Account",
    "Beneficiary",
    "Campaign",
    "ClawBack",
    "DryRun",
    "Figures",
    "Known",
    "Nearly",
    "Objection",
    "Own",
    "PaymentFile",
    "Stand",
    "approval_of",
    "campaign",
    "campaigns",
    "figures",
    "known",
    "lines",
    "nearly",
    "own_benefits",
    "publication_of",
    "published",
    "types_of",
]


def campaigns(by: Authority, district: District) -> list[Campaign]:
    """The campaigns of a district that an official may see, the newest first."""
    rows = Campaign.objects.select_related("type", "unit__district", "publication", "district").filter(district=district)
    return [each for each in rows.order_by("-pk") if may(Power.SEE, each.unit, by)]


def campaign(pk: int, *, by: Authority) -> Campaign | None:
    """A campaign, for an official who may see it."""
    found = Campaign.objects.select_related("type", "unit__district", "publication", "district").filter(pk=pk).first()
    return found if found is not None and may(Power.SEE, found.unit, by) else None


def published(district: District | None = None) -> QuerySet[Campaign]:
    """The campaigns whose list was published, the newest first."""
    rows = Campaign.objects.select_related("type", "unit__district", "publication", "district").filter(publication__isnull=False)
    return (rows.filter(district=district) if district else rows).order_by("-publication__at")


def publication_of(found: Campaign) -> Publication | None:
    """The list of a campaign, once there is one."""
    return getattr(found, "publication", None)


# --- figures


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a campaign so far, in persons or enterprises and in yuan."""

    listed: int
    due_amount: Decimal | None
    accepted: int
    declined: int
    sent: int
    paid: int
    paid_amount: Decimal | None
    returned: int
    asked_back: Decimal | None
    repaid: Decimal | None


def figures(found: Campaign) -> Figures:
    """The figures of a campaign; nothing of it can be typed."""
    rows = lines_of(found).filter(off=False)
    by_outcome = {"paid": Q(outcome=Outcome.PAID), "returned": Q(outcome=Outcome.RETURNED), "sent": Q(attempt__isnull=False, outcome=None)}
    counted = rows.aggregate(
        listed=Count("pk"),
        due_amount=Sum("due"),
        accepted=Count("pk", filter=Q(accepts=True)),
        declined=Count("pk", filter=Q(accepts=False)),
        paid_amount=Sum("due", filter=by_outcome["paid"]),
        **{name: Count("pk", filter=where) for name, where in by_outcome.items()},
    )
    back = ClawBack.objects.filter(payment__file__campaign=found)
    return Figures(**counted, asked_back=back.aggregate(x=Sum("amount"))["x"], repaid=back.aggregate(x=Sum("repayments__amount"))["x"])


def lines(found: Campaign, entry: CampaignEntry) -> Iterator[tuple[Any, Stand]]:
    """Every line of a list in its order, with where it stands."""
    for each in lines_of(found).order_by("number"):
        yield each, stand_of(each, paid=entry.is_paid, needs_consent=entry.consent == "needed")


# --- of one's own


@dataclass(frozen=True, slots=True)
class Own:
    """A benefit of somebody for whom a person acts."""

    line: Any
    stand: Stand
    said: Known
    account: Account | None


def own_benefits(by: Authority, *, district: District, on: date) -> list[Own]:
    """The lines of all published lists on which those stand for whom a person acts, the newest first."""
    subjects = {(each.subject_kind, each.subject_key) for each in representations(by, district=district, on=on)}
    rows = Beneficiary.objects.filter(campaign__publication__isnull=False, campaign__district=district)
    mine = rows.filter(subject_key__in={key for _, key in subjects}).values_list("campaign", flat=True).distinct()
    found = []
    for one in published(district).filter(pk__in=list(mine)):
        said = known(one.type)
        kept = [(line, stand) for line, stand in lines(one, said.entry) if (line.subject_kind, line.subject_key) in subjects]
        accounts = Account.objects.in_bulk([line.account for line, _ in kept if line.account])
        found += [Own(line, stand, said, accounts.get(line.account)) for line, stand in kept]
    return found


NEARLY_MOST: Final = 3
"""Whoever lacks more is not near; of whom nothing at all is known a department's table does not tell."""


@dataclass(frozen=True, slots=True)
class Nearly:
    """A benefit that somebody does not get by the data at hand: what is not known, and what is not met."""

    campaign: Campaign
    lacking: tuple[str, ...]
    unmet: tuple[str, ...]

    @property
    def is_near(self) -> bool:
        """Whether little is missing."""
        return 0 < len(self.lacking) + len(self.unmet) <= NEARLY_MOST


def nearly(district: District, kind: str, key: str) -> list[Nearly]:
    """What one of a register almost gets, by the run that each campaign rests on or was tried with last; refused by no machine."""
    found = []
    for one in Campaign.objects.select_related("type", "district").filter(district=district).order_by("-pk"):
        entry, dry = known(one.type).entry, _run_of(one)
        if dry is None or entry.register != kind or one.beneficiaries.filter(subject_kind=kind, subject_key=key).exists():
            continue
        near = _nearly(one, dry, entry, key)
        if near is not None and near.is_near:
            found.append(near)
    return found


def _run_of(one: Campaign) -> DryRun | None:
    approval = approval_of(one)
    return approval.dry_run if approval else one.dry_runs.select_related("run__district").order_by("-number").first()


def _nearly(one: Campaign, dry: DryRun, entry: CampaignEntry, key: str) -> Nearly | None:
    try:
        said = row(dry.run, key)
        if not said.is_decided:
            return Nearly(one, said.lacking or said.without_rule, ())
        if str(said.answers[entry.entitled]) in entry.answers or not entry.lacks:
            return None
        return Nearly(one, (), _unmet(recomputed(dry.run, key), entry))
    except PopulationError:  # nothing is said of somebody whom the run does not know, or whose data are gone
        return None


def _unmet(again: Recomputed, entry: CampaignEntry) -> tuple[str, ...]:
    answer = again.package.decide(entry.lacks, again.inputs, **again.law).value
    return (
        tuple(_words(each, entry.failing) for each in answer if _is_unmet(each, entry.failing)) if isinstance(answer, tuple | list) else ()
    )


def _is_unmet(item: Any, failing: str) -> bool:
    """A line of a check list says so itself; a text stands for what is not met."""
    return not isinstance(item, dict) or not failing or failing in item.values()


def _words(item: Any, failing: str) -> str:
    """A text, or of a line of a check list the condition and by how much it is missed."""
    return " ".join(str(each) for each in item.values() if each not in (None, failing)) if isinstance(item, dict) else str(item)
