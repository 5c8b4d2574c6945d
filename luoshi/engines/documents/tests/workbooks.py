"""Workbooks made for the tests, by hand, with what Excel, WPS and attackers write and openpyxl does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.engines.documents.tests.samples import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(
    rows: str,
    *,
    after: str = "",
    texts: Sequence[str] | None = None,
    formats: Sequence[str] = (),
    properties: str = "",
    more: Mapping[str, str | bytes] | None = None,
    sheets: int = 1,
) -> bytes:
    """An .xlsx file whose sheets hold these rows; cell style 1 has the first of ``formats`` and so on, ``more`` gives members."""
    numbers = range(1, sheets + 1)
    links = {f"r{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _links({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _links({**links, "s": ("styles", "styles.xml"), "t": ("sharedStrings", "/xl/sharedStrings.xml")}),
        "xl/workbook.xml": part(
            "workbook",
            f"{properties}<sheets>"
            + "".join(f'<sheet xmlns:r="{_OFFICE}" name="表{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
            + "</sheets>",
        ),
        "xl/styles.xml": part("styleSheet", _styles(formats)),
    }
    for number in numbers:
        members[f"xl/worksheets/sheet{number}.xml"] = part("worksheet", f"<sheetData>{rows}</sheetData>{after}")
    if texts is not None:
        members["xl/sharedStrings.xml"] = part("sst", "".join(f"<si>{text}</si>" for text in texts))
    return zipped({**members, **(more or {})})


def part(root: str, content: str) -> str:
    """One XML part of a workbook."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{_MAIN}">{content}</{root}>'


def _links(links: Mapping[str, tuple[str, str]]) -> str:
    entries = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, (kind, target) in links.items())
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def _styles(formats: Sequence[str]) -> str:
    """A format is a code, or the number of one that every program knows."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + place}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for place, code in enumerate(formats)
    )
    ids = [0, *(int(code) if code.isdigit() and code != "0" else 200 + place for place, code in enumerate(formats))]
    looks = "".join(f'<xf numFmtId="{each}"/>' for each in ids)
    return f"<numFmts>{codes}</numFmts><cellXfs>{looks}</cellXfs>"
