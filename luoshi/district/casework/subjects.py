"""What cases are about. Each kind of subject is known to the capability that owns it: it says what to show, and is told of every step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from luoshi.district.casework.models import Case, CaseStep
    from luoshi.district.offices.queries import Authority, District, Person, Unit


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
        applicant: the permanent key of whoever applied, where there is somebody.
        body: makes what is to be read of it on the page itself, as HTML that is safe; left out where a link is enough.
        proposed: what the form of a step begins with, by matter and transition: words by the codes of fields, for a person to alter.
    """

    kind: str
    key: str
    title: str
    label: str
    address: str
    district: District
    unit: Unit | None = None
    thread: Any = None
    applicant: str = ""
    body: Callable[[], str] | None = None
    proposed: Callable[[str, str], Mapping[str, str]] | None = None


ShowSubject: TypeAlias = "Callable[[str, Authority], SubjectShown | None]"
"""The subject with a key, for somebody; ``None`` if there is none that he or she may see."""

Follow: TypeAlias = "Callable[[Case, CaseStep], None]"
"""What follows from a step for the subject of its case, in the transaction of the step: a refusal leaves the step untaken."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who is told what the applicant of a case has to know, and the page on which it goes on for them."""

    people: Sequence[Person]
    link: str


ForApplicant: TypeAlias = "Callable[[Case], Recipients]"

_shown: dict[str, ShowSubject] = {}
_following: dict[str, Follow] = {}
_for_applicant: dict[str, ForApplicant] = {}


def register_subject(kind: str, show: ShowSubject, *, follow: Follow | None = None, for_applicant: ForApplicant | None = None) -> None:
    """Let cases be about something: called from the ``AppConfig.ready`` of the capability that owns it.

    Args:
        kind: as case types name it.
        show: what the page of a case shows of it.
        follow: what follows from each step, a closing one among them.
        for_applicant: who is told what a case type tells the applicant; needed where somebody applies.
    """
    _shown[kind] = show
    if follow is not None:
        _following[kind] = follow
    if for_applicant is not None:
        _for_applicant[kind] = for_applicant


def subject_shown(kind: str, key: str, *, by: Authority) -> SubjectShown | None:
    """What a case is about, if whoever looks may see it."""
    return _shown[kind](key, by) if kind in _shown else None


def let_follow(case: Case, step: CaseStep) -> None:
    """Tell the capability that owns the subject what was done."""
    if case.subject_kind in _following:
        _following[case.subject_kind](case, step)


def recipients(case: Case) -> Recipients:
    """Who is told for the applicant of a case; nobody where its subject knows of none."""
    return _for_applicant[case.subject_kind](case) if case.subject_kind in _for_applicant else Recipients((), "")
