"""Why a text is no identifier, in words for the person who can mend it. The names of the functions are the conditions.

A refusal repeats single characters and never the whole text, so that a log of refusals holds no citizen's number.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from luoshi.words import Words


class RefusalCode(StrEnum):
    """The closed list of reasons for which a text is refused."""

    EMPTY = "empty"
    SPREADSHEET_NUMBER = "spreadsheet_number"  # 1.10105E+17: the last digits are lost
    WRONG_LENGTH = "wrong_length"
    WRONG_CHARACTER = "wrong_character"
    WRONG_CHECK_CHARACTER = "wrong_check_character"
    NO_SUCH_DAY = "no_such_day"
    NOT_YET_BORN = "not_yet_born"
    OLD_CITIZEN_ID = "old_citizen_id"  # 15 digits
    OLD_RESIDENCE_ID = "old_residence_id"  # three letters and 12 digits
    UNKNOWN_CODE = "unknown_code"  # of a closed table: industries, divisions
    NO_AREA_CODE = "no_area_code"
    FOREIGN_PHONE = "foreign_phone"
    NO_PHONE = "no_phone"


class RefusedIdentifier(ValueError):
    """A text that cannot be taken as the identifier that it should be.

    ``position`` counts from 1 in the text without blanks and hyphens, and is ``None`` where the text as a whole is wrong. ``expected`` is
    what should stand there, empty where that cannot be known.
    """

    def __init__(self, code: RefusalCode, what: Words, remedy: Words, *, position: int | None = None, expected: str = "") -> None:
        self.code, self.what, self.remedy, self.position, self.expected = code, what, remedy, position, expected
        words = self.words()
        super().__init__(f"{words.chinese} {words.english}")

    def words(self) -> Words:
        """The whole message: what is wrong and what to do."""
        return Words(f"{self.what.chinese}{self.remedy.chinese}", f"{self.what.english} {self.remedy.english}")


def empty(name: Words) -> RefusedIdentifier:
    """Nothing is written."""
    return RefusedIdentifier(
        RefusalCode.EMPTY,
        Words(f"没有填写{name.chinese}。", f"There is no {name.english}."),
        Words("请填写；确实没有的，请整格留空并注明原因。", "Enter it; if there is none, leave the whole cell empty and say why."),
    )


def spreadsheet_number(name: Words) -> RefusedIdentifier:
    """A spreadsheet took the digits for a quantity and kept only 15 of them."""
    return RefusedIdentifier(
        RefusalCode.SPREADSHEET_NUMBER,
        Words(
            f"{name.chinese}被表格软件当作数字存成了科学计数，后几位已经丢失。",
            f"A spreadsheet stored this {name.english} as a quantity and lost its last digits.",
        ),
        Words(
            "请把该列格式设为“文本”，对照证照重新录入，不能由现有的数字恢复。",
            "Format the column as text and enter it again from the document; what is left cannot be restored.",
        ),
    )


def wrong_length(name: Words, length: int, wanted: int) -> RefusedIdentifier:
    """Characters are missing or too many."""
    difference = abs(wanted - length)
    chinese, english = ("少", "too few") if length < wanted else ("多", "too many")
    return RefusedIdentifier(
        RefusalCode.WRONG_LENGTH,
        Words(
            f"{name.chinese}应有 {wanted} 位，现有 {length} 位，{chinese}了 {difference} 位。",
            f"A {name.english} has {wanted} characters; this has {length}, {difference} {english}.",
        ),
        Words("请对照证照核对。", "Compare it with the document."),
    )


def wrong_character(name: Words, position: int, found: str, allowed: Words, expected: str) -> RefusedIdentifier:
    """A character that never stands in this place; ``expected`` is the one that looks like it, if there is one."""
    guess = Words(f"可能应为“{expected}”，", f"It may be “{expected}”: ") if expected else Words("", "")
    return RefusedIdentifier(
        RefusalCode.WRONG_CHARACTER,
        Words(
            f"{name.chinese}第 {position} 位是“{found}”，这一位只能是{allowed.chinese}。",
            f"Character {position} of this {name.english} is “{found}”, where only {allowed.english} may stand.",
        ),
        Words(f"{guess.chinese}请对照证照核对。", f"{guess.english}compare it with the document."),
        position=position,
        expected=expected,
    )


def wrong_check_character(name: Words, position: int, found: str, expected: str, hint: Words | None = None) -> RefusedIdentifier:
    """The check character does not follow from the others: one of them, or it, was copied wrongly."""
    more = hint or Words("", "")
    return RefusedIdentifier(
        RefusalCode.WRONG_CHECK_CHARACTER,
        Words(
            f"{name.chinese}第 {position} 位校验码是“{found}”，按前面各位计算应为“{expected}”。",
            f"Check character {position} of this {name.english} is “{found}”; by the characters before it should be “{expected}”.",
        ),
        Words(
            f"有一位抄错，或相邻两位颠倒：{more.chinese}请对照证照逐位核对，不要只改校验码。",
            f"One is wrong, or two neighbours are swapped: {more.english}compare each with the document, do not just change the last.",
        ),
        position=position,
        expected=expected,
    )


def no_such_day(name: Words, position: int, month_and_day: str) -> RefusedIdentifier:
    """The date of birth is none of the calendar. The year is not repeated: it is a citizen's."""
    month, day = month_and_day[:2], month_and_day[2:]
    return RefusedIdentifier(
        RefusalCode.NO_SUCH_DAY,
        Words(
            f"{name.chinese}第 {position} 至 {position + 7} 位的出生日期，那一年没有 {month} 月 {day} 日。",
            f"Characters {position} to {position + 7} of this {name.english}: that year’s month {month} has no day {day}.",
        ),
        Words("请对照证件核对。", "Compare it with the document."),
        position=position,
    )


def not_yet_born(name: Words, position: int, on: date) -> RefusedIdentifier:
    """The date of birth lies after the day on which it is read."""
    return RefusedIdentifier(
        RefusalCode.NOT_YET_BORN,
        Words(
            f"{name.chinese}第 {position} 至 {position + 7} 位的出生日期晚于 {on.isoformat()}。",
            f"Characters {position} to {position + 7} of this {name.english} are a date of birth after {on.isoformat()}.",
        ),
        Words("请对照证件核对出生年份。", "Compare the year of birth with the document."),
        position=position,
    )


def old_citizen_id(name: Words) -> RefusedIdentifier:
    """15 digits: a number of the first generation of identity cards, which have been invalid since 1 January 2013."""
    return RefusedIdentifier(
        RefusalCode.OLD_CITIZEN_ID,
        Words(
            f"这是第一代身份证的 15 位号码，不是 18 位{name.chinese}；第一代身份证自 2013 年 1 月 1 日起停止使用。",
            f"These are the 15 digits of a first-generation card, no {name.english} of 18; such cards are invalid since 1 January 2013.",
        ),
        Words(
            "请按现行身份证或户口簿填写 18 位号码，不要自行补位换算。",
            "Enter the 18 characters of the present card or household register; do not convert it by hand.",
        ),
    )


def old_residence_id(name: Words) -> RefusedIdentifier:
    """Three letters and 12 digits: a permanent residence card made before December 2023, whose digits are not checked here."""
    return RefusedIdentifier(
        RefusalCode.OLD_RESIDENCE_ID,
        Words(
            f"这是 2023 年 12 月以前签发的外国人永久居留身份证的 15 位号码，不是 18 位{name.chinese}。",
            f"These are the 15 characters of a permanent residence card made before December 2023, no {name.english} of 18.",
        ),
        Words(
            "旧证在有效期内仍然有效：请作为“其他证件”登记；已换新证的，填写以 9 开头的 18 位号码。",
            "The old card is valid until it expires: record it as another document, or enter the new card's 18 digits that begin with 9.",
        ),
    )


def unknown_code(name: Words, source: Words) -> RefusedIdentifier:
    """The table of the standard has no such code."""
    return RefusedIdentifier(
        RefusalCode.UNKNOWN_CODE,
        Words(f"{source.chinese}里没有这个{name.chinese}。", f"{source.english} has no such {name.english}."),
        Words("请按名称查找后选用。", "Search for it by its name and choose."),
    )


def no_area_code() -> RefusedIdentifier:
    """A subscriber's number alone rings in every town somewhere else."""
    return RefusedIdentifier(
        RefusalCode.NO_AREA_CODE,
        Words("固定电话没有写区号。", "This landline number has no area code."),
        Words("请写成“区号-号码”。", "Write it as “area code-number”."),
        position=1,
    )


def foreign_phone() -> RefusedIdentifier:
    """The country code is not 86."""
    return RefusedIdentifier(
        RefusalCode.FOREIGN_PHONE,
        Words("国家（地区）代码不是 86。", "The country code is not 86."),
        Words(
            "这里只登记内地电话；境外电话请写在备注里。", "Only telephones of the mainland are recorded here: write others in the remarks."
        ),
        position=1,
    )


def no_phone(position: int | None = None) -> RefusedIdentifier:
    """Neither a mobile number, nor a landline, nor a 400 or 800 number."""
    return RefusedIdentifier(
        RefusalCode.NO_PHONE,
        Words(
            "这不是电话号码：手机号为 11 位，以 13 至 19 开头；固定电话为区号加 7 或 8 位；客服电话为 400、800 加 7 位。",
            "This is no telephone number: 11 digits from 13 to 19 (mobile), area code and 7 or 8 (landline), 400 or 800 and 7 (service).",
        ),
        Words("请核对；一格只写一个号码，分机写成“转8012”。", "Check it; write one number in a cell, and an extension as “转8012”."),
        position=position,
    )
