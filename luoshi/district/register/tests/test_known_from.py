"""What items may say that registers know is what registers hold; engines know nothing of the district, so a test keeps both alike."""

from __future__ import annotations

from luoshi.district.register.fields import Type
from luoshi.district.register.kinds import ENTERPRISES, LICENCES, PERSONS, PLACES
from luoshi.engines.approval.known_from import DATE, ENTERPRISE, LICENCE, MEMBERS, NUMBER, PERSON, PLACE, TEXT, VALID

SORTS = {Type.NUMBER: NUMBER, Type.DAY: DATE}


def test_each_member_is_a_field_of_its_register() -> None:
    kinds = {
        ENTERPRISE: ENTERPRISES,
        PERSON: PERSONS,
        PLACE: PLACES,
        LICENCE: LICENCES,
    }
    for register, kind in kinds.items():
        told = {name: sort for name, sort in MEMBERS[register].items() if name != VALID}
        assert told == {each.code: SORTS.get(each.type, TEXT) for each in kind.fields}, register
