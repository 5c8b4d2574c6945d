"""`luoshi decide`: a model and data go in; answers, findings and reasons come out, or why not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from luoshi.command_line.main import application
from luoshi.command_line.printing.decision import REMEDIES
from luoshi.engines.decisions import FindingKind
from luoshi.engines.decisions.export import json_value
from luoshi.engines.decisions.incoming import BYTES_MAX
from luoshi.engines.decisions.tests.models import decision, feel, input_data, item, needs, service, table, xml
from luoshi.engines.feel.values import number

SHARED = Path(os.environ.get("LUOSHI_SHARED", Path(__file__).parents[4] / "shared"))
TCK = SHARED / "tck"

RULES = """
    输入:年龄 | 输入:户籍 | 输出:金额
    默认      |           | 0
    >= 80     | "本区"    | 500 | # 办法第三条
    >= 60     | "本区"    | 300
"""
TYPES = (
    item("岁", "number", allowed="[0..130]"),
    item("地", "string", allowed='"本区", "外区"'),
    item("家庭", "", item("户主", "string"), item("出生 日期", "date"), item("收入", "number", collection=True)),
)
GRANT = (
    *TYPES,
    input_data("年龄", "岁"),
    input_data("户籍", "地"),
    decision("津贴", table(RULES, hit="FIRST"), "输入-年龄", "输入-户籍"),
    decision("全年", feel("津贴 * 12"), "决策-津贴"),
)
AGED = {"年龄": 81, "户籍": "本区"}

Model = Callable[..., Path]


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """Writes a model of these elements into the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def write(*elements: str, name: str = "津贴.dmn", **how: str) -> Path:
        path = tmp_path / name
        path.write_bytes(xml(*elements, **how))
        return path

    return write


def run(*arguments: str | Path, data: object = None) -> Result:
    """The command; ``data`` goes to standard input, text as it is and everything else as JSON."""
    content = data if isinstance(data, str | bytes) else json.dumps(data, ensure_ascii=False)
    given = [] if data is None else ["--input", "-"]
    return CliRunner().invoke(application(), ["decide", *map(str, arguments), *given], input=content)


def answer(path: Path, data: object, *arguments: str) -> Any:
    """The first answer, from JSON."""
    result = run(path, "--json", *arguments, data=data)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["answers"][0]


def typed(model: Model, type_ref: str) -> Path:
    """A model that gives back what arrives of an input of this type."""
    return model(*TYPES, input_data("值", type_ref), decision("结果", feel("值"), "输入-值"))


def refusals(path: Path, data: object, *arguments: str) -> dict[str, str]:
    """Why the input is refused, by path."""
    result = run(path, "--json", *arguments, data=data)
    assert result.exit_code == 1, result.output
    assert result.stderr == ""
    return {each["path"]: each["what"]["chinese"] + each["remedy"]["chinese"] for each in json.loads(result.stdout)["refusals"]}


# --- what a model asks for


def test_without_input_it_says_what_the_model_asks_for_and_decides(model: Model) -> None:
    result = run(model(*GRANT))
    assert result.exit_code == 0
    for words in ("年龄", "岁 = number", "[0..130]", '"本区", "外区"', "津贴", "全年"):
        assert words in result.stdout
    assert "What it decides" in run(model(*GRANT), "--english").stdout


def test_the_list_is_data_too_and_can_be_of_one_decision(model: Model) -> None:
    path = model(*GRANT, input_data("其他"), decision("无关", feel("其他"), "输入-其他"))
    listed = json.loads(run(path, "--json", "--decision", "全年").stdout)
    assert [each["name"] for each in listed["inputs"]] == ["年龄", "户籍"]
    assert listed["inputs"][0] == {"name": "年龄", "type": "岁 = number", "allowed": ["[0..130]"], "decided_by_person": False}
    assert listed["decisions"] == [{"name": "全年", "needs": ["年龄", "户籍"]}]


def test_a_model_that_asks_and_decides_nothing_says_so(model: Model) -> None:
    path = model()
    assert "模型不需要输入。\n模型没有可以回答的决策。" in run(path).stdout
    assert run(path, data={}).exit_code == 1


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4", "1.5"])
def test_all_versions_are_read(model: Model, version: str) -> None:
    plain = (input_data("年龄"), decision("成年", feel("年龄 >= 18"), "输入-年龄"))
    assert answer(model(*plain, version=version), {"年龄": 18})["answer"] is True


# --- answers


def test_the_decision_that_no_other_requires_is_answered(model: Model) -> None:
    result = run(model(*GRANT), data=AGED)
    assert (result.exit_code, result.stdout) == (0, "全年 = 6000\n")


def test_a_named_decision_is_answered(model: Model) -> None:
    assert run(model(*GRANT), "--decision", "津贴", data=AGED).stdout == "津贴 = 500\n"


def test_data_may_come_from_a_file(model: Model, tmp_path: Path) -> None:
    (tmp_path / "数据.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(AGED).encode())
    assert run(model(*GRANT), "--input", tmp_path / "数据.json").stdout == "全年 = 6000\n"


def test_reasons_are_told_in_chinese_or_english(model: Model) -> None:
    chinese = run(model(*GRANT), "--explain", data=AGED).stdout
    assert "决策表“津贴”规则 1 适用（办法第三条）" in chinese
    english = run(model(*GRANT), "--explain", "--english", data=AGED).stdout
    assert "Rule 1 of the table “津贴” applies" in english
    assert answer(model(*GRANT), AGED, "--explain")["explanation"][0]["chinese"] == "“全年”的结论是 6000。"


def test_a_finding_has_its_place_and_what_to_do(model: Model) -> None:
    path = model(input_data("年龄"), decision("档次", table("输入:年龄 | 输出:档\n>= 60 | 1"), "输入-年龄"))
    shown = run(path, data={"年龄": 5})
    assert shown.exit_code == 0
    assert "档次 = null" in shown.stdout
    assert "文件 津贴.dmn，第 " in shown.stdout
    assert "请为这种情况补一条规则" in shown.stdout
    assert shown.stdout.count("1. ") == 1
    (finding,) = answer(path, {"年龄": 5})["findings"]
    assert (finding["kind"], finding["file"]) == ("no_rule", "津贴.dmn")
    assert answer(path, {"年龄": 5})["trace"][0]["tables"][0]["nearest"]["rule"] == 1


def test_every_kind_of_finding_has_a_remedy() -> None:
    assert set(REMEDIES) == set(FindingKind)


def test_json_is_stable_and_holds_the_trace(model: Model) -> None:
    path = model(*GRANT)
    first, again = (run(path, "--json", data=data).stdout for data in (AGED, dict(reversed(AGED.items()))))
    assert first == again
    steps = json.loads(first)["answers"][0]["trace"]
    assert [(step["decision"], step["value"]) for step in steps] == [("津贴", 500), ("全年", 6000)]
    assert steps[0]["used"][0] == {"name": "年龄", "source": "given", "value": 81}
    assert steps[0]["tables"][0]["chosen"][0]["annotations"] == ["办法第三条"]


def test_now_is_the_moment_that_is_told(model: Model) -> None:
    path = model(decision("时刻", feel("now()")))
    assert answer(path, {}, "--at", "2023-06-30T09:00")["answer"] == "2023-06-30T09:00:00"
    assert answer(path, {}, "--at", "2023-06-30T09:00+08:00")["answer"] == "2023-06-30T09:00:00+08:00"
    assert "--at" in run(path, data={}).stdout


def test_what_a_person_decides_is_asked_for(model: Model) -> None:
    path = model(decision("核准"), decision("发放", feel('if 核准 then "发" else "不发"'), "决策-核准"))
    assert "由人作出" in run(path).stdout
    assert answer(path, {"核准": True})["answer"] == "发"
    assert list(refusals(path, {})) == ["$.核准"]


def test_behind_a_decision_of_a_person_nothing_is_needed(model: Model) -> None:
    path = model(input_data("材料"), decision("核准", "", "输入-材料"), decision("发放", feel("核准"), "决策-核准"))
    assert answer(path, {"核准": True})["answer"] is True


def test_a_service_asks_for_its_parameters(model: Model) -> None:
    path = model(*GRANT, service("核定", ["全年"], ["津贴"]))
    listed = json.loads(run(path, "--json", "--decision", "核定").stdout)
    assert [each["name"] for each in listed["inputs"]] == ["津贴"]
    assert answer(path, {"津贴": 7}, "--decision", "核定")["answer"] == 84


def test_imported_models_are_found_beside(model: Model) -> None:
    other = "https://taohuayuan.example/dmn/人口"
    model(input_data("年龄", "number"), decision("加一", feel("年龄 + 1"), "输入-年龄"), name="人口.dmn", namespace=other)
    imported = f'<import name="人口" namespace="{other}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    logic = f'<decision id="结果" name="结果">{needs(f"{other}#决策-加一", f"{other}#输入-年龄")}{feel("人口.加一 * 人口.年龄")}</decision>'
    path = model(imported, logic)
    for data in ({"人口.年龄": 2}, {"人口": {"年龄": 2}}, {"年龄": 2}):
        assert answer(path, data)["answer"] == 6
    assert list(refusals(path, {"人口": {"年龄": 2, "岁": 1}})) == ["$.人口.岁"]
    assert list(refusals(path, {})) == ['$["人口.年龄"]']
    (path.parent / "人口.dmn").write_text("<broken")
    refused = run(path)
    assert refused.exit_code == 1
    assert "人口.dmn" in refused.stderr


# --- models that are refused


def test_every_problem_of_a_model_is_told_with_its_place(model: Model) -> None:
    rows = '输入:年龄 | 输出:金额\n>= | 1\n1 | 2 +\n2 | "'
    path = model(input_data("年龄", "没有的类型"), decision("津贴", table(rows), "输入-年龄"))
    result = run(path, data={"年龄": 1})
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "没有名为“没有的类型”的类型" in result.stderr
    assert "规则 1，第 1 列" in result.stderr
    assert "rule 2, column 2" in result.stderr
    assert "id 格-3-2" in result.stderr
    told = json.loads(run(path, "--json").stdout)["problems"]
    assert {(each.get("rule"), each.get("column")) for each in told} == {(None, None), (1, 1), (2, 2), (3, 2)}
    assert all(each["line"] and each["remedy"]["english"] for each in told)


def test_a_circle_is_refused_by_name(model: Model) -> None:
    result = run(model(decision("甲", feel("乙"), "决策-乙"), decision("乙", feel("甲"), "决策-甲")))
    assert result.exit_code == 1
    assert "甲 → 乙 → 甲" in result.stderr


@pytest.mark.parametrize("content", [b"", b"<a/>", b"\x00\x01", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<定义>".encode("gb18030")])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.dmn"
    path.write_bytes(content)
    result = run(path)
    assert result.exit_code == 1
    assert "坏.dmn" in result.stderr
    assert isinstance(result.exception, SystemExit)


# --- input by type


@pytest.mark.parametrize(
    ("type_ref", "data", "expected"),
    [
        ("number", "0.1", 0.1),
        ("number", "-12e3", -12000),
        ("number", "9007199254740993", "9007199254740993"),
        ("number", "1.000000000000000000000000000000001", "1.000000000000000000000000000000001"),
        ("number", "1e300", 1e300),
        ("number", "null", None),
        ("string", '"2023-06-30"', "2023-06-30"),
        ("boolean", "false", False),
        ("date", '"2023-06-30"', "2023-06-30"),
        ("time", '"09:00:00@Asia/Shanghai"', "09:00:00@Asia/Shanghai"),
        ("dateTime", '"2023-06-30T09:00:00Z"', "2023-06-30T09:00:00Z"),
        ("dayTimeDuration", '"PT26H"', "P1DT2H"),
        ("yearMonthDuration", '"P14M"', "P1Y2M"),
        ("range<number>", '"[1..10)"', "[1..10)"),
        ("家庭", '{"户主": "陶", "出生 日期": "1953-01-02", "收入": 5}', {"户主": "陶", "出生 日期": "1953-01-02", "收入": [5]}),
        ("", '{"a": [1, {"b": "x"}, null]}', {"a": [1, {"b": "x"}, None]}),
        ("list<date>", '["2023-06-30", null]', ["2023-06-30", None]),
        ("number", "[5]", 5),
    ],
)
def test_json_becomes_of_the_declared_type(model: Model, type_ref: str, data: str, expected: object) -> None:
    told = answer(typed(model, type_ref), f'{{"值": {data}}}')
    assert (told["answer"], told["findings"]) == (expected, [])
    assert type(told["answer"]) is type(expected)


def test_a_date_is_a_date_and_decimals_have_no_noise(model: Model) -> None:
    elements = (
        input_data("日", "date"),
        input_data("数", "number"),
        decision("果", feel("[日.year, 数 + 0.2 = 0.3]"), "输入-日", "输入-数"),
    )
    assert answer(model(*elements), '{"日": "2023-06-30", "数": 0.1}')["answer"] == [2023, True]


@pytest.mark.parametrize(
    ("type_ref", "data", "path", "words"),
    [
        ("number", '"63"', "$.值", "需要 number，写的是文字“63”。请写数字，不加引号"),
        ("number", "true", "$.值", "写的是 true"),
        ("number", "NaN", "$.值", "写的是数字 NaN"),
        ("number", "-Infinity", "$.值", "写的是数字 -Infinity"),
        ("", '{"甲": [NaN]}', "$.值.甲[0]", "NaN"),
        ("number", "1e7000", "$.值", "1e7000"),
        ("number", "1e99999999999999999999999", "$.值", "34 位"),
        ("number", "1" * 100_000, "$.值", "（100000 位）"),
        ("number", "0." + "1" * 35, "$.值", "34 位"),
        ("number", "[1, 2]", "$.值", "写的是列表（2 项）"),
        ("string", "5", "$.值", "需要 string，写的是数字 5"),
        ("boolean", '"true"', "$.值", "请写成 true 或 false"),
        ("date", '"2023-02-30"', "$.值", '请写成 "2023-06-30"'),
        ("time", '"9:00"', "$.值", "09:00:00"),
        ("dateTime", "5", "$.值", "2023-06-30T09:00:00"),
        ("dayTimeDuration", '"P1Y"', "$.值", "P1DT2H"),
        ("yearMonthDuration", '"P1D"', "$.值", "P1Y2M"),
        ("range<number>", '"[1.."', "$.值", "FEEL 区间"),
        ("range<number>", '"5"', "$.值", "FEEL 区间"),
        ("家庭", "5", "$.值", "请写成对象"),
        ("家庭", '{"户主": "陶", "收入": []}', '$.值["出生 日期"]', "没有提供。请补上（类型 date）"),
        ("家庭", '{"户主": "陶", "出生 日期": null, "收入": [1, "二"]}', "$.值.收入[1]", "文字“二”"),
        ("岁", "131", "$.值", "值 131 不在允许范围之内。允许的是：[0..130]。"),
        ("list<地>", '["外地"]', "$.值[0]", "地"),
    ],
)
def test_what_is_not_of_the_type_is_refused_with_its_path(model: Model, type_ref: str, data: str, path: str, words: str) -> None:
    if type_ref == "list<地>":
        type_ref = "各地"
        file = model(*TYPES, item("各地", "地", collection=True), input_data("值", type_ref), decision("结果", feel("值"), "输入-值"))
    else:
        file = typed(model, type_ref)
    told = refusals(file, f'{{"值": {data}}}')
    assert list(told) == [path]
    assert words in told[path]


def test_all_faults_are_told_at_once_in_two_languages(model: Model) -> None:
    result = run(model(*GRANT), data={"年龄": "x", "户藉": "本区"})
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "$.年龄：需要 number" in result.stderr
    assert "$.户籍：没有提供。请补上（类型 地 = string）；确实不知道的写 null。" in result.stderr
    assert "$.户藉：模型没有名为“户藉”的输入。可用的名称：年龄、户籍。" in result.stderr
    assert "$.户藉: The model has no input called" in result.stderr
    assert "模型" not in run(model(*GRANT), "--english", data={"年龄": "x", "户籍": None}).stderr


def test_what_a_named_decision_does_not_need_may_be_left_out(model: Model) -> None:
    path = model(*GRANT, input_data("其他"), decision("无关", feel("1"), "输入-其他"))
    assert answer(path, AGED, "--decision", "全年")["answer"] == 6000
    assert list(refusals(path, AGED)) == ["$.其他"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "不是合格的 JSON"),
        ('{"年龄": 1,}', "第 1 行第"),
        ("[1]", "最外层不是对象"),
        ('{"年龄": 1, "年龄": 2}', "写了两次"),
        ('{"年龄": ' + "[" * 50 + "]" * 50 + "}", "50 层"),
        ("[" * 1_000_000, "50 层"),
        ('{"年龄": "\\ud800"}', "半个字符"),
        ('{"\\ud800": 1}', "半个字符"),
        (b'{"\xff": 1}', "UTF-8"),
        (b" " * (BYTES_MAX + 1), "5 MB"),
        ('{"a": "' + '\\"' * 1_000_000, "不是合格的 JSON"),
    ],
)
def test_input_that_is_no_json_or_too_much_is_refused(model: Model, data: str | bytes, words: str) -> None:
    assert words in refusals(model(*GRANT), data)["$"]


def test_fifty_levels_are_read(model: Model) -> None:
    assert answer(typed(model, ""), '{"值": ' + "[" * 49 + "]" * 49 + "}")["findings"] == []


def test_brackets_in_texts_are_no_nesting(model: Model) -> None:
    assert answer(typed(model, ""), {"值": '"[{' * 100})["answer"] == '"[{' * 100


def test_a_text_gives_no_orders_to_the_terminal(model: Model) -> None:
    shown = run(typed(model, ""), "--explain", data={"值": "\x1b[31m红\x07"}).stdout
    assert "\x1b" not in shown
    assert "红" in shown


# --- calls


@pytest.mark.parametrize(
    "arguments",
    [
        ["--explain"],
        ["--decision", "没有"],
        ["--at", "昨天"],
        ["--at", "2023-13-01T00:00"],
        ["--input", "没有.json"],
        ["--input", "."],
        ["--x"],
    ],
)
def test_a_wrong_call_is_a_usage_error(model: Model, arguments: list[str]) -> None:
    result = run(model(*GRANT), *arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    result = run(tmp_path / "没有.dmn")
    assert result.exit_code == 2
    assert "没有这个文件" in result.stderr


def test_numbers_are_json_numbers_where_no_digit_is_lost() -> None:
    values = ("1.50", "-0", "1e15", "1e16", "0.1", "1e-400", "1e400", "12345678901234567890")
    expected = [1.5, 0, 10**15, 1e16, 0.1, "0." + "0" * 399 + "1", "1" + "0" * 400, "12345678901234567890"]
    assert [json_value(number(each)) for each in values] == expected


WRONG = (*GRANT, decision("说明", feel('津贴 + "元"'), "决策-津贴"), decision("级别", feel("户籍[1]"), "输入-户籍"))


def test_what_can_never_have_a_value_is_said_and_the_model_answers(model: Model) -> None:
    result = run(model(*WRONG), "--decision", "全年", data=AGED)
    assert result.exit_code == 0
    assert "全年 = 6000" in result.stdout
    assert '（说明）：“津贴 + "元"”：' in result.stderr
    assert "string(…)" in result.stderr
    assert "户籍[1]" not in result.stderr  # perhaps meant so; said where the model is listed
    assert run(model(*GRANT), data=AGED).stderr == ""


def test_a_list_of_questions_says_all_remarks(model: Model) -> None:
    listed = run(model(*WRONG), "--english")
    assert listed.exit_code == 0
    assert "Warning: 津贴.dmn, line" in listed.stderr
    assert listed.stderr.count("Warning:") == 2
    remarks = json.loads(run(model(*WRONG), "--json").stdout)["remarks"]
    assert [(each["kind"], each["severity"], each["decision"], each["expression"]) for each in remarks] == [
        ("operands", "error", "说明", '津贴 + "元"'),
        ("not a list", "warning", "级别", "户籍"),
    ]


def test_many_remarks_are_counted(model: Model) -> None:
    many = (decision(f"第{number}", feel('津贴 + "元"'), "决策-津贴") for number in range(25))
    assert "另有 5 处" in run(model(*GRANT, *many)).stderr


def test_the_installed_program_needs_no_django_and_stores_nothing(model: Model) -> None:
    path = model(*GRANT)
    program = (
        "import sys; from luoshi.command_line.main import application\n"
        "application()(['decide', sys.argv[1], '--input', '-', '--explain'], standalone_mode=False)\n"
        "assert not {'django', 'psycopg', 'openpyxl', 'docx', 'pypdf'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], input=json.dumps(AGED).encode(), check=True, capture_output=True)
    assert sorted(path.parent.iterdir()) == [path]


@pytest.mark.skipif(not TCK.is_dir(), reason="the conformance suite is not beside this checkout (LUOSHI_SHARED)")
@pytest.mark.parametrize("level", ["compliance-level-2", "compliance-level-3"])
def test_models_of_the_conformance_suite_are_listed_and_asked(level: str) -> None:
    files = sorted((TCK / level).rglob("*.dmn"))[::4]
    assert len(files) > 3
    for file in files:
        listed = run(file, "--json")
        assert listed.exit_code in {0, 1}, file
        if listed.exit_code == 0:
            asked = run(file, "--json", data={each["name"]: None for each in json.loads(listed.stdout)["inputs"]})
            assert isinstance(asked.exception, SystemExit | None), file
            assert asked.exit_code == 0 or "没有可以回答的决策" in asked.stderr, file


@pytest.mark.skipif(not TCK.is_dir(), reason="the conformance suite is not beside this checkout (LUOSHI_SHARED)")
def test_a_model_of_the_conformance_suite_is_answered() -> None:
    file = TCK / "compliance-level-2" / "0002-input-data-number" / "0002-input-data-number.dmn"
    assert answer(file, {"Monthly Salary": 10000})["answer"] == 120000
