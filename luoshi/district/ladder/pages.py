"""What the pages of the ladder show, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.ladder import queries
from luoshi.district.languages import reads_chinese, said
from luoshi.district.register.queries import KINDS, Entry
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from luoshi.district.ladder.queries import Near, OneStep, Survey
    from luoshi.district.offices.queries import District
    from luoshi.district.population.queries import Run
    from luoshi.engines.packs.model_of_ladders import RungEntry

NEAR_SHOWN: Final = 200
REGISTER: Final = "enterprises"


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung with its last look; ``holds`` is what those have who stand there."""

    rung: RungEntry
    name: str
    survey: Survey | None
    undecided: int
    holds: str


@dataclass(frozen=True, slots=True)
class NearLine:
    """One that is near: its number in the register, its name, what is missing."""

    key: str
    name: str
    entry: int | None
    missing: list[str]


def ladder_page(district: District) -> dict[str, Any]:
    """Every rung: how many stand there, how many are near."""
    found = queries.ladder(district)
    looks = queries.surveys(district)
    lines = [_line(rung, looks.get(rung.code)) for rung in queries.rungs(found)] if found else []
    return {"ladder": found, "lines": lines, "looked": max((each.at for each in looks.values()), default=None)}


def _line(rung: RungEntry, look: Survey | None) -> RungLine:
    return RungLine(rung, said(rung.name), look, look.run.counts["undecided"] if look else 0, holds(rung))


def holds(rung: RungEntry) -> str:
    """What those have who stand on a rung: what the ladder says, else that they qualify by the data."""
    return said(rung.holds) or _("按数据够条件")


def rung_page(district: District, rung: RungEntry) -> dict[str, Any]:
    """One rung: who is near, and by what."""
    look = queries.surveys(district).get(rung.code)
    return {
        "rung": rung,
        "name": said(rung.name),
        "holds": holds(rung),
        "contact": said(rung.contact),
        "look": look,
        "lines": near_lines(look, rung, limit=NEAR_SHOWN) if look else [],
        "more": max(look.near - NEAR_SHOWN, 0) if look else 0,
    }


def near_lines(look: Survey, rung: RungEntry, *, limit: int | None = None) -> list[NearLine]:
    """Those near, with their names."""
    rows = queries.near(look, limit=limit)
    entries = _entries(look.district_id, rows)
    known = ((each, entries.get(each.key)) for each in rows)
    called = called_in(rung, look.run)
    return [
        NearLine(each.key, entry[0] if entry else each.key, entry[1] if entry else None, missing_words(each.unmet, called))
        for each, entry in known
    ]


def called_in(rung: RungEntry, run: Run) -> Callable[[str], str]:
    """What a condition of a rung, a step or a unit is called in the reader's language, by its Chinese name."""
    if reads_chinese():
        return str
    labels = package_of_versions(tuple((version, text, pack) for version, text, pack in run.versions)).labels
    own = {each.chinese: each for each in (*rung.one_step.values(), *([rung.gap.unit] if rung.gap else []))}
    return lambda text: said(own.get(text) or labels.get(text) or Words(text, text))


def _entries(district: int, rows: Sequence[Near | OneStep]) -> dict[str, tuple[str, int]]:
    found = Entry.objects.filter(district=district, kind=KINDS[REGISTER].code, key__in=[each.key for each in rows])
    return {key: (name, number) for key, name, number in found.values_list("key", "name", "pk")}


def missing_words(unmet: Sequence[Sequence[str]], called: Callable[[str], str] = str) -> list[str]:
    """What is missing, each in one line: 年销售收入不超过上限：差 12 万元; where the decision is itself what lacks, 距起点还差 80 万元."""
    return [_missing(condition, amount, unit, called) for condition, amount, unit in unmet]


def _missing(condition: str, amount: str, unit: str, called: Callable[[str], str]) -> str:
    if not amount:
        return called(condition)
    if condition.endswith(f"（{unit}）"):  # the decision is itself what lacks, and its name says in which unit
        return f"{condition.removesuffix(f'（{unit}）')} {amount} {unit}" if reads_chinese() else f"{called(condition)}: {amount}"
    return _("%(condition)s：差 %(amount)s %(unit)s") % {"condition": called(condition), "amount": amount, "unit": called(unit)}


def own_lines(steps: Sequence[OneStep]) -> list[dict[str, Any]]:
    """What is one step away from an enterprise, for itself."""
    entries = _entries(steps[0].survey.district_id, steps) if steps else {}
    return [
        {
            "rung": said(each.rung.name),
            "missing": missing_words(each.unmet, called_in(each.rung, each.survey.run)),
            "contact": said(each.rung.contact),
            "item": each.rung.item,
            "on": each.survey.run.on,
            "name": entries[each.key][0] if each.key in entries else each.key,
        }
        for each in steps
    ]


def rows(look: Survey, rung: RungEntry) -> Iterator[list[str]]:
    """Those near as a table, with a heading."""
    yield [_("统一社会信用代码"), _("名称"), _("台阶"), _("差什么"), _("按哪一天的规定")]
    for each in near_lines(look, rung):
        yield [each.key, each.name, said(rung.name), "；".join(each.missing), look.run.on.isoformat()]
