"""Judging: every promise of a plan is asked about by the rule that the district chose, and what changed is kept."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from luoshi.district.lights.inputs import inputs_by_words, inputs_of
from luoshi.district.lights.models import Exemption, Key, Light, LightRule
from luoshi.district.lights.rules import BY_MILESTONES, rules_of
from luoshi.district.lights.unmeasured import unmeasured_within
from luoshi.district.progress.queries import standings
from luoshi.engines.progress.memory import last_lit, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.lights.rules import Decided, Rules
    from luoshi.district.lights.unmeasured import Unmeasured
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
    judging = _Judging(rules, histories_of(Light.objects.filter(commitment__report=report).order_by("id")), granted(report), at)
    targets = [each for found in standings(report, on=on).values() for each in found]
    lights = [*map(judging.target, targets), *map(judging.promise, unmeasured_within(report, on=on))]
    return [each for each in lights if each is not None]


def histories_of(lights: QuerySet[Light]) -> dict[Key, list[Light]]:
    """Lights by what they were lit of, each in the order in which they come; without the records."""
    found = defaultdict[Key, list[Light]](list)
    for each in lights.defer("record"):
        found[each.key].append(each)
    return dict(found)


def granted(report: Report) -> Mapping[int, list[Exempt]]:
    """The exemptions that were granted in a plan, by the ids of the commitments."""
    found = defaultdict[int, list["Exempt"]](list)
    for each in Exemption.objects.filter(commitment__report=report, answer__granted=True):
        found[each.commitment_id].append(each.days)
    return found


class _Judging:
    """One plan on one day."""

    def __init__(
        self, rules: Rules, histories: Mapping[Key, Sequence[Light]], exempt: Mapping[int, Sequence[Exempt]], at: datetime
    ) -> None:
        self.rules, self.histories, self.exempt, self.at = rules, histories, exempt, at
        self.asked, self.asked_by_words = rules.asked(), rules.asked(BY_MILESTONES)
        self.amber_months = rules.amber_months

    def target(self, progress: TargetProgress) -> Light | None:
        """The light of a measured target, if it says anything new."""
        link = progress.measured.link
        before = self.histories.get((link.commitment_id, link.pk), ())
        decided = self.rules.light(inputs_of(progress, _last_lit(before), self.asked))
        return self._light(Light(commitment=link.commitment, link=link, period=str(progress.at or "")), decided, before)

    def promise(self, one: Unmeasured) -> Light | None:
        """The light of a promise that nothing measures; none before a milestone is due or a word was said, or where nobody follows it."""
        standing = one.standing(on=self.rules.on)
        if not self.asked_by_words or not one.is_followed or not (standing.due or standing.last):
            return None
        before = self.histories.get((one.commitment.pk, 0), ())
        decided = self.rules.light(inputs_by_words(standing, _last_lit(before), self.asked_by_words), BY_MILESTONES)
        period = str(standing.last.period) if standing.last else ""
        return self._light(Light(commitment=one.commitment, period=period), decided, before)

    def _light(self, new: Light, decided: Decided | None, before: Sequence[Light]) -> Light | None:
        """The new light with what was decided, if that says anything else than the one before."""
        if decided is None:
            return None
        exempt = self.exempt.get(new.commitment_id, ())
        history = [each.shown for each in before]
        now = shown(decided.colour, history, on=self.rules.on, amber_months=self.amber_months, exemptions=exempt)
        row = self._row(new, decided, now)
        if before and _says(row) == _says(before[-1]):
            return None
        row.record = decided.record.to_json()  # of most there is nothing new to keep
        return row

    def _row(self, new: Light, decided: Decided, now: Shown) -> Light:
        return Light(
            commitment=new.commitment,
            link=new.link,
            on=now.on,
            colour=now.colour,
            decided=now.decided,
            held_until=now.held_until,
            reason=decided.reason.chinese,
            reason_en=decided.reason.english,
            period=new.period,
            pack=self.rules.pack,
            grounds_sha256=_grounds(decided.record),
            at=self.at,
        )


def _last_lit(lights: Sequence[Light]) -> Shown | None:
    return last_lit([each.shown for each in lights])


def _says(light: Light) -> tuple[object, ...]:
    return light.colour, light.decided, light.held_until, light.reason, light.period, light.grounds_sha256


def _grounds(record: Record) -> str:
    """The digest of rule, law and figures. The light before is none of them: it changes with every light."""
    inputs = [pair for pair in record.inputs if pair[0] != "上次的灯"]
    law = [(each.name, each.value, each.document) for each in record.parameters]
    return sha256(json.dumps([record.package, record.models, law, inputs], ensure_ascii=False).encode()).hexdigest()
