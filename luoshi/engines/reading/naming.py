"""What a number measures: the name of its indicator.

The words on the two sides of a number decide. The rules stand in order in :data:`RULES`; the first that knows an answer gives it. Each
is one observation about how Chinese puts a number to a noun, with the sentence that taught it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from luoshi.engines.reading.quantities import Quantity
from luoshi.engines.reading.subjects import coordinated, last_subject, plain_name, without_first_verb
from luoshi.engines.reading.vocabulary import GROWTH_TAIL, PREDICATE_TAIL, SCOPE_HEAD, VERB_HEAD, VERB_TAIL, any_of

NOUN_AHEAD = re.compile(r"^[\u4e00-\u9fff“《A-Za-z〃（(]")
_NO_NOUN_AHEAD = re.compile(
    r"^(?:台阶|大关|关口|目标|区间|[，,、；;。]|以上|以下|左右|的(?:目标|速度|增长|水平)|和|及|并|且|用于|支持|来|再|或|安排|专项用于)"
)
BY_MEASURE = re.compile(r"^的?(?:幅度|比例|速度|力度)(?=.{3})")
_CLASS_SIZE = re.compile(r"^\d[\d.]*[百千万亿]*[\u4e00-\u9fff]{1,3}以[上下][\u4e00-\u9fff]")
_STARTING_FIGURE = re.compile(r"(?<=.)(?:从|由)[^，,]{0,20}?\d[^，,]*$")
_COUNTING_VERB = re.compile(r"^(?:实施|建设|办好|支持|用于|开展|推进|完成|保障|实行|打造|设立)(?=.{3})")
_TO_A_PLACE = re.compile(r"(?<=[\u4e00-\u9fff]{3})到(?!位|期|达)")
_PAYER = re.compile(
    r"(?P<payer>(?:中央|地方|省|市|区|县|各级|本级|省级|市级|区级)*(?:和地方)?(?:财政|预算内)?)"
    r"(?:(?:将|要|拟|再|共|累计|已|又|还)+(?:投入|支出)|(?:将|要|拟|再|共|累计|已|又|还|新增|专项)*(?:安排|拨付|下达|筹措|拿出))(?:资金|专项资金)?"
)
_BARE_RATE = re.compile(r"(?:年均|平均|同比)?(?:增幅|增速|涨幅|降幅|增长)")
_PAYS = re.compile(r"投资|安排|投入|筹措|筹集|设立|拨付")
_PURPOSE = re.compile(r"^(?:并|专项|重点|集中|主要)?(?:用于|支持|实施|建设|推进|开展|新建|改造|保障|加快)")
_TOTALS = re.compile(any_of("总投资 年度投资 投资 总量 总额 产量 总产量 单产 产值 营收 面积 总规模 占比 增速 增幅 总数 税收 规模"))


@dataclass(frozen=True, slots=True)
class Context:
    """What the clauses around have named: the subject that 「，增长5%」 goes on about; and the words of the clause that follows."""

    subject: str = ""
    following: str = ""
    period: str | None = None
    period_stated: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """A quantity with the words before it, the subject in them, and the noun it counts after it (each may be empty)."""

    quantity: Quantity
    left: str
    right: str
    subject: str
    counted: str


def sides(text: str, quantity: Quantity) -> Sides:
    """Look at both sides of a quantity in its clause."""
    left, right = text[: quantity.prefix_start], text[quantity.end :]
    return Sides(quantity, left, right, _subject(left), _counted_noun(right))


def indicators(around: Sides, context: Context) -> list[str]:
    """The names of what a quantity measures, several where subjects are coordinated; empty where nothing names it."""
    answers = (rule(around, context) for rule in RULES)
    return next((answer for answer in answers if answer), [])


def _by_measure(around: Sides, _: Context) -> list[str]:
    """按不低于5%的幅度压减一般性支出: the noun follows."""
    match = BY_MEASURE.match(around.right)
    return [plain_name(around.right[match.end() :]) or around.subject] if match else []


def _growth(around: Sides, context: Context) -> list[str]:
    """进出口总额和实际利用外资增长30%: the subjects before the growth word, or the subject of the clause before."""
    multiple = around.quantity.dimension == "multiple"  # 翻一番 is a growth word itself
    grows = multiple or (GROWTH_TAIL.search(around.left) and around.quantity.dimension == "ratio")
    if not grows:
        return []
    names = coordinated(around.subject)
    return [context.subject] if not names or _BARE_RATE.fullmatch(names[0]) else names


def _apposition(around: Sides, _: Context) -> list[str]:
    """黄酒、火腿、绿茶3个历史产业: as many names as the number says stand before what is counted."""
    listed = around.subject.count("、") + 1 == around.quantity.value and around.quantity.dimension == "count"
    return [around.counted] if listed and around.counted else []


def _counted_before(around: Sides, _: Context) -> list[str]:
    """实施3000个技改项目, 数字经济等7个共同体: before the number only a verb, or examples."""
    share = around.quantity.dimension == "ratio"  # 覆盖全国40%的县: the share is of the subject
    waits = (
        not around.subject or around.subject.endswith(("等", "方面", "领域", "和", "及")) or (not share and VERB_TAIL.search(around.left))
    )
    return [around.counted] if around.counted and waits else []


def _modified(around: Sides, _: Context) -> list[str]:
    """各级各类100个项目, 解决农村6300万人饮水问题, 每个村至少一名医生: what stands before is half of the name."""
    return [around.subject + around.counted] if around.counted and _is_half_a_name(around.subject, around.quantity) else []


def _is_half_a_name(subject: str, quantity: Quantity) -> bool:
    if quantity.comparator == "至少":
        return True
    if quantity.dimension in {"people", "households"}:
        return len(subject) <= 2
    half = subject.endswith(("”", "级", "类", "批", "各地", "的", "性")) or len(subject) <= 2
    return half and quantity.dimension == "count" and quantity.comparator is None


def _payer(around: Sides, context: Context) -> list[str]:
    """中央财政安排832亿元: who pays, and for what the next clause or the one before says."""
    match = _PAYER.fullmatch(around.subject) if around.subject else None
    if not match:
        return []
    return [match["payer"] + (_purpose(context.following) or context.subject.removeprefix(match["payer"]) or "资金")]


def _own_subject(around: Sides, context: Context) -> list[str]:
    """城镇调查失业率5.5%; 总投资1万亿元 alone is the total investment of what the clause before named."""
    subject = around.subject
    if not subject:
        return []
    if _TOTALS.fullmatch(subject) and context.subject:
        return [context.subject if context.subject.endswith(subject) else context.subject + subject]
    shared = around.quantity.dimension == "ratio" or subject.endswith("标准")
    return (coordinated(subject) if shared else []) or [subject]


def _inherited(around: Sides, context: Context) -> list[str]:
    """续建安置房7550套，新开工1000套: the verb is new, the noun is that of the clause before. Money alone pays for what comes next."""
    verb = SCOPE_HEAD.sub("", around.left).strip("，,、 ")
    if around.quantity.dimension == "money" and _PAYS.search(around.left) and (purpose := _purpose(context.following)):
        kind = "投资" if "投资" in around.left else "资金"
        return [purpose if purpose.endswith(("投资", "资金")) else purpose + kind]
    if around.quantity.dimension == "money" and verb.endswith("投资") and context.subject:
        return [context.subject if context.subject.endswith("投资") else context.subject + "投资"]
    if GROWTH_TAIL.search(around.left) or not verb or len(verb) > 6 or not VERB_HEAD.fullmatch(verb):
        return [name] if (name := context.subject or verb) else []
    return [verb + (without_first_verb(context.subject) or context.subject)]


RULES: tuple[Callable[[Sides, Context], list[str]], ...] = (
    _by_measure,
    _growth,
    _apposition,
    _counted_before,
    _modified,
    _payer,
    _own_subject,
    _inherited,
)


def noun_follows(words: str) -> bool:
    """Whether the words after a quantity begin with a noun that it may count or describe."""
    return bool(NOUN_AHEAD.match(words)) and not _NO_NOUN_AHEAD.match(words)


def _subject(left: str) -> str:
    """The noun phrase before a number, without its predicate, scope words and generic verbs."""
    return plain_name(last_subject(PREDICATE_TAIL.sub("", _STARTING_FIGURE.sub("", left))))


def _counted_noun(right: str) -> str:
    """The noun after a unit (3000个｜技改项目), up to the end of its list part; empty when something else follows."""
    if not noun_follows(right) and not _CLASS_SIZE.match(right):
        return ""
    noun = re.split(r"[，,；;：:]", right)[0].removeprefix("的")
    return _TO_A_PLACE.split(_COUNTING_VERB.sub("", noun))[0].strip("等的")


def _purpose(following: str) -> str:
    """The object of the clause after: 「投资20亿元，实施…等市政配套项目」."""
    if not _PURPOSE.match(following):
        return ""
    return plain_name(_PURPOSE.sub("", re.split(r"[，,；;]", following)[0])).rsplit("等", 1)[-1]
