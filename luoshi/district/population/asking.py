"""Some decisions asked one by one about some of a run: what is known of each is read back, and the rules are asked as they are of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.population.populations import POPULATION, opened
from luoshi.district.population.recomputing import law_for, population_again, value_of
from luoshi.district.population.running import plan_of_versions
from luoshi.district.population.taking import KEY
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.population.models import Run


def asked_again(run: Run, keys: Sequence[str], decisions: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each key the answers of some decisions of the run's rules, by decision; all that the run was given is known.

    Raises:
        SnapshotRemoved, FileGone, FileChanged: what the run rests on is not what it was.
    """
    versions = tuple((version, text, pack) for version, text, pack in run.versions)
    package = package_of_versions(versions)
    plan = plan_of_versions(versions, tuple(run.wanted), run.explained_by, run.district, run.law_day)
    with opened(population_again(run), plan.inputs) as engine:
        chosen = ", ".join(quoted_name(each.name) for each in plan.inputs)
        found = engine.execute(f"SELECT {KEY}, {chosen} FROM {POPULATION} WHERE {KEY} IN (SELECT unnest(?))", [list(keys)]).fetchall()
    for key, *values in found:
        inputs = {each.name: value_of(value) for each, value in zip(plan.inputs, values, strict=True)}
        law = law_for(run, inputs)
        yield key, {each: package.decide(each, inputs, **law).value for each in decisions}
