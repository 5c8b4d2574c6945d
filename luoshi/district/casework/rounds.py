"""The background work of cases: cards are shown when they are due, deadlines follow the calendar."""

from __future__ import annotations

from luoshi.district.casework.recomputing import recompute_deadlines
from luoshi.district.casework.reminding import remind
from luoshi.district.rounds import Round

ROUNDS = (Round("casework.remind", 60, remind), Round("casework.recompute_deadlines", 60, recompute_deadlines))
