"""What an applicant is told, and what goes on record: by codes and hashes, never by personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import pgettext_lazy

from luoshi.district.facts.operations import NewFact, record_many
from luoshi.district.facts.queries import Subject
from luoshi.district.messages.operations import NewMessage, send_all
from luoshi.district.services.models import Assessed
from luoshi.district.services.renewals import filled
from luoshi.engines.approval import Outcome
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from luoshi.district.facts.queries import Fact
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.models import Application
    from luoshi.engines.approval import Item, Lack

FACTS: Final = {
    "application.submitted": pgettext_lazy("fact", "提交申请"),
    "application.asked": pgettext_lazy("fact", "一次告知补充"),
    "application.with_person": pgettext_lazy("fact", "转由工作人员办理"),
    "application.refused": pgettext_lazy("fact", "不予许可"),
    "application.withdrawn": pgettext_lazy("fact", "撤回申请"),
    "application.ended": pgettext_lazy("fact", "终止办理"),
    "licence.granted": pgettext_lazy("fact", "准予并发证"),
    "licence.renewed": pgettext_lazy("fact", "证照续期"),
    "licence.renewal_overdue": pgettext_lazy("fact", "续证过期未决定"),
    "commitment.promised": pgettext_lazy("fact", "作出承诺"),
    "commitment.withdrawn": pgettext_lazy("fact", "撤回承诺"),
    "commitment.verified": pgettext_lazy("fact", "承诺核查属实"),
    "commitment.broken": pgettext_lazy("fact", "承诺核查不属实"),
    "commitment.corrected": pgettext_lazy("fact", "承诺已改正"),
}
"""What the facts that services record are called."""

SUBJECT: Final = "application"
"""As facts and case types name what they are about."""
SOURCE: Final = "政务服务申请"
SUBJECT_MAX: Final = 200

GRANTED: Final = Words(
    "您申请的“{item}”已经办成，证照编号：{licence}。可以在申请页面下载证照。",
    "“{item}” is granted: licence {licence}. It can be downloaded from the page of the application.",
)
ASKED: Final = Words(
    "您申请的“{item}”还需要补充（一次性告知）：{missing}。",
    "“{item}” still needs the following, told once and for all: {missing}.",
)
WITH_PERSON: Final = Words(
    "您申请的“{item}”已转由工作人员办理，办件编号：{case}。",
    "“{item}” is with an official now, under the case {case}.",
)
REFUSED: Final = Words(
    "您申请的“{item}”没有获准。理由、依据和救济途径见申请页面。",
    "“{item}” was refused. Reason, legal basis and how to appeal are on the page of the application.",
)
ENDED: Final = Words("您申请的“{item}”已终止办理，原因见申请页面。", "“{item}” is no longer handled; the page of the application says why.")
REVOKED: Final = Words(
    "证照 {licence} 已被撤销，理由和救济途径见申请页面。",
    "The licence {licence} was revoked; the page of the application says why and how to appeal.",
)


def fact_names(facts: Sequence[Fact]) -> dict[int, str]:
    """What the facts of services are called in the reader's language, by their numbers."""
    return {each.number: str(FACTS[each.kind]) for each in facts if each.kind in FACTS}


def listed(words: Iterable[Words]) -> Words:
    """Several sentences as one list."""
    every = list(words)
    return Words("；".join(each.chinese.rstrip("。") for each in every), "; ".join(each.english.rstrip(".") for each in every))


def link_of(application: Application) -> str:
    """The page of an application."""
    return f"/services/applications/{application.code}/"


@dataclass(frozen=True, slots=True)
class News:
    """What goes on record of an application, and what is told of it, if that was not told already."""

    facts: tuple[NewFact, ...]
    message: NewMessage | None


def spread(news: Sequence[News], *, district: District, by: Authority, at: datetime) -> None:
    """Put on record and tell, both or neither."""
    record_many((fact for each in news for fact in each.facts), district=district, by=by, at=at)
    send_all([each.message for each in news if each.message is not None], at=at)


def tell(application: Application, item: Item, topic: str, template: Words, *, at: datetime, **said: Words) -> None:
    """Tell the person who applied."""
    send_all([message(application, item, topic, template, at=at, **said)], at=at)


def message(application: Application, item: Item, topic: str, template: Words, *, at: datetime, **said: Words) -> NewMessage:
    """What the person who applied is told; the key is the moment, since an application may be asked for something more than once."""
    words = {"item": item.name, **said}
    body = filled(template, **words)
    subject = Words(f"{application.code} {body.chinese}"[:SUBJECT_MAX], f"{application.code} {body.english}"[:SUBJECT_MAX])
    key = f"{application.code}/{topic}/{at.isoformat()}"
    return NewMessage(to=application.person, topic=topic, subject=subject, body=body, link=link_of(application), key=key)


def what_is_missing(application: Application, item: Item, missing: Sequence[Lack], *, at: datetime) -> NewMessage | None:
    """一次性告知: everything that is missing, told once; ``None`` where all of it was told before, and a part was handed in since."""
    asked = Assessed.objects.filter(application=application.pk, outcome=Outcome.ASK).values_list("missing", flat=True)
    earlier = asked if application.submitted_at else ()  # what is handed in for the first time was never told anything
    told = {(each["kind"], each["code"]) for one in earlier for each in one}
    if all((each.kind.value, each.code) in told for each in missing):
        return None
    return message(application, item, "application.asked", ASKED, at=at, missing=listed(each.words for each in missing))


def fact(application: Application, kind: str, *, at: datetime, public: bool = False, **details: Any) -> NewFact:
    """Something that happened to an application."""
    return NewFact(
        kind=kind,
        subject=Subject(SUBJECT, application.code),
        happened_at=at,
        source=SOURCE,
        case=application.case_code,
        application=application.code,
        public=public,
        details={"item": application.matter, "path": application.path, **details},
    )
