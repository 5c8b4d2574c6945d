"""A small package for tests: an allowance of the Peach Blossom township with parameters, documents and words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from luoshi.engines.decisions import DecisionPackage, Model, make_package
from luoshi.engines.decisions.citations import Document, Status
from luoshi.engines.decisions.parameters import Parameter, ParameterValue
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.tests.models import decision, feel, input_data, item, model, table
from luoshi.engines.feel.values import Value
from luoshi.words import Words

OLD = "桃源发〔2021〕示例1号"
NEW = "桃源发〔2023〕示例2号"
ROWS = """
    输入:年龄 | 输出:津贴
    >= 80     | 标准      | # 桃源发〔2021〕示例1号 第五条；桃源发〔2023〕示例2号
    < 80      | 0         | # 桃源发〔2021〕示例1号 第六条
"""
CITED = table(ROWS).replace("<rule ", '<annotation name="依据"/><rule ', 1)
SOURCE = f'<knowledgeSource id="依据-办法" name="{OLD} 第二条"/>'
AUTHORITY = '<authorityRequirement><requiredAuthority href="#依据-办法"/></authorityRequirement>'
GRANT = (
    item("金额", "number", allowed=">= 0"),
    input_data("年龄", "number"),
    input_data("标准", "金额"),
    decision("津贴", AUTHORITY + CITED, "输入-年龄", "输入-标准", type_ref="number"),
    decision("全年", feel("津贴 * 12"), "决策-津贴"),
    SOURCE,
)
LABELS = {"津贴": Words("高龄津贴", "Elder allowance"), "年龄": Words("年龄", "Age"), "标准": Words("标准", "Rate")}


def document(key: str, first: date | None = date(2021, 1, 1), last: date | None = None, status: Status = Status.VERIFIED) -> Document:
    return Document(key, f"关于{key}的办法", "桃源管委会", first, first, last, "桃源新区", status)


def amount(
    value: Value, first: date, last: date | None = None, *, document: str = OLD, status: Status = Status.VERIFIED, place: str = "全国"
) -> ParameterValue:
    return ParameterValue(value, first, last, document, "第七条", place, status, place=Place("parameters.yaml", 3))


def rate(*values: ParameterValue, name: str = "标准") -> Parameter:
    return Parameter(name, "number", "元/月", Words("每月标准", "the monthly rate"), values, Place("parameters.yaml", 1))


RATE = rate(
    amount(Decimal(100), date(2021, 1, 1), date(2023, 6, 30), status=Status.UNVERIFIED),
    amount(Decimal("150.50"), date(2023, 7, 1), document=NEW),
)
DOCUMENTS = (document(OLD), document(NEW, date(2023, 7, 1)))


def package(
    *elements: str,
    parameters: Iterable[Parameter] = (RATE,),
    documents: Iterable[Document] = DOCUMENTS,
    others: Iterable[Model] = (),
    id: str = "allowance",  # noqa: A002 - the pack's word
) -> DecisionPackage:
    """The package of these elements, or of the allowance."""
    return make_package(id, [model(*(elements or GRANT)), *others], parameters=parameters, documents=documents, labels=LABELS)
