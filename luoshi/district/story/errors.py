"""What is refused to the public. Each refusal says in both languages what is wrong and what whoever reads it can do."""

from __future__ import annotations

from typing import ClassVar

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words


class StoryError(Refusal):
    """Base of all refusals about stories."""


class WrongAddress(StoryError):
    """It is no mail address."""

    def __init__(self, address: str) -> None:
        super().__init__(
            Words(f"“{address[:60]}”不是电子邮箱地址。", f"“{address[:60]}” is no mail address."),
            Words("请核对后再填，例如 name@mail.example。", "Check it; it should look like name@mail.example."),
        )


class NothingAsked(StoryError):
    """Nothing is said, or too much."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            Words("没有写内容，或者太长。", "Nothing is written, or too much."),
            Words(f"请用不超过 {longest} 字写明。", f"Say it in at most {longest} characters."),
        )


class LinkIsOver(StoryError):
    """The link of a mail is broken, or too old."""

    def __init__(self) -> None:
        super().__init__(
            Words("这个链接不完整，或者已经失效。", "This link is incomplete, or is over."),
            Words(
                "请从邮件里完整复制；已经失效的，请在承诺的页面上重新填写。",
                "Copy all of it from the mail; if it is over, ask again on the promise's page.",
            ),
        )


class AskedTooOften(StoryError):
    """From one place too much came in a short time."""

    status: ClassVar[int] = 429

    def __init__(self) -> None:
        super().__init__(
            Words("短时间内提交的次数太多。", "Too much was sent from here in a short time."),
            Words("请过一小时再试；写的内容还在下面。", "Try again in an hour; what you wrote still stands below."),
        )


class NobodyAnswers(StoryError):
    """The district has nobody who could be given a question."""

    def __init__(self) -> None:
        super().__init__(
            Words("这项承诺还没有牵头单位，本区也没有督查室。", "Nobody leads this promise, and the district has no office for it."),
            Words("请拨打12345反映。", "Call 12345 instead."),
        )
