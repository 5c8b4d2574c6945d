"""What capabilities have in modules of one name, and how all of it is found: their rounds, their panels, what they take from packs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from types import ModuleType


@cache  # what is installed stays the same while a program runs, and pages ask at each request
def modules_called(name: str) -> tuple[ModuleType, ...]:
    """The modules of this name of all installed capabilities that have one, in the order of the settings."""
    having = [app.name for app in apps.get_app_configs() if app.module and module_has_submodule(app.module, name)]
    return tuple(import_module(f"{each}.{name}") for each in having)
