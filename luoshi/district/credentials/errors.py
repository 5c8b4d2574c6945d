"""What is refused about licences. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from datetime import date


class CredentialError(Refusal):
    """Base of all refusals about licences."""


class NotAllowed(CredentialError):
    """Whoever asks may not do this for the unit that issued the licence."""

    def __init__(self, unit: str) -> None:
        super().__init__(
            Words(f"您没有“{unit}”行政许可事项的批准权限。", f"You may not approve in matters of licensing for “{unit}”."),
            Words("请由有批准权限的岗位办理。", "Let a post do it to which this power is granted."),
        )


class OnlyAPerson(CredentialError):
    """A machine would take something from somebody."""

    def __init__(self) -> None:
        super().__init__(
            Words("撤销、暂停和恢复证照只能由人决定。", "Only a person revokes, suspends or restores a licence."),
            Words("请转给有批准权限的人办理。", "Hand it to a person who may approve."),
        )


class NeedsReasonAndLaw(CredentialError):
    """Something is taken from somebody without saying why, or by which law."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有写明理由或法律依据。", "The reason or the legal basis is missing."),
            Words("请写明事实、理由和法律条款，例如行政许可法第六十九条。", "State the facts, the reason and the clause of the law."),
        )


class NumberTaken(CredentialError):
    """There is a licence of this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(f"证照编号“{number}”已经用过。", f"The licence number “{number}” has been used already."),
            Words("请换一个编号；编号不能重复使用。", "Take another one: numbers are never given twice."),
        )


class WrongDays(CredentialError):
    """It would end before it began, or a renewal would not make it longer."""

    def __init__(self, expires_on: date, begins: date) -> None:
        super().__init__(
            Words(
                f"有效期不能到{named_day(expires_on)}为止：要晚于{named_day(begins)}。",
                f"It cannot end on {expires_on}: that must be after {begins}.",
            ),
            Words("请核对日期。", "Check the days."),
        )


class NoSuchLicence(CredentialError):
    """The licence that was named is not there."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(f"没有编号为“{number}”的电子证照。", f"There is no electronic licence of the number “{number}”."),
            Words("请核对编号。", "Check the number."),
        )


class NotInThisState(CredentialError):
    """What is asked for does not fit what happened to the licence before."""

    def __init__(self, number: str, state: Words) -> None:
        super().__init__(
            Words(f"证照“{number}”现在的状态是“{state.chinese}”，不能这样办理。", f"The licence “{number}” is {state.english} now."),
            Words("请核对证照状态。", "Check the state of the licence."),
        )


class KeyRetired(CredentialError):
    """The private key in the data folder is one that was replaced."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"数据文件夹里的证照签名钥匙 {name} 已经停用。", f"The key {name} in the data folder signs licences no more."),
            Words(
                "请放回现用的钥匙；要换钥匙，请移走 licence_key 文件，下一份证照会用新钥匙签发。",
                "Put the present key back; to change keys, take the file licence_key away, and the next licence gets a new one.",
            ),
        )
