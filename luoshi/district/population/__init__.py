"""全体: the registers of a district frozen as they stand on a day, beside the tables that departments bring, and published rules run over
everybody in them at once. Each row has its answer or what it lacks for one; each answer can be computed again, by another engine."""
