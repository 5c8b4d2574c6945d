"""A version as the engine sees it: what is wrong with it, what its tables leave open, whether its examples hold and what they exercise.

All of it follows from the version alone, so it is computed when somebody asks, and kept while it is asked again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from luoshi.district.decisions.sources import examples_in, pack_of
from luoshi.engines.decisions import DecisionPackage, RefusedModel, Remark, analyse, check_types, compile_model, read_model
from luoshi.engines.decisions.analysis_results import Analysis, Gap, Level, Overlap, Unreachable
from luoshi.engines.decisions.citations import citations_in, citing_texts
from luoshi.engines.decisions.model import Decision, DecisionTable, KnowledgeModel, tables_in
from luoshi.engines.decisions.packaged import lone_package
from luoshi.engines.feel.checking import Severity
from luoshi.engines.packs import Pack, PackProblem
from luoshi.engines.packs.checking import run_case
from luoshi.engines.packs.decision_models import draft_of
from luoshi.engines.packs.model import ModelFile
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from luoshi.district.decisions.sources import Files, Source
    from luoshi.engines.decisions import Compiled, Model, Problem
    from luoshi.engines.decisions.citations import Document
    from luoshi.engines.packs.checking import CaseResult
    from luoshi.engines.packs.model import Example

WORK_MAX: Final = 300_000
"""Steps for each question to a table: some tenths of a second, for somebody waits. What was not finished is told."""

TABLES_MAX: Final = 40
"""So many tables of a model are analysed on saving; more would keep the person who saves waiting for longer than a minute."""

CASES_MAX: Final = 1_000
"""So many examples are run on saving."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A version as the engine reads it. Without ``package`` there is nothing to ask, without ``model`` nothing to show either."""

    model: Model | None = None
    compiled: Compiled | None = None
    package: DecisionPackage | None = None
    pack: Pack | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def model_name(self) -> str:
        """What the file calls itself."""
        return self.model.name if self.model else ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rules of the model's tables an example exercises, and which rules of which table none does."""

    rules: int
    exercised: int
    left: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything that is known about a version: its problems, what analysis says of each decision's table, how its examples came out."""

    problems: tuple[Problem, ...]
    analyses: tuple[tuple[str, Analysis], ...] = ()
    tables_left: int = 0
    """How many tables were not analysed, because there are too many."""
    results: tuple[CaseResult, ...] = ()
    examples_problem: Words | None = None
    """Why the examples cannot be read."""
    coverage: Coverage | None = None
    remarks: tuple[Remark, ...] = ()
    """What the check of names and types says."""

    @property
    def certain(self) -> tuple[Remark, ...]:
        """What can never have a value, or never be true, whatever somebody asks."""
        return tuple(each for each in self.remarks if each.severity is Severity.ERROR)

    @property
    def contradictions(self) -> tuple[tuple[str, Words], ...]:
        """Rules that contradict each other against the hit policy of their table, with the decision where they stand."""
        return tuple((name, each.words()) for name, analysis in self.analyses for each in analysis.overlaps if each.level is Level.ERROR)

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The examples that came out otherwise."""
        return tuple(each for each in self.results if not each.passed)

    @property
    def warnings(self) -> int:
        """How much is most likely not meant."""
        found: list[Gap | Overlap | Unreachable] = []
        for _, analysis in self.analyses:
            found += [*(analysis.gaps or ()), *analysis.overlaps, *analysis.unreachable]
        return sum(each.level is Level.WARNING for each in found) + len(self.remarks) - len(self.certain)

    @property
    def fault(self) -> Words | None:
        """The first thing that keeps the version from being put in force."""
        if self.problems:
            return self.problems[0].words()
        if self.certain:
            return self.certain[0].words()
        if self.contradictions:
            name, words = self.contradictions[0]
            return Words(f"决策表“{name}”自相矛盾：{words.chinese}", f"the table “{name}” contradicts itself: {words.english}")
        if self.examples_problem is not None:
            return self.examples_problem
        if self.failures:
            failed = self.failures[0]
            return Words(f"样例“{failed.case.name}”不符：{failed.why[0].chinese}", f"example “{failed.case.name}”: {failed.why[0].english}")
        return None

    def counts(self) -> dict[str, int]:
        """What a list shows of it."""
        failed = len(self.failures) + (self.examples_problem is not None)
        found = {"problems": len(self.problems) + len(self.certain), "contradictions": len(self.contradictions), "warnings": self.warnings}
        return found | {"examples": len(self.results), "failed": failed}


def opened(source: Source) -> Opened:
    """A version, read and compiled as far as that goes."""
    return _opened(replace(source, examples=""))


@lru_cache(maxsize=64)
def _opened(source: Source) -> Opened:
    pack = pack_of(source.files) if source.files else None
    try:
        model = _read(source.content.encode(), source.file)
    except RefusedModel as refusal:
        return Opened(pack=pack, problems=refusal.problems)
    try:
        package = _package(model, source, pack)
    except RefusedModel as refusal:
        return Opened(model, pack=pack, problems=refusal.problems)
    own = next(each for each in package.models if each.model.namespace == model.namespace)
    return Opened(own.model, own, package, pack, package.problems)


def _package(model: Model, source: Source, pack: Pack | None) -> DecisionPackage:
    """The model with its parameters, documents and words; with the others of its pack too, since they may import each other."""
    if pack is None:
        return lone_package(compile_model(model))
    own = ModelFile(source.file, source.content.encode())
    if own in pack.models:
        return _whole(source.files)
    return draft_of(replace(pack, models=(*(each for each in pack.models if each.name != source.file), own)))


@lru_cache(maxsize=32)
def _whole(files: Files) -> DecisionPackage:
    """The models of a pack as it came, compiled once for all of them."""
    return draft_of(pack_of(files))


@lru_cache(maxsize=64)
def _read(content: bytes, file: str) -> Model:
    return read_model(content, file=file)


@lru_cache(maxsize=64)
def check(source: Source) -> Checks:
    """Everything that can be known about a version."""
    found = opened(source)
    if found.compiled is None or found.package is None or found.problems:
        return Checks(found.problems)
    names = [each.name for each in found.compiled.model.decisions if isinstance(each.logic, DecisionTable)]
    analyses = tuple((name, analyse(found.compiled, name, work=WORK_MAX)) for name in names[:TABLES_MAX])
    checks = Checks((), analyses, len(names[TABLES_MAX:]), remarks=check_types(found.compiled))
    try:
        examples = examples_in(source.examples)
    except PackProblem as problem:
        return replace(checks, examples_problem=problem.words())
    results = tuple(_results(examples, found.package))
    return replace(checks, results=results, coverage=_coverage(found.compiled.model, results))


def _results(examples: tuple[Example, ...], package: DecisionPackage) -> Iterator[CaseResult]:
    cases = [(example, case) for example in examples for case in example.cases]
    yield from (run_case(example, case, package) for example, case in cases[:CASES_MAX])


def _coverage(model: Model, results: tuple[CaseResult, ...]) -> Coverage | None:
    """Which rules the examples exercise; nothing where there are no examples or no rules."""
    exercised = defaultdict[object, set[int]](set)
    for result in results:
        for step in result.outcome.trace.decisions if result.outcome else ():
            for used in step.tables:
                exercised[used.table.source.place].update(position + 1 for position in used.chosen)
    owners: tuple[Decision | KnowledgeModel, ...] = (*model.decisions, *model.knowledge_models)
    tables = [(owner.name, table) for owner in owners for table in tables_in(owner)]
    left = [(name, tuple(set(range(1, len(table.rules) + 1)) - exercised[table.place])) for name, table in tables]
    rules = sum(len(table.rules) for _, table in tables)
    missing = tuple((name, tuple(sorted(numbers))) for name, numbers in left if numbers)
    return Coverage(rules, rules - sum(len(numbers) for _, numbers in missing), missing) if results and rules else None


# --- what belongs to a model of a pack


def examples_of(pack: Pack, file: str) -> list[str]:
    """The files of examples that ask a model of the pack: those of its own decisions and services."""
    model = _read(next(each.content for each in pack.models if each.name == file), file)
    names = {each.name for each in model.decisions} | {each.name for each in model.services}
    return [each.file for each in pack.examples if each.decision in names]


def days_of(source: Source) -> tuple[date | None, date | None]:
    """From which day to which the documents count on which the model's rules rest; None where that is not known, or goes on.

    A model that cites nothing with a date goes by all documents of its pack; where none has a date, by the days of its examples.
    """
    found = opened(source)
    if found.model is None or found.package is None:
        return None, None
    documents = found.package.documents
    keys = {each.document for text, _ in citing_texts(found.model) for each in citations_in(text, documents)}
    cited = [documents[key] for key in keys if key in documents]
    begins = _begins(cited) or _begins(documents.values()) or [each.on for each in examples_in(source.examples)]
    ends = [each.valid_to for each in cited]
    last = max((day for day in ends if day), default=None) if all(ends) else None
    return min(begins, default=None), last


def _begins(documents: Iterable[Document]) -> list[date]:
    return [day for each in documents if (day := each.valid_from or each.issued_on)]
