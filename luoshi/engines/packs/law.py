"""``documents.yaml`` and ``parameters.yaml``: what a pack's rules rest on, and the values that change by decree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from luoshi.engines.decisions.citations import NATIONWIDE, Document, Status, citations_in
from luoshi.engines.decisions.incoming import RefusedInput, read_value
from luoshi.engines.decisions.parameters import Parameter, ParameterValue, overlap
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel.types import NotAType, Type, type_named, unknown_names
from luoshi.engines.feel.values import Value
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice
from luoshi.engines.packs.files import Tree, any_tree_of, line_of, without
from luoshi.engines.packs.problems import PackProblem
from luoshi.engines.packs.values import json_of
from luoshi.words import Words

DOCUMENTS: Final = "documents.yaml"
PARAMETERS: Final = "parameters.yaml"
DOCUMENT: Final = Words("文件", "document")
PARAMETER: Final = Words("参数", "parameter")
STATUSES: Final = tuple(each.value for each in Status)

_DOCUMENT_FIELDS = ("key", "title", "issuer", "issued_on", "valid_from", "valid_to", "jurisdiction", "status", "note")
_PARAMETER_FIELDS = ("name", "type", "unit", "meaning", "meaning_en", "values")
_VALUE_FIELDS = ("value", "from", "to", "document", "article", "jurisdiction", "status", "note")


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Read ``documents.yaml`` of a pack; without the file nothing can be cited."""
    if not (folder / DOCUMENTS).exists():
        return ()
    tree = any_tree_of(folder / DOCUMENTS, DOCUMENTS)
    entries = [entry(DOCUMENTS, place, values, _DOCUMENT_FIELDS) for _, place, values in mappings(DOCUMENTS, DOCUMENT, tree)]
    documents = tuple(map(_document, entries))
    refuse_twice(zip(entries, [each.key for each in documents], strict=True), "key")
    return documents


def unknown_documents(file: str, texts: Iterable[tuple[str, int]], keys: Collection[str]) -> Iterator[Fault]:
    """A fault for each citation, in texts with their lines in a file, of a document that is not among the ``keys``."""
    for text, line in texts:
        for citation in citations_in(text, keys):
            if citation.document not in keys:
                yield fault(
                    file,
                    f"依据的文件“{citation.document}”没有登记；请在 {DOCUMENTS} 中补上，或改写。",
                    f"The document “{citation.document}” is not known: add it to {DOCUMENTS}, or correct the citation.",
                    line,
                )


def _document(each: Entry) -> Document:
    first, last = each.validity() if each.maybe("valid_from") else (None, each.maybe_day("valid_to"))
    return Document(
        key=each.text("key"),
        title=each.text("title"),
        issuer=each.text("issuer"),
        issued_on=each.maybe_day("issued_on"),
        valid_from=first,
        valid_to=last,
        jurisdiction=each.text("jurisdiction"),
        status=Status(each.word("status", STATUSES)),
        note=each.maybe("note"),
        place=Place(DOCUMENTS, each.line),
    )


def read_parameters(folder: Path, documents: Iterable[Document]) -> tuple[Parameter, ...]:
    """Read ``parameters.yaml`` of a pack; without the file its rules need none."""
    if not (folder / PARAMETERS).exists():
        return ()
    keys = [each.key for each in documents]
    tree = any_tree_of(folder / PARAMETERS, PARAMETERS)
    return _named_once([_parameter(place, values, keys) for _, place, values in mappings(PARAMETERS, PARAMETER, tree)])


def _named_once(parameters: list[tuple[Entry, Parameter]]) -> tuple[Parameter, ...]:
    refuse_twice(((each, parameter.name) for each, parameter in parameters), "name")
    return tuple(parameter for _, parameter in parameters)


def _parameter(place: Words, values: dict[str, Tree], documents: Collection[str]) -> tuple[Entry, Parameter]:
    each = entry(PARAMETERS, place, without(values, "values"), _PARAMETER_FIELDS)
    wanted = _type(each)
    versions = [
        _value(Words(f"{place.chinese}第{number}个数值", f"{place.english}, value {number}"), one, wanted, documents)
        for number, _, one in mappings(PARAMETERS, Words("数值", "value"), values.get("values", ""))
    ]
    if not versions:
        raise each.problem(
            "values", Words("没有数值；请至少写一个，并注明起止日期和依据。", "It has no value: write one, dated and cited.")
        )
    _refuse_overlap(versions)
    meaning = Words(each.text("meaning"), each.text("meaning_en"))
    found = tuple(version for _, version in versions)
    return each, Parameter(each.text("name"), each.text("type"), each.text("unit"), meaning, found, Place(PARAMETERS, each.line))


def _type(each: Entry) -> Type:
    try:
        wanted = type_named(each.text("type"))
    except NotAType:
        wanted = None
    if wanted is None or unknown_names(wanted):
        remedy = Words(
            "不是 FEEL 的类型；请写 number、string、boolean、date、list<number> 等。",
            "This is no type of FEEL: write number, string, boolean, date, list<number> and so on.",
        )
        raise each.problem("type", remedy)
    return wanted


def _value(place: Words, values: dict[str, Tree], wanted: Type, documents: Collection[str]) -> tuple[Entry, ParameterValue]:
    each = entry(PARAMETERS, place, without(values, "value"), _VALUE_FIELDS)
    first, last = each.validity("from", "to")
    version = ParameterValue(
        value=_converted(each, values.get("value", ""), wanted),
        valid_from=first,
        valid_to=last,
        document=each.known("document", DOCUMENT, documents, DOCUMENTS),
        article=each.maybe("article"),
        jurisdiction=each.maybe("jurisdiction") or NATIONWIDE,
        status=Status(each.word("status", STATUSES)),
        note=each.maybe("note"),
        place=Place(PARAMETERS, each.line),
    )
    return each, version


def _converted(each: Entry, tree: Tree, wanted: Type) -> Value:
    """The value, of the parameter's type; a parameter always has one."""
    try:
        value = read_value(json_of(tree, wanted), Declared(str(wanted), wanted), "value")
    except RefusedInput as refusal:
        remedy = refusal.refusals[0].words()
        raise PackProblem(each.file, each.place, "value", str(tree), remedy, line=line_of(tree)) from refusal
    if value is None:
        raise each.problem("value", Words("此项必填，请补上。", "This is required: fill it in."))
    return value


def _refuse_overlap(versions: list[tuple[Entry, ParameterValue]]) -> None:
    by_place: dict[str, list[ParameterValue]] = defaultdict(list)
    for _, version in versions:
        by_place[version.jurisdiction].append(version)
    for group in by_place.values():
        if found := overlap(group):
            earlier, later = found
            each = next(each for each, version in versions if version is later)
            raise each.problem(
                "from",
                Words(
                    f"与 {earlier.period.chinese} 的数值（第 {earlier.place.line} 行）同在 {later.jurisdiction} 有效，不知取哪一个；"
                    "请写明前一个的 to，再从次日起写这一个。",
                    f"The value from {earlier.period.english} (line {earlier.place.line}) counts in {later.jurisdiction} on the same days: "
                    "end that one with `to`, and begin this one on the day after.",
                ),
            )
