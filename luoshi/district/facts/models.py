"""What is stored of facts, and of the Merkle tree that seals them. All of it only grows, and the database keeps it so.

A fact is its ``content``, the canonical JSON text of which the hash is taken. Every other column is computed from the content by the
database itself, so that column and content can never disagree and whoever verifies needs the content alone.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull

from luoshi.district.facts.new import DECIMALS, DIGITS, KEY_MAX, KIND_MAX, UNIT_MAX

HASH_BYTES = 32


def _text(*path: str) -> Func:
    """What stands in the content under a path, as text."""
    return Func(F("content"), *(Value(key) for key in path), function="facts_text", output_field=models.TextField())


def detail(key: str) -> KeyTextTransform:
    """What stands under a key of the details, as text; null where there is no such key."""
    return KeyTextTransform(key, "details")


def _computed(expression: Func, output_field: models.Field[Any, Any]) -> models.GeneratedField:
    return models.GeneratedField(expression=expression, output_field=output_field, db_persist=True)


class Fact(models.Model):
    """事实: one thing that happened. ``number`` is its permanent name; numbers may have gaps, where somebody gave up."""

    number = models.BigIntegerField(primary_key=True)
    content = models.TextField()
    district_id = _computed(Cast(_text("district", "id"), models.BigIntegerField()), models.BigIntegerField())
    kind = _computed(_text("kind"), models.CharField(max_length=KIND_MAX))
    subject_kind = _computed(_text("subject", "kind"), models.CharField(max_length=KIND_MAX))
    subject_key = _computed(_text("subject", "key"), models.CharField(max_length=KEY_MAX))
    happened_at = _computed(
        Func(_text("happened_at"), function="facts_moment", output_field=models.DateTimeField()), models.DateTimeField()
    )
    quantity = _computed(
        Cast(_text("quantity"), models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS)),
        models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True),
    )
    unit = _computed(_text("unit"), models.CharField(max_length=UNIT_MAX))
    case = _computed(_text("case"), models.CharField(max_length=KEY_MAX))
    corrects = _computed(Cast(_text("corrects"), models.BigIntegerField()), models.BigIntegerField(null=True))
    withdrawn = _computed(Cast(_text("withdrawn"), models.BooleanField()), models.BooleanField())
    public = _computed(Cast(_text("public"), models.BooleanField()), models.BooleanField())
    details = _computed(Cast(_text("details"), models.JSONField()), models.JSONField())
    """Read once, so that whoever counts millions of facts reads no text."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["corrects"], condition=~Q(corrects=None), name="a_fact_is_corrected_once"),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(corrects__lt=F("number")), name="a_correction_comes_after_what_it_corrects"
            ),
            models.CheckConstraint(condition=Q(withdrawn=False) | ~Q(corrects=None), name="only_a_correction_withdraws"),
            models.CheckConstraint(condition=Q(quantity=None, unit="") | (~Q(quantity=None) & ~Q(unit="")), name="a_quantity_has_its_unit"),
            models.CheckConstraint(condition=Q(number=Cast(_text("number"), models.BigIntegerField())), name="a_fact_says_its_own_number"),
        )
        indexes = (
            models.Index(fields=["district_id", "kind", "happened_at"], name="facts_of_a_kind_by_time"),
            models.Index(
                F("district_id"),
                F("kind"),
                detail("path"),
                F("happened_at"),
                condition=Q(IsNull(detail("path"), False)),  # noqa: FBT003 - Django takes it so
                name="facts_of_a_kind_by_path",
            ),
            models.Index(fields=["subject_kind", "subject_key", "number"], name="facts_about_a_subject"),
            models.Index(fields=["case", "number"], condition=~Q(case=""), name="facts_of_a_case"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @cached_property
    def said(self) -> dict[str, Any]:
        """The content, read."""
        content: dict[str, Any] = json.loads(self.content)
        return content

    @property
    def recorded_at(self) -> datetime:
        """When it was written down."""
        return datetime.fromisoformat(self.said["recorded_at"])


class UnsealedFacts(models.Model):
    """Facts that wait to be sealed: those of one statement, entered by a trigger in its transaction, so that none is missed however late
    that commits. Their hashes are taken there and then, so that whatever is done to a fact before it is sealed is found as well.
    """

    numbers = ArrayField(models.BigIntegerField())
    hashes = ArrayField(models.BinaryField())

    def __str__(self) -> str:
        return f"{self.numbers}"


class Leaf(models.Model):
    """The place of a fact in the tree, counted from 0, and the hash of its content (RFC 9162, 2.1.1)."""

    position = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["number"], name="a_fact_is_sealed_once"),
            models.CheckConstraint(condition=Q(position__gte=0), name="positions_count_from_zero"),
        )

    def __str__(self) -> str:
        return f"{self.position}: {self.number}"


class Subtree(models.Model):
    """The hash of a complete subtree of 256 to the power of ``level`` leaves; with them a proof reads a few short ranges of rows."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["level", "index"], name="a_subtree_is_stored_once"),
            models.CheckConstraint(condition=Q(level__gte=1, index__gte=0), name="subtrees_stand_above_the_leaves"),
        )

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class TreeHead(models.Model):
    """树头: the root over the first ``size`` facts when a block was sealed, signed with Ed25519 as a checkpoint that outsiders can keep."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    sealed_at = models.DateTimeField()
    public_key = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(size__gte=1), name="a_block_seals_something"),)

    def __str__(self) -> str:
        return str(self.size)
