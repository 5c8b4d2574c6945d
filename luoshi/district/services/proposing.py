"""What the form of an official begins with: what the rules found, in words that may be altered. Which way to decide is never proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from luoshi.district.casework.queries import CaseStep
from luoshi.district.services.cases import LICENSING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.services.models import Application, Assessed

CLAUSES_MAX: Final = 200
"""As many characters as a field of one line takes."""


def proposed(application: Application, matter: str, transition: str) -> dict[str, str]:
    """What a step of the case of an application begins with, by the codes of its fields; in Chinese, as it will stand on record."""
    last = application.assessments.order_by("number").last()
    if matter != LICENSING or last is None:
        return {}
    match transition:
        case "ask_correction":
            return {"correction": listed([*(each["words"][0] for each in last.missing), *_reasons(last)])}
        case "draft":
            return {"facts": listed(_reasons(last)), "clause": clauses(last.reasons)}
        case "refuse":
            return _drafted(application)
        case _:
            return {}


def _reasons(last: Assessed) -> Iterable[str]:
    for each in last.reasons:
        yield f"{each['words'][0]}（{each['clause']}）" if each["clause"] else each["words"][0]


def _drafted(application: Application) -> dict[str, str]:
    """What was drafted, for whoever decides by it."""
    draft = CaseStep.objects.filter(case__code=application.case_code, transition="draft").order_by("number").last()
    return {"reason": str(draft.values.get("facts", "")), "clause": str(draft.values.get("clause", ""))} if draft is not None else {}


def listed(words: Iterable[str]) -> str:
    """One line for each; numbered where there are several.

    >>> listed(["面积太大"])
    '面积太大'
    >>> listed(["面积太大", "缺布局图"])
    '1. 面积太大\\n2. 缺布局图'
    """
    lines = list(dict.fromkeys(words))
    return lines[0] if len(lines) == 1 else "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def clauses(reasons: Iterable[Any]) -> str:
    """The clauses of the reasons, each once, as many as one line takes whole."""
    line = ""
    for clause in dict.fromkeys(each["clause"] for each in reasons if each["clause"]):
        longer = f"{line}；{clause}" if line else clause
        line = longer if len(longer) <= CLAUSES_MAX else line
    return line
