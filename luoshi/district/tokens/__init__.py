"""Tokens by which a program acts for a person: made and ended by that person, kept as a hash, for reading only or for applying too."""
