"""``known_from``: where in the registers a value stands that nobody is asked for, and a proof that nobody has to bring.

enterprise.<field>, person.<field>   of the applicant's entry
place.<field>                        of the place whose code the item's field ``place`` has
licence.<name of it>.<field>         of the newest valid licence of that name; ``.valid`` says whether there is one
commitments.broken                   a broken commitment that is not repaired
commitments.false_before             a commitment on this item was ever found false
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from luoshi.words import Words

ENTERPRISE, PERSON, PLACE, LICENCE, COMMITMENTS = "enterprise", "person", "place", "licence", "commitments"
VALID: Final = "valid"

TEXT, NUMBER, DATE, YES_NO = "text", "number", "date", "yes_no"

MEMBERS: Final[Mapping[str, Mapping[str, str]]] = {
    ENTERPRISE: {
        **dict.fromkeys(("credit_code", "name", "form", "legal_representative", "industry", "address", "place", "state"), TEXT),
        **dict.fromkeys(("risk_class", "contact", "phone"), TEXT),
        "established_on": DATE,
        "staff": NUMBER,
    },
    PERSON: {
        **dict.fromkeys(("citizen_id", "name", "division", "residence", "phone", "employer", "certificate", "competence"), TEXT),
        "registered_on": DATE,
    },
    PLACE: {**dict.fromkeys(("code", "name", "use", "address", "division", "grid", "keeper"), TEXT), "area": NUMBER},
    LICENCE: {
        **dict.fromkeys(("number", "issuer", "name", "holder", "place", "scope", "state"), TEXT),
        "issued_on": DATE,
        "expires_on": DATE,
        VALID: YES_NO,
    },
    COMMITMENTS: {"broken": YES_NO, "false_before": YES_NO},
}
"""What each register can say, and what sort of value that is. The registers themselves are the district's; a test keeps both alike."""


@dataclass(frozen=True, slots=True)
class Known:
    """Where something is known from: ``("enterprise", ("name",))``, ``("licence", ("营业执照", "valid"))``."""

    register: str
    path: tuple[str, ...]

    @property
    def member(self) -> str:
        """Which member of the entry is meant."""
        return self.path[-1]

    @property
    def sort(self) -> str:
        """What sort of value it is: text, number, date or yes_no."""
        return MEMBERS[self.register][self.member]

    def __str__(self) -> str:
        return ".".join((self.register, *self.path))


class NotKnown(ValueError):
    """A text that names nothing a register could say; the words tell what there is."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.chinese} {words.english}")
        self.words = words


def known_from(text: str) -> Known:
    """Read ``known_from``. The name of a licence may itself hold dots.

    Raises:
        NotKnown: there is no such register, or it says no such thing.
    """
    register, _, rest = text.partition(".")
    if register not in MEMBERS:
        known = MEMBERS
        raise NotKnown(
            Words(
                f"没有“{register}”这种来源；应以下列之一开头：{'、'.join(known)}。",
                f"Nothing is known from “{register}”: begin with one of {', '.join(known)}.",
            )
        )
    of, _, member = rest.rpartition(".")
    if member not in MEMBERS[register] or bool(of) != (register == LICENCE):
        form = f"{register}.<证照名称>" if register == LICENCE else register
        form_en = f"{register}.<name of the licence>" if register == LICENCE else register
        members = MEMBERS[register]
        raise NotKnown(
            Words(
                f"应写成“{form}.<项目>”，项目为：{'、'.join(members)}。",
                f"Write “{form_en}.<member>” with one of the members {', '.join(members)}.",
            )
        )
    return Known(register, (of, member) if of else (member,))
