"""Each rule of naming with the sentence that it is for, and that it is this rule that answers."""

from __future__ import annotations

import pytest

from luoshi.engines.reading import naming
from luoshi.engines.reading.clauses import segments, sentences
from luoshi.engines.reading.naming import Context, Sides, indicators, sides

# rule → clause, what the clause before named, the clause after, the names
SENTENCES: dict[str, list[tuple[str, str, str, list[str]]]] = {
    "_by_measure": [("按不低于5%的幅度压减一般性支出", "", "", ["一般性支出"])],
    "_growth": [
        ("进出口总额和实际利用外资增长30%", "", "", ["进出口总额", "实际利用外资"]),
        ("增长5%", "粮食产量", "", ["粮食产量"]),
        ("增速达到5%", "粮食产量", "", ["粮食产量"]),
        ("数字经济规模翻一番", "", "", ["数字经济规模"]),
    ],
    "_apposition": [("黄酒、火腿、绿茶3个历史产业", "", "", ["历史产业"])],
    "_counted_before": [
        ("实施3000个技改项目", "", "", ["技改项目"]),
        ("数字经济等7个产教融合共同体", "", "", ["产教融合共同体"]),
    ],
    "_modified": [
        ("各级各类100个项目", "", "", ["各级各类项目"]),
        ("每个村至少有一名全科医生", "", "", ["每个村全科医生"]),
        ("解决农村6300万人饮水问题", "", "", ["农村饮水问题"]),
    ],
    "_payer": [
        ("中央财政安排832亿元", "", "支持桃溪铁路建设", ["中央财政桃溪铁路建设"]),
        ("中央财政安排832亿元", "义务教育", "", ["中央财政义务教育"]),
        ("中央财政安排832亿元", "", "", ["中央财政资金"]),
    ],
    "_own_subject": [
        ("城镇调查失业率5.5%", "", "", ["城镇调查失业率"]),
        ("新增高新技术企业100家", "桃溪铁路", "", ["高新技术企业"]),
        ("总投资1万亿元", "桃溪铁路", "", ["桃溪铁路总投资"]),
    ],
    "_inherited": [
        ("新开工1000套", "续建安置房", "", ["新开工安置房"]),
        ("计划投资20亿元", "", "实施桃溪铁路建设", ["桃溪铁路建设投资"]),
        ("计划投资20亿元", "桃溪铁路", "", ["桃溪铁路投资"]),
    ],
}


def looked_at(clause: str) -> Sides:
    (sentence,) = sentences(clause)
    (segment,) = segments(sentence)
    (quantity,) = segment.quantities
    return sides(segment.text, quantity)


@pytest.mark.parametrize(
    ("rule", "clause", "subject", "following", "names"), [(rule, *row) for rule, rows in SENTENCES.items() for row in rows]
)
def test_the_rule_answers(rule: str, clause: str, subject: str, following: str, names: list[str]) -> None:
    around, context = looked_at(clause), Context(subject=subject, following=following)
    first = next(each.__name__ for each in naming.RULES if each(around, context))
    assert (first, indicators(around, context)) == (rule, names)


def test_every_rule_has_a_sentence() -> None:
    assert [rule.__name__ for rule in naming.RULES] == list(SENTENCES)
