"""What is worth saying about an identifier that was taken: what was mended in its writing, and what our tables do not know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.words import Words


class FindingKind(StrEnum):
    """The closed list. The first four tell what was mended."""

    FULL_WIDTH = "full_width"
    SEPARATORS = "separators"  # blanks, hyphens, marks that nobody sees
    LOWER_CASE = "lower_case"
    COUNTRY_CODE = "country_code"  # +86
    UNKNOWN_AUTHORITY = "unknown_authority"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_DIVISION = "unknown_division"
    BODY_CHECK = "body_check"
    SUPERSEDED = "superseded"
    IMPLAUSIBLE_AGE = "implausible_age"


MENDED = frozenset({FindingKind.FULL_WIDTH, FindingKind.SEPARATORS, FindingKind.LOWER_CASE, FindingKind.COUNTRY_CODE})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. ``position`` counts from 1 in the identifier as it is kept; ``None`` means the whole."""

    kind: FindingKind
    words: Words
    position: int | None = None


FULL_WIDTH = Finding(FindingKind.FULL_WIDTH, Words("全角字符已改为半角。", "Full-width characters were made half-width."))
SEPARATORS = Finding(FindingKind.SEPARATORS, Words("已去掉空格、连字符等。", "Blanks, hyphens and the like were taken out."))
LOWER_CASE = Finding(FindingKind.LOWER_CASE, Words("小写字母已改为大写。", "Small letters were made capitals."))
COUNTRY_CODE = Finding(FindingKind.COUNTRY_CODE, Words("已去掉国家代码 86。", "The country code 86 was taken off."))


def unknown_authority(found: str) -> Finding:
    """The first character of a credit code is none of our table."""
    return Finding(
        FindingKind.UNKNOWN_AUTHORITY,
        Words(
            f"登记管理部门代码“{found}”不在代码表中，请确认证照。",
            f"The table has no registration authority “{found}”: look at the certificate.",
        ),
        1,
    )


def unknown_category(found: str) -> Finding:
    """The authority is known, the second character is none of its categories in our table."""
    return Finding(
        FindingKind.UNKNOWN_CATEGORY,
        Words(f"机构类别代码“{found}”不在代码表中，请确认证照。", f"The table has no category “{found}”: look at the certificate."),
        2,
    )


def unknown_division(code: str, within: str, as_of: Words, position: int) -> Finding:
    """A division that was revoked before the table's day or set up after it, or one that never was."""
    where = Words(f"（属{within}）", f" (within {within})") if within else Words("（没有这样的省级代码）", " (no province has such a code)")
    return Finding(
        FindingKind.UNKNOWN_DIVISION,
        Words(
            f"行政区划代码 {code}{where.chinese}不在{as_of.chinese}的代码表中：可能已经撤销，也可能是新设或抄错。",
            f"Division {code}{where.english} is not in the table of {as_of.english}: it may be revoked, new, or copied wrongly.",
        ),
        position,
    )


def body_check(found: str, expected: str) -> Finding:
    """The code as a whole is right, its organisation code is not: issued so, or made up."""
    return Finding(
        FindingKind.BODY_CHECK,
        Words(
            f"第 17 位（组织机构代码的校验码）是“{found}”，按 GB 11714 应为“{expected}”；整个代码的校验码相符，请对照证照确认。",
            f"Character 17, the organisation code's own check, is “{found}” and should be “{expected}” by GB 11714; "
            "the code as a whole checks, so look at the certificate.",
        ),
        17,
    )


def superseded(name: Words) -> Finding:
    """A code from before the unified social credit code."""
    return Finding(
        FindingKind.SUPERSEDED,
        Words(f"这是旧的{name.chinese}，请补充统一社会信用代码。", f"An old {name.english}: ask for the unified social credit code."),
    )


def implausible_age(years: int) -> Finding:
    """Older than nearly anybody: a wrong century passes the check character once in eleven times."""
    return Finding(
        FindingKind.IMPLAUSIBLE_AGE,
        Words(f"按号码计算已满 {years} 周岁，请核对出生年份。", f"By this number the person is {years}: check the year of birth."),
        7,
    )
