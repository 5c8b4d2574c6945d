"""The one change of the access log: a look is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.access_log.models import What
from luoshi.district.aside import aside

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority

_INSERT = """
INSERT INTO access_log_look
    (district_id, person_id, signature, subject_kind, subject_key, address, what, detail, reason, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def record_look(
    subject_kind: str,
    subject_key: str,
    what: What,
    *,
    by: Authority,
    at: datetime,
    detail: str = "",
    reason: str = "",
    address: str = "",
) -> None:
    """Write down that somebody looks, before anything is shown. It stays although the reader's transaction is rolled back.

    Args:
        subject_kind: what kind of thing, in dotted English: ``register.persons``.
        subject_key: which of them, by its permanent key, never by personal data; empty for a list or an export.
        what: how much is seen.
        by: who looks. The public sees what is public, and nobody notes that.
        at: when.
        detail: which field, or how many rows.
        reason: why, where somebody had to say so.
        address: where the subject has its page.
    """
    if by.person is None:
        return
    row = (
        by.person.district_id, by.person.pk, by.signature[:200], subject_kind, subject_key[:200], address[:300],
        What(what).value, detail[:200], reason.strip(), at,
    )  # fmt: skip
    with aside() as connection, connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
