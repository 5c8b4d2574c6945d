"""What is refused about indicators and their figures. Each refusal says in both languages what is wrong and what the person can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from luoshi.district.days import day_of
from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from luoshi.district.indicators.models import Closing, Indicator, ReportedValue, Stage
    from luoshi.engines.progress import Period

STATISTICS_LAW: Final = Words(
    "《中华人民共和国统计法》（2024年9月13日修正）第七条", "Article 7 of the Statistics Law (as amended on 13 September 2024)"
)


class IndicatorError(Refusal):
    """Base of all refusals about indicators."""

    @property
    def words(self) -> Words:
        """What is wrong and what to do, in one sentence after the other."""
        return Words(self.what.chinese + self.remedy.chinese, f"{self.what.english} {self.remedy.english}")


class NoSuchIndicator(IndicatorError):
    """The district measures nothing of this code."""

    status: ClassVar[int] = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"没有编码为“{code}”的指标。", f"There is no indicator “{code}”."),
            Words("请核对编码；指标一览在 /indicators/。", "Check the code; all indicators are at /indicators/."),
        )


class DeclaredOtherwise(IndicatorError):
    """What an indicator measures never changes: its figures would speak of two things."""

    def __init__(self, indicator: Indicator, field: str) -> None:
        super().__init__(
            Words(f"指标“{indicator.code}”已经登记，{field} 不能改。", f"Indicator “{indicator.code}” is declared; its {field} stays."),
            Words(
                "口径变了，请增加一条自某日起的口径；换了另一个指标，请用新的编码。",
                "If what counts has changed, add a definition from a day on; if it is another indicator, give it another code.",
            ),
        )


class CodeTaken(IndicatorError):
    """Two indicators would bear one code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"编码“{code}”已经有指标在用。", f"The code “{code}” is another indicator's."),
            Words("请另取一个编码。", "Choose another code."),
        )


class NotAllowed(IndicatorError):
    """The person does not hold the post for it."""

    @classmethod
    def to_report(cls, indicator: Indicator) -> NotAllowed:
        """Figures are reported and confirmed by the unit that answers for them."""
        unit = indicator.responsible.name
        return cls(
            Words(f"“{indicator.name}”由{unit}填报和核对。", f"“{indicator.words.english}” is reported and confirmed by {unit}."),
            Words(f"请联系{unit}的报送人。", f"Ask the reporter of {unit}."),
        )

    @classmethod
    def to_approve(cls, indicator: Indicator) -> NotAllowed:
        """Figures are approved by the head of the unit, or by the office."""
        unit = indicator.responsible.name
        return cls(
            Words(f"只有{unit}负责人或政府办（督查室）可以审核。", f"Only the head of {unit} or the government office reviews it."),
            Words("请联系他们。", "Ask one of them."),
        )

    @classmethod
    def to_keep(cls) -> NotAllowed:
        """Declarations and periods are kept by the office."""
        return cls(
            Words("指标和期别由政府办（督查室）管理。", "Indicators and periods are kept by the government office."),
            Words("请联系政府办。", "Ask the government office."),
        )

    @classmethod
    def to_bring(cls, issuer: str) -> NotAllowed:
        """Official figures come in through the unit that issues them."""
        return cls(
            Words(f"{issuer}的数据由它自己的人员导入。", f"Figures of {issuer} are brought by its own people."),
            Words(f"请联系{issuer}。", f"Ask {issuer}."),
        )


class IsOfficial(IndicatorError):
    """Nobody types a figure that the statistics office issues."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(
            Words(
                f"“{indicator.name}”是{indicator.issuer}发布的统计数据，任何单位不得填报或修改（{STATISTICS_LAW.chinese}）。",
                f"“{indicator.words.english}” is issued by {indicator.issuer}; no unit may report or change it ({STATISTICS_LAW.english}).",
            ),
            Words(
                "如认为数据有误，请向发布单位提出；它修订后会作为新的一版导入，原来的一版保留。",
                "If you think that it is wrong, tell the issuer: what it revises comes in as a new figure, and the old one stays.",
            ),
        )


class IsComputed(IndicatorError):
    """What the record counts is not typed in."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(
            Words(
                f"“{indicator.name}”由系统按事实记录计算，不用填报。", f"“{indicator.words.english}” is counted from the record of facts."
            ),
            Words(
                "请核对计算值；不对的，请说明理由，或更正有误的那条事实。",
                "Check the counted figure; if it is wrong, say why, or correct the fact that is wrong.",
            ),
        )


class IsNotComputed(IndicatorError):
    """The figures of this indicator are not counted from the record."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(
            Words(
                f"“{indicator.name}”的数据不是由系统计算的。",
                f"The figures of “{indicator.words.english}” are not counted from the record.",
            ),
            Words("请看指标页上的数据来源。", "See on its page where they come from."),
        )


class WrongPeriod(IndicatorError):
    """There is no figure of such a period, or not yet."""

    def __init__(self, indicator: Indicator, period: Period) -> None:
        super().__init__(
            Words(
                f"“{indicator.name}”没有{period.label.chinese}的数据。",
                f"“{indicator.words.english}” has no figure of {period.label.english}.",
            ),
            Words(
                "请核对周期、不出数的月份和起止日期，或等这一期结束。",
                "Check how often it has figures, in which months it has none and from when to when, or wait until the period is over.",
            ),
        )


class WrongNumber(IndicatorError):
    """The figure cannot be one of this indicator."""

    def __init__(self, indicator: Indicator, number: Decimal) -> None:
        super().__init__(
            Words(f"{number} 不能是“{indicator.name}”的数值。", f"{number} cannot be a figure of “{indicator.words.english}”."),
            Words(
                f"数量不能为负，最多 {indicator.decimals} 位小数，单位是“{indicator.unit}”。",
                f"A number of things is not negative; at most {indicator.decimals} decimals, in {indicator.unit}.",
            ),
        )


class PeriodClosed(IndicatorError):
    """The figures of a closed period stay as they are."""

    def __init__(self, closing: Closing) -> None:
        label = closing.closed.label
        super().__init__(
            Words(
                f"{label.chinese}已经关账（{closing.signature}，{named_day(day_of(closing.at))}）。",
                f"{label.english} is closed ({closing.signature}, {day_of(closing.at)}).",
            ),
            Words(
                "确需更正的，请政府办凭决定重新开放这一期。", "If it must be corrected, let the government office reopen it by a decision."
            ),
        )


class NotClosed(IndicatorError):
    """Nothing has to be opened."""

    def __init__(self, period: Period) -> None:
        super().__init__(
            Words(f"{period.label.chinese}没有关账。", f"{period.label.english} is not closed."),
            Words("不用重新开放。", "There is nothing to reopen."),
        )


class NotOver(IndicatorError):
    """A period is closed when it is over."""

    def __init__(self, period: Period, today: date) -> None:
        super().__init__(
            Words(
                f"{period.label.chinese}到{named_day(period.last_day)}才结束，今天是{named_day(today)}。",
                f"{period.label.english} ends on {period.last_day}; today is {today}.",
            ),
            Words("请等它结束后再关账。", "Close it when it is over."),
        )


class NeedsReason(IndicatorError):
    """Nobody says why."""

    def __init__(self) -> None:
        super().__init__(Words("没有写明理由。", "No reason is given."), Words("请写明理由。", "Say why."))


class NeedsDecision(IndicatorError):
    """A closed period is reopened by a decision, and nobody names it."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有写明是哪次会议或哪份文件决定的。", "No meeting or document is named that decided it."),
            Words("请写会议名称和日期，或文号。", "Name the meeting with its day, or the number of the document."),
        )


class NeedsEvidence(IndicatorError):
    """没有佐证的数字不能报送，也不能通过."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有佐证材料。没有佐证的数字不能报送，也不能通过。", "There is no evidence. Without it no figure is handed in or approved."
            ),
            Words("请上传能证明这个数的文件。", "Add the files that prove it."),
        )


class SecondPersonNeeded(IndicatorError):
    """双人规则: nobody approves the own figure."""

    def __init__(self) -> None:
        super().__init__(
            Words("填报的人不能审核自己填的数。", "Nobody reviews the own figure."),
            Words("请由另一个人审核。", "Let another person review it."),
        )


class NotAtThisStage(IndicatorError):
    """The figure has come further, or not so far."""

    status: ClassVar[int] = 409

    def __init__(self, value: ReportedValue, stage: Stage) -> None:
        super().__init__(
            Words(f"这个数现在是“{stage.label}”，不能这样做。", f"This figure is at the stage “{stage.value}”; that cannot be done."),
            Words("请刷新页面，看它现在的状态。", "Load the page again and see where it stands."),
        )


class ApprovedAlready(IndicatorError):
    """What was approved is corrected, not written over."""

    def __init__(self, indicator: Indicator, period: Period) -> None:
        super().__init__(
            Words(
                f"“{indicator.name}”{period.label.chinese}的数已经通过审核。",
                f"The figure of “{indicator.words.english}” for {period.label.english} has been approved.",
            ),
            Words(
                "要更正，请写明理由，另报一版；原来的一版保留。", "To correct it, hand in another one with the reason; the first one stays."
            ),
        )


class ChangedMeanwhile(IndicatorError):
    """What was looked at is not what stands there now."""

    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            Words("您看过以后，这个数变了。", "The figure has changed since you looked at it."),
            Words("请看清现在的数，再决定。", "Look at it again, then decide."),
        )


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row of a table of official figures; row 0 is the table as a whole."""

    row: int
    words: Words


class ReleaseRefused(IndicatorError):
    """The table is not taken: nothing of it was stored. ``faults`` say what is wrong in which row."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(
            Words(
                f"表里有 {len(self.faults)} 处不对，没有导入任何数据。第 {first.row} 行：{first.words.chinese}",
                f"{len(self.faults)} things are wrong in the table, and nothing was taken. Row {first.row}: {first.words.english}",
            ),
            Words("请逐处改好后重新导入。", "Mend each of them and bring it again."),
        )


class FileRefused(IndicatorError):
    """The file cannot be read as a table."""
