"""Where the packs lie that come with Luoshi."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).parents[2] / "packs"
"""One folder for each pack, by its code: rules, items, case types, calendars, the demonstration district."""
