"""What an analysis finds, as data with sentences in Chinese and English. Rules count from 1, as people count them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luoshi.engines.decisions.model import HitPolicy
from luoshi.engines.feel.texts import text_of
from luoshi.engines.feel.values import Value
from luoshi.words import Words


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the table has no answer there, against its own hit policy
    WARNING = "warning"  # most likely not meant
    INFORMATION = "information"  # allowed, and good to know


class Unreachability(StrEnum):
    """Why a rule never makes the answer."""

    EMPTY = "empty"  # a condition that nothing meets
    COVERED = "covered"  # FIRST: earlier rules answer everywhere
    MASKED = "masked"  # others apply wherever it does, and win (PRIORITY) or forbid an answer (UNIQUE)


@dataclass(frozen=True, slots=True)
class Condition:
    """Values of one input, as unary tests."""

    title: str
    tests: str


@dataclass(frozen=True, slots=True)
class Region:
    """A box of inputs. ``conditions`` has only the inputs that are limited, ``example`` one value for each of all inputs.

    ``is_certain``: the inputs can really be met. It is not so where the box limits a computed input, or where allowed values
    cannot be read.
    """

    conditions: tuple[Condition, ...]
    example: tuple[tuple[str, Value], ...]
    is_certain: bool

    def words(self) -> Words:
        """The box and its example."""
        chinese = "、".join(f"{each.title}：{each.tests}" for each in self.conditions) or "任何输入"
        english = ", ".join(f"{each.title}: {each.tests}" for each in self.conditions) or "any input"
        values = ", ".join(f"{title} = {text_of(value)}" for title, value in self.example)
        doubt = Words("", "") if self.is_certain else Words("（如果输入能取到这些值）", " (if the inputs can have such values)")
        return Words(f"{chinese}（例如 {values}）{doubt.chinese}", f"{english} (for example {values}){doubt.english}")


@dataclass(frozen=True, slots=True)
class Gap:
    """Inputs that no rule covers. ``perhaps_covered_by`` are rules that may do so and cannot be read."""

    level: Level
    region: Region
    perhaps_covered_by: tuple[int, ...] = ()

    def words(self) -> Words:
        """The sentence."""
        where = self.region.words()
        if self.perhaps_covered_by:
            return Words(
                f"不能判定：只有规则 {_chinese(self.perhaps_covered_by)} 可能涵盖 {where.chinese}。",
                f"Not decided: only {_rules(self.perhaps_covered_by)} may cover {where.english}.",
            )
        return Words(f"没有规则涵盖 {where.chinese}。", f"No rule covers {where.english}.")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that both match. ``same_outputs`` is None where that depends on the inputs."""

    level: Level
    rules: tuple[int, int]
    region: Region
    same_outputs: bool | None

    def words(self) -> Words:
        """The sentence."""
        where, said = self.region.words(), _SAME_OUTPUTS[self.same_outputs]
        return Words(
            f"规则 {self.rules[0]} 与规则 {self.rules[1]} 同时适用（{said.chinese}）：{where.chinese}。",
            f"Rules {self.rules[0]} and {self.rules[1]} both apply ({said.english}): {where.english}.",
        )


_SAME_OUTPUTS: Final = {
    True: Words("结论相同", "same outputs"),
    False: Words("结论不同", "different outputs"),
    None: Words("结论是否相同取决于输入", "whether their outputs agree depends on the inputs"),
}


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A rule that never makes the answer; ``by`` are the rules that take its place, ``titles`` the inputs with an empty condition."""

    level: Level
    rule: int
    reason: Unreachability
    by: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()

    def words(self) -> Words:
        """The sentence."""
        if self.reason is Unreachability.EMPTY:
            titles = "、".join(self.titles), ", ".join(self.titles)
            return Words(f"规则 {self.rule} 永远不适用：“{titles[0]}”没有值能满足其条件。",
                         f"Rule {self.rule} never applies: no value of “{titles[1]}” meets its condition.")  # fmt: skip
        if self.reason is Unreachability.COVERED:
            return Words(f"规则 {self.rule} 永远轮不到：前面的规则 {_chinese(self.by)} 已全部涵盖。",
                         f"Rule {self.rule} is never reached: earlier {_rules(self.by)} cover all of it.")  # fmt: skip
        return Words(f"规则 {self.rule} 永远不起作用：凡它适用之处，规则 {_chinese(self.by)} 也适用。",
                     f"Rule {self.rule} never makes the answer: wherever it applies, {_rules(self.by)} apply too.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Redundant:
    """A rule without which the table answers the same; ``by`` are the rules that then answer."""

    level: Level
    rule: int
    by: tuple[int, ...]

    def words(self) -> Words:
        """The sentence."""
        return Words(
            f"规则 {self.rule} 多余：去掉后由规则 {_chinese(self.by)} 得出同样的结论。",
            f"Rule {self.rule} is redundant: without it {_rules(self.by)} give the same outputs.",
        )


@dataclass(frozen=True, slots=True)
class Mergeable:
    """Two rules that can be one: same outputs, and their conditions on one input together are one test."""

    level: Level
    rules: tuple[int, int]
    title: str
    tests: str

    def words(self) -> Words:
        """The sentence."""
        return Words(
            f"规则 {self.rules[0]} 与规则 {self.rules[1]} 可以合并，“{self.title}”写作：{self.tests}。",
            f"Rules {self.rules[0]} and {self.rules[1]} can be merged, with “{self.title}” as: {self.tests}.",
        )


@dataclass(frozen=True, slots=True)
class NotDecided:
    """A cell that cannot be analysed: it calls a function, or names another input. Of its rule only what is certain is told."""

    rule: int
    column: int
    text: str

    def words(self) -> Words:
        """The sentence."""
        return Words(
            f"不能判定规则 {self.rule}：第 {self.column} 列“{self.text}”用到函数或其他输入，未作分析。",
            f"Rule {self.rule} is not decided: column {self.column}, “{self.text}”, uses functions or other inputs and was not analysed.",
        )


class Question(StrEnum):
    """What is asked of a table."""

    GAPS = "gaps"
    OVERLAPS = "overlaps"
    UNREACHABLE = "unreachable"
    REDUNDANT = "redundant"
    MERGEABLE = "mergeable"
    CHANGES = "changes"


QUESTIONS: Final = {
    Question.GAPS: Words("遗漏", "gaps"),
    Question.OVERLAPS: Words("重叠", "overlaps"),
    Question.UNREACHABLE: Words("不可达规则", "unreachable rules"),
    Question.REDUNDANT: Words("多余规则", "redundant rules"),
    Question.MERGEABLE: Words("可合并规则", "rules that can be merged"),
    Question.CHANGES: Words("变化", "changes"),
}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A question that took too much work, or has more answers than are told. ``share`` of it was examined, 0 to 1."""

    question: Question
    share: float

    def words(self) -> Words:
        """The sentence."""
        name, share = QUESTIONS[self.question], f"{self.share:.1%}"
        return Words(f"“{name.chinese}”未查完：已查 {share}，所列为已发现的部分。",
                     f"Looking for {name.english} was not finished: {share} was examined; what is listed is what was found.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found about one table. ``gaps`` is None where they are not looked for; ``remarks`` say that, and what was assumed."""

    name: str
    hit_policy: HitPolicy
    gaps: tuple[Gap, ...] | None
    overlaps: tuple[Overlap, ...]
    unreachable: tuple[Unreachable, ...]
    redundant: tuple[Redundant, ...]
    mergeable: tuple[Mergeable, ...]
    not_decided: tuple[NotDecided, ...]
    unfinished: tuple[Unfinished, ...]
    remarks: tuple[Words, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything could be read and all was examined."""
        return not self.not_decided and not self.unfinished

    def sentences(self) -> Iterator[Words]:
        """All of it in words."""
        for group in (self.unreachable, self.gaps or (), self.overlaps, self.redundant, self.mergeable, self.not_decided, self.unfinished):
            for each in group:
                yield each.words()
        yield from self.remarks


class AnswerKind(StrEnum):
    """What a table does with inputs."""

    RULES = "rules"
    DEFAULT = "default"
    NO_RULE = "no_rule"
    SEVERAL_RULES = "several_rules"
    DIFFERENT_OUTPUTS = "different_outputs"
    NOT_ALLOWED = "not_allowed"
    NOT_DECIDED = "not_decided"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with the rules that made it, or why there is none. ``outputs`` are as they are written, one text for each rule."""

    kind: AnswerKind
    rules: tuple[int, ...] = ()
    outputs: tuple[str, ...] = ()

    def words(self) -> Words:
        """The answer in short."""
        name = _ANSWERS[self.kind]
        said, rules = "; ".join(self.outputs), ", ".join(map(str, self.rules))
        if self.kind is AnswerKind.RULES:
            return Words(f"{said}（规则 {rules}）", f"{said} (rule {rules})")
        if self.kind is AnswerKind.DEFAULT:
            return Words(f"{said}（默认值）", f"{said} (default)")
        return Words(f"{name.chinese}（规则 {rules}）", f"{name.english} (rule {rules})") if rules else name


_ANSWERS: Final = {
    AnswerKind.RULES: Words("规则", "rules"),
    AnswerKind.DEFAULT: Words("默认值", "the default"),
    AnswerKind.NO_RULE: Words("没有规则适用", "no rule applies"),
    AnswerKind.SEVERAL_RULES: Words("几条规则同时适用", "several rules apply"),
    AnswerKind.DIFFERENT_OUTPUTS: Words("适用规则的结论不同", "rules that apply disagree"),
    AnswerKind.NOT_ALLOWED: Words("输入值不允许", "the input is not allowed"),
    AnswerKind.NOT_DECIDED: Words("不能判定", "not decided"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Inputs whose answer changes. ``is_decided``: it is known to change; else texts or cells differ that cannot be compared."""

    region: Region
    old: Answer
    new: Answer
    is_decided: bool

    def words(self) -> Words:
        """The sentence."""
        where, old, new = self.region.words(), self.old.words(), self.new.words()
        doubt = Words("", "") if self.is_decided else Words("可能", "perhaps ")
        return Words(
            f"{where.chinese}：{doubt.chinese}由 {old.chinese} 变为 {new.chinese}。",
            f"{where.english}: {doubt.english}from {old.english} to {new.english}.",
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a table."""

    changes: tuple[Change, ...]
    unfinished: tuple[Unfinished, ...]
    not_decided: tuple[tuple[NotDecided, ...], tuple[NotDecided, ...]]
    """Cells of the old and of the new version that cannot be read."""


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """Inputs just inside or just outside a bound of a rule, from which a test case is made.

    ``values`` are by the columns' expressions. ``matched`` are the rules that the engine finds to match (under FIRST only the first),
    ``perhaps`` those that cannot be read and may match too.
    """

    rule: int
    expression: str
    tests: str
    is_inside: bool
    values: tuple[tuple[str, Value], ...]
    matched: tuple[int, ...]
    perhaps: tuple[int, ...]
    is_certain: bool

    def words(self) -> Words:
        """The case as the name of a test."""
        values = ", ".join(f"{name} = {text_of(value)}" for name, value in self.values)
        matched = "、".join(map(str, self.matched)) or "无", ", ".join(map(str, self.matched)) or "none"
        side = Words("内", "inside") if self.is_inside else Words("外", "outside")
        return Words(
            f"规则 {self.rule} 的边界{side.chinese}（{self.expression}：{self.tests}）：{values}；适用规则：{matched[0]}",
            f"Just {side.english} rule {self.rule} ({self.expression}: {self.tests}): {values}; rules: {matched[1]}",
        )


def _chinese(rules: tuple[int, ...]) -> str:
    return "、".join(map(str, rules))


def _rules(rules: tuple[int, ...]) -> str:
    return f"{'rule' if len(rules) == 1 else 'rules'} {', '.join(map(str, rules))}"
