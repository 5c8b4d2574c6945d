"""Work in the background."""

from luoshi.district.indicators.operations import count
from luoshi.district.rounds import Round

ROUNDS = (Round("indicators.count", 5, lambda at: count(at=at)),)
