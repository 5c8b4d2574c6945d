"""Whether a run still says what its rules and data say: rules may be changed for its day, and a department may bring a table again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import versions_in_force
from luoshi.district.population.tables import newest
from luoshi.engines.progress import Period
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.district.population.models import Run


def changed_since(run: Run) -> Iterator[Words]:
    """What a run rests on that is another one now: the rules of its day, a version of a department's table."""
    if not _has_the_same_rules(run):
        yield Words("施行的规则改了", "the rules in force were changed")
    for table in run.tables.order_by("name", "period"):
        if newest(run.district, table.name, table.period) != table:
            period = Period.parse(table.period).label
            yield Words(f"“{table.name}”（{period.chinese}）有了新的一版", f"“{table.name}” ({period.english}) was brought again")


def _has_the_same_rules(run: Run) -> bool:
    try:
        now = versions_in_force(run.district, run.package, on=run.on)
    except RuleNotInForce:
        return False
    return [list(each) for each in now] == [list(each) for each in run.versions]
