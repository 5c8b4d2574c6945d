"""Registers: which enterprises, persons, places, licences and credit commitments there are, what was valid of them on each day, and whence."""
