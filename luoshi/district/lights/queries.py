"""Reads of lights: which light each commitment has and since when, by which rule, what follows, who is exempt."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from luoshi.district.lights.errors import NotLit
from luoshi.district.lights.models import Exemption, ExemptionAnswer, LadderStep, Light, LightRule
from luoshi.engines.progress.memory import Colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.progress.queries import Link

__all__ = [
    "Colour",
    "Exemption",
    "ExemptionAnswer",
    "LadderStep",
    "Light",
    "LightRule",
    "exemptions_of",
    "exemptions_waiting",
    "history_of",
    "light_counts",
    "lights_among",
    "lights_of",
    "lit_link",
    "rule_of",
    "rules_chosen",
    "worst",
]


def rules_chosen(report: Report) -> QuerySet[LightRule]:
    """The rules by which a plan was ever lit, the present one first."""
    return LightRule.objects.filter(report=report).order_by("-pk")


def rule_of(report: Report) -> LightRule | None:
    """By which rule a plan is lit; None where nobody chose one."""
    return rules_chosen(report).first()


def lights_of(report: Report) -> dict[int, list[Light]]:
    """The present lights of all commitments of a plan, by their ids, in one query; what is measured no longer has none."""
    return _by_commitment(Light.objects.filter(link__commitment__report=report))


def lights_among(commitments: Iterable[int]) -> dict[int, list[Light]]:
    """The present lights of some commitments, by their ids."""
    return _by_commitment(Light.objects.filter(link__commitment__in=list(commitments)))


def _by_commitment(lights: QuerySet[Light]) -> dict[int, list[Light]]:
    found = defaultdict[int, list[Light]](list)
    for each in _last(lights).select_related("link__indicator"):
        found[each.link.commitment_id].append(each)
    return dict(found)


def light_counts(report: Report) -> Counter[Colour]:
    """How many commitments of a plan have which light, of thousands as quickly as of one."""
    colours = defaultdict[int, list[Colour]](list)
    rows = _last(Light.objects.filter(link__commitment__report=report)).values_list("link__commitment", "colour")
    for commitment, colour in rows:
        colours[commitment].append(Colour(colour))
    return Counter(max(each, key=_badness) for each in colours.values())


def _badness(colour: Colour) -> tuple[int, bool]:
    return colour.severity, colour.is_lit


def _last(lights: QuerySet[Light]) -> QuerySet[Light]:
    """The last light of each link that still measures."""
    return lights.filter(link__end=None).defer("record").order_by("link", "-id").distinct("link")


def worst(lights: list[Light]) -> Light | None:
    """The light that stands for a commitment: its worst; what is no light only where there is nothing else."""
    return max(lights, key=lambda each: _badness(each.shown.colour), default=None)


def history_of(commitment: Commitment) -> dict[int, list[Light]]:
    """All lights of a commitment by the ids of what measures it now, in the order in which they were shown."""
    found = defaultdict[int, list[Light]](list)
    rows = Light.objects.filter(link__commitment=commitment, link__end=None).defer("record").order_by("link__target_number", "id")
    for each in rows.select_related("link__indicator", "link__commitment__lead__successor", "link__commitment__report__district"):
        found[each.link_id].append(each)
    return dict(found)


def lit_link(commitment: Commitment, number: int) -> Link:
    """What measures a commitment under a number, and is lit.

    Raises:
        NotLit: there is none, or it has no light yet.
    """
    light = Light.objects.filter(link__commitment=commitment, link__number=number, link__end=None).select_related("link").first()
    if light is None:
        raise NotLit(commitment, number)
    return light.link


def exemptions_of(commitment: Commitment) -> list[Exemption]:
    """All exemptions that were ever asked for a commitment, the newest first, with their answers."""
    return list(Exemption.objects.filter(commitment=commitment).select_related("answer").order_by("-number"))


def exemptions_waiting(report: Report) -> list[Exemption]:
    """The exemptions of a plan that nobody has decided yet, the oldest first."""
    found = Exemption.objects.filter(commitment__report=report, answer=None)
    return list(found.select_related("commitment__report__district", "commitment__lead").order_by("pk"))
