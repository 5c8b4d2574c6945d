"""What is refused about services. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.services.models import Application, Promise
    from luoshi.engines.approval import Item, Path


class ServiceError(Refusal):
    """Base of all refusals about services."""


class NotAllowed(ServiceError):
    """The person does not keep the district's items."""

    def __init__(self) -> None:
        super().__init__(
            Words("您的岗位不能载入事项或改变办事安排。", "Your post may neither load items nor arrange services."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class MayNotUnmask(ServiceError):
    """The post was not granted to see personal data of applications whole."""

    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            Words("您的岗位不能查看申请里的完整个人信息。", "Your post may not see personal data of applications whole."),
            Words(
                "确需查看的，请由有授权的岗位查看，或请本区政府办（督查室）授权。",
                "Ask a colleague whose post may, or the government office of your district to grant it.",
            ),
        )


class NoItemInPack(ServiceError):
    """The folder is a pack without an item."""

    def __init__(self, pack: str) -> None:
        super().__init__(
            Words(f"数据包“{pack}”里没有 item.yaml。", f"The pack “{pack}” holds no item.yaml."),
            Words("请核对文件夹。", "Check the folder."),
        )


class NoCreditCodes(ServiceError):
    """The district has no range of credit codes, none that can be one, or has used it up."""

    def __init__(self) -> None:
        super().__init__(
            Words("本区没有可以用的统一社会信用代码码段。", "The district has no range of credit codes that can be used."),
            Words(
                "请由政府办（督查室）在 services.yaml 的 credit_code_range 写明分配到的码段：六位区划代码和主体标识码的前一至六位。",
                "Let the government office write the range in credit_code_range of services.yaml: six digits, then one to six characters.",
            ),
        )


class NoSuchItem(ServiceError):
    """The district has no item of this code on that day."""

    status: ClassVar[int] = 404

    def __init__(self, code: str, on: date) -> None:
        super().__init__(
            Words(f"本区在{named_day(on)}没有可以申请的事项“{code}”。", f"The district offers no item “{code}” on {on}."),
            Words("请从办事目录里选择。", "Choose from the catalogue of services."),
        )


class NotArranged(ServiceError):
    """The district has not said in whose name the rules sign, or nobody holds that post."""

    def __init__(self) -> None:
        super().__init__(
            Words("本区还没有安排自动审批岗，或者该岗位现在空缺。", "The district has no post for automatic approval, or it is vacant."),
            Words(
                "请由政府办（督查室）在 services.yaml 中写明并重新载入。",
                "Let the government office name it in services.yaml and load that.",
            ),
        )


class NotYours(ServiceError):
    """The person does not act for this applicant, or no longer does."""

    status: ClassVar[int] = 403

    def __init__(self, on: date) -> None:
        super().__init__(
            Words(f"您在{named_day(on)}不能代表这个申请人办事。", f"On {on} you may not act for this applicant."),
            Words(
                "请由法定代表人或现任的代理人办理；代理关系有变化的，请先登记。",
                "Let the legal representative or a present agent act; a change of agents has to be registered first.",
            ),
        )


class NoSuchApplicant(ServiceError):
    """Whoever is named as applicant stands in no register."""

    status: ClassVar[int] = 404

    def __init__(self, key: str) -> None:
        super().__init__(
            Words(f"登记库里没有“{key}”。", f"No register has “{key}”."),
            Words("请核对；新设立的，请先完成登记。", "Check it; whoever is new has to be registered first."),
        )


class NotForThisApplicant(ServiceError):
    """The item is for enterprises, or for persons, and the applicant is not."""

    def __init__(self, item: Item) -> None:
        who = Words("企业", "enterprises") if item.applicant.value == "enterprise" else Words("个人", "persons")
        super().__init__(
            Words(f"“{item.name.chinese}”由{who.chinese}申请。", f"“{item.name.english}” is for {who.english}."),
            Words("请换一个申请人，或另选事项。", "Apply for somebody else, or choose another item."),
        )


class NoSuchApplication(ServiceError):
    """There is no application of this code, or not for this person."""

    status: ClassVar[int] = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"没有编号为“{code}”的申请，或您无权查看。", f"There is no application “{code}”, or you may not see it."),
            Words("请核对编号。", "Check the code."),
        )


class BegunByAnother(ServiceError):
    """With this form something else was begun already."""

    status: ClassVar[int] = 409

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"这张表单已经用于另一件申请：{code}。", f"Another application was begun with this form: {code}."),
            Words("请从办事目录重新开始。", "Begin anew from the catalogue."),
        )


class NotOpen(ServiceError):
    """The application is no longer with the applicant: handed in, or decided."""

    status: ClassVar[int] = 409

    def __init__(self, application: Application) -> None:
        state = str(application.get_state_display())
        super().__init__(
            Words(
                f"{application.code} 现在是“{state}”，不能再改。", f"{application.code} cannot be changed any more ({application.state})."
            ),
            Words("请打开它看进展；要改的，撤回后重新申请。", "Open it to see how it goes; to change it, withdraw it and apply anew."),
        )


class ChangedMeanwhile(ServiceError):
    """Somebody else wrote something since the person looked."""

    status: ClassVar[int] = 409

    def __init__(self, application: Application) -> None:
        super().__init__(
            Words(f"您打开 {application.code} 之后，它被改过。", f"{application.code} was changed since you opened it."),
            Words("请看过现在的内容再提交；没有丢失任何内容。", "Look at it as it is now, then hand it in; nothing is lost."),
        )


class NoSuchField(ServiceError):
    """The form asks no such thing."""

    def __init__(self, item: Item, code: str) -> None:
        super().__init__(
            Words(f"“{item.name.chinese}”没有“{code}”这一项。", f"“{item.name.english}” asks no “{code}”."),
            Words("请按现在的表单填写。", "Fill in the form as it is now."),
        )


class NotDisputable(ServiceError):
    """Only what a register says can be disputed; everything else the applicant writes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"“{name}”不是登记库里的内容。", f"“{name}” is not what a register says."),
            Words("请直接填写。", "Fill it in."),
        )


class DisputedAlready(ServiceError):
    """The keeper of the register is looking at it already."""

    status: ClassVar[int] = 409

    def __init__(self, name: str, case_code: str) -> None:
        super().__init__(
            Words(f"“{name}”的异议正在核实：{case_code}。", f"“{name}” is being looked into: {case_code}."),
            Words("请等待核实结果，或请人工办理。", "Wait for the answer, or let a person decide."),
        )


class NeedsReason(ServiceError):
    """Nobody says why."""

    def __init__(self) -> None:
        super().__init__(Words("没有写明理由。", "No reason is given."), Words("请写一句话。", "Say it in one sentence."))


class UnfitText(ServiceError):
    """What was written holds control characters, or is longer than can be kept."""

    def __init__(self, length: int, limit: int) -> None:
        if length > limit:
            what = Words(f"有 {length:,} 个字，上限为 {limit:,}。", f"It has {length:,} characters, the limit is {limit:,}.")
            super().__init__(what, Words("请写短些。", "Write it shorter."))
        else:
            what = Words("文字里有控制字符。", "The text holds control characters.")
            super().__init__(what, Words("请删去看不见的字符，重新填写。", "Take out what cannot be seen and write it again."))


class NoSuchPaper(ServiceError):
    """The file is not there, is somebody else's, or belongs to something already."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有这份文件，或它不是您刚上传的。", "There is no such file, or it is not the one that you handed in."),
            Words("请重新上传。", "Hand it in again."),
        )


class NoPromiseAsked(ServiceError):
    """The item knows no approval on a commitment."""

    def __init__(self, item: Item) -> None:
        super().__init__(
            Words(f"“{item.name.chinese}”不适用告知承诺。", f"“{item.name.english}” is not approved on a commitment."),
            Words("请提交材料，按其他方式办理。", "Hand in the papers and take another way."),
        )


class PromiseNotWhole(ServiceError):
    """Some conditions are not promised."""

    def __init__(self, missing: list[str], missing_en: list[str]) -> None:
        super().__init__(
            Words(f"还没有承诺：{'；'.join(missing)}。", f"Not promised yet: {'; '.join(missing_en)}."),
            Words("请逐条确认；做不到的，请按其他方式办理。", "Confirm each of them; where you cannot, take another way."),
        )


class TextAltered(ServiceError):
    """What was signed is not the notice as it is now."""

    def __init__(self) -> None:
        super().__init__(
            Words("承诺书与现在的告知书不一致。", "The promise is not on the notice as it is now."),
            Words("请重新阅读告知书后签署。", "Read the notice again, then sign it."),
        )


class SignedByAnother(ServiceError):
    """The name under the promise is not that of the person who acts."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"签名应为“{name}”。", f"The signature has to be “{name}”."),
            Words("请由本人签署自己的姓名。", "Sign with your own name."),
        )


class AgentMayNotSign(ServiceError):
    """The notice says that no agent may promise."""

    def __init__(self) -> None:
        super().__init__(
            Words("这个事项的承诺书不能由代理人签署。", "No agent may sign this promise."),
            Words("请由法定代表人或本人签署，或提交材料办理。", "Let the legal representative sign it, or hand in the papers."),
        )


class NothingPromised(ServiceError):
    """There is no promise to withdraw."""

    def __init__(self) -> None:
        super().__init__(
            Words("这件申请没有有效的承诺。", "Nothing is promised in this application."),
            Words("不需要撤回。", "Nothing has to be withdrawn."),
        )


class PromisedAlready(ServiceError):
    """It is signed."""

    status: ClassVar[int] = 409

    def __init__(self, promise: Promise) -> None:
        super().__init__(
            Words(f"承诺书 {promise.number} 已经签署。", f"The promise {promise.number} is signed."),
            Words("要改的，请先撤回承诺。", "To change it, withdraw it first."),
        )


class PathClosed(ServiceError):
    """The path that was chosen is none of the item's."""

    def __init__(self, item: Item, path: Path) -> None:
        words = path.words()
        super().__init__(
            Words(f"“{item.name.chinese}”不能按“{words.chinese}”办理。", f"“{item.name.english}” knows no {words.english}."),
            Words("请选择列出的办理方式。", "Choose one of the ways that are listed."),
        )


class AskedTooOften(ServiceError):
    """Somebody asked for an application with wrong phone numbers, again and again."""

    status: ClassVar[int] = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(
            Words("查询次数过多。", "This was asked too often."),
            Words(f"请 {minutes} 分钟后再试，并核对申请编号和手机号。", f"Try again in {minutes} minutes; check code and phone."),
        )


class NoSuchRenewal(ServiceError):
    """There is no renewal of this number for whoever asks."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有这件续证，或者与您无关。", "There is no such renewal, or it is none of your business."),
            Words("请从“我的续证”里打开。", "Open it from your renewals."),
        )


class NotRenewable(ServiceError):
    """The register does not call the licence valid, so that nothing makes it longer."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(
            Words(f"证照 {number} 在登记里{f'的状态是“{state}”' if state else '已经没有'}，不能延续。",
                  f"The register calls the licence {number} “{state or 'gone'}”: it cannot be renewed."),
            Words("登记有误的，请先更正登记；否则请终止续证办件。", "Correct the register if it is wrong; else end the case."),
        )  # fmt: skip


class NotKnownHowLong(ServiceError):
    """No law in force says for how long a licence is renewed."""

    def __init__(self, item: Words) -> None:
        super().__init__(
            Words(f"“{item.chinese}”现在没有有效的有效期规定。", f"No law in force says how long “{item.english}” is valid."),
            Words("请由政府办（督查室）更新事项的有效期参数。", "Let the government office update the parameter of its validity."),
        )


class NothingToDecline(ServiceError):
    """The licence is not renewed by the office, or it is decided already."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(f"证照 {number} 没有待办的自动续证。", f"No automatic renewal of the licence {number} is to come."),
            Words("已经续期又不再需要的，请申请注销。", "If it is renewed and no longer needed, apply for its cancellation."),
        )


class NotExpired(ServiceError):
    """The last day of the licence has not passed: silence has renewed nothing yet."""

    def __init__(self, number: str, last: date) -> None:
        super().__init__(
            Words(f"证照 {number} 的有效期到 {last}，还没有届满。", f"The licence {number} is valid until {last} and has not expired."),
            Words("请在届满以前作出决定。", "Decide before it expires."),
        )
