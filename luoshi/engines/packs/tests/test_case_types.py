"""`case.yaml` and `lives/` are read whole; every mistake is told with file, line, value and what to write instead; lives are lived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

import luoshi
from luoshi.engines.casework import Doer, EventKind, Limit, Timetable, Unit
from luoshi.engines.casework.checking import reachable
from luoshi.engines.casework.tests.walks import TRIES, Person, Try, walked
from luoshi.engines.packs import Pack, PackCheck, PackProblem, case_type_of, check_pack, limit_of, parameters_in_force, read_pack
from luoshi.engines.packs.checking_cases import timetable_beside
from luoshi.engines.packs.tests.small_case import FILES, changed, written

PACKS = Path(luoshi.__file__).parent / "packs"
CASE, LIFE, LAW = "case.yaml", "lives/2023-06-30/finished.yaml", "parameters.yaml"


def faults(check: PackCheck) -> str:
    return "\n".join(each.words.chinese for each in check.faults)


# --- reading


def test_a_case_type_is_read_whole(tmp_path: Path) -> None:
    case_type = read_pack(written(tmp_path)).case_type
    assert case_type is not None
    assert (case_type.code, case_type.name.english, case_type.subjects) == ("errand", "Errand", ("commitment",))
    assert case_type.opening.target == "working"
    (finish,) = case_type.transitions
    assert (finish.fields[0].required, finish.guards[0].says.english, finish.clocks[0].act) == (True, "Too short.", EventKind.STOP)
    assert case_type.parameters == ("期限",)


def test_its_version_is_its_text() -> None:
    one, again = case_type_of(FILES[CASE]), case_type_of(FILES[CASE])
    assert one == again
    assert case_type_of(FILES[CASE] + "\n").version != one.version


def test_limits_are_those_of_the_day(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path))
    assert pack.case_type is not None
    found = {
        on: {name: limit_of(each) for name, each in parameters_in_force(pack.case_type, pack.parameters, on=on).items()}
        for on in (date(2021, 1, 1), date(2023, 6, 30), date(2023, 7, 1))
    }
    assert list(found.values()) == [{}, {"期限": Limit(5, Unit.WORKING_DAY)}, {"期限": Limit(3, Unit.WORKING_DAY)}]


REFUSED: list[tuple[str, str, str, str]] = [
    (CASE, "to: done", "to: dne", "第 22 行"),
    (CASE, "to: done", "to: dne", "是否为：done"),
    (CASE, "actor: unit\n    guards", "actor: unti\n    guards", "没有这个角色"),
    (CASE, "requires: [note]", "requires: [not]", "没有这个字段"),
    (CASE, "requires: [note]", "requires: note", "请写成列表"),
    (CASE, "requires: [note]", "requires: [note]\n    asks: [note]", "写了两次"),
    (CASE, "clocks: {stop: [work]}", "clocks: {stop: [wrk]}", "没有这个时限"),
    (CASE, "clocks: {stop: [work]}", "clocks: {halt: [work]}", "可用的有：start"),
    (CASE, "clocks: {stop: [work]}", "clocks: [work]", "stop: [时限]"),
    (CASE, "kind: done", "kind: finished", "应为以下之一：open"),
    (CASE, "power: handle", "power: manage", "应为以下之一：see"),
    (CASE, "type: text", "type: choice", "choice 类型要写 choices"),
    (CASE, "type: text", "type: txt", "应为以下之一：text"),
    (CASE, "to: working, actor", "actor", "立项不写 from，必须写 to"),
    (CASE, "says_en: Too short.", "say_en: Too short.", "是否应为 says_en"),
    (CASE, "  - {code: done, name: 办结", "  - {code: working, name: 办结", "重复"),
    (CASE, "limit: 期限", "by: note, limits: {}, warn: 期限", "不认识的键"),
    (CASE, "to: done", "to: done\n    reopens: maybe", "应为以下之一：true"),
    (CASE, "power: handle, of: unit", "power: handle, of: applicant", "不写 power"),
    (LIFE, "{unit: bureau, powers: [handle]}", "{of: unit}", "应为以下之一：applicant、system"),
    (LIFE, "by: 王, do: open", "by: 李, do: open", "没有这个人员"),
    (LIFE, "by: 王, do: open", "do: open", "by 和 do 要一起写"),
    (LIFE, "2023-06-30 09:00", "2023-06-30 25:00", "年-月-日 时:分"),
    (LIFE, "2023-06-30 09:00", "2023-06-29 09:00", "第一步应在 2023-06-30"),
    (LIFE, "powers: [handle]", "powers: [rule]", "应取自"),
    (LIFE, "due: {work: 2023-07-07}", "due: 2023-07-07", "名称: 值"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), REFUSED)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    with pytest.raises(PackProblem) as refusal:
        read_pack(written(tmp_path, changed(name, old, new)))
    words = refusal.value.words()
    assert said in words.chinese
    assert name in words.english
    assert refusal.value.line or refusal.value.field == "steps"


# --- checking


def test_a_sound_case_type_with_its_life(tmp_path: Path) -> None:
    check = check_pack(written(tmp_path))
    assert faults(check) == ""
    assert check.is_sound
    assert check.case is not None
    assert (check.case.not_lived, check.case.never_refused) == ((), ())


WRONG: list[tuple[str, str, str, str]] = [
    (CASE, "clocks: {stop: [work]}", "event: errand.done", "办结时“work”可能还在计时"),
    (CASE, "limit: 期限", "limit: 时间", "参数“时间”没有登记"),
    (LAW, "unit: 工作日", "unit: 天", "单位应为以下之一：工作日"),
    (LAW, "value: 5", "value: 5.5", "应为 1 到"),
    (CASE, "string length(step.note) > 1", "step.nte > 1", "nte"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG)
def test_what_is_wrong_is_a_fault_with_its_line(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    check = check_pack(written(tmp_path, changed(name, old, new)))
    assert said in faults(check)
    assert all(each.line for each in check.faults)
    assert check.case is None  # no life is told of a case type that is wrong


def test_a_limit_and_its_extension_count_alike(tmp_path: Path) -> None:
    more = FILES[LAW] + FILES[LAW].replace("期限", "延长").replace("工作日", "日")
    extended = FILES[CASE].replace("limit: 期限", "limit: 期限, extension: 延长, extensions_max: 1")
    assert "期限和延长单位不同" in faults(check_pack(written(tmp_path, {LAW: more, CASE: extended})))


OTHERWISE: list[tuple[str, str, str]] = [
    ("due: {work: 2023-07-07}", "due: {work: 2023-07-08}", "due.work 应为 2023-07-08，实为 2023-07-07"),
    ("clocks: {work: running}", "clocks: {work: paused}", "clocks.work 应为 paused，实为 running"),
    ("unit: bureau, holder", "unit: agency, holder", "unit 应为 agency，实为 bureau"),
    ('holder: ""', "holder: 王", "holder 应为 王，实为 空"),
    ("late: []", "late: [work]", "late 应为 work，实为 空"),
    ("status: done", "status: working", "status 应为 working，实为 done"),
    ("refused: [too_short]", "refused: [value_missing]", "应被拒绝的原因：value_missing"),
    ("say: {note: 好}, refused", "say: {note: 办好}, refused", "应被拒绝（too_short），却办成了"),
    ("do: finish, say: {note: 办好}", "do: finsh, say: {note: 办好}", "没有“finsh”这个动作"),
    ("powers: [handle]", "powers: [see]", "not_your_part"),
]


@pytest.mark.parametrize(("old", "new", "said"), OTHERWISE)
def test_a_life_that_goes_otherwise_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    check = check_pack(written(tmp_path, changed(LIFE, old, new)))
    (failed,) = check.failed_lives
    assert not check.is_sound
    assert said in "\n".join(words.chinese for _, words in failed.why)
    assert all(line for line, _ in failed.why)


def test_lives_need_a_case_type(tmp_path: Path) -> None:
    assert "没有 case.yaml" in faults(check_pack(written(tmp_path, {CASE: None, LAW: None})))


# --- the real ones, at random

CAST: dict[str, list[Person]] = {
    "supervision": [
        *((Doer(name, "office"), frozenset(("see", "check", "direct"))) for name in ("甲", "乙", "丙")),
        *((Doer(name, "hall"), frozenset(("see", "approve"))) for name in ("丁", "戊")),
        *((Doer(name, name), frozenset(("see", "handle"))) for name in ("bureau", "agency")),
    ]
}
CAST["peach_blossom"] = [(doer, powers | {"handle"} if doer.unit == "office" else powers) for doer, powers in CAST["supervision"]]


@pytest.fixture(scope="module", params=sorted(CAST))
def pack(request: pytest.FixtureRequest) -> Pack:
    return read_pack(PACKS / request.param)


@pytest.fixture(scope="module")
def timetable(pack: Pack) -> Timetable:
    assert pack.case_type is not None
    calendar, hours = timetable_beside(pack.folder)
    chosen = parameters_in_force(pack.case_type, pack.parameters, on=date(2023, 3, 6), jurisdictions=["桃源新区", "全国"])
    return Timetable(calendar, hours, {name: limit_of(each) for name, each in chosen.items()})


@given(TRIES)
@settings(max_examples=25, deadline=None)
def test_random_cases_of_a_real_type_add_up(pack: Pack, timetable: Timetable, tries: list[Try]) -> None:
    assert pack.case_type is not None
    walked(pack.case_type, tries, CAST[pack.id], timetable, datetime(2023, 3, 6, 9, tzinfo=timetable.hours.zone))


@pytest.mark.parametrize("needed", ["issue", "reply", "pass_check", "conclude"])
def test_no_supervision_is_done_without_reply_check_and_conclusion(needed: str) -> None:
    case_type = read_pack(PACKS / "supervision").case_type
    assert case_type is not None
    assert "closed" in reachable(case_type, ["draft"])
    without = replace(case_type, transitions=tuple(each for each in case_type.transitions if each.code != needed))
    assert "closed" not in reachable(without, ["draft"])
