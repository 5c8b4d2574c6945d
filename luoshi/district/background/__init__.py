"""The worker: runs the rounds of all capabilities, one after the other, and leaves a trace by which a standstill is noticed."""
