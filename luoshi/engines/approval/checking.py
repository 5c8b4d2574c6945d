"""What is wrong with an item, before anybody applies: everything at once, each with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from luoshi.engines.approval.conditions import condition, names_of, parsed
from luoshi.engines.approval.entering import faults_of_entering
from luoshi.engines.approval.faults import FaultKind, ItemFault, fault
from luoshi.engines.approval.items import ApplicantKind, Field, FieldType, Item, Material, Path
from luoshi.engines.approval.known_from import DATE, MEMBERS, NUMBER, PERSON, PLACE, TEXT, YES_NO
from luoshi.engines.approval.verdicts import STANDARD_INPUTS, type_of
from luoshi.engines.feel import FeelSyntaxError, Type, check
from luoshi.engines.feel import types as feel

PLACE_CODE: Final = "place"
"""The code of the field whose place ``place.<field>`` means."""


def faults_of(item: Item) -> tuple[ItemFault, ...]:
    """Everything that is wrong, in the order of the file."""
    known, entering = _about_known(item), faults_of_entering(item)
    found = chain(
        _about_names(item), _about_conditions(item), known, _about_result(item), _about_signature(item), entering, _about_paths(item)
    )
    return tuple(sorted(found, key=lambda each: each.line))


# --- names


def _about_names(item: Item) -> Iterator[ItemFault]:
    seen: set[str] = set()
    for field in item.fields:
        name = field.name.chinese
        if name in seen:
            yield fault(
                FaultKind.NAME_TWICE,
                field.line,
                f"两个表单项都叫“{name}”，模型分不清；请改一个名称。",
                f"Two fields are called “{name}”, which the model could not tell apart: rename one.",
            )
        if name in STANDARD_INPUTS:
            yield fault(
                FaultKind.NAME_OF_STANDARD_INPUT,
                field.line,
                f"“{name}”由系统提供，不是表单项；请删去，或改一个名称。",
                f"“{name}” is given by the system and is no field: remove it, or rename it.",
            )
        seen.add(name)


# --- conditions


def _about_conditions(item: Item) -> Iterator[ItemFault]:
    types = {each.name.chinese: _value_type(each) for each in item.fields}
    for position, field in enumerate(item.fields):
        later = {each.name.chinese for each in item.fields[position:]}
        yield from _about_condition(item, field, types, later)
    for material in item.materials:
        yield from _about_condition(item, material, types, set())


def _value_type(field: Field) -> Type:
    """The type of a field's values, where they are chosen with the codes to choose from."""
    if not field.type.is_chosen:
        return type_of(field)
    codes = feel.EnumeratedType(tuple(each.code for each in field.choices))
    return feel.ListType(codes) if field.type is FieldType.CHOICES else codes


def _about_condition(item: Item, what: Field | Material, types: Mapping[str, Type], later: set[str]) -> Iterator[ItemFault]:
    if not what.needed_if:
        return
    names, where = names_of(item), f"“{what.code}” needed_if"
    try:
        node = parsed(what.needed_if, names)
    except FeelSyntaxError as error:
        said = error.message
        yield fault(FaultKind.CONDITION_UNREADABLE, what.line, f"{where}：{said.chinese}", f"{where}: {said.english}")
        return
    found = check(node, types)
    for remark in found.errors:
        said, text = remark.message, what.needed_if[remark.start : remark.end]
        chinese, english = f"{where}，“{text}”：{said.chinese}", f"{where}, “{text}”: {said.english}"
        yield fault(FaultKind.CONDITION_NEVER_HOLDS, what.line, chinese, english)
    if not found.errors and found.type not in (feel.BOOLEAN, feel.ANY):
        yield fault(
            FaultKind.CONDITION_NOT_BOOLEAN,
            what.line,
            f"{where} 得出的是 {found.type}，不是真假；请写成条件。",
            f"{where} gives {found.type}, neither true nor false: write a condition.",
        )
    yield from _about_what_it_speaks_of(item, what, later)


def _about_what_it_speaks_of(item: Item, what: Field | Material, later: set[str]) -> Iterator[ItemFault]:
    spoken_of = condition(what.needed_if, names_of(item)).speaks_of
    for field in item.fields:
        name = field.name.chinese
        if name in spoken_of & later:
            yield fault(
                FaultKind.CONDITION_ON_LATER_FIELD,
                what.line,
                f"“{what.code}”的 needed_if 用到了后面的“{name}”；请把“{name}”移到它前面。",
                f"needed_if of “{what.code}” speaks of “{name}”, which comes later: move that one up.",
            )
        elif name in spoken_of and not field.required:
            yield fault(
                FaultKind.CONDITION_ON_OPTIONAL_FIELD,
                what.line,
                f"“{what.code}”要不要取决于“{name}”，它却可以不填，不填就等于不要；请把“{name}”改为必填。",
                f"Whether “{what.code}” is needed depends on “{name}”, which may be left empty, and so let it go: make that one required.",
            )


# --- registers

_OF_APPLICANT: Final[Mapping[ApplicantKind, frozenset[str]]] = {
    ApplicantKind.ENTERPRISE: frozenset(MEMBERS),
    ApplicantKind.PERSON: frozenset({PERSON, PLACE}),
}
"""Licences and commitments are kept of enterprises."""

_SORTS: Final[Mapping[FieldType, str]] = {
    FieldType.NUMBER: NUMBER,
    FieldType.DATE: DATE,
    FieldType.YES_NO: YES_NO,
}
"""What a register has to say to fill a field; any other takes a text."""


def _about_known(item: Item) -> Iterator[ItemFault]:
    has_place = any(each.code == PLACE_CODE and each.type is FieldType.PLACE for each in item.fields)
    asked: tuple[Field | Material, ...] = (*item.fields, *item.materials)
    for what in asked:
        known = what.known
        if known is None:
            continue
        if known.register not in _OF_APPLICANT[item.applicant]:
            yield fault(
                FaultKind.KNOWN_OF_ANOTHER_APPLICANT,
                what.line,
                f"“{what.code}”取自 {known}，而申请人是个人，没有这些登记；请改写 known_from。",
                f"“{what.code}” is known from {known}, which is kept of no person: change known_from.",
            )
        if known.register == PLACE and (not has_place or what.code == PLACE_CODE):
            yield fault(
                FaultKind.NO_PLACE_FIELD,
                what.line,
                f"“{what.code}”取自场所登记，要有编码为 place、类型为 place 的表单项说明是哪个场所；请补上。",
                f"“{what.code}” is known from a place: add a field with the code place and the type place that says which.",
            )
        if isinstance(what, Field) and _SORTS.get(what.type, TEXT) != known.sort:
            yield fault(
                FaultKind.KNOWN_OF_ANOTHER_TYPE,
                what.line,
                f"“{what.code}”的类型是 {what.type}，而 {known} 登记的是 {known.sort}；请改写 type 或 known_from。",
                f"“{what.code}” is of type {what.type}, and {known} is a {known.sort}: change type or known_from.",
            )
    for field in item.fields:
        if field.must_be_known and field.known is None:
            yield fault(
                FaultKind.NEVER_KNOWN,
                field.line,
                f"“{field.code}”写了 must_be_known，却没有 known_from，永远不会是已知的；请补上来源。",
                f"“{field.code}” must be known and has no known_from, so that it never is: say from where.",
            )


# --- what is issued


def _about_result(item: Item) -> Iterator[ItemFault]:
    result, types = item.result, {each.code: each.type for each in item.fields}
    if result.scope and result.scope not in types:
        yield fault(
            FaultKind.SCOPE_UNKNOWN,
            result.line,
            f"scope 写的“{result.scope}”不是表单项；请写表单项的编码，或留空。",
            f"scope names “{result.scope}”, which is no field: write the code of one, or nothing.",
        )
    if result.place and types.get(result.place) is not FieldType.PLACE:
        yield fault(
            FaultKind.PLACE_UNKNOWN,
            result.line,
            f"place 写的“{result.place}”不是 place 类型的表单项；请改写，或留空。",
            f"place names “{result.place}”, which is no field of type place: write the code of one, or nothing.",
        )
    if result.ends and types.get(result.ends) is not FieldType.DATE:
        yield fault(
            FaultKind.END_UNKNOWN,
            result.line,
            f"ends 写的“{result.ends}”不是 date 类型的表单项；请改写，或留空。",
            f"ends names “{result.ends}”, which is no field of type date: write the code of one, or nothing.",
        )
    if bool(result.renews) != item.kind.builds_on_a_licence:
        yield fault(
            FaultKind.RENEWS_UNSAID,
            result.line,
            "变更和延续的事项要写 renews（原证照名称），别的事项不写。",
            "An item of the kind change or renewal says in renews which licence it builds on; no other item does.",
        )


def _about_signature(item: Item) -> Iterator[ItemFault]:
    """Whether a contract and its review can be compared without anybody's word."""
    way, fields = item.on_signature, {each.code: each for each in item.fields}
    if way is None:
        return
    asked = fields.get(way.asked_by)
    if asked is None or asked.type is not FieldType.YES_NO:
        yield fault(
            FaultKind.SIGNATURE_UNASKED,
            way.line,
            f"asked_by 写的“{way.asked_by}”不是 yes_no 类型的表单项；请写申请人选择签约即发证的那一项。",
            f"asked_by names “{way.asked_by}”, which is no field of type yes_no: write the one by which it is asked for.",
        )
    for code in (way.contract, way.review):
        if code not in fields or not fields[code].must_be_known:
            yield fault(
                FaultKind.SIGNATURE_UNPROVEN,
                way.line,
                f"“{code}”应是登记里必须有的表单项（must_be_known）：合同和预审由登记证明，不由申请人说。",
                f"“{code}” has to be a field that must be known: contract and review are proved by a register and not by the applicant.",
            )


# --- paths


def _about_paths(item: Item) -> Iterator[ItemFault]:
    yield from _about_the_notice(item)
    if Path.MISSING_PAPERS in item.paths and not any(each.deferrable for each in item.materials):
        yield fault(
            FaultKind.NOTHING_DEFERRABLE,
            item.line,
            "可以容缺受理，却没有一份可以容缺（deferrable）的材料；请写明，或从 paths 中删去 missing_papers。",
            "Papers may follow, and none is deferrable: mark one, or remove missing_papers from paths.",
        )
    for path in (Path.INSTANT, Path.COMMITMENT):
        for material in item.materials if path in item.paths else ():
            if not material.needed_if and material.known is None and not (path is Path.COMMITMENT and material.commitment):
                name = path.words()
                yield fault(
                    FaultKind.PATH_NEVER_OPEN,
                    material.line,
                    f"“{material.code}”每次都要，而且只能由人审查，{name.chinese}永远走不通；请写 known_from，或从 paths 中删去 {path}。",
                    f"“{material.code}” is always needed and only a person can judge it, so that {name.english} is never possible: "
                    f"add known_from, or remove {path} from paths.",
                )


def _about_the_notice(item: Item) -> Iterator[ItemFault]:
    has_path = Path.COMMITMENT in item.paths
    if has_path and item.commitment is None:
        yield fault(
            FaultKind.NOTICE_MISSING,
            item.line,
            "实行告知承诺，要有告知书；请写 commitment：承诺的条件、后果、核查、公示。",
            "A commitment needs a notice: write commitment with conditions, consequences, check and publication.",
        )
    if has_path and not item.limits.check:
        yield fault(
            FaultKind.CHECK_LIMIT_MISSING,
            item.limits.line,
            "实行告知承诺，要写承诺何时核查；请在 limits 中写 check。",
            "A commitment is checked by a day: write check in limits.",
        )
    promised = [each for each in item.materials if each.commitment]
    if not has_path and (item.commitment is not None or promised or item.limits.check):
        line = item.commitment.line if item.commitment is not None else promised[0].line if promised else item.limits.line
        yield fault(
            FaultKind.NOTICE_UNUSED,
            line,
            "不实行告知承诺，告知书、材料的 commitment、limits 的 check 都用不上；请删去，或在 paths 中写 commitment。",
            "Without the path commitment, a notice, the commitment of a material and the limit check mean nothing: "
            "remove them, or write commitment in paths.",
        )
