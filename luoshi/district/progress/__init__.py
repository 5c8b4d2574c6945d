"""Progress of what was promised: which indicator measures which target, what is expected by now, where a promise stands and what to ask."""
