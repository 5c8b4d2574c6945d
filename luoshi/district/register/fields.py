"""What a register is made of: its fields, and what follows from them for pages, forms, import, masks, history and exports alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from luoshi.district.register.masks import Personal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

BETWEEN_PARTS: Final = " · "
"""Joins the parts of an identifier that has several."""


class Type(StrEnum):
    """What stands in a field. All values are kept as text: a day as 2023-01-20, a number by its digits."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    CREDIT_CODE = "credit_code"
    CITIZEN_ID = "citizen_id"
    PHONE = "phone"
    INDUSTRY = "industry"
    DIVISION = "division"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be said of an entry.

    Attributes:
        code: its name in stored values.
        column: what offices call it, and what heads its column in a file.
        label: the same in the reader's language.
        type: what stands in it.
        required: no entry is without it.
        in_list: a list shows it.
        public: everybody may see it, in a register that is public.
        personal: how it is hidden from whoever need not see it; ``None`` where nothing is hidden.
        link: the register whose entries it names by their identifier.
        choices: the words that may stand in it, each in the reader's language.
        also: other words that head its column in files.
        help: how it is filled in.
    """

    code: str
    column: str
    label: Words
    type: Type = Type.TEXT
    required: bool = False
    in_list: bool = False
    public: bool = False
    personal: Personal | None = None
    link: str = ""
    choices: tuple[tuple[str, Words], ...] = ()
    also: tuple[str, ...] = ()
    help: Words = ""


@dataclass(frozen=True)
class Kind:
    """A register. ``identified_by`` are the fields that tell its entries apart, ``named_by`` the one that people call them by.

    ``alike`` are fields that duplicates would share; ``also_called`` those whose words lead to an entry as its name does; ``in_order``
    pairs of days of which the first does not come after the second; ``demands`` say that a word in a choice needs another field;
    ``public_until`` is the field with the last day on which it is public.
    """

    code: str
    name: Words
    one: Words
    meaning: Words
    fields: tuple[Field, ...]
    identified_by: tuple[str, ...]
    named_by: str
    alike: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()
    demands: tuple[tuple[str, str, str], ...] = ()
    public_until: str = ""
    is_public: bool = False

    @cached_property
    def by_code(self) -> Mapping[str, Field]:
        """The fields by their codes."""
        return {field.code: field for field in self.fields}

    @property
    def matter(self) -> str:
        """What powers are granted in: ``register.enterprises``."""
        return f"register.{self.code}"

    @cached_property
    def is_personal(self) -> bool:
        """Whether the identifier itself is personal, so that it is no key, stands in no address and in no fact."""
        return any(self.by_code[code].personal for code in self.identified_by)

    @cached_property
    def marking(self) -> tuple[Field, ...]:
        """The fields by whose values entries are found exactly: whom they name, what they chose, what they share, parts of a number."""
        parts = self.identified_by if len(self.identified_by) > 1 else ()
        return tuple(field for field in self.fields if field.link or field.choices or field.code in self.alike or field.code in parts)

    @cached_property
    def filters(self) -> tuple[Field, ...]:
        """The fields by which a list can be narrowed."""
        return tuple(field for field in self.fields if field.choices)

    def identifier(self, values: Mapping[str, str]) -> str:
        """What tells the entry with these values from all others; empty where a part of it is missing."""
        parts = [values.get(code, "") for code in self.identified_by]
        return BETWEEN_PARTS.join(parts) if all(parts) else ""

    def key(self, values: Mapping[str, str], number: int) -> str:
        """What the entry is called outside the register: its identifier, or where that is personal its number, which tells nothing."""
        return f"{self.code[0].upper()}{number:08}" if self.is_personal else self.identifier(values)

    def name_of(self, values: Mapping[str, str]) -> str:
        """What people call the entry with these values."""
        return values.get(self.named_by) or self.identifier(values)
