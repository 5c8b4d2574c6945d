"""How a step is told to the record of facts: by the enterprise's permanent key, since when, and whether anybody had looked before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from luoshi.district.days import begin_of
from luoshi.district.facts.operations import NewFact
from luoshi.district.facts.queries import Subject
from luoshi.district.ladder.queries import ladder, rungs
from luoshi.district.languages import said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from luoshi.district.facts.queries import Fact
    from luoshi.engines.packs.model_of_ladders import RungEntry

PREFIX: Final = "ladder."
SOURCE: Final = "企业梯度培育核对"


def fact(rung: RungEntry, key: str, *, run: int, since: date | None, newly: bool, again: bool, at: datetime) -> NewFact:
    """An enterprise stands on a rung: since a day that the rules say, else since somebody looked. At the first look of all it is not known
    whether that is new. ``again``: it counted there before."""
    happened = begin_of(since) if since is not None else at
    return NewFact(
        kind=f"{PREFIX}{rung.code}", subject=Subject("register.enterprises", key), happened_at=happened, source=SOURCE, public=False,
        details={"rung": rung.name.chinese, "run": run, "newly": newly, "again": again},
    )  # fmt: skip


def names(facts: Sequence[Fact]) -> dict[int, str]:
    """What facts of the ladder are called: by the rung's name today, or as it was called then where there is no such rung any more."""
    stepped = [each for each in facts if each.kind.startswith(PREFIX)]
    called = {pk: _called(pk) for pk in {each.district_id for each in stepped}}
    word = _("站上台阶")
    return {each.number: f"{word} · {called[each.district_id].get(each.kind, each.details['rung'])}" for each in stepped}


def _called(district: int) -> dict[str, str]:
    """The rungs of a district by the kinds of their facts, in the reader's language."""
    found = ladder(district)
    return {f"{PREFIX}{rung.code}": said(rung.name) for rung in rungs(found)} if found else {}
