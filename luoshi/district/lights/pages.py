"""What the pages about lights show, in the words of their reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from luoshi.district.days import day_of
from luoshi.district.decisions.queries import pack_names
from luoshi.district.languages import all_said, said
from luoshi.district.lights import fail_if, queries
from luoshi.district.lights.ladder import followings
from luoshi.district.plan.queries import commitments_of
from luoshi.district.turning import turned
from luoshi.engines.progress.escalation import RUNG_NAMES, Rung
from luoshi.engines.progress.memory import COLOUR_NAMES, Colour, since
from luoshi.engines.progress.milestones import MILESTONE_STATES, MilestoneState
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from luoshi.district.lights.ladder import Following
    from luoshi.district.lights.models import LadderStep, Light
    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Commitment, Report


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light as it is seen: by word, shape and colour, with its reason and since when."""

    colour: str
    name: str
    reason: str
    since: date
    held_until: date | None
    pack: str
    light: Light


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next: which step, from which day on, why; and whether whoever looks may take it today."""

    name: str
    due: date | None
    why: str
    is_due: bool
    may_take: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken."""

    name: str
    step: LadderStep


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone that is due, with how it stands by its unit's own words."""

    due: date
    words: str
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Target:
    """One measured target, or what nothing measures: its light, what comes next, its history, the steps that were taken; its milestones."""

    number: int
    indicator: str
    lamp: Lamp
    coming: Coming | None
    history: tuple[Lamp, ...]
    steps: tuple[StepLine, ...]
    milestones: tuple[MilestoneLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLine:
    """A commitment in the list of lights."""

    commitment: Commitment
    lamp: Lamp


def lamp(light: Light, *, begun: date | None = None) -> Lamp:
    """A light in the reader's language."""
    return Lamp(
        colour=light.colour,
        name=said(COLOUR_NAMES[Colour(light.colour)]),
        reason=said(Words(light.reason, light.reason_en)),
        since=begun or light.on,
        held_until=light.held_until if light.shown.is_held else None,
        pack=light.pack,
        light=light,
    )


def panel(commitment: Commitment) -> dict[str, Any]:
    """The lights on the page of a commitment, without what comes of them."""
    found = queries.history_of(commitment)
    return {"commitment": commitment, "lamps": [(said(rows[-1].name), _last(rows)) for rows in found.values()]}


def lights_page(commitment: Commitment, *, by: Authority, at: datetime) -> dict[str, Any]:
    """Everything about the lights of a commitment. What follows on them is shown to officials of the district."""
    district, today = commitment.report.district, day_of(at)
    assert district is not None, "a plan in force is a district's"
    histories, serves = queries.history_of(commitment), by.serves(district)
    following = followings(histories, district, at=at) if serves else {}
    grants = fail_if.grants(commitment, by)
    return {
        "commitment": commitment,
        "targets": [_target(commitment, rows, following.get(key), by=by, today=today) for key, rows in histories.items()],
        "rule": queries.rule_of(commitment.report),
        "names": all_said(pack_names(district)),
        "exemptions": queries.exemptions_of(commitment),
        "asks": fail_if.asks(commitment, by),
        "grants": grants,
        "own": by.person.pk if by.person else None,
        "serves": serves,
    }


def list_page(report: Report, *, colour: str, asked: str, by: Authority) -> dict[str, Any]:
    """The lights of all commitments of a plan, the worst first and some at a time, and the exemptions that wait for somebody."""
    colours = queries.colours_of(report)
    chosen = [pk for pk in sorted(colours, key=lambda pk: _order(colours[pk], pk)) if not colour or colours[pk] == colour]
    shown = turned(chosen, asked)
    waiting = queries.exemptions_waiting(report)
    return {
        **counts(report),
        "rule": queries.rule_of(report),
        "names": all_said(pack_names(report.district)),
        "lines": _lines(report, shown.items),
        "colour": colour,
        "total": len(colours),
        "page": shown,
        "turns": list(shown.turns({"colour": colour})),
        "waiting": waiting,
        "grants": bool(waiting) and fail_if.grants(waiting[0].commitment, by),
    }


def counts(report: Report) -> dict[str, Any]:
    """How many commitments of a plan have which light."""
    found = queries.light_counts(report)
    return {"report": report, "counts": [(each, said(COLOUR_NAMES[each]), found[each]) for each in Colour]}


def _lines(report: Report, wanted: Sequence[int]) -> list[ListLine]:
    """Some commitments with the light that stands for each, in the order in which they are wanted."""
    lights = queries.lights_among(wanted)
    lit = {pk: shown for pk, several in lights.items() if (shown := queries.worst(several))}
    found = {each.pk: each for each in commitments_of(report, Q(pk__in=list(wanted)))}
    return [ListLine(found[pk], lamp(lit[pk])) for pk in wanted if pk in found]


def _order(colour: Colour, commitment: int) -> tuple[int, bool, int]:
    return -colour.severity, not colour.is_lit, commitment


def _last(rows: Sequence[Light]) -> Lamp:
    return lamp(rows[-1], begun=since([each.shown for each in rows]))


def _target(commitment: Commitment, rows: Sequence[Light], following: Following | None, *, by: Authority, today: date) -> Target:
    return Target(
        number=rows[-1].number,
        indicator=said(rows[-1].name),
        lamp=_last(rows),
        coming=_coming(commitment, following, by=by, today=today) if following else None,
        history=tuple(lamp(each) for each in reversed(rows)),
        steps=tuple(StepLine(said(RUNG_NAMES[Rung(each.rung)]), each) for each in following.steps) if following else (),
        milestones=() if rows[-1].link else tuple(_milestones(commitment, today)),
    )


def _milestones(commitment: Commitment, today: date) -> Iterator[MilestoneLine]:
    for one in queries.unmeasured_within(commitment.report, Q(pk=commitment.pk), on=today):
        for each, state in one.standing(on=today).due:
            yield MilestoneLine(each.due, each.words, said(MILESTONE_STATES[state]), state is MilestoneState.LATE)


def _coming(commitment: Commitment, following: Following, *, by: Authority, today: date) -> Coming | None:
    step = following.next
    if step is None:
        return None
    may = step.is_due(today) and step.rung is not Rung.REMIND and fail_if.may_escalate(step.rung, commitment, by)
    return Coming(said(RUNG_NAMES[step.rung]), step.due, said(step.why), step.is_due(today), may)
