"""What a demonstration's pack says of its year: streams of what happens day by day, figures that are issued, steps of planned stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final, TypeAlias

from luoshi.words import Words

MONTHS: Final = 12

Said: TypeAlias = "str | Sequence[str]"
"""What is filled in for a field: a text, or several choices."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How much comes when. ``months`` are the amounts of twelve months; ``spread`` is how far, as a share, chance moves each of them.

    ``days_off`` and ``month_end`` weigh days off and the last three working days of a month against any other working day.
    """

    months: tuple[Decimal, ...]
    spread: Decimal
    days_off: Decimal
    month_end: Decimal


@dataclass(frozen=True, slots=True)
class FilingStream:
    """Applications for an item.

    ``by`` are :data:`NEWCOMERS`, or those who registered an enterprise in the stream that it names, who filled in what ``only`` says
    and have not asked for the item.

    Each fills in ``values`` and one of ``variants``; ``{word}`` in a text is one of ``words``, ``{number}`` the number in the stream,
    ``{place}`` a commercial place of the register. Those of ``promises`` sign what the item offers; those of ``papers`` hand in that
    material and go the ordinary way, to a person.
    """

    code: str
    item: str
    by: str
    rhythm: Rhythm
    values: Mapping[str, Said]
    variants: tuple[Mapping[str, Said], ...]
    promises: bool
    papers: str
    only: Mapping[str, str]


NEWCOMERS: Final = "newcomers"
"""People whom nobody knows yet."""


@dataclass(frozen=True, slots=True)
class RecordStream:
    """Facts of one kind that a post enters, ``lag`` days after they happened. With a ``unit`` they are quantities of at most ``piece``."""

    code: str
    kind: str
    subject: str
    title: str
    source: str
    post: str
    unit: str
    piece: Decimal
    lag: int
    details: Mapping[str, str]
    rhythm: Rhythm


UNIT_REPORTER, UNIT_HEAD, APPLICANT = "unit_reporter", "unit_head", "applicant"
DESKS: Final = (UNIT_REPORTER, UNIT_HEAD, APPLICANT)
"""Who does something with a case where that depends on the case: the posts of its unit, and whoever applied."""


@dataclass(frozen=True, slots=True)
class ListStream:
    """A list that others publish, and that a unit brings as its ``table`` once a month: everybody who is on it by then.

    ``columns`` of the table are the number on the list, since when, and whether one is still on it. ``known`` are enterprises of the pack
    with the days on which they come, and come again; all others are invented, with credit codes of ``code_range``, called ``name`` as texts
    of filings are, and entered in the register when the year begins, ``known_from`` a source, ``entered_by`` a post. ``mark`` stands before
    each number.
    """

    code: str
    table: str
    columns: tuple[str, str, str]
    post: str
    source: str
    document: str
    mark: str
    code_range: str
    name: str
    industry: str
    known_from: str
    entered_by: str
    known: Mapping[str, tuple[date, ...]]
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Amount:
    """An invented number: half of all are below ``middle``; the wider the ``spread`` (of their logarithms), the farther they lie apart."""

    middle: Decimal
    spread: Decimal


@dataclass(frozen=True, slots=True)
class Trade:
    """What a table says of enterprises whose industry (GB/T 4754) begins with one of ``industries``: ``values`` the same of all, and
    ``amounts`` one by one; both by columns."""

    industries: tuple[str, ...]
    values: Mapping[str, str]
    amounts: Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class TableStream:
    """What a unit knows of every enterprise in the register, invented, and brings as its ``table`` once a month.

    Rows of the file that the pack has of the table stay as they are. Of any other enterprise the first trade that fits decides; of a share
    ``unknown`` the amounts are not known, and those of whoever was founded within the year are a share ``young`` of what they else were.
    """

    code: str
    table: str
    post: str
    source: str
    document: str
    unknown: Decimal
    young: Decimal
    trades: tuple[Trade, ...]


@dataclass(frozen=True, slots=True)
class Routine:
    """What a desk does with each case of a matter in a status, once so many days have passed since its last step.

    The first routine that fits a case counts. ``post`` is a post or one of :data:`DESKS`. ``unless``: it fits no case that has had this
    step. ``among`` tells apart what becomes of cases: each has a number from 0 to below 1 for good, which has to lie between the two.
    ``file`` is what is handed in as evidence; ``{lead}`` in a text is the unit that leads the promise,
    ``{recovered}`` the day by which a work that stalled is done.
    """

    matter: str
    status: str
    do: str
    post: str
    after: tuple[int, int]
    values: Mapping[str, str]
    unless: str = ""
    among: tuple[Decimal, Decimal] = (Decimal(0), Decimal(1))
    file: str = ""


@dataclass(frozen=True, slots=True)
class Rise:
    """Who takes a step on a light that lasts (``order``, ``circulate``, ``talk``), and in which words."""

    rung: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """On the first working day of each month, ``until`` a day, the steps are taken that are due on lights."""

    until: date
    steps: tuple[Rise, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a ledger notes of a work once this share of its time has passed; with the one that is ``done`` the work is."""

    share: Decimal
    says: str
    done: bool


@dataclass(frozen=True, slots=True)
class Works:
    """What ledgers note of the promises that nothing measures, and how their units answer for them.

    ``last`` is the day by which everything is done that has no deadline. ``spread`` is how far chance moves a note, as a share of the
    time; of a share ``stalls`` of the works the second half does not come, unless a notice about it is answered: then within ``recovers``
    days, as ``{recovered}`` in the answer says. Units answer within ``ahead`` days before something is due, a
    share ``late`` of them after it, and a share ``silent`` never. Where no record tells of a period, they write one of ``words``.
    """

    last: date
    notes: tuple[Note, ...]
    words: tuple[str, ...]
    spread: Decimal
    stalls: Decimal
    recovers: int
    ahead: int
    late: Decimal
    silent: Decimal


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure of a release; ``period`` as 2023-03 or 2023-Q1."""

    indicator: str
    period: str
    number: Decimal
    provisional: bool


@dataclass(frozen=True, slots=True)
class ReleaseTold:
    """A document by which figures are issued, entered by a post."""

    title: str
    document_number: str
    issuer: str
    issued_on: date
    post: str
    figures: tuple[FigureTold, ...]


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step of a story: on a day, at a time, ``by`` a post, an applicant or :data:`ANYBODY`.

    ``do`` is one of :data:`DEEDS`, with its fields.
    """

    on: date
    at: time
    by: str
    do: str
    said: Mapping[str, str]
    values: Mapping[str, Said]
    line: int


@dataclass(frozen=True, slots=True)
class Episode:
    """Something planned, so that the year has it to show; ``quote`` is the sentence of the promise that it is about, if it is about one."""

    code: str
    name: Words
    tells: Words
    quote: str
    steps: tuple[StepTold, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that a real district published, shown beside what the invented one reaches; grade A official, B press, C and D unsure."""

    indicator: str
    place: str
    says: str
    promised: str
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class Year:
    """演示年: from ``begins`` to ``ends``, both inclusive; ``shown`` is the day that is looked at unless somebody chooses another."""

    seed: int
    begins: date
    ends: date
    shown: date
    surnames: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    filings: tuple[FilingStream, ...]
    records: tuple[RecordStream, ...]
    lists: tuple[ListStream, ...]
    tables: tuple[TableStream, ...]
    routines: tuple[Routine, ...]
    ladder: Ladder | None
    works: Works | None
    releases: tuple[ReleaseTold, ...]
    stories: tuple[Episode, ...]
    published: tuple[Published, ...]


ANYBODY: Final = "anybody"
"""Who takes a step that needs no account: somebody of the public."""

DEEDS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "draft": (("indicator", "period", "number"), ("remark",)),
    "hand_in": (("indicator", "period", "file"), ()),
    "approve": (("indicator", "period"), ()),
    "return": (("indicator", "period", "reason"), ()),
    "correct": (("indicator", "period", "number", "reason"), ()),
    "define": (("indicator", "words"), ()),
    "close": (("period",), ()),
    "reopen": (("period", "decision", "reason"), ()),
    "open": (("matter",), ()),
    "act": (("matter", "step"), ("file", "application", "question")),
    "ask_exemption": (("first", "last", "reason", "basis"), ()),
    "decide_exemption": (("granted",), ("reason",)),
    "escalate": (("words",), ("number",)),
    "apply": (("application", "item", "enterprise"), ("submit", "promises", "papers")),
    "dispute": (("application", "field", "claimed", "reason"), ()),
    "withdraw": (("kind", "happened_before", "reason"), ()),
    "begin_bulletin": (("form", "month"), ()),
    "begin_correction": (("form", "month", "cause"), ()),
    "freeze_bulletin": (("form", "month"), ()),
    "publish_bulletin": (("form", "month"), ()),
    "freeze_scores": (("period",), ()),
    "follow": (("address", "language"), ()),
    "ask": (("question", "sort", "text"), ("address", "may_publish")),
    "settle": (("outcome", "reason"), ()),
    "confirm_results": ((), ()),
    "lay_results": ((), ()),
    "object_to_result": (("reason", "basis"), ()),
    "answer_objection": (("outcome", "reason"), ()),
    "close_year": ((), ()),
    "archive": ((), ()),
}
"""What a step may do, with what it must and what it may say beside day, time and post."""
