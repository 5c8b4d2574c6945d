"""`luoshi pack` lists and checks packs; `luoshi decide` answers by the law of a pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from luoshi.command_line.main import application
from luoshi.engines.decisions.tests.models import decision, feel, input_data, xml
from luoshi.engines.packs.tests.small_mechanism import FILES, changed, written

RULE = "决策表“津贴”规则 1 适用（依据 示例〔2021〕1号 第五条）：年龄为 85，符合“>= 80”。"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")


def run(*arguments: str | Path, data: object = None) -> Result:
    given = [] if data is None else ["--input", "-"]
    content = None if data is None else json.dumps(data, ensure_ascii=False)
    return CliRunner().invoke(application(), [*map(str, arguments), *given], input=content)


# --- luoshi pack check


def test_a_sound_pack_is_told_in_one_line(tmp_path: Path) -> None:
    result = run("pack", "check", written(tmp_path))
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == "✓ small_mechanism：样例 4/4 通过，规则 2/2 有样例，问题 0 处"
    assert run("pack", "check", written(tmp_path), "--english").stdout.strip() == (
        "✓ small_mechanism: 4 of 4 examples pass, 2 of 2 rules exercised, 0 faults"
    )


def test_a_failing_example_is_told_with_expected_got_and_why(tmp_path: Path) -> None:
    result = run("pack", "check", written(tmp_path, changed("examples/2023-06-30/old.yaml", "100.0", "120")))
    assert result.exit_code == 1
    assert "✗ examples/2023-06-30/old.yaml 第 4 行：津贴，八十五岁" in result.stdout
    assert "应为 120，得出 100。" in result.stdout
    assert RULE in result.stdout


def test_what_is_no_fault_is_told_too(tmp_path: Path) -> None:
    model = FILES["decisions/津贴.dmn"].replace("示例〔2021〕1号 第六条", "").replace("&lt; 80", "&lt; 70")
    folder = written(tmp_path, {"decisions/津贴.dmn": model, "examples/2023-07-01/day.yaml": None, "examples/2023-06-30/old.yaml": None})
    result = run("pack", "check", folder)
    assert result.exit_code == 0, result.output
    for words in ("没有样例的决策：起算日", "没有样例的规则 2", "1 条规则没有依据", "没有规则涵盖 年龄：[70..80)"):
        assert words in result.stdout
    assert "rules without an example: 2" in run("pack", "check", folder, "--english").stdout


def test_many_remarks_about_one_table_are_cut_short(tmp_path: Path) -> None:
    rows = "".join(
        f"<rule><inputEntry><text>&gt; {each}</text></inputEntry><outputEntry><text>{each}</text></outputEntry></rule>" for each in range(9)
    )
    before, _, rest = FILES["decisions/津贴.dmn"].replace("UNIQUE", "FIRST").partition("<rule ")
    model = before + rows + "</decisionTable>" + rest.partition("</decisionTable>")[2]
    result = run("pack", "check", written(tmp_path, {"decisions/津贴.dmn": model}))
    assert "规则 2 永远轮不到" in result.stdout
    assert "另有 4 处，见 --json" in result.stdout


def test_the_check_is_data_too(tmp_path: Path) -> None:
    sound, broken = written(tmp_path / "a"), written(tmp_path / "b", changed("pack.yaml", "status:", "satus:"))
    result = run("pack", "check", sound, broken, "--json")
    assert result.exit_code == 1
    first, second = json.loads(result.stdout)["packs"]
    assert (first["id"], first["sound"], first["not_asked"], len(first["examples"])) == ("small_mechanism", True, [], 4)
    assert first["tables"][0]["not_exercised"] == []
    assert (second["sound"], second["faults"][0]["file"], second["faults"][0]["line"]) == (False, "pack.yaml", 8)


def test_what_is_no_folder_is_a_wrong_call(tmp_path: Path) -> None:
    for command in ("check", "list"):
        result = run("pack", command, tmp_path / "nothing")
        assert (result.exit_code, "不是文件夹" in result.stderr, "is no folder" in result.stderr) == (2, True, True)


# --- luoshi pack list


def test_packs_are_listed(tmp_path: Path) -> None:
    result = run("pack", "list", written(tmp_path))
    assert result.exit_code == 0
    assert result.stdout.split()[-8:] == ["small_mechanism", "小津贴", "机制", "桃源新区", "已核实", "1", "1", "4"]
    assert "Small allowance" in run("pack", "list", written(tmp_path), "--english").stdout
    (listed,) = json.loads(run("pack", "list", written(tmp_path), "--json").stdout)["packs"]
    assert (listed["kind"], listed["parameters"], listed["summary"]["english"]) == (
        "mechanism",
        ["标准"],
        "An allowance from the age of eighty",
    )


def test_a_pack_that_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    folder = written(tmp_path, changed("pack.yaml", "status: verified", "status: sure"))
    result = run("pack", "list", folder)
    assert (result.exit_code, "现为“sure”" in result.stdout) == (1, True)
    assert "sure" in json.loads(run("pack", "list", folder, "--json").stdout)["packs"][0]["problem"]["english"]


def test_those_that_come_with_luoshi_are_listed_without_being_named() -> None:
    assert "peach_blossom" in run("pack", "list").stdout


# --- luoshi decide with a pack


def answer(*arguments: str | Path, data: object) -> Any:
    result = run("decide", *arguments, "--json", data=data)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["answers"][0]


@pytest.mark.parametrize("model", ["", "decisions/津贴.dmn"])
def test_the_day_chooses_the_law(tmp_path: Path, model: str) -> None:
    path = written(tmp_path) / model
    for on, value, findings in (("2023-06-30", 100, []), ("2023-07-01", 150, ["unverified_parameter"])):
        told = answer(path, "--decision", "津贴", "--on", on, data={"年龄": 85})
        assert (told["answer"], [each["kind"] for each in told["findings"]]) == (value, findings)
        assert told["parameters"][0]["value"] == value


def test_without_a_day_it_is_today(tmp_path: Path) -> None:
    assert answer(written(tmp_path), "--decision", "津贴", data={"年龄": 85})["answer"] == 150


def test_reasons_name_the_clause_and_the_version(tmp_path: Path) -> None:
    told = run("decide", written(tmp_path), "--decision", "津贴", "--on", "2023-07-01", "--explain", data={"年龄": 85}).stdout
    assert RULE in told
    assert "标准 = 150（参数，示例〔2021〕1号，全国，2023-07-01 至 今，未核实）" in told
    assert "请由经办人对照文件确认" in told
    english = run(
        "decide", written(tmp_path), "--decision", "津贴", "--on", "2023-07-01", "--explain", "--english", data={"年龄": 85}
    ).stdout
    assert english.startswith("Allowance = 150\n")
    assert "Rate = 150 (parameter, 示例〔2021〕1号, 全国, 2023-07-01 to now, unverified)" in english


def test_places_are_asked_in_their_order(tmp_path: Path) -> None:
    local = "    - {value: 7, from: 2021-02-01, document: 示例〔2021〕1号, jurisdiction: 桃源新区, status: verified}\n"
    folder = written(tmp_path, {"parameters.yaml": FILES["parameters.yaml"] + local})
    where = ["--jurisdiction", "桃源新区", "--jurisdiction", "全国"]
    assert answer(folder, "--decision", "津贴", "--on", "2023-06-30", *where, data={"年龄": 85})["answer"] == 7


def test_what_a_pack_asks_for_and_what_it_knows_is_listed(tmp_path: Path) -> None:
    result = run("decide", written(tmp_path), "--on", "2023-07-01")
    asked, known = result.stdout.split("由参数给出（2023-07-01）")
    assert "年龄" in asked
    assert "标准" not in asked
    assert "参数，示例〔2021〕1号，全国，2023-07-01 至 今，未核实" in known
    assert "Age" in run("decide", written(tmp_path), "--english").stdout
    assert "这一天没有数值" in run("decide", written(tmp_path), "--on", "2020-01-01").stdout
    listed = json.loads(run("decide", written(tmp_path), "--on", "2023-07-01", "--json").stdout)
    assert [each["name"] for each in listed["inputs"]] == ["年龄"]
    assert (listed["parameters"][0]["unit"], listed["parameters"][0]["in_force"]["value"]) == ("元/月", 150)


def test_no_value_on_the_day_is_refused(tmp_path: Path) -> None:
    result = run("decide", written(tmp_path), "--decision", "津贴", "--on", "2020-01-01", data={"年龄": 85})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "2020-01-01 在 全国 没有现行数值的参数：“标准”" in result.stderr
    told = json.loads(run("decide", written(tmp_path), "--decision", "津贴", "--on", "2020-01-01", "--json", data={"年龄": 85}).stdout)
    assert told["no_value_in_force"]["parameters"] == ["标准"]


def test_nobody_brings_a_parameter_along(tmp_path: Path) -> None:
    result = run("decide", written(tmp_path), "--decision", "津贴", "--on", "2023-07-01", data={"年龄": 85, "标准": 1})
    assert (result.exit_code, "由参数按日期给出" in result.stderr) == (1, True)


def test_a_pack_that_is_not_sound_is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    broken = written(tmp_path / "a", changed("pack.yaml", "status:", "satus:"))
    result = run("decide", broken, "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["line"]) == (1, 8)
    uncited = written(tmp_path / "b", {"decisions/津贴.dmn": FILES["decisions/津贴.dmn"].replace("1号 第", "9号 第")})
    assert "没有登记" in run("decide", uncited).stderr
    empty = written(tmp_path / "c", {"decisions/津贴.dmn": None, "parameters.yaml": None})
    assert "没有决策模型" in run("decide", empty).stderr


def test_with_several_models_a_decision_is_named(tmp_path: Path) -> None:
    other = xml(input_data("甲"), decision("乙", feel("甲"), "输入-甲"), namespace="https://taohuayuan.example/other")
    words = FILES["words/en.yaml"].replace("{年龄: Age,", "{甲: A, 乙: B, 年龄: Age,")
    folder = written(tmp_path, {"decisions/other.dmn": other, "words/en.yaml": words})
    result = run("decide", folder, data={"年龄": 85})
    assert (result.exit_code, "有 2 个模型" in result.stderr) == (2, True)
    assert "津贴" in run("decide", folder).stdout
    assert answer(folder, "--decision", "乙", data={"甲": 1})["answer"] == 1
    assert answer(folder / "decisions" / "other.dmn", data={"甲": 1})["decision"] == "乙"
    assert "没有决策“丙”；有：" in run("decide", folder, "--decision", "丙").stderr


# --- records


def test_a_decision_is_recorded_and_computed_again(tmp_path: Path) -> None:
    folder, kept = written(tmp_path), tmp_path / "record.json"
    asked: list[str | Path] = ["decide", folder, "--decision", "津贴", "--on", "2023-06-30", "--record", kept]
    assert run(*asked, data={"年龄": 85}).exit_code == 0
    assert json.loads(kept.read_text(encoding="utf-8"))["answer"] == "100.00"
    again = run("pack", "recompute", kept, folder)
    assert (again.exit_code, again.stdout) == (0, "✓ 与记录一致。\n")
    written(tmp_path, changed("parameters.yaml", '"100.00"', '"120.00"'))
    changed_since = run("pack", "recompute", kept, folder)
    assert changed_since.exit_code == 1
    assert "参数“标准”不同：记录为 100.00（" in changed_since.stdout
    assert "结论不同：记录为 100.00，现为 120.00。" in changed_since.stdout
    assert "The answer differs" in run("pack", "recompute", kept, folder, "--english").stdout
    twice = run(*asked, data={"年龄": 85})
    assert (twice.exit_code, "已存在" in twice.stderr) == (2, True)


def test_only_one_decision_of_a_pack_is_recorded(tmp_path: Path) -> None:
    lone = tmp_path / "加一.dmn"
    lone.write_bytes(xml(input_data("数"), decision("加一", feel("数 + 1"), "输入-数")))
    for path, data in ((lone, {"数": 1}), (written(tmp_path), {"年龄": 85})):
        result = run("decide", path, "--record", tmp_path / "record.json", data=data)
        assert (result.exit_code, "--record 只用于" in result.stderr) == (2, True)
    nowhere = run("decide", written(tmp_path), "--decision", "津贴", "--record", tmp_path / "no" / "r.json", data={"年龄": 85})
    assert (nowhere.exit_code, "不能写入" in nowhere.stderr) == (2, True)


@pytest.mark.parametrize("content", [b"", b"{}", "中".encode("gb18030"), b'{"sha256": "x"}'])
def test_what_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.json").write_bytes(content)
    result = run("pack", "recompute", tmp_path / "record.json", written(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "不是一条决策记录" in result.stderr
    assert run("pack", "recompute", tmp_path / "nothing.json", written(tmp_path)).exit_code == 2
    assert run("pack", "recompute", tmp_path / "record.json", tmp_path / "nothing").exit_code == 2


# --- a day for a model that lies in no pack


def test_a_day_is_refused_where_it_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "加一.dmn"
    path.write_bytes(xml(input_data("数"), decision("加一", feel("数 + 1"), "输入-数")))
    for option in (("--on", "2023-07-01"), ("--jurisdiction", "桃源市")):
        result = run("decide", path, *option, data={"数": 1})
        assert (result.exit_code, "不起作用" in result.stderr, "says nothing" in result.stderr) == (2, True, True)


def test_a_day_is_what_today_means(tmp_path: Path) -> None:
    path = tmp_path / "今天.dmn"
    path.write_bytes(xml(decision("今天", feel("today()"))))
    assert answer(path, "--on", "2023-07-01", data={})["answer"] == "2023-07-01"
    assert answer(path, "--on", "2023-07-01", "--at", "2024-01-02T00:00", data={})["answer"] == "2024-01-02"
    assert answer(path, data={})["findings"][0]["kind"] == "no moment"


@pytest.mark.parametrize("day", ["昨天", "2023-02-29", "2023"])
def test_what_is_no_day_is_a_wrong_call(tmp_path: Path, day: str) -> None:
    result = run("decide", written(tmp_path), "--on", day)
    assert (result.exit_code, "--on 不是日期" in result.stderr) == (2, True)
