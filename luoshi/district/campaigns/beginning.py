"""How a campaign begins: its type is loaded, it is opened for a period, tried over everybody, and approved by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.campaigns import catalogue, fail_if
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.entitled import entitled_by, total
from luoshi.district.campaigns.errors import NoCampaignInPack, NoSuchCampaign, NothingFrozen
from luoshi.district.campaigns.models import Approval, Campaign, CampaignType, DryRun
from luoshi.district.campaigns.telling import of_campaign
from luoshi.district.facts.operations import record
from luoshi.district.locks import alone
from luoshi.district.offices.queries import Power
from luoshi.district.population.operations import run
from luoshi.district.population.queries import newest_snapshot
from luoshi.district.signing import signed
from luoshi.engines.packs.texts import sha256_of, texts_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal
    from pathlib import Path

    from luoshi.district.offices.queries import Authority, District, Unit


@transaction.atomic
def load_campaign_type(folder: Path, district: District, *, by: Authority, at: datetime) -> CampaignType | None:
    """Load what a pack says of a campaign as a new version; ``None`` if just this is loaded. Campaigns that began keep the one they have.

    Raises:
        PackProblem: a file of the pack is not as it has to be.
        NotTheOffice: the person does not keep the district's campaigns.
        NoCampaignInPack: the folder has no ``campaign.yaml``.
    """
    fail_if.not_the_office(district, by)
    files = texts_of(folder, catalogue.KEPT)
    if "campaign.yaml" not in files:
        raise NoCampaignInPack(folder.name)
    entry, sha256 = catalogue.read(files).entry, sha256_of(files)
    alone(f"campaign type {entry.code} of {district.pk}")
    last = CampaignType.objects.filter(district=district, code=entry.code).order_by("-number").first()
    if last is not None and last.sha256 == sha256:
        return None
    return CampaignType.objects.create(
        district=district, code=entry.code, number=last.number + 1 if last else 1, name=entry.name.chinese, name_en=entry.name.english,
        files=files, sha256=sha256, **signed(by, at),
    )  # fmt: skip


@transaction.atomic
def open_campaign(district: District, code: str, *, period: str, unit: Unit, on: date, by: Authority, at: datetime) -> Campaign:
    """Begin a campaign for a period.

    Args:
        district: whose.
        code: which one, by its pack.
        period: for which time, as :class:`~luoshi.engines.progress.Period` writes it; once for each.
        unit: in whose hands.
        on: by the law of which day.
        by: who begins it.
        at: when.

    Raises:
        NoCampaignType: the district has loaded none of this code.
        NotAllowed: the person may not handle campaigns of the unit.
        WrongPeriod, BegunAlready: the period is of another kind, or has one.
        NoValueOnDay: the budget or the time for objections has no value on that day.
    """
    found = catalogue.newest_type(district, code)
    said = known(found)
    fail_if.not_granted(Power.HANDLE, unit, by)
    fail_if.not_a_period(said, period, on=on)
    alone(f"campaign {code} {period} of {district.pk}")
    fail_if.begun_already(district, said, period)
    values = {name: said.value(name, district, on=on).value for name in said.entry.parameters}
    budget: Decimal | None = values.get(said.entry.budget)  # type: ignore[assignment]  # the pack was checked: it is a number
    return Campaign.objects.create(
        district=district, type=found, code=code, period=period, on=on, unit=unit, budget=budget, **signed(by, at)
    )  # fmt: skip


@transaction.atomic
def try_out(campaign: Campaign, *, by: Authority, at: datetime) -> DryRun:
    """Run the rules of a campaign over everybody in the newest snapshot; nothing comes of it yet.

    Raises:
        NotAllowed: the person may not.
        TooLate: another dry run is approved.
        NothingFrozen: there is no snapshot.
        PopulationError: the rules cannot be run, or the data are not there.
    """
    campaign = locked(campaign.pk)
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    fail_if.approved_already(approval_of(campaign))
    snapshot = newest_snapshot(campaign.district)
    if snapshot is None:
        raise NothingFrozen
    entry = known(campaign.type).entry
    made = run(
        snapshot, entry.code, entry.wanted, entry.explained_by, [each.said for each in entry.sources], keep=entry.keep,
        on=campaign.on, dated_by=entry.dated_by, by=by, at=at, register=entry.register,
    )  # fmt: skip
    found = entitled_by(made, entry)
    return DryRun.objects.create(
        campaign=campaign, number=campaign.dry_runs.count() + 1, run=made, beneficiaries=len(found), amount=total(found),
        undecided=made.counts["undecided"], **signed(by, at),
    )  # fmt: skip


@transaction.atomic
def approve(dry_run: DryRun, *, granted: bool, run_sha256: str, reason: str = "", by: Authority, at: datetime) -> Approval:
    """Let a campaign go on with the result of a dry run, or not.

    Args:
        dry_run: which one.
        granted: whether it goes on.
        run_sha256: the hash of the result that the person looked at.
        reason: why not.
        by: who decides: somebody else than who ran it.
        at: when.

    Raises:
        NotAllowed, SecondPersonNeeded: the person may not.
        DecidedAlready, TooLate: it is decided, or another one is approved.
        LookedAtAnother: the hash is another one.
        NeedsWords: it is not approved and nobody says why.
        OverBudget, NobodyEntitled: it cannot be carried out.
        RestsOnOld: the rules or a table were changed since it was run.
        FileGone, FileChanged: its result is not what it was.
    """
    campaign = locked(dry_run.campaign_id)
    fail_if.not_granted(Power.APPROVE, campaign.unit, by)
    fail_if.the_same_person(dry_run, by)
    fail_if.decided_already(DryRun.objects.select_related("approval").get(pk=dry_run.pk))
    fail_if.looked_at_another(dry_run, run_sha256)
    if granted:
        fail_if.approved_already(approval_of(campaign))
        fail_if.nobody_is_entitled(dry_run.beneficiaries)
        fail_if.over_budget(dry_run.amount, campaign.budget)
        fail_if.rests_on_old(dry_run)
    else:
        fail_if.without_words(reason, fail_if.REASON_MAX, fail_if.REASON)
    made = Approval.objects.create(
        dry_run=dry_run, campaign=campaign, asked_by=dry_run.person, granted=granted, reason=reason.strip(), run_sha256=run_sha256,
        **signed(by, at),
    )  # fmt: skip
    if granted:
        fact = of_campaign(campaign, "campaign.approved", at=at, quantity=dry_run.amount, count=dry_run.beneficiaries, sha256=run_sha256)
        record(fact, district=campaign.district, by=by, at=at)
    return made


def approval_of(campaign: Campaign) -> Approval | None:
    """The approval by which a campaign goes on."""
    return campaign.approvals.select_related("dry_run__run").filter(granted=True).first()


def locked(pk: int) -> Campaign:
    """A campaign, for one change at a time.

    Raises:
        NoSuchCampaign: there is none.
    """
    alone(f"campaign {pk}")
    found = Campaign.objects.select_related("district", "type", "unit__district").filter(pk=pk).first()
    if found is None:
        raise NoSuchCampaign
    return found
