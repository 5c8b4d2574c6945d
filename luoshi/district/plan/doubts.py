"""What should make somebody look twice at a draft: it is another place's report, another year's, or there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.languages import said
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.plan.models import ReportVersion


def doubts_of(version: ReportVersion, promises: int, *, on: date) -> list[str]:
    """The doubts about a draft, in the reader's language; none of them keeps it from being adopted.

    Args:
        version: the text that counts.
        promises: how many were found in it.
        on: the day of whoever looks.
    """
    return [said(each) for each in _doubts(version, promises, on)]


def _doubts(version: ReportVersion, promises: int, on: date) -> Iterator[Words]:
    report, district = version.report, version.report.district
    if not promises:
        yield Words("没有读出一项承诺，可能不是政府工作报告。", "No promise was found: this may be no work report.")
    elif district is not None and district.short_name not in version.text:
        yield Words(
            f"全文没有提到“{district.short_name}”，可能是别处的报告。", f"The text never names {district.short_name}: another place's?"
        )
    if report.year is not None and abs(report.year - on.year) > 1:
        yield Words(
            f"这是 {report.year} 年的报告，请确认要的是这一年。", f"This is the report of {report.year}: make sure that it is the one."
        )
    if twin := _twin(version):
        yield Words(f"同样的文字已经导入过：“{twin}”。", f"The same text is there already: “{twin}”.")


def _twin(version: ReportVersion) -> str:
    """The permanent name of another report of the district that says the same in another file: the very same file is refused before."""
    same = type(version).objects.filter(text=version.text, report__district=version.report.district)
    return same.exclude(report=version.report).exclude(report__district=None).values_list("report__slug", flat=True).first() or ""
