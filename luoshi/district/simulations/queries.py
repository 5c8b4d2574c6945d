"""Reads of policy simulations: which there are, their proposals, and what came of those."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.district.population import queries as population
from luoshi.district.simulations import fail_if
from luoshi.district.simulations.models import PolicyProposal, Simulation, SyntheticPopulation

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.population.queries import Run


@dataclass(frozen=True, slots=True)
class Came:
    """A run of the same rules after a proposal's first day: what they really came to, beside what the proposal said."""

    run: Run
    total: Decimal
    expected: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more it came to."""
        return self.total - self.expected


def simulations(district: District) -> list[Simulation]:
    """The simulations of a district, newest first."""
    return list(Simulation.objects.filter(district=district).select_related("run__snapshot", "synthetic").order_by("-number"))


def simulation(number: int, *, by: Authority) -> Simulation | None:
    """A simulation of the person's district, for somebody who may see it."""
    known = Simulation.objects.select_related("district", "run__snapshot", "run__district", "synthetic")
    found = known.filter(number=number, district=by.district).first()
    return found if found is not None and fail_if.may_look(found.district, by) else None


def runs_to_begin(district: District) -> list[Run]:
    """The newest run of each question to the rules, the newest first: an older one of the same is no better to compare with."""
    newest: dict[tuple[str, tuple[str, ...]], Run] = {}
    for each in population.runs(district):
        newest.setdefault((each.package, tuple(each.wanted)), each)
    return list(newest.values())


def proposals(district: District) -> list[PolicyProposal]:
    """The proposals of a district, newest first."""
    return list(
        PolicyProposal.objects.filter(district=district).select_related("simulation__run", "simulation__synthetic").order_by("-number")
    )


def proposal(number: int, *, by: Authority) -> PolicyProposal | None:
    """A proposal of the person's district, for somebody who may see it."""
    known = PolicyProposal.objects.select_related(
        "district", "simulation__district", "simulation__run__district", "simulation__run__snapshot", "simulation__synthetic"
    )
    found = known.filter(number=number, district=by.district).first()
    return found if found is not None and fail_if.may_look(found.district, by) else None


def came_of(of: PolicyProposal) -> list[Came]:
    """The runs of the same rules by the law of the proposal's first day or later, the newest first: of the same answer as was compared.

    What was expected of invented enterprises is held against no run.
    """
    if of.simulation.synthetic_id is not None:
        return []
    run, answer = of.simulation.run, of.simulation.answer
    later = [each for each in population.runs(of.district, package=run.package) if each.on >= of.valid_from and answer in each.wanted]
    totals = [(each, population.total_of(each).get(answer)) for each in later]
    return [Came(each, total, Decimal(of.summary["after"])) for each, total in totals if total is not None]


def synthetic_populations(district: District) -> list[SyntheticPopulation]:
    """The invented enterprises that simulations of a district may ask, newest first."""
    return list(SyntheticPopulation.objects.filter(district=district).order_by("-number"))


def synthetic_population(number: int, *, by: Authority) -> SyntheticPopulation | None:
    """Those of a number in the person's district, for somebody who may see simulations."""
    found = SyntheticPopulation.objects.select_related("district").filter(number=number, district=by.district).first()
    return found if found is not None and fail_if.may_look(found.district, by) else None
