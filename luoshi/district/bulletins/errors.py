"""What is refused about bulletins. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.bulletins.limits import Limit
    from luoshi.district.bulletins.models import Bulletin, Draft


class BulletinError(Refusal):
    """Base of all refusals about bulletins."""


class NoPlanInForce(BulletinError):
    """There is nothing to report on."""

    def __init__(self) -> None:
        super().__init__(
            Words("这份计划还没有通过，不能编写通报。", "This plan is not adopted yet, so there is no bulletin about it."),
            Words("请先登记通过计划的会议。", "Record the meeting that adopted it first."),
        )


class NoSuchBulletin(BulletinError):
    """There is none under this name."""

    status = 404

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"没有通报“{name}”。", f"There is no bulletin “{name}”."),
            Words("请回到通报列表重新选择。", "Go back to the list of bulletins and choose again."),
        )


class ThereAlready(BulletinError):
    """The month has a bulletin of this form."""

    def __init__(self, month: str) -> None:
        super().__init__(
            Words(f"{month} 已经有一份同样形式的通报。", f"There is a bulletin of this form for {month} already."),
            Words("请打开那一份；已经印发的不能另编。", "Open that one; what was issued is not written again."),
        )


class WrongDay(BulletinError):
    """The day does not fit the month, or is still to come."""

    def __init__(self, month: str, on: date) -> None:
        super().__init__(
            Words(f"{on} 不能作为 {month} 通报的截止日。", f"A bulletin about {month} cannot say what stood on {on}."),
            Words(
                "截止日不早于当月1日，也不晚于今天；月份写作 2023-09。",
                "Choose a day not before the month's first and not after today; write the month as 2023-09.",
            ),
        )


class NumbersOfTheirOwn(BulletinError):
    """A changed sentence has numbers that come from no value."""

    def __init__(self, sentence: str, numbers: Sequence[str]) -> None:
        said = "、".join(numbers)
        super().__init__(
            Words(f"“{sentence[:30]}…”里的 {said} 不是来自数据的数。", f"In “{sentence[:30]}…” {', '.join(numbers)} comes from no value."),
            Words(
                "通报里的数只能取自数据：请用花括号里的数据名，例如 {017-1.实际}；数据错了，请到来源处更正。",
                "Numbers of a bulletin come from values alone: use the names in braces; what is wrong is corrected at its source.",
            ),
        )


class UnknownFigures(BulletinError):
    """A changed sentence names figures that there are not."""

    def __init__(self, sentence: str, keys: Sequence[str]) -> None:
        super().__init__(
            Words(f"“{sentence[:30]}…”里没有这些数据：{'、'.join(keys)}。", f"“{sentence[:30]}…” names figures that there are not."),
            Words("请从该句下面列出的数据名中选用。", "Use the names that are listed under the sentence."),
        )


class NoSuchSentence(BulletinError):
    """What was changed is not composed any more."""

    def __init__(self, key: str) -> None:
        super().__init__(
            Words(f"现在的通报里没有“{key}”这一句。", f"There is no sentence “{key}” in the bulletin now."),
            Words("数据可能变了。请重新打开草稿。", "The values may have changed. Open the draft again."),
        )


class TooLong(BulletinError):
    """It has more characters than the rules allow."""

    def __init__(self, length: int, limit: Limit) -> None:
        super().__init__(
            Words(
                f"正文和标题共 {length} 字，{limit.kind}不得超过 {limit.most} 字。",
                f"It has {length} characters; at most {limit.most} are allowed.",
            ),
            Words(
                "请删减或清空不必要的句子：细目在附件里都有。",
                "Shorten or empty sentences that are not needed: the details all stand in the attachments.",
            ),
        )


class NeedsWords(BulletinError):
    """Something that a person has to say is missing or too long."""

    def __init__(self, what: Words, most: int) -> None:
        super().__init__(
            Words(f"“{what.chinese}”没有写，或者超过 {most} 字。", f"“{what.english}” is missing, or longer than {most} characters."),
            Words("请补上或者写短一些。", "Write it, or make it shorter."),
        )


class FrozenAlready(BulletinError):
    """It was issued and never changes."""

    def __init__(self, bulletin: Bulletin) -> None:
        super().__init__(
            Words(f"{bulletin.label} 已经印发，不能再改。", f"{bulletin.label} has been issued and cannot be changed."),
            Words("有错的，请在通报页面上另发更正。", "Correct what is wrong by a notice of its own, from the page of the bulletin."),
        )


class NoCorrectionOfCorrections(BulletinError):
    """It corrects another bulletin."""

    def __init__(self) -> None:
        super().__init__(
            Words("更正本身不能再更正。", "A correction is not corrected itself."),
            Words("请对原来的通报再发一份更正，以最后一份为准。", "Correct the first bulletin once more: the last correction counts."),
        )


class CorrectionBegun(BulletinError):
    """A correction of this bulletin is being written."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            Words(f"这份通报的更正已经在起草（{draft.signature}）。", f"A correction of it is being written ({draft.signature})."),
            Words("请打开那份草稿，改好印发或者放弃。", "Open that draft, and issue it or give it up."),
        )


class NothingToCorrect(BulletinError):
    """By what is known on the day each figure is as it was printed."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "按这一天已知的数据重新计算，没有一个数与印出的不同。", "By what is known on that day, every figure is as it was printed."
            ),
            Words("数据错了的，请先在来源处更正，再来发更正。", "Where a figure is wrong, correct it at its source first."),
        )


class PublicAlready(BulletinError):
    """Everybody reads it already."""

    def __init__(self, bulletin: Bulletin) -> None:
        super().__init__(
            Words(f"{bulletin.label} 已经公开。", f"{bulletin.label} is public already."), Words("不用再做什么。", "Nothing is left to do.")
        )


class NoSuchFigure(BulletinError):
    """No figure was printed under this code, or not for whoever asks."""

    status = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"没有编号为“{code}”的数据。", f"No figure was printed under the code “{code}”."),
            Words(
                "请核对编号，例如 TB-2023-09-017；没有公开的通报，要登录后查看。",
                "Check the code; of bulletins that are not public, sign in.",
            ),
        )
