"""Who counts on a rung, and in which year. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def counts(since: date | None, before: Collection[date | None], *, on: date) -> bool:
    """Whether somebody who stands on a rung on a day counts beside what counted before.

    A registration or certificate counts in the year of which it is: however often its list is brought, however late, and for however many
    years it is valid. Whoever has another one of another year counts again.

    Args:
        since: from which day on it is so; None where the rules do not say, so that it counts once for good.
        before: since when it counted before; None among them stands for what was so before anybody looked.
        on: the day of the look; what begins later does not count yet.
    """
    if since is None:
        return not before
    return since <= on and since.year not in {each.year for each in before if each is not None}
