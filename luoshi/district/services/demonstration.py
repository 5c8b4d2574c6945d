"""The invented applications of a demonstration: made step by step through the same operations as if its people did it, on days gone by."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.utils.timezone import make_aware

from luoshi.district.attachments.operations import store
from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.offices.queries import Person, authority_of_person, authority_of_post
from luoshi.district.services import catalogue
from luoshi.district.services.applicants import Subject
from luoshi.district.services.handing_in import submit
from luoshi.district.services.models import Application, SubjectKind
from luoshi.district.services.promises import notice_of
from luoshi.district.services.promising import promise
from luoshi.district.services.writing import begin, hand_in, save
from luoshi.engines.approval import Path

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack

FILE: Final = "demonstration_applications.yaml"


def play_applications(pack: Pack, district: District, *, at: datetime) -> int:
    """Play the applications that a demonstration brings; returns how many. What was played before is left out."""
    file = pack.folder / FILE
    if not file.exists():
        return 0
    return sum(_Played(told, pack, district, at).play() for told in yaml.safe_load(file.read_text()))


class _Played:
    """One application on its way."""

    def __init__(self, told: dict[str, Any], pack: Pack, district: District, at: datetime) -> None:
        self.told, self.district, self.now = told, district, at
        self.once = uuid5(NAMESPACE_URL, f"{pack.id}/{told['name']}")

    def play(self) -> bool:
        if Application.objects.filter(once=self.once).exists():
            return False
        self.begun().write()
        if "submit" in self.told:
            path = Path(self.told["submit"]) if self.told["submit"] else None
            submit(self.code, path=path, expected=None, by=self.applicant(), at=self.when(self.told, minutes=9))
        for step in self.told.get("steps", ()):
            self.act(step)
        return True

    def begun(self) -> _Played:
        subject = Subject(SubjectKind.ENTERPRISES, self.told["enterprise"])
        application = begin(
            self.told["item"], district=self.district, subject=subject, by=self.applicant(), at=self.when(self.told), once=self.once
        )
        self.code = application.code
        return self

    def write(self) -> None:
        by, at = self.applicant(), self.when(self.told, minutes=4)
        save(self.code, values=self.told.get("values", {}), by=by, at=at)
        for material in self.told.get("papers", ()):
            content = f"演示用的材料，内容虚构：{material}。\n".encode()
            kept = store(name=f"{material}（演示）.txt", content=content, district=self.district, by=by, at=at)
            hand_in(self.code, material, attachment=kept.pk, by=by, at=at)
        if self.told.get("promises"):
            self.sign(by, self.when(self.told, minutes=7))

    def sign(self, by: Authority, at: datetime) -> None:
        on = day_of(at)
        offer = catalogue.offer(self.district, self.told["item"], on=on)
        notice = notice_of(offer, on=on)
        assert notice is not None, "who promises has read a notice"
        conditions = [each.code for each in offer.item.conditions]
        promise(self.code, conditions=conditions, text_sha256=notice.sha256, signed_name=by.name, by=by, at=at)

    def act(self, step: dict[str, Any]) -> None:
        """A step in the case of a matter."""
        at = self.when(step)
        case = Case.objects.filter(matter=step["case"], subject_key=self.code).latest("pk")
        by = authority_of_post(step["post"], district=self.district, on=day_of(at))
        casework.act(case.code, step["do"], expected_step=case.step_count, values=step.get("values", {}), by=by, at=at)

    def applicant(self) -> Authority:
        person = Person.objects.get(district=self.district, code=self.told["applicant"])
        return authority_of_person(person, on=day_of(self.now))

    def when(self, told: dict[str, Any], minutes: int = 0) -> datetime:
        hour, minute = told["at"].split(":")
        day = day_of(self.now) - timedelta(days=told["ago"])
        return make_aware(datetime.combine(day, time(int(hour), int(minute)))) + timedelta(minutes=minutes)
