"""What a district's pack says of its services becomes items, a post that a program fills, and applicants who may sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.offices import operations as offices
from luoshi.district.offices.queries import Person, Post, Unit
from luoshi.district.register.queries import KINDS, Entry
from luoshi.district.services.keeping import arrange, load_item
from luoshi.district.services.models import Capacity, Representation, SubjectKind
from luoshi.engines.packs import SHIPPED, PackProblem, PersonEntry
from luoshi.engines.packs.services import FILE
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import ApplicantEntry, OfferedItem, Pack

PROGRAM: Final = Words("自动审批程序", "Approval program")
FROM_PACK: Final = "services.yaml"
"""The signature under a right to act that came with a pack."""


@transaction.atomic
def load_services(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Arrange the services of a pack's district and offer its items; returns how much was new. What is loaded already stays as it is.

    Items come from packs beside the district's own, or else from those that come with Luoshi.

    Args:
        pack: the district's.
        district: as it is stored.
        by: who answers for it, of the district's office.
        at: when.

    Raises:
        PackProblem: an item or an applicant is not there.
        NotAllowed: the person does not keep the district's items.
    """
    said = pack.services
    if said is None:
        return 0
    post = Post.objects.get(code=said.automatic_post, unit__district=district)
    offices.install(post, name=PROGRAM.chinese, name_en=PROGRAM.english, on=post.valid_from, by=by)
    arranged = arrange(
        district, automatic_post=said.automatic_post, licence_prefix=said.licence_prefix, application_prefix=said.application_prefix,
        credit_code_range=said.credit_code_range, by=by, at=at,
    )  # fmt: skip
    units = {unit.code: unit for unit in Unit.objects.filter(district=district)}
    folders = {file.parent.name: file.parent for root in (SHIPPED, pack.folder.parent) for file in root.glob("*/item.yaml")}
    items = sum(_offer(each, district, units[each.unit], folders, by=by, at=at) for each in said.items)
    people = sum(_enter(each, district, invented=pack.status == "demonstration") for each in said.applicants)
    return (arranged is not None) + items + people


def _offer(each: OfferedItem, district: District, unit: Unit, folders: Mapping[str, Path], *, by: Authority, at: datetime) -> bool:
    if each.item not in folders:
        remedy = Words(f"没有事项包“{each.item}”。", f"There is no pack “{each.item}”.")
        raise PackProblem(FILE, Words("事项", "items"), "item", each.item, remedy, line=each.line)
    made = load_item(folders[each.item], district, unit=unit, valid_from=each.valid_from, valid_to=each.valid_to, by=by, at=at)
    return made is not None


def _enter(each: ApplicantEntry, district: District, *, invented: bool) -> bool:
    if Person.objects.filter(district=district, code=each.code).exists():
        return False
    citizen = Entry.objects.filter(district=district, kind=KINDS["persons"].code, identifier=each.citizen_id).first()
    if citizen is None:
        remedy = Words("人员名录里没有这个号码。", "The register of persons has no such number.")
        raise PackProblem(FILE, Words(f"申请人 {each.code}", f"applicant {each.code}"), "citizen_id", each.citizen_id, remedy)
    offices.set_up(district, units=(), posts=(), people=(PersonEntry(each.code, each.name, each.name_en, ()),), invented=invented)
    person = Person.objects.get(district=district, code=each.code)
    Representation.objects.bulk_create(_rights(each, person, citizen.key))
    return True


def _rights(each: ApplicantEntry, person: Person, citizen: str) -> Iterator[Representation]:
    """For the own name, and for whom else."""
    same = {"district": person.district, "person": person, "citizen": citizen, "signature": FROM_PACK}
    first = min((right.valid_from for right in each.acts_for), default=None)
    begin = first or person.district.items.order_by("valid_from").values_list("valid_from", flat=True).first()
    assert begin is not None, "a district with applicants offers something"
    yield Representation(subject_kind=SubjectKind.PERSONS, subject_key=citizen, capacity=Capacity.SELF, valid_from=begin, **same)
    for right in each.acts_for:
        yield Representation(
            subject_kind=SubjectKind.ENTERPRISES, subject_key=right.enterprise, capacity=Capacity(right.capacity),
            valid_from=right.valid_from, valid_to=right.valid_to, **same,
        )  # fmt: skip
