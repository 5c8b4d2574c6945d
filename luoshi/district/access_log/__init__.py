"""Who looked at what: each look at a register is written down, stays, and can be read by whoever keeps the district's order."""
