"""Tables of registers are read whole or refused with their place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from luoshi.engines.identifiers import read_citizen_id, read_credit_code
from luoshi.engines.packs.problems import PackProblem
from luoshi.engines.packs.registers import read_registers

PEACH_BLOSSOM = Path(__file__).parents[3] / "packs" / "peach_blossom"


def _written(folder: Path, text: str, name: str = "places.csv") -> Path:
    (folder / "registers").mkdir()
    (folder / "registers" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_row_has_its_day_its_source_and_what_is_not_empty(tmp_path: Path) -> None:
    [row] = read_registers(_written(tmp_path, "场所编号,场所名称,网格,自,来源\nQ-1, 虚构楼 ,,2023-01-02,样本\n"))
    assert (row.register, row.row, row.valid_from, row.source) == ("places", 2, date(2023, 1, 2), "样本")
    assert row.values == {"场所编号": "Q-1", "场所名称": "虚构楼"}
    assert read_registers(tmp_path / "nothing") == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("场所编号,自\nQ-1,2023-01-02\n", "来源"),
        ("场所编号,场所编号,自,来源\n", "场所编号"),
        ("场所编号,自,来源\nQ-1,2023-02-30,样本\n", "自"),
        ("场所编号,自,来源\nQ-1,2023-01-02,\n", "来源"),
        ("场所编号,自,来源\nQ-1,2023-01-02\n", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(PackProblem) as refusal:
        read_registers(_written(tmp_path, text))
    assert (refusal.value.file, refusal.value.field) == ("registers/places.csv", field)


def test_a_table_is_called_as_its_register(tmp_path: Path) -> None:
    with pytest.raises(PackProblem):
        read_registers(_written(tmp_path, "a,自,来源\n", name="场所.csv"))


def test_the_demonstration_is_visibly_invented_and_its_codes_check() -> None:
    rows = read_registers(PEACH_BLOSSOM)
    by_register = {name: [row for row in rows if row.register == name] for name in {row.register for row in rows}}
    assert {name: len(found) >= 10 for name, found in by_register.items()} == dict.fromkeys(
        ("enterprises", "persons", "places", "licences", "commitments"), True
    )
    for row in rows:
        assert any(word in " ".join([*row.values.values(), row.source]) for word in ("示例", "虚构", "样本")), row
    codes = [read_credit_code(row.values["统一社会信用代码"]) for row in by_register["enterprises"]]
    assert all(code.division is None for code in codes)
    persons = [read_citizen_id(row.values["公民身份号码"], on=row.valid_from) for row in by_register["persons"]]
    assert all(person.division is None for person in persons)
