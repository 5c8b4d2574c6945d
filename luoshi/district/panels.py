"""Parts of a page that another capability writes, and how all of them are found.

A capability that has something to say on another's page has a module ``panels`` with ``PANELS``, a sequence of :class:`Panel`. The page
names itself and hands over what it shows (``{% panels "commitment" commitment %}``, and ``{% panel_styles "commitment" %}`` in its head);
it knows nothing of what is said there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from luoshi.district.installed import modules_called


@dataclass(frozen=True, slots=True)
class Panel:
    """What is said on a page.

    ``order`` says where among the panels of the page, the smallest first. ``render`` is given the request and what the page shows: of
    ``commitment`` a commitment of a plan. It returns HTML, as a template makes it, or nothing where there is nothing to say; it answers for
    what whoever asks may see. ``style`` is the static file of its styles.
    """

    page: str
    order: int
    render: Callable[[HttpRequest, Any], SafeString]
    style: str


def panels_of(page: str) -> list[Panel]:
    """The panels of a page, from all installed capabilities, in their order."""
    every = (each for module in modules_called("panels") for each in module.PANELS)
    return sorted((each for each in every if each.page == page), key=lambda each: each.order)
