"""The invented campaigns of a demonstration: its people take them step by step through the same operations, as far as the pack says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml
from django.utils.timezone import localtime

import luoshi
from luoshi.district.campaigns import operations
from luoshi.district.campaigns.beginning import approval_of
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.grants import MATTER
from luoshi.district.campaigns.models import Campaign, CampaignType, Publication
from luoshi.district.campaigns.people import acting_for_all
from luoshi.district.campaigns.standing import lines_of
from luoshi.district.offices.queries import District, Power, authority_of_person, people_who_may
from luoshi.district.population.queries import MATTER as POPULATION
from luoshi.district.population.queries import newest_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from luoshi.district.campaigns.models import Beneficiary, DryRun
    from luoshi.district.offices.queries import Authority, Unit

Act: TypeAlias = "Callable[[Authority, list[Authority]], object]"
"""A step, taken by whoever handles the campaign, or by one of the heads who may approve it."""
PACKS: Final = Path(luoshi.__file__).parent / "packs"
FILE: Final = "demonstration_campaigns.yaml"
UNTIL: Final = ("tried", "told", "paid")


def play(*, at: datetime) -> int:
    """Take the next step of each campaign that a demonstration brings; returns how many were taken."""
    return sum(_Played(told, district, at).step() for district, told in _told())


def _told() -> Iterator[tuple[District, dict[str, Any]]]:
    for file in sorted(PACKS.glob(f"*/{FILE}")):
        name = yaml.safe_load((file.parent / "pack.yaml").read_text())["district"]
        district = District.objects.filter(name=name).first()
        if district is not None:
            yield from ((district, each) for each in yaml.safe_load(file.read_text()))


class _Played:
    """One campaign on its way."""

    def __init__(self, told: dict[str, Any], district: District, at: datetime) -> None:
        self.told, self.district, self.at, self.on = told, district, at, localtime(at).date()
        self.code, self.goal = told["campaign"], UNTIL.index(told["until"])

    def step(self) -> bool:
        """Take the step that is due, if the district is ready for it and its people may. On most days none is, and nobody is asked for."""
        unit = self.district.units.filter(code=self.told["unit"]).first()
        if unit is None or newest_snapshot(self.district) is None or not self._year_has_come():
            return False
        if not CampaignType.objects.filter(district=self.district, code=self.code).exists():
            return False
        found = Campaign.objects.filter(district=self.district, code=self.code, period=self.told["period"]).first()
        act = self._begin(unit) if found is None else self._next(found)
        if act is None:
            return False
        handlers, heads = (people_who_may(power, MATTER, unit=unit, on=self.on) for power in (Power.HANDLE, Power.APPROVE))
        handlers = [each for each in handlers if each.may(Power.HANDLE, POPULATION)]
        if not (handlers and heads):
            return False
        act(handlers[0], heads)
        return True

    def _year_has_come(self) -> bool:
        return str(self.on.year) == str(self.told["period"])[:4]

    def _begin(self, unit: Unit) -> Act:
        return lambda by, _: operations.open_campaign(
            self.district, self.code, period=self.told["period"], unit=unit, on=self.on, by=by, at=self.at
        )  # fmt: skip

    def _next(self, found: Campaign) -> Act | None:
        dry, publication = found.dry_runs.select_related("run").last(), Publication.objects.filter(campaign=found).first()
        if dry is None:
            return lambda by, _: operations.try_out(found, by=by, at=self.at)
        if self.goal == UNTIL.index("tried"):
            return None
        if approval_of(found) is None:
            return lambda by, heads: self._approve(dry, next(each for each in heads if each.person != by.person))
        if publication is None:
            return lambda by, _: operations.publish(found, by=by, at=self.at)
        return self._after(found, publication)

    def _approve(self, dry: DryRun, head: Authority) -> None:
        operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=head, at=self.at)

    def _after(self, found: Campaign, publication: Publication) -> Act | None:
        if not known(found.type).entry.is_paid:
            return None if hasattr(found, "telling") else lambda by, _: operations.close_without_payment(found, by=by, at=self.at)
        if publication.objection_until is None or self.on <= publication.objection_until:
            return self._accepting(found)
        if not found.payment_files.exists():
            return (lambda by, _: operations.make_payment_file(found, by=by, at=self.at)) if self._accepted(found) else None
        return self._answering(found)

    def _accepted(self, found: Campaign) -> bool:
        return lines_of(found).filter(accepts=True).exists()

    def _accepting(self, found: Campaign) -> Act | None:
        """The first line of which somebody acts for the beneficiary and has not answered."""
        open_lines = list(lines_of(found).filter(off=False, accepts=None).order_by("number"))
        acting = acting_for_all(self.district, {(each.subject_kind, each.subject_key) for each in open_lines}, on=self.on)
        for each in open_lines:
            people = acting.get((each.subject_kind, each.subject_key))
            if people:
                number = f"99{each.pk:014d}"  # invented, and visibly so
                return self._accept(each, number, authority_of_person(people[0], on=self.on))
        return None

    def _accept(self, one: Beneficiary, number: str, by: Authority) -> Act:
        return lambda _, __: operations.accept(one.pk, bank="示例银行桃源支行（虚构）", number=number, holder=one.name, by=by, at=self.at)

    def _answering(self, found: Campaign) -> Act | None:
        """The bank answers the first file: all are paid but the last, which it returns."""
        file = found.payment_files.first()
        payments = list(file.payments.order_by("pk")) if file else []
        if file is None or any(hasattr(each, "result") for each in payments) or len(payments) < 1:
            return None
        rows = [f"{each.reference},已支付,{self.on},,示例-{each.pk}" for each in payments[:-1]]
        rows.append(f"{payments[-1].reference},{'退回' if len(payments) > 1 else '已支付'},{self.on},账户名称不符（示例）,")
        content = "\n".join(["付款编号,结果,日期,原因,银行流水号", *rows]).encode()
        return lambda by, _: operations.read_results(found, content, name="示例回盘.csv", by=by, at=self.at)
