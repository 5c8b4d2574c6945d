"""``{% load attachments %}``: the two components by which any page takes attachments and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings

from luoshi.district.attachments.kinds import KINDS
from luoshi.district.attachments.operations import FILES_MAX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.attachments.operations import Received
    from luoshi.district.attachments.queries import Attachment

register = template.Library()


@register.inclusion_tag("attachments/field.html")
def attachments_field(received: Received | None = None) -> dict[str, Any]:
    """The part of a form (``multipart/form-data``) that takes files, with what ``operations.receive`` kept when the form came back."""
    return {
        "kept": received.attachments if received else [],
        "refusals": [(name, refusal.said()) for name, refusal in received.refusals] if received else [],
        "accept": ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings),
        "kinds": ", ".join(KINDS),
        "megabytes": settings.ATTACHMENT_BYTES_MAX // 1024**2,
        "most": FILES_MAX,
    }


@register.inclusion_tag("attachments/list.html")
def attachments_list(attachments: Sequence[Attachment]) -> dict[str, Any]:
    """What belongs to something, as ``queries.attachments_of`` gives it; what was removed stands in its place."""
    return {"attachments": attachments}
