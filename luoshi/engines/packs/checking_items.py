"""A pack's item is checked: its own faults, its limits and citations, its decision services, and that nothing unknown is ever granted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, product
from pathlib import Path
from typing import Final

from luoshi.engines.approval import Field, FieldType, Item, faults_of
from luoshi.engines.approval.conditions import is_needed, names_of
from luoshi.engines.approval.verdicts import CONCLUSION, GRANT, OUTPUTS, STANDARD_INPUTS, UNKNOWN, UNMET, type_of
from luoshi.engines.decisions import Outcome, compile_model, read_model
from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.incoming import RefusedInput, read_value, read_values
from luoshi.engines.decisions.model import DecisionService
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.parameters import Parameter, ParameterValue
from luoshi.engines.decisions.questions import Question, questions
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.values import Value
from luoshi.engines.packs.checking_cases import limit_faults
from luoshi.engines.packs.decision_models import read_models
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.items import FILE
from luoshi.engines.packs.law import PARAMETERS, unknown_documents
from luoshi.engines.packs.model import Case, Example, Pack, ServicesEntry
from luoshi.engines.packs.services import FILE as SERVICES
from luoshi.engines.packs.shipped import SHIPPED

WORKING_DAYS, DAYS, MONTHS, YEARS = "工作日", "日", "月", "年"
RENEWAL_OPENS: Final = 30
"""行政许可法 第五十条: a holder may apply until 30 days before the end, so an office that renews by itself begins before."""
COMMITMENTS, EXCLUSION = "commitment_approval", "直接涉及的领域"
"""The pack that says whether a commitment may stand, and its input that an item answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A case of an example that has been answered."""

    example: Example
    case: Case
    outcome: Outcome


def item_faults(item: Item, pack: Pack) -> Iterator[Fault]:
    """What is wrong with an item beside its decision models."""
    for each in faults_of(item):
        yield fault(FILE, each.words.chinese, each.words.english, each.line)
    if item.code != pack.id:
        yield fault(
            FILE,
            f"code 应与包同名：{pack.id}；现为“{item.code}”。",
            f"An item is called as its pack: write {pack.id} instead of “{item.code}”.",
            item.line,
        )
    yield from _about_limits(item, {each.name: each for each in pack.parameters})
    yield from _about_dated_choices(item, {each.name: each for each in pack.parameters})
    yield from _about_citations(item, [each.key for each in pack.documents])
    yield from _about_the_exclusion(item, pack.folder)


# --- limits


def _about_limits(item: Item, parameters: Mapping[str, Parameter]) -> Iterator[Fault]:
    limits, result, renewal = item.limits, item.result, item.renewal
    named = [
        (limits.decide, (WORKING_DAYS,), limits.line),
        (limits.promised, (WORKING_DAYS,), limits.line),
        (limits.check, (WORKING_DAYS, DAYS), limits.line),
        (result.valid_for, (YEARS, MONTHS), result.line),
        *([(renewal.open_before, (DAYS,), renewal.line)] if renewal is not None else ()),
    ]
    for name, units, line in named:
        if name and name not in parameters:
            yield fault(
                FILE,
                f"参数“{name}”没有登记；请在 {PARAMETERS} 中补上，或改写名称。",
                f"The parameter “{name}” is not known: add it to {PARAMETERS}, or correct the name.",
                line,
            )
        elif name:
            yield from limit_faults(parameters[name], units)
    if limits.decide in parameters and limits.promised in parameters:
        yield from _promised_longer(parameters[limits.decide], parameters[limits.promised])
    if renewal is not None and renewal.open_before in parameters:
        yield from _opens_too_late(parameters[renewal.open_before])


def _promised_longer(decide: Parameter, promised: Parameter) -> Iterator[Fault]:
    """The office may promise to be faster than the law, never slower."""
    for law, office in product(decide.values, promised.values):
        if law.jurisdiction in (NATIONWIDE, office.jurisdiction) and _overlap(law, office) and _amount(office) > _amount(law):
            yield fault(
                PARAMETERS,
                f"“{promised.name}”{office.value} 个工作日，比“{decide.name}”的 {law.value} 个工作日还长；承诺不得长于法定期限。",
                f"“{promised.name}” is {office.value} working days, “{decide.name}” only {law.value}: what is promised is never longer.",
                office.place.line,
            )


def _overlap(one: ParameterValue, other: ParameterValue) -> bool:
    return (one.valid_to is None or other.valid_from <= one.valid_to) and (other.valid_to is None or one.valid_from <= other.valid_to)


def _amount(version: ParameterValue) -> Decimal:
    """The value; of what is no number the check of limits tells."""
    return version.value if isinstance(version.value, Decimal) else Decimal(0)


def _opens_too_late(opens: Parameter) -> Iterator[Fault]:
    for version in opens.values:
        if _amount(version) < RENEWAL_OPENS:
            yield fault(
                PARAMETERS,
                f"“{opens.name}”应不少于 {RENEWAL_OPENS} 日，持证人才来得及自己申请延续（行政许可法 第五十条）。",
                f"“{opens.name}” is {RENEWAL_OPENS} days or more, so that holders can still apply themselves (行政许可法 第五十条).",
                version.place.line,
            )


# --- choices of a day


def _about_dated_choices(item: Item, parameters: Mapping[str, Parameter]) -> Iterator[Fault]:
    """A parameter that says what may be chosen on a day lists choices of the field and nothing else, and every choice counts sometime."""
    for field in item.fields:
        if not field.allowed_by:
            continue
        found, codes = parameters.get(field.allowed_by), {each.code for each in field.choices}
        listed = {code for version in (found.values if found else ()) for code in _listed(version)}
        if listed != codes:
            wrong = "、".join(sorted(codes ^ listed))
            yield fault(
                FILE,
                f"“{field.code}”的选项应与参数“{field.allowed_by}”各时期所列的一致，不一致的：{wrong}。",
                f"The choices of “{field.code}” are those that the parameter “{field.allowed_by}” lists over time; these differ: {wrong}.",
                field.line,
            )


def _listed(version: ParameterValue) -> Iterator[str]:
    """The codes that a value lists; one that is no list has none."""
    yield from (str(each) for each in version.value) if isinstance(version.value, tuple) else ()


# --- citations


def _about_citations(item: Item, keys: Collection[str]) -> Iterator[Fault]:
    texts = [*((text, item.line) for text in item.basis), *((each.basis, each.line) for each in item.materials)]
    if item.on_signature is not None:
        texts.append((item.on_signature.basis, item.on_signature.line))
    yield from unknown_documents(FILE, texts, keys)


def _about_the_exclusion(item: Item, folder: Path) -> Iterator[Fault]:
    """What an item says of the field that it touches has to be one of the answers that the rules know."""
    if item.commitment is None:
        return
    models = [compile_model(read_model(file.content, file=file.name)) for file in read_models(beside(folder, COMMITMENTS))]
    asked = [each for compiled in models for each in questions(compiled) if each.name == EXCLUSION]
    said = item.commitment.field_of_exclusion
    if any(not _fits(said, each) for each in asked):
        known = "、".join(asked[0].choices)
        yield fault(
            FILE,
            f"field_of_exclusion 写的“{said}”不在告知承诺规则里；应为以下之一：{known}。",
            f"field_of_exclusion says “{said}”, which the rules of commitments do not know; write one of: {known}.",
            item.commitment.line,
        )


def beside(folder: Path, name: str) -> Path:
    """Another pack: beside the one that is checked, or else the one that comes with Luoshi."""
    home = folder.resolve().parent / name
    return home if home.is_dir() else SHIPPED / name


# --- decision services


def decision_faults(item: Item, package: DecisionPackage, results: Sequence[Answered]) -> Iterator[Fault]:
    """What is wrong with the decision services of an item, as far as models and examples tell."""
    for name in dict.fromkeys(item.decisions):
        line = item.line if name == item.decision or item.renewal is None else item.renewal.line
        if name not in {each.name for compiled in package.models for each in compiled.model.services}:
            yield fault(
                FILE,
                f"模型里没有“{name}”这个决策服务；请改写名称，或在模型中补上。",
                f"No model has a decision service “{name}”: correct the name, or add it.",
                line,
            )
            continue
        yield from chain(_about_inputs(item, name, package, line), _about_outputs(name, package, line))
        yield from _about_examples(item, name, package, [each for each in results if each.example.decision == name], line)


def _about_inputs(item: Item, name: str, package: DecisionPackage, line: int) -> Iterator[Fault]:
    fields = {each.name.chinese: each for each in item.fields}
    for question in package.needed(name):
        field, standard = fields.get(question.name), STANDARD_INPUTS.get(question.name)
        if field is None and standard is None:
            yield fault(
                FILE,
                f"“{name}”要问“{question.name}”，它不是表单项、参数，也不是{'、'.join(STANDARD_INPUTS)}；请补成表单项，或改写模型。",
                f"“{name}” asks for “{question.name}”, which is no field, parameter or standard input ({', '.join(STANDARD_INPUTS)}): "
                "make it a field, or change the model.",
                line,
            )
        elif not _takes(question, field):
            wanted = type_of(field) if field is not None else standard
            yield fault(
                FILE,
                f"“{question.name}”给出的是 {wanted}，“{name}”要的是 {question.type_text}；请改成一致的类型和选项。",
                f"“{question.name}” is {wanted}, and “{name}” wants {question.type_text}: let types and choices be the same.",
                field.line if field is not None else line,
            )


def _takes(question: Question, field: Field | None) -> bool:
    """Whether a model's input takes every value of a field, or of a standard input."""
    if question.declared is None:
        return True
    wanted = question.declared.type
    plain = feel.STRING if isinstance(wanted, feel.EnumeratedType) else wanted
    given = type_of(field) if field is not None else STANDARD_INPUTS[question.name]
    if field is None or not field.type.is_chosen:
        return feel.type_conforms(given, plain)
    return all(_fits([each.code] if field.type is FieldType.CHOICES else each.code, question) for each in field.choices)


def _fits(value: str | list[str], question: Question) -> bool:
    try:
        read_value(value, question.declared)
    except RefusedInput:
        return False
    return True


def _about_outputs(name: str, package: DecisionPackage, line: int) -> Iterator[Fault]:
    compiled = package.model_of(name)
    unit = compiled.units[compiled.offered[name]]
    assert isinstance(unit.element, DecisionService)
    outputs = {compiled.units[each].element.name for each in compiled.outputs_of(unit.key)}
    for each in OUTPUTS:
        if each not in outputs:
            yield fault(
                FILE,
                f"决策服务“{name}”没有输出“{each}”；请在模型中补上。",
                f"The decision service “{name}” has no output “{each}”: add it to the model.",
                line,
            )


# --- examples


def _about_examples(item: Item, name: str, package: DecisionPackage, results: list[Answered], line: int) -> Iterator[Fault]:
    granted = [each for each in results if _grants(each.outcome)]
    if not granted:
        yield fault(
            FILE, f"“{name}”没有一个准予的样例；请补上。", f"No example of “{name}” is granted: add one.", line
        )  # fmt: skip
    for each in granted:
        answer = each.outcome.value
        if not isinstance(answer, dict) or answer.get(UNMET) != () or answer.get(UNKNOWN) != ():
            yield _about_case(
                each,
                f"准予了，而“{UNMET}”或“{UNKNOWN}”不是空的；请改写模型。",
                f"It is granted although “{UNMET}” or “{UNKNOWN}” is not empty: change the model.",
            )
        for missing in _granted_without(item, each, package):
            yield _about_case(
                each,
                f"不知道“{missing}”时也准予；请在“{UNKNOWN}”中补一条规则，或者这一项确实可以不填的，写 required: false。",
                f"It is granted even if “{missing}” is unknown: add a rule to “{UNKNOWN}”, or if it may be empty, write required: false.",
            )


def _about_case(each: Answered, chinese: str, english: str) -> Fault:
    return fault(each.example.file, f"“{each.case.name}”{chinese}", f"“{each.case.name}”: {english}", each.case.line)


def _grants(outcome: Outcome) -> bool:
    return isinstance(outcome.value, dict) and outcome.value.get(CONCLUSION) == GRANT


def _granted_without(item: Item, each: Answered, package: DecisionPackage) -> Iterator[str]:
    """Missing is never satisfied: the same question, each time with one input left out, must not be granted."""
    example, name = each.example, each.example.decision
    compiled = package.model_of(name)
    values = read_values(each.case.inputs, package.questions(compiled, name), package.needed(name), filled=package.filled_in(compiled))
    asked = package.needed(name)
    said = {each.name: values.inputs.get(each.unit.names[0]) for each in asked}
    for question in asked:
        if not may_be_empty(item, question.name, said):
            without = {**values.inputs, question.unit.names[0]: None}
            if _grants(package.decide(name, without, on=example.on, jurisdictions=example.jurisdictions, decided=values.decided)):
                yield question.name


def may_be_empty(item: Item, name: str, said: Mapping[str, Value]) -> bool:
    """Whether an item lets an input be null: an optional field, or one that its condition lets go."""
    field = next((each for each in item.fields if each.name.chinese == name), None)
    if field is None:
        return False
    names = names_of(item)
    return not field.required or not is_needed(field, names, {**dict.fromkeys(names), **said})


# --- a district


def services_faults(services: ServicesEntry, folder: Path) -> Iterator[Fault]:
    """The items that a district offers have to be there."""
    for each in services.items:
        if not (beside(folder, each.item) / FILE).is_file():
            yield fault(
                SERVICES,
                f"没有“{each.item}”这个事项的数据包；请核对名称。",
                f"There is no pack with the item “{each.item}”: check the name.",
                each.line,
            )
