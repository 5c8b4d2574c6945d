"""A decision pack becomes rules of a district: with its parameters, documents, words and examples, by two people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district.decisions import queries
from luoshi.district.decisions.checks import check
from luoshi.district.decisions.errors import FilesCountMeanwhile, NotAllowed, NotSound, SlugTaken
from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion, PackContent
from luoshi.district.decisions.operations import load_pack, put_in_force, save_pack, save_version
from luoshi.district.decisions.sources import examples_in, joined, source_of, split
from luoshi.district.decisions.tests.conftest import AT, DAY
from luoshi.district.offices.queries import District
from luoshi.district.offices.tests.government import Government
from luoshi.engines.decisions.tests.models import decision, feel, input_data, xml
from luoshi.engines.packs import PackProblem
from luoshi.engines.packs.tests.small_mechanism import FILES, written

SLUG = "small-mechanism"
ASK = f"/decisions/{SLUG}/versions/1/ask/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small mechanism."""
    return written(tmp_path)


@pytest.fixture
def loaded(folder: Path, government: Government) -> ModelVersion:
    """Its rule in the county: saved by ``sun``, in force by ``wen``."""
    assert load(folder, government) == 1
    return ModelVersion.objects.select_related("model", "pack").get()


def load(folder: Path, government: Government) -> int:
    by = government.by
    return load_pack(folder, government.district, saved_by=by("sun"), put_in_force_by=by("wen"), at=AT)


def text(client: Client, address: str, given: dict[str, str] | None = None, *, language: str = "zh-hans") -> str:
    response = (
        client.post(address, given, headers={"accept-language": language})
        if given
        else client.get(address, headers={"accept-language": language})
    )
    return response.content.decode()


def test_two_people_answer_for_a_pack_that_is_in_force_from_the_day_of_its_documents(loaded: ModelVersion) -> None:
    row = Enforcement.objects.get()
    assert (loaded.signature, row.signature) == ("县政府办主任 孙示例", "县督查室督查员 文示例")
    assert row.valid_from == date(2021, 2, 1)
    assert loaded.model.title_en == "Small allowance"
    assert loaded.content == FILES["decisions/津贴.dmn"]


def test_loading_again_changes_nothing_and_a_changed_pack_is_a_new_version(
    loaded: ModelVersion, folder: Path, government: Government
) -> None:
    assert load(folder, government) == 0
    for name, old, new in (("parameters.yaml", "value: 150", "value: 160"), ("examples/2023-07-01/new.yaml", "150", "160")):
        file = folder / name
        file.write_text(file.read_text().replace(old, new))
    assert load(folder, government) == 1
    assert PackContent.objects.count() == 2
    assert [one.number for one in queries.versions(loaded.model, by=government.by("sun"))] == [2, 1]


def test_a_pack_whose_examples_fail_is_not_loaded(folder: Path, government: Government) -> None:
    (folder / "parameters.yaml").write_text(FILES["parameters.yaml"].replace("value: 150", "value: 160"))
    with pytest.raises(NotSound, match="应为 150，得出 160"):
        load(folder, government)
    assert not PackContent.objects.exists()


def test_without_a_second_person_a_pack_is_a_draft(folder: Path, government: Government) -> None:
    load_pack(folder, government.district, saved_by=government.by("sun"), put_in_force_by=None, at=AT)
    assert not Enforcement.objects.exists()


def test_nobody_else_loads_a_pack(folder: Path, government: Government, neighbour: Government) -> None:
    with pytest.raises(NotAllowed):
        load_pack(folder, government.district, saved_by=neighbour.by("bai"), put_in_force_by=None, at=AT)
    assert not PackContent.objects.exists()


def test_a_rule_belongs_to_one_district(loaded: ModelVersion, folder: Path, neighbour: Government) -> None:
    with pytest.raises(SlugTaken):
        load_pack(folder, neighbour.district, saved_by=neighbour.by("bai"), put_in_force_by=None, at=AT)
    assert PackContent.objects.count() == 1


def test_what_was_loaded_is_not_altered(loaded: ModelVersion) -> None:
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        PackContent.objects.update(files={})


def test_a_parameter_is_not_asked_for_and_is_shown_with_its_document(loaded: ModelVersion, client: Client) -> None:
    assert 'name="in:标准"' not in text(client, ASK)
    page = text(client, ASK, {"in:年龄": "81", "on": "2023-01-01"})
    for words in ("100", "元/月", "示例〔2021〕1号 第七条", "2021-02-01 至 2023-06-30", "已核实", "津贴办法"):
        assert words in page, words


def test_the_day_chooses_the_value_and_what_is_unverified_says_so(loaded: ModelVersion, client: Client) -> None:
    page = text(client, ASK, {"in:年龄": "81", "on": "2023-07-01"})
    assert "<span>150</span>" in page
    assert "结论需人工确认" in page
    assert "未核实" in page


def test_no_value_for_the_day_is_no_answer(loaded: ModelVersion, client: Client) -> None:
    response = client.post(ASK, {"in:年龄": "81", "on": "2020-01-01"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有现行数值的参数" in page
    assert 'value="81"' in page
    assert "answer-value" not in page


def test_the_words_of_the_pack_are_used_in_english(loaded: ModelVersion, client: Client) -> None:
    page = text(client, f"/decisions/{SLUG}/", language="en")
    assert "Small allowance" in page
    assert "verified" in page
    assert "Values set by documents" in page


def test_examples_run_on_saving_and_name_the_rules_that_none_exercises(loaded: ModelVersion) -> None:
    checks = check(source_of(loaded))
    assert loaded.checked["examples"] == len(checks.results) > 0
    assert loaded.checked["failed"] == 0
    assert checks.coverage is not None
    assert checks.coverage.rules == 2


def test_a_version_that_fails_its_examples_is_kept_and_never_in_force(loaded: ModelVersion, government: Government, client: Client) -> None:
    lower = loaded.content.replace("&gt;= 80", "&gt;= 90").replace("&lt; 80", "&lt; 90")
    assert lower != loaded.content
    kept = save_version(SLUG, lower, examples=loaded.examples, base=1, reason="提高年龄", by=government.by("sun"), at=AT)
    assert kept is not None
    assert kept.checked["failed"] > 0
    assert kept.pack == loaded.pack
    with pytest.raises(NotSound, match="不符"):
        put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)


@pytest.mark.parametrize(
    ("examples", "says"),
    [
        ("随便写的", "每个样例文件前要有一行"),
        ("--- # examples/2023-07-01/a.yaml\ndecision: 津贴\ncases: []\n", "examples/2023-07-01/a.yaml"),
        ("--- # examples/2023-07-01/a.yaml\n{{{", "examples/2023-07-01/a.yaml"),
        ("--- # examples/../../etc/a.yaml\nx: 1", "每个样例文件前要有一行"),
    ],
)
def test_examples_that_cannot_be_read_say_where(loaded: ModelVersion, government: Government, examples: str, says: str) -> None:
    with pytest.raises(PackProblem, match=says):
        examples_in(examples)
    kept = save_version(SLUG, loaded.content, examples=examples, base=1, reason="x", by=government.by("sun"), at=AT)
    assert kept is not None
    assert kept.checked["failed"] == 1
    with pytest.raises(NotSound):
        put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)


def test_examples_of_several_files_stand_in_one_text() -> None:
    files = [("examples/2023-07-01/a.yaml", "decision: 甲"), ("examples/2024-07-01/b.yaml", "decision: 乙")]
    assert [(path, words.strip()) for path, words in split(joined(iter(files)))] == files
    assert examples_in("") == ()


def test_a_mechanism_is_loaded_from_the_terminal(folder: Path, government: Government, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_pack", str(folder), district="青溪县", by="sun", confirmed_by="wen")
    assert "1 个决策模型" in capsys.readouterr().out
    assert DecisionModel.objects.get().slug == SLUG
    with pytest.raises(CommandError, match="不能编辑或施行"):
        call_command("load_pack", str(_other(folder)), district="青溪县", by="li")


def _other(folder: Path) -> Path:
    """The same pack with other words, so that there is something to load."""
    documents = folder / "documents.yaml"
    documents.write_text(documents.read_text().replace("note: 编写的", "note: 另一个说明"))
    return folder


def test_a_value_is_looked_for_with_the_city_above_before_the_whole_country(folder: Path, government: Government) -> None:
    of_the_city = "    - {value: 170, from: 2023-07-01, document: 示例〔2021〕1号, jurisdiction: 示例市, status: unverified}\n"
    (folder / "parameters.yaml").write_text(FILES["parameters.yaml"] + of_the_city)
    load(folder, government)
    asked = [government.district, District(pk=government.district.pk, name=government.district.name, within=["示例市"])]
    found = [queries.parameter_in_force(each, "small_mechanism", "标准", on=date(2023, 7, 1)) for each in asked]
    assert [each.value if each else None for each in found] == [150, 170]
    assert queries.parameter_in_force(government.district, "small_mechanism", "没有的", on=DAY) is None


BEDS = xml(
    input_data("床位", "number"), input_data("床位标准", "number"),
    decision("床位补贴", feel("床位 * 床位标准"), "输入-床位", "输入-床位标准", type_ref="number"), namespace="https://example.org/beds",
).decode()  # fmt: skip
RATES = FILES["parameters.yaml"]
TWO = {**FILES, "decisions/beds.dmn": BEDS, "parameters.yaml": RATES + RATES.replace("标准\n  type", "床位标准\n  type")}
LATER = AT + timedelta(days=1)


def test_what_counts_since_of_another_model_is_not_undone(folder: Path, government: Government) -> None:
    for name, content in TWO.items():
        (folder / name).write_text(content)
    assert load(folder, government) == 2
    beds, old = _drafted("床位标准", "decisions/beds.dmn", government), _drafted("标准", "decisions/津贴.dmn", government)
    assert (beds.number, old.number) == (2, 2), "each is a draft of the one model that asks for the value"
    said = {"from_day": date(2023, 7, 1), "reason": "核对", "by": government.by("wen")}
    put_in_force(beds.model.slug, 2, at=LATER + timedelta(days=1), **said)  # type: ignore[arg-type]
    assert _rates(government) == [150, 175]
    with pytest.raises(FilesCountMeanwhile, match="津贴"):
        put_in_force(old.model.slug, 2, at=LATER + timedelta(days=2), **said)  # type: ignore[arg-type]
    again = {"examples": old.examples, "base": 2, "reason": "注", "by": government.by("sun"), "at": LATER}
    assert save_version(old.model.slug, f"{old.content}<!-- -->", **again)  # type: ignore[arg-type]
    with pytest.raises(FilesCountMeanwhile):
        put_in_force(old.model.slug, 3, at=LATER + timedelta(days=2), **said)  # type: ignore[arg-type]
    assert _rates(government) == [150, 175]


def _drafted(name: str, model: str, government: Government) -> ModelVersion:
    """175 instead of 150 since July, as a draft of the model that asks for it."""
    head, tail = TWO["parameters.yaml"].split(f"- name: {name}\n")
    files = {**TWO, "parameters.yaml": f"{head}- name: {name}\n{tail.replace('value: 150', 'value: 175', 1)}"}
    if name == "标准":
        files["examples/2023-07-01/new.yaml"] = files["examples/2023-07-01/new.yaml"].replace("150", "175")
    [made] = save_pack(government.district, files, only=[model], reason="提高", by=government.by("sun"), at=LATER)
    return made


def _rates(government: Government) -> list[object]:
    package = queries.package_in_force(government.district, "small_mechanism", on=date(2023, 8, 1))
    return [package.parameters[name].values[-1].value for name in ("标准", "床位标准")]
