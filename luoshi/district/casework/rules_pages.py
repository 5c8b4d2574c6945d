"""The pages of case types and of the calendar, put together. Templates get these values and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from luoshi.district.casework.calendars import hours_of, newest_calendar, years_of
from luoshi.district.casework.catalogue import known
from luoshi.district.casework.clock_rows import Rule, cited
from luoshi.district.casework.models import CalendarVersion, CaseTypeVersion
from luoshi.district.casework.typed_days import span_words, spans
from luoshi.district.languages import reads_chinese, said
from luoshi.engines.casework import EventKind
from luoshi.engines.casework.drawing import draw
from luoshi.engines.packs.case_types import limit_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.casework import CaseClock, CaseType, Transition
    from luoshi.engines.decisions.parameters import InForce


@dataclass(frozen=True, slots=True)
class Entry:
    """A case type in the list."""

    version: CaseTypeVersion
    case_type: CaseType


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock of a case type: its limits with their documents, for each answer that decides on them."""

    name: str
    limits: tuple[tuple[str, Rule | None], ...]
    extension: Rule | None
    extensions_max: int
    warning: Rule | None


@dataclass(frozen=True, slots=True)
class Verb:
    """A transition in words."""

    name: str
    actor: str
    sources: str
    target: str
    fields: tuple[tuple[str, bool], ...]
    not_by: str
    conditions: tuple[str, ...]
    clocks: tuple[str, ...]


def entries() -> list[Entry]:
    """The newest version of each case type of each district."""
    newest = CaseTypeVersion.objects.select_related("district").order_by("district", "code", "-number").distinct("district", "code")
    return [Entry(version, known(version).case_type) for version in newest]


def version_of(code: str, number: int | None, *, by: Authority) -> CaseTypeVersion | None:
    """A version of a case type, the newest if none is named; of the reader's own district where several have one."""
    found = CaseTypeVersion.objects.select_related("district").filter(code=code)
    if number is not None:
        found = found.filter(number=number)
    own = found.filter(district=by.district) if by.district else found.none()
    return own.order_by("-number").first() or found.order_by("district", "-number").first()


def case_type_page(version: CaseTypeVersion, *, on: date) -> dict[str, Any]:
    """Everything that a case type says, with the limits of a day."""
    found = known(version)
    limits = found.in_force(version.district, on=on)
    versions = list(CaseTypeVersion.objects.filter(district=version.district, code=version.code).defer("files").order_by("-number"))
    return {
        "version": version,
        "versions": versions,
        "newest": version.number == versions[0].number,
        "case_type": found.case_type,
        "picture": picture(found.case_type),
        "clocks": [_clock(each, found.case_type, limits) for each in found.case_type.clocks],
        "verbs": [_verb(each, found.case_type) for each in found.case_type.verbs()],
    }


def picture(case_type: CaseType, *, current: str = "") -> SafeString:
    """The case type drawn, with the status marked in which a case stands."""
    return mark_safe(draw(case_type, current=current, english=not reads_chinese()))  # noqa: S308 - the engine escapes every name in it


def _clock(clock: CaseClock, case_type: CaseType, limits: Mapping[str, InForce]) -> ClockLine:
    choices = {each.code: said(each.name) for field in case_type.fields if field.code == clock.by for each in field.choices}
    return ClockLine(
        said(clock.name),
        tuple((choices.get(answer, ""), _rule(name, limits)) for answer, name in clock.limits.items()),
        _rule(clock.extension, limits),
        clock.extensions_max,
        _rule(clock.warn_before, limits),
    )


def _rule(name: str, limits: Mapping[str, InForce]) -> Rule | None:
    return cited(limits[name], said(limit_of(limits[name]).words)) if name in limits else None


def _verb(verb: Transition, case_type: CaseType) -> Verb:
    status = {each.code: said(each.name) for each in case_type.statuses}
    names = {each.code: said(each.name) for each in case_type.verbs()}
    parted = gettext("、")
    return Verb(
        name=said(verb.name),
        actor=said(case_type.actor(verb.actor).name),
        sources=parted.join(status[code] for code in verb.sources),
        target=status[verb.target] if verb.target else gettext("不变"),
        fields=tuple((said(each.name), each.required) for each in verb.fields),
        not_by=parted.join(names[code] for code in verb.not_by),
        conditions=tuple(said(each.says) for each in verb.guards),
        clocks=tuple(_effect_word(each.act) % {"clock": said(case_type.clock(each.clock).name)} for each in verb.clocks),
    )


def _effect_word(kind: EventKind) -> str:
    return {
        EventKind.START: gettext("开始“%(clock)s”计时"),
        EventKind.RESTART: gettext("重新开始“%(clock)s”计时"),
        EventKind.PAUSE: gettext("暂停“%(clock)s”计时"),
        EventKind.RESUME: gettext("恢复“%(clock)s”计时"),
        EventKind.EXTEND: gettext("延长“%(clock)s”"),
        EventKind.STOP: gettext("停止“%(clock)s”计时"),
    }[kind]


# --- the calendar


@dataclass(frozen=True, slots=True)
class YearShown:
    """A year of the calendar in words."""

    year: int
    document: str
    issued_on: date
    status: str
    days_off: tuple[str, ...]
    working_days: tuple[str, ...]


def shown_district() -> District | None:
    """Whose calendar the public sees: that of the district which entered one last."""
    last = CalendarVersion.objects.select_related("district").order_by("-pk").first()
    return last.district if last else None


def calendar_page(district: District | None) -> dict[str, Any]:
    """The calendar of a district, the last year first."""
    version = newest_calendar(district) if district else None
    if version is None:
        return {"calendar": None}
    spoken = [(f"{first:%H:%M}", f"{last:%H:%M}") for first, last in hours_of(version).spans]
    return {
        "calendar": version,
        "hours": gettext("、").join(f"{first}–{last}" for first, last in spoken),
        "years": [
            YearShown(
                table.year,
                table.document,
                table.issued_on,
                table.status.value,
                tuple(span_words(*span) for span in spans(table.days_off)),
                tuple(span_words(*span) for span in spans(table.working_days)),
            )
            for table in reversed(years_of(version))
        ],
    }
