"""Cases of a district that does not exist: some of its commitments are supervised, each to another end, by its invented people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from luoshi.district.attachments.operations import store
from luoshi.district.casework import operations
from luoshi.district.casework.queries import cases_about
from luoshi.district.facts.queries import Subject
from luoshi.district.offices.queries import Power, authority_of_person, people_throughout, people_within
from luoshi.district.plan import queries
from luoshi.district.plan.models import Commitment, Report
from luoshi.engines.decisions.citations import Status
from luoshi.engines.packs import read_pack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from luoshi.district.offices.queries import Authority, District, Unit

MATTER: Final = "supervision"
OFFICE, CHECKER, HANDLER = "office", "checker", "handler"


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does in a case, so many days after it was opened."""

    day: int
    who: str
    transition: str
    values: Mapping[str, Any]
    with_evidence: bool = False


ISSUED: Final = (Act(0, OFFICE, "issue", {}),)
SIGNED: Final = (*ISSUED, Act(1, HANDLER, "sign", {}))
REPLY: Final = Act(12, HANDLER, "reply", {"report": "已按计划推进，本季度任务完成。（示例）"}, with_evidence=True)
REPLIED: Final = (*SIGNED, REPLY)
CHECKED: Final = (*REPLIED, Act(15, CHECKER, "pass_check", {"finding": "现场核查，与回复一致。（示例）"}))
CONCLUDED: Final = (*CHECKED, Act(17, OFFICE, "conclude", {"conclusion": "按期完成，予以销号。（示例）"}))
ASSIST: Final = {"share": "请提供涉及本单位的数据。（示例）"}

LIVES: Final[tuple[tuple[int, tuple[Act, ...]], ...]] = (
    (30, (*CONCLUDED, Act(19, HANDLER, "receive_conclusion", {}), Act(20, HANDLER, "accept", {}))),
    (80, REPLIED),
    (120, (*SIGNED, Act(9, HANDLER, "ask_extension", {"days": "10", "reason": "施工许可尚未取得。（示例）"}))),
    (150, (*SIGNED, Act(3, HANDLER, "invite", ASSIST))),
    (200, (*ISSUED, Act(2, HANDLER, "hand_back", {"reason": "主要职责在别的单位。（示例）"}))),
    (290, (*REPLIED, Act(15, CHECKER, "send_back", {"finding": "佐证材料不全。（示例）", "reason": "请补充台账。（示例）"}))),
    (330, ISSUED),
)
"""On which day of the year each case begins, and how far it gets."""


@transaction.atomic
def supervise(slug: str, packs: Path, *, year: int) -> int:
    """Enter the calendar and 督查 of the packs, and supervise some commitments of a plan in a year; nothing where that was done already.

    Args:
        slug: the report whose commitments they are.
        packs: the folder of the packs ``working_days`` and ``supervision``.
        year: when it all happens.

    Returns:
        How many cases were opened.
    """
    report = Report.objects.select_related("district").filter(slug=slug, adopted_at__isnull=False).first()
    begin = timezone.make_aware(datetime.combine(date(year, 1, 4), time(9)))
    if report is None or report.district is None:
        return 0
    office = people_throughout(Power.DIRECT, MATTER, report.district, on=begin.date())
    chosen = _chosen(report)
    if len(office) < 2 or len(chosen) < len(LIVES) or cases_about(_subject(chosen[0]), district=report.district):
        return 0
    _prepare(report.district, packs, by=authority_of_person(office[0], on=begin.date()), at=begin)
    for commitment, other, (day, acts) in zip(chosen, chosen[1:] + chosen[:1], LIVES, strict=False):
        assert commitment.lead is not None
        assert other.lead is not None
        _Story(report.district, _subject(commitment), commitment.lead, other.lead).tell(acts, begin + timedelta(days=day))
    return len(LIVES)


def _chosen(report: Report) -> list[Commitment]:
    """One confirmed commitment of each lead unit that has people to handle a case, in the order of the report."""
    led: dict[int, Commitment] = {}
    for commitment in queries.commitments_of(report):
        if commitment.confirmed and commitment.lead is not None:
            led.setdefault(commitment.lead.pk, commitment)
    return list(led.values())[: len(LIVES)]


def _subject(commitment: Commitment) -> Subject:
    return Subject("commitment", commitment.code, commitment.quote)


def _prepare(district: District, packs: Path, *, by: Authority, at: datetime) -> None:
    found = read_pack(packs / "working_days")
    assert found.calendar is not None
    assert found.office_hours is not None
    hours = found.office_hours
    operations.enter_calendar(district, found.calendar.years, hours=hours.hours, hours_status=Status(hours.status), by=by, at=at)
    operations.load_case_type(packs / MATTER, district, by=by, at=at)


@dataclass(frozen=True, slots=True)
class _Story:
    """One case, told by its steps."""

    district: District
    subject: Subject
    unit: Unit
    helper: Unit

    def tell(self, acts: tuple[Act, ...], begin: datetime) -> None:
        said = {"matter": "ordinary", "basis": "decision", "demand": "请回复推进情况，并附佐证。（示例）"}
        case = operations.open_case(
            MATTER, district=self.district, subject=self.subject, title=f"督查：{self.subject.title}"[:300], values=said,
            by=self.who(OFFICE, begin.date()), at=begin,
        )  # fmt: skip
        for number, act in enumerate(acts, 1):
            at = begin + timedelta(days=act.day, minutes=number)
            by = self.who(act.who, at.date())
            operations.act(case.code, act.transition, expected_step=number, values=self.values(act, by, at), by=by, at=at)

    def values(self, act: Act, by: Authority, at: datetime) -> dict[str, Any]:
        said = dict(act.values)
        if act.transition in {"issue", "invite"}:
            said["to_unit"] = (self.unit if act.transition == "issue" else self.helper).code
        if act.with_evidence:
            content = f"{self.subject.title}\n推进情况台账（示例，虚构）\n".encode()
            said["evidence"] = [str(store(name="推进情况台账（示例）.txt", content=content, district=self.district, by=by, at=at).pk)]
        return said

    def who(self, part: str, on: date) -> Authority:
        """Whoever has a part on a day: the office issues and concludes by its first person and checks by its second."""
        if part == HANDLER:
            return authority_of_person(people_within(Power.HANDLE, MATTER, self.unit, on=on)[-1], on=on)
        office = people_throughout(Power.DIRECT, MATTER, self.district, on=on)
        return authority_of_person(office[1 if part == CHECKER else 0], on=on)
