"""``{% load attachments %}``: the component by which any page takes attachments; ``attachments/list.html`` shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings

from luoshi.district.attachments.kinds import KINDS
from luoshi.district.attachments.operations import FILES_MAX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.attachments.queries import Attachment

register = template.Library()


@register.inclusion_tag("attachments/field.html")
def attachments_field(
    code: str, name: str, *, hint: str = "", required: bool = False, held: Sequence[Attachment] = (), faults: Sequence[str] = ()
) -> dict[str, Any]:
    """The part of a form (``multipart/form-data``) that takes files.

    Args:
        code: names the files in the form; those that it ``held`` already are named ``<code>-kept``.
        name: what it is called.
        hint: what belongs in it.
        required: whether nothing goes on without a file.
        held: what was kept when the form came back.
        faults: what was refused then.
    """
    return {
        "code": code,
        "name": name,
        "hint": hint,
        "required": required,
        "held": held,
        "faults": faults,
        "accept": ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings),
        "kinds": ", ".join(KINDS),
        "megabytes": settings.ATTACHMENT_BYTES_MAX // 1024**2,
        "most": FILES_MAX,
    }
