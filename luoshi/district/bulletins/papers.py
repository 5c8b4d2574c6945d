"""A draft and what stands on its day become the parts of an official document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.composing import Composed, Statement, compose
from luoshi.district.bulletins.correcting import compose_correction, table_of_corrections
from luoshi.district.bulletins.figures import Numbered, used
from luoshi.district.bulletins.gathering import state_of
from luoshi.district.bulletins.models import Bulletin, Form
from luoshi.district.bulletins.standing import figures_known, printed_in
from luoshi.district.bulletins.tables import sources, tables_of
from luoshi.district.bulletins.words import with_changes
from luoshi.district.days import day_of
from luoshi.district.printed import INVENTED
from luoshi.engines.documents.official.numbering import day, document_number
from luoshi.engines.documents.official.parts import BriefHead, LetterHead, Paper, Point, Record
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.bulletins.models import Draft
    from luoshi.engines.documents.sheet import Sheet

SERIES: Final[dict[str, str]] = {Form.CIRCULAR: "TB", Form.BRIEF: "JB", Form.CORRECTION: "GZ"}
"""How printed codes begin: 通报, 简报, 更正."""

DRAFTED: Final = "草稿"


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft comes to on its day: what was composed, the statements as they count with their figures numbered, and the tables."""

    draft: Draft
    composed: Composed
    statements: tuple[Statement, ...]
    numbered: Numbered
    tables: tuple[Sheet, ...]

    @property
    def title(self) -> tuple[str, ...]:
        """The words of the title."""
        month = Period.parse(self.draft.month)
        if self.draft.is_brief:
            return f"{month.number}月份", "重点工作", "进展情况"
        about = f"{month.year}年{month.number}月份", "重点工作", "进展情况"
        corrects = self.draft.corrects
        if corrects is None:
            return "关于", *about, "的", "督查通报"
        return "关于", "更正", *about, "简报" if corrects.form == Form.BRIEF else "督查通报", "有关数据", "的", "通知"

    @property
    def points(self) -> tuple[Point, ...]:
        """正文: the opening, what was composed, and what a person wants done."""
        said = [Point(self.numbered.filled(each.text), each.level) for each in self.statements]
        asked = [Point(line.strip(), 3) for line in self.draft.requirements.splitlines() if line.strip()]
        return (Point(self._opening), *said, *([Point("下一步工作要求", 1), *asked] if asked else []))

    @property
    def _opening(self) -> str:
        draft, corrects = self.draft, self.draft.corrects
        if corrects is not None:
            printed = f"{day(corrects.issued_on)}印发的《{corrects.title}》（{corrects.label}）"
            return f"{printed}中有数据需要更正，现予更正；原件不改，没有列出的数据不变。更正的原因：{draft.basis}。{draft.checked_how}。"
        return (
            f"{draft.basis}，对截至{day(draft.on)}的年度重点工作进展情况进行了督查。"
            f"{draft.checked_how}。现将有关情况{'报告' if draft.is_brief else '通报'}如下。"
        )

    def paper(self, number: int | None, at: datetime) -> Paper:
        """The document with its number, dated by the moment in which it is frozen; without a number it is a draft."""
        draft, on = self.draft, day_of(at)
        district = draft.report.district
        assert district is not None, "a bulletin is a district's"
        return Paper(
            head=self._head(number, on),
            title=self.title,
            addressees=_list(draft.addressees),
            body=self.points,
            attachments=self.tables,
            signed_by="" if draft.is_brief else draft.issuer,
            dated=None if draft.is_brief else on,
            record=Record(_list(draft.copied_to), draft.issuer, day(on)),
            notice=DRAFTED if number is None else "",
            running=INVENTED if district.invented else "",
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
    return _correction(draft, draft.corrects) if draft.corrects else _monthly(draft)


def _monthly(draft: Draft) -> Made:
    state = state_of(draft.report, on=draft.on)
    composed = compose(state, brief=draft.is_brief)
    statements, numbered = _numbered(draft, composed, draft.month)
    return Made(draft, composed, statements, numbered, tables_of(state, numbered, brief=draft.is_brief))


def _correction(draft: Draft, corrects: Bulletin) -> Made:
    printed = printed_in(corrects)
    composed = compose_correction(printed, figures_known(corrects, on=draft.on))
    before = Bulletin.objects.filter(draft__report=draft.report, draft__month=draft.month, form=Form.CORRECTION).count()
    statements, numbered = _numbered(draft, composed, f"{draft.month}-{before + 1}")
    keys = [key for each in statements for key in used([each.text]) if not composed.figures[key].is_former]
    return Made(draft, composed, statements, numbered, (table_of_corrections(printed, numbered, keys), sources(numbered)))


def _numbered(draft: Draft, composed: Composed, about: str) -> tuple[tuple[Statement, ...], Numbered]:
    statements = tuple(with_changes(composed.statements, draft.changes))
    return statements, Numbered.of(f"{SERIES[draft.form]}-{about}", composed.figures, [each.text for each in statements])


def _list(written: str) -> tuple[str, ...]:
    """What a person wrote with 、 or ， between."""
    return tuple(each.strip() for each in written.replace("、", "，").split("，") if each.strip())
