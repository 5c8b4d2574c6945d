"""Who should own a task: a commitment's words → the units that may lead it and take part, with confidence and reasons.

A suggestion, never an assignment: the government office decides. Method and quality: ``docs/adr/0005-owner-suggestion.md``.
"""

from luoshi.engines.owners.suggest import Candidate, DecidingWord, Suggestion, suggest
from luoshi.engines.owners.units import Family, Level, families, families_of, family_of

__all__ = ["Candidate", "DecidingWord", "Family", "Level", "Suggestion", "families", "families_of", "family_of", "suggest"]
