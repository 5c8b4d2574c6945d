"""Cases: work that somebody must finish by a lawful deadline. Each step is a row for ever; who does what by when follows from the steps."""
