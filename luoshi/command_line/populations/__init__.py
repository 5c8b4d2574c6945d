"""How `luoshi population run` lets each engine run: one module for each, and what they share."""
