"""Every reason for which a change of a commitment is refused, each a function whose name is the condition."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.district.offices.queries import Role
from luoshi.district.plan.errors import (
    ChangedMeanwhile,
    NeedsReason,
    NeedsResolution,
    NotAllowed,
    TallyRefused,
    WrongValue,
)
from luoshi.district.plan.fields import FIELDS, QUARTERS, WHOLE, WITHOUT_NUMBER, Keeper, is_empty, text
from luoshi.district.plan.models import Nature
from luoshi.engines.reading.model import Base, Kind, Operator
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.editing import Difference
    from luoshi.district.plan.fields import Key, Value
    from luoshi.district.plan.models import Commitment, Resolution
    from luoshi.district.plan.tallies import NewTally

TEXT_LENGTH_MAX = 2_000
YEARS = range(2000, 2101)
_NUMBER_LIMIT = Decimal(10) ** 30


def changed_meanwhile(commitment: Commitment, revision: int | None) -> None:
    """Somebody else changed the commitment since its editor looked at it."""
    if revision is not None and revision != commitment.revision:
        raise ChangedMeanwhile(commitment, list(commitment.changes.filter(revision__gt=revision).order_by("pk")))


def not_allowed(commitment: Commitment, found: Sequence[Difference], by: Authority) -> None:
    """The person keeps neither the plan nor, for what the lead unit fills in, that unit's figures."""
    own = not commitment.report.removable  # what a visitor brought is nobody's plan
    if own and by.is_office_of(commitment.report.district):
        return
    of_unit = own and by.reports_for(commitment.lead)
    beyond = [one.field for one in found if not (of_unit and one.field.keeper is Keeper.UNIT and one.nature is Nature.ARRANGED)]
    if beyond:
        raise NotAllowed.to_change(commitment, beyond[0].column)


def without_reason(commitment: Commitment, found: Sequence[Difference], reason: str) -> None:
    """What was read is corrected, and nobody says why."""
    corrected = [one for one in found if one.nature is Nature.CORRECTED]
    if corrected and not reason.strip():
        raise NeedsReason(commitment, corrected[0].field.column)


def without_resolution(commitment: Commitment, found: Sequence[Difference], resolution: Resolution | None) -> None:
    """What was adopted or confirmed is replaced, and no meeting decided it."""
    decided = [one for one in found if one.nature is Nature.DECIDED]
    if decided and (resolution is None or resolution.district_id != commitment.report.district_id):
        raise NeedsResolution(commitment, decided[0].field.column, text(decided[0].field.name, decided[0].old))


def values_cannot_be(commitment: Commitment, said: Mapping[Key, Value], found: Sequence[Difference], *, on: date) -> None:
    """A value is of another district, of another time, too long, or does not go with the others."""
    for one in found:
        _too_long(commitment, one)
        _unit_is_not_here(commitment, one, on)
    _lead_cooperates_with_itself(commitment, said)
    _deadline_is_of_another_age(commitment, said)
    for number in sorted({one.number for one in found if not said.get((one.number, "dropped"))} - {WHOLE}):
        _target_makes_no_sense(commitment, said, number)
        _quarters_fall(commitment, said, number)
    _not_a_kind_of_promise(commitment, said)


def _wrong(commitment: Commitment, name: str, value: Value, chinese: str, english: str) -> WrongValue:
    return WrongValue(commitment, FIELDS[name].column, text(name, value), chinese, english)


def _too_long(commitment: Commitment, one: Difference) -> None:
    if isinstance(one.new, str) and len(one.new) > TEXT_LENGTH_MAX:
        raise _wrong(
            commitment,
            one.field.name,
            f"{one.new[:20]}…",
            f"请缩短到 {TEXT_LENGTH_MAX:,} 字以内。",
            f"Keep it under {TEXT_LENGTH_MAX:,} characters.",
        )
    if isinstance(one.new, Decimal) and not (one.new.is_finite() and one.new.copy_abs() < _NUMBER_LIMIT):
        raise _wrong(commitment, one.field.name, one.new, "这不是真实的数量，请核对。", "That is no quantity of this world; check it.")


def _unit_is_not_here(commitment: Commitment, one: Difference, on: date) -> None:
    district = commitment.report.district_id
    units: tuple[Unit | None, ...] = {"lead": (one.new,), "cooperating": one.new}.get(one.field.name, ())
    stood = one.old if isinstance(one.old, tuple) else ()
    for unit in (unit for unit in units if unit and unit not in stood):
        if unit.district_id != district or not unit.is_valid(on):
            raise _wrong(commitment, one.field.name, unit, "请选择本区现有的单位。", "Choose a present unit of the district.")
    post = one.new if one.field.name == "leader" else None
    if post and (post.unit.district_id != district or post.role != Role.LEADER or not post.is_valid(on)):
        raise _wrong(commitment, "leader", post, "请选择本区现有的领导岗位。", "Choose a present leader's post of the district.")


def _lead_cooperates_with_itself(commitment: Commitment, said: Mapping[Key, Value]) -> None:
    lead = said[WHOLE, "lead"]
    if lead and lead in said[WHOLE, "cooperating"]:
        raise _wrong(commitment, "cooperating", lead, "牵头单位不再列为配合单位。", "The lead unit is not listed as cooperating again.")


def _deadline_is_of_another_age(commitment: Commitment, said: Mapping[Key, Value]) -> None:
    deadline = said[WHOLE, "deadline"]
    if deadline and deadline.year not in YEARS:
        raise _wrong(commitment, "deadline", deadline, "请核对年份。", "Check the year.")


def _target_makes_no_sense(commitment: Commitment, said: Mapping[Key, Value], number: int) -> None:
    value, value_max, operator = (said[number, name] for name in ("value", "value_max", "operator"))
    if is_empty(said[number, "indicator"]):
        raise _wrong(commitment, "indicator", "", "请写明是哪个指标。", "Say which quantity is promised.")
    if value in {None, ""} and operator not in WITHOUT_NUMBER:
        raise _wrong(commitment, "value", "", "请填写目标值；没有数字的，比较方式选“提高”“降低”“位次”或“比照”。",
                     "Give the figure; without one, choose up, down, rank or pegged.")  # fmt: skip
    if value not in {None, ""} and operator in WITHOUT_NUMBER:
        raise _wrong(commitment, "value", value, "选了“提高”“降低”“位次”或“比照”的，不写目标值。",
                     "What goes up, down, by rank or with another quantity has no figure.")  # fmt: skip
    if value_max not in {None, ""} and (value in {None, ""} or value_max < value):
        raise _wrong(commitment, "value_max", value_max, "上限不能低于下限。", "The upper end cannot be below the lower one.")
    if operator == Operator.PEGGED and is_empty(said[number, "peg"]):
        raise _wrong(commitment, "peg", "", "请写明比照哪个指标。", "Say which quantity it follows.")


def _quarters_fall(commitment: Commitment, said: Mapping[Key, Value], number: int) -> None:
    """What is counted from the beginning of the year never falls."""
    if said[number, "base"] != Base.INCREMENT:
        return
    reached = Decimal(0)
    for quarter in QUARTERS:
        words = said[number, quarter]
        if words and words.replace(".", "", 1).isascii() and words.replace(".", "", 1).isdigit():
            if Decimal(words) < reached:
                raise _wrong(commitment, quarter, words, "季度目标按年初以来累计填写，不能比上一季度少。",
                             "Quarters are cumulative from the beginning of the year and cannot fall.")  # fmt: skip
            reached = Decimal(words)


def _not_a_kind_of_promise(commitment: Commitment, said: Mapping[Key, Value]) -> None:
    if said[WHOLE, "kind"] not in set(Kind) - {Kind.RESULT}:
        raise _wrong(commitment, "kind", said[WHOLE, "kind"], "计划部分只能是目标、承诺、机制、平台、行动或原则。",
                     "What is planned is a target, commitment, mechanism, platform, programme or principle.")  # fmt: skip


_KIND_OF_FACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_KEY_OF_DETAIL = re.compile(r"[a-z][a-z0-9_]*")
DETAILS_MAX = 5
CODE_LENGTH_MAX = 100
ENGLISH_NAME_MAX = 120


def no_plan_counts(commitment: Commitment) -> None:
    """The commitment is in no plan in force, or promises nothing: then nothing is counted beside it."""
    if not (commitment.report.adopted and commitment.tracked):
        raise TallyRefused.of_draft(commitment)


def tally_is_malformed(new: NewTally) -> None:
    """What is to be counted is not named as the record names it, or a text is missing or too long."""
    if not _KIND_OF_FACT.fullmatch(new.kind) or len(new.kind) > CODE_LENGTH_MAX:
        remedy = Words("请写成 licence.granted 的样子。", "Write it like licence.granted.")
        raise TallyRefused.malformed(Words("事实类别", "Kind of fact"), new.kind, remedy)
    for key, words in new.details.items():
        if not _KEY_OF_DETAIL.fullmatch(key) or not 0 < len(words) <= CODE_LENGTH_MAX or len(new.details) > DETAILS_MAX:
            remedy = Words(
                f"每行一个，写成 path: instant 的样子，最多 {DETAILS_MAX} 个。",
                f"One to a line, like path: instant; at most {DETAILS_MAX}.",
            )
            raise TallyRefused.malformed(Words("条件", "Conditions"), f"{key}: {words}", remedy)
    _text_of_tally(Words("名称", "Name"), new.name, 60)
    _text_of_tally(Words("计量单位", "Unit"), new.unit, 20)
    _text_of_tally(Words("理由", "Reason"), new.reason, 500)
    if len(new.name_en) > 120:
        raise TallyRefused.malformed(Words("英文名称", "Name in English"), new.name_en, _at_most(120))


def reason_is_missing(reason: str) -> None:
    """Nobody says why a tally ends."""
    _text_of_tally(Words("理由", "Reason"), reason, 500)


def counted_already(commitment: Commitment, new: NewTally) -> None:
    """The same facts are counted beside the commitment now."""
    same = commitment.tallies.filter(kind=new.kind, details=dict(new.details), end=None).first()
    if same is not None:
        raise TallyRefused.counted_already(same.name)


def _text_of_tally(column: Words, text: str, longest: int) -> None:
    if not text.strip() or len(text) > longest:
        raise TallyRefused.malformed(column, text, _at_most(longest))


def _at_most(longest: int) -> Words:
    return Words(f"请填写，不超过 {longest} 字。", f"Fill it in, with at most {longest} characters.")
