"""青溪县 issues licences: its bureau of education, whose head may approve in matters of licensing; the reporter may not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from luoshi.district.credentials.operations import NewLicence, issue
from luoshi.district.offices.models import Grant, Power, Reach
from luoshi.district.offices.tests.government import Government, found_county
from luoshi.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from luoshi.district.credentials.models import Credential

AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)
TODAY = date(2023, 1, 20)
FIRM = "91990001TXYX00011F"
CITIZEN = "990001194801011003"
NUMBER = "青许（示例）校外〔2023〕000001号"


def issued(government: Government, **changes: Any) -> Credential:
    """A licence for a training school, by the post that answers for it, unless something else is said."""
    usual: dict[str, Any] = {
        "number": NUMBER, "holder_name": "青溪示例培训学校有限公司", "holder_code": FIRM,
        "name": Words("校外培训办学许可证", "Training school licence"), "scope": "学科类校外培训", "place": "青溪县示例路1号",
        "issued_on": TODAY, "expires_on": date(2026, 1, 19), "unit": government.units["education"], "district": government.district,
        "application": "TY-2023-000001", "by": changes.get("by") or government.by("zhou"), "at": AT,
    }  # fmt: skip
    said = {**usual, **changes}
    by, at = said.pop("by"), said.pop("at")
    [credential] = issue([NewLicence(**said)], by=by, at=at)
    return credential


@pytest.fixture
def government(db: None, settings: Settings, tmp_path: Path) -> Government:
    """The county, with a key of its own; the font is unpacked once for all tests."""
    fonts = settings.DATA_FOLDER / "fonts"
    fonts.mkdir(exist_ok=True)
    (tmp_path / "fonts").symlink_to(fonts)
    settings.DATA_FOLDER = tmp_path
    settings.SITE_ADDRESS = "https://luoshi.example"
    found = found_county()
    Grant.objects.create(
        district=found.district, post=found.posts["education_head"], matter="licensing", power=Power.APPROVE, reach=Reach.UNIT,
        valid_from=date(2020, 1, 1), granted_by="青溪县政府",
    )  # fmt: skip
    return found
