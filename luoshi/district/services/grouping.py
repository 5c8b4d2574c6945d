"""Filings that several threads of a server bring at the same moment are decided together, by one of the threads for all.

Whoever comes while nobody decides may decide; whoever comes meanwhile waits, and the first of those who wait decides for all of them next.
Whoever may decide lets as many come as came the last time, those who were just answered and those who waited, as long as they keep coming:
what is done once for a group is a good part of the work, and programs that send one application after the other come back within a moment.
Where the last one was alone nobody waits for company. Nobody is answered before the transaction is committed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Condition, Event
from typing import TYPE_CHECKING, Final, TypeAlias

from luoshi.district.services.applying import apply_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import District
    from luoshi.district.services.applying import Decided, Filing

    Decide: TypeAlias = Callable[[Sequence[Filing], datetime], list[Decided | Exception]]

MOST: Final = 32
"""Of more than these the rest waits for the next turn: a group should not take much longer than one answer may."""
BREATH: Final = 0.02
"""Seconds. When nobody has come for so long, those who are there are decided."""


def apply_together(filing: Filing, *, district: District, at: datetime) -> Decided:
    """Begin an application, fill it in and hand it in, together with what other threads bring for the same district meanwhile.

    What is decided together is decided at the moment of the last of them. Called again with the same ``once``, it tells what came of it.

    Raises:
        NoSuchItem, NoSuchApplicant, NotYours, NotForThisApplicant, BegunByAnother, NotArranged: as :func:`begin`.
        NoSuchField: as :func:`save`.
        PathClosed, CaseworkError: as :func:`submit`.
    """
    queue = _QUEUES.setdefault(district.pk, Queue())
    return queue.decided(filing, at, lambda filings, moment: apply_all(filings, district=district, at=moment))


@dataclass(slots=True, eq=False)
class _Waiting:
    """A filing in the queue. Whoever is called without an answer has to decide for all that wait."""

    filing: Filing
    at: datetime
    called: Event = field(default_factory=Event)
    answer: Decided | Exception | None = None


class Queue:
    """Filings that wait while one thread decides."""

    def __init__(self) -> None:
        self._guard = Condition()
        self._waiting: deque[_Waiting] = deque()
        self._somebody_decides = False
        self._company = 1

    def decided(self, filing: Filing, at: datetime, decide: Decide) -> Decided:
        """What came of a filing; ``decide`` is used if it falls to this thread to decide."""
        own = _Waiting(filing, at)
        with self._guard:
            self._waiting.append(own)
            has_to_wait, self._somebody_decides = self._somebody_decides, True
            self._guard.notify()  # whoever gathers, if anybody does
        if has_to_wait:
            own.called.wait()
        if own.answer is None:
            self._decide_for_all(decide)
        if isinstance(own.answer, Exception):
            raise own.answer
        assert own.answer is not None, "whoever decides is the first of those who wait"
        return own.answer

    def _decide_for_all(self, decide: Decide) -> None:
        together = self._gathered()
        try:
            answers = decide([each.filing for each in together], max(each.at for each in together))
            for each, answer in zip(together, answers, strict=True):
                each.answer = answer
        finally:
            self._call(together)

    def _gathered(self) -> list[_Waiting]:
        """Those who are decided together."""
        with self._guard:
            while len(self._waiting) < self._company and self._guard.wait(BREATH):
                pass
            return [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]

    def _call(self, together: Sequence[_Waiting]) -> None:
        """Let those go on who have their answers; where the thread was stopped before, they wait again. The next one decides."""
        with self._guard:
            self._company = min(MOST, len(together) + len(self._waiting))
            self._waiting.extendleft(each for each in reversed(together[1:]) if each.answer is None)
            following = self._waiting[0] if self._waiting else None
            self._somebody_decides = following is not None
        for each in together:
            if each.answer is not None:
                each.called.set()
        if following is not None:
            following.called.set()


_QUEUES: Final[dict[int, Queue]] = {}
