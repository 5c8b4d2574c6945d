"""Reads of services: what can be applied for, applications for whom they concern, how one stands, and what came of all of them."""

from __future__ import annotations
