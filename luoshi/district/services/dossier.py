"""An application as it is read, on its own page and on that of its case: values with sources, papers, what the rules said, the promise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext

from luoshi.district.casework.operations import Outsider
from luoshi.district.casework.queries import SubjectShown
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.services import queries, telling
from luoshi.district.services.cases import applicant_of
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.form_page import notice_parts, pair
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import Application, State
from luoshi.district.services.promises import NoticeText
from luoshi.district.services.proposing import proposed
from luoshi.district.services.seeing import may_unmask
from luoshi.district.services.wording import source_in_words, value_in_words
from luoshi.engines.approval import Path, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.district.offices.queries import Authority
    from luoshi.engines.approval import Item

MASK: Final = "••••"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value by which was decided, and who says it; ``is_masked`` where it is personal and the reader is an official."""

    code: str
    name: str
    value: str
    source: str
    is_masked: bool


def dossier(application: Application, *, masked: bool) -> dict[str, Any]:
    """What an application rests on, as of the day on which the rules were asked last; ``masked``: without personal values."""
    offer = offer_of(application.item)
    last = next(iter(list(application.assessments.all())[-1:]), None)
    on = last.on if last is not None else day_of(application.changed_at)
    around = Surrounded(subject_of(application), citizen="", district=application.district, on=on)
    return {
        "application": application,
        "offer": offer,
        "item_name": said(offer.item.name),
        "holder": around.own.values.get("name", "") if around.own is not None else application.subject_key,
        "state_words": State(application.state).label,
        "last": last,
        "path_name": said(Path(application.path).words()) if application.path else "",
        "values": list(_values(application, offer.item, around, masked=masked)),
        "own_address": telling.link_of(application),
        "papers": [
            (each, said(offer.item.material(each.material).name)) for each in application.papers.all() if each.taken_back_at is None
        ],
        "reasons": [(pair(each["words"]), each["clause"]) for each in last.reasons] if last is not None else [],
        "missing": [pair(each["words"]) for each in last.missing] if last is not None else [],
        "deferred": [said(offer.item.material(code).name) for code in last.deferred] if last is not None else [],
        "promise": _promise(application),
    }


def _values(application: Application, item: Item, around: Surrounded, *, masked: bool) -> Iterator[ValueRow]:
    for field in item.fields:
        kept = application.values.get(field.code)
        if kept is not None and kept["words"] not in ("", []):
            is_masked = masked and field.personal
            value = MASK if is_masked else value_in_words(field, kept["words"], around)
            source = source_in_words(kept) if kept["source"] == Source.REGISTER.value else gettext("申请人填写")
            yield ValueRow(field.code, said(field.name), value, source, is_masked)


def _promise(application: Application) -> dict[str, Any] | None:
    found = list(application.promises.all())[-1:]
    if not found:
        return None
    withdrawn = getattr(found[0], "withdrawal", None)
    return {"row": found[0], "notice": notice_parts(NoticeText(found[0].text)), "withdrawn": withdrawn}


def show_application(code: str, by: Authority) -> SubjectShown | None:
    """An application as the page of a case shows it, for the officials whose business it is and for its applicant."""
    found = queries.whole(code)
    if found is None or not (by.key == applicant_of(found) if isinstance(by, Outsider) else queries.is_official_for(found, by)):
        return None
    item, able = offer_of(found.item).item, not isinstance(by, Outsider) and may_unmask(found, by)
    return SubjectShown(
        kind=telling.SUBJECT, key=code, title=f"{item.name.chinese}（{code}）", label=code, address=telling.link_of(found),
        district=found.district, unit=found.item.unit, applicant=applicant_of(found), body=partial(_body, found, may_unmask=able),
        proposed=partial(proposed, found),
    )  # fmt: skip


def _body(application: Application, *, may_unmask: bool) -> str:
    """The application within the page of its case; what is masked is uncovered on its own page, for a reason."""
    return render_to_string("services/dossier_in_case.html", {**dossier(application, masked=True), "may_unmask": may_unmask})
