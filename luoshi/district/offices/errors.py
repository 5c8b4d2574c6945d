"""What the offices refuse. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from luoshi.district.languages import said
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.offices.models import District, Post, Tenure, Unit
    from luoshi.district.offices.roster import Fault


class Refusal(Exception):
    """Something that is refused: ``what`` is wrong, and the ``remedy``, each in both languages.

    ``status`` is that of the answer over HTTP, to people and to programs alike.
    """

    status: ClassVar[int] = 422

    def __init__(self, what: Words, remedy: Words) -> None:
        super().__init__(f"{what.chinese}{remedy.chinese} {what.english} {remedy.english}")
        self.what, self.remedy = what, remedy

    def said(self) -> dict[str, str]:
        """The refusal in the reader's language, as pages show it."""
        return {"what": said(self.what), "remedy": said(self.remedy)}

    def in_one_line(self) -> str:
        """The same, for where a page has one line for it."""
        return " ".join(self.said().values())


class NotAllowed(Refusal):
    """The person holds no post that may do this; the words say who may, and whom to ask."""

    @classmethod
    def but_the_office(cls, what: Words) -> Self:
        """Only the office that keeps the district's plan may."""
        return cls(what, Words("请联系本区政府办（督查室）。", "Ask the government office of your district."))


class SecondPersonNeeded(Refusal):
    """双人规则: whoever did the one thing may not do the next; the words say which, and who may."""


class OfficeError(Refusal):
    """Base of all refusals about offices."""


class NotTheOffice(OfficeError):
    """Units, posts, who holds them and what is granted to them are kept by the office of the district itself."""

    def __init__(self, district: District) -> None:
        super().__init__(
            Words("单位和岗位由政府办（督查室）维护。", "Units and posts are kept by the government office."),
            Words(
                f"需要变动的，请联系{district.name}的政府办。", f"If something must change, ask the government office of {district.name}."
            ),
        )


class NameTaken(OfficeError):
    """Two units, or two posts of a unit, would bear one name at the same time."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"“{name}”已经有了。", f"There is a “{name}” already."),
            Words("请换一个名称，或先结束原有的那一个。", "Choose another name, or end the one there is first."),
        )


class WrongDays(OfficeError):
    """Something would end before it began, or a tenure would reach beyond its post."""

    def __init__(self, what: str, begins: date, ends: date) -> None:
        super().__init__(
            Words(f"“{what}”自 {begins} 起，不能在 {ends} 结束。", f"“{what}” begins on {begins} and cannot end on {ends}."),
            Words("请核对日期。", "Check the days."),
        )


class PostHeld(OfficeError):
    """The post is held by somebody else on that day, from a later day on."""

    def __init__(self, post: Post, tenure: Tenure) -> None:
        super().__init__(
            Words(
                f"“{post.title}”自 {tenure.valid_from} 起由{tenure.person.name}担任。",
                f"“{post.title}” is held by {tenure.person.name} from {tenure.valid_from} on.",
            ),
            Words("任职起始日应晚于现任的起始日；请核对日期。", "A tenure must begin after the present one began; check the day."),
        )


class UnitInUse(OfficeError):
    """A unit that leads commitments ends only if another takes them over."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(
            Words(f"“{unit.name}”已经结束，或没有写明由谁承接。", f"“{unit.name}” has ended already, or nobody takes over its work."),
            Words("请选择另一个现有单位承接。", "Choose another present unit that takes over."),
        )


class GrantedAlready(OfficeError):
    """The same power is granted twice."""

    def __init__(self, to: str) -> None:
        super().__init__(
            Words(f"“{to}”已有这项授权。", f"“{to}” has been granted this already."),
            Words(
                "不必再授；如要改变范围，请先收回原有的那一项。",
                "Nothing needs to be done; to change its reach, end the one there is first.",
            ),
        )


class EnteredOtherwise(OfficeError):
    """A table says something else of a post or an account than what is entered."""

    def __init__(self, what: str, entered: str) -> None:
        super().__init__(
            Words(f"“{what}”已登记为“{entered}”。", f"“{what}” is entered as “{entered}”."),
            Words("请改成一致，或者另写一个。", "Make it alike, or write another one."),
        )


class RosterRefused(OfficeError):
    """A table of units and posts that cannot be taken over; ``faults`` are those of its rows."""

    def __init__(self, what: Words, remedy: Words, faults: Sequence[Fault] = ()) -> None:
        super().__init__(what, remedy)
        self.faults = tuple(faults)

    @classmethod
    def nothing_given(cls) -> Self:
        """The button was pressed too early."""
        return cls(Words("还没有选择花名册文件。", "No file was chosen."), Words("请先选择文件，再导入。", "Choose the file first."))

    @classmethod
    def too_large(cls, limit: int) -> Self:
        """The file is larger than any such table."""
        return cls(
            Words(f"文件超过 {limit // 1024**2} MB。", f"The file is larger than {limit // 1024**2} MB."),
            Words("请只提交花名册，不要插入图片。", "Submit the roster alone, without pictures."),
        )

    @classmethod
    def empty(cls) -> Self:
        """There is nothing below the heading."""
        return cls(
            Words("表头下面没有内容。", "Nothing stands below the heading."), Words("请一行写一个岗位。", "Write one row for each post.")
        )

    @classmethod
    def with_faults(cls, faults: Sequence[Fault]) -> Self:
        """Rows cannot be meant."""
        count = len({each.row for each in faults})
        return cls(
            Words(f"有 {count} 行不对，什么都没有登记。", f"Rows that are wrong: {count}. Nothing was entered."),
            Words("请按每一行的提示改正后重新导入。", "Mend each as it is said there, and import again."),
            faults,
        )


class ProviderDidNotAnswer(OfficeError):
    """The provider by which people sign in cannot be reached."""

    status: ClassVar[int] = 503

    def __init__(self, provider: str) -> None:
        super().__init__(
            Words(f"{provider}没有应答。", f"{provider} does not answer."),
            Words("请过一会儿再试，或者用账号和口令登录。", "Try again in a while, or sign in by account and password."),
        )


class ProviderDidNotVouch(OfficeError):
    """The provider says no, or what it says cannot be believed."""

    status: ClassVar[int] = 403

    def __init__(self, provider: str) -> None:
        super().__init__(
            Words(f"{provider}没有确认您的身份。", f"{provider} did not confirm who you are."),
            Words("请从头再登录一次；还不行的，请联系系统管理员。", "Sign in again; if that fails too, ask the system administrator."),
        )


class NobodyOfThatName(OfficeError):
    """Somebody is known to the provider, and not here."""

    status: ClassVar[int] = 403

    def __init__(self, provider: str, name: str) -> None:
        super().__init__(
            Words(f"{provider}确认您是“{name[:60]}”，但这里没有这个账号。", f"{provider} calls you “{name[:60]}”, who has no account."),
            Words(
                "请联系本区政府办（督查室）登记；账号名要与认证平台的一致。",
                "Ask the government office to enter you; the account has to bear the same name as there.",
            ),
        )
