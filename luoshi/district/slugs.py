"""Permanent names in addresses, made of the codes of packs."""

from __future__ import annotations

from django.utils.text import slugify


def slug_of_pack(code: str, *parts: str) -> str:
    """The name in addresses of what came with a pack, or of a part of it: ``job_retention_refund`` → ``job-retention-refund``."""
    return slugify("-".join([code, *parts]).replace("_", "-"))
