"""亮灯: each measured promise has a light by a rule that the district chose, with its reason, its memory, and what follows on it."""
