"""Invented enterprises in any number, for trying and measuring what is run over everybody: from one seed always the same, and said to be
synthetic in every row and in the file itself.

The door of the engine: :func:`write_enterprises` writes a file in parts, so that ten million rows take no more memory than one;
:data:`COLUMNS` says what is in it; :func:`describe` tells such a file from others and from damaged ones.
"""

from luoshi.engines.synthetic.columns import COLUMNS, ROWS_MAX
from luoshi.engines.synthetic.reading import Described, NotSynthetic, describe
from luoshi.engines.synthetic.writing import write_enterprises

__all__ = ["COLUMNS", "ROWS_MAX", "Described", "NotSynthetic", "describe", "write_enterprises"]
