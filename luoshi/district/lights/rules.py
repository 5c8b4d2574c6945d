"""What the rules in force say: which light a target gets, how long amber stays, what follows. Each answer with its record."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import in_force_by_pack, package_in_force, parameter_of
from luoshi.engines.decisions import NoValueInForce, UnknownDecision, decide_on_record
from luoshi.engines.progress.escalation import Rung, Wait
from luoshi.engines.progress.memory import Colour
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.decisions import DecisionPackage, Record
    from luoshi.engines.feel import Value

LIGHT: Final = "亮灯"
BY_MILESTONES: Final = "节点亮灯"
"""What a pack says of promises without a number; where it says nothing, they have no light."""
KEEP: Final = "黄灯保持月数"
LADDER_PACK: Final = "light_escalation"
NEXT: Final = "下一步督办"

COLOURS: Final = {"绿灯": Colour.GREEN, "黄灯": Colour.AMBER, "红灯": Colour.RED, "不亮灯": Colour.NONE}
RUNGS: Final = {"提醒": Rung.REMIND, "督办单": Rung.ORDER, "通报": Rung.CIRCULATE, "约谈": Rung.TALK}
COLOUR_WORDS: Final = {colour: word for word, colour in COLOURS.items()}
RUNG_WORDS: Final = {rung: word for word, rung in RUNGS.items()}


@dataclass(frozen=True, slots=True)
class Decided:
    """What the rule says of a target, its reason, and the record of the decision."""

    colour: Colour
    reason: Words
    record: Record


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule of lights that a district has in force on a day."""

    district: District
    pack: str
    package: DecisionPackage
    on: date

    def asked(self, decision: str = LIGHT) -> list[str]:
        """The names of what the rule wants to know; none of a decision that it does not take."""
        if decision not in self.package.offered:
            return []
        return sorted({each.name for each in self.package.needed(decision)} - self.package.parameters.keys())

    def light(self, inputs: Mapping[str, Value], decision: str = LIGHT) -> Decided | None:
        """The light by what is known; None where the law that the rule asks for is not in force, or it says nothing of such promises."""
        try:
            outcome, record = decide_on_record(self.package, decision, inputs, on=self.on, jurisdictions=self.district.jurisdictions)
        except (NoValueInForce, UnknownDecision):
            return None
        answer = outcome.value
        if not isinstance(answer, dict) or answer.get("灯") not in COLOURS:
            return None
        reason = str(answer.get("理由"))
        return Decided(COLOURS[str(answer["灯"])], self.package.labels.get(reason, Words(reason, reason)), record)

    @property
    def amber_months(self) -> int:
        """To the end of which month a light stays amber that was red; where no rule says it, of that month."""
        kept = parameter_of(self.package, KEEP, self.district, on=self.on)
        return int(kept.value) if kept is not None and isinstance(kept.value, Decimal) else 1


def rules_of(district: District, pack: str, *, on: date) -> Rules | None:
    """The rule of a pack; None where it is not in force on the day."""
    try:
        return Rules(district, pack, package_in_force(district, pack, on=on), on)
    except RuleNotInForce:
        return None


def offered(by: Authority, *, on: date) -> list[str]:
    """The packs whose rules are in force in an official's district and light promises."""
    assert by.district is not None, "an official serves a district"
    packs = sorted(in_force_by_pack(by=by, on=on))
    return [pack for pack in packs if (rules := rules_of(by.district, pack, on=on)) and LIGHT in rules.package.offered]


@dataclass(frozen=True, slots=True)
class Ladder:
    """What follows on which light, by the rules of a day. Each question is asked once."""

    district: District
    on: date
    _known: dict[tuple[Colour, Rung | None], Wait | None] = field(default_factory=dict)

    def wait(self, colour: Colour, last: Rung | None) -> Wait | None:
        """What follows next, and for how long the light must last before; None where nothing does, or no rule is in force."""
        if (colour, last) not in self._known:
            self._known[colour, last] = self._asked(colour, last)
        return self._known[colour, last]

    @property
    def begins_with_reminders(self) -> bool:
        """Whether the first step on a light is the system's own, or there is none."""
        first = [self.wait(colour, None) for colour in (Colour.AMBER, Colour.RED)]
        return all(each is None or each.rung is Rung.REMIND for each in first)

    def _asked(self, colour: Colour, last: Rung | None) -> Wait | None:
        inputs: dict[str, Value] = {"灯": COLOUR_WORDS[colour], "上一级": RUNG_WORDS[last] if last else "无"}
        try:
            package = package_in_force(self.district, LADDER_PACK, on=self.on)
            outcome, _ = decide_on_record(package, NEXT, inputs, on=self.on, jurisdictions=self.district.jurisdictions)
        except (RuleNotInForce, NoValueInForce, UnknownDecision):
            return None
        answer = outcome.value if isinstance(outcome.value, dict) else {}
        rung, days = RUNGS.get(str(answer.get("下一级"))), answer.get("等待")
        return Wait(rung, int(days)) if rung and isinstance(days, Decimal) else None
