from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from luoshi.engines.owners import Level, suggest
from luoshi.engines.owners.learning import FEWEST_DOCUMENTS, UNTAUGHT, functions, learn
from luoshi.engines.owners.pairs import Pair, pairs_from_lines
from luoshi.engines.owners.training import fit_scale, judge, judged_by, surprise, train
from luoshi.engines.owners.weights import from_json, packaged_weights, to_json
from luoshi.engines.owners.words import PIECE_LENGTHS, duty_words

WEIGHTS = files("luoshi.engines.owners").joinpath("weights.json")


def pair(task: str, *units: str, document: str = "甲", level: Level = Level.DISTRICT, cooperating: Sequence[str] = ()) -> Pair:
    return Pair(document, "test", level, task, tuple((unit,) for unit in units), len(units) > 1, frozenset(cooperating))


TASKS = [
    pair(task, *units, document=document)
    for document in "甲乙丙丁"
    for task, units in [
        ("种好蓝莓三千亩", ("forestry",)),
        ("建成高标准农田", ("agriculture",)),
        ("新建学校两所", ("education",)),
        ("教育和农业项目并举", ("education", "agriculture")),
    ]
]


def test_what_several_documents_say_is_learnt() -> None:
    weights = train(TASKS)
    assert suggest("扩种蓝莓五百亩").leads[0].family != "forestry"
    assert suggest("扩种蓝莓五百亩", weights=weights).leads[0].family == "forestry"


def test_what_one_document_alone_says_is_not_learnt_as_a_piece() -> None:
    assert FEWEST_DOCUMENTS > 1
    assert "蓝莓" not in learn([replace(item, document="甲") for item in TASKS]).piece_odds
    assert "蓝莓" in learn(TASKS).piece_odds


def test_a_duty_word_comes_to_follow_the_tasks_in_which_it_is_met() -> None:
    task = pair("发放农机购置补贴", "finance")
    taught = learn([replace(task, document=str(number)) for number in range(40)])
    assert next(iter(judged_by(UNTAUGHT, task).counted)) == "agriculture"
    counted = judged_by(taught, task).counted
    assert counted["finance"] > counted["agriculture"]


def test_votes_for_fitting_come_from_other_documents() -> None:
    own = [pair("建成高标准农田", "audit", document="独"), *TASKS]
    judged = {item.pair.document: item for item in judge(own)}
    assert "audit" not in judged["独"].counted
    assert "audit" in judged["甲"].counted or judged["甲"].knowledge.prior["audit"] > judged["独"].knowledge.prior["audit"]


def test_fitting_makes_the_true_leads_less_surprising() -> None:
    judged = [item for item in judge(TASKS) if item.pair.single]
    scale = fit_scale(judged)
    assert surprise(judged, scale) <= surprise(judged, replace(scale, sharpness=0.8))
    assert surprise(judged, scale) <= surprise(judged, replace(scale, trust=0.0))


def test_a_bearer_acts_under_the_function_that_the_task_is_about() -> None:
    office = {"level": Level.NATIONAL}
    assert functions(pair("清理行政许可事项", "government_office", **office)) == {"government_services": 1}
    assert functions(pair("办好建议提案", "government_office", **office)) == {"government_office": 1}
    assert functions(pair("清理行政许可事项", "government_office")) == {"government_office": 1}


def test_shares_of_joint_leads_sum_to_one_and_circles_lead_nothing() -> None:
    assert functions(pair("…", "finance", "tax", "lower_governments")) == {"finance": 0.5, "tax": 0.5}
    assert functions(pair("…", "lower_governments")) == {}


def test_habits_of_cooperation_are_learnt() -> None:
    tasks = [pair("新建农村公路", "transport", document=str(number), cooperating=["natural_resources"]) for number in range(9)]
    habits = learn([*tasks, pair("教研", "education", cooperating=["finance"])]).habits
    assert habits["transport"]["natural_resources"] > habits["education"]["natural_resources"] > 0
    assert all(0 <= chance <= 1 for row in habits.values() for chance in row.values())
    assert learn(TASKS).habits == {}


def test_too_few_pairs_are_refused_with_what_is_needed() -> None:
    with pytest.raises(ValueError, match="at least one with a single lead and one with joint duty"):
        train(TASKS[:2])


def test_weights_survive_being_written_and_read() -> None:
    text = to_json(train(TASKS))
    assert to_json(from_json(text)) == text
    assert to_json(packaged_weights()) == WEIGHTS.read_text(encoding="utf-8")


def test_the_packaged_weights_are_small_and_hold_no_sentence() -> None:
    text = WEIGHTS.read_text(encoding="utf-8")
    assert len(text.encode()) < 300_000
    knowledge = json.loads(text)["knowledge"]
    assert set(knowledge["word_leads"]) <= set(duty_words())
    assert {len(piece) for piece in knowledge["piece_odds"]} <= set(PIECE_LENGTHS)


def test_the_packaged_weights_are_those_of_the_published_breakdowns(shared: Path) -> None:
    folder = shared / "data" / "decompositions"
    pairs = [
        pair
        for file in sorted(folder.glob("*.jsonl"))
        for pair in pairs_from_lines(file.read_text(encoding="utf-8").splitlines(), source=file.stem)
    ]
    assert to_json(train(pairs)) == WEIGHTS.read_text(encoding="utf-8"), "run tools/train_owners.py"
