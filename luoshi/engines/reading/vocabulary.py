"""Words that the grammar of targets is built of: verbs of promise, words of growth, heads of measurable nouns.

Each is a class of Chinese administrative prose, not a phrase of one report. A word belongs here only if the grammar treats every member
alike."""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """A regular expression that takes the longest of some blank-separated words."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


RISE = any_of("增长 增加 提高 提升 上升 上涨 上调 扩大 拓展 壮大 增 涨 提 升 高出")
FALL = any_of("下降 降低 减少 压减 压缩 下调 缩减 缩短 缩小 削减 回落 压降 精简 少 减 降 缩")
FALL_AFTER_NOUN = re.compile(
    rf"{any_of('下降 降低 减少 压减 压缩 下调 缩减 缩短 缩小 削减 回落 压降 降幅 减 降 少')}(?:了|幅度?|率)?(?:不低于|超过|超|约|近)?$"
)
FALL_FIRST = re.compile(rf"^{any_of('平均 再 累计 至少 年均 每年')}*{any_of('下降 降低 减少 压减 压缩 下调 缩减 削减 压降')}(?!到|至)")
REACH = any_of(
    # to be or to come to
    "达到 达 为 是 在 到 至 按 实现 完成 定为 定在 确定为 预期 "
    # to stay
    "保持 稳定 控制 保持在 稳定在 控制在 维持在 "
    # up to
    "提高到 提升到 增加到 扩大到 增长到 上升到 发展到 拓展到 提高至 提升至 增加至 扩大至 升至 增至 提至 迈上 迈入 跨上 "
    # down to
    "降低到 下降到 压缩到 缩短到 缩小到 减少到 压减到 降到 下降至 压缩至 降至 减至 缩至 "
    # across a bound
    "突破 超过 不低于 不少于 不超过 高于 低于 "
)
_MANNER = any_of(
    # time and place
    "全年 今年 全国 全省 全市 全区 全县 每年 年均 月均 每月 每人 每人每月 每人每年 "
    # what is compared
    "同比 再 再次 同比再 较上年 比上年 比去年 较去年 比上年预算 比去年预算 同口径 同口径下 名义 可比 "
    # how it is counted
    "累计 共 总计 总共 合计 共计 全部 平均 人均 各 均 都 分别 实际 大约 约 至少 高出 "
    # intent
    "预计 预期 预计将 力争 确保 要 将 拟 努力 "
    # how it goes on
    "继续 保持 稳定 持续 稳步 逐步 进一步 基本 同步 实现 也 又 "
)
PREDICATE_TAIL = re.compile(rf"(?:新增|{REACH}|{RISE}|{FALL}|分别|{_MANNER}|了|的|[,，、:：]|幅度)+$")
_GROWTH = any_of(
    # up
    "增长 增加 提高 提升 上升 上涨 扩大 高出 增幅 增速 涨幅 增 涨 "
    # down
    "下降 降低 减少 压减 压缩 下调 缩减 缩短 削减 回落 精简 降幅 降 减 少 "
)
_AFTER_GROWTH = r"(?:率|幅度?|了|约|近|超过?|不低于|高于|在|为|达到?|控制在|保持在|稳定在|定为|定在|预期|目标)"
GROWTH_TAIL = re.compile(rf"{_GROWTH}{_AFTER_GROWTH}*$")

SCOPE = any_of(
    # time
    "去年 上年 今年 明年 当年 本年度 年内 年末 年底前 全年 年均 每年 五年 三年 两年 五年内 三年内 "
    # place
    "全国 我国 全省 全市 全区 全县 全州 全旗 全镇 全乡 全街道 全域 全自治区 自治区 我省 我市 我区 我县 省内 市内 "
    "区内 境内 各地 各级政府 各部门 "
    # speaker and link
    "我们 其中 同时 特别是 尤其是 并 还 也 再 各地可 "
    # reckoning
    "累计 共 总计 全口径 "
    # manner
    "积极 努力 大力 全力 更大力度 加大 加力 着力 加快 持续 继续 深入 扎实 切实 稳步 有序 全面 统筹 进一步 不断 逐步 "
    "梯次 滚动 纵深 分类 分区分类 因地制宜 多渠道 千方百计 全力以赴 聚焦 紧盯 坚持 按计划 如期 "
    # intent
    "要 将 拟 力争 力促 力求 争取 确保 保证 计划 预计 预期 谋划 启动 实现 "
)
SCOPE_HEAD = re.compile(
    rf"^(?:{SCOPE}|[,，、:：]|未来五年|今后五年|今后三年"
    r"|到?20\d\d年(?:底前?|末)?|到?“?十[三四五六]五”?(?:末|时期|期间)"  # 到2030年, “十五五”期间
    r"|用?[一二两三四五十\d]+年(?:左右)?(?:的)?时间内?)+(?=.)"  # 用三年左右的时间
)
"""When, where and how something is done, before what is done."""

VERB = any_of(
    # to build and to build anew
    "建设 新建 兴建 修建 建成 建好 建强 建立 在建 共建 创建 组建 新组建 筹建 配建 再建 再造 新添 增添 添置 "
    "高标准建设 高质量建设 高水平建设 构建 搭建 形成 设立 新设 布局 布设 布放 投放 "
    # to rebuild and to repair
    "新改建 新（改）建 新(改)建 新改扩建 改建 扩建 改扩建 改扩 改造 更新 升级 修缮 修复 修编 维护 加固 加装 安装 "
    "疏浚 清淤 整治 治理 保护 适配 "
    # to begin, to go on, to finish
    "启动 开工 新开工 复工 续建 竣工 新竣工 投产 新投产 投用 投运 开通 新开通 开行 开辟 新开辟 增开 加密 运营 运行 "
    "完成 实现 达到 达成 落地 新落地 落实 部署 推动 推进 推行 开展 广泛开展 常态化开展 实施 高质量实施 高标准实施 "
    "抓好 抓实 抓紧 做好 确定 提出 "
    # to bring in firms, people and money
    "引进 新引进 招引 新招引 引育 引聚 引入 落户 签约 新签约 签订 签署 招录 招聘 招收 招生 录取 选派 选聘 选树 选送 "
    "选认 选育 选取 遴选 筛选 挖掘 派驻 下派 增派 输送 集聚 聚集 汇聚 吸引 吸纳 接待 推介 对接 链接 "
    # to grow and to rank firms
    "培育 新培育 梯度培育 培优 培养 培训 孵化 发展 壮大 做强 做大 做优 打造 高标准打造 高质量打造 高水平打造 升规 "
    "新升规 纳规 新纳规 入规 入库 新入库 上市 新上市 挂牌 认定 新认定 申报 评选 创成 争创 新创 立项 攻克 突破 转化 "
    "取得 "
    # to raise and to widen
    "增加 增设 新增 净增 扩大 扩容 扩增 增扩 提升 提高 提质 提档 提标 深化 拓展 延伸 巩固 补充 集成 整合 复制 推广 "
    "推广应用 推出 促进 拉动 带动 动员 撬动 覆盖 惠及 "
    # to lessen and to clear away
    "减少 压减 压缩 精简 降低 减免 免除 减负 为企业减负 取消 下放 清理 清退 淘汰 关停 化解 处置 处理 盘活 拆除 腾退 "
    "疏解 搬迁 "
    # to pay and to provide
    "安排 发放 投入 投资 投放贷款 授信 发行 下达 拨付 募集 归集 筹集 筹措 购置 采购 配备 储备 交付 供应 供给 提供 "
    "流转 出让 供地 收储 收购 征收 补贴 资助 免费 "
    # to help and to serve people
    "解决 新解决 帮助 帮扶 扶持 支持 鼓励 引导 服务 保障 救助 安置 办好 办成 办理 受理 承接 承办 举办 组织 "
    # to set rules and to check
    "规划 制定 修订 出台 发布 编制 试点 检查 抽查 抽检 查处 严守 守住 坚守 用好 用足 开发 新开发 种植 栽植 营造 "
    # weighed in advance
    "重点支持 重点推进 重点建设 重点打造 重点培育 重点抓好 重点实施 "
    # hedges and adverbs that carry the verb
    "力争 确保 争取 统筹 谋划 保持 稳定 控制 累计 "
    # prepositions that lead to the noun
    "面向 为 对 向 给 把 将 让 使 从 由 在 "
)
VERB_HEAD = re.compile(rf"^(?:{VERB}(?![业率量额费员性者贸型化])|{SCOPE}|和|与|及|并|、|了|好)+")
VERB_TAIL = re.compile(rf"(?:{VERB}|{SCOPE}|{RISE}|{FALL})$")

MEASURABLE = re.compile(
    r"(?:额|量|数|率|之比|比例|比重|占比|规模|强度|密度|浓度|速度|面积|里程|时间|周期|年限|寿命|标准"  # a measure as such
    r"|总值|增加值|产值|市值|生产力|总产|单产|装机|能力|能耗|用电|用水|发电"  # what is produced and used up
    r"|收入|增收|营收|利润|税收|债务|赤字|资金|经费|支出|投资|投入|成本|花费|保费|价格|存款|贷款|广义货币|M2"  # money
    r"|经济|贸易|外贸|外资|出口|进口|消费|消费品|增长|增速|涨幅"  # the economy
    r"|人口|人次|就业|学位|客流|游客|覆盖面|覆盖范围"  # people and what reaches them
    r"|GDP|排放|二氧化碳|氮氧化物|二氧化硫)$"
)
"""Ends of nouns that name something measured, so that growth, rank or a peg makes sense of them."""
SHARED_HEAD = re.compile(
    r"(?:零售|销售|进口|出口|成交|交易|营业|签约|货运|客运|吞吐)总?(?:额|量|收入)$"
    r"|(?:居民)?(?:人均)?(?:可支配)?收入$"
    r"|(?:领域|行业|产业)?(?:固定资产)?投资额?$|(?:进出口)?总额$|增加值$|总产值$|营收$|贷款余额$|产量$|排放总?量$|用地$|面积$|强度$|增速$"
    r"|(?:达标|覆盖|普及|参保|入学|利用|治理|就业|失业|处理|合格|满意|完成)率$|(?:保险)?覆盖面$"
    r"|(?:消费)?价格$|(?:人均)?(?:财政)?(?:补助|补贴|保障|供养)?标准$|人数$|接待人次$"
)
"""The head that a coordination shares: 城镇、农村｜居民收入; 交通、水利｜领域投资额."""
