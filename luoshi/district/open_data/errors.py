"""What is refused about open data. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words


class OpenDataError(Refusal):
    """Base of all refusals about open data."""


class NotAllowed(OpenDataError):
    """Licence and archive are matters of the office."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "数据许可和年度档案由政府办（督查室）办理。", "The licence of data and the archive are matters of the government office."
            ),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class LicenceIncomplete(OpenDataError):
    """It has no name, nothing on which it rests, or no address that a browser could open."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "许可没有名称或者依据，或者网址不是 http(s) 开头。",
                "The licence has no name or no basis, or its address is no http(s) address.",
            ),
            Words("请写明许可的名称、由谁决定，网址可以不填。", "Say its name and who decided it; the address may be left out."),
        )


class NotInForce(OpenDataError):
    """A plan that no meeting adopted is not archived."""

    def __init__(self, title: str) -> None:
        super().__init__(
            Words(f"《{title}》还没有通过，不能归档。", f"“{title}” is not adopted and cannot be archived."),
            Words("请先在工作台记录通过它的会议。", "Record the meeting that adopted it first."),
        )
