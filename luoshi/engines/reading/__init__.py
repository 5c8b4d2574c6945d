"""Chinese work reports: prose in, promises out.

The door of the engine: :func:`read` turns a report's text into a :class:`~luoshi.engines.reading.model.Reading`.
"""

from luoshi.engines.reading.model import Reading
from luoshi.engines.reading.read import read

__all__ = ["Reading", "read"]
