"""A draft and what stands on its day become the parts of an official document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime

from luoshi.district.bulletins.composing import Composed, Statement, compose
from luoshi.district.bulletins.figures import Numbered
from luoshi.district.bulletins.gathering import state_of
from luoshi.district.bulletins.tables import tables_of
from luoshi.district.bulletins.words import with_changes
from luoshi.engines.documents.official.numbering import day, document_number
from luoshi.engines.documents.official.parts import BriefHead, LetterHead, Paper, Point, Record
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.bulletins.models import Draft
    from luoshi.district.bulletins.state import State

SERIES: Final = {"circular": "TB", "brief": "JB"}
"""How printed codes begin: 通报, 简报."""

INVENTED: Final = "演示样本，不是公文"
DRAFTED: Final = "草稿"


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft comes to on its day: what stands, what was composed, and the statements as they count with their figures numbered."""

    draft: Draft
    state: State
    composed: Composed
    statements: tuple[Statement, ...]
    numbered: Numbered

    @property
    def title(self) -> tuple[str, ...]:
        """The words of the title."""
        month = Period.parse(self.draft.month)
        if self.draft.is_brief:
            return f"{month.number}月份", "重点工作", "进展情况"
        return "关于", f"{month.year}年{month.number}月份", "重点工作", "进展情况", "的", "督查通报"

    @property
    def points(self) -> tuple[Point, ...]:
        """正文: the opening, what was composed, and the requirements that a person wrote."""
        draft = self.draft
        opening = (
            f"{draft.basis}，对截至{day(draft.on)}的年度重点工作进展情况进行了督查。"
            f"{draft.checked_how}。现将有关情况{'报告' if draft.is_brief else '通报'}如下。"
        )
        said = [Point(self.numbered.filled(each.text), each.level) for each in self.statements]
        asked = [Point(line.strip(), 3) for line in draft.requirements.splitlines() if line.strip()]
        return (Point(opening), *said, *([Point("下一步工作要求", 1), *asked] if asked else []))

    def paper(self, number: int | None, at: datetime) -> Paper:
        """The document with its number, dated by the moment in which it is frozen; without a number it is a draft."""
        draft, on = self.draft, localtime(at).date()
        district = draft.report.district
        assert district is not None, "a bulletin is a district's"
        notices = [DRAFTED] if number is None else []
        return Paper(
            head=self._head(number, on),
            title=self.title,
            addressees=_list(draft.addressees),
            body=self.points,
            attachments=tables_of(self.state, self.numbered, brief=draft.is_brief),
            signed_by="" if draft.is_brief else draft.issuer,
            dated=None if draft.is_brief else on,
            record=Record(_list(draft.copied_to), draft.issuer, day(on)),
            notice="　".join([*notices, INVENTED] if district.invented else notices),
        )

    def _head(self, number: int | None, on: date) -> LetterHead | BriefHead:
        label = label_of(self.draft, number, on.year)
        return BriefHead(self.draft.mark, label, self.draft.issuer, day(on)) if self.draft.is_brief else LetterHead(self.draft.mark, label)


def label_of(draft: Draft, number: int | None, year: int) -> str:
    """文号 or 期号; with a gap where the number is still to come."""
    if draft.is_brief:
        return f"第{number or '　'}期"
    return document_number(draft.code_word, year, number) if number else f"{draft.code_word}〔{year}〕　号"


def make(draft: Draft) -> Made:
    """Compose a draft anew from what was known on its day."""
    state = state_of(draft.report, on=draft.on)
    composed = compose(state, brief=draft.is_brief)
    statements = tuple(with_changes(composed.statements, draft.changes))
    numbered = Numbered.of(f"{SERIES[draft.form]}-{draft.month}", composed.figures, [each.text for each in statements])
    return Made(draft, state, composed, statements, numbered)


def _list(written: str) -> tuple[str, ...]:
    """What a person wrote with 、 or ， between."""
    return tuple(each.strip() for each in written.replace("、", "，").split("，") if each.strip())
