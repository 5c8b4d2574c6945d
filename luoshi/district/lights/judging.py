"""Judging: every measured target of a plan is asked about by the rule that the district chose, and what changed is kept."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from luoshi.district.lights.inputs import inputs_of
from luoshi.district.lights.models import Exemption, Light, LightRule
from luoshi.district.lights.rules import rules_of
from luoshi.district.progress.queries import standings
from luoshi.engines.progress.memory import last_lit, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.lights.rules import Decided, Rules
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import TargetProgress
    from luoshi.engines.decisions import Record
    from luoshi.engines.progress.memory import Exempt
    from luoshi.engines.progress.memory import Light as Shown


def lights_on(report: Report, rule: LightRule, *, on: date, at: datetime) -> list[Light]:
    """The lights of a day that differ from those that stand; not stored yet. Nothing is lit by a rule that is not in force."""
    assert report.district is not None, "a plan in force is a district's"
    rules = rules_of(report.district, rule.pack, on=on)
    if rules is None:
        return []
    targets = [each for found in standings(report, on=on).values() for each in found]
    judging = _Judging(rules, histories_of(each.measured.link.pk for each in targets), granted(report), at)
    return [light for each in targets if (light := judging.light(each))]


def histories_of(links: Iterable[int]) -> Mapping[int, list[Light]]:
    """Everything that was ever lit of some links, by their ids, in the order in which it was; without the records."""
    found = defaultdict[int, list[Light]](list)
    for each in Light.objects.filter(link__in=list(links)).defer("record").order_by("id"):
        found[each.link_id].append(each)
    return found


def granted(report: Report) -> Mapping[int, list[Exempt]]:
    """The exemptions that were granted in a plan, by the ids of the commitments."""
    found = defaultdict[int, list["Exempt"]](list)
    for each in Exemption.objects.filter(commitment__report=report, answer__granted=True):
        found[each.commitment_id].append(each.days)
    return found


class _Judging:
    """One plan on one day."""

    def __init__(
        self, rules: Rules, histories: Mapping[int, Sequence[Light]], exempt: Mapping[int, Sequence[Exempt]], at: datetime
    ) -> None:
        self.rules, self.histories, self.exempt, self.at = rules, histories, exempt, at
        self.asked, self.amber_months = sorted(rules.asked), rules.amber_months

    def light(self, progress: TargetProgress) -> Light | None:
        """The light of a target, if it says anything new."""
        link = progress.measured.link
        before = self.histories.get(link.pk, ())
        history = [each.shown for each in before]
        decided = self.rules.light(inputs_of(progress, last_lit(history), self.asked))
        if decided is None:
            return None
        exempt = self.exempt.get(link.commitment_id, ())
        now = shown(decided.colour, history, on=self.rules.on, amber_months=self.amber_months, exemptions=exempt)
        row = self._row(progress, decided, now)
        return row if not before or _says(row) != _says(before[-1]) else None

    def _row(self, progress: TargetProgress, decided: Decided, now: Shown) -> Light:
        return Light(
            link=progress.measured.link,
            on=now.on,
            colour=now.colour,
            decided=now.decided,
            held_until=now.held_until,
            reason=decided.reason.chinese,
            reason_en=decided.reason.english,
            period=str(progress.at or ""),
            pack=self.rules.pack,
            record=decided.record.to_json(),
            grounds_sha256=_grounds(decided.record),
            at=self.at,
        )


def _says(light: Light) -> tuple[object, ...]:
    return light.colour, light.decided, light.held_until, light.reason, light.period, light.grounds_sha256


def _grounds(record: Record) -> str:
    """The digest of rule, law and figures. The light before is none of them: it changes with every light."""
    inputs = [pair for pair in record.inputs if pair[0] != "上次的灯"]
    law = [(each.name, each.value, each.document) for each in record.parameters]
    return sha256(json.dumps([record.package, record.models, law, inputs], ensure_ascii=False).encode()).hexdigest()
