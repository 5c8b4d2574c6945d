"""What the reporting calendar in force says: when which class is due, when to remind, how often the same may be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import package_in_force, parameter_of
from luoshi.district.dues.days import DueRule, Reminding, Shift, due_on
from luoshi.engines.decisions import NoValueInForce, UnknownDecision, decide_on_record
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.dues.days import WorkingDays
    from luoshi.district.offices.queries import District
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.parameters import InForce
    from luoshi.engines.progress import Rhythm

PACK: Final = "reporting_calendar"
MODEL: Final = "reporting-calendar"
DUE: Final = "报送安排"
REMIND: Final = "催报安排"
AT_MOST: Final = "同一事项每期要求次数"
SHIFTS: Final = {"顺延": Shift.LATER, "提前": Shift.EARLIER, "不变": Shift.STAYS}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a district on a day. Each question is asked once; where no rule is in force, nothing is due and nobody reminded."""

    district: District
    package: DecisionPackage
    on: date
    _due: dict[str, DueRule | None] = field(default_factory=dict)
    _days: dict[tuple[str, Rhythm, int], list[tuple[Period, date]]] = field(default_factory=dict)
    _reminding: list[Reminding | None] = field(default_factory=list)

    def due(self, letter: str) -> DueRule | None:
        """When tasks of a class are due; None where they are not asked for."""
        if letter not in self._due:
            answer = self._asked(DUE, {"报送周期": letter})
            known = isinstance(answer.get("截止日"), Decimal) and answer.get("遇休") in SHIFTS and isinstance(answer.get("字数"), Decimal)
            self._due[letter] = DueRule(int(answer["截止日"]), SHIFTS[answer["遇休"]], int(answer["字数"])) if known else None
        return self._due[letter]

    def due_days(self, letter: str, rhythm: Rhythm, year: int, calendar: WorkingDays | None) -> list[tuple[Period, date]]:
        """The periods of a year with the days by which a class is due in a rhythm; reckoned once for all promises of the class."""
        rule = self.due(letter)
        if rule is None:
            return []
        if (letter, rhythm, year) not in self._days:
            periods = [Period(year, rhythm, number) for number in range(1, rhythm.per_year + 1)]
            self._days[letter, rhythm, year] = [(each, due_on(each, rule, calendar)) for each in periods]
        return self._days[letter, rhythm, year]

    @property
    def reminding(self) -> Reminding | None:
        """When posts are reminded; None where nobody is."""
        if not self._reminding:
            self._reminding.append(self._asked_reminding())
        return self._reminding[0]

    def _asked_reminding(self) -> Reminding | None:
        answer = self._asked(REMIND, {})
        if not answer or answer.get("间隔") is None:
            return None
        return Reminding(tuple(map(int, answer["提前"] or ())), tuple(map(int, answer["逾期"] or ())), int(answer["间隔"]))

    @property
    def at_most(self) -> InForce | None:
        """How often the same may be asked of a unit in a period, with the document that says so; None before there was any."""
        return parameter_of(self.package, AT_MOST, self.district, on=self.on)

    def _asked(self, decision: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        jurisdictions = self.district.jurisdictions
        try:
            outcome, _ = decide_on_record(self.package, decision, inputs, on=self.on, jurisdictions=jurisdictions)
        except (NoValueInForce, UnknownDecision):
            return {}
        return outcome.value if isinstance(outcome.value, dict) else {}


def rules_of(district: District, *, on: date) -> Rules | None:
    """The rules in force in a district on a day; None where there are none."""
    try:
        return Rules(district, package_in_force(district, PACK, on=on), on)
    except RuleNotInForce:
        return None
