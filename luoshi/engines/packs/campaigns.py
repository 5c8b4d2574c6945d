"""``campaign.yaml``: a benefit that comes without application 免申即享. It says everything itself, since a campaign keeps its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, entry, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, line_of, text_of, tree_in, without
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.engines.packs.sources import REGISTERS, InputSource, read_sources
from luoshi.words import Words

FILE: Final = "campaign.yaml"

PAYMENT, RELIEF, REMINDER = "payment", "relief", "reminder"
CAMPAIGN_KINDS: Final = (PAYMENT, RELIEF, REMINDER)
"""What comes of it: money is paid, less is to be paid elsewhere, or somebody is told what is within reach."""
PERIODS: Final = ("year", "half", "quarter", "month")
"""How often it comes to the same beneficiary: once in each."""
CONSENTS: Final = ("needed", "silent")
"""Whether the beneficiary confirms before anything is paid, or only may decline."""
WHOLE, MASKED, HIDDEN = "whole", "masked", "hidden"
SHOWN: Final = (WHOLE, MASKED, HIDDEN)
"""How much of a value the public list shows."""

_HEAD: Final = (
    "code", "name", "name_en", "summary", "summary_en", "kind", "register", "entitled", "amount", "explained_by", "lacks", "failing",
    "dated_by", "period", "consent", "objection", "budget", "payer", "payer_en", "paid_to", "item", "says", "says_en",
)  # fmt: skip
_PARTS: Final = ("answers", "sources", "keep", "published", "accounts", "basis")
_PUBLISHED: Final = ("name", "identifier", "amount")
_ACCOUNTS: Final = ("debit", "credit")


@dataclass(frozen=True, slots=True)
class PublishedList:
    """How much of each beneficiary the public list shows: one of :data:`SHOWN` for each."""

    name: str
    identifier: str
    amount: str


@dataclass(frozen=True, slots=True)
class CampaignAccounts:
    """In which accounts a payment is booked, as the payer's books call them."""

    debit: str
    credit: str


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """兑现事项: for whom the rules of the pack are asked, what an answer brings, and how it reaches the beneficiary.

    Attributes:
        code: as the pack is called.
        kind: one of :data:`CAMPAIGN_KINDS`.
        register: in which the beneficiaries stand, ``enterprises`` or ``persons``.
        entitled: the decision that entitles, by one of ``answers``.
        amount: the decision that says how much, in yuan; empty where there is no money.
        explained_by: the decision whose table gives the reason of each row.
        lacks: the decision that lists what is not met, for whoever almost qualifies; may be empty.
        failing: where ``lacks`` is a check list that also has what is met, the result that says that a condition is not; may be empty.
        dated_by: the input that says by the law of which day its row is decided; empty where all are decided by that of the campaign.
        sources: where each input comes from.
        keep: columns of the snapshot by which results are grouped.
        period: one of :data:`PERIODS`.
        consent: one of :data:`CONSENTS`.
        objection: the parameter that says for how many working days the list can be objected to; empty where no list is published.
        published: what the public list shows; nothing where none is published.
        budget: the parameter with the most that may be paid in a period, in yuan; empty where there is no such limit.
        payer: the fund or purse that pays.
        paid_to: of a run over persons the column of ``keep`` with the credit code of the enterprise that is paid for them; may be empty.
        accounts: of a payment.
        basis: citations.
        item: the pack whose item is applied for by hand; may be empty.
        says: what a beneficiary is told; ``{amount}`` and ``{period}`` stand for themselves.
        text, version: what is written, and its SHA-256.
    """

    code: str
    name: Words
    summary: Words
    kind: str
    register: str
    entitled: str
    answers: tuple[str, ...]
    amount: str
    explained_by: str
    lacks: str
    failing: str
    dated_by: str
    sources: tuple[InputSource, ...]
    keep: tuple[str, ...]
    period: str
    consent: str
    objection: str
    published: PublishedList | None
    budget: str
    payer: Words
    paid_to: str
    accounts: CampaignAccounts | None
    basis: tuple[str, ...]
    item: str
    says: Words
    text: str = field(repr=False)
    version: str
    line: int = field(default=0, compare=False)

    @property
    def is_paid(self) -> bool:
        """Whether money goes out."""
        return self.kind == PAYMENT

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that it names beside those of the models."""
        return tuple(filter(None, (self.objection, self.budget)))

    @property
    def wanted(self) -> tuple[str, ...]:
        """The decisions that a run answers for everybody."""
        return tuple(dict.fromkeys(filter(None, (self.entitled, self.amount))))


def read_campaign(folder: Path) -> CampaignEntry | None:
    """Read ``campaign.yaml`` of a pack; without the file nothing comes by itself.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    return campaign_of(text_of(folder / FILE, FILE)) if (folder / FILE).exists() else None


def campaign_of(text: str) -> CampaignEntry:
    """The campaign that a text of ``campaign.yaml`` says. Its version is the SHA-256 of the text.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    tree = tree_in(text, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, (*_HEAD, *_PARTS))
    head = entry(FILE, WHOLE_FILE, without(tree, *_PARTS), _HEAD)
    kind = head.word("kind", CAMPAIGN_KINDS)
    published = _published(head, tree.get("published", ""))
    return CampaignEntry(
        code=head.code("code"),
        name=head.said("name"),
        summary=head.said("summary"),
        kind=kind,
        register=head.word("register", REGISTERS),
        entitled=head.text("entitled"),
        answers=_some(head, "answers", tree, Words("请写哪些答案算符合。", "Say which answers entitle.")),
        amount=_amount(head, kind),
        explained_by=head.text("explained_by"),
        lacks=head.maybe("lacks"),
        failing=head.maybe("failing"),
        dated_by=head.maybe("dated_by"),
        sources=read_sources(FILE, tree.get("sources", "")),
        keep=tuple(texts(head, "keep", tree.get("keep", ""))),
        period=head.word("period", PERIODS),
        consent=_consent(head, kind),
        objection=_objection(head, kind, published),
        published=published,
        budget=head.maybe("budget"),
        payer=_payer(head, kind),
        paid_to=_paid_to(head, tree.get("keep", "")),
        accounts=_accounts(head, kind, tree.get("accounts", "")),
        basis=_some(head, "basis", tree, Words("请写依据：文件 条款。", "Say by what law: document and article.")),
        item=head.maybe("item"),
        says=head.said("says"),
        text=text,
        version=hashlib.sha256(text.encode()).hexdigest(),
        line=head.line,
    )


def _some(head: Entry, field: str, tree: dict[str, Tree], remedy: Words) -> tuple[str, ...]:
    written = tuple(str(each) for each in texts(head, field, tree.get(field, "")))
    if not written:
        raise head.problem(field, remedy)
    return written


def _amount(head: Entry, kind: str) -> str:
    """Money has an amount; a reminder has none."""
    if kind == REMINDER and head.maybe("amount"):
        raise head.problem("amount", Words("reminder（提醒）没有金额，请删去。", "A reminder has no amount: remove it."))
    return "" if kind == REMINDER else head.text("amount")


def _consent(head: Entry, kind: str) -> str:
    """Only for a payment can anything be waited for: an account has to be confirmed."""
    consent = head.word("consent", CONSENTS)
    if kind != PAYMENT and consent == "needed":
        remedy = Words("只有 payment（付款）要等确认；请写 silent。", "Only a payment waits to be confirmed: write silent.")
        raise head.problem("consent", remedy)
    return consent


def _objection(head: Entry, kind: str, published: PublishedList | None) -> str:
    """A list is published so that it can be objected to, and nothing is paid without."""
    if kind == PAYMENT and published is None:
        raise head.problem("published", Words("付款前要公示；请写公示哪些内容。", "A payment is published first: say what is shown."))
    if published is None and head.maybe("objection"):
        remedy = Words(
            "没有公示，就没有异议期；请写 published，或删去。", "Without a public list nobody can object: write published, or remove it."
        )
        raise head.problem("objection", remedy)
    return head.text("objection") if published else ""


def _payer(head: Entry, kind: str) -> Words:
    return head.said("payer") if kind == PAYMENT else head.maybe_said("payer")


def _paid_to(head: Entry, keep: Tree) -> str:
    """What is paid to another one for somebody is found in a column that the run keeps."""
    named = head.maybe("paid_to")
    if named and (head.text("register") != "persons" or named not in texts(head, "keep", keep)):
        remedy = Words("只有 register 为 persons 的才写，且应为 keep 中的一列。", "Of persons alone; write a column of keep.")
        raise head.problem("paid_to", remedy)
    return named


def _published(head: Entry, tree: Tree) -> PublishedList | None:
    if not (each := _group(head, "published", Words("公示 published", "published"), tree, _PUBLISHED)):
        return None
    name, identifier, amount = (each.word(one, SHOWN) for one in _PUBLISHED)
    if (name, identifier) == (HIDDEN, HIDDEN):
        remedy = Words("名称和代码不能都不显示，否则无从提出异议。", "One of name and identifier is shown, else nobody can object.")
        raise each.problem("name", remedy)
    return PublishedList(name, identifier, amount)


def _accounts(head: Entry, kind: str, tree: Tree) -> CampaignAccounts | None:
    each = _group(head, "accounts", Words("记账科目 accounts", "accounts"), tree, _ACCOUNTS)
    if (each is not None) != (kind == PAYMENT):
        raise head.problem("accounts", Words("付款要写记账科目，其他的不写。", "A payment names its accounts, nothing else does."))
    return CampaignAccounts(each.text("debit"), each.text("credit")) if each else None


def _group(head: Entry, key: str, place: Words, tree: Tree, fields: tuple[str, ...]) -> Entry | None:
    if tree == "":
        return None
    if isinstance(tree, dict):
        return entry(FILE, place, tree, fields)
    remedy = Words("请在其下写“键: 值”。", "Write “key: value” beneath it.")
    raise PackProblem(FILE, WHOLE_FILE, key, str(tree), remedy, line=line_of(tree) or head.line)
