"""Whoever is registered stands in the register afterwards, with a code of his own, and every later application knows it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from luoshi.district.credentials.queries import of_application
from luoshi.district.facts.models import Fact
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called, values_of
from luoshi.district.register.tests.samples import enterprise
from luoshi.district.services import operations, queries
from luoshi.district.services.lookups import Surrounded
from luoshi.district.services.models import Application, Capacity, Representation, State, SubjectKind
from luoshi.district.services.operations import Subject
from luoshi.district.services.tests.world import CODES, ITEM, PLACE, Counter, laid_in
from luoshi.engines.identifiers import credit_code_in, read_credit_code
from luoshi.engines.packs.tests.small_item import FILES

ENTERS = """enters:
  register: enterprises
  values: {name: 名称, form: '"个体工商户"', legal_representative: 经营者, place: 场所, phone: 电话}
fields:
  - {code: owner, name: 经营者, name_en: Owner, type: text, known_from: person.name}
"""


@pytest.fixture
def founder(counter: Counter, tmp_path: Path) -> Subject:
    """Somebody who applies in the own name, where the item now registers whoever it is granted to."""
    text = FILES["item.yaml"].replace("applicant: enterprise", "applicant: person").replace("fields:\n", ENTERS, 1)
    for known in ("enterprise.name", "enterprise.place"):
        text = text.replace(f", known_from: {known}", "")
    folder, district = laid_in(tmp_path, {**FILES, "item.yaml": text}), counter.county.district
    begin, office = counter.at.date(), counter.county.by("sun")
    operations.load_item(folder, district, unit=counter.county.units["civil"], valid_from=begin, by=office, at=counter.at)
    acts = Representation.objects.filter(person=counter.by("an").person).latest("pk")
    own = acts.citizen
    Representation.objects.create(
        district=district, person=acts.person, citizen=own, subject_kind=SubjectKind.PERSONS, subject_key=own,
        capacity=Capacity.SELF, valid_from=begin, signature="样本",
    )  # fmt: skip
    return Subject(SubjectKind.PERSONS, own)


def registers(counter: Counter, founder: Subject, name: str) -> Application:
    counter.goes()
    by, district = counter.by("an"), counter.county.district
    begun = operations.begin(ITEM, district=district, subject=founder, by=by, at=counter.at, once=uuid4())
    counter.writes(begun, name=name, goods="桃子", place=PLACE, phone="13800001234")
    counter.submits(begun)
    begun.refresh_from_db()
    return begun


def test_who_is_registered_stands_in_the_register_and_is_known_to_the_next_application(counter: Counter, founder: Subject) -> None:
    application, district, on = registers(counter, founder, "桃花里示例小店"), counter.county.district, counter.at.date()
    assert application.state == State.GRANTED
    licence = of_application(application.code).get()
    assert (licence.holder_name, licence.of_person) == ("桃花里示例小店", False)
    code = licence.holder_code
    assert (code[:12], read_credit_code(code).code) == (f"92{CODES}", code)
    entry = entry_called(KINDS["enterprises"], district, code)
    assert entry is not None
    values = values_of([entry], on=on)[entry.pk]
    assert values is not None
    assert (values["form"], values["state"], values["place"], values["legal_representative"]) == ("个体工商户", "存续", PLACE, "李样本1")
    assert Fact.objects.filter(kind="register.enterprises.entered", subject_key=code).exists()
    subject = Subject(SubjectKind.ENTERPRISES, code)
    assert subject in [Subject(SubjectKind(each.subject_kind), each.subject_key) for each in queries.representations(
        counter.by("an"), district=district, on=on
    )]  # fmt: skip
    held = Surrounded(subject, citizen="", district=district, on=on).licence("摊位许可证")
    assert held is not None
    assert held.values["number"] == application.licence


def test_a_code_that_the_register_knows_is_not_given_again(counter: Counter, founder: Subject) -> None:
    codes = [of_application(registers(counter, founder, "甲示例店").code).get().holder_code]
    number = next(each for each in range(1000) if credit_code_in(CODES, "92", each) == codes[0])
    taken = credit_code_in(CODES, "92", number + 1)
    assert taken is not None
    words = enterprise(7) | {"credit_code": taken, "name": "样本导入店"}
    keeper, on = counter.by("zheng"), counter.at.date()
    register.enter(KINDS["enterprises"], counter.county.district, words, valid_from=on, source="样本库", by=keeper, at=counter.at)
    codes.append(of_application(registers(counter, founder, "乙示例店").code).get().holder_code)
    assert codes[1] == credit_code_in(CODES, "92", number + 2)


def test_without_a_range_of_codes_no_machine_registers_anybody(counter: Counter, founder: Subject) -> None:
    operations.arrange(
        counter.county.district, automatic_post="automatic_approval", licence_prefix="青许（示例）", application_prefix="QX",
        by=counter.county.by("sun"), at=counter.at,
    )  # fmt: skip
    application = registers(counter, founder, "丙示例店")
    assert application.state == State.WITH_PERSON
    assert "码段" in application.assessments.get().reasons[-1]["words"][0]
