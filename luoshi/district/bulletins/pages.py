"""What the pages about bulletins show, put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from luoshi.district.bulletins import queries
from luoshi.district.bulletins.content import from_json
from luoshi.district.bulletins.fail_if import FIELDS, OPTIONAL
from luoshi.district.bulletins.figures import ORIGIN_NAMES, used
from luoshi.district.bulletins.limits import MODEL, limit_of
from luoshi.district.bulletins.models import MONTHLY, WORDS_MAX
from luoshi.district.bulletins.papers import make
from luoshi.district.bulletins.words import outdated
from luoshi.district.days import day_of
from luoshi.district.indicators.queries import amount
from luoshi.district.languages import said
from luoshi.engines.documents.official.compose import compose
from luoshi.engines.documents.official.layout import FONTS
from luoshi.engines.documents.official.svg import svg_page
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.bulletins.composing import Statement
    from luoshi.district.bulletins.figures import Figure
    from luoshi.district.bulletins.models import Bulletin, Draft, PrintedFigure
    from luoshi.district.bulletins.papers import Made
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Report
    from luoshi.engines.documents.official.parts import Paper

CAUSE: Final = Words("更正的原因", "Cause of the correction")
_SHORT: Final = re.compile(r"(\[\d+\])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A composed sentence with the figures in it, and what a person made of it."""

    statement: Statement
    text: str
    is_changed: bool
    is_left_out: bool
    figures: list[tuple[str, Figure]]


def list_page(report: Report, by: Authority, *, on: date) -> dict[str, Any]:
    """All bulletins of a plan, and the form by which one is begun."""
    return {
        "report": report,
        "drafts": list(queries.drafts_of(report)),
        "forms": [(form.value, form.label) for form in MONTHLY],
        "keeps": by.is_office_of(report.district),
        "month": f"{on.year}-{on.month:02}",
        "on": on,
    }


def draft_page(draft: Draft, by: Authority, *, at: datetime) -> dict[str, Any]:
    """A draft: a person's words, each composed sentence, what is checked, and how it looks on paper."""
    made = make(draft)
    paper = made.paper(None, at)
    district = draft.report.district
    assert district is not None, "a bulletin is a district's"
    limit = limit_of(district, single_task=draft.single_task, on=day_of(at))
    return {
        "draft": draft,
        "report": draft.report,
        "sentences": _sentences(made),
        "outdated": outdated(made.composed.statements, draft.changes),
        "words": [(name, said(what), most, getattr(draft, name)) for name, (what, most) in _fields(draft).items()],
        "length": paper.length,
        "limit": limit,
        "model": MODEL,
        "is_too_long": limit is not None and paper.length > limit.most,
        "sheets": sheets(paper),
        "fonts": _fonts(),
        "keeps": by.is_office_of(district),
        "is_own": by.person is not None and draft.person_id == by.person.pk,
    }


def _fields(draft: Draft) -> dict[str, tuple[Words, int]]:
    """What a person says; the basis of a correction is its cause."""
    fields = {**FIELDS, **OPTIONAL}
    return fields if draft.corrects is None else fields | {"basis": (CAUSE, WORDS_MAX)}


def _sentences(made: Made) -> list[Sentence]:
    changes = {each.key: each.text for each in made.statements}
    return [
        Sentence(
            each,
            changes.get(each.key, ""),
            is_changed=changes.get(each.key, "") != each.text,
            is_left_out=each.key not in changes,
            figures=[(key, made.composed.figures[key]) for key in used([each.text])],
        )
        for each in made.composed.statements
    ]


def sheets(paper: Paper) -> list[SafeString]:
    """The pages of a document as pictures."""
    pages = compose(paper)
    name = gettext("第 %(number)s 页")
    return [mark_safe(svg_page(page, name % {"number": page.number})) for page in pages]  # noqa: S308 - escaped where it is made


def _fonts() -> list[tuple[str, str]]:
    return [(font.name, "、".join(font.instead)) for font in FONTS.values()]


def bulletin_page(bulletin: Bulletin, by: Authority) -> dict[str, Any]:
    """A frozen bulletin: its pages, its files with their hashes, its figures by their codes."""
    return {
        "bulletin": bulletin,
        "report": bulletin.draft.report,
        "district": bulletin.district,
        "is_public": hasattr(bulletin, "publication"),
        "keeps": by.is_office_of(bulletin.district),
        "corrects": _corrected(bulletin, by),
        "corrections": queries.corrections_of(bulletin, by),
        "begun": bulletin.corrections.filter(bulletin=None).first(),
        "may_correct": bulletin.form in MONTHLY,
        "serves": by.serves(bulletin.district),
        "files": list(bulletin.files.defer("content").order_by("ending")),
        "sheets": sheets(from_json(bulletin.content)),
        "figures": [_line(each) for each in _figures(bulletin)],
        "fonts": _fonts(),
    }


def _corrected(bulletin: Bulletin, by: Authority) -> Bulletin | None:
    """The bulletin that this one corrects, for whoever may read that."""
    found = bulletin.draft.corrects
    return found if found is not None and queries.may_see(found, by) else None


def _figures(bulletin: Bulletin) -> QuerySet[PrintedFigure]:
    """The figures of a bulletin, each with whether a notice that was issued has ``replaced`` it."""
    return bulletin.figures.annotate(replaced=Q(replaced_by__isnull=False)).order_by("number")


def _line(printed: PrintedFigure) -> tuple[PrintedFigure, Figure, str]:
    figure = printed.figure
    return printed, figure, said(ORIGIN_NAMES[figure.origin])


def public_page(district: District, by: Authority) -> dict[str, Any]:
    """The bulletins that somebody may read, each with the last notice that corrects it."""
    seen = list(queries.bulletins_seen(district, by))
    corrections = {each.draft.corrects_id: each for each in reversed(seen) if each.draft.corrects_id}
    return {"district": district, "bulletins": [(each, corrections.get(each.pk)) for each in seen]}


def figure_page(printed: PrintedFigure, by: Authority, *, on: date) -> dict[str, Any]:
    """A printed figure with where it comes from, reckoned again."""
    figure, found = printed.figure, queries.provenance(printed, by, on=on)
    return {
        "printed": printed,
        "figure": figure,
        "bulletin": printed.bulletin,
        "district": printed.district,
        "origin": said(ORIGIN_NAMES[figure.origin]),
        "how": _with_links(figure.how, found.parts),
        "again": found.again,
        "is_same": found.again is not None and found.again.text == figure.text,
        "now": found.now,
        "lineages": [
            (
                one,
                said(one.period.label),
                amount(one.value.number, one.indicator.decimals) if one.value else "",
                said(one.query) if one.query else "",
            )
            for one in found.lineages
        ],
        "commitments": found.commitments,
        "owed": queries.indicators_owed(printed),
        "report": printed.bulletin.draft.report,
        "replaces": printed.replaces if printed.replaces and queries.may_see(printed.replaces.bulletin, by) else None,
        "replacements": found.replacements,
        "on": on,
    }


def _with_links(how: str, parts: dict[int, PrintedFigure]) -> Sequence[tuple[str, PrintedFigure | None]]:
    """A formula in pieces, those that name a figure with it."""
    return [(piece, parts.get(int(piece[1:-1])) if _SHORT.fullmatch(piece) else None) for piece in _SHORT.split(how) if piece]
