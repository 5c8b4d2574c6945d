"""The record in the database, read once from beginning to end for the engine that audits it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from luoshi.district.facts.models import Leaf, Subtree, TreeHead
from luoshi.district.facts.new import moment
from luoshi.engines.transparency import WIDTH, Checkpoint, Finding, FindingKind, Head, SealedFact, audit
from luoshi.engines.transparency.checkpoint import is_signed, origin_of

if TYPE_CHECKING:
    from datetime import datetime

WAITS_LONG: Final = timedelta(hours=1)
"""The worker seals every few seconds."""

# One snapshot for everything, however long it takes; and rows in their order without sorting, so that nothing is held in memory or on disk.
SNAPSHOT = """
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off;
"""
AGAIN_AS_USUAL = "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_sort = on;"
LEAVES = """
SELECT position, number, hash, convert_to(content, 'UTF8') AS content FROM facts_leaf LEFT JOIN facts_fact USING (number)
"""
# What is sealed comes 256 facts to a row: so many rows less to be taken from the connection, which would take longer than to hash them.
SEALED = f"""
COPY (
  SELECT positions, numbers, hashes, contents
  FROM generate_series(0, %(sealed)s - 1, {WIDTH}) WITH ORDINALITY AS block (begin, place) CROSS JOIN LATERAL (
    SELECT array_agg(position ORDER BY position) AS positions, array_agg(number ORDER BY position) AS numbers,
      array_agg(hash ORDER BY position) AS hashes, array_agg(content ORDER BY position) AS contents
    FROM ({LEAVES} WHERE position >= begin AND position < least(begin + {WIDTH}, %(sealed)s)) AS leaf HAVING count(*) > 0
  ) AS leaves ORDER BY place
) TO STDOUT (FORMAT binary)
"""  # noqa: S608 - nothing typed in
BEYOND = f"COPY ({LEAVES} WHERE position >= %(sealed)s ORDER BY position) TO STDOUT (FORMAT binary)"
NEVER_QUEUED = """
SELECT number FROM facts_fact fact
WHERE NOT EXISTS (SELECT FROM facts_leaf leaf WHERE leaf.number = fact.number)
  AND NOT EXISTS (SELECT FROM facts_unsealedfacts, unnest(numbers) AS waiting WHERE waiting = fact.number)
ORDER BY number
"""
WAITING = """
SELECT min(number), max(number) FROM facts_unsealedfacts, unnest(numbers) AS number JOIN facts_fact USING (number)
WHERE facts_text(content, 'recorded_at') COLLATE "C" < %s
"""


@transaction.atomic(durable=True)
def verify(*, at: datetime, progress: Callable[[int, int], object] = lambda _done, _total: None) -> list[Finding]:
    """Everything in which the record is not as it was sealed, and facts that have waited long for their seal.

    Args:
        at: now.
        progress: is told now and then how many leaves of how many are done.

    Raises:
        RuntimeError: within a transaction; it needs a snapshot of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
    heads = [_checked(head) for head in TreeHead.objects.order_by("size")]
    subtrees = {(one.level, one.index): bytes(one.hash) for one in Subtree.objects.order_by("level", "index").iterator()}
    total = Leaf.objects.count()
    sealed = max((head.size for head in heads if head.is_signed), default=0)
    found = list(audit(_leaves(sealed), heads, subtrees, progress=lambda done: progress(done, total)))
    return [*found, *_not_sealed(at)]


def _checked(head: TreeHead) -> Head:
    public, root = bytes(head.public_key), bytes(head.root)
    checkpoint = Checkpoint(origin_of(public), head.size, root, moment(head.sealed_at))
    return Head(head.size, root, is_signed(checkpoint, bytes(head.signature), public))


def _leaves(sealed: int) -> Iterator[SealedFact]:
    """All leaves by position: those below the newest head, and those that stand beyond it."""
    with connection.cursor() as cursor:
        with cursor.copy(SEALED, {"sealed": sealed}) as copy:
            copy.set_types(["int8[]", "int8[]", "bytea[]", "bytea[]"])
            for row in copy.rows():
                yield from zip(*row, strict=True)
        with cursor.copy(BEYOND, {"sealed": sealed}) as copy:
            copy.set_types(["int8", "int8", "bytea", "bytea"])
            yield from copy.rows()


def _not_sealed(at: datetime) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(AGAIN_AS_USUAL)
        cursor.execute(NEVER_QUEUED)
        yield from (Finding(FindingKind.NEVER_QUEUED, number, number) for [number] in cursor.fetchall())
        cursor.execute(WAITING, [moment(at - WAITS_LONG)])
        first, last = cursor.fetchone()
        if first is not None:
            yield Finding(FindingKind.WAITING, first, last)
