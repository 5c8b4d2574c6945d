"""Why the demonstration is not moved, for whoever wants to move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.demonstration.models import Showing


class DemonstrationError(Refusal):
    """The demonstration stays where it is."""


class NoDemonstration(DemonstrationError):
    """This installation shows no year."""

    def __init__(self) -> None:
        super().__init__(
            Words("这里没有演示年。", "There is no year of a demonstration here."),
            Words(
                "请用 luoshi serve --demonstration 启动，数据文件夹要是新的。", "Start luoshi serve --demonstration with a new data folder."
            ),
        )


class NotAllowed(DemonstrationError):
    """The day is moved by whoever keeps the plan."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            Words("演示的日期由区政府办（督查室）移动。", "The day is moved by the government office."),
            Words("请以区政府办主任或督查专员登录。", "Sign in as the director of the office or the supervision commissioner."),
        )


class NotOnlyInvented(DemonstrationError):
    """The database holds a real district: nobody empties it."""

    def __init__(self) -> None:
        super().__init__(
            Words("数据库里有真实的地区，不能清空。", "The database holds a real district and is not emptied."),
            Words("请给演示另设数据文件夹（LUOSHI_DATA）。", "Give the demonstration a data folder of its own (LUOSHI_DATA)."),
        )


class StillRunning(DemonstrationError):
    """Somebody still uses the database."""

    def __init__(self) -> None:
        super().__init__(
            Words("数据库还在使用中。", "The database is still in use."),
            Words("请先停止 luoshi serve 再试。", "Stop luoshi serve and try again."),
        )


class NotOfTheYear(DemonstrationError):
    """The day lies before or after the year."""

    def __init__(self, showing: Showing, day: date) -> None:
        super().__init__(
            Words(f"{named_day(day)}不在演示年里。", f"{day} is no day of the year."),
            Words(f"请选 {showing.begins} 至 {showing.ends} 之间的一天。", f"Choose a day from {showing.begins} to {showing.ends}."),
        )


class GoneBy(DemonstrationError):
    """The day was shown already; what happened is not undone."""

    def __init__(self, showing: Showing, day: date) -> None:
        super().__init__(
            Words(
                f"演示已经到了{named_day(showing.day)}，回不到{named_day(day)}。",
                f"The demonstration has come to {showing.day}; {day} has gone by.",
            ),
            Words("发生过的事不会撤销；要从头再看，请用 luoshi demo --anew。", "Nothing is undone: to begin anew, use luoshi demo --anew."),
        )
