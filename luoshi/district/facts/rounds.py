"""Work in the background."""

from luoshi.district.facts.operations import seal
from luoshi.district.rounds import Round

ROUNDS = (Round("facts.seal", 3, lambda at: seal(at=at)),)
