"""The reason for which any change of offices is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import NotTheOffice

if TYPE_CHECKING:
    from luoshi.district.offices.authority import Authority
    from luoshi.district.offices.models import District


def not_the_office(district: District, by: Authority) -> None:
    """The person does not keep the offices of this district."""
    if not by.is_office_of(district):
        raise NotTheOffice(district)
