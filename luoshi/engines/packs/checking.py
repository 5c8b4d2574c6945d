"""A pack is checked as a whole: read, compiled, its tables analysed, its words compared, its examples run on their days.

The parts are checked as far as they can be, so that whoever wrote the pack sees everything at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar
from xml.sax.saxutils import escape

from luoshi.engines.decisions import Outcome, RefusedModel, Remark, UnknownDecision, analyse, check_types
from luoshi.engines.decisions.analysis_results import Analysis, Level
from luoshi.engines.decisions.citations import COLUMN
from luoshi.engines.decisions.explain import sentences, value_text
from luoshi.engines.decisions.incoming import RefusedInput, read_value, read_values
from luoshi.engines.decisions.model import Decision, DecisionService, DecisionTable, KnowledgeModel, Model, tables_in
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.parameters import NO_VALUE_IN_FORCE, NoValueInForce
from luoshi.engines.decisions.problems import Labels, Place
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.checking import Severity
from luoshi.engines.feel.values import Value
from luoshi.engines.packs import words as pack_words
from luoshi.engines.packs.calendars import HOURS, YEARS
from luoshi.engines.packs.campaigns import FILE as CAMPAIGN
from luoshi.engines.packs.campaigns import read_campaign
from luoshi.engines.packs.case_types import read_case_type
from luoshi.engines.packs.checking_campaigns import campaign_decision_faults, campaign_faults
from luoshi.engines.packs.checking_cases import CaseTypeCheck, LifeResult, case_type_faults, lived
from luoshi.engines.packs.checking_indicators import indicator_faults, scoring_faults
from luoshi.engines.packs.checking_items import Answered, decision_faults, item_faults, services_faults
from luoshi.engines.packs.decision_models import draft_of, read_models
from luoshi.engines.packs.department_tables import FILE as DEPARTMENT_TABLES
from luoshi.engines.packs.examples import read_examples
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.files import line_of
from luoshi.engines.packs.indicators import FILE as INDICATORS
from luoshi.engines.packs.items import FILE as ITEM
from luoshi.engines.packs.items import read_item
from luoshi.engines.packs.ladder import FILE as LADDER
from luoshi.engines.packs.law import read_documents, read_parameters
from luoshi.engines.packs.lives import read_lives
from luoshi.engines.packs.model import Case, Example, Pack
from luoshi.engines.packs.problems import PackProblem
from luoshi.engines.packs.read import FILE as DESCRIPTION
from luoshi.engines.packs.read import read_description, with_calendar
from luoshi.engines.packs.scoring import FILE as SCORING
from luoshi.engines.packs.services import FILE as SERVICES
from luoshi.engines.packs.words import read_words
from luoshi.engines.packs.year import FILE as YEAR
from luoshi.engines.packs.year import read_year
from luoshi.words import Words

Part = TypeVar("Part")
Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run. ``why`` is empty where everything was as expected; else it says what was not, and how the answer came about."""

    example: Example
    case: Case
    outcome: Outcome | None
    why: tuple[Words, ...] = ()

    @property
    def passed(self) -> bool:
        """Answer and findings are those that are expected."""
        return not self.why


@dataclass(frozen=True, slots=True)
class TableCheck:
    """A decision table with the rules that the examples exercise, counted from 1. ``analysis`` is None where it stands inside of others."""

    name: str
    place: Place
    rules: int
    exercised: frozenset[int]
    cited: int
    """How many rules have a citation."""
    analysis: Analysis | None

    @property
    def not_exercised(self) -> tuple[int, ...]:
        """The rules that no example exercises."""
        return tuple(each for each in range(1, self.rules + 1) if each not in self.exercised)


@dataclass(slots=True)
class PackCheck:
    """Everything that was found about a pack."""

    folder: Path
    pack: Pack | None = None
    package: DecisionPackage | None = None
    faults: list[Fault] = field(default_factory=list)
    results: list[CaseResult] = field(default_factory=list)
    tables: list[TableCheck] = field(default_factory=list)
    case: CaseTypeCheck | None = None
    remarks: list[Remark] = field(default_factory=list)
    """What the type check warns of; what it is certain of is a fault."""

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The decisions and services that no example reaches."""
        steps = (step for each in self.results if each.outcome is not None for step in each.outcome.trace.decisions)
        reached = {each.example.decision for each in self.results} | {step.name for step in steps}
        return tuple(name for name in (self.package.names if self.package is not None else ()) if name not in reached)

    @property
    def failures(self) -> list[CaseResult]:
        """The cases that came out otherwise."""
        return [each for each in self.results if not each.passed]

    @property
    def failed_lives(self) -> list[LifeResult]:
        """The lives that went otherwise."""
        return [each for each in self.case.results if not each.passed] if self.case is not None else []

    @property
    def is_sound(self) -> bool:
        """Nothing has to be mended."""
        return not self.faults and not self.failures and not self.failed_lives


def check_pack(folder: Path, progress: Progress = lambda _done, _all: None) -> PackCheck:
    """Check the pack in a folder; ``progress`` is told after each case."""
    check = PackCheck(folder)
    pack = _read(check)
    if (folder / DESCRIPTION).is_file():  # else it is no pack, and what lies in it is not for us to judge
        check.faults[:0] = _strange_files(folder, pack)
    if pack is None:
        return check
    check.pack = pack
    if pack.case_type is not None:
        check.faults.extend(case_type_faults(pack.case_type, pack.parameters))
        check.case = _lived(pack, check, progress)
    elif pack.lives:
        check.faults.append(
            fault(
                pack.lives[0].file,
                "没有 case.yaml，办件样例无从执行；请补上事项类型，或删去样例。",
                "There is no case.yaml by which a life could go: add the case type, or remove the lives.",
            )
        )
    if pack.item is not None:
        check.faults.extend(item_faults(pack.item, pack))
    if pack.campaign is not None:
        check.faults.extend(campaign_faults(pack.campaign, pack))
    if pack.services is not None:
        check.faults.extend(services_faults(pack.services, folder))
    check.faults.extend(indicator_faults(pack))
    check.faults.extend(scoring_faults(pack))
    check.package = _compiled(pack, check)
    if check.package is not None:
        _check_types(check.package, check)
        check.faults.extend(_about_words(pack, check.package))
        check.results.extend(_results(pack.examples, check.package, progress))
        check.tables.extend(_tables(check.package, check.results))
        check.faults.extend(_table_faults(check.tables))
        if pack.item is not None:
            check.faults.extend(decision_faults(pack.item, check.package, list(_answered(check.results))))
        if pack.campaign is not None:
            check.faults.extend(campaign_decision_faults(pack.campaign, check.package))
    return check


def _answered(results: Iterable[CaseResult]) -> Iterator[Answered]:
    for each in results:
        if each.outcome is not None:
            yield Answered(each.example, each.case, each.outcome)


def _lived(pack: Pack, check: PackCheck, progress: Progress) -> CaseTypeCheck | None:
    """The lives are told only of a case type that is right, since with a wrong one anything could come."""
    return _attempt(lambda: lived(pack, progress), check) if not check.faults else None


# --- reading

_KNOWN: Final = re.compile(
    r"(pack|documents|parameters|offices|services|indicators|scoring|years|year|hours|case|item|campaign|department_tables|ladder|"
    r"demonstration_(cases|applications|figures|campaigns|simulations))\.yaml|"
    r"README\.md|decisions/.+\.dmn|"
    r"words/(zh|en)\.yaml|"
    r"(examples|lives|plan|registers|report|department_tables)/.+"
)


_KINDS_WITH: Final[Mapping[str, Collection[str]]] = {
    YEARS: {"calendar"},
    HOURS: {"calendar", "district"},
    SERVICES: {"district"},
    INDICATORS: {"district"},
    YEAR: {"district"},
    ITEM: {"mechanism"},
    CAMPAIGN: {"mechanism"},
    LADDER: {"mechanism"},
    DEPARTMENT_TABLES: {"district"},
    SCORING: {"district", "mechanism"},
}
"""Files that are read in packs of these kinds alone."""


def _strange_files(folder: Path, pack: Pack | None) -> Iterator[Fault]:
    """A file that nobody reads is a slip of the pen: what it was meant to say would be lost."""
    unread = {name for name, kinds in _KINDS_WITH.items() if pack is not None and pack.kind not in kinds}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not file.name.startswith(".") and (name in unread or not _KNOWN.fullmatch(name)):
            yield fault(
                name,
                "数据包里没有这种文件；请核对名称和位置，或删去。",
                "A pack has no such file: check its name and place, or remove it.",
            )


def _read(check: PackCheck) -> Pack | None:
    """What can be read of the pack. Each part is read even if another one is refused; without all of them there is none."""
    folder = check.folder
    pack = _attempt(lambda: read_description(folder), check)
    documents = _attempt(lambda: read_documents(folder), check)
    parameters = _attempt(lambda: read_parameters(folder, documents or ()), check) if documents is not None else None
    case_type = _attempt(lambda: (read_case_type(folder),), check)
    item = _attempt(lambda: (read_item(folder),), check)
    campaign = _attempt(lambda: (read_campaign(folder),), check)
    lives = _attempt(lambda: read_lives(folder), check)
    models = _attempt(lambda: read_models(folder), check)
    words = _attempt(lambda: read_words(folder), check)
    year = _attempt(lambda: (read_year(pack),) if pack is not None else (None,), check)
    examples = _attempt(lambda: read_examples(folder), check)
    if pack is None or documents is None or parameters is None or models is None or words is None or examples is None:
        return None
    if case_type is None or item is None or campaign is None or lives is None or year is None:
        return None
    whole = replace(
        pack,
        documents=documents,
        parameters=parameters,
        case_type=case_type[0],
        item=item[0],
        campaign=campaign[0],
        lives=lives,
        models=models,
        words=words,
        examples=examples,
    )
    return _attempt(lambda: with_calendar(whole), check)


def _attempt(read: Callable[[], Part], check: PackCheck) -> Part | None:
    try:
        return read()
    except PackProblem as problem:
        check.faults.append(Fault(problem.file, problem.line, problem.words()))
        return None


def _compiled(pack: Pack, check: PackCheck) -> DecisionPackage | None:
    """The package, if it can be asked at all."""
    try:
        package = draft_of(pack)
    except RefusedModel as refusal:
        check.faults.extend(Fault(each.place.file, each.place.line, each.words()) for each in refusal.problems)
        return None
    check.faults.extend(Fault(each.place.file, each.place.line, each.words()) for each in package.problems)
    return package


def _check_types(package: DecisionPackage, check: PackCheck) -> None:
    """What can never have a value, or never be true, is a fault; what perhaps cannot is worth a look."""
    for remark in (each for compiled in package.models for each in check_types(compiled)):
        if remark.severity is Severity.ERROR:
            check.faults.append(Fault(remark.place.file, remark.place.line, remark.words()))
        else:
            check.remarks.append(remark)


# --- words


def _about_words(pack: Pack, package: DecisionPackage) -> Iterator[Fault]:
    """Every element has an English name, and nothing is named that the models do not have."""
    models = [each.model for each in package.models]
    elements = [name for model in models for name in _element_names(model)]
    named = {*elements, *(name for model in models for name in _column_names(model))}
    for name in dict.fromkeys(elements):
        if name not in pack.words.names:
            yield fault(
                pack_words.ENGLISH,
                f"names 中缺少“{name}”；请补上它的英文名称。",
                f"names has no “{name}”: add its English name.",
            )
    yield from _unknown(pack.words.names, named, "names")
    asked = {each.name for model in models for each in model.inputs} - set(package.parameters)
    yield from _unknown(pack.words.questions, asked, "questions")
    yield from _unknown(pack.words.help, asked, "help")
    said = "\n".join([*(each.content.decode("utf-8", "replace") for each in pack.models), *map(str, _parameter_texts(package))])
    yield from _unknown(pack.words.values, {each for each in pack.words.values if escape(each) in said or each in said}, "values")


def _element_names(model: Model) -> Iterator[str]:
    yield from (each.name for each in model.inputs)
    yield from (each.name for each in model.decisions)
    yield from (each.name for each in model.services)


def _column_names(model: Model) -> Iterator[str]:
    for each in model.knowledge_models:
        yield each.name
    for definition in model.types:
        yield from (component.name for component in definition.components)
    for table in tables_in(model):
        yield from (name for column in table.inputs for name in (column.title, column.expression.text.strip()))
        yield from (name for output in table.outputs for name in (output.name, output.label) if name)


def _parameter_texts(package: DecisionPackage) -> Iterator[Value]:
    for parameter in package.parameters.values():
        yield from (version.value for version in parameter.values)


def _unknown(words: Iterable[str], known: Iterable[str], section: str) -> Iterator[Fault]:
    known = list(known)
    for each in words:
        if each not in known:
            yield fault(
                pack_words.ENGLISH,
                f"{section} 中的“{each}”在模型里没有；请改为模型中的写法，或删去。",
                f"{section} has “{each}”, which the models have not: write it as they do, or remove it.",
                line_of(each),
            )


# --- examples


def _results(examples: Iterable[Example], package: DecisionPackage, progress: Progress) -> Iterator[CaseResult]:
    pairs = [(example, case) for example in examples for case in example.cases]
    for number, (example, case) in enumerate(pairs, start=1):
        yield run_case(example, case, package)
        progress(number, len(pairs))


def run_case(example: Example, case: Case, package: DecisionPackage) -> CaseResult:
    """Ask the question of a case and compare."""
    try:
        expected = _expected(case, example.decision, package)
        outcome = ask(package, example, case)
    except NoValueInForce as refusal:
        is_expected = case.findings == (NO_VALUE_IN_FORCE,) and case.expected is None
        return CaseResult(example, case, None, () if is_expected else (refusal.words(),))
    except UnknownDecision as refusal:
        return CaseResult(example, case, None, (refusal.words(),))
    except RefusedInput as refusal:
        return CaseResult(example, case, None, tuple(each.words() for each in refusal.refusals))
    return CaseResult(example, case, outcome, tuple(_differences(case, expected, outcome, package.labels)))


def ask(package: DecisionPackage, example: Example, case: Case) -> Outcome:
    """The answer to the question of a case.

    Raises:
        UnknownDecision: no model has the decision.
        RefusedInput: the inputs are not those of the model.
        NoValueInForce: a parameter has no value on the day.
    """
    name = example.decision
    compiled = package.model_of(name)
    values = read_values(case.inputs, package.questions(compiled, name), package.needed(name), filled=package.filled_in(compiled))
    return package.decide(name, values.inputs, on=example.on, jurisdictions=example.jurisdictions, decided=values.decided)


def _expected(case: Case, name: str, package: DecisionPackage) -> Value:
    return read_value(case.expected, _declared(name, package), "expected")


def _declared(name: str, package: DecisionPackage) -> Declared | None:
    """The type of an answer; of a service with several outputs, a context of their types."""
    compiled = package.model_of(name)
    unit = compiled.units[compiled.offered[name]]
    if unit.declared is not None or not isinstance(unit.element, DecisionService):
        return unit.declared
    outputs = [compiled.units[each] for each in compiled.outputs_of(unit.key)]
    if len(outputs) == 1:
        return outputs[0].declared
    members = tuple((each.element.name, each.declared.type if each.declared is not None else feel.ANY) for each in outputs)
    return Declared(name, feel.ContextType(members))


def _differences(case: Case, expected: Value, outcome: Outcome, labels: Labels) -> Iterator[Words]:
    """What is not as expected, and if anything is not, how the answer came about."""
    found = sorted({each.kind_name for each in outcome.findings})
    same_answer, same_findings = _comparable(outcome.value) == _comparable(expected), found == sorted(set(case.findings))
    if not same_answer:
        wanted, got = value_text(expected), value_text(outcome.value)
        yield Words(f"应为 {wanted}，得出 {got}。", f"Expected {wanted}, got {got}.")
    if not same_findings:
        wanted, got = "、".join(sorted(set(case.findings))), "、".join(found)
        yield Words(
            f"应有的发现：{wanted or '无'}；实有：{got or '无'}。", f"Expected findings: {wanted or 'none'}; found: {got or 'none'}."
        )
    if not same_answer or not same_findings:
        yield from sentences(outcome, labels)


def _comparable(value: Value) -> Any:
    """Values that are equal where JSON could not tell them apart: a date that no type declares is its text."""
    if isinstance(value, tuple):
        return [_comparable(each) for each in value]
    if isinstance(value, dict):
        return {name: _comparable(each) for name, each in value.items()}
    return value if value is None or isinstance(value, bool | str | Decimal) else str(value)


# --- tables

_FAILS: Final = Level.ERROR


def _tables(package: DecisionPackage, results: Iterable[CaseResult]) -> Iterator[TableCheck]:
    exercised = _exercised(results)
    for compiled in package.models:
        owners: tuple[Decision | KnowledgeModel, ...] = (*compiled.model.decisions, *compiled.model.knowledge_models)
        for owner in owners:
            for table in tables_in(owner):
                is_logic = isinstance(owner, Decision) and owner.logic is table
                analysis = analyse(compiled, owner.name) if is_logic and not compiled.problems else None
                yield TableCheck(
                    name=owner.name,
                    place=table.place,
                    rules=len(table.rules),
                    exercised=frozenset(exercised[table.place]),
                    cited=_cited_rules(table),
                    analysis=analysis,
                )


def _exercised(results: Iterable[CaseResult]) -> Mapping[Place, set[int]]:
    found: dict[Place, set[int]] = defaultdict(set)
    for result in results:
        for step in result.outcome.trace.decisions if result.outcome is not None else ():
            for used in step.tables:
                found[used.table.source.place].update(position + 1 for position in used.chosen)
    return found


def _cited_rules(table: DecisionTable) -> int:
    columns = [position for position, column in enumerate(table.annotations) if column.strip() == COLUMN]
    return sum(any(not rule.annotations[each].is_blank for each in columns if each < len(rule.annotations)) for rule in table.rules)


def _table_faults(tables: Iterable[TableCheck]) -> Iterator[Fault]:
    """Overlaps that the table's own hit policy forbids."""
    for table in tables:
        for each in table.analysis.overlaps if table.analysis is not None else ():
            if each.level is _FAILS:
                words, place = each.words(), table.place.words()
                yield Fault(
                    table.place.file,
                    table.place.line,
                    Words(f"{place.chinese}：{words.chinese}", f"{place.english}: {words.english}"),
                )
