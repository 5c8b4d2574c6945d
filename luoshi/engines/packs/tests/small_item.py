"""A small item as a folder: a stall licence with one rule. Tests change one file and look what is said."""

from __future__ import annotations

from pathlib import Path

from luoshi.engines.decisions.tests.models import decision, feel, input_data, item, service, table, xml

UNMET = """
    输入:面积 | 输入:有未修复的失信记录 | 输出:不符合的条件
    默认      |                         | []
    > 上限    | -                       | "面积太大"     | # 示例〔2021〕1号 第五条
    -         | true                    | "有失信记录"   | # 示例〔2021〕1号 第六条
"""
UNKNOWN = """
    输入:面积 | 输入:有未修复的失信记录 | 输出:缺少的情况
    默认      |                         | []
    null      | -                       | "面积"         | # 示例〔2021〕1号 第五条
    -         | null                    | "失信记录"     | # 示例〔2021〕1号 第六条
"""
CONCLUSION = 'if count(不符合的条件) = 0 and count(缺少的情况) = 0 then "准予" else "人工审查"'


def _listing(rows: str) -> str:
    return table(rows, hit="COLLECT").replace("<rule ", '<annotation name="依据"/><rule ', 1)


def model(unmet: str = UNMET, unknown: str = UNKNOWN, conclusion: str = CONCLUSION, *more: str) -> str:
    """The model of the item's rules."""
    asked = ("输入-面积", "输入-有未修复的失信记录")
    return xml(
        item("清单", "string", collection=True),
        input_data("面积", "number"),
        input_data("上限", "number"),
        input_data("有未修复的失信记录", "boolean"),
        decision("不符合的条件", _listing(unmet), *asked, "输入-上限", *more, type_ref="清单"),
        decision("缺少的情况", _listing(unknown), *asked, type_ref="清单"),
        decision("审查结论", feel(conclusion), "决策-不符合的条件", "决策-缺少的情况", type_ref="string"),
        service("摊位审查", ["审查结论", "不符合的条件", "缺少的情况"], inputs=["面积", "上限", "有未修复的失信记录"]),
        *(input_data(each.removeprefix("输入-"), "string") for each in more),
    ).decode()


def _parameter(name: str, unit: str, value: int) -> str:
    return f"""\
- name: {name}
  type: number
  unit: {unit}
  meaning: {name}
  meaning_en: A value
  values: [{{value: {value}, from: 2021-02-01, document: 示例〔2021〕1号, status: verified}}]
"""


GOODS = """\
- name: 可以摆的货物
  type: list<string>
  unit: "1"
  meaning: 摊位上可以摆的货物
  meaning_en: What may be sold at a stall
  values:
    - {value: [桃子, 桃花酒], from: 2021-02-01, to: 2025-12-31, document: 示例〔2021〕1号, status: verified}
    - {value: [桃子], from: 2026-01-01, document: 示例〔2021〕1号, status: verified}
"""
"""From 2026 on no wine."""

FILES = {
    "pack.yaml": """\
id: small_item
kind: mechanism
name: 小事项
name_en: Small item
summary: 一个小摊位
summary_en: A small stall
jurisdiction: 桃源新区
status: verified
""",
    "documents.yaml": """\
- {key: 示例〔2021〕1号, title: 办法, issuer: 管委会, issued_on: 2021-01-01, valid_from: 2021-02-01, jurisdiction: 桃源, status: verified}
""",
    "parameters.yaml": "".join(
        (
            _parameter("上限", "平方米", 20),
            _parameter("法定期限", "工作日", 20),
            _parameter("承诺期限", "工作日", 5),
            _parameter("核查期限", "工作日", 30),
            _parameter("有效期", "年", 3),
        )
    )
    + GOODS,
    "item.yaml": """\
code: small_item
name: 摊位许可
name_en: Stall licence
summary: 摆一个小摊
summary_en: To have a small stall
called: [摆摊, 地摊]
called_en: [market stall]
kind: licence
area: market
applicant: enterprise
paths: [instant, commitment, missing_papers]
decision: 摊位审查
basis: [示例〔2021〕1号 第二条]
limits: {decide: 法定期限, promised: 承诺期限, check: 核查期限}
result: {name: 摊位许可证, name_en: Stall licence, mark: 摊, valid_for: 有效期, scope: goods}
fields:
  - {code: name, name: 名称, name_en: Name, type: text, known_from: enterprise.name}
  - {code: area, name: 面积, name_en: Area, type: number, unit: 平方米, must_be_known: true, known_from: place.area}
  - {code: place, name: 场所, name_en: Place, type: place, known_from: enterprise.place}
  - code: goods
    name: 货物
    name_en: Goods
    type: choice
    allowed_by: 可以摆的货物
    choices: [{code: 桃子, name: 桃子, name_en: Peaches}, {code: 桃花酒, name: 桃花酒, name_en: Peach wine}]
  - {code: cellar, name: 酒窖, name_en: Cellar, type: text, required: false, needed_if: 货物 = "桃花酒", help: 在哪里, help_en: Where}
  - {code: phone, name: 电话, name_en: Telephone, type: phone, required: false, personal: true}
materials:
  - {code: lease, name: 租约, name_en: Lease, rank: main, known_from: place.use, commitment: true, basis: 示例〔2021〕1号 第三条}
  - code: drawing
    name: 摊位图
    name_en: Drawing
    rank: secondary
    deferrable: true
    commitment: true
    needed_if: 面积 > 10
    basis: 示例〔2021〕1号 第四条
commitment:
  conditions: [{code: tidy, says: 收摊清场, says_en: The place is left tidy}]
  consequences: 撤销许可
  consequences_en: The licence is revoked
  check: 到场查看
  check_en: Somebody comes and looks
  publication: 在公示栏公开
  publication_en: It is put on the board
  field_of_exclusion: 无
""",
    "decisions/stall.dmn": model(),
    "words/en.yaml": """\
names:
  面积: Area
  上限: Largest area
  有未修复的失信记录: Has a broken commitment
  不符合的条件: Conditions not met
  缺少的情况: Not known
  审查结论: Conclusion
  摊位审查: Examination
""",
    "words/zh.yaml": "names: {面积: 面积}\n",
    "examples/2023-06-30/stall.yaml": """\
decision: 摊位审查
source: 编写
cases:
  - name: 准予
    inputs: {面积: 20, 有未修复的失信记录: false}
    expected: {审查结论: 准予, 不符合的条件: [], 缺少的情况: []}
  - name: 都不符合
    inputs: {面积: 21, 有未修复的失信记录: true}
    expected: {审查结论: 人工审查, 不符合的条件: [面积太大, 有失信记录], 缺少的情况: []}
  - name: 都不知道
    inputs: {面积: null, 有未修复的失信记录: null}
    expected: {审查结论: 人工审查, 不符合的条件: [], 缺少的情况: [面积, 失信记录]}
""",
}


def written(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The pack in a folder of its own, some of its files otherwise; None leaves a file out."""
    home = folder / "small_item"
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text, encoding="utf-8")
    return home


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    """One file with one text replaced."""
    assert old in FILES[name], (name, old)
    return {name: FILES[name].replace(old, new, 1)}
