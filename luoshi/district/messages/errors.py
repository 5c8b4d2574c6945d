"""What is refused about messages. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from luoshi.district.messages.addresses import EXAMPLES
from luoshi.district.messages.models import Channel
from luoshi.district.offices.errors import Refusal
from luoshi.words import Words


class MessageError(Refusal):
    """Base of all refusals about messages."""


class WrongAddress(MessageError):
    """It is no address of the channel."""

    def __init__(self, address: str, channel: Channel) -> None:
        super().__init__(
            Words(f"“{address}”不是{channel.label}的地址。", f"“{address}” is no address of this channel ({channel.value})."),
            Words(f"请核对后再填，例如 {EXAMPLES[channel]}。", f"Check it; it should look like {EXAMPLES[channel]}."),
        )


class NotYours(MessageError):
    """Addresses are kept by their owner or by the office."""

    def __init__(self) -> None:
        super().__init__(
            Words("这是别人的联系方式。", "This is somebody else's address."),
            Words("请由本人或政府办（督查室）修改。", "Let the person or the government office change it."),
        )


class NotOfTheOffice(MessageError):
    """Deliveries are looked after by the office."""

    def __init__(self) -> None:
        super().__init__(
            Words("您的岗位不能查看或重新发送别人的消息。", "Your post may neither see nor send again the messages of others."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NotFailed(MessageError):
    """Only what failed is sent again."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"消息 {code} 没有发送失败，或已有人重新发送。", f"Message {code} did not fail, or somebody sent it again already."),
            Words("请刷新页面查看现在的情况。", "Reload the page to see how it stands now."),
        )
