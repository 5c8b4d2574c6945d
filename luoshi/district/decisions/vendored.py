"""The graphical editor comes from npm and may be missing; then models are edited as text, and every other page is the same.

dmn-js shows the sign of bpmn.io on its drawings, as its licence demands; nothing here may cover it.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

_FOLDER: Final = "vendor/dmn-js/dist/"
_SCRIPTS: Final = (f"{_FOLDER}dmn-modeler.production.min.js",)
_STYLES: Final = tuple(
    f"{_FOLDER}assets/{name}.css"
    for name in (
        "diagram-js",
        "dmn-js-shared",
        "dmn-js-drd",
        "dmn-js-decision-table",
        "dmn-js-decision-table-controls",
        "dmn-js-literal-expression",
        "dmn-js-boxed-expression",
        "dmn-js-boxed-expression-controls",
        "dmn-font/css/dmn",
    )
)


def editor_files() -> dict[str, Any]:
    """The addresses of the editor's scripts and styles, for the page; none of them if one is missing."""
    try:
        scripts, styles = ([_address(name) for name in names] for names in (_SCRIPTS, _STYLES))
    except LookupError:
        return {"editor_scripts": [], "editor_styles": []}
    return {"editor_scripts": scripts, "editor_styles": styles}


def _address(name: str) -> str:
    """Where a browser finds a file.

    Raises:
        LookupError: there is no such file.
    """
    if finders.find(name) is None:
        raise LookupError(name)
    try:
        return staticfiles_storage.url(name)
    except ValueError as problem:  # it was fetched after the files of all pages were gathered
        raise LookupError(name) from problem
