"""How often somebody may try something in a while, so that nobody guesses: one brake, which holds for all processes and after a restart."""
