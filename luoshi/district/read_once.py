"""A stored version of a pack is never altered, so what its texts say is read once in a process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Said = TypeVar("Said")


class StoredVersion(Protocol):
    """The texts of a pack as they were stored, by path, with their hash."""

    sha256: Any
    files: Any


def read_once(read: Callable[[Mapping[str, str]], Said]) -> Callable[[StoredVersion], Said]:
    """What a stored version says by ``read``, which is asked once for each hash."""
    found: dict[str, Said] = {}

    def known(version: StoredVersion) -> Said:
        if version.sha256 not in found:
            found[version.sha256] = read(version.files)
        return found[version.sha256]

    return known
