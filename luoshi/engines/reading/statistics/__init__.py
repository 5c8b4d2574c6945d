"""Statistical bulletins and reports on the running of the economy: prose and tables in, observations out.

The door: :func:`read_statistics` turns a text into :class:`~luoshi.engines.reading.statistics.model.Observations`. A work report's look
back is read by the same grammar.
"""

from luoshi.engines.reading.statistics.document import is_bulletin
from luoshi.engines.reading.statistics.model import Observation, Observations
from luoshi.engines.reading.statistics.read import read_statistics

__all__ = ["Observation", "Observations", "is_bulletin", "read_statistics"]
