"""Only declared columns leave, and numbers keep their digits in each form."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from operator import itemgetter

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.district.open_data.files import filled, to_csv, to_json
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.words import Words

COLUMNS = (
    Column("name", Words("名", "name"), itemgetter("name")),
    Column("number", Words("数", "number"), itemgetter("number"), Type.NUMBER),
    Column("page", Words("页", "page"), itemgetter("page"), Type.ADDRESS),
)
TABLE = PublicTable("sample", 1, Words("示例", "sample"), COLUMNS, lambda _, __: ())


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")), st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_what_is_read_back_is_what_was_written_and_nothing_undeclared_leaves(name: str, number: Decimal) -> None:
    of = filled(TABLE, [{"name": name, "number": number, "page": "/x/", "person": "张示例"}], site="https://luoshi.example")
    written = to_csv(of).decode("utf-8-sig")
    ((_, *_), (said, digits, page)) = csv.reader(StringIO(written, newline=""))
    assert (said, Decimal(digits), page) == (name, number, "https://luoshi.example/x/")
    (row,) = json.loads(to_json(of, {}), parse_float=Decimal)["rows"]
    assert (row["name"], Decimal(row["number"])) == (name, number)
    assert "张示例" not in to_csv(of).decode() + to_json(of, {}) or "张示例" in name


def test_a_blank_is_no_zero() -> None:
    of = filled(TABLE, [{"name": "", "number": None, "page": ""}], site="https://luoshi.example")
    assert to_csv(of).decode("utf-8-sig").splitlines()[1] == ",,"
    assert json.loads(to_json(of, {"as_of": date(2023, 1, 1).isoformat()}))["rows"] == [{"name": "", "number": None, "page": ""}]
