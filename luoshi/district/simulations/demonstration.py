"""The invented simulations of a demonstration: begun beside a run, saved as a proposal, written into drafts for a second person."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.days import day_of
from luoshi.district.invented import planned
from luoshi.district.offices.queries import authority_of_post, keepers
from luoshi.district.population.queries import runs
from luoshi.district.simulations import computing, curves, operations
from luoshi.district.simulations.models import Simulation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.simulations.changes import Change

FILE: Final = "demonstration_simulations.yaml"


def play(*, at: datetime) -> int:
    """Take the next step of each simulation whose days have come; returns how many were taken."""
    return sum(_step(told, district, at) for district, told in planned(FILE, on=day_of(at)))


def _step(told: Mapping[str, Any], district: District, at: datetime) -> bool:
    by = authority_of_post(told["by"], district=district, on=day_of(at))
    found = Simulation.objects.filter(district=district, title=told["title"]).first()
    if found is None:
        return _begun(told, district, by, at)
    proposal = found.proposals.first()
    if proposal is None:
        said = {name: told["proposal"][name] for name in ("title", "reason", "valid_from", "document")}
        operations.propose(found, _changes(found, told["changes"]), **said, by=by, at=at)
    elif not proposal.drafts.exists():
        operations.draft(proposal, by=keepers(district, on=day_of(at))[0], at=at)
    else:
        return False
    return True


def _begun(told: Mapping[str, Any], district: District, by: Authority, at: datetime) -> bool:
    """Beside the newest run of its rules, once there is one."""
    found = runs(district, package=told["package"], limit=1)
    if found:
        operations.begin(found[0], title=told["title"], answer=told["answer"], by=by, at=at)
    return bool(found)


def _changes(found: Simulation, told: Mapping[str, str]) -> list[Change]:
    rules = computing.rules_of(found)
    return [curves.moved(rules, name, Decimal(value)) for name, value in told.items()]
