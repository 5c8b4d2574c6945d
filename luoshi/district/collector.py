"""Python's collector of forgotten rings of objects, in programs that run for long."""

import gc
from typing import Final

OBJECTS: Final = 20_000
"""Made and not yet forgotten, after which the collector looks among the youngest: some megabytes."""
ROUNDS: Final = 5
"""Of looks among the youngest before one among the younger: more take longer at a time, and somebody waits meanwhile."""
ROUNDS_OF_THOSE: Final = 80
"""Before one among all that came later."""


def spare_the_collector() -> None:
    """The collector looks for rings among what never goes, the program's own code: it is told to leave what is loaded by now alone.

    Of what comes later it waits for more than its usual 700 objects; one answer makes thousands, nearly none of them in rings.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, ROUNDS, ROUNDS_OF_THOSE)
