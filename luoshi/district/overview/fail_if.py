"""Every reason for which a choice of headlines is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import NotAllowed
from luoshi.district.overview.errors import WrongHeadlines
from luoshi.district.overview.models import HEADLINES_MAX
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from luoshi.district.offices.queries import Authority, District


def not_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if by.person is None or not by.is_office_of(district):
        raise NotAllowed.but_the_office(
            Words("一屏上放哪些承诺，由政府办（督查室）选定。", "Which promises stand on the page is chosen by the government office.")
        )


def too_many_or_none(codes: Sequence[str]) -> None:
    """They do not fill a screen, or more than one."""
    if not 0 < len(codes) <= HEADLINES_MAX or len(set(codes)) < len(codes):
        raise WrongHeadlines.number(len(codes), HEADLINES_MAX)


def not_promised(codes: Sequence[str], promised: Collection[str]) -> None:
    """The plan makes no such promises."""
    if unknown := [code for code in codes if code not in promised]:
        raise WrongHeadlines.unknown(unknown)
