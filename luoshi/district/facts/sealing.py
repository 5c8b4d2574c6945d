"""The sealer: facts that wait are given their places in the tree, and the head over all of them is signed.

Writers never wait for it. It takes the facts whose transactions have committed, whatever their numbers; one that commits later with a lower
number is in the next block. A block is one transaction: a sealer that is killed leaves nothing half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import connection, transaction

from luoshi.district.data_folder import signing_key
from luoshi.district.facts.models import Subtree, TreeHead
from luoshi.district.facts.new import moment
from luoshi.district.facts.stored_tree import StoredHashes, newest_head
from luoshi.district.locks import is_alone
from luoshi.engines.transparency import HASH_BYTES, Checkpoint, grow, root
from luoshi.engines.transparency.checkpoint import origin_of, public_key_of, signed

if TYPE_CHECKING:
    from datetime import datetime

SEALING: Final = "sealing of facts"
"""What one does at a time."""
SEALED_AT_ONCE: Final = 100_000
"""How many facts a block holds at most: some seconds of work that a killed sealer begins anew."""

# The hashes were taken by the database when the facts were recorded: whoever verifies hashes the contents with another program.
TAKE = """
WITH taken AS (
  DELETE FROM facts_unsealedfacts WHERE id IN (
    SELECT id FROM (SELECT id, sum(cardinality(numbers)) OVER (ORDER BY id) AS upto FROM facts_unsealedfacts) AS waiting
    WHERE upto <= %(limit)s OR id = (SELECT min(id) FROM facts_unsealedfacts)
  ) RETURNING numbers, hashes
), sealed AS (
  INSERT INTO facts_leaf (position, number, hash)
  SELECT %(size)s + row_number() OVER (ORDER BY number) - 1, number, hash FROM taken, unnest(numbers, hashes) AS waiting (number, hash)
  RETURNING position, hash
)
SELECT string_agg(hash, ''::bytea ORDER BY position) FROM sealed
"""


@transaction.atomic(durable=True)
def seal_block(*, at: datetime) -> int:
    """Seal the facts that wait, or the first of many; return how many. None while another sealer is at work."""
    if not is_alone(SEALING):
        return 0
    last = newest_head()
    size = last.size if last else 0
    leaves = _take(size)
    if leaves:
        complete = grow(size, leaves, StoredHashes())
        Subtree.objects.bulk_create(Subtree(level=level, index=index, hash=found) for level, index, found in complete)
        _sign(size + len(leaves), at)
    return len(leaves)


def _take(size: int) -> list[bytes]:
    """Give the facts that wait their places after ``size`` others; their hashes, which the database hands over as one value."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"limit": SEALED_AT_ONCE, "size": size})
        joined = bytes(cursor.fetchone()[0] or b"")
    return [joined[begin : begin + HASH_BYTES] for begin in range(0, len(joined), HASH_BYTES)]


def _sign(size: int, at: datetime) -> None:
    key = signing_key(settings.DATA_FOLDER)
    public = public_key_of(key)
    checkpoint = Checkpoint(origin_of(public), size, root(size, StoredHashes()), moment(at))
    TreeHead.objects.create(size=size, root=checkpoint.root, sealed_at=at, public_key=public, signature=signed(checkpoint, key))
