"""登记入库: what a granted application brings into being stands in its register with a new code, and every later application knows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from luoshi.district.days import day_of
from luoshi.district.offices.queries import Power
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, keys_taken
from luoshi.district.services.applicants import Subject
from luoshi.district.services.errors import NoCreditCodes
from luoshi.district.services.lookups import Registers, Surrounded
from luoshi.district.services.models import Capacity, Representation, SubjectKind
from luoshi.engines.approval import entered_values
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import District
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


def entered(knowns: Sequence[Known], *, desk: Desk, at: datetime) -> list[Known]:
    """Applications that are granted, in their order, as they are known when what they bring into being stands in the register, all of it
    together: that holds what is issued.

    Whoever applied and leads it may act for it from this day on.

    Raises:
        NoCreditCodes: the district has no range of codes, or has used it up.
        RegisterError: the register does not take what is said.
    """
    new = [each for each in knowns if each.offer.item.enters is not None]
    there = iter(_entered(new, desk, at) if new else ())
    return [each if each.offer.item.enters is None else next(there) for each in knowns]


def _entered(knowns: Sequence[Known], desk: Desk, at: datetime) -> Iterator[Known]:
    district, on = knowns[0].application.district, day_of(at)
    values = [entered_values(each.offer.item, each.fields) for each in knowns]
    codes = _new_codes([each["form"] for each in values], district, desk)
    news = [_entry(*each, on=on) for each in zip(knowns, values, codes, strict=True)]
    entries = register.enter_all(ENTERPRISES, district, news, by=desk.by, at=at)
    subjects = [Subject(SubjectKind.ENTERPRISES, each.key) for each in entries]
    rights = [_right(*each, desk=desk, on=on) for each in zip(knowns, subjects, values, strict=True)]
    Representation.objects.bulk_create(each for each in rights if each is not None)
    registers = Registers(subjects, (each.acting.citizen for each in knowns), district=district, on=on)
    for known, subject in zip(knowns, subjects, strict=True):
        around = Surrounded(subject, citizen=known.acting.citizen, district=district, on=on, registers=registers)
        yield replace(known, around=around)


def _entry(known: Known, values: Mapping[str, str], code: str, *, on: date) -> register.NewEntry:
    words = {**values, "credit_code": code, "state": PRESENT, "established_on": on.isoformat()}
    return register.NewEntry(words, on, f"申请 {known.application.code}")


def _new_codes(forms: Sequence[str], district: District, desk: Desk) -> list[str]:
    """The next codes for somebody of these forms that the register does not know yet: one that came with an import may stand in the range
    too.
    """
    codes = [_drawn(desk.credit_codes(each)) for each in forms]
    while taken := keys_taken(ENTERPRISES, district, codes):
        codes = [_drawn(desk.credit_codes(form)) if code in taken else code for code, form in zip(codes, forms, strict=True)]
    return codes


def _drawn(codes: Iterator[str]) -> str:
    code = next(codes, None)
    if code is None:
        raise NoCreditCodes
    return code


def _right(known: Known, subject: Subject, values: Mapping[str, str], *, desk: Desk, on: date) -> Representation | None:
    """That whoever applied acts for it; nothing where somebody else leads it."""
    person = known.application.person
    if values.get("legal_representative") != person.name:
        return None
    return Representation(
        district=known.application.district, person=person, citizen=known.acting.citizen, subject_kind=subject.kind,
        subject_key=subject.key, capacity=Capacity.LEGAL_REPRESENTATIVE, valid_from=on, signature=desk.by.signature,
    )  # fmt: skip
