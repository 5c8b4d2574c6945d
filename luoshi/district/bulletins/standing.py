"""What a bulletin says by now: its figures as they were printed and corrected since, and the same reckoned from what is known later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.bulletins.composing import compose
from luoshi.district.bulletins.content import from_json
from luoshi.district.bulletins.correcting import Printed, places
from luoshi.district.bulletins.figures import Origin
from luoshi.district.bulletins.gathering import state_again
from luoshi.district.bulletins.models import PrintedFigure
from luoshi.district.bulletins.tables import SOURCES_TITLE
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.bulletins.figures import Figure
    from luoshi.district.bulletins.models import Bulletin


def standing_in(bulletin: Bulletin) -> dict[str, PrintedFigure]:
    """Each figure of a bulletin as it stands, by its key: as it was printed, or as the last notice corrects or adds it."""
    found = {each.figure.key: each for each in bulletin.figures.order_by("number")}
    for each in PrintedFigure.objects.filter(bulletin__draft__corrects=bulletin).order_by("bulletin", "number"):
        if each.replaces_id or not (each.figure.is_former or each.figure.key in found):
            found[each.figure.key] = each
    return found


def printed_in(bulletin: Bulletin) -> dict[str, Printed]:
    """The same with the place where each stands in the bulletin."""
    where = places(from_json(bulletin.content))
    at = {each.figure.key: where[each.number] for each in bulletin.figures.all() if each.number in where}
    found = standing_in(bulletin)
    return {key: Printed(each.code, at.get(key, f"附件《{SOURCES_TITLE}》"), each.figure) for key, each in found.items()}


def figures_known(bulletin: Bulletin, *, on: date) -> dict[str, Figure]:
    """The figures of a bulletin for the same day and the same periods, by what is known on another day."""
    printed = [each.figure for each in bulletin.figures.all()]
    through = {each.key.rpartition(".")[0]: Period.parse(each.period) for each in printed if each.origin is Origin.VALUE}
    made_from = bulletin.draft
    state = state_again(made_from.report, on=made_from.on, known_on=on, through=through)
    return compose(state, brief=made_from.is_brief).figures
