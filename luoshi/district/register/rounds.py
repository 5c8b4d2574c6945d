"""What the background worker does for registers: files that were handed in are checked, and confirmed ones applied."""

from luoshi.district.register.importing import work
from luoshi.district.rounds import Round

ROUNDS = (Round("register.import", 1, work),)
