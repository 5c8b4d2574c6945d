"""Luoshi 落实: what a district government promises in its annual work report, tracked, done and proved.

Three rings: :mod:`luoshi.engines` (pure Python), ``luoshi/packs`` (data only) and :mod:`luoshi.district` (the Django application).
"""

__version__ = "0.11.0"
