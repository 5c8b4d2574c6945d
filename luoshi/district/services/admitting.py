"""People who stand in the register of persons may apply in their own name: those of a demonstration come many a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.services.models import Capacity, Representation, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.offices.queries import District, Person

SIGNATURE: Final = "演示"


@transaction.atomic
def admit(people: Mapping[str, Person], district: District, *, on: date) -> None:
    """Let invented people apply for themselves from a day on, each by the permanent key of the entry in the register of persons."""
    Representation.objects.bulk_create(
        Representation(
            district=district, person=person, citizen=key, subject_kind=SubjectKind.PERSONS, subject_key=key, capacity=Capacity.SELF,
            valid_from=on, signature=SIGNATURE,
        )
        for key, person in people.items()
    )  # fmt: skip
