"""A question of the public as the subject of a case: what officials are shown of it, and what comes of their steps for who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from luoshi.district.casework.queries import SubjectShown
from luoshi.district.messages.operations import post
from luoshi.district.story import links
from luoshi.district.story.masking import masked
from luoshi.district.story.models import Answer, Asker, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.casework.queries import Case, CaseStep
    from luoshi.district.offices.queries import Authority

KIND: Final = "public_question"
"""As the case type names what it is about."""
_CLOSING: Final = ("answer", "refer")


def show_question(key: str, by: Authority) -> SubjectShown | None:
    """A question, for officials of the district whose promise it is about."""
    known = Question.objects.select_related("commitment__report__district", "commitment__lead")
    found = known.filter(pk=key).first() if key.isdigit() else None
    district = found.commitment.report.district if found is not None else None
    if found is None or district is None or not by.serves(district):
        return None
    return SubjectShown(
        kind=KIND,
        key=key,
        title=found.commitment.quote,
        label=found.commitment.label,
        address=f"/commitments/{found.commitment.code}/story/",
        district=district,
        unit=found.commitment.lead,
        body=lambda: render_to_string("story/question_in_case.html", {"question": found}),
        proposed=lambda _, transition: _proposed(found, transition),
    )


def _proposed(question: Question, transition: str) -> Mapping[str, str]:
    """The question without what a machine recognises as personal; a person looks at it again before it is published."""
    return {"shown": masked(question.text)} if transition == "draft" and question.may_publish else {}


def follow(case: Case, step: CaseStep) -> None:
    """An answer that was signed, or the way elsewhere, is kept, and who asked is told where to read it."""
    if step.transition not in _CLOSING:
        return
    question = Question.objects.select_for_update(of=("self",)).select_related("commitment__report__district").get(pk=case.subject_key)
    unit = case.unit
    if step.transition == "refer":
        Answer.objects.create(question=question, unit=unit, text=step.values["elsewhere"], published=False, at=step.at)
    else:
        said = case.steps.filter(transition="draft").order_by("-number").values_list("values", flat=True)[0]
        published = bool(said["publish"]) and question.may_publish
        Answer.objects.create(
            question=question, unit=unit, text=said["answer"], shown=said.get("shown") or "" if published else "", published=published,
            at=step.at,
        )  # fmt: skip
    _tell(question, step)


def _tell(question: Question, step: CaseStep) -> None:
    asker = Asker.objects.filter(question=question).first()
    district = question.commitment.report.district
    if asker is None or district is None:
        return
    with override(question.language):
        subject = gettext("您的提问有了答复：%(code)s") % {"code": question.case_code}
        body = gettext("关于“%(quote)s”的提问已经答复。答复在下面的页面上，只有拿到这个链接的人能看。")
        post(
            asker.address,
            district=district,
            language=question.language,
            topic="question.answered",
            subject=subject,
            body=body % {"quote": question.commitment.quote},
            key=f"question/{question.pk}/{step.number}",
            link=links.answer_address(question.pk),
            at=step.at,
        )
    asker.delete()
