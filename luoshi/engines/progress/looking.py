"""Look for all signs at once."""

from __future__ import annotations

from typing import Final

from luoshi.engines.progress.signs import Clues, Sign
from luoshi.engines.progress.signs_in_figures import cumulative_fell, definition_changed, jump_at_the_end, just_over_the_line
from luoshi.engines.progress.signs_in_records import back_dated, no_new_evidence, same_text, sum_differs

_LOOKS: Final = (
    no_new_evidence, same_text, jump_at_the_end, just_over_the_line, definition_changed, sum_differs, back_dated, cumulative_fell,
)  # fmt: skip


def signs_of(clues: Clues) -> tuple[Sign, ...]:
    """Everything to ask about, in the order of the periods."""
    found = [one for look in _LOOKS for one in look(clues)]
    return tuple(sorted(found, key=lambda one: (one.periods[-1], one.kind)))
