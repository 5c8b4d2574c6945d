from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from luoshi.command_line.main import application
from luoshi.engines.documents.tests.samples import paragraph, word_document

REPORT = """2023年样本区政府工作报告
一、2023年重点工作
今年主要预期目标是：地区生产总值增长6.5%左右，新开发就业岗位8000个，粮食产量稳定在3亿斤以上。
"""
BULLETIN = """样本区2023年国民经济和社会发展统计公报
全年地区生产总值600.1亿元，比上年增长4.3%。
城镇新增就业2598人，增长14.9%。开发就业岗位8000余个。
"""


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A report as text, a bulletin as a Word file."""
    monkeypatch.setenv("COLUMNS", "160")
    report, bulletin = tmp_path / "报告.txt", tmp_path / "公报.docx"
    report.write_text(REPORT, encoding="utf8")
    bulletin.write_bytes(word_document("".join(paragraph(line) for line in BULLETIN.splitlines())))
    return report, bulletin


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(application(), ["compare", *map(str, arguments)])


def test_the_card(documents: tuple[Path, Path]) -> None:
    shown = run(*documents).stdout
    lines = {line.split()[0]: line for line in shown.splitlines() if line.strip()}
    assert "未完成" in lines["地区生产总值"]
    assert "完成" in lines["就业岗位"]
    assert "城镇新增就业 2,598人" in shown
    assert "[不是同一指标]" in shown
    assert "粮食产量" not in shown
    assert "共 3 项目标：完成 1，未完成 1，无法判断 1" in shown
    assert "粮食产量" in run(*documents, "--all").stdout


def test_in_english(documents: tuple[Path, Path]) -> None:
    shown = run(*documents, "--english").stdout
    assert "not the same indicator" in shown
    assert "3 promises: met 1, missed 1, cannot be judged 1" in shown


def test_json_leads_back_into_both_documents(documents: tuple[Path, Path]) -> None:
    card = json.loads(run(*documents, "--json").stdout)
    promise = card["entries"][0]["promises"][0]
    assert REPORT[promise["start"] : promise["end"]].endswith("增长6.5%左右")
    assert promise["used"]["quote"] == "全年地区生产总值600.1亿元，比上年增长4.3%"
    assert (promise["verdict"], card["counts"]) == ("missed", {"missed": 1, "met": 1, "cannot_judge": 1})


def test_without_a_tolerance_about_is_left_open(documents: tuple[Path, Path]) -> None:
    card = json.loads(run(*documents, "--tolerance", "none", "--json").stdout)
    assert card["entries"][0]["promises"][0]["verdict"] == "cannot_judge"


def test_refusals(documents: tuple[Path, Path], tmp_path: Path) -> None:
    report, bulletin = documents
    empty = tmp_path / "空.txt"
    empty.write_text("没有数字的文字。", encoding="utf8")
    long = tmp_path / "长.txt"
    long.write_text("今年地区生产总值增长6%左右。" * 40_000, encoding="utf8")
    for arguments, code, words in [
        ((report, empty), 3, "统计数字"),
        ((report, tmp_path / "没有.txt"), 3, "There is no file"),
        ((report, bulletin, "--tolerance", "一点"), 2, "--tolerance"),
        ((report, bulletin, "--tolerance", "nan"), 2, "--tolerance"),
        ((bulletin, report), 2, "is a bulletin"),
        ((long, bulletin), 3, "more than the limit"),
        ((report, long), 3, "more than the limit"),
    ]:
        result = run(*arguments)
        assert result.exit_code == code
        assert words in result.stderr
