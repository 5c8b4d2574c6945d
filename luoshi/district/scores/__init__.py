"""Scores of units by a published formula: provisional until frozen, recomputable by whoever is scored, corrected only by a new version."""
