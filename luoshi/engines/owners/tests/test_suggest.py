from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from luoshi.engines.owners import Level, Suggestion, families, suggest
from luoshi.engines.owners.words import duty_words

EVERYDAY = """
建成高标准农田5万亩 agriculture
黑土地保护性耕作面积稳定在30万亩 agriculture
新建农村公路30公里 transport
新增公交线路3条 transport
新增就业岗位8000个 human_resources
新建小学2所，新增学位3000个 education
开工改造老旧小区20个 housing_construction
新增集中供热面积100万平方米 housing_construction
社会消费品零售总额增长6% commerce
新签约招商引资项目50个 commerce
规模以上工业增加值增长8% industry_information
培育专精特新企业20家 industry_information
新增高新技术企业30家 science
一般公共预算收入增长5% finance
地区生产总值增长6%左右 development_reform
单位GDP能耗下降2.5% development_reform
空气质量优良天数比例达到88% ecology_environment
完成河道清淤和堤防加固12公里 water
全面落实林长制，完成造林1万亩 forestry
新建社区卫生服务中心3家 health
推进医保异地就医直接结算 medical_insurance
新建社区老年助餐点10个 civil_affairs
为困难残疾人家庭实施无障碍改造200户 disabled_persons
建设退役军人服务站 veterans
开展危险化学品专项整治，排查重大隐患 emergency
严厉打击电信网络诈骗 public_security
深化行政复议体制改革 justice
整治占道经营和户外广告 urban_management
实现更多事项一网通办、一件事一次办 government_services
推进公共数据开放和数据要素流通 data
食品安全抽检合格率达到98% market_supervision
引导银行加大小微企业贷款投放 financial_services
推进国企改革，盘活国有资产 state_assets
化解信访积案，落实领导干部接访 petitions
做好第五次全国经济普查 statistics
全面清查经济责任审计发现的问题 audit
新建博物馆，举办马拉松赛事 culture_tourism_sport
巩固全国文明城市创建成果 publicity
完成国土空间规划编制，处置闲置土地 natural_resources
推进党风廉政建设，整治群众身边腐败 discipline
"""
ROWS = [tuple(line.rsplit(" ", 1)) for line in EVERYDAY.strip().splitlines()]
LONG = 100_000


@pytest.mark.parametrize(("task", "family"), ROWS, ids=[task for task, _ in ROWS])
def test_everyday_tasks_go_where_everybody_would_send_them(task: str, family: str) -> None:
    suggestion = suggest(task)
    assert suggestion.leads[0].family == family
    assert suggestion.leads[0].probability > 0.5
    assert not suggestion.is_joint


def test_the_words_that_decided_are_shown_with_their_place() -> None:
    task = "今年建成高标准农田5万亩"
    first, *_ = suggest(task).words
    assert (first.word, first.start, first.end) == ("高标准农田", 4, 9)
    assert task[first.start : first.end] == first.word
    assert first.weight > 0


@pytest.mark.parametrize(
    "task",
    [
        "加强教育、人社、公安、卫生健康等信息共享",
        "实施公路交通、水利设施等市政基础配套项目",
        "防范债务风险、金融风险和安全生产风险，统筹教育和医疗",
    ],
)
def test_a_task_of_several_units_is_answered_joint(task: str) -> None:
    suggestion = suggest(task)
    assert suggestion.is_joint
    assert suggestion.joint > 0.4
    assert suggestion.leads[0].probability < 0.8


@pytest.mark.parametrize("task", ["", "再上新台阶", "12345678", "…………", "完善“店”“厂”“仓”体系", "\n\t"])
def test_a_task_without_a_known_word_gets_no_confidence_and_no_joint_answer(task: str) -> None:
    suggestion = suggest(task)
    assert suggestion.words == ()
    assert suggestion.leads[0].probability < 0.5
    assert not suggestion.is_joint
    assert suggestion.joint < 0.3


def test_the_districts_own_names_are_printed() -> None:
    names = {"science": "区工信科技局", "agriculture": "区农业农村和水务局"}
    by_name = {candidate.name for candidate in suggest("推进智慧农业科技攻关", names=names).leads}
    assert by_name >= set(names.values())
    assert suggest("高标准农田", level="province").leads[0].name == "省农业农村厅"


def test_a_function_without_a_unit_at_a_level_goes_to_the_unit_that_carries_it() -> None:
    task = "深化行政审批制度改革，推进政务服务跨省通办"
    assert suggest(task).leads[0].family == "government_services"
    national = suggest(task, level=Level.NATIONAL, top=99)
    assert national.leads[0].family == "government_office"
    assert national.leads[0].name == "国务院办公厅"
    assert "government_services" not in {candidate.family for candidate in national.leads}


def test_the_district_uses_what_the_state_council_office_leads_for_its_own_service_bureau() -> None:
    """Breakdowns of the State Council must not teach that a district's government office approves things."""
    assert suggest("编制公布行政许可事项清单").leads[0].family == "government_services"


def test_cooperating_units_are_other_units_than_the_first_lead() -> None:
    suggestion = suggest("实施农村公路建设，保障项目用地和林地审批", top=5)
    assert suggestion.leads[0].family == "transport"
    cooperating = [candidate.family for candidate in suggestion.cooperating]
    assert "transport" not in cooperating
    assert {"natural_resources", "forestry"} & set(cooperating[:3])


@pytest.mark.parametrize("top", [1, 3, 99])
def test_as_many_candidates_as_asked_for(top: int) -> None:
    suggestion = suggest("高标准农田", top=top)
    assert len(suggestion.leads) == min(top, len(families()) - 1)
    assert len(suggestion.cooperating) == min(top, len(families()) - 3)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"level": "village"}, "village.*district, city, province, national"),
        ({"top": 0}, "top=0"),
        ({"names": {"farming": "区农业局"}}, "farming.*agriculture"),
    ],
)
def test_a_wrong_question_is_told_what_to_ask(options: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        suggest("高标准农田", **options)  # type: ignore[arg-type]


TASKS = st.one_of(st.text(), st.lists(st.one_of(st.text(max_size=3), st.sampled_from(sorted(duty_words()))), max_size=30).map("".join))


@given(TASKS, st.sampled_from(Level))
@example("\ud800", Level.DISTRICT)
def test_any_text_gets_an_orderly_answer(task: str, level: Level) -> None:
    suggestion = suggest(task, level=level, top=99)
    for candidates in (suggestion.leads, suggestion.cooperating):
        chances = [candidate.probability for candidate in candidates]
        assert all(0 <= chance <= 1 for chance in chances)
        assert chances == sorted(chances, reverse=True)
    assert sum(candidate.probability for candidate in suggestion.leads) == pytest.approx(1)
    assert 0 <= suggestion.joint <= 1
    assert all(word.word == task[word.start : word.end] for candidate in suggestion.leads for word in candidate.words)
    assert suggest(task, level=level, top=99) == suggestion


@settings(max_examples=25)
@given(TASKS, st.integers(min_value=1, max_value=10))
def test_asking_for_fewer_gives_the_first_of_more(task: str, top: int) -> None:
    few, many = suggest(task, top=top), suggest(task, top=99)
    assert few == Suggestion(many.leads[:top], many.cooperating[:top], many.joint, many.is_joint)


@pytest.mark.parametrize("unit", ["高标准农田和黑土地保护，新建学校。", "质", "9", "“（", "业就"])
def test_a_very_long_text_takes_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        task = (unit * length)[:length]
        began = time.process_time()
        suggest(task)
        return time.process_time() - began

    seconds(100)  # tables are read once
    short, long = seconds(LONG // 10), seconds(LONG)
    assert long < 5
    assert long < 40 * max(short, 0.01)
