"""`services.yaml` of a district: items by units, the post that answers for the machine, the applicants of a demonstration."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest

from luoshi.engines.identifiers import fits_credit_codes
from luoshi.engines.packs import PackProblem, ServicesEntry
from luoshi.engines.packs.model import PostEntry, UnitEntry
from luoshi.engines.packs.offices import Offices
from luoshi.engines.packs.services import _RANGE, read_services

DAY = date(2023, 1, 1)
OFFICES = Offices(
    units=(UnitEntry("hall", "政务大厅", "Hall", DAY, None, None),),
    posts=(PostEntry("automatic_approval", "hall", "自动审批岗", "Automatic approval", "approver", DAY, None),),
)
TEXT = """\
automatic_post: automatic_approval
licence_prefix: 桃许（示例）
application_prefix: TY
credit_code_range: 990001TXYD
items:
  - {item: stall, unit: hall, valid_from: 2023-01-01}
  - {item: food, unit: hall, valid_from: 2023-01-01, valid_to: 2023-12-31}
applicants:
  - code: qin
    name: 秦示例
    name_en: Qin (sample)
    citizen_id: "990001194801011003"
    acts_for: [{enterprise: 91990001TXYX00011F, as: legal_representative, valid_from: 2022-12-31}]
"""


def read(folder: Path, text: str) -> ServicesEntry | None:
    (folder / "services.yaml").write_text(text, encoding="utf-8")
    return read_services(folder, OFFICES)


def test_services_are_read_whole(tmp_path: Path) -> None:
    services = read(tmp_path, TEXT)
    assert services is not None
    assert (services.automatic_post, services.licence_prefix, services.application_prefix) == ("automatic_approval", "桃许（示例）", "TY")
    assert services.credit_code_range == "990001TXYD"
    assert [(each.item, each.unit, each.valid_to) for each in services.items] == [
        ("stall", "hall", None),
        ("food", "hall", date(2023, 12, 31)),
    ]
    (applicant,) = services.applicants
    assert (applicant.name, applicant.citizen_id) == ("秦示例", "990001194801011003")
    (acts_for,) = applicant.acts_for
    assert (acts_for.enterprise, acts_for.capacity, acts_for.valid_from) == (
        "91990001TXYX00011F",
        "legal_representative",
        date(2022, 12, 31),
    )


@pytest.mark.parametrize("sign", string.digits + string.ascii_uppercase + "x桃")
def test_a_range_is_of_signs_that_codes_have(sign: str) -> None:
    code_range = f"990001TX{sign}"
    assert bool(_RANGE.fullmatch(code_range)) is fits_credit_codes(code_range)


def test_a_district_without_the_file_offers_nothing(tmp_path: Path) -> None:
    assert read_services(tmp_path, OFFICES) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("automatic_post: automatic_approval", "automatic_post: automatic", "没有这个岗位"),
        ("unit: hall, valid_from: 2023-01-01}", "unit: hal, valid_from: 2023-01-01}", "是否为：hall"),
        ("item: food", "item: stall", "重复"),
        ("as: legal_representative", "as: friend", "应为以下之一：legal_representative、agent"),
        ("licence_prefix: 桃许（示例）\n", "", "此项必填"),
        ("990001TXYD", "990001", "请写六位区划代码和主体标识码的前一至六位"),
        ("applicants:", "applicant:", "是否应为 applicants"),
        ("    name_en: Qin (sample)\n", "", "name_en"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in TEXT
    with pytest.raises(PackProblem) as caught:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert said in caught.value.words().chinese
