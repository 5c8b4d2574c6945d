"""What is refused about campaigns. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from luoshi.engines.documents.refusals import UnreadableDocument


class CampaignError(Refusal):
    """Base of all refusals about campaigns."""


class NotAllowed(CampaignError):
    """No post of the person was granted this."""

    status: ClassVar[int] = 403

    def __init__(self, what: Words) -> None:
        super().__init__(
            Words(f"您的岗位不能{what.chinese}。", f"Your post may not {what.english}."),
            Words(
                "确需办理的，请由有授权的岗位办理，或请本区政府办（督查室）授权。",
                "Ask a post to which it is granted, or the government office to grant it.",
            ),
        )


class NotTheOffice(CampaignError):
    """The person does not keep the district's campaigns."""

    def __init__(self) -> None:
        super().__init__(
            Words("兑现事项由政府办（督查室）载入。", "Campaigns are loaded by the government office."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NoCampaignInPack(CampaignError):
    """The folder has no ``campaign.yaml``."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            Words(f"“{folder}”没有 campaign.yaml。", f"“{folder}” has no campaign.yaml."),
            Words("请换一个数据包。", "Name another pack."),
        )


class NoCampaignType(CampaignError):
    """The district has loaded no such campaign."""

    status: ClassVar[int] = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"本区没有载入“{code}”这个兑现事项。", f"The district has not loaded the campaign “{code}”."),
            Words("请政府办先载入它的数据包。", "Let the government office load its pack first."),
        )


class NoSuchCampaign(CampaignError):
    """There is none, or the person may not see it."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(
            Words("没有这个兑现批次。", "There is no such campaign."),
            Words("请从列表里选。", "Choose one of the list."),
        )


class WrongPeriod(CampaignError):
    """The period is not of the kind that the campaign has."""

    def __init__(self, period: str, example: str) -> None:
        super().__init__(
            Words(f"“{period}”不是这个事项的期间。", f"“{period}” is no period of this campaign."),
            Words(f"请写成 {example} 的样子。", f"Write it as {example}."),
        )


class BegunAlready(CampaignError):
    """There is a campaign of this kind for the period."""

    def __init__(self, name: Words, period: str) -> None:
        super().__init__(
            Words(f"“{name.chinese}”{period} 已经有一批。", f"“{name.english}” {period} was begun already."),
            Words("一个期间只有一批；请在那一批里继续。", "There is one for each period: go on in that one."),
        )


class NothingFrozen(CampaignError):
    """There is no snapshot to run over."""

    def __init__(self) -> None:
        super().__init__(
            Words("还没有名录快照。", "There is no snapshot of the registers."),
            Words("请先在“全体运行”里取一份快照。", "Take one first, on the page of runs over everybody."),
        )


class TooLate(CampaignError):
    """The campaign has gone on since."""

    @classmethod
    def for_a_dry_run(cls) -> TooLate:
        """A dry run was approved: the list follows from that one."""
        return cls(
            Words("这一批已经批准，不能再试算。", "A dry run was approved; no other follows."),
            Words("名单有误的，请按异议处理。", "Where the list is wrong, handle it as an objection."),
        )

    @classmethod
    def to_answer(cls) -> TooLate:
        """It is paid, or on the way to the bank."""
        return cls(
            Words("款项已经送银行，不能再更改。", "The payment is with the bank already."),
            Words("账户有误的，银行会退回，届时可以再确认。", "If the account is wrong the bank returns it; then confirm again."),
        )


class NotYet(CampaignError):
    """Something else comes first."""

    @classmethod
    def approved(cls) -> NotYet:
        """No dry run was approved."""
        return cls(
            Words("还没有批准的试算。", "No dry run is approved."),
            Words("请先试算，由第二个人批准。", "Run it first and let a second person approve."),
        )

    @classmethod
    def published(cls) -> NotYet:
        """There is no list."""
        return cls(
            Words("名单还没有公布。", "The list is not published."),
            Words("请先公布名单。", "Publish it first."),
        )

    @classmethod
    def objected(cls, until: date) -> NotYet:
        """The list can still be objected to."""
        return cls(
            Words(f"公示异议期到 {until}，期满以后才能付款。", f"The list can be objected to until {until}; payments follow after that."),
            Words("请在期满以后办理。", "Come back then."),
        )


class LookedAtAnother(CampaignError):
    """What was looked at is not what would be approved."""

    def __init__(self) -> None:
        super().__init__(
            Words("试算结果与您看到的不是同一份。", "This is not the result that you looked at."),
            Words("请刷新页面，看过以后再决定。", "Reload the page, look again, then decide."),
        )


class RestsOnOld(CampaignError):
    """Since a dry run, the rules or the data that it rests on were changed."""

    status: ClassVar[int] = 409

    def __init__(self, changed: Sequence[Words]) -> None:
        super().__init__(
            Words(
                f"试算以后，{'；'.join(each.chinese for each in changed)}。",
                f"Since the dry run {'; '.join(each.english for each in changed)}.",
            ),
            Words("请重新试算，看过新的结果再决定。", "Run it again, look at the new result, then decide."),
        )


class NeedsWords(CampaignError):
    """Nobody says why, or at too great length."""

    def __init__(self, what: Words, most: int) -> None:
        super().__init__(
            Words(f"没有写明{what.chinese}，或者太长。", f"There is no {what.english}, or it is too long."),
            Words(f"请用不超过 {most} 字写明。", f"Say it in at most {most} characters."),
        )


class SecondPersonNeeded(CampaignError):
    """Whoever ran it does not approve it."""

    def __init__(self) -> None:
        super().__init__(
            Words("试算的人不能自己批准。", "Whoever ran it may not approve it."),
            Words("请由另一位有授权的人批准。", "Let somebody else approve."),
        )


class DecidedAlready(CampaignError):
    """Somebody has decided it."""

    def __init__(self) -> None:
        super().__init__(
            Words("这次试算已经有了决定。", "This dry run is decided already."),
            Words("请看页面上的决定。", "See the decision on the page."),
        )


class OverBudget(CampaignError):
    """More would be paid than there is."""

    def __init__(self, amount: Decimal, budget: Decimal) -> None:
        super().__init__(
            Words(f"合计 {amount:,} 元，超过预算 {budget:,} 元。", f"It comes to {amount:,} yuan, the budget is {budget:,}."),
            Words("请先落实资金；不按比例打折，也不先到先得，除非文件事先这样规定。", "See to the money first; nothing is cut by itself."),
        )


class NobodyEntitled(CampaignError):
    """The list would be empty."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有符合条件的。", "Nobody is entitled."),
            Words("请核对数据，再试算。", "Check the data and run it again."),
        )


class NoSuchBeneficiary(CampaignError):
    """Nobody of this number is on the list, or the person may not act for it."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(
            Words("名单里没有这一条，或者您不能代为办理。", "There is no such line on the list, or you may not act for it."),
            Words("认为应当在名单里的，可以提出异议。", "Whoever belongs on it can object."),
        )


class WrongAccount(CampaignError):
    """The account cannot be paid into."""

    @classmethod
    def number(cls) -> WrongAccount:
        """It has other signs than digits, or too few."""
        return cls(
            Words("账号应为 8 至 34 位数字。", "An account number has 8 to 34 digits."),
            Words("请核对账号，不写空格以外的符号。", "Check it."),
        )

    @classmethod
    def holder(cls, name: str) -> WrongAccount:
        """It is somebody else's."""
        return cls(
            Words(f"账户名称应与收款人一致：{name}。", f"The account has to be that of {name}."),
            Words("请填写本单位（本人）的账户。", "Name an account of your own."),
        )

    @classmethod
    def none(cls) -> WrongAccount:
        """None is known."""
        return cls(
            Words("还没有收款账户。", "No account is known."),
            Words("请填写开户银行和账号。", "Fill in the bank and the number."),
        )


class NoList(CampaignError):
    """Nobody can object to a list that there is not, nor answer it."""

    def __init__(self) -> None:
        super().__init__(
            Words("这一批没有公布名单。", "No list is published here."),
            Words("请等名单公布，或者向承办单位了解。", "Wait for it, or ask its unit."),
        )


class NotUpheld(CampaignError):
    """No objection was upheld, and no application granted, on which the list could be changed."""

    def __init__(self, case: str) -> None:
        super().__init__(
            Words(
                f"{case} 不是成立的异议，也不是核定了的同一事项的申请，名单不变。",
                f"{case} is no objection that was upheld, and no granted application for the same item; the list stays.",
            ),
            Words(
                "名单只按成立的异议更正；核定了的申请可以补进名单一次。",
                "A list is corrected by an objection that was upheld; a granted application puts somebody on a list once.",
            ),
        )


class OnTheList(CampaignError):
    """Whoever is to be added is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"{name} 已在名单里，或者曾被移出。", f"{name} is on the list already, or was taken off."),
            Words("一个期间对同一对象只有一次。", "There is one line for each in a period."),
        )


class NobodyToPay(CampaignError):
    """There is no payment that could go out now."""

    def __init__(self) -> None:
        super().__init__(
            Words("现在没有可以付款的。", "Nobody can be paid now."),
            Words(
                "等对象确认账户、异议办完，或者银行退回以后再生成。",
                "Wait until accounts are confirmed, objections ended, or payments returned.",
            ),
        )


class ResultsRefused(CampaignError):
    """The bank's file cannot be taken over; nothing of it was."""

    @classmethod
    def unreadable(cls, reason: UnreadableDocument) -> ResultsRefused:
        """It is no table."""
        return cls(reason.what, reason.remedy)

    @classmethod
    def wrong_rows(cls, faults: Sequence[Words]) -> ResultsRefused:
        """Rows are wrong."""
        first = list(faults[:10])
        return cls(
            Words("；".join(each.chinese for each in first) + "。", "; ".join(each.english for each in first) + "."),
            Words(
                f"共 {len(faults)} 处；请更正以后再导入，一行也没有入账。",
                f"{len(faults)} in all; mend them and import again, nothing was booked.",
            ),
        )


class NothingToClawBack(CampaignError):
    """It was not paid, or it is asked back already."""

    def __init__(self) -> None:
        super().__init__(
            Words("这笔没有支付，或者已经在追回。", "This was not paid, or it is asked back already."),
            Words("请在付款记录里核对。", "See the record of payments."),
        )


class WrongAmount(CampaignError):
    """It is nothing, or more than there was."""

    def __init__(self, most: Decimal) -> None:
        super().__init__(
            Words(f"金额应大于零，不超过 {most:,} 元，到分为止。", f"The amount is above zero, at most {most:,} yuan, to the cent."),
            Words("请核对金额。", "Check the amount."),
        )


class FutureDay(CampaignError):
    """It is said to have happened on a day that has not come."""

    def __init__(self, day: date) -> None:
        super().__init__(
            Words(f"{day} 还没有到。", f"{day} has not come yet."),
            Words("请写实际日期。", "Write the day on which it happened."),
        )


class BookedAlready(CampaignError):
    """A receipt was booked before."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            Words(f"凭证“{reference}”已经入账。", f"The receipt “{reference}” is booked already."),
            Words("请核对凭证号。", "Check its number."),
        )
