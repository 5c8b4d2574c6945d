"""Every reason for which a change of a bulletin is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.errors import (
    CorrectionBegun,
    FrozenAlready,
    NeedsWords,
    NoCorrectionOfCorrections,
    NoPlanInForce,
    NoSuchSentence,
    NothingToCorrect,
    NumbersOfTheirOwn,
    PublicAlready,
    ThereAlready,
    TooLong,
    UnknownFigures,
    WrongDay,
)
from luoshi.district.bulletins.figures import used
from luoshi.district.bulletins.limits import limit_of
from luoshi.district.bulletins.models import WORDS_MAX, Draft, Form
from luoshi.district.bulletins.words import own_numbers, unknown_places
from luoshi.district.offices.errors import NotAllowed, SecondPersonNeeded
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.bulletins.models import Bulletin
    from luoshi.district.bulletins.papers import Made
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Report
    from luoshi.engines.documents.official.parts import Paper

FIELDS: Final = {
    "issuer": (Words("发文机关", "Issuer"), 60),
    "mark": (Words("版头", "Masthead"), 60),
    "code_word": (Words("机关代字", "Code word"), 20),
    "basis": (Words("督查依据", "Basis"), WORDS_MAX),
    "checked_how": (Words("督查方式", "How it was checked"), WORDS_MAX),
}
"""What a person must say, and how long it may be."""

OPTIONAL: Final = {
    "addressees": (Words("主送机关", "Addressees"), WORDS_MAX),
    "copied_to": (Words("抄送", "Copies"), WORDS_MAX),
    "requirements": (Words("下一步工作要求", "Requirements"), 3000),
}
SENTENCE_MAX: Final = 2000


def not_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotAllowed.but_the_office(Words("您的岗位不能编写或印发督查通报。", "Your post may neither write bulletins nor issue them."))


def no_plan_in_force(report: Report) -> None:
    """The plan is not adopted."""
    if not report.adopted or report.district is None:
        raise NoPlanInForce


def there_already(report: Report, form: str, month: str) -> None:
    """The month has a bulletin of this form."""
    if Draft.objects.filter(report=report, form=form, month=month).exists():
        raise ThereAlready(month)


def a_correction_itself(bulletin: Bulletin) -> None:
    """Only what was printed first is corrected; a second correction of it replaces the first."""
    if bulletin.form == Form.CORRECTION:
        raise NoCorrectionOfCorrections


def correction_begun(bulletin: Bulletin) -> None:
    """A correction of it is being written."""
    begun = bulletin.corrections.filter(bulletin=None).first()
    if begun is not None:
        raise CorrectionBegun(begun)


def nothing_to_correct(made: Made) -> None:
    """It is a correction, and no sentence of it says another figure than stands in print."""
    if made.draft.corrects is not None and not any(used([each.text]) for each in made.statements):
        raise NothingToCorrect


def day_is_wrong(month: str, on: date, *, today: date) -> None:
    """It is no month, or the day is before it or still to come."""
    try:
        period = Period.parse(month)
    except ValueError as error:
        raise WrongDay(month, on) from error
    if period.rhythm is not Rhythm.MONTH or not period.first_day <= on <= today:
        raise WrongDay(month, on)


def words_are_missing(words: Mapping[str, str]) -> None:
    """Something that a person must say is not there, or anything is too long."""
    for name, (what, most) in {**FIELDS, **OPTIONAL}.items():
        if name in words and not (name in FIELDS) <= len(words[name].strip()) <= most:
            raise NeedsWords(what, most)


def frozen_already(draft: Draft) -> None:
    """It was issued."""
    if draft.frozen is not None:
        raise FrozenAlready(draft.frozen)


def sentence_is_wrong(made: Made, key: str, text: str) -> str:
    """There is no such sentence, it is too long, or has numbers of its own; else the composed one."""
    composed = next((each.text for each in made.composed.statements if each.key == key), None)
    if composed is None:
        raise NoSuchSentence(key)
    if len(text) > SENTENCE_MAX:
        raise NeedsWords(Words(composed[:20], composed[:20]), SENTENCE_MAX)
    if unknown := unknown_places(text, made.composed.figures):
        raise UnknownFigures(text, unknown)
    if numbers := own_numbers(text, composed):
        raise NumbersOfTheirOwn(text, numbers)
    return composed


def same_person(draft: Draft, by: Authority) -> None:
    """Whoever changed the draft last does not freeze it."""
    if by.person is None or draft.person_id == by.person.pk:
        raise SecondPersonNeeded(
            Words(f"草稿最后由您（{draft.signature}）修改，不能由您印发。", "You changed the draft last, so you may not issue it."),
            Words("请由政府办（督查室）的另一个人核对后印发。", "Let another person of the government office check and issue it."),
        )


def too_long(paper: Paper, draft: Draft, *, on: date) -> None:
    """It has more characters than the rule of the day allows."""
    assert draft.report.district is not None, "a bulletin is a district's"
    limit = limit_of(draft.report.district, single_task=draft.single_task, on=on)
    if limit is not None and paper.length > limit.most:
        raise TooLong(paper.length, limit)


def public_already(bulletin: Bulletin) -> None:
    """Everybody reads it."""
    if hasattr(bulletin, "publication"):
        raise PublicAlready(bulletin)
