"""Changes of policy simulations: one is begun, a proposal is saved, it becomes drafts of rules. Each is whole or does not happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max

from luoshi.district.decisions import operations as decisions
from luoshi.district.decisions.queries import files_of_versions, versions_in_force
from luoshi.district.locks import alone
from luoshi.district.population import operations as population
from luoshi.district.population.queries import read_sources
from luoshi.district.signing import signed
from luoshi.district.simulations import computing, fail_if, synthetic
from luoshi.district.simulations.drafting import Expected, drafted, touched
from luoshi.district.simulations.errors import SyntheticRefused
from luoshi.district.simulations.figures import as_json
from luoshi.district.simulations.models import (
    DOCUMENT_MAX,
    REASON_MAX,
    TITLE_MAX,
    PolicyProposal,
    ProposalDraft,
    Simulation,
    SyntheticPopulation,
)
from luoshi.engines.synthetic import NotSynthetic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.population.queries import Run, Snapshot
    from luoshi.district.simulations.changes import Change
    from luoshi.engines.synthetic import Described

INVENTED_MAX: Final = 1_000_000
"""So many enterprises are invented while somebody waits."""


@transaction.atomic
def invent(district: District, *, rows: int, seed: int, by: Authority, at: datetime) -> SyntheticPopulation:
    """Invent enterprises that simulations may ask instead of the register; the same one where they are there already.

    Raises:
        NotAllowed: the person may not.
        WrongNumber: none, or more than can be made while somebody waits.
    """
    fail_if.may_not_simulate(district, by)
    fail_if.too_many_rows(rows, INVENTED_MAX)
    return _synthetic(district, *synthetic.made(rows, seed), by=by, at=at)


@transaction.atomic
def take_synthetic(district: District, path: Path, *, by: Authority, at: datetime) -> SyntheticPopulation:
    """Take in a file of `luoshi population generate`, of any size.

    Raises:
        NotAllowed: the person may not.
        SyntheticRefused: it is another file, or damaged.
    """
    fail_if.may_not_simulate(district, by)
    try:
        found = synthetic.taken(path)
    except NotSynthetic as refusal:
        raise SyntheticRefused(refusal.what, refusal.remedy) from refusal
    return _synthetic(district, *found, by=by, at=at)


def _synthetic(district: District, digest: str, size: int, said: Described, *, by: Authority, at: datetime) -> SyntheticPopulation:
    known = SyntheticPopulation.objects.filter(district=district, sha256=digest).first()
    if known is not None:
        return known
    return SyntheticPopulation.objects.create(
        district=district, number=_next(SyntheticPopulation, district), rows=said.rows, seed=said.seed, sha256=digest, size_bytes=size,
        **signed(by, at),
    )  # fmt: skip


@transaction.atomic
def begin(
    run: Run, *, title: str, answer: str, by: Authority, at: datetime, people: SyntheticPopulation | None = None
) -> Simulation:  # fmt: skip
    """Begin to simulate beside a run: its rules, its people and its day are what changes are compared with; with ``people``, invented ones
    stand for the run's.

    Raises:
        NotAllowed: the person may not.
        NeedsWords: it has no title.
        NoSuchAnswer: what shall be compared is no amount and no yes or no of the run.
        SyntheticUnknown, SyntheticLacks, SyntheticGone, SyntheticChanged: the invented ones cannot be asked.
    """
    fail_if.may_not_simulate(run.district, by)
    fail_if.of_another_district(people, run.district)
    fail_if.without_words(title, fail_if.TITLE, TITLE_MAX)
    fail_if.no_such_answer(answer, computing.answers_of(run))
    fail_if.by_several_laws(run)
    begun = Simulation(district=run.district, title=title.strip(), run=run, answer=answer, synthetic=people, **signed(by, at))
    if people is not None:
        synthetic.statement_of(people, computing.rules_of(begun).plan().inputs, read_sources(run.sources))
    begun.number = _next(Simulation, run.district)
    begun.save(force_insert=True)
    return begun


def run_again(like: Run, snapshot: Snapshot, *, on: date, by: Authority, at: datetime) -> Run:
    """The run that asks the same as another one of the people of a snapshot, by the law of a day; the same one where nothing differs.

    Raises:
        NotAllowed, RuleNotInForce, NoValueOnDay, NotARule, NoSuchTable, SnapshotRemoved: as for every run.
    """
    if (snapshot.pk, on) == (like.snapshot_id, like.on):
        return like
    return population.run(
        snapshot,
        like.package,
        like.wanted,
        like.explained_by,
        like.sources,
        keep=like.keep,
        on=on,
        dated_by=like.dated_by,
        by=by,
        at=at,
        register=like.register,
    )


@transaction.atomic
def propose(
    simulation: Simulation,
    changes: Sequence[Change],
    *,
    title: str,
    reason: str,
    valid_from: date,
    document: str,
    by: Authority,
    at: datetime,
) -> PolicyProposal:
    """Save changes as a proposal, with what they would do.

    Args:
        simulation: beside which rules, and over whom, it was computed.
        changes: what is said otherwise.
        title: what the proposal is called.
        reason: why.
        valid_from: from which day on it shall count.
        document: by which document, as far as that is known.
        by: who proposes.
        at: when.

    Raises:
        NotAllowed: the person may not.
        NothingChanged: all is as it is in force.
        NeedsWords: something is not said.
        WrongChange, CannotBeSimulated: the rules cannot take the changes.
        SnapshotRemoved, FileGone, FileChanged, SyntheticGone, SyntheticChanged: what it rests on is not what it was.
    """
    fail_if.may_not_simulate(simulation.district, by)
    fail_if.nothing_changed(changes)
    for words, what, longest in (
        (title, fail_if.TITLE, TITLE_MAX), (reason, fail_if.REASON, REASON_MAX), (document, fail_if.DOCUMENT, DOCUMENT_MAX)
    ):  # fmt: skip
        fail_if.without_words(words, what, longest)
    compared = computing.compared(simulation, tuple(changes))
    return PolicyProposal.objects.create(
        district=simulation.district, simulation=simulation, number=_next(PolicyProposal, simulation.district), title=title.strip(),
        reason=reason.strip(), changes=[each.json() for each in changes], valid_from=valid_from, document=document.strip(),
        figures=as_json(compared.difference, compared.bounds), **signed(by, at),
    )  # fmt: skip


def _next(model: type[Simulation | PolicyProposal | SyntheticPopulation], district: District) -> int:
    """The next number of a district; whoever wants one too waits."""
    alone(f"numbers of {model._meta.model_name} of {district.pk}")  # noqa: SLF001 - Django's name for it
    last: int | None = model._default_manager.filter(district=district).aggregate(last=Max("number"))["last"]  # noqa: SLF001
    return (last or 0) + 1


@transaction.atomic
def draft(proposal: PolicyProposal, *, by: Authority, at: datetime) -> list[ProposalDraft]:
    """Write a proposal's changes into the rules that count on its first day, as drafts of the decision models that they touch.

    From there on they go the way of all drafts: another person looks at them and puts them in force, on the pages of the rules.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        AnsweredAlready: it became drafts before.
        RulesHaveChanged, NoLongerThere, NoValueToReplace: on that day something else counts than what it replaces.
        RuleNotInForce: no rule of the pack counts on that day.
        PackProblem: the files do not fit together with the changes.
    """
    alone(f"policy proposal {proposal.pk}")
    fail_if.answered_already(proposal)
    district, run = proposal.district, proposal.simulation.run
    versions = versions_in_force(district, run.package, on=proposal.valid_from)
    rules = computing.rules_on(proposal.simulation, versions, on=proposal.valid_from)
    fail_if.rules_have_changed(proposal, rules.package, rules.chosen)
    files = files_of_versions(versions)
    models = {each.model.place.file: each.model for each in rules.package.models}
    changed = drafted(files, models, proposal.said, _expected(proposal, rules.jurisdictions))
    reason = f"政策模拟第 {proposal.number} 号提案“{proposal.title}”{_on_whom(proposal)}：{proposal.reason}"
    only = touched(rules.package, proposal.said)
    saved = decisions.save_pack(district, changed, only=only, reason=reason[:500], by=by, at=at)
    made = [ProposalDraft(proposal=proposal, version=each, **signed(by, at)) for each in saved]
    return ProposalDraft.objects.bulk_create(made)


def _expected(proposal: PolicyProposal, jurisdictions: Sequence[str]) -> Expected:
    note = f"政策模拟第 {proposal.number} 号提案{_on_whom(proposal)}，{proposal.signature}；文件印发后核实"
    return Expected(proposal.document, proposal.district.name, proposal.valid_from, tuple(jurisdictions), note)


def _on_whom(proposal: PolicyProposal) -> str:
    """What whoever puts the draft in force has to know of its figures."""
    return "（数字来自模拟人群，不是真实企业）" if proposal.simulation.synthetic_id is not None else ""
