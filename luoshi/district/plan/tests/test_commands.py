"""Commands for whoever runs an installation."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from luoshi.district.plan import queries
from luoshi.district.plan.models import Report
from luoshi.district.plan.tests.conftest import COUNTY

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    """What a command prints."""
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


def test_the_demonstration_is_loaded_once() -> None:
    assert "桃源新区" in said("load_demonstration")
    assert said("load_demonstration") == ""
    report = Report.objects.get()
    assert (report.slug, report.origin) == ("peach-blossom-2023", "demonstration")
    assert report.district
    assert (report.district.name, report.district.name_en) == ("桃源新区", "Peach Blossom New Area")


def test_a_district_adopts_its_report_and_then_its_revision(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(COUNTY)
    assert "已采用" in said("import_report", str(file), "--slug", "qingxi-2023")
    assert "没有变化" in said("import_report", str(file), "--slug", "qingxi-2023")
    file.write_text(COUNTY.replace("200张", "300张"))
    assert "已采用" in said("import_report", str(file), "--slug", "qingxi-2023")
    front = queries.front_report()
    assert front is not None
    assert front.slug == "qingxi-2023"


def test_a_file_that_cannot_be_adopted_is_refused_in_words(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(CommandError, match="文件是空的"):
        call_command("import_report", str(empty), "--slug", "x")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_report", str(tmp_path / "none.txt"), "--slug", "x")


def test_a_permanent_name_fits_into_addresses(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="letters, digits"):
        call_command("import_report", str(tmp_path / "a.txt"), "--slug", "青溪 2023")


def test_reports_are_read_again_only_where_the_engine_changed() -> None:
    call_command("load_demonstration", verbosity=0)
    assert "0 份" in said("read_reports_again")
