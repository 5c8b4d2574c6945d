"""What cases are about. Each kind of subject is known to the capability that owns it; a page of a case asks it what to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District, Unit


@dataclass(frozen=True, slots=True)
class SubjectShown:
    """A subject as the page of a case shows it.

    Attributes:
        kind: as case types name it, ``commitment``.
        key: its permanent name.
        title: what a case about it is called before anybody says otherwise.
        label: its short name, 桃源-2023-0007.
        address: its own page.
        district: whose it is.
        unit: whose work it is, proposed where a case is given to a unit.
        thread: what ``site/components/small_thread.html`` draws, where there is a sentence behind it.
    """

    kind: str
    key: str
    title: str
    label: str
    address: str
    district: District
    unit: Unit | None = None
    thread: Any = None


ShowSubject: TypeAlias = "Callable[[str, Authority], SubjectShown | None]"
"""The subject with a key, for somebody; ``None`` if there is none that he or she may see."""

_shown: dict[str, ShowSubject] = {}


def register_subject(kind: str, show: ShowSubject) -> None:
    """Let cases be about something: called from the ``AppConfig.ready`` of the capability that owns it."""
    _shown[kind] = show


def subject_shown(kind: str, key: str, *, by: Authority) -> SubjectShown | None:
    """What a case is about, if whoever looks may see it."""
    return _shown[kind](key, by) if kind in _shown else None
