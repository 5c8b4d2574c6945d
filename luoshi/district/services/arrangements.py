"""How a district runs its services: in whose name its rules sign, and with what its numbers begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.utils.timezone import localtime

from luoshi.district.offices.queries import authority_of_program
from luoshi.district.services.errors import NotArranged
from luoshi.district.services.models import Arrangement
from luoshi.engines.identifiers import credit_code_in, registration_authorities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District, Unit


REGISTRAR: Final = "9"
"""市场监管: the first character of the codes that it gives (GB 32100-2015)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """自动审批岗: the post in whose name the rules sign, so that whatever a machine did is answered for, and how its numbers begin."""

    by: Authority
    arrangement: Arrangement

    @property
    def unit(self) -> Unit:
        """The unit that answers for it."""
        return self.by.posts[0].unit

    def application_codes(self, count: int, at: datetime) -> list[str]:
        """Numbers for applications, given once: TY-2026-000123."""
        begin = f"{self.arrangement.application_prefix}-{localtime(at).year}"
        return [f"{begin}-{number:06d}" for number in _next(count, "services_application_numbers")]

    def licence_numbers(self, marks: Sequence[str], at: datetime) -> list[str]:
        """Numbers for licences of these kinds, given once: 桃许（示例）食经〔2026〕000123号."""
        prefix, year = self.arrangement.licence_prefix, localtime(at).year
        numbers = _next(len(marks), "services_licence_numbers")
        return [f"{prefix}{mark}〔{year}〕{number:06d}号" for mark, number in zip(marks, numbers, strict=True)]

    def promise_number(self, at: datetime) -> str:
        """A number for a promise, given once: TY-C2026-000123."""
        [number] = _next(1, "services_promise_numbers")
        return f"{self.arrangement.application_prefix}-C{localtime(at).year}-{number:06d}"

    def credit_codes(self, form: str) -> Iterator[str]:
        """Codes for somebody of a form (企业, 个体工商户, 农民专业合作社) from the district's range, each once; none beyond its end."""
        registrar = registration_authorities()[REGISTRAR]
        category = next(code for code, words in registrar.categories.items() if words.chinese == form)
        while self.arrangement.credit_code_range:
            [number] = _next(1, "services_credit_code_numbers")
            code = credit_code_in(self.arrangement.credit_code_range, f"{REGISTRAR}{category}", number)
            if code is None:
                return
            yield code


def desk_of(district: District, *, on: date) -> Desk:
    """The desk of a district.

    Raises:
        NotArranged: the district has said nothing, or no program fills the post.
    """
    arrangement = next(iter(Arrangement.objects.raw(_NEWEST, [district.pk])), None)
    if arrangement is None:
        raise NotArranged
    by = authority_of_program(arrangement.automatic_post, district=district, on=on)
    if by.person is None:
        raise NotArranged
    return Desk(by, arrangement)


_NEWEST: Final = "SELECT * FROM services_arrangement WHERE district_id = %s ORDER BY number DESC LIMIT 1"


def _next(count: int, sequence: str) -> list[int]:
    """From a sequence: nobody waits for anybody, and a number that was given up is not given again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
        return [number for [number] in cursor.fetchall()]
