"""The functions that FEEL brings along (DMN 1.5, 10.3.4), one module for each kind of value."""

from luoshi.engines.feel.builtins import boolean, contexts, dates, lists, numbers, ranges, strings
from luoshi.engines.feel.builtins.signatures import BUILTINS

_MODULES = (boolean, contexts, dates, lists, numbers, ranges, strings)
"""Imported for what they declare."""

__all__ = ["BUILTINS"]
