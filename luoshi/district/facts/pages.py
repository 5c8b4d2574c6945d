"""What the pages of the record show, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.days import day_of
from luoshi.district.facts import queries
from luoshi.district.facts.new import canonical
from luoshi.district.offices.queries import District, Post, authority_of_post
from luoshi.engines.transparency.checkpoint import verifier_key

if TYPE_CHECKING:
    from luoshi.district.facts.models import Fact, TreeHead
    from luoshi.district.offices.queries import Authority

BLOCKS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Block:
    """A head in the list: its root, and how many facts it added."""

    head: TreeHead
    root: str
    count: int


def record_page(*, before: int | None) -> dict[str, Any]:
    """The newest head, the blocks up to a size, how to check."""
    head = queries.head()
    blocks = _blocks(before)
    return {
        "head": head,
        "root": bytes(head.root).hex() if head else "",
        "checkpoint": queries.checkpoint(head) if head else "",
        "verifier_key": verifier_key(bytes(head.public_key)) if head else "",
        "waiting": queries.waiting(),
        "blocks": blocks[:BLOCKS_SHOWN],
        "older": blocks[BLOCKS_SHOWN - 1].head.size if len(blocks) > BLOCKS_SHOWN else None,
        "is_newest": before is None,
    }


def _blocks(before: int | None) -> list[Block]:
    """The blocks from the newest on, or those before one, with one more than is shown."""
    heads = queries.heads() if before is None else queries.heads().filter(size__lt=before)
    found = list(heads[: BLOCKS_SHOWN + 2])
    sizes = [head.size for head in found[1:]] + ([0] if len(found) < BLOCKS_SHOWN + 2 else [])
    return [Block(head, bytes(head.root).hex(), head.size - size) for head, size in zip(found, sizes, strict=False)]


def fact_page(fact: Fact, *, by: Authority) -> dict[str, Any]:
    """A fact in words with its lineage and its proof; of one that the reader may not see, the proof alone."""
    may_see = queries.may_see(fact, by=by)
    proof = queries.proof(fact, with_content=may_see)
    head, district = queries.head(), District.objects.get(pk=fact.district_id)
    return {
        "number": fact.number,
        "fact": fact if may_see else None,
        "name": queries.names([fact]).get(fact.number) if may_see else None,
        "district": district,
        "proof": proof,
        "place": proof.position + 1 if proof else None,
        "leaf": proof.leaf.hex() if proof else "",
        "path": [one.hex() for one in proof.path] if proof else [],
        "head": head,
        "root": bytes(head.root).hex() if head else "",
        **(_lineage(fact, by, district) if may_see else {}),
    }


def _lineage(fact: Fact, by: Authority, district: District) -> dict[str, Any]:
    """Who was in charge, what came before and after; names of persons are for the officials of the district."""
    did = fact.said["by"]
    codes = [tuple(code.split("/", 1)) for code in did["posts"]] if did else []
    posts = Post.objects.filter(unit__district=fact.district_id, code__in=[post for _, post in codes]).select_related("unit")
    day = day_of(fact.recorded_at)
    holders = [authority_of_post(post, district=district, on=day).person for _, post in codes] if by.serves(district) else []
    history = queries.history(fact)
    return {
        "posts": [post for post in posts if (post.unit.code, post.code) in codes],
        "codes": did["posts"] if did else [],
        "by_clock": did is None,
        "person": next(filter(None, holders), None),
        "history": [(one, queries.may_see(one, by=by)) for one in history] if len(history) > 1 else [],
        "corrected_by": next((one for one in history if one.corrects == fact.number), None),
        "details": [(key, value if isinstance(value, str) else canonical(value)) for key, value in fact.said["details"].items()],
    }
