"""What a pack holds, as frozen values.

Days are whole and inclusive: ``valid_to`` is the last day on which an entry counts, None means that it still counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from luoshi.engines.approval import Item
from luoshi.engines.casework import Calendar, CaseType, OfficeHours, Standing
from luoshi.engines.decisions.citations import Document
from luoshi.engines.decisions.parameters import Parameter
from luoshi.engines.packs.campaigns import CampaignEntry
from luoshi.engines.packs.model_of_department_tables import DepartmentTableEntry
from luoshi.engines.packs.model_of_ladders import RungEntry
from luoshi.words import Words

PACK_KINDS: Final = ("district", "mechanism", "calendar")
"""What a pack describes: a district with its offices and plan, one mechanism with its rules, or which days are worked."""

ROLES: Final = ("leader", "office", "approver", "reporter", "automatic")
"""What a post does in the loop: answers for a task, keeps the ledger, signs a unit's report, writes it."""

POWERS: Final = ("see", "handle", "check", "approve", "direct", "change", "unmask")
"""What a grant allows in a matter; :class:`luoshi.district.offices.models.Power` says what each means, and a test keeps both alike."""

REACHES: Final = ("unit", "district")
"""How far a grant reaches: to the affairs of the post's own unit, or to those of all."""

STATUSES: Final = ("verified", "elsewhere", "unverified")
"""How sure a rule is: found in a document for this place, in one of another place, or in none."""

RHYTHMS: Final = ("month", "quarter", "half", "year")
ACCUMULATIONS: Final = ("cumulative", "periodic", "state")
DIRECTIONS: Final = ("ascending", "descending")
MEASURES: Final = ("level", "increment", "yoy", "share", "rank", "pegged")
ORIGINS: Final = ("computed", "official", "reported")
"""How an indicator is declared, in the words of the engine of progress; a test keeps both alike, since engines do not import each other."""

PART_KINDS: Final = ("base", "attainment", "evidence", "timeliness")
ADJUSTMENT_KINDS: Final = ("missing_report", "no_trajectory", "red_light", "exceeded")
"""What a score is made of, in the words of the engine of progress; a test keeps both alike. Rank and satisfaction are not among them."""

TAKES: Final = ("count", "sum", "distinct_subjects")
"""What is taken of a fact that is counted: that it happened, its quantity, or its subject, once in a year."""

DETAILS_MAX: Final = 3
"""So many details of a fact a count may ask for."""

CAPACITIES: Final = ("legal_representative", "agent")
"""In what capacity a person acts for an enterprise."""

KINDS: Final = ("target", "commitment", "mechanism", "platform", "programme", "principle", "result")
"""What a clause can be, in the words of the reading engine; a test keeps both lists alike, since engines do not import each other."""


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """单位: a bureau, office or committee. ``successor`` is the code of the unit that took over its duties."""

    code: str
    name: str
    name_en: str
    valid_from: date
    valid_to: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class PostEntry:
    """岗位: responsibility stays with the post when the person changes. ``unit`` is a code, ``role`` one of :data:`ROLES`."""

    code: str
    unit: str
    title: str
    title_en: str
    role: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's time in one post."""

    post: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person and the posts that he or she holds or held."""

    code: str
    name: str
    name_en: str
    holds: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class GrantEntry:
    """授权: what a post, or all posts of a role, may do in a matter. ``matter``: the code of a case type or register, or ``*``."""

    role: str
    post: str
    matter: str
    powers: tuple[str, ...]
    reach: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ReportingClassEntry:
    """报送周期: how often tasks of a class are reported, and on what this rests. ``status`` is one of :data:`STATUSES`."""

    letter: str
    name: str
    name_en: str
    every_months: int
    basis: str
    status: str


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A clause that a person reads otherwise than the engine. ``row`` counts the entries from 1, ``by`` is a person's code."""

    row: int
    quote: str
    kind: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ArrangementEntry:
    """One row of the decomposition table 任务分解表: what the report does not say about one of its promises.

    ``row`` is the row of the sheet, its header being 1. ``lead`` and ``cooperating`` are codes of units, ``leader`` is that of a post.
    An empty string or None means that it is not yet filled in. ``milestones`` are the four quarters as written: a cumulative number or the
    stage of the work.
    """

    row: int
    quote: str
    indicator: str
    lead: str
    cooperating: tuple[str, ...]
    leader: str
    reporting_class: str
    deadline: date | None
    definition: str
    base_value: Decimal | None
    base_source: str
    source: str
    milestones: tuple[str, str, str, str]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Adoption:
    """The meeting that made the report binding. ``by`` is the code of the person who recorded it."""

    meeting: str
    held_on: date
    document_number: str
    by: str


@dataclass(frozen=True, slots=True)
class TallyEntry:
    """计数: facts of a kind with these details are counted beside the promise of this sentence. ``row`` counts the entries from 1, ``by``
    is a person's code.
    """

    row: int
    quote: str
    kind: str
    details: Mapping[str, str]
    name: Words
    unit: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class HoursEntry:
    """办公时间 and how sure it is: ``status`` is one of :data:`STATUSES`."""

    hours: OfficeHours
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A decision model as it lies in the folder; ``name`` is its path within the pack."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PackWords:
    """The words of a pack's decision models in both languages, by the names and text values as they stand in the models."""

    names: Mapping[str, Words] = field(default_factory=dict)
    questions: Mapping[str, Words] = field(default_factory=dict)
    help: Mapping[str, Words] = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, Words]:
        """What stands for names and values in sentences."""
        return {**self.values, **self.names}


@dataclass(frozen=True, slots=True)
class Case:
    """One question with the answer that it must have. Inputs and answer are JSON as it is read, numbers still as they are written.

    ``findings`` are the kinds of finding that belong to the answer; ``source`` says where the answer comes from.
    """

    name: str
    inputs: Mapping[str, Any]
    expected: Any
    findings: tuple[str, ...]
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A file of cases: ``on`` which day and where which decision or decision service is asked."""

    file: str
    on: date
    decision: str
    jurisdictions: tuple[str, ...]
    source: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class LifePerson:
    """Somebody in a life: for which unit he or she acts, and which of :data:`POWERS` the posts give in this matter.

    ``of`` is said of the applicant and of the system alone, who have neither unit nor powers.
    """

    name: str
    unit: str = ""
    powers: frozenset[str] = frozenset()
    of: Standing | None = None


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One moment of a life: what is tried, and what has to be so afterwards. What is None or empty is not looked at.

    ``by`` and ``do`` are empty where nothing is done and only looked. ``refused`` are the codes with which the step has to be refused.
    """

    at: datetime
    by: LifePerson | None
    do: str
    say: Mapping[str, str | list[str]]
    refused: tuple[str, ...]
    status: str
    unit: str | None
    holder: str | None
    due: Mapping[str, date]
    clocks: Mapping[str, str]
    late: tuple[str, ...] | None
    line: int


@dataclass(frozen=True, slots=True)
class Life:
    """办件样例: the life of a case as a script, with what has to come of each step. ``on`` is the day on which it begins."""

    file: str
    on: date
    name: str
    source: str
    jurisdictions: tuple[str, ...]
    steps: tuple[LifeStep, ...]


NO_WORDS: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """名录的一行: from a day on it is so, as a source says; ``values`` by the columns of the table, empty cells left out."""

    register: str
    row: int
    valid_from: date
    source: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OfferedItem:
    """办理事项: an item, by the code of its pack, that a unit handles."""

    item: str
    unit: str
    valid_from: date
    valid_to: date | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RepresentationEntry:
    """For which enterprise, by its credit code, an applicant acts; ``capacity`` is one of :data:`CAPACITIES`."""

    enterprise: str
    capacity: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ApplicantEntry:
    """申请人: an invented person of a demonstration, who may sign in and apply."""

    code: str
    name: str
    name_en: str
    citizen_id: str
    acts_for: tuple[RepresentationEntry, ...]


@dataclass(frozen=True, slots=True)
class ServicesEntry:
    """政务服务: what a district offers. ``automatic_post`` 自动审批岗 is the post that answers for what the rules decide.

    ``licence_prefix`` begins the numbers of its licences, ``application_prefix`` those of applications and promises.
    ``credit_code_range`` 码段 are the characters from the third on with which the credit codes of whoever is registered here begin.
    """

    automatic_post: str
    licence_prefix: str
    application_prefix: str
    credit_code_range: str
    items: tuple[OfferedItem, ...]
    applicants: tuple[ApplicantEntry, ...]


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """口径: what the figures of an indicator count from a day on; of a proportion, also what is divided by what."""

    valid_from: date
    words: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class DueEntry:
    """When a figure is known: on ``day`` of the month after its period, or on the day that ``days`` says for the period's last month."""

    day: int
    days: Mapping[int, int]
    basis: str
    status: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Where the figures of an indicator come from: ``origin`` is one of :data:`ORIGINS`, ``unit`` the code of the unit that answers for it.

    Counted ones name the ``kind`` of facts, what their ``details`` must say, and what is taken of each, one of :data:`TAKES`; official ones
    their ``issuer``.
    """

    origin: str
    unit: str
    kind: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    take: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class MeasuresEntry:
    """Which promise, by its sentence, an indicator measures: the whole of it, or one of its targets by its number."""

    quote: str
    target: int | None


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """指标: what a district measures, as its pack declares it. It is measured until ``valid_to``; ``trajectory`` is what is planned, by
    period: 2023-03, 2023-Q1."""

    code: str
    name: Words
    unit: str
    rhythm: str
    accumulation: str
    direction: str
    measure: str
    decimals: int
    no_value_in: tuple[int, ...]
    base: Decimal | None
    peg: str
    valid_to: date | None
    definitions: tuple[DefinitionEntry, ...]
    due: DueEntry
    source: SourceEntry
    measures: tuple[MeasuresEntry, ...]
    trajectory: Mapping[str, Decimal]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class YardsticksEntry:
    """How a district judges: how far 左右 reaches by the measure of an indicator, with its basis; and which pack's lights it follows."""

    tolerance: Mapping[str, Decimal]
    basis: str
    status: str
    lights: str


@dataclass(frozen=True, slots=True)
class CurveEntry:
    """得分曲线: behind by up to ``dead_band`` costs nothing, by ``zero_at`` more everything; the forecast may widen the band so far."""

    dead_band: Decimal
    zero_at: Decimal
    interval_max: Decimal


@dataclass(frozen=True, slots=True)
class PartEntry:
    """计分部分: some of the points and what they rest on, one of :data:`PART_KINDS`; ``curves`` are by measure, ``other`` for the rest."""

    code: str
    name: Words
    kind: str
    points: Decimal
    rhythm: str
    curves: Mapping[str, CurveEntry]
    late_worth: Decimal


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """加减分: so many points each time, ``most`` in all, for one of :data:`ADJUSTMENT_KINDS`."""

    code: str
    name: Words
    kind: str
    points: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class ScoringEntry:
    """计分办法: how units are scored. ``by_hand`` are weights by the sentence of a promise; ``text`` says all of it again.

    ``apart`` is shown beside the score and never in the sum; ``open`` is what the source leaves open or the record cannot tell.
    """

    code: str
    name: Words
    whole: Decimal
    rhythm: str
    interval: int | None
    by_class: Mapping[str, Decimal]
    otherwise: Decimal
    by_hand: Mapping[str, Decimal]
    parts: tuple[PartEntry, ...]
    adjustments: tuple[AdjustmentEntry, ...]
    apart: tuple[Words, ...]
    open: tuple[Words, ...]
    basis: str
    status: str
    text: str = field(repr=False)
    version: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pack:
    """One district's or mechanism's folder, checked. What the folder does not hold is empty or None.

    ``kind`` is one of :data:`PACK_KINDS`; only a district has a district and a year.
    """

    id: str
    folder: Path
    name: str
    name_en: str
    district: str
    year: int | None
    status: str
    kind: str = "district"
    summary: Words = NO_WORDS
    jurisdiction: str = ""
    report: Path | None = None
    units: tuple[UnitEntry, ...] = ()
    posts: tuple[PostEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    grants: tuple[GrantEntry, ...] = ()
    reporting_classes: tuple[ReportingClassEntry, ...] = ()
    corrections: tuple[CorrectionEntry, ...] = ()
    adoption: Adoption | None = None
    tallies: tuple[TallyEntry, ...] = ()
    arrangements: tuple[ArrangementEntry, ...] = ()
    registers: tuple[RegisterRow, ...] = ()
    services: ServicesEntry | None = None
    department_tables: tuple[DepartmentTableEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    yardsticks: YardsticksEntry | None = None
    scoring: ScoringEntry | None = None
    documents: tuple[Document, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    case_type: CaseType | None = None
    item: Item | None = None
    campaign: CampaignEntry | None = None
    models: tuple[ModelFile, ...] = ()
    words: PackWords = PackWords()
    examples: tuple[Example, ...] = ()
    ladder: tuple[RungEntry, ...] = ()
    lives: tuple[Life, ...] = ()
    calendar: Calendar | None = None
    """Of the kind ``calendar`` alone."""
    office_hours: HoursEntry | None = None
    """A calendar's count where a district has none of its own."""

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Of a district those above it, the nearest first, in whose law a value is looked for where it has none of its own."""
        return tuple(filter(None, self.jurisdiction.split("、")))
