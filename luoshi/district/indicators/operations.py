"""Changes of indicators and their figures: declared, counted, issued, reported and approved, closed. Each is one transaction."""

from luoshi.district.indicators.closing import close_period, reopen_period
from luoshi.district.indicators.counts import confirm, count, recount
from luoshi.district.indicators.declaring import declare, declare_new
from luoshi.district.indicators.demonstration import play_figures
from luoshi.district.indicators.official import Document, OfficialFigure, figures_of_table
from luoshi.district.indicators.releasing import bring_official
from luoshi.district.indicators.reporting import approve, correct, draft, hand_in, return_

__all__ = [
    "Document",
    "OfficialFigure",
    "approve",
    "bring_official",
    "close_period",
    "confirm",
    "correct",
    "count",
    "declare",
    "declare_new",
    "draft",
    "figures_of_table",
    "hand_in",
    "play_figures",
    "recount",
    "reopen_period",
    "return_",
]
