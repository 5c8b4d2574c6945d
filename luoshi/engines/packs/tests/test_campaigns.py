"""``campaign.yaml``: what it says is read whole, and a mistake is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.engines.packs import PackProblem, campaign_of, check_pack
from luoshi.engines.packs.campaigns import PublishedList
from luoshi.engines.packs.tests.small_mechanism import FILES, written

CAMPAIGN = """\
code: small_mechanism
name: 津贴免申即享
name_en: Allowance without application
summary: 不用申请
summary_en: Nobody has to apply
kind: payment
register: persons
entitled: 津贴
answers: ["150"]
amount: 津贴
explained_by: 津贴
period: year
consent: needed
objection: 公示期
payer: 养老资金
payer_en: Old-age fund
accounts: {debit: 津贴支出, credit: 存款}
published: {name: masked, identifier: hidden, amount: whole}
basis: [示例〔2021〕1号 第五条]
keep: [division]
says: 您可以领取 {amount} 元。
says_en: You get {amount} yuan.
sources:
  - {input: 年龄, table: 老人, column: 年龄}
"""
PERIOD = """\
- {name: 公示期, type: number, unit: 工作日, meaning: 公示, meaning_en: Publication, values: [{value: 5, from: 2021-02-01, document: 示例〔2021〕1号, status: verified}]}
"""  # noqa: E501
SOURCE = "- {input: 年龄, table: 老人, column: 年龄}"


def faults(folder: Path, campaign: str = CAMPAIGN) -> str:
    files: dict[str, str | bytes | None] = {"campaign.yaml": campaign, "parameters.yaml": FILES["parameters.yaml"] + PERIOD}
    return "\n".join(each.words.chinese for each in check_pack(written(folder, files)).faults)


def test_a_campaign_is_read_whole(tmp_path: Path) -> None:
    found = campaign_of(CAMPAIGN)
    assert found.published == PublishedList("masked", "hidden", "whole")
    assert (found.wanted, found.parameters, found.is_paid) == (("津贴",), ("公示期",), True)
    assert [each.said for each in found.sources] == [{"input": "年龄", "table": "老人", "column": "年龄"}]
    assert faults(tmp_path) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("code: small_mechanism", "code: other", "code 应与包同名"),
        ("entitled: 津贴", "entitled: 补贴", "模型里没有“补贴”这个决策"),
        ("explained_by: 津贴", "explained_by: 起算日", "“起算日”不是决策表"),
        ("consent: needed", "consent: needed\ndated_by: 年龄", "dated_by 写的“年龄”不是规则要问的日期"),
        ("consent: needed", "consent: needed\ndated_by: 生日", "dated_by 写的“生日”不是规则要问的日期"),
        ("objection: 公示期", "objection: 异议期", "参数“异议期”没有登记"),
        ("objection: 公示期", "objection: 标准", "应为以下之一：工作日"),
        ("consent: needed", "consent: needed\nbudget: 公示期", "“公示期”是金额，单位应为“元”"),
        ("示例〔2021〕1号 第五条", "示例〔2022〕9号", "“示例〔2022〕9号”没有登记"),
        ("consent: needed", "consent: needed\nitem: nowhere", "没有“nowhere”这个事项的数据包"),
        ("{amount} 元", "{money} 元", "says 里的“money”没有值"),
        (SOURCE, "- {input: 年纪, table: 老人, column: 年龄}", "sources 中缺少“年龄”"),
        (SOURCE, SOURCE + "\n  - {input: 标准, value: 100}", "“标准”没有决策要用"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert said in faults(tmp_path, CAMPAIGN.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: payment", "kind: reminder", "reminder（提醒）没有金额"),
        ("kind: payment", "kind: relief", "只有 payment（付款）要等确认"),
        ("published: {name: masked, identifier: hidden, amount: whole}", "", "付款前要公示"),
        ("{name: masked, identifier: hidden", "{name: hidden, identifier: hidden", "不能都不显示"),
        ("accounts: {debit: 津贴支出, credit: 存款}", "", "付款要写记账科目"),
        ("payer_en: Old-age fund", "payer_en: Old-age fund\npaid_to: employer", "应为 keep 中的一列"),
        (SOURCE, "- {input: 年龄, table: 老人, column: 年龄, register: persons}", "每项写一种来源"),
        (SOURCE, "- {input: 年龄, value: 80, years_back: 1}", "period、years_back、absent 只用于 table"),
        (SOURCE, f"{SOURCE}\n  {SOURCE}", "重复"),
        ('answers: ["150"]', "answers: []", "请写哪些答案算符合"),
    ],
)
def test_what_contradicts_itself_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(PackProblem) as refused:
        campaign_of(CAMPAIGN.replace(old, new, 1))
    assert said in refused.value.words().chinese
