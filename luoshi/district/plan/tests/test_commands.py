"""Commands for whoever runs an installation."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from luoshi.district.casework.models import CaseTypeVersion
from luoshi.district.casework.queries import has_calendar
from luoshi.district.facts.queries import Fact, names
from luoshi.district.offices.queries import District, Power, authority_of_coded
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan import queries
from luoshi.district.plan.models import Change, Report
from luoshi.district.plan.tests.conftest import COUNTY, SLUG
from luoshi.district.tests.snapshots import store_demonstration

CHINESE = re.compile(r"[\u4e00-\u9fff]")

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    """What a command prints."""
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


def test_the_demonstration_is_loaded_once() -> None:
    store_demonstration()
    assert said("load_demonstration") == ""
    report = Report.objects.get()
    assert (report.slug, report.origin) == ("peach-blossom-2023", "demonstration")
    assert report.district
    assert (report.district.name, report.district.name_en) == ("桃源新区", "Peach Blossom New Area")
    _every_fact_is_named()


def _every_fact_is_named() -> None:
    """In both languages, and in words of that language alone."""
    facts = list(Fact.objects.all())
    for language, chinese in (("zh-hans", True), ("en", False)):
        with translation.override(language):
            called = names(facts)
        assert {fact.kind for fact in facts if fact.number not in called} == set()
        assert {name for name in called.values() if bool(CHINESE.search(name)) is not chinese} == set()
    assert {"supervision.issued", "register.enterprises.entered"} <= {fact.kind for fact in facts}


def adopting(file: Path, by: str = "sun", held_on: str = "2023-01-09", meeting: str = "青溪县人代会") -> list[str]:
    """The words of the command that imports a report and adopts it."""
    return ["import_report", str(file), "--slug", SLUG, "--meeting", meeting, "--held-on", held_on, "--by", by]


def test_a_report_is_imported_as_a_draft_that_the_public_does_not_see(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(COUNTY)
    assert "已导入" in said("import_report", str(file), "--slug", SLUG)
    assert "没有变化" in said("import_report", str(file), "--slug", SLUG)
    assert Report.objects.get().is_draft
    assert queries.front_report() is None


@pytest.mark.usefixtures("government")
def test_a_district_adopts_its_report_and_then_its_revision_by_meetings(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(COUNTY)
    assert "已导入" in said(*adopting(file))
    assert "没有变化" in said(*adopting(file))
    front = queries.front_report()
    assert front is not None
    assert (front.slug, str(front.adoption), front.adopted_signature) == (SLUG, "青溪县人代会（2023-01-09）", "县政府办主任 孙示例")
    file.write_text(COUNTY.replace("200张", "300张"))
    with pytest.raises(CommandError, match="换文本要有会议决定"):
        call_command("import_report", str(file), "--slug", SLUG)
    assert "已导入" in said(*adopting(file, meeting="常务会议"))
    change = Change.objects.select_related("resolution").get()
    assert (change.new, change.reason, str(change.resolution)) == ("新增养老床位300张", "常务会议", "常务会议（2023-01-09）")


@pytest.mark.usefixtures("government")
def test_a_draft_that_lies_there_is_adopted_by_importing_it_again_with_its_meeting(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(COUNTY)
    said("import_report", str(file), "--slug", SLUG)
    assert "已导入" in said(*adopting(file))
    assert Report.objects.get().adopted


@pytest.mark.usefixtures("government", "neighbour")
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"by": "zhou"}, "只能由本区政府办"),
        ({"by": "wang"}, "在政府办岗位上的账号"),
        ({"by": "nobody"}, "在政府办岗位上的账号"),
        ({"by": "bai"}, "只能由本区政府办"),
        ({"held_on": "2999-01-09"}, "晚于今天"),
        ({"held_on": "昨天"}, "2023-01-12"),
        ({"meeting": " "}, "会议"),
    ],
)
def test_what_cannot_be_adopted_is_not_imported_either(tmp_path: Path, wrong: dict[str, str], words: str) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(COUNTY)
    with pytest.raises(CommandError, match=words):
        call_command(*adopting(file, **wrong))
    assert not Report.objects.exists()


def test_a_file_that_cannot_be_imported_is_refused_in_words(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(CommandError, match="文件是空的"):
        call_command("import_report", str(empty), "--slug", "x")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_report", str(tmp_path / "none.txt"), "--slug", "x")


def test_a_permanent_name_fits_into_addresses(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="letters, digits"):
        call_command("import_report", str(tmp_path / "a.txt"), "--slug", "青溪 2023")


@pytest.mark.usefixtures("uploaded")
def test_reports_are_read_again_only_where_the_engine_changed() -> None:
    assert "0 份" in said("read_reports_again")


def begun(*more: str) -> str:
    """What is said when a district begins."""
    return said("begin_district", "青川区", "--person", "张示例", "--account", "zhang", "--office", "青川区政府办", *more)


def test_a_district_begins_with_its_office_and_somebody_who_may_do_the_rest() -> None:
    told = begun("--within", "某市、某省")
    assert "青川区政府办" in told
    assert "changepassword zhang" in told
    by = authority_of_coded("zhang", on=timezone.localdate())
    district = District.objects.get()
    assert by.is_office_of(district)
    assert by.title == "青川区政府办主任"
    assert district.jurisdictions == ("青川区", "某市", "某省", "全国")
    assert not district.invented
    assert by.may(Power.DIRECT, "supervision")
    assert by.may(Power.CHANGE, "register.enterprises")
    assert {each.code for each in CaseTypeVersion.objects.all()} >= {"supervision", "public_question", "register_dispute"}
    assert has_calendar(district)
    assert [each.letter for each in queries.reporting_classes(district)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["begin_district", " ", "--person", "张", "--account", "zhang"], "区名和姓名不能空着"),
        (["begin_district", "青川区", "--person", "张", "--account", "张三"], "账号只能用英文字母"),
        (["load_pack", "no_such_pack"], "没有 pack.yaml"),
        (["load_pack", "supervision", "--by", "zhang"], "--district 要写本系统里的区：—"),
    ],
)
def test_what_cannot_begin_says_what_to_write(words: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        call_command(*words)
    assert not District.objects.exists()


def test_a_district_begins_once_and_never_takes_over_an_account(government: Government) -> None:
    with pytest.raises(CommandError, match="“sun”已经有了"):
        call_command("begin_district", "青川区", "--person", "孙示例", "--account", "sun")
    assert not District.objects.filter(name="青川区").exists()
    with pytest.raises(CommandError, match="请登录后在网页上办理"):
        call_command("begin_district", "青溪县", "--person", "张示例", "--account", "zhang")
    District.objects.update(invented=True)
    with pytest.raises(CommandError, match="请用 LUOSHI_DATA 另指定一个"):
        call_command("begin_district", "青川区", "--person", "张示例", "--account", "zhang")


def test_packs_that_come_along_are_loaded_by_their_codes_all_or_none() -> None:
    begun()
    told = said("load_pack", "commitment_check", "lights_xuancheng", "--by", "zhang")
    assert len(told.splitlines()) == 2
    with pytest.raises(CommandError, match=r"没有 pack\.yaml"):
        call_command("load_pack", "licensing", "no_such_pack", "--by", "zhang")
    assert not CaseTypeVersion.objects.filter(code="licensing").exists()
    with pytest.raises(CommandError, match="--district 要写本系统里的区：青川区，现为“青川”"):
        call_command("load_pack", "licensing", "--district", "青川", "--by", "zhang")
    with pytest.raises(CommandError, match="任职的人的账号，现为“zhan”"):
        call_command("load_pack", "licensing", "--by", "zhan")
