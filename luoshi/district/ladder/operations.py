"""Changes of ladders: rungs are loaded, and looked at. Each is whole or does not happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.copied import copied
from luoshi.district.facts.operations import record_many
from luoshi.district.ladder import queries
from luoshi.district.ladder.errors import NoLadder, NoSnapshot
from luoshi.district.ladder.models import Ladder, Near, Standing, Survey
from luoshi.district.ladder.nearness import near_by, reached_by
from luoshi.district.ladder.telling import fact
from luoshi.district.ladder.terms import counts
from luoshi.district.locks import alone
from luoshi.district.population import operations as population
from luoshi.district.population.queries import newest_snapshot
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs.model_of_ladders import RungEntry

KEEP: Final = ("sector", "place.grid")


@transaction.atomic
def load_ladder(district: District, pack: str, text: str, *, by: Authority, at: datetime) -> bool:
    """Take over the rungs that a pack's ``ladder.yaml`` says; whether that was new.

    Raises:
        PackProblem: the text is no ladder.
    """
    queries.rungs_of(text)
    last = queries.ladder(district)
    if last is not None and (last.pack, last.text) == (pack, text):
        return False
    Ladder.objects.create(district=district, pack=pack, text=text, **signed(by, at))
    return True


@transaction.atomic
def survey(district: District, *, on: date, by: Authority, at: datetime, only: Collection[str] | None = None) -> list[Survey]:
    """Look who stands on each rung and who is near, by the newest snapshot and the law of a day. Whoever counts there anew
    is recorded as a fact.

    Args:
        district: whose.
        on: by the law of which day.
        by: who looks.
        at: when.
        only: the codes of the rungs that are looked at; all of them where nothing is said.

    Raises:
        NoLadder, NoSnapshot: there is nothing to look at, or over.
        PopulationError, DecisionError: a rung's rules or data are not there; nothing was stored.
    """
    alone(f"ladder of {district.pk}")
    found, snapshot = queries.ladder(district), newest_snapshot(district)
    if found is None:
        raise NoLadder
    if snapshot is None:
        raise NoSnapshot
    made_ones = []
    for rung in (each for each in queries.rungs(found) if only is None or each.code in only):
        run = population.run(snapshot, rung.package, rung.wanted, rung.decision, rung.sources, keep=KEEP, on=on, by=by, at=at)
        reached, near = reached_by(run, rung), near_by(run, rung)
        made = Survey.objects.create(
            district=district, ladder=found, rung=rung.code, run=run, reached=len(reached), near=len(near), **signed(by, at)
        )
        copied(Near(survey=made, key=key, unmet=unmet) for key, unmet in near.items())
        _record(made, rung, reached, by=by, at=at)
        made_ones.append(made)
    return made_ones


def _record(made: Survey, rung: RungEntry, reached: Mapping[str, date | None], *, by: Authority, at: datetime) -> None:
    """Whoever counts anew is kept, and told as a fact. Without the rules' own word it is new since today, or nobody knows since when."""
    before = queries.standings(made)
    looked = Survey.objects.filter(district=made.district, rung=rung.code).exclude(pk=made.pk).exists()
    today = made.run.on if looked else None
    fresh = {key: since for key, since in reached.items() if counts(since, before.get(key, ()), on=made.run.on)}
    copied(Standing(survey=made, district=made.district, rung=rung.code, key=key, since=since or today) for key, since in fresh.items())
    told = (
        fact(rung, key, run=made.run_id, since=since, newly=bool(since or today), again=key in before, at=at)
        for key, since in fresh.items()
    )
    record_many(told, district=made.district, by=by, at=at)
