"""Who may come in without a post: whoever another capability knows as somebody with business here, such as an applicant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.authority import Authority
    from luoshi.district.offices.models import District

LetsIn: TypeAlias = "Callable[[District, Authority, date], bool]"
"""Whether somebody without a post has business in a district on a day."""

_rules: list[LetsIn] = []


def register_outsiders(lets_in: LetsIn) -> None:
    """Let others than officials come in: called from the ``AppConfig.ready`` of the capability that knows them."""
    _rules.append(lets_in)


def has_business(district: District, by: Authority, *, on: date) -> bool:
    """Whether somebody who holds no post is let in by a capability that knows him or her."""
    return by.person is not None and any(lets_in(district, by, on) for lets_in in _rules)
