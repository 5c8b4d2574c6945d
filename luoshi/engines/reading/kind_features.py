"""What the words of a clause tell about its kind.

Chinese administrative prose puts the verb first and the head noun last. Verbs fall into few classes (slogan, promotion, concrete work,
institution) and so do head nouns (abstract good, mechanism, programme, platform, project); the kind of a clause follows mostly from the
pair. The classes are written here by hand; how much each pair weighs is learnt (see :mod:`luoshi.engines.reading.kinds`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.engines.reading.vocabulary import any_of

VERBS = {
    "slogan": any_of(
        """
    坚持 树立 弘扬 牢记 把握 激发 营造 凝聚 筑牢 兜牢 守护 守牢 守住 展现 彰显 构筑 巩固 保持 维护 增强 汇聚 厚植
    夯实 谱写 塑造 抢占 捍卫 贯彻 自觉 统筹 让 使 把 以 突出 融入 形成 牢固 坚定 奋力 聚焦 面对 面向 进入 抓住
    用心 稳定 发挥 织密 胸怀 切实 凸显 重视 兜住 擦亮 释放 提振 改善 繁荣 紧扣 紧盯
    """
    ),
    "promotion": any_of("促进 推动 推进 加强 强化 提升 提高 深化 优化 完善 健全 扩大 发展 壮大"),
    "work": any_of(
        """
    建设 完成 出台 制定 新建 启动 支持 鼓励 举办 培育 引进 打造 组建 改造 修订 申报 新设 设立 搭建 开工 建成 布局
    引导 加大 拓展 植入 整治 打击 治理 消除 承接 争取 培训 发行 投用 落地 推广 保障 关爱 救助 帮扶 办理 听取 接受
    执行 惩治
    """
    ),
    "institution": any_of("实施 实行 建立 落实 执行 探索 推行 开展 试点 创新 规范 畅通 给予 用好 用足 运用 严格 清理 取消 统一 制定"),
}
HEADS = {
    "abstract": any_of(
        """
    活力 水平 能力 质量 效能 效益 作用 环境 优势 基础 根基 底线 防线 屏障 安全 稳定 和谐 发展 融合 循环 合力 格局
    信心 品质 福祉 健康 高地 样板 典范 形象 地位 保障网 需求 潜力 动能 动力 制高点 局面 篇章 担当 作为 贡献 责任
    精神 意识 思维 思想 方针 原则 任务 目标 要求 现代化 转型 升级 提质 增效 突破 成效 公平 均衡 生活 力量 效果
    生态 关系 主动权 竞争力 影响力 吸引力 凝聚力 获得感 满意 同步 协调 振兴 进步 成果 层次 韧性 社会 氛围 标杆
    领跑者 新路子 蔚然成风 保障 民生 大局 实体经济 主旋律 规律 期盼 引领 主题 主线 支撑
    """
    ),
    "mechanism": any_of(
        """
    机制 制度 政策 补贴 贴息 清单 名单 规范 标准 办法 条例 模式 方式 形式 监管 考核 评价 保险 改革 规则 体制 津贴
    审批 备案 登记 程序 流程 细则 立法 执法 督察 监督 审查 听证 公开 直达 待遇 免费 互认 结算 通道 热线 方法 服务
    法 制 权 税 “回头看” 名录 基金 资金
    """
    ),
    "programme": any_of(
        """
    行动 计划 工程 战略 大会 活动 战役 攻坚战 保卫战 论坛 博览会 展会 规划 大赛 整治 专项 运动会 省运会 展销会
    方案 意见 纲要 节
    """
    ),
    "platform": any_of(
        """
    平台 系统 数据库 中心 基地 实验室 网 大脑 载体 窗口 云 码 一张图 一网通办 互联网 专区 端 终端 数据集 社区 算力
    """
    ),
    "project": any_of(
        """
    建设 改造 项目 设施 企业 产业 园区 产业园 集群 品牌 人才 街区 商圈 医院 学校 公园 道路 线路 房 住房 机场 铁路
    公路 管网 水利 灌区 堤防 问题 工作 行为 隐患 渠道 业态 产品 市场 合作 群体 就业 主体 技术
    """
    ),
}
PATTERNS = {
    "platform": r"平台|系统|互联网\+|[+“]?上云|单一窗口|大数据|数据库|一张网|一网通办",
    "programme": r"(?:行动|计划|工程|专项整治|战略|大会|活动|战役|攻坚战|论坛|博览会|展会|规划|大赛)(?:”)?$"
    r"|等(?:行动|活动|工程)|实施[^，]*(?:行动|计划|工程)",
    "mechanism": r"机制|制度|补贴|清单|名单|规范|办法|条例|模式|规则|监管|贴息|绿色通道|热线|考核|评价|“[^”]*(?:办|享|批|证|制)”",
    "principle": r"^(?:坚持|以[^，]*为|让|使|弘扬|突出|牢固树立|把握|牢记|始终|着眼|不断增强|坚定|深刻|胸怀|全面贯彻|进一步增强"
    r"|深入贯彻|更好|树立)|新局面|新篇章|新高地|水平$|生机活力",
}
_ADVERBS = re.compile(
    "^"
    + any_of(
        """
    积极 全力 大力 努力 切实 继续 进一步 深入 全面 着力 持续 加快 稳步 有序 主动 精准 坚决 不断 扎实 系统 协同
    纵深 加力 更好 高质量 高标准 高水平 要 将 我们 同时 并 逐步 分类 有效 严格 依法 科学 合理 充分 牢牢 始终 紧紧
    认真 抓紧 重点 也 还 一体 联动 常态化 广泛 深化拓展 千方百计 真正 多渠道 稳妥 因地制宜 驰而不息 久久为功 强力
    铁腕 严厉 慎重
    """
    )
    + "+"
)
_VERB_FIRST = {name: re.compile(words) for name, words in VERBS.items()}
_HEAD_LAST = {name: re.compile(words + "$") for name, words in HEADS.items()}
_HEAD_INSIDE = {name: re.compile(words) for name, words in HEADS.items() if name != "abstract"}
_PATTERN = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
_QUOTED = re.compile(r"“([^”]*)”|《([^》]*)》")
_MARKS = re.compile(r"[“”《》（）()]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a clause stands: in its paragraph, after a target, in the paragraph that opens an area."""

    topic: bool = False
    first: bool = False
    second: bool = False
    last: bool = False
    ends_sentence: bool = False
    after_target: bool = False
    untitled: bool = False
    opens_area: bool = False
    directional: bool = False
    named_quantity: bool = False
    strength: str | None = None


def features(text: str, around: Surroundings) -> dict[str, float]:
    """The named features of a clause; every value is between 0 and 2."""
    return dict([*_word_features(text), *_quotation_features(text), *_place_features(text, around)])


def _word_features(text: str) -> Iterator[tuple[str, float]]:
    core = re.split("[，,]", text)[-1]
    adverb = _ADVERBS.match(core)
    predicate = _ADVERBS.sub("", core) or core
    bare = _MARKS.sub("", text)
    verbs = [name for name, words in _VERB_FIRST.items() if words.match(predicate)] or ["other"]
    heads = [name for name, words in _HEAD_LAST.items() if words.search(bare)] or ["other"]
    yield from ((f"verb {verb}", 1.0) for verb in verbs)
    yield from ((f"head {head}", 1.0) for head in heads)
    yield from ((f"verb {verb} head {head}", 1.0) for verb in verbs for head in heads)
    yield from ((f"inside {name}", 1.0) for name, words in _HEAD_INSIDE.items() if words.search(bare[:-1]))
    yield from ((f"pattern {name}", 1.0) for name, words in _PATTERN.items() if words.search(text))
    yield f"begins {predicate[:2]}", 1.0
    yield f"begins {predicate[:1]}", 0.5
    yield from ((f"ends {bare[-length:]}", 1.0 if length == 2 else 0.6) for length in (1, 2, 3))
    yield from ((f"has {bare[i : i + 2]}", 0.35) for i in range(len(bare) - 1))
    if adverb:
        yield f"adverb {adverb[0][:2]}", 0.7


def _quotation_features(text: str) -> Iterator[tuple[str, float]]:
    quotations = _QUOTED.findall(text)
    if not quotations:
        return
    yield "quotes", 1.0
    bare = _MARKS.sub("", text)
    yield from ((f"quotes, head {name}", 1.0) for name, words in _HEAD_LAST.items() if words.search(bare))
    for quoted, book in quotations:
        yield f"quotes …{(quoted or book)[-1:]}", 0.7
        if book:
            yield "names a document", 1.0
        if re.search(r"[\d一二三四五六七八九十]", quoted):
            yield "quotes a number", 1.0


def _place_features(text: str, around: Surroundings) -> Iterator[tuple[str, float]]:
    yield "length", min(len(text), 50) / 25
    yield "commas", float(min(len(re.findall("[，,]", text)), 2))
    yield "list", min(text.count("、"), 3) / 3
    yield f"strength {around.strength or 'none'}", 1.0
    flags = (
        ("and others", "等" in text, 1.0),
        ("latin", bool(re.search("[A-Za-z]", text)), 1.0),
        ("topic", around.topic, 2.0),
        ("first", around.first, 1.0),
        ("second", around.second, 0.5),
        ("last", around.last, 1.0),
        ("ends sentence", around.ends_sentence, 0.5),
        ("after target", around.after_target, 0.5),
        ("untitled", around.untitled, 0.5),
        ("opens area", around.opens_area, 1.0),
        ("directional", around.directional, 2.0),
        ("named quantity", around.named_quantity, 2.0),
    )
    yield from ((name, weight) for name, holds, weight in flags if holds)
