"""What came of an application, put together: the answer first, then why, what can be done, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from luoshi.district.casework.operations import as_applicant
from luoshi.district.casework.queries import CaseStep, outline
from luoshi.district.credentials.queries import of_application
from luoshi.district.credentials.queries import standing as standing_of
from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import package_in_force
from luoshi.district.facts.queries import names
from luoshi.district.languages import said
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.catalogue_page import unmet_rules
from luoshi.district.services.form_page import notice_parts, pair
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import Application, Assessed, State
from luoshi.district.services.promises import NoticeText
from luoshi.district.services.wording import source_in_words, time_in_words, value_in_words
from luoshi.engines.approval import Path, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.models import Representation
    from luoshi.engines.approval import Item
    from luoshi.words import Words

MASK: Final = "••••"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value by which was decided, and who says it."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A circumstance that the rules looked for and did not find, with its clause."""

    text: Words
    clause: str

    @property
    def words(self) -> str:
        """In the reader's language."""
        return said(self.text)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What was done in the case, as its applicant may see it."""

    at: datetime
    name: str
    told: list[tuple[str, str]]


def result_page(application: Application, *, by: Authority, acting: Representation | None, at: datetime) -> dict[str, Any]:
    """The page of an application that is handed in. Without ``acting`` an official reads it, who sees no personal value."""
    offer, state = offer_of(application.item), State(application.state)
    last = next(iter(list(application.assessments.all())[-1:]), None)
    on = last.on if last is not None else at.date()
    around = Surrounded(subject_of(application), citizen="", district=application.district, on=on)
    credential = of_application(application.code).first()
    own = as_applicant(subject_of(application).applicant, person=by.person) if acting is not None and by.person is not None else by
    case = outline(application.case_code, by=own, at=at) if application.case_code else None
    return {
        "application": application,
        "offer": offer,
        "item_name": said(offer.item.name),
        "holder": around.own.values.get("name", "") if around.own is not None else application.subject_key,
        "state": state.value,
        "state_words": state.label,
        "last": last,
        "path_name": said(Path(application.path).words()) if application.path else "",
        "taken": _taken(application),
        "values": list(_values(application, offer.item, around, masked=acting is None)),
        "papers": [
            (each, said(offer.item.material(each.material).name)) for each in application.papers.all() if each.taken_back_at is None
        ],
        "reasons": [(pair(each["words"]), each["clause"]) for each in last.reasons] if last is not None else [],
        "deferred": [said(offer.item.material(code).name) for code in last.deferred] if last is not None else [],
        "checked": list(_checked(application, last)) if state is State.GRANTED else [],
        "licence": credential,
        "standing": standing_of(credential, on=at.date()) if credential is not None else None,
        "promise": _promise(application),
        "case": case,
        "can_do": [each for each in case.steps if each.code != "withdraw"] if case is not None else [],
        "steps": list(_steps(application)) if application.case_code else [],
        "refusal_said": _refusal(application) if state is State.REFUSED else {},
        "may_withdraw": acting is not None and state is State.WITH_PERSON,
        "is_own": acting is not None,
    }


def _taken(application: Application) -> dict[str, str]:
    """From the first word to the decision, and from the hand-in to the decision."""
    if application.decided_at is None:
        return {}
    found = {"writing": time_in_words((application.decided_at - application.begun_at).total_seconds())}
    if application.submitted_at is not None:
        found["deciding"] = time_in_words((application.decided_at - application.submitted_at).total_seconds())
    return found


def _values(application: Application, item: Item, around: Surrounded, *, masked: bool) -> Iterator[ValueRow]:
    for field in item.fields:
        kept = application.values.get(field.code)
        if kept is not None and kept["words"] not in ("", []):
            value = MASK if masked and field.personal else value_in_words(field, kept["words"], around)
            source = source_in_words(kept) if kept["source"] == Source.REGISTER.value else gettext("申请人填写")
            yield ValueRow(said(field.name), value, source)


def _checked(application: Application, last: Assessed | None) -> Iterator[Checked]:
    """Every circumstance for which the rules of that day would not have granted."""
    if last is None or application.case_code:
        return
    try:
        package = package_in_force(application.district, application.matter, on=last.on)
    except RuleNotInForce:
        return
    yield from (Checked(text, clause) for text, clause in unmet_rules(package))


def _promise(application: Application) -> dict[str, Any] | None:
    found = list(application.promises.all())[-1:]
    if not found:
        return None
    withdrawn = getattr(found[0], "withdrawal", None)
    return {"row": found[0], "notice": notice_parts(NoticeText(found[0].text)), "withdrawn": withdrawn}


def _told_names() -> dict[str, str]:
    return {
        "correction": gettext("需要补正"),
        "notice": gettext("书面告知"),
        "reason": gettext("理由"),
        "clause": gettext("依据"),
        "appeal": gettext("救济途径"),
        "where": gettext("应当向哪里申请"),
    }


def _steps(application: Application) -> Iterator[StepRow]:
    """The steps that left something on record, the last first."""
    told = _told_names()
    rows = list(CaseStep.objects.filter(case__code=application.case_code, fact__isnull=False).select_related("fact").order_by("-number"))
    called = names([each.fact for each in rows if each.fact is not None])
    for step in rows:
        values = [(told[code], str(value)) for code, value in step.values.items() if code in told and value]
        yield StepRow(step.at, called.get(step.fact_id or 0, "").rpartition(" · ")[2], values)


def _refusal(application: Application) -> dict[str, str]:
    """Reason, clause, way to appeal, and who decided: the last that was said of each."""
    found: dict[str, str] = {}
    for step in CaseStep.objects.filter(case__code=application.case_code).order_by("number"):
        found |= {code: str(step.values[code]) for code in ("reason", "clause", "appeal") if step.values.get(code)}
        if step.transition in {"refuse", "decline"}:
            found["who"] = step.signature
    return found
