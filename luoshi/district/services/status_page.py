"""What a number and a phone number tell: where the application stands and until when, and nothing about anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from luoshi.district.casework.operations import as_applicant
from luoshi.district.casework.queries import outline
from luoshi.district.languages import said
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.models import Application, State

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.services.inquiring import PublicStatus


def status_page(found: PublicStatus, *, at: datetime) -> dict[str, Any]:
    """The answer, with the deadline of a case in words."""
    case = None
    if found.case_code:
        application = Application.objects.select_related("person").get(code=found.code)
        case = outline(found.case_code, by=as_applicant(subject_of(application).applicant, person=application.person), at=at)
    return {
        "found": found,
        "item_name": said(found.item),
        "state_words": State(found.state).label,
        "case": case,
        "to_do": gettext("请登录后补齐要补的内容，再提交一次。") if found.state is State.ASKED else "",
    }
