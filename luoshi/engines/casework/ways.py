"""How far each status is from the end of the work."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.engines.casework.case_types import CaseType, StatusKind


def steps_to_done(case_type: CaseType) -> Mapping[str, int]:
    """The least number of steps from each status to one in which the work is done; a status from which none leads there is left out."""
    distance = {each.code: 0 for each in case_type.statuses if each.kind is StatusKind.DONE}
    for steps in range(1, len(case_type.statuses)):
        last = [each for each in case_type.transitions if each.target is not None and distance.get(each.target) == steps - 1]
        distance |= {status: steps for each in last for status in each.sources if status not in distance}
    return distance
