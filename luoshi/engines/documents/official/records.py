"""版记: to whom copies go and who printed it, in lines between lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.layout import Face, points
from luoshi.engines.documents.official.lines import Measure, Run, break_lines, set_line
from luoshi.engines.documents.official.setting import Setting

if TYPE_CHECKING:
    from luoshi.engines.documents.official.parts import Record

CLEAR: Final = layout.RECORD_CLEAR * layout.SMALL_SIZE
MEASURE: Final = Measure(layout.SMALL_SIZE, layout.SMALL_SIZE, points(layout.WIDTH) - 2 * CLEAR)
BEGIN: Final = "抄送："
HANGING: Final = len(BEGIN) * layout.SMALL_SIZE


def copied(record: Record) -> str:
    """To whom copies go, with the full stop; empty where to nobody."""
    return f"{'，'.join(record.copied_to)}。" if record.copied_to else ""


def copy_lines(record: Record) -> list[str]:
    """The same in lines, behind 抄送：."""
    text = copied(record)
    return break_lines(text, Measure(MEASURE.size, MEASURE.pitch, MEASURE.length - HANGING)) if text else []


def height(record: Record) -> float:
    """How high it is, in points."""
    return (len(copy_lines(record)) + 1) * layout.RECORD_PITCH


def set_record(setting: Setting, record: Record) -> None:
    """At the end of the last page, its last line on the lower edge of the type area; on a page of its own where there is no room."""
    if setting.page.landscape or height(record) > setting.room:
        setting.turn()
    y, lines = points(layout.HEIGHT) - height(record), copy_lines(record)
    setting.across(y, layout.THICK)
    for place, line in enumerate(lines):
        begin = set_line(BEGIN, MEASURE) if place == 0 else []
        _put(setting, [*begin, *set_line(line, MEASURE, HANGING)], y)
        y += layout.RECORD_PITCH
    if lines:
        setting.across(y, layout.THIN)
    printed = f"{record.printed_on}印发"
    right = MEASURE.length - MEASURE.width(printed)
    _put(setting, [*set_line(record.printed_by, MEASURE), *set_line(printed, MEASURE, right)], y)
    setting.across(y + layout.RECORD_PITCH, layout.THICK)


def _put(setting: Setting, runs: list[Run], y: float) -> None:
    setting.put(runs, Face.BODY, y + layout.BASELINE * layout.RECORD_PITCH, size=layout.SMALL_SIZE, x=CLEAR)
