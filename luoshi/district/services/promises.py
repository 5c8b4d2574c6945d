"""The notice that is shown before anybody promises, with every part that 国办发〔2020〕42号 asks, and its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.services.lookups import matter_of
from luoshi.district.services.models import Promise

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Application
    from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class NoticeText:
    """告知书: what is said, by its parts, and the SHA-256 of the whole.

    The parts are item, basis, conditions, replaced (the papers for which the promise stands), consequences, check (with its time),
    publication, choice (nobody has to promise), withdrawal, signing, receiver; each in both languages.
    """

    text: dict[str, Any]

    @property
    def sha256(self) -> str:
        """The digest of its canonical JSON: whoever holds the text can tell that it is the same."""
        written = json.dumps(self.text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def notice_of(offer: Offer, *, on: date) -> NoticeText | None:
    """The notice of an item as it is on a day; ``None`` where it is not approved on a commitment."""
    item, notice = offer.item, offer.item.commitment
    if notice is None:
        return None
    days = offer.limit(item.limits.check, on=on)
    return NoticeText({
        "matter": matter_of(item),
        "item": _pair(item.name),
        "version": item.version,
        "receiver": offer.version.unit.name,
        "basis": list(item.basis),
        "conditions": [{"code": each.code, "says": _pair(each.says)} for each in notice.conditions],
        "replaced": [_pair(each.name) for each in item.materials if each.commitment],
        "consequences": _pair(notice.consequences),
        "check": _pair(notice.check),
        "check_within": None if days is None else [str(days.value), days.parameter.unit],
        "publication": _pair(notice.publication),
        "choice": _CHOICE,
        "withdrawal": _WITHDRAWAL,
        "signing": _AGENT if notice.agent_may_sign else _NO_AGENT,
    })  # fmt: skip


def _pair(words: Words) -> list[str]:
    return [words.chinese, words.english]


_CHOICE = [
    "申请人可以自主选择；不愿或者不能承诺的，提交有关证明，按一般程序办理。",
    "The applicant may choose; who will not or cannot promise hands in the proofs, and the ordinary procedure follows.",
]
_WITHDRAWAL = [
    "作出决定以前可以撤回承诺，撤回后按一般程序办理。",
    "The promise may be withdrawn until the decision; the ordinary procedure follows then.",
]
_AGENT = ["可以由代理人签署。", "An agent may sign."]
_NO_AGENT = ["由申请人本人或者法定代表人签署，不能由代理人签署。", "The applicant or the legal representative signs; no agent may."]


def present_promise(application: Application) -> Promise | None:
    """The promise that counts: the last one, unless it was withdrawn."""
    found = Promise.objects.filter(application=application).select_related("withdrawal").order_by("-pk").first()
    return found if found is not None and not hasattr(found, "withdrawal") else None
