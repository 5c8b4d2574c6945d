"""A stall at the peach market: a small item with every feature, and applications for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from luoshi.engines.approval import (
    ApplicantKind,
    Application,
    Area,
    Choice,
    CommitmentVerdict,
    Condition,
    Field,
    FieldType,
    FieldValue,
    Given,
    Item,
    ItemKind,
    Limits,
    Material,
    MissingPapersVerdict,
    Notice,
    PaperState,
    Path,
    Rank,
    Result,
    Source,
    Verdict,
    known_from,
)
from luoshi.words import Words


def said(text: str) -> Words:
    return Words(text, f"({text})")


def choices(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(each, said(each)) for each in codes)


STALL: Final = Item(
    code="stall",
    name=said("摊位许可"),
    summary=said("摆一个摊位"),
    kind=ItemKind.LICENCE,
    area=Area.MARKET,
    applicant=ApplicantKind.ENTERPRISE,
    paths=(Path.INSTANT, Path.COMMITMENT, Path.MISSING_PAPERS, Path.ORDINARY),
    decision="摊位审查",
    basis=("示例〔2021〕1号 第二条",),
    limits=Limits("法定期限", "承诺期限", "核查期限"),
    result=Result(said("摊位许可证"), "摊", valid_for="有效期", scope="goods", place="place"),
    fields=(
        Field("name", said("名称"), FieldType.TEXT, known=known_from("enterprise.name")),
        Field("place", said("场所"), FieldType.PLACE, known=known_from("enterprise.place")),
        Field("area", said("面积"), FieldType.NUMBER, must_be_known=True, known=known_from("place.area"), unit="平方米"),
        Field("goods", said("货物"), FieldType.CHOICE, choices=choices("桃子", "桃花酒")),
        Field("cellar", said("有酒窖"), FieldType.YES_NO, needed_if='货物 = "桃花酒"'),
        Field("since", said("酒窖启用日期"), FieldType.DATE, needed_if="有酒窖 = true"),
        Field("days", said("出摊日"), FieldType.CHOICES, required=False, choices=choices("周六", "周日")),
        Field("note", said("说明"), FieldType.LONG_TEXT, required=False),
    ),
    materials=(
        Material("lease", said("租约"), Rank.MAIN, known=known_from("place.use"), commitment=True),
        Material("drawing", said("摊位图"), Rank.SECONDARY, commitment=True, deferrable=True, needed_if="面积 > 10"),
        Material("spirits", said("酒类检验报告"), Rank.MAIN, needed_if='货物 = "桃花酒"'),
        Material("photo", said("照片"), Rank.SECONDARY, known=known_from("licence.摊位许可证.valid"), deferrable=True),
    ),
    commitment=Notice(
        (Condition("tidy", said("收摊清场")), Condition("quiet", said("不用喇叭"))), said("撤销许可"), said("到场查看"), said("张榜"), "无"
    ),
)

GRANTS: Final = Verdict(grants=True)
ALLOWS: Final = CommitmentVerdict(allows=True)
ACCEPTS: Final = MissingPapersVerdict(accepts=True)
ALL_PROMISED: Final = frozenset({"tidy", "quiet"})


def register(value: FieldValue, *, stale: bool = False) -> Given:
    return Given(value, Source.REGISTER, stale)


def declared(value: FieldValue) -> Given:
    return Given(value, Source.APPLICANT)


WHOLE: Final[Mapping[str, Given]] = {
    "name": register("桃源小摊"),
    "place": register("TY-001"),
    "area": register(Decimal(6)),
    "goods": declared("桃子"),
}
WINE: Final[Mapping[str, Given]] = {
    **WHOLE, "goods": declared("桃花酒"), "cellar": declared(value=True), "since": declared(date(2020, 1, 1)),
}  # fmt: skip
KNOWN, HANDED, ABSENT = PaperState.KNOWN, PaperState.HANDED, PaperState.ABSENT


def application(
    fields: Mapping[str, Given] = WHOLE,
    *,
    path: Path | None = None,
    promised: frozenset[str] = frozenset(),
    **papers: PaperState,
) -> Application:
    """An application in which everything is known that a register can know, unless a paper is said to stand otherwise."""
    return Application(STALL, path, fields, {"lease": KNOWN, "photo": KNOWN, **papers}, promised)
