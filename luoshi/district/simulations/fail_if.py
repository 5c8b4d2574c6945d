"""Every reason for which something about policy simulations is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import Power
from luoshi.district.simulations.changes import ChangeKind, cell_text, typed
from luoshi.district.simulations.errors import (
    AnsweredAlready,
    BySeveralLaws,
    NeedsWords,
    NoLongerThere,
    NoSuchAnswer,
    NotAllowed,
    NothingChanged,
    RulesHaveChanged,
    SyntheticLacks,
    SyntheticUnknown,
    WrongNumber,
)
from luoshi.engines.decisions import Cell
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.population.queries import Run
    from luoshi.district.simulations.changes import Change
    from luoshi.district.simulations.models import PolicyProposal, SyntheticPopulation
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.parameters import InForce

MATTER: Final = "simulations"
"""What powers are granted in: see, and simulate and propose (handle)."""
TITLE: Final = Words("名称", "A title")
REASON: Final = Words("理由", "The reason")
DOCUMENT: Final = Words("预期的文件", "The expected document")


def may_look(district: District, by: Authority) -> bool:
    """Whether the person sees simulations, and with them what single enterprises would get."""
    return bool(by.posts_in(Power.SEE, MATTER, district.pk)) or may_simulate(district, by)


def may_simulate(district: District, by: Authority) -> bool:
    """Whether the person begins simulations and saves proposals."""
    return bool(by.posts_in(Power.HANDLE, MATTER, district.pk))


def by_several_laws(run: Run) -> None:
    """The rows of the run were decided by more than one law, and a change would be of one of them."""
    if len(run.laws) > 1:
        raise BySeveralLaws(run.dated_by, [(first, last) for first, last, _ in run.laws])


def may_not_look(district: District | None, by: Authority) -> None:
    """The person has no power to see them."""
    if district is None or not may_look(district, by):
        raise NotAllowed.to_look()


def may_not_simulate(district: District | None, by: Authority) -> None:
    """The person has no power to make them."""
    if district is None or not may_simulate(district, by):
        raise NotAllowed.to_simulate()


def without_words(words: str, what: Words, longest: int) -> None:
    """Something that has to be said is empty, or too long."""
    if not 0 < len(words.strip()) <= longest:
        raise NeedsWords(what, longest)


def nothing_changed(changes: Sequence[Change]) -> None:
    """All is as it is in force."""
    if not changes:
        raise NothingChanged


def no_such_answer(answer: str, known: Sequence[str]) -> None:
    """The run has no such amount."""
    if answer not in known:
        raise NoSuchAnswer(answer, known)


def too_many_rows(rows: int, most: int) -> None:
    """So many cannot be made, or not while somebody waits."""
    if not 1 <= rows <= most:
        raise WrongNumber(most)


def of_another_district(synthetic: SyntheticPopulation | None, district: District) -> None:
    """The invented enterprises are not the district's."""
    if synthetic is not None and synthetic.district_id != district.pk:
        raise SyntheticUnknown


def synthetic_lacks(names: Sequence[str]) -> None:
    """Invented enterprises know nothing of some inputs."""
    if names:
        raise SyntheticLacks(names)


def answered_already(proposal: PolicyProposal) -> None:
    """It became drafts before."""
    if proposal.drafts.exists():
        raise AnsweredAlready(proposal)


def rules_have_changed(proposal: PolicyProposal, package: DecisionPackage, chosen: Sequence[InForce]) -> None:
    """On its first day something else counts than what the proposal replaces."""
    in_force = {each.name: typed(each.value) for each in chosen}
    for change in proposal.said:
        now = in_force.get(change.name) if change.kind is ChangeKind.PARAMETER else _cell(change, package)
        if now is None:
            raise NoLongerThere(change.name)
        if now != change.old:
            raise RulesHaveChanged(change.name, change.old, now, proposal.valid_from)


def _cell(change: Change, package: DecisionPackage) -> str | None:
    place = Cell.parse(change.name)
    return cell_text(package, place) if place is not None else None
