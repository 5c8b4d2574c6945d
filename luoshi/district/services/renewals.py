"""无感续证, what to do about a licence that will expire: renew it, say what blocks that, or leave it alone. Pure.

Missing is never satisfied: whatever the rules ask for and no register knows blocks the renewal, and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from luoshi.engines.approval import PaperState, Reason, Source, needed_fields, needed_materials
from luoshi.engines.approval.doubts import doubts_about_rules
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from luoshi.engines.approval import Given, Item, Verdict

VALID: Final = "有效"
GONE: Final = ("注销", "吊销")
"""The states of an enterprise that is no more: nothing of it is renewed."""

_GONE: Final = Words("持证主体已经{state}，证照不延续。", "The holder is {state} in the register; the licence is not renewed.")
_MOVED: Final = Words(
    "登记里已经没有持证主体（注销或者迁出），证照不延续。",
    "The holder is no longer in the register: closed or moved away.",
)
_UNKNOWN: Final = Words("登记里查不到“{name}”。", "No register knows “{name}”.")
_STALE: Final = Words("“{name}”有异议，还没有核实。", "“{name}” is disputed and not settled yet.")
_NOT_PROVEN: Final = Words("登记里没有能证明“{name}”的记录。", "No register proves “{name}”.")


@dataclass(frozen=True, slots=True)
class Expiring:
    """A licence that the register calls valid, with the last day of its period."""

    values: Mapping[str, str]
    expires_on: date


def expiring(values: Mapping[str, str] | None, name: str, *, on: date, ahead: int) -> Expiring | None:
    """A licence of a name whose period ends on the day or so many days after it at most; ``None`` of any other.

    What is suspended, revoked or has expired is never renewed by itself.
    """
    if values is None or values.get("name") != name or values.get("state", VALID) != VALID or not values.get("expires_on"):
        return None
    last = date.fromisoformat(values["expires_on"])
    return Expiring(values, last) if on <= last <= on + timedelta(days=ahead) else None


def left_alone(holder: Mapping[str, str] | None) -> Reason | None:
    """Why a licence is left alone, as its holder is gone; ``None`` where the holder is there."""
    if holder is None:
        return Reason(_MOVED)
    state = holder.get("state", "")
    return Reason(filled(_GONE, state=state)) if state in GONE else None


def blocks(
    item: Item, given: Mapping[str, Given], papers: Mapping[str, PaperState], verdict: Verdict, *, asked: Collection[str]
) -> tuple[Reason, ...]:
    """Everything that keeps the rules from renewing a licence; empty means that they renew it.

    Args:
        item: whose rules were asked.
        given: what is known of its fields.
        papers: which of its papers the registers prove.
        verdict: what the rules said.
        asked: the Chinese names of what the rules ask for.
    """
    unknown = dict(_unknown(item, given, asked))
    return (*unknown.values(), *_unproven(item, given, papers), *doubts_about_rules(_without(verdict, unknown)))


def _unknown(item: Item, given: Mapping[str, Given], asked: Collection[str]) -> Iterator[tuple[str, Reason]]:
    """What the rules ask for, is needed, and no register says, by its Chinese name."""
    for field in needed_fields(item, given):
        one, is_asked = given.get(field.code), field.name.chinese in asked and field.required
        is_known = one is not None and one.value not in (None, "", ()) and one.source is Source.REGISTER
        if is_asked and not is_known:
            yield field.name.chinese, Reason(filled(_UNKNOWN, name=field.name))
        elif one is not None and one.stale:
            yield field.name.chinese, Reason(filled(_STALE, name=field.name))


def _without(verdict: Verdict, told: Collection[str]) -> Verdict:
    """What the rules said, without what is told already; that they do not grant then needs no reason of its own."""
    left = tuple(each for each in verdict.unknown if each not in told)
    return replace(verdict, unknown=left, grants=verdict.grants or (bool(told) and not left and not verdict.unmet))


def _unproven(item: Item, given: Mapping[str, Given], papers: Mapping[str, PaperState]) -> Iterator[Reason]:
    """The papers of a renewal that no register proves; those of the first application were looked at when the licence was issued."""
    for material in needed_materials(item, given) if item.result.renews else ():
        if papers.get(material.code) is not PaperState.KNOWN:
            yield Reason(filled(_NOT_PROVEN, name=material.name), material.basis)


def filled(template: Words, **said: Words | str) -> Words:
    """A sentence with its words, in both languages; a plain text is the same in both."""
    words = {name: each if isinstance(each, Words) else Words(each, each) for name, each in said.items()}
    return Words(
        template.chinese.format(**{name: each.chinese for name, each in words.items()}),
        template.english.format(**{name: each.english for name, each in words.items()}),
    )
