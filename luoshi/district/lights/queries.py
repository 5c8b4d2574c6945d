"""Reads of lights: which light each commitment has and since when, by which rule, what follows, who is exempt."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from luoshi.district.days import day_of
from luoshi.district.lights.errors import NotLit
from luoshi.district.lights.judging import histories_of
from luoshi.district.lights.ladder import Following, followings
from luoshi.district.lights.models import Exemption, ExemptionAnswer, Key, LadderStep, Light, LightRule
from luoshi.district.lights.rules import Ladder
from luoshi.district.lights.unmeasured import Unmeasured, unmeasured_within
from luoshi.district.progress.queries import Link
from luoshi.engines.progress.escalation import Rung
from luoshi.engines.progress.memory import Colour

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.plan.queries import Commitment, Report

__all__ = [
    "Colour",
    "Exemption",
    "ExemptionAnswer",
    "Following",
    "LadderStep",
    "Light",
    "LightRule",
    "Unmeasured",
    "colours_of",
    "exemptions_of",
    "exemptions_waiting",
    "histories_among",
    "histories_that_last",
    "history_of",
    "light_counts",
    "lights_among",
    "lights_of",
    "lit",
    "rule_of",
    "rules_chosen",
    "steps_until",
    "unmeasured_within",
    "worst",
]


_TOLD_OF: Final = ("link__indicator", "commitment__lead__successor", "commitment__report__district")


def rules_chosen(report: Report) -> QuerySet[LightRule]:
    """The rules by which a plan was ever lit, the present one first."""
    return LightRule.objects.filter(report=report).order_by("-pk")


def rule_of(report: Report) -> LightRule | None:
    """By which rule a plan is lit; None where nobody chose one."""
    return rules_chosen(report).first()


def lights_of(report: Report) -> dict[int, list[Light]]:
    """The present lights of all commitments of a plan, by their ids, in one query; what is measured no longer has none."""
    return _by_commitment(Light.objects.filter(commitment__report=report))


def lights_among(commitments: Iterable[int]) -> dict[int, list[Light]]:
    """The present lights of some commitments, by their ids."""
    return _by_commitment(Light.objects.filter(commitment__in=list(commitments)))


def _by_commitment(lights: QuerySet[Light]) -> dict[int, list[Light]]:
    found = defaultdict[int, list[Light]](list)
    for each in _last(lights).select_related("link__indicator"):
        found[each.commitment_id].append(each)
    return dict(found)


def colours_of(report: Report) -> dict[int, Colour]:
    """The colour that stands for each commitment of a plan that is lit, by their ids; of thousands as quickly as of one."""
    colours = defaultdict[int, list[Colour]](list)
    for commitment, colour in _last(Light.objects.filter(commitment__report=report)).values_list("commitment", "colour"):
        colours[commitment].append(Colour(colour))
    return {pk: max(each, key=badness) for pk, each in colours.items()}


def light_counts(report: Report) -> Counter[Colour]:
    """How many commitments of a plan have which light, of thousands as quickly as of one."""
    return Counter(colours_of(report).values())


def badness(colour: Colour) -> tuple[int, bool]:
    """By which lights stand in order: the worst is the greatest; what is no light is the least."""
    return colour.severity, colour.is_lit


def _present(lights: QuerySet[Light]) -> QuerySet[Light]:
    """Those of links that still measure, and of commitments that nothing measures; without the records."""
    measured = Link.objects.filter(commitment=OuterRef("commitment"), end=None)
    return lights.filter(Q(link__isnull=False, link__end=None) | Q(~Exists(measured), link=None)).defer("record")


def _last(lights: QuerySet[Light]) -> QuerySet[Light]:
    """The last light of all that is lit now."""
    return _present(lights).order_by("commitment", "link", "-id").distinct("commitment", "link")


def worst(lights: list[Light]) -> Light | None:
    """The light that stands for a commitment: its worst; what is no light only where there is nothing else."""
    return max(lights, key=lambda each: badness(each.shown.colour), default=None)


def history_of(commitment: Commitment) -> dict[Key, list[Light]]:
    """All lights of a commitment by what is lit of it now, in the order in which they were shown."""
    return histories_among([commitment.pk])


def histories_among(commitments: Iterable[int]) -> dict[Key, list[Light]]:
    """The same of some commitments, which are named by their ids."""
    return _histories(Light.objects.filter(commitment__in=list(commitments)))


def histories_that_last(report: Report) -> dict[Key, list[Light]]:
    """The same of all commitments of a plan of which something is amber or red now; what it is told of comes with the last lights."""
    stand = _last(Light.objects.filter(commitment__report=report)).values_list("commitment", "colour")
    lasting = {commitment for commitment, colour in stand if Colour(colour).severity}
    lights = _present(Light.objects.filter(commitment__in=lasting)).order_by("link__target_number", "id")
    found = {key: history for key, history in histories_of(lights).items() if history[-1].shown.colour.severity}
    prefetch_related_objects([history[-1] for history in found.values()], *_TOLD_OF)
    return found


def steps_until(report: Report, last: date, *, at: datetime, limit: int) -> list[Following]:
    """What follows by a day on the lights of a plan and is decided by a person, the first due first; no more than so many."""
    assert report.district is not None, "a plan in force is a district's"
    lasting = _present(Light.objects.filter(commitment__report=report)).order_by("id")
    if Ladder(report.district, day_of(at)).begins_with_reminders:  # so nothing waits for a person where nobody was reminded
        lasting = lasting.filter(Exists(LadderStep.objects.filter(commitment=OuterRef("commitment"))))
    histories = {key: history for key, history in histories_of(lasting).items() if history[-1].shown.colour.severity}
    found = followings(histories, report.district, at=at).values()
    due = [(each.next.due, each) for each in found if each.next and each.next.rung is not Rung.REMIND and each.next.due]
    shown = [each for day, each in sorted(due, key=lambda one: (one[0], one[1].light.pk)) if day <= last][:limit]
    prefetch_related_objects([each.light for each in shown], "commitment__report__district")
    return shown


def _histories(lights: QuerySet[Light]) -> dict[Key, list[Light]]:
    return histories_of(_present(lights).select_related(*_TOLD_OF).order_by("link__target_number", "id"))


def lit(commitment: Commitment, number: int) -> list[Light]:
    """The lights of what measures a commitment under a number, 0 for its milestones; the last one is that of now.

    Raises:
        NotLit: there is none, or it has no light yet.
    """
    found = [each for each in history_of(commitment).values() if each[-1].number == number]
    if not found:
        raise NotLit(commitment, number)
    return found[0]


def exemptions_of(commitment: Commitment) -> list[Exemption]:
    """All exemptions that were ever asked for a commitment, the newest first, with their answers."""
    return list(Exemption.objects.filter(commitment=commitment).select_related("answer").order_by("-number"))


def exemptions_waiting(report: Report) -> list[Exemption]:
    """The exemptions of a plan that nobody has decided yet, the oldest first."""
    found = Exemption.objects.filter(commitment__report=report, answer=None)
    return list(found.select_related("commitment__report__district", "commitment__lead").order_by("pk"))
