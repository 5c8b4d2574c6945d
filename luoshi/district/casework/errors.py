"""What is refused about cases. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.timezone import localtime

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.casework.models import Case, CaseStep
    from luoshi.engines.casework import CalendarRefused, CaseRefusal, CaseType


class CaseworkError(Refusal):
    """Base of all refusals about cases."""


class StepRefused(CaseworkError):
    """The case type does not let this person take this step now; ``refusals`` are all the reasons, each with its stable code and field."""

    status: ClassVar[int] = 409

    def __init__(self, refusals: Sequence[CaseRefusal]) -> None:
        super().__init__(
            Words(
                "".join(each.words.chinese for each in refusals),
                " ".join(each.words.english for each in refusals),
            ),
            Words("没有做任何改动。", "Nothing was changed."),
        )
        self.refusals = tuple(refusals)

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons by their codes, each once."""
        return tuple(dict.fromkeys(each.code for each in self.refusals))


class ChangedMeanwhile(CaseworkError):
    """Somebody else took a step since the person looked at the case; ``since`` are those steps."""

    status: ClassVar[int] = 409

    def __init__(self, case: Case, since: Sequence[CaseStep], case_type: CaseType) -> None:
        done = [(localtime(step.at), step.signature, transition_of(case_type, step)) for step in since]
        super().__init__(
            Words(
                f"您打开 {case.code} 之后：" + "；".join(f"{at:%m-%d %H:%M} {who}“{name.chinese}”" for at, who, name in done) + "。",
                f"Since you opened {case.code}: " + "; ".join(f"{at:%m-%d %H:%M} {who}: “{name.english}”" for at, who, name in done) + ".",
            ),
            Words(
                "请看过新的情况再决定；您填写的内容没有丢失。", "Look at it as it is now, then go on or not; what you wrote is not lost."
            ),
        )
        self.since = list(since)


def transition_of(case_type: CaseType, step: CaseStep) -> Words:
    """What a step is called."""
    transition = case_type.transition(step.transition)
    assert transition is not None, "a step was taken by a transition"
    return transition.name


class NoSuchCase(CaseworkError):
    """There is no case of this code, or not for this person."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"没有编号为“{code}”的办件，或您无权查看。", f"There is no case “{code}”, or you may not see it."),
            Words("请核对编号；需要查看的，请联系承办单位。", "Check the code, or ask the unit that handles it."),
        )


class NoCaseType(CaseworkError):
    """The district has not loaded a case type of this code."""

    def __init__(self, matter: str) -> None:
        super().__init__(
            Words(f"本区没有载入事项“{matter}”。", f"The district has loaded no case type “{matter}”."),
            Words("请由政府办（督查室）载入含 case.yaml 的机制包。", "Let the government office load the pack that holds its case.yaml."),
        )


class NoCaseTypeInPack(CaseworkError):
    """The folder is a pack without a case type."""

    def __init__(self, pack: str) -> None:
        super().__init__(
            Words(f"数据包“{pack}”里没有 case.yaml。", f"The pack “{pack}” holds no case.yaml."),
            Words("请核对文件夹。", "Check the folder."),
        )


class NoCalendar(CaseworkError):
    """Deadlines cannot be computed without a working calendar."""

    def __init__(self) -> None:
        super().__init__(
            Words("本区还没有录入工作日历，无法计算期限。", "The district has no working calendar, so no deadline can be computed."),
            Words("请由政府办（督查室）按国务院办公厅的放假通知录入。", "Let the government office enter the State Council's notice."),
        )


class NotAllowed(CaseworkError):
    """The person does not keep the district's case types and calendar."""

    def __init__(self) -> None:
        super().__init__(
            Words("您的岗位不能载入事项或录入工作日历。", "Your post may neither load case types nor enter a calendar."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NotItsSubject(CaseworkError):
    """A case of this type is about something else."""

    def __init__(self, case_type: CaseType, kind: str) -> None:
        kinds = case_type.subjects
        super().__init__(
            Words(
                f"“{case_type.name.chinese}”不能针对“{kind}”；可以针对：{'、'.join(kinds)}。",
                f"“{case_type.name.english}” is not about “{kind}”; it is about: {', '.join(kinds)}.",
            ),
            Words("请核对对象。", "Check what the case is about."),
        )


class NoTitle(CaseworkError):
    """Nobody says what the case is about."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            Words(f"办件需要一个标题，最多 {limit} 字。", f"A case needs a title of at most {limit} characters."),
            Words("请用一句话写明要办什么。", "Say in one sentence what is to be done."),
        )


class NoApplicant(CaseworkError):
    """A case of this type is for somebody, and nobody says who."""

    def __init__(self, case_type: CaseType) -> None:
        super().__init__(
            Words(
                f"“{case_type.name.chinese}”由申请而来，需要写明申请人。",
                f"“{case_type.name.english}” follows from an application: it needs an applicant.",
            ),
            Words("请从申请立项。", "Open it from the application."),
        )


class OpenedAnotherCase(CaseworkError):
    """With this key another case was opened, of another type or about something else."""

    def __init__(self, opened: Case) -> None:
        super().__init__(
            Words(f"这张表单已经立过另一件：{opened.code}。", f"Another case was opened with this form: {opened.code}."),
            Words("请重新打开立项页面再填。", "Open the page anew and fill it in again."),
        )


class NoSuchUnit(CaseworkError):
    """The unit that is named is not one of the district's present ones."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"本区现在没有单位“{code}”。", f"The district has no present unit “{code}”."),
            Words("请从现有单位中选择；已合并的，请选承接单位。", "Choose a present unit; where it was merged, the one that took over."),
        )


class NoSuchAttachment(CaseworkError):
    """An attachment that is named was never stored, belongs to another district or is that of another step."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            Words(
                f"附件 {'、'.join(codes)} 不存在，或已用于别处。",
                f"No such attachment, or used elsewhere: {', '.join(codes)}.",
            ),
            Words("请重新上传。", "Upload it again."),
        )


class NothingToTake(CaseworkError):
    """No case waits that the person may take."""

    def __init__(self) -> None:
        super().__init__(
            Words("现在没有待领的办件。", "No case waits to be taken."),
            Words("有新的办件时，这里会显示。", "It will stand here when there is one."),
        )


class CalendarContradicts(CaseworkError):
    """The calendar contradicts itself; nothing was stored."""

    def __init__(self, refused: CalendarRefused) -> None:
        words = Words(refused.words.chinese, refused.words.english)
        super().__init__(words, Words("请按通知原文核对后重新录入。", "Check it after the notice and enter it again."))


class SameCalendar(CaseworkError):
    """Just this is known already."""

    def __init__(self) -> None:
        super().__init__(
            Words("录入的日历与现行的完全相同。", "The calendar that was entered is the one that counts already."),
            Words("不必再录入。", "Nothing needs to be done."),
        )
