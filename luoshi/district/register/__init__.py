"""Registers: which enterprises, persons, places, licences and credit commitments there are, what was valid when, and whence."""
