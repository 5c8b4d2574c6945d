"""Who is told of lights: the lead unit of a step that follows, the office of one that somebody has to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.days import day_of
from luoshi.district.lights.ladder import MATTER
from luoshi.district.messages.operations import NewMessage, send, send_all
from luoshi.district.offices import queries as offices
from luoshi.engines.progress.escalation import RUNG_NAMES
from luoshi.engines.progress.memory import COLOUR_NAMES, Colour
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.lights.ladder import Following
    from luoshi.district.offices.queries import District, Person, Unit
    from luoshi.district.plan.queries import Commitment

SUBJECT_MAX: Final = 60


def tell_unit(found: Following, words: str, *, at: datetime) -> int:
    """Tell the lead unit that a step is taken; returns how many people were told. Nobody is told where nobody leads."""
    assert found.next is not None, "a step is taken"
    light, rung = found.light, found.next.rung
    unit = present_lead(light.commitment)
    if unit is None:
        return 0
    name, colour = RUNG_NAMES[rung], COLOUR_NAMES[Colour(light.colour)]
    label, quote = light.commitment.label, light.commitment.quote
    body = Words(
        f"《{quote}》现为{colour.chinese}：{light.reason}。{words}", f"“{quote}” is {colour.english}: {light.reason_en}. {words}".strip()
    )
    return send(
        to=offices.people_within(offices.Power.HANDLE, MATTER, unit, on=day_of(at)),
        topic=f"light.{rung}",
        subject=Words(f"{name.chinese}：{label}", f"{name.english.capitalize()}: {label}"),
        body=body,
        link=f"/commitments/{light.commitment.code}/lights/",
        key=f"light/{light.pk}/{rung}",
        at=at,
    )


def tell_keepers(due: Sequence[Following], district: District, *, at: datetime) -> int:
    """Tell the office, once, of each step that may be taken and a person decides; returns how many messages are new."""
    if not due:
        return 0
    to = [each.person for each in offices.keepers(district, on=day_of(at)) if each.person]
    return send_all([_may_follow(each, to) for each in due], at=at)


def _may_follow(found: Following, to: Sequence[Person]) -> NewMessage:
    assert found.next is not None, "a step is due"
    commitment, rung, name = found.light.commitment, found.next.rung, RUNG_NAMES[found.next.rung]
    return NewMessage(
        to=to,
        topic="light.due",
        subject=Words(f"可以{name.chinese}：{commitment.label}", f"{name.english.capitalize()} may follow: {commitment.label}"),
        body=Words(
            f"《{commitment.quote}》{found.next.why.chinese}，可以{name.chinese}；是否{name.chinese}由有权的人决定。",
            f"“{commitment.quote}”: {found.next.why.english}. Whether a {name.english} follows is decided by whoever may.",
        ),
        link=f"/commitments/{commitment.code}/lights/",
        key=f"light/{'.'.join(map(str, found.light.key))}/{len(found.steps)}/{rung}",
    )


def present_lead(commitment: Commitment) -> Unit | None:
    """The unit that leads a commitment now."""
    return offices.present(commitment.lead) if commitment.lead else None
