"""Reads of attachments: what belongs to something, who may see it, its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from luoshi.district.attachments.kinds import KINDS
from luoshi.district.attachments.models import Attachment, Removal
from luoshi.district.offices.queries import has_business

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority, District

__all__ = [
    "Attachment",
    "MaySee",
    "Removal",
    "attachment",
    "attachments_of",
    "content_of",
    "may_hand_in",
    "may_see",
    "media_type",
    "own",
    "register_owner",
]

MaySee = Callable[[str, "Authority"], bool]
"""Whether somebody may see what belongs to the owner with this key."""

_rules: dict[str, MaySee] = {}


def register_owner(kind: str, may_see: MaySee) -> None:
    """Let a capability own attachments: called from its ``AppConfig.ready``.

    Args:
        kind: what owns them, ``case``.
        may_see: given the key of an owner and an authority, whether that one may see what belongs to it. The public asks, too.
    """
    _rules[kind] = may_see


def may_hand_in(district: District, by: Authority, *, on: date) -> bool:
    """Whether somebody may hand in files in a district: who serves it, and who has business there."""
    return by.serves(district) or has_business(district, by, on=on)


def attachment(pk: int) -> Attachment | None:
    """The attachment of this id, whether it was removed or not."""
    return Attachment.objects.select_related("district", "removal", "person").filter(pk=pk).first()


def attachments_of(kind: str, key: str) -> list[Attachment]:
    """What belongs to an owner, in the order in which it was handed in; what was removed stands in its place, with ``removal``."""
    found = Attachment.objects.filter(belongings__kind=kind, belongings__key=key)
    return list(found.select_related("removal", "content").defer("content__data").order_by("pk"))


def own(ids: Iterable[str | int], *, by: Authority) -> list[Attachment]:
    """Of these ids the attachments that the person handed in and that belong to nothing yet: what a form that comes back still holds."""
    numbers = {int(each) for each in ids if str(each).isascii() and str(each).isdigit() and len(str(each)) < 19}
    return list(drafts().filter(pk__in=numbers, person=by.person).select_related("content").defer("content__data").order_by("pk"))


def drafts() -> QuerySet[Attachment]:
    """What was handed in and belongs to nothing yet."""
    return Attachment.objects.filter(belongings=None, removal=None)


def may_see(found: Attachment, by: Authority) -> bool:
    """Whether somebody may see an attachment: who handed it in, and whoever may see one of the things that it belongs to."""
    if by.person is not None and by.person.pk == found.person_id:
        return True
    return any(each.kind in _rules and _rules[each.kind](each.key, by) for each in found.belongings.all())


def content_of(found: Attachment) -> bytes | None:
    """The bytes of an attachment; ``None`` where they were removed, be it that others keep the same bytes."""
    if hasattr(found, "removal"):
        return None
    data = found.content.data
    return bytes(data) if data is not None else None


def media_type(found: Attachment) -> str:
    """How an attachment is served."""
    return KINDS[found.kind].media_type
