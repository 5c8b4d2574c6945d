"""登记入库: what a granted application brings into being stands in its register with a new code, and every later application knows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime

from luoshi.district.offices.queries import Power
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called
from luoshi.district.services.applicants import Subject
from luoshi.district.services.errors import NoCreditCodes
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import Capacity, Representation, SubjectKind
from luoshi.engines.approval import entered_values
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.knowing import Known

ENTERPRISES: Final = KINDS["enterprises"]
PRESENT: Final = "存续"


def bar_to_entering(known: Known, desk: Desk) -> Words | None:
    """Why a machine may not enter what it would grant; ``None`` where nothing stands against it, or nothing is entered."""
    if known.offer.item.enters is None:
        return None
    if not desk.arrangement.credit_code_range:
        return _NO_RANGE
    return None if desk.by.may(Power.CHANGE, ENTERPRISES.matter) else _NOT_GRANTED


_NO_RANGE = Words(
    "本区还没有登记统一社会信用代码的码段，不能自动登记。", "The district has no range of credit codes yet: no machine registers anybody."
)
_NOT_GRANTED = Words("自动审批岗没有登记市场主体的授权。", "The post of the machine was not granted to enter enterprises.")


def entered(known: Known, *, desk: Desk, at: datetime) -> Known:
    """An application that is granted, as it is known when what it brings into being stands in the register: that holds what is issued.

    Whoever applied and leads it may act for it from this day on.

    Raises:
        NoCreditCodes: the district has no range of codes, or has used it up.
        RegisterError: the register does not take what is said.
    """
    if known.offer.item.enters is None:
        return known
    application, on = known.application, localtime(at).date()
    values = entered_values(known.offer.item, known.fields)
    code = _new_code(known, values["form"], desk)
    words = {**values, "credit_code": code, "state": PRESENT, "established_on": on.isoformat()}
    source = f"申请 {application.code}"
    entry = register.enter(ENTERPRISES, application.district, words, valid_from=on, source=source, by=desk.by, at=at)
    subject = Subject(SubjectKind.ENTERPRISES, entry.key)
    _represent(known, subject, values, desk=desk, at=at)
    return replace(known, around=Surrounded(subject, citizen=known.acting.citizen, district=application.district, on=on))


def _new_code(known: Known, form: str, desk: Desk) -> str:
    """The next code that the register does not know yet: one that came with an import may stand in the range too."""
    for code in desk.credit_codes(form):
        if entry_called(ENTERPRISES, known.application.district, code) is None:
            return code
    raise NoCreditCodes


def _represent(known: Known, subject: Subject, values: Mapping[str, str], *, desk: Desk, at: datetime) -> None:
    person = known.application.person
    if values.get("legal_representative") == person.name:
        Representation.objects.create(
            district=known.application.district, person=person, citizen=known.acting.citizen, subject_kind=subject.kind,
            subject_key=subject.key, capacity=Capacity.LEGAL_REPRESENTATIVE, valid_from=localtime(at).date(), signature=desk.by.signature,
        )  # fmt: skip
