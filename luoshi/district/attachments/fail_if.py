"""Every reason for which a change of attachments is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.attachments import queries
from luoshi.district.attachments.errors import AlreadyRemoved, AttachmentRefused, NeedsReason, NotAllowed

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.attachments.models import Attachment
    from luoshi.district.offices.queries import Authority, District


def not_let_in(district: District, by: Authority, *, on: date) -> None:
    """Whoever acts holds no post of the district, and no other capability lets them in."""
    if not queries.may_hand_in(district, by, on=on):
        raise NotAllowed


def too_large(size: int, bytes_max: int) -> None:
    """It is larger than what is kept of one file."""
    if size > bytes_max:
        raise AttachmentRefused.too_large(bytes_max // 1024**2)


def neither_uploader_nor_office(attachment: Attachment, by: Authority) -> None:
    """Whoever acts neither handed the file in nor keeps the district's plan."""
    is_uploader = by.person is not None and by.person.pk == attachment.person_id
    if not is_uploader and not by.is_office_of(attachment.district):
        raise NotAllowed


def already_removed(attachment: Attachment) -> None:
    """Its bytes are gone."""
    if hasattr(attachment, "removal"):
        raise AlreadyRemoved(attachment.name)


def without_reason(reason: str) -> None:
    """Nobody says why."""
    if not reason.strip():
        raise NeedsReason
