"""Python's collector of forgotten rings of objects, in programs that run for long."""

import gc
from typing import Final

OBJECTS: Final = 20_000
"""Made and not yet forgotten, after which the collector looks among the youngest: some megabytes."""
ROUNDS: Final = 20
"""Of looks among the younger before one among those that are older."""


def spare_the_collector() -> None:
    """The collector looks for rings among what never goes, the program's own code: it is told to leave what is loaded by now alone.

    Of what comes later it waits for more than its usual 700 objects; one answer makes thousands, nearly none of them in rings.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, ROUNDS, ROUNDS)
