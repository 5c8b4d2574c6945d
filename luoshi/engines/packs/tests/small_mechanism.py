"""A small mechanism as a folder: an allowance that changes in the middle of the year. Tests change one file and look what is said."""

from __future__ import annotations

from pathlib import Path

from luoshi.engines.decisions.tests.models import decision, feel, input_data, item, table, xml

ROWS = """
    输入:年龄 | 输出:津贴
    >= 80     | 标准      | # 示例〔2021〕1号 第五条
    < 80      | 0         | # 示例〔2021〕1号 第六条
"""
MODEL = xml(
    item("金额", "number", allowed=">= 0"),
    input_data("年龄", "number"),
    input_data("标准", "金额"),
    decision("津贴", table(ROWS).replace("<rule ", '<annotation name="依据"/><rule ', 1), "输入-年龄", "输入-标准", type_ref="number"),
    decision("起算日", feel('date("2023-07-01")'), type_ref="date"),
).decode()
FILES = {
    "pack.yaml": """\
id: small_mechanism
kind: mechanism
name: 小津贴
name_en: Small allowance
summary: 八十岁以上老人的津贴
summary_en: An allowance from the age of eighty
jurisdiction: 桃源新区
status: verified
""",
    "documents.yaml": """\
- key: 示例〔2021〕1号
  title: 津贴办法
  issuer: 桃源管委会
  issued_on: 2021-01-01
  valid_from: 2021-02-01
  valid_to:
  jurisdiction: 桃源新区
  status: verified
  note: 编写的
""",
    "parameters.yaml": """\
- name: 标准
  type: number
  unit: 元/月
  meaning: 每月标准
  meaning_en: Monthly rate
  values:
    - value: "100.00"
      from: 2021-02-01
      to: 2023-06-30
      document: 示例〔2021〕1号
      article: 第七条
      jurisdiction: 全国
      status: verified
    - value: 150
      from: 2023-07-01
      document: 示例〔2021〕1号
      status: unverified
""",
    "decisions/津贴.dmn": MODEL,
    "words/en.yaml": """\
names: {年龄: Age, 标准: Rate, 津贴: Allowance, 起算日: First day}
questions: {年龄: How old}
help: {年龄: Whole years}
""",
    "words/zh.yaml": "questions: {年龄: 多大年纪？}\nhelp: {年龄: 周岁}\n",
    "examples/2023-06-30/old.yaml": """\
decision: 津贴
source: 编写
cases:
  - name: 八十五岁
    inputs: {年龄: 85}
    expected: 100.0
  - name: 七十岁
    inputs: {年龄: 70}
    expected: 0
""",
    "examples/2023-07-01/new.yaml": """\
decision: 津贴
jurisdictions: [桃源新区, 全国]
source: 编写
cases:
  - name: 八十五岁
    inputs: {年龄: 85}
    expected: 150
    findings: [unverified_parameter]
    source: 口头
""",
    "examples/2023-07-01/day.yaml": "decision: 起算日\nsource: 编写\ncases:\n  - {name: 起算, expected: 2023-07-01}\n",
    "README.md": "# 小津贴\n",
}


def written(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """The mechanism with some files changed; None leaves a file out."""
    pack = folder / "small_mechanism"
    for name, content in {**FILES, **(changes or {})}.items():
        if content is not None:
            file = pack / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return pack


def changed(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """One change of one file, which must be possible."""
    assert old in FILES[file], (file, old)
    return {file: FILES[file].replace(old, new, 1)}
