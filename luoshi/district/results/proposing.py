"""What follows for each promise of a plan on a day: from the verdicts on its figures, or from what its unit said last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from luoshi.district.dues.queries import last_updates
from luoshi.district.plan.queries import TRACKED_KINDS, Commitment
from luoshi.district.progress.queries import standings
from luoshi.district.results.outcomes import NOTHING_KNOWN, WITHDRAWN, Proposal, of_figures, of_words
from luoshi.engines.progress import Judgement, Period, Verdict, YearToDate, plain
from luoshi.engines.reading.strength import STRIVEN_FOR
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.dues.queries import Update
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import TargetProgress


ON_THE_WAY: Final = {Verdict.NOT_STARTED, Verdict.AHEAD, Verdict.ON_SCHEDULE, Verdict.BEHIND}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a promise: the outcome with its reason, the figure as it is printed, and the pages from which it follows."""

    commitment: Commitment
    proposal: Proposal
    stretch: bool
    value: str
    basis: tuple[dict[str, Any], ...]


def promises_of(report: Report) -> list[Commitment]:
    """Every promise that a plan ever made, in order of its number: also those that a revised text does not make any more."""
    found = Commitment.objects.filter(report=report, kind__in=TRACKED_KINDS).select_related("lead").order_by("number")
    promises = list(found)
    for each in promises:
        each.report = report
    return promises


def proposals(report: Report, *, on: date) -> dict[int, Proposed]:
    """What is proposed for each promise of a plan, by their ids; as many questions for thousands as for one."""
    measured, said = standings(report, on=on), last_updates(report, on=on)
    made = set(report.commitments.filter(clauses__version__is_current=True).values_list("pk", flat=True))
    return {each.pk: _proposed(each, measured.get(each.pk, []), said.get(each.pk), made=each.pk in made) for each in promises_of(report)}


def _proposed(commitment: Commitment, progress: Sequence[TargetProgress], update: Update | None, *, made: bool) -> Proposed:
    stretch, value, basis = commitment.strength in STRIVEN_FOR, "", list[dict[str, Any]]()
    if not made:
        return Proposed(commitment, WITHDRAWN, stretch, value, ())
    if progress:
        basis = [_figure(each) for each in progress]
        value = "；".join(each["value"] for each in basis if each["value"])
        return Proposed(commitment, of_figures([_final(each) for each in progress]), stretch, value[:200], tuple(basis))
    if update is not None:
        label = Period.parse(update.period).label
        basis = [{"address": reverse("dues:updates", args=[commitment.code]), "name": label.chinese, "name_en": label.english, "value": ""}]
        return Proposed(commitment, of_words(update.work, label), stretch, value, tuple(basis))
    return Proposed(commitment, NOTHING_KNOWN, stretch, value, ())


def _final(progress: TargetProgress) -> Judgement:
    """The verdict on a target, if it is the last word; of a figure on the way to its end nothing is said yet."""
    now, judgement = progress.now, progress.judgement
    if judgement.verdict not in ON_THE_WAY or not isinstance(now, YearToDate):
        return judgement
    label = now.through.to_date_label
    why = Words(
        f"只有{label.chinese}的数，没有期末的数，或者还没有到期", f"known only for {label.english}: no figure of the end, or not due yet"
    )
    return Judgement(Verdict.CANNOT_JUDGE, why)


def _figure(progress: TargetProgress) -> dict[str, Any]:
    """The figure by which a target was judged, with the page that leads to its records."""
    indicator, now = progress.measured.indicator, progress.now
    value, address = "", reverse("indicators:indicator", args=[indicator.code])
    if isinstance(now, YearToDate):
        value = f"{plain(now.number)}{indicator.unit}"
        address = reverse("indicators:figure", args=[indicator.code, str(now.values[-1].period)])
    return {"address": address, "name": indicator.name.chinese, "name_en": indicator.name.english, "value": value}
