from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from luoshi.command_line.main import application
from luoshi.engines.documents.sheet import display_width
from luoshi.engines.documents.tests.samples import REPORT, TEXT, paragraph, pdf_document, web_page, word_document

SHARED = Path(os.environ.get("LUOSHI_SHARED", Path(__file__).parents[4] / "shared"))
REPORTS = sorted((SHARED / "reports").glob("*.txt"))


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in a folder that is also the current one."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="gb18030")
    return path


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(application(), ["read", *map(str, arguments)], input=stdin)


def test_the_table_shows_headline_targets_first_then_the_work_then_the_counts(report: Path) -> None:
    result = run(report)
    assert result.exit_code == 0
    places = [result.stdout.index(words) for words in ("主要预期目标", "约6%", "≥4%", "≥1.2亿元", "合计（2031 年）")]
    assert places == sorted(places)
    assert "修复水渠" not in result.stdout


def test_all_shows_promises_without_numbers_and_last_years_results(report: Path) -> None:
    shown = run(report, "--all").stdout
    assert "一站式" in shown
    assert "12公里" in shown
    assert "一站式" not in run(report).stdout


@pytest.mark.parametrize("columns", ["80", "60", "200"])
def test_no_line_is_wider_than_the_terminal(report: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(display_width_of_terminal, run(report, "--all").stdout.splitlines())) <= int(columns)


def display_width_of_terminal(line: str) -> int:
    """Quotation marks and the like are narrow in a terminal and wide in a Chinese table."""
    return display_width("".join("x" if each in "“”‘’—…·≥≤─　" else each for each in line))


def test_json_goes_to_standard_output_and_quotes_the_file(report: Path) -> None:
    result = run(report, "--to", "json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert all(TEXT[entry["start"] : entry["end"]] == entry["quote"] for entry in answer["clauses"])
    growth = next(entry for entry in answer["clauses"] if entry["indicator"] == "地区生产总值" and entry["half"] == "plan")
    assert (growth["op"], growth["value"], growth["unit"]) == ("~", 6, "%")


def test_a_workbook_is_written_beside_and_named(report: Path) -> None:
    result = run(report, "--to", "xlsx")
    assert result.exit_code == 0
    assert "报告_任务分解表.xlsx" in result.stderr
    book = openpyxl.load_workbook(report.with_name("报告_任务分解表.xlsx"))
    assert book.sheetnames == ["任务分解表", "文本问题清单"]
    page = book["任务分解表"]
    header = [cell.value for cell in page[2]]
    assert header[:2] == ["编号", "原文句（出处段/句）"]
    indicators = [row[header.index("指标（口径）")].value for row in page.iter_rows(3)]
    assert "地区生产总值（同比增速）" in indicators


def test_with_all_the_workbook_has_last_years_results(report: Path) -> None:
    run(report, "--to", "xlsx", "--all", "--output", "all.xlsx")
    page = openpyxl.load_workbook(report.with_name("all.xlsx"))["上年结果"]
    assert any(row[1].value and "修复水渠12公里" in str(row[1].value) for row in page.iter_rows(3))


def test_suggested_owners_are_marked_and_bear_the_names_of_the_government(report: Path) -> None:
    def leads(government: str) -> list[str]:
        run(report, "--to", "xlsx", "--owners", government, "--force")
        page = openpyxl.load_workbook(report.with_name("报告_任务分解表.xlsx"))["任务分解表"]
        place = [cell.value for cell in page[2]].index("牵头单位")
        return [str(row[place].value) for row in page.iter_rows(3, page.max_row) if row[place].value]

    assert "区发改局（建议，" in leads("district")[0]
    assert all("建议" in lead for lead in leads("city"))
    assert leads("city")[0].startswith("市")


def test_without_being_asked_nobody_is_suggested(report: Path) -> None:
    content = run(report, "--to", "docx", "-o", "-").stdout_bytes
    table = docx.Document(BytesIO(content)).tables[0]
    place = [cell.text for cell in table.rows[0].cells].index("牵头单位")
    assert {row.cells[place].text for row in table.rows[1:]} == {""}


def test_a_word_file_is_written_where_asked(report: Path) -> None:
    assert run(report, "--to", "docx", "-o", "任务.docx").exit_code == 0
    header = [cell.text for cell in docx.Document(str(report.with_name("任务.docx"))).tables[0].rows[0].cells]
    assert header[0] == "编号"
    assert "牵头单位" in header


def test_an_existing_file_is_left_alone_unless_forced(report: Path) -> None:
    target = report.with_name("报告_任务分解表.xlsx")
    target.write_bytes(b"mine")
    refused = run(report, "--to", "xlsx")
    assert (refused.exit_code, target.read_bytes()) == (2, b"mine")
    assert "--force" in refused.stderr
    assert run(report, "--to", "xlsx", "--force").exit_code == 0
    assert target.read_bytes().startswith(b"PK")


def test_standard_input_and_output(report: Path) -> None:
    result = run("-", "--to", "xlsx", "--output", "-", stdin=report.read_bytes())
    assert result.exit_code == 0
    assert openpyxl.load_workbook(BytesIO(result.stdout_bytes)).sheetnames[0] == "任务分解表"


@pytest.mark.parametrize(
    "arguments",
    [["--to", "pdf"], ["--output", "a.xlsx"], ["--owners", "city"], ["--to", "xlsx", "--output", "no/such/folder/a.xlsx"], ["--nonsense"]],
)
def test_a_wrong_call_is_a_usage_error(report: Path, arguments: list[str]) -> None:
    result = run(report, *arguments)
    assert result.exit_code == 2
    assert result.stderr


@pytest.mark.parametrize(
    ("content", "chinese", "english"),
    [
        (b"", "文件是空的", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片", "picture"),
        (b"PK\x03\x04broken", "已损坏", "damaged"),
        ("会议通知：请于周五下午到会议室开会。".encode(), "少于 20 个", "too short"),
        (b"lorem ipsum " * 100, "不像中文工作报告", "not a Chinese work report"),
        (b"1" * 10_000_000, "超过上限", "more than the limit"),
        (b"1" * 21_000_000, "20 MB", "20 MB"),
        (pdf_document([[], []]), "扫描件", "OCR"),
    ],
)
def test_what_cannot_be_read_is_explained_in_two_languages(report: Path, content: bytes, chinese: str, english: str) -> None:
    report.write_bytes(content)
    started = time.monotonic()
    result = run(report)
    assert result.exit_code == 3
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert chinese in first
    assert "请" in first
    assert english in second
    assert time.monotonic() - started < 20


def test_a_missing_file_and_a_folder_are_named(report: Path) -> None:
    assert "没有这个文件" in run(report.with_name("无.txt")).stderr
    assert "是文件夹" in run(report.parent).stderr
    assert run(report.parent).exit_code == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("报告.html", web_page(REPORT).encode()),
        ("报告.docx", word_document("".join(map(paragraph, REPORT)))),
        ("报告.pdf", pdf_document([[(80, line[start : start + 30]) for line in REPORT for start in range(0, len(line), 30)]])),
    ],
)
def test_other_formats_give_the_same_headline(report: Path, name: str, content: bytes) -> None:
    path = report.with_name(name)
    path.write_bytes(content)
    answer = json.loads(run(path, "--to", "json").stdout)
    promised = {(entry["indicator"], entry["value"]) for entry in answer["clauses"] if entry["half"] == "plan"}
    assert {("地区生产总值", 6), ("一般公共预算收入", 4)} <= promised


def test_a_remark_on_the_file_is_given_beside_the_table(report: Path) -> None:
    report.write_bytes((TEXT * 3).encode()[:-1])
    result = run(report)
    assert result.exit_code == 0
    assert "提示" in result.stderr


@pytest.mark.parametrize("options", [[], ["--all"], ["--to", "json"]])
def test_a_reader_that_leaves_ends_it_quietly(report: Path, options: list[str]) -> None:
    program = [sys.executable, "-m", "luoshi.command_line.main", "read", str(report), *options]
    ours, theirs = os.pipe()
    os.close(ours)  # what `head` does when it has seen enough, only sooner
    try:
        ended = subprocess.run(program, stdout=theirs, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(theirs)
    assert ended.returncode == -signal.SIGPIPE  # 141 in a shell
    assert ended.stderr == b""


def test_a_reader_of_a_long_table_may_leave_in_the_middle(report: Path) -> None:
    report.write_text("\n".join([*REPORT[:5], *REPORT[5:] * 200]), encoding="utf-8")
    command = f"'{sys.executable}' -m luoshi.command_line.main read {report.name} --all | head -n 2; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "141"
    assert "Traceback" not in ended.stderr
    assert "Exception" not in ended.stderr


def test_other_pipes_are_as_before_when_the_table_is_printed(report: Path) -> None:
    before = signal.getsignal(signal.SIGPIPE)
    run(report)
    assert signal.getsignal(signal.SIGPIPE) is before


def test_the_operating_system_does_not_speak_english_in_a_chinese_sentence(report: Path) -> None:
    chinese, english = run(report, "--to", "xlsx", "--output", "no/such/folder/a.xlsx").stderr.splitlines()
    assert "No such file" not in chinese
    assert "No such file" in english


def test_a_hostile_text_ends_in_bounded_time(report: Path) -> None:
    report.write_text(TEXT + "\n" + "（增长" * 300_000 + "5%、" * 100_000, encoding="utf-8")
    started = time.monotonic()
    assert run(report, "--to", "json").exit_code in {0, 3}
    assert time.monotonic() - started < 60


def test_it_starts_fast_and_without_django(report: Path) -> None:
    program = (
        "import sys; from luoshi.command_line.main import application\n"
        "application()(['read', sys.argv[1]], standalone_mode=False)\n"
        "heavy = {'django', 'psycopg', 'openpyxl', 'docx', 'pypdf', 'charset_normalizer'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime  # of the processor: other work on the machine does not count
    subprocess.run([sys.executable, "-c", program, str(report)], check=True, capture_output=True)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 5


@pytest.mark.skipif(not REPORTS, reason="the shared reports are not beside this checkout (LUOSHI_SHARED)")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_shared_report_is_read_and_quoted_exactly(path: Path) -> None:
    result = run(path, "--to", "json")
    assert result.exit_code == 0
    text = path.read_bytes().decode("utf-8")
    answer = json.loads(result.stdout)
    assert answer["clauses"]
    assert all(text[entry["start"] : entry["end"]] == entry["quote"] for entry in answer["clauses"])
