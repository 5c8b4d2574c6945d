"""The form of an application, put together: what is known, what is asked, which papers, which ways are open, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from luoshi.district.languages import said
from luoshi.district.services import queries
from luoshi.district.services.places_meant import NAMED_MAX, places_meant
from luoshi.district.services.wording import duration_in_words, register_in_words, source_in_words, value_in_words
from luoshi.engines.approval import (
    FieldType,
    LackKind,
    Outcome,
    PaperState,
    Path,
    Rank,
    Source,
    needed_fields,
    needed_materials,
)
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from luoshi.district.services.models import Application, Dispute, Paper
    from luoshi.district.services.places_meant import Place
    from luoshi.district.services.queries import Preview
    from luoshi.engines.approval import Field, Material, Way

RADIOS_MAX: Final = 5
"""Of more answers to choose one from, a list is made."""
_INPUTS: Final = {FieldType.PHONE: ("tel", "tel"), FieldType.NUMBER: ("text", "decimal"), FieldType.DATE: ("date", ""),
                  FieldType.INDUSTRY: ("text", "numeric")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A value that a register says: nobody types it, whoever knows better disputes it."""

    code: str
    name: str
    value: str
    source: str
    dispute: Dispute | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field to fill in. ``kind`` names the control; ``is_needed`` whether it is asked with what was said so far.

    Of a place ``told`` says which one is meant, and ``places`` which ones may be, of which the applicant chooses one.
    """

    code: str
    name: str
    kind: str
    words: Any
    choices: tuple[tuple[str, str], ...]
    unit: str
    help: str
    input_type: str
    input_mode: str
    required: bool
    is_needed: bool
    problem: str
    told: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper: known from a register, handed in, or still to come. ``register`` is where it would be known from, a licence by its name."""

    code: str
    name: str
    state: PaperState
    source: str
    register: str
    files: Sequence[Paper]
    is_secondary: bool
    may_follow: bool
    may_be_promised: bool
    is_needed: bool
    basis: str
    help: str
    faults: Sequence[str]


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way to go: how long it takes, what it means, and where it is closed why."""

    code: str
    name: str
    meaning: str
    time: str
    is_open: bool
    is_chosen: bool
    open_fields: int
    why_not: Sequence[str]


@dataclass(frozen=True, slots=True)
class LackRow:
    """Something that is still missing, with the place of the page where it is put right."""

    target: str
    words: str


def form_page(
    application: Application, found: Preview, *, path: Path | None, at: datetime, faults: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """Everything that the form shows."""
    known, item = found.known, found.known.offer.item
    needed = {each.code for each in needed_fields(item, known.fields)}
    register = {code for code, kept in known.values.items() if kept["source"] == Source.REGISTER.value}
    problems = {each.field: said(each.words) for each in known.problems}
    lacks = list(_lacks(found, problems))
    return {
        "application": application,
        "offer": known.offer,
        "item_name": said(item.name),
        "holder": known.around.own.values.get("name", "") if known.around.own is not None else application.subject_key,
        "capacity": known.acting.get_capacity_display(),
        "pending": known.pending_same,
        "settled": known.settled,
        "known_rows": [_known_row(item.field(each.code), found, application) for each in item.fields if each.code in register],
        "field_rows": [_field_row(each, found, needed, problems) for each in item.fields if each.code not in register],
        "paper_rows": list(_papers(application, found, faults or {})),
        "ways": [_way_row(each, found, path) for each in found.assessment.ways],
        "path": path.value if path else "",
        "path_name": said(found.assessment.path.words()),
        "outcome": found.assessment.outcome.value,
        "at_once": found.assessment.outcome is Outcome.GRANT,
        "reasons": [(said(each.words), each.clause) for each in found.assessment.reasons],
        "lacks": lacks,
        "promise": known.promise,
        "notice": notice_parts(found.notice) if found.notice is not None else None,
        "may_sign": item.commitment is not None and (item.commitment.agent_may_sign or known.acting.capacity != queries.Capacity.AGENT),
        "person_days": _days(found, item.limits.promised),
        "seen": application.changed_at.isoformat(),
        "saved_at": at,
    }


def chosen_path(words: str) -> Path | None:
    """The way that a form names; ``None`` where it names none that there is."""
    return Path(words) if words in list(Path) else None


def _lacks(found: Preview, problems: Mapping[str, str]) -> Iterator[LackRow]:
    """Everything to be put right, what was written wrongly included, once."""
    for code, words in problems.items():
        yield LackRow(_target("field", code), f"{said(found.known.offer.item.field(code).name)}{gettext('：')}{words}")
    for lack in found.assessment.missing:
        if not (lack.kind is LackKind.FIELD and lack.code in problems):
            yield LackRow(_target(lack.kind.value, lack.code), said(lack.words))


def _target(kind: str, code: str) -> str:
    """The control by which something is put right."""
    return {"field": f"input-{code}", "paper": f"file-{code}"}.get(kind, "promise-title")


def _known_row(field: Field, found: Preview, application: Application) -> KnownRow:
    kept = found.known.values[field.code]
    dispute = next((each for each in application.disputes.all() if each.field == field.code and each.settled_at is None), None)
    return KnownRow(field.code, said(field.name), value_in_words(field, kept["words"], found.known.around), source_in_words(kept), dispute)


def _field_row(field: Field, found: Preview, needed: set[str], problems: Mapping[str, str]) -> FieldRow:
    input_type, input_mode = _INPUTS.get(field.type, ("text", ""))
    words = found.known.values.get(field.code, {}).get("words", "")
    return FieldRow(
        field.code, said(field.name), _control(field), words, _choices(field, words, found), field.unit,
        said(field.help), input_type, input_mode, field.required, field.code in needed, problems.get(field.code, ""),
        *_place(field, found),
    )  # fmt: skip


def _place(field: Field, found: Preview) -> tuple[str, tuple[Place, ...]]:
    """Which place is meant, and which ones may be."""
    known, words = found.known, str(found.known.values.get(field.code, {}).get("words", ""))
    if field.type is not FieldType.PLACE or not words:
        return "", ()
    if known.around.place(words) is not None:
        return f"{value_in_words(field, words, known.around)}（{words}）", ()
    return "", places_meant(words, district=known.application.district, on=known.on)[:NAMED_MAX]


def _control(field: Field) -> str:
    if field.type is FieldType.YES_NO:
        return "radios"
    if field.type is FieldType.CHOICE:
        return "radios" if len(field.choices) <= RADIOS_MAX else "list"
    return {FieldType.CHOICES: "ticks", FieldType.LONG_TEXT: "long_text", FieldType.PLACE: "place"}.get(field.type, "line")


def _choices(field: Field, words: Any, found: Preview) -> tuple[tuple[str, str], ...]:
    """What may be chosen on the day. What was chosen before and can be no longer stands there too, and says so: it can be taken out."""
    if field.type is FieldType.YES_NO:
        return (("true", gettext("是")), ("false", gettext("否")))
    allowed = found.known.offer.allowed(on=found.known.on).get(field.code)
    if allowed is None:
        return tuple((each.code, said(each.name)) for each in field.choices)
    shown = allowed | ({words} if isinstance(words, str) else set(words))
    past = gettext("（这一天已不能选）")
    return tuple((each.code, said(each.name) + past * (each.code not in allowed)) for each in field.choices if each.code in shown)


def _papers(application: Application, found: Preview, faults: Mapping[str, Sequence[str]]) -> Iterator[PaperRow]:
    known = found.known
    needed = {each.code for each in needed_materials(known.offer.item, known.fields)}
    for material in known.offer.item.materials:
        files = [each for each in application.papers.all() if each.material == material.code and each.taken_back_at is None]
        yield PaperRow(
            material.code, said(material.name), known.papers[material.code], _proof(material, found), register_in_words(material.known),
            files, material.rank is Rank.SECONDARY, material.deferrable, material.commitment, material.code in needed, material.basis,
            said(material.help), faults.get(material.code, ()),
        )  # fmt: skip


def _proof(material: Material, found: Preview) -> str:
    proof = found.known.proofs.get(material.code)
    return source_in_words(proof.as_json()) if proof is not None else ""


def _way_row(way: Way, found: Preview, path: Path | None) -> WayRow:
    """How a way would stand if it were chosen. What the form asks above is counted, a promise that is still to be signed told once."""
    told = [said(each) for each in way.bars]
    told += [said(each.words) for each in way.lacks if each.kind is LackKind.PAPER]
    if any(each.kind is LackKind.PROMISE for each in way.lacks):
        told.append(gettext("可以选这一种：签下面的承诺书就行；不选也不影响办理。"))
    open_fields = sum(each.kind is LackKind.FIELD for each in way.lacks)
    name, time = said(way.path.words()), _time(way.path, found)
    return WayRow(way.path.value, name, _meaning(way.path), time, way.is_open, way.path is path, open_fields, told)


def _meaning(path: Path) -> str:
    return {
        Path.INSTANT: gettext("登记的情况都符合，由系统当场审批签发。"),
        Path.COMMITMENT: gettext("签一份承诺书代替材料，当场签发，以后核查。"),
        Path.MISSING_PAPERS: gettext("次要材料可以后补，先受理。"),
        Path.ORDINARY: gettext("由工作人员审查。"),
    }[path]


def _time(path: Path, found: Preview) -> str:
    if path in (Path.INSTANT, Path.COMMITMENT):
        return gettext("当场办结")
    days = _days(found, found.known.offer.item.limits.promised)
    return gettext("%(time)s内") % {"time": days} if days else gettext("期限以受理通知为准")


def _days(found: Preview, name: str) -> str:
    limit = found.known.offer.limit(name, on=found.known.on)
    return duration_in_words(int(str(limit.value)), limit.parameter.unit) if limit is not None else ""


def notice_parts(notice: queries.NoticeText) -> dict[str, Any]:
    """The notice in the reader's language, with the digest of the whole, by which it is signed."""
    text = notice.text
    within = text["check_within"]
    return {
        "sha256": notice.sha256,
        "receiver": text["receiver"],
        "basis": text["basis"],
        "conditions": [(each["code"], pair(each["says"])) for each in text["conditions"]],
        "replaced": [pair(each) for each in text["replaced"]],
        "check_within": duration_in_words(int(within[0]), within[1]) if within else "",
        **{part: pair(text[part]) for part in ("consequences", "check", "publication", "choice", "withdrawal", "signing")},
    }


def pair(kept: Sequence[str]) -> str:
    """Words as they are kept, in the reader's language."""
    return said(Words(kept[0], kept[1]))


def asked_of(application: Application, lacks: Sequence[LackRow]) -> dict[str, Any]:
    """What was asked for once and for all when it was handed in, and when; each with whether it is there by now."""
    last = list(application.assessments.all())[-1:]
    if not last or last[0].outcome != Outcome.ASK.value:
        return {"asked": None}
    still = {each.target for each in lacks}
    targets = [
        (target, pair(each["words"]), target not in still) for each in last[0].missing for target in [_target(each["kind"], each["code"])]
    ]
    return {"asked": last[0], "asked_for": targets, "asked_left": sum(not done for *_, done in targets)}
