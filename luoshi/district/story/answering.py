"""Who answers the public: the unit that leads a promise now, or the district's office where nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.district.offices.queries import keepers

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Commitment


def unit_that_answers(commitment: Commitment, *, at: datetime) -> Unit | None:
    """The unit to which a question about a commitment is given; nobody in a district without an office."""
    if commitment.lead is not None:
        return commitment.lead.successor or commitment.lead
    district = commitment.report.district
    assert district is not None, "a plan in force is a district's"
    posts = [post for each in keepers(district, on=day_of(at)) for post in each.posts]
    return posts[0].unit if posts else None
