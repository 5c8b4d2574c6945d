"""What the rules in force say of an application: the item's own, those of 告知承诺, those of 容缺受理; each answer with its record."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import package_in_force
from luoshi.district.services.models import Assessed, Capacity
from luoshi.district.services.promises import notice_of
from luoshi.engines.approval import (
    CommitmentVerdict,
    MissingPapersVerdict,
    PaperState,
    Path,
    Rank,
    Reason,
    Standard,
    Verdict,
    assess,
    inputs_of,
    needed_materials,
    verdict_of,
)
from luoshi.engines.decisions import NoValueInForce, UnknownDecision, decide_on_record, in_force
from luoshi.engines.decisions.citations import annotation_cells
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.services.knowing import Known
    from luoshi.engines.approval import Assessment, Given, Item
    from luoshi.engines.decisions import DecisionPackage, Outcome, Record
    from luoshi.engines.feel import Value

COMMITMENT_PACK: Final = "commitment_approval"
ELIGIBILITY: Final = "告知承诺资格审查"
PAPERS_PACK: Final = "missing_papers_later"
ACCEPTANCE: Final = "容缺受理审查"
MARGIN: Final = "补正期限余量（工作日）"
UNMET: Final = "不符合的条件"
EXCLUSIONS: Final = "不适用的情形"
AGAINST: Final = "不能容缺的原因"

_RANKS: Final = {Rank.MAIN: "主要", Rank.SECONDARY: "次要"}
_NOT_IN_FORCE: Final = "rule_not_in_force"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a district has in force on a day.

    ``packages`` keep them by their packs, ``records`` what they said, so that it can be computed again.
    """

    district: District
    on: date
    records: list[Record] = field(default_factory=list)
    packages: dict[str, DecisionPackage | None] = field(default_factory=dict)

    def package(self, pack: str) -> DecisionPackage | None:
        """The rules of a pack, looked up once; ``None`` where none are in force."""
        if pack not in self.packages:
            self.packages[pack] = self._in_force(pack)
        return self.packages[pack]

    def _in_force(self, pack: str) -> DecisionPackage | None:
        try:
            return package_in_force(self.district, pack, on=self.on)
        except RuleNotInForce:
            return None

    def ask(self, package: DecisionPackage, decision: str, inputs: Mapping[str, Value]) -> Outcome | None:
        """What a decision service says, kept on record; ``None`` where it or the law that it asks for is not there."""
        try:
            outcome, record = decide_on_record(package, decision, inputs, on=self.on, jurisdictions=self.jurisdictions)
        except (NoValueInForce, UnknownDecision):
            return None
        self.records.append(record)
        return outcome

    def verdict(self, item: Item, decision: str, given: Mapping[str, Given], standard: Standard) -> Verdict:
        """What a decision service of an item says. A rule that is not in force grants nothing and refuses nothing: a person decides."""
        package = self.package(item.code)
        if package is None or decision not in package.offered:
            return Verdict(grants=False, findings=(_NOT_IN_FORCE,))
        asked = [each.name for each in package.needed(decision)]
        outcome = self.ask(package, decision, inputs_of(item, given, on=self.on, standard=standard, asked=asked))
        if outcome is None:
            return Verdict(grants=False, findings=(_NOT_IN_FORCE,))
        return verdict_of(
            outcome.value, findings=[each.kind_name for each in outcome.findings], labels=package.labels, clauses=clauses_of(outcome, UNMET)
        )

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Whose law counts."""
        return self.district.jurisdictions


@dataclass(slots=True)
class Asking:
    """Asks the rules of a day about one application, and keeps the records of what they said.

    ``path`` is what the applicant chose. ``as_if_chosen`` looks how each path would stand, which nobody has to choose to be told.
    ``packages`` are the rules by their packs, where others asked them before.
    """

    known: Known
    path: Path | None
    as_if_chosen: bool = False
    records: list[Record] = field(default_factory=list)
    packages: dict[str, DecisionPackage | None] = field(default_factory=dict)

    def assessment(self) -> Assessment:
        """What comes of the application."""
        return assess(
            self.known.assessable(self.path),
            verdict=self.verdict(),
            commitment=self.commitment(),
            missing_papers=self.missing_papers(),
            pending_same=self.known.pending_same is not None,
        )

    def verdict(self) -> Verdict:
        """What the item's own rules say."""
        known, item = self.known, self.known.offer.item
        standard = Standard(known.around.broken(), known.pending_same is not None, known.promised)
        return self.rules.verdict(item, item.decision, known.fields, standard)

    def commitment(self) -> CommitmentVerdict | None:
        """Whether the promise may stand for papers; ``None`` where nobody promised or the item knows no such path."""
        known, notice = self.known, self.known.offer.item.commitment
        promise, text = known.promise, notice_of(known.offer, on=known.on)
        if notice is None or text is None or Path.COMMITMENT not in known.offer.item.paths or not (promise or self.as_if_chosen):
            return None
        capacity = promise.capacity if promise is not None else known.acting.capacity
        broken, false_before = known.around.broken(), known.around.false_before(text.text["matter"])
        by_agent = capacity == Capacity.AGENT
        answer = self._answer(COMMITMENT_PACK, ELIGIBILITY, {
            "列入告知承诺清单": True,
            "直接涉及的领域": notice.field_of_exclusion,
            "申请人选择告知承诺": True,
            "有较严重不良信用记录": broken,
            "曾作出虚假承诺": false_before,
            "信用已修复": not broken if broken or false_before else None,
            "由代理人承诺": by_agent,
            "允许代理人承诺": notice.agent_may_sign if by_agent else None,
            "承诺书已签署": True,
            "承诺书与告知文本一致": promise is None or promise.sha256 == text.sha256,
        })  # fmt: skip
        if answer is None:
            return CommitmentVerdict(allows=False, findings=(_NOT_IN_FORCE,))
        return CommitmentVerdict(
            allows=answer.value("办理方式") == "按告知承诺办理",
            exclusions=answer.reasons(EXCLUSIONS),
            corrections=tuple(answer.said(each) for each in answer.texts("需更正的内容")),
            unknown=answer.texts("缺少的情况"),
            findings=answer.findings,
        )

    def missing_papers(self) -> MissingPapersVerdict | None:
        """Whether what is deferrable may follow; ``None`` where nothing of the kind is missing, or the applicant did not choose it."""
        known, item = self.known, self.known.offer.item
        needed = needed_materials(item, known.fields)
        absent = [each for each in needed if each.deferrable and known.papers[each.code] is PaperState.ABSENT]
        chosen = self.as_if_chosen or self.path is Path.MISSING_PAPERS
        days = known.offer.days(item.limits.promised, on=known.on)
        package = self.rules.package(PAPERS_PACK) if absent and chosen and Path.MISSING_PAPERS in item.paths else None
        if package is None:
            return None
        by_agent, before = known.acting.capacity == Capacity.AGENT, self._deferred_before()
        answer = self._answer(PAPERS_PACK, ACCEPTANCE, {
            "材料": tuple(
                {
                    "名称": each.name.chinese,
                    "类别": _RANKS[each.rank],
                    "状态": "缺失" if known.papers[each.code] is PaperState.ABSENT else "齐全",
                    "可以容缺": each.deferrable,
                    "以前容缺过": each.code in before,
                }
                for each in needed
            ),
            "事项列入容缺清单": True,
            "申请人选择容缺": True,
            "有未修复的失信记录": known.around.broken(),
            "承诺补正工作日数": None if days is None else Decimal(max(days - self._margin(package), 0)),
            "事项承诺办结工作日数": None if days is None else Decimal(days),
            "已提交容缺承诺书": True,
            "委托办理": by_agent,
            "有授权书": True if by_agent else None,
        })  # fmt: skip
        return None if answer is None else MissingPapersVerdict(answer.value("受理意见") == "容缺受理", answer.reasons(AGAINST))

    def _margin(self, package: DecisionPackage) -> int:
        """By how much the time for the papers is shorter than that for the item."""
        try:
            [chosen] = in_force([package.parameters[MARGIN]], on=self.known.on, jurisdictions=self.rules.jurisdictions)
        except (KeyError, NoValueInForce):
            return 0
        return int(chosen.value) if isinstance(chosen.value, Decimal) else 0

    def _deferred_before(self) -> set[str]:
        """What the applicant once let follow for this item: the same paper does not follow twice."""
        application = self.known.application
        rows = Assessed.objects.filter(
            application__district=application.district, application__matter=application.matter,
            application__subject_kind=application.subject_kind, application__subject_key=application.subject_key, outcome="person",
        )  # fmt: skip
        return {code for deferred in rows.values_list("deferred", flat=True) for code in deferred}

    @property
    def rules(self) -> Rules:
        """The rules of the day, which write into the same records."""
        return Rules(self.known.application.district, self.known.on, self.records, self.packages)

    def _answer(self, pack: str, decision: str, inputs: Mapping[str, Value]) -> Answer | None:
        package = self.rules.package(pack)
        outcome = self.rules.ask(package, decision, inputs) if package is not None else None
        return Answer(package, outcome) if package is not None and outcome is not None else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service with several outputs said."""

    package: DecisionPackage
    outcome: Outcome

    def value(self, name: str) -> Value:
        """One of the outputs."""
        return self.outcome.value.get(name) if isinstance(self.outcome.value, dict) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """An output that is a list of texts."""
        value = self.value(name)
        return tuple(str(each) for each in value) if isinstance(value, tuple) else ()

    def said(self, text: str) -> Words:
        """A text of the model in both languages."""
        return self.package.labels.get(text, Words(text, text))

    def reasons(self, name: str) -> tuple[Reason, ...]:
        """An output that is a list of reasons, each with the clause of its rule."""
        clauses = clauses_of(self.outcome, name)
        return tuple(Reason(self.said(each), clauses.get(each, "")) for each in self.texts(name))

    @property
    def findings(self) -> tuple[str, ...]:
        """The kinds of finding, each once."""
        return tuple(dict.fromkeys(each.kind_name for each in self.outcome.findings))


def clauses_of(outcome: Outcome, decision: str) -> dict[str, str]:
    """The citations of the rules that made the texts of a collecting table, by the text."""
    return dict(_clauses(outcome, decision))


def _clauses(outcome: Outcome, decision: str) -> Iterator[tuple[str, str]]:
    step = outcome.trace.of(decision)
    for used in step.tables if step is not None else ():
        values: Any = used.value if isinstance(used.value, tuple) else ()
        for value, position in zip(values, used.chosen, strict=False):
            source = used.table.source
            yield str(value), "；".join(text for text, _ in annotation_cells(source, source.rules[position], citing=True))
