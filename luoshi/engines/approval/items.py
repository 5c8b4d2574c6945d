"""What an item says 事项: who may apply for what, by which paths, what is asked, what a register knows already, which papers prove what.

An item is data. Its rules stand in a decision model beside it, its limits in dated parameters; here they are named. Codes are identifiers,
``line`` is where something stands in the file, 0 where it came from none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from luoshi.engines.approval.known_from import Known
from luoshi.words import Words

NO_WORDS: Final = Words("", "")
KEPT, NEW = "kept", "new"
"""What becomes of the number of a licence whose renewal is granted after it expired."""


class Path(StrEnum):
    """办理方式: the lawful ways of an application."""

    INSTANT = "instant"  # 智能秒批: every condition is known from registers, and the rules grant
    COMMITMENT = "commitment"  # 告知承诺: a written promise stands for papers, and is checked afterwards (国办发〔2020〕42号)
    MISSING_PAPERS = "missing_papers"  # 容缺受理: secondary papers may follow (国发〔2022〕5号)
    ORDINARY = "ordinary"  # 一般程序: a person examines (行政许可法 chapter 4)

    def words(self) -> Words:
        """What it is called."""
        return _PATHS[self]


_PATHS: Final = {
    Path.INSTANT: Words("智能秒批", "instant approval"),
    Path.COMMITMENT: Words("告知承诺", "approval on a commitment"),
    Path.MISSING_PAPERS: Words("容缺受理", "acceptance with papers to follow"),
    Path.ORDINARY: Words("一般程序", "ordinary procedure"),
}


class ItemKind(StrEnum):
    """What comes of an item."""

    LICENCE = "licence"  # 许可
    REGISTRATION = "registration"  # 登记
    FILING = "filing"  # 备案
    CHANGE = "change"  # 变更
    RENEWAL = "renewal"  # 延续
    BENEFIT = "benefit"  # 给付

    @property
    def builds_on_a_licence(self) -> bool:
        """There has to be a licence already."""
        return self in (ItemKind.CHANGE, ItemKind.RENEWAL)


class Area(StrEnum):
    """领域: the group of the catalogue in which an item is found."""

    FOOD = "food"
    HEALTH = "health"
    MARKET = "market"
    TRANSPORT = "transport"
    CITY = "city"
    LABOUR = "labour"
    CIVIL = "civil"
    CONSTRUCTION = "construction"
    CULTURE = "culture"


class ApplicantKind(StrEnum):
    """In whose name is applied."""

    ENTERPRISE = "enterprise"
    PERSON = "person"


class Rank(StrEnum):
    """材料类别: whether an application can be accepted without a paper."""

    MAIN = "main"  # 主要
    SECONDARY = "secondary"  # 次要


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    CREDIT_CODE = "credit_code"
    CITIZEN_ID = "citizen_id"
    PHONE = "phone"
    INDUSTRY = "industry"
    PLACE = "place"

    @property
    def is_chosen(self) -> bool:
        """Its values are those of a list."""
        return self in (FieldType.CHOICE, FieldType.CHOICES)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from; ``code`` is the value in the decision model."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Field:
    """表单项: something that is asked. Its Chinese name is the name of the input of the decision model."""

    code: str
    name: Words
    type: FieldType
    required: bool = True
    needed_if: str = ""
    """FEEL over the Chinese names of the fields before it; empty: it is always asked."""
    must_be_known: bool = False
    """What only the applicant declares is not enough for a machine."""
    known: Known | None = None
    """免填: where its value is taken from; None: the applicant says it."""
    choices: tuple[Choice, ...] = ()
    allowed_by: str = ""
    """The parameter whose value of a day lists the codes that may be chosen on it; empty: all of them on every day."""
    unit: str = ""
    help: Words = NO_WORDS
    personal: bool = False
    """Masked for officials, and in no fact."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Material:
    """材料: a paper that proves something, or what stands for it."""

    code: str
    name: Words
    rank: Rank
    known: Known | None = None
    """免提交: it need not be handed in where this is there; None: only the paper proves it."""
    commitment: bool = False
    """On the commitment path a promise stands for it."""
    deferrable: bool = False
    """可以容缺: it may follow; only a secondary one."""
    needed_if: str = ""
    """FEEL over the Chinese names of the fields; empty: it is always needed."""
    basis: str = ""
    """Citations: by what it may be asked for at all (优化营商环境条例 第四十四条)."""
    help: Words = NO_WORDS
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """承诺的条件: one sentence that is promised."""

    code: str
    says: Words
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """告知书: what the office says in writing before anybody promises (国办发〔2020〕42号)."""

    conditions: tuple[Condition, ...]
    consequences: Words
    """What follows a false promise, by administrative, civil and criminal law."""
    check: Words
    """How the promise is checked."""
    publication: Words
    field_of_exclusion: str
    """The value of 直接涉及的领域 in the decision on eligibility; 无 where there is none."""
    agent_may_sign: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """时限: names of parameters. ``decide`` is the law's limit, ``promised`` the office's, ``check`` that of the check of a promise."""

    decide: str
    promised: str
    check: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What is issued. ``mark`` stands in its number; ``valid_for`` is a parameter, ``scope`` and ``place`` are fields, or empty."""

    name: Words
    mark: str
    valid_for: str = ""
    scope: str = ""
    place: str = ""
    renews: str = ""
    """The name of the licence that it renews or changes."""
    after_expiry: str = KEPT
    """Of a renewal that is granted after the licence expired: the number is ``kept``, or a ``new`` licence is issued."""
    ends: str = ""
    """The date field that says on which day it ends, where that is sooner than ``valid_for`` allows: what is permitted for a time."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Renewal:
    """无感续证: the decision service by which the office renews by itself, and the parameter that says how long before the end.

    ``counts_as_application``: the office's opening stands for the holder's application, so that silence renews (行政许可法 第五十条).
    """

    decision: str
    open_before: str
    counts_as_application: bool = True
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OnSignature:
    """签约即发证: reviewed before a contract is signed, and issued on its signature where the contract says what was reviewed.

    All three are fields: ``asked_by`` says that the applicant takes this way, ``contract`` and ``review`` what either says by its register.
    The rules of the item compare them; ``basis`` is the citation by which there is such a way.
    """

    asked_by: str
    contract: str
    review: str
    basis: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Entering:
    """登记入库: what is entered into the register of enterprises when it is granted; each value is FEEL over the names of the fields."""

    register: str
    values: Mapping[str, str]
    """By the codes of the register's fields."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """事项. ``version`` tells two texts of it apart: an application keeps the one under which it was begun."""

    code: str
    name: Words
    summary: Words
    kind: ItemKind
    area: Area
    applicant: ApplicantKind
    paths: tuple[Path, ...]
    """In the order in which the office prefers them; the ordinary one is always among them."""
    decision: str
    """The decision service that says whether the rules grant."""
    basis: tuple[str, ...]
    """Citations."""
    limits: Limits
    result: Result
    fields: tuple[Field, ...]
    materials: tuple[Material, ...]
    commitment: Notice | None = None
    renewal: Renewal | None = None
    on_signature: OnSignature | None = None
    enters: Entering | None = None
    called: tuple[str, ...] = ()
    """日常说法: words by which people look for it, in Chinese; ``called_en`` in English."""
    called_en: tuple[str, ...] = ()
    version: str = ""
    line: int = field(default=0, compare=False)

    def field(self, code: str) -> Field:
        """The field of that code."""
        return next(each for each in self.fields if each.code == code)

    def material(self, code: str) -> Material:
        """The material of that code."""
        return next(each for each in self.materials if each.code == code)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What is promised on the commitment path."""
        return self.commitment.conditions if self.commitment is not None else ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter that it names."""
        return tuple(dict.fromkeys(filter(None, self._parameters())))

    def _parameters(self) -> Iterator[str]:
        yield from (self.limits.decide, self.limits.promised, self.limits.check, self.result.valid_for)
        if self.renewal is not None:
            yield self.renewal.open_before
        yield from (each.allowed_by for each in self.fields)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decision services that it asks."""
        return (self.decision, *((self.renewal.decision,) if self.renewal is not None else ()))
