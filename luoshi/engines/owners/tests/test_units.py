from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.owners import Level, families, families_of, family_of
from luoshi.engines.owners.units import COLLECTIVES, bearers_at

SAME_FAMILY = """
development_reform: 区发改委 区发改局 国家发展改革委 省发展和改革委员会 市发展改革委 县发改局 区物价局 国家能源局 区经济发展局
industry_information: 区工信局 市经信委 工业和信息化部 省工业和信息化厅 区经济和信息化局 省通信管理局 市中小企业局
finance: 区财政局 财政部 省财政厅
tax: 税务总局 市国税局 省地税局 区税务局
education: 县教育局 教育部 省教育厅 开发区教育局 镇江市教育局
science: 科技部 区科学技术局 市科技局
public_security: 市公安局松北分局 公安部 国家移民局 市交警支队
political_legal: 省委政法委 区委政法委
civil_affairs: 民政部 区民政局 大渡口区民政局
justice: 司法部 区司法局
human_resources: 人力资源社会保障部 市人社局 区人力社保局 劳动保障局
natural_resources: 市自规局 区自然资源和规划局 国土资源厅 市规划和自然资源局 海洋局
ecology_environment: 市环保局 市生态环境局咸安分局 生态环境部 环保厅
housing_construction: 住建厅 市城建局 住房和城乡建设部 市房管局 区城市人居环境局 市公积金管理中心
transport: 市交委 交通运输部 区交通运输局 市邮政管理局 空管委办公室
water: 区水务局 省水利厅 市水利局
agriculture: 农业农村部 市农委 区农业局 农机局 国务院扶贫办 区乡村振兴局
commerce: 商务部 区投资促进局 市招商局 区商务局(区药发中心) 省贸促会
customs: 海关总署 滁州海关 海关总署广东分署
culture_tourism_sport: 文体旅局 市文旅局 体育总局 国家文物局 区文化和广电旅游体育局 市广播电视台 县文体广新局
health: 国家卫生健康委 市卫健委 县卫生局 市疫情防控指挥部办公室
medical_insurance: 国家医保局 市医疗保障局
veterans: 市退役军人事务局 区退役军人局
emergency: 应急部 区应急管理局 市安监局 市地震局 区消防救援大队
audit: 审计署 区审计局
state_assets: 国资委 省国资委
state_companies: 区城投 武汉地铁集团 区农投公司 区水投 市属国有企业
market_supervision: 市场监管总局 国家药监局 国家知识产权局 标准委 区质监局 市工商局
financial_services: 人民银行 银保监会 证监会 国家外汇局 省委金融办 市金融局 人民银行广东省分行
government_services: 区行政审批局 松北区营商环境局 市政务服务中心 区行政服务中心
data: 区数据局 市大数据管理局 国家数据局
statistics: 国家统计局 区统计局
urban_management: 区城管局 市综合执法局 环卫处 市政局
forestry: 省林草局 区林业局 市园林和林业局
petitions: 区信访局
lower_governments: 各地区 各区 各乡镇 各街道 南大街街道 江岸区人民政府 各县(市)区人民政府
zone_committees: 哈尔滨新区管委会 崇川经济开发区 高新园(邹区镇)
government_office: 国务院办公厅 区政府办公室 市政府办 市机关事务管理局 区政府督查室
foreign_affairs: 外交部 市外办
publicity: 区委宣传部 市文明办 版权局
cyberspace: 中央网信办 市委网信办
organisation_staffing: 区委组织部 市委编办
discipline: 区纪委监委 市委巡察办
disabled_persons: 市残联 中国残联
departments: 各有关部门 国务院相关部门 各部门
"""
ROWS = [(family, name) for line in SAME_FAMILY.strip().splitlines() for family, _, names in [line.partition(":")] for name in names.split()]


@pytest.mark.parametrize(("family", "name"), ROWS, ids=[name for _, name in ROWS])
def test_a_unit_is_recognised_by_any_of_its_names(family: str, name: str) -> None:
    assert family_of(name) == family


@pytest.mark.parametrize(
    ("name", "functions"),
    [
        ("区教体局", ("education", "culture_tourism_sport")),
        ("省政务和数据局", ("government_services", "data")),
        ("区科技和经信局", ("industry_information", "science")),
        ("区发改经信局", ("development_reform", "industry_information")),
        ("农林水务局", ("agriculture", "forestry", "water")),
    ],
)
def test_a_bureau_that_joins_functions_has_all_of_them_the_leading_one_first(name: str, functions: tuple[str, ...]) -> None:
    assert families_of(name) == functions


@pytest.mark.parametrize("name", ["", "外星人", "  ", "（）", "ABC"])
def test_what_is_no_unit_has_no_family(name: str) -> None:
    assert family_of(name) is None
    assert families_of(name) == ()


@pytest.mark.parametrize("level", Level)
def test_the_printed_name_of_a_family_is_recognised_as_its_own_or_its_bearers(level: Level) -> None:
    for id_, family in families().items():
        assert family_of(family.names[level]) == bearers_at(level)[id_], family.names[level]


def test_bearers_and_collectives_are_families_and_bearers_carry_themselves() -> None:
    assert set(families()) >= COLLECTIVES
    for level in Level:
        for bearer in bearers_at(level).values():
            assert bearers_at(level)[bearer] == bearer


def test_in_a_district_every_function_has_its_own_unit() -> None:
    assert all(id_ == bearer for id_, bearer in bearers_at(Level.DISTRICT).items())


@given(st.text(max_size=40))
def test_any_text_may_stand_for_a_name(name: str) -> None:
    assert set(families_of(name)) <= set(families())


def test_every_unit_of_the_published_breakdowns_is_recognised(shared: Path) -> None:
    lines = [
        line for file in (shared / "data" / "decompositions").glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()
    ]
    records = [json.loads(line) for line in lines]
    units = {unit for record in records for unit in (*record["lead"], *record["cooperate"])}
    assert len(units) > 200
    assert [unit for unit in sorted(units) if not families_of(unit)] == []
