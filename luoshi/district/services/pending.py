"""What was applied for already and is not decided yet: no machine decides the same once more, and it is told before it is begun again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.services.models import PENDING, Application

if TYPE_CHECKING:
    from collections.abc import Iterable

Thing = tuple[str, str, str]
"""What is applied for and in whose name: the code of the item, the register and the key of the applicant."""


def thing_of(application: Application) -> Thing:
    """What an application is for."""
    return application.matter, application.subject_kind, application.subject_key


def pending_like(things: Iterable[Thing], *, district: int) -> list[Application]:
    """What was handed in and is not yet decided, of these applicants and for these items, in whatever pairs; the newest first."""
    wanted = set(things)
    asked = {
        "district": district,
        "matters": list({matter for matter, _, _ in wanted}),
        "keys": list({key for _, _, key in wanted}),
        "pending": [each.value for each in PENDING],
    }
    return list(Application.objects.raw(_PENDING, asked)) if wanted else []


def other_pending(thing: Thing, pending: Iterable[Application], *, beside: int | None = None) -> Application | None:
    """The newest of what is pending that is for the same, beside one that is named by its id."""
    return next((each for each in pending if thing_of(each) == thing and each.pk != beside), None)


_PENDING: Final = """
SELECT id, code, matter, subject_kind, subject_key, state, submitted_at FROM services_application
WHERE district_id = %(district)s AND matter = ANY(%(matters)s::varchar[]) AND subject_key = ANY(%(keys)s::varchar[])
    AND state = ANY(%(pending)s::varchar[])
ORDER BY id DESC
"""
