"""What can be said about a commitment, field by field: one table that pages, history, workbook and rules all read.

A value is addressed by a :data:`Key`: the number of the planned target it belongs to (0: the commitment as a whole) and the field's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from luoshi.district.plan.figures import plain
from luoshi.engines.reading.model import Base, Operator
from luoshi.engines.reading.tables import BASE_NAMES, KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import _StrPromise

    from luoshi.district.plan.models import Commitment, PlannedTarget

Value = Any
"""Text, :class:`~decimal.Decimal`, :class:`~datetime.date`, ``bool``, a row (unit, post, class), a tuple of rows, or ``None``."""

Key = tuple[int, str]
WHOLE = 0
"""The number that stands for the commitment as a whole."""

QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")


class Keeper(StrEnum):
    """Who fills a field in. The office may fill in all of them."""

    OFFICE = "office"
    UNIT = "unit"


class Settled(StrEnum):
    """From when on replacing a value needs a resolution. Filling in what is empty needs none, unless the report promised it."""

    BY_ADOPTION = "adoption"
    BY_CONFIRMATION = "confirmation"  # the unit's own figures are its draft until its head confirms them
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be said. ``column`` is what offices call it; ``promised`` is what the report itself says, and people correct."""

    name: str
    column: str
    label: str | _StrPromise
    promised: bool = False
    keeper: Keeper = Keeper.OFFICE
    settled: Settled = Settled.BY_ADOPTION
    of_whole: bool = False
    of_target: bool = False


def _of_unit(name: str, column: str, label: str | _StrPromise, *, of_whole: bool = False) -> Field:
    return Field(name, column, label, keeper=Keeper.UNIT, settled=Settled.BY_CONFIRMATION, of_whole=of_whole, of_target=True)


def _table(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


FIELDS = _table(
    Field("kind", "承诺类型", _("承诺类型"), promised=True, of_whole=True),
    Field("strength", "约束强度", _("约束强度"), promised=True, of_whole=True),
    Field("indicator", "指标", _("指标"), promised=True, of_target=True),
    Field("base", "口径", _("口径"), promised=True, of_target=True),
    Field("operator", "比较", _("比较"), promised=True, of_target=True),
    Field("comparator", "比较词", _("比较词"), promised=True, of_target=True),
    Field("value", "目标值", _("目标值"), promised=True, of_target=True),
    Field("value_max", "目标值上限", _("目标值上限"), promised=True, of_target=True),
    Field("unit", "计量单位", _("计量单位"), promised=True, of_target=True),
    Field("peg", "比照对象", _("比照对象"), promised=True, of_target=True),
    Field("dropped", "不作为指标", _("不作为指标"), promised=True, of_target=True),
    Field("leader", "责任领导（岗位）", _("责任领导（岗位）"), of_whole=True),
    Field("lead", "牵头单位", _("牵头单位"), of_whole=True),
    Field("cooperating", "配合单位", _("配合单位"), of_whole=True),
    Field("reporting_class", "报送周期", _("报送周期"), of_whole=True),
    Field("deadline", "时限", _("时限"), of_whole=True),
    _of_unit("definition", "统计口径", _("统计口径")),
    _of_unit("base_value", "基数", _("基数")),
    _of_unit("base_source", "基数来源", _("基数来源")),
    _of_unit("source", "佐证来源", _("佐证来源"), of_whole=True),
    _of_unit("quarter_1", "一季度目标", _("一季度目标"), of_whole=True),
    _of_unit("quarter_2", "二季度目标", _("二季度目标"), of_whole=True),
    _of_unit("quarter_3", "三季度目标", _("三季度目标"), of_whole=True),
    _of_unit("quarter_4", "四季度目标", _("四季度目标"), of_whole=True),
    Field("note", "备注", _("备注"), settled=Settled.NEVER, of_whole=True),
)

OPERATOR_NAMES: dict[str, str] = {
    Operator.ABOUT: "约",
    Operator.AT_LEAST: "不低于",
    Operator.MORE_THAN: "超过",
    Operator.EQUAL: "等于",
    Operator.AT_MOST: "不超过",
    Operator.PEGGED: "比照",
    Operator.UP: "提高",
    Operator.DOWN: "降低",
    Operator.RANK: "位次",
}
_NAMES: dict[str, Mapping[str, str]] = {
    "kind": {kind.value: name for kind, name in KIND_NAMES.items()},
    "base": {base.value: name for base, name in BASE_NAMES.items()},
    "operator": OPERATOR_NAMES,
}
BASES: tuple[str, ...] = tuple(base.value for base in Base)


_SHOWN: dict[type, Callable[[Any], str]] = {
    bool: lambda _: "是",
    Decimal: lambda value: plain(value).replace(",", ""),
    date: date.isoformat,
    tuple: lambda value: "、".join(str(each) for each in value),
}


def is_empty(value: Value) -> bool:
    """Whether nothing is said."""
    return value is None or value is False or value in ("", ())


def text(name: str, value: Value) -> str:
    """A value as officials write it, in history and workbook."""
    if is_empty(value):
        return ""
    if name in _NAMES:
        return _NAMES[name].get(value, str(value))
    shown = next((show for kind, show in _SHOWN.items() if isinstance(value, kind)), str)
    return shown(value)


def values_of(commitment: Commitment) -> dict[Key, Value]:
    """Everything that is said about a commitment now. Prefetch ``targets``, ``milestones`` and ``cooperating`` for more than one."""
    whole: dict[Key, Value] = {(WHOLE, name): getattr(commitment, name) for name, field in FIELDS.items() if _is_plain(field)}
    whole[WHOLE, "cooperating"] = tuple(sorted(commitment.cooperating.all(), key=lambda unit: unit.pk))
    for target in commitment.targets.all():
        whole |= {
            (target.number, name): getattr(target, name) for name, field in FIELDS.items() if field.of_target and name not in QUARTERS
        }
    return whole | _milestones(commitment)


def empty_target(number: int) -> dict[Key, Value]:
    """What is said about a target that does not exist yet: nothing."""
    return {(number, name): "" for name, field in FIELDS.items() if field.of_target}


def _is_plain(field: Field) -> bool:
    return field.of_whole and field.name != "cooperating" and field.name not in QUARTERS


def _milestones(commitment: Commitment) -> dict[Key, Value]:
    numbers: dict[int | None, int] = {None: WHOLE} | {target.pk: target.number for target in commitment.targets.all()}
    nothing: dict[Key, Value] = {(number, quarter): "" for number in numbers.values() for quarter in QUARTERS}
    said = {(numbers[row.target_id], QUARTERS[row.quarter - 1]): row.text for row in commitment.milestones.all()}
    return nothing | said


def target_text(target: PlannedTarget) -> str:
    """The promised figure in one cell of a table: ≥30, 约6.5, 5—6, 与GDP同步; :func:`.cells.target_value` reads it back."""
    if target.operator == Operator.PEGGED:
        return pegged_text(target.peg, target.comparator)
    if target.value is None:
        return OPERATOR_NAMES[target.operator]
    number = text("value", target.value)
    if target.value_max is not None:
        number = f"{number}—{text('value', target.value_max)}"
    sign = OPERATOR_NAMES[target.operator] if target.operator in WITHOUT_NUMBER else SIGNS.get(target.operator, "")
    return f"{sign}{number}"


def pegged_text(peg: str, comparator: str) -> str:
    """What follows another quantity, in the report's word: 与GDP同步, 低于全市平均水平."""
    word = comparator or "同步"
    return f"与{peg}{word}" if word.endswith(ALONGSIDE) else f"{word}{peg}"


def figure_texts(commitment: Commitment) -> list[str]:
    """Each quantity of a commitment in a few words: 进出口总额 ≥120亿元."""
    targets = [target for target in commitment.targets.all() if not target.dropped]
    return [f"{target.indicator} {target_text(target)}{target.unit if target.value is not None else ''}" for target in targets]


ALONGSIDE = ("步", "同步增长", "匹配", "持平", "相当")
"""Words that stand behind the quantity that is followed; all others stand before it."""

WITHOUT_NUMBER = (Operator.PEGGED, Operator.UP, Operator.DOWN, Operator.RANK)
"""Comparisons that need no figure; one that the machine read all the same is shown with its word."""

SIGNS: dict[str, str] = {Operator.ABOUT: "约", Operator.AT_LEAST: "≥", Operator.MORE_THAN: "＞", Operator.AT_MOST: "≤"}
