"""A frozen bulletin is corrected by a notice with its own number; both point at each other, and the bulletin stays as it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district import clock
from luoshi.district.bulletins import operations, queries
from luoshi.district.bulletins.composing import Composed
from luoshi.district.bulletins.correcting import Printed, compose_correction, places
from luoshi.district.bulletins.errors import CorrectionBegun, NoCorrectionOfCorrections, NothingToCorrect
from luoshi.district.bulletins.figures import Figure, Origin
from luoshi.district.bulletins.models import Draft, PrintedFigure
from luoshi.district.bulletins.papers import make
from luoshi.district.bulletins.tests.conftest import AT
from luoshi.district.offices.errors import NotAllowed, SecondPersonNeeded
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.progress.tests.measured import bring
from luoshi.engines.documents.official.parts import Paper, Point
from luoshi.engines.documents.official.tests.papers import NOTICE

if TYPE_CHECKING:
    from luoshi.district.bulletins.models import Bulletin
    from luoshi.district.offices.tests.government import Government

LATER = datetime(2023, 10, 23, 9, tzinfo=AT.tzinfo)
CAUSE = "统计月报七月数有误，已由统计部门修订"


def figure(key: str, text: str, origin: Origin = Origin.VALUE, how: str = "") -> Figure:
    """A figure of its own name."""
    return Figure(key, key, text, "项", origin, how)


def composed(printed: dict[str, str], known: list[Figure]) -> Composed:
    """What a correction says of figures that were printed."""
    stands = {key: Printed(f"TB-{key}", "正文", figure(key, text, Origin.COUNT)) for key, text in printed.items()}
    return compose_correction(stands, {each.key: each for each in known})


def test_each_difference_is_said_with_place_old_and_new_figure() -> None:
    said = composed({"甲": "3", "乙": "5", "丙": "2"}, [figure("甲", "4", Origin.RECKONED, "{乙}减一"), figure("乙", "5")])
    told = {each.key: each.text for each in said.statements}
    assert told["甲"] == "正文的“甲”（编号 TB-甲），原为{原.甲}项，更正为{甲}项。"
    assert "乙" not in told, "what is as it was printed is not mentioned"
    assert (said.figures["丙"].text, "丙" in told) == ("0", True), "what is counted no more is none"
    assert {"甲", "乙", "原.甲", "丙", "原.丙"} == said.figures.keys(), "and all from which a new one is reckoned is known"
    assert said.figures["原.甲"].origin is Origin.PRINTED
    added = composed({}, [figure("新", "1", Origin.COUNT), figure("值", "1")])
    assert [each.key for each in added.statements] == ["更正", "新"]


def test_a_figure_is_found_in_the_text_by_its_short_code() -> None:
    said = (("总体情况", 1), ("共3项[1、3—4]。", 0), ("未达到的", 2), ("差2点[4—5]。", 3), ("问题", 1), ("无[7]。", 0))
    found = places(Paper(NOTICE.head, NOTICE.title, (), tuple(Point(text, level) for text, level in said)))
    counts, item = "正文“一、总体情况”", "正文“一、总体情况（一）未达到的”第1项"
    assert found == {1: counts, 3: counts, 4: counts, 5: item, 7: "正文“二、问题”"}


@pytest.fixture
def revised(county: Government, issued: Bulletin) -> PrintedFigure:
    """The printed figure of revenue in July, of which the statistics bureau says later that it was another."""
    bring(county, "revenue", {"2023-07": "4.6"}, date(2023, 10, 20))
    return issued.figures.get(said__key__endswith=".实际", said__indicator="revenue")


@pytest.mark.django_db
def test_two_people_correct_a_bulletin_which_stays(county: Government, issued: Bulletin, revised: PrintedFigure) -> None:
    sun, wen, before = county.by("sun"), county.by("wen"), {each.pk: each.sha256 for each in issued.files.all()}
    with pytest.raises(NothingToCorrect):
        operations.begin_correction(issued, cause=CAUSE, on=AT.date(), by=sun, at=LATER)
    with pytest.raises(NotAllowed):
        operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=county.by("li"), at=LATER)
    draft = operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=sun, at=LATER)
    with pytest.raises(CorrectionBegun):
        operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=wen, at=LATER)
    with pytest.raises(SecondPersonNeeded):
        operations.freeze(draft, by=sun, at=LATER)
    operations.publish(issued, by=sun, at=LATER)
    notice = operations.freeze(draft, by=wen, at=LATER)
    assert notice.label == "青溪政办督更〔2023〕1号"
    assert hasattr(notice, "publication"), "whoever reads the bulletin reads its correction"
    [opening, heading, first, *_] = [point["text"] for point in notice.content["body"]]
    assert all(each in opening for each in (issued.label, issued.title, CAUSE))
    assert heading == "更正的数据"
    assert first.startswith(
        f"正文“二、主要经济指标（一）未达到进度要求的”第1项的“{revised.figure.name}”（编号 {revised.code}），原为5.1%，更正为4.6%"
    )
    new = PrintedFigure.objects.get(replaces=revised)
    assert (revised.figure.text, new.figure.text, new.code) == ("5.1", "4.6", f"GZ-2023-08-1-{new.number:03}")
    assert {each.pk: each.sha256 for each in issued.files.all()} == before
    assert queries.provenance(revised, PUBLIC, on=LATER.date()).replacements == (new,)
    told = queries.provenance(new, PUBLIC, on=LATER.date())
    assert (told.again and told.again.text, told.now and told.now.text) == ("4.6", "4.6")
    with pytest.raises(NoCorrectionOfCorrections):
        operations.begin_correction(notice, cause=CAUSE, on=LATER.date(), by=sun, at=LATER)
    with pytest.raises(NothingToCorrect):
        operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=sun, at=LATER)
    bring(county, "revenue", {"2023-07": "4.7"}, date(2023, 10, 22))
    again = operations.freeze(operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=sun, at=LATER), by=wen, at=LATER)
    last = PrintedFigure.objects.get(replaces=new)
    assert (again.number, last.figure.text) == (2, "4.7")
    assert queries.provenance(revised, PUBLIC, on=LATER.date()).replacements == (new, last)
    assert queries.corrections_of(issued, PUBLIC) == [notice, again]


@pytest.mark.django_db
def test_what_is_left_out_is_not_replaced(county: Government, issued: Bulletin, revised: PrintedFigure) -> None:
    sun = county.by("sun")
    draft = operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=sun, at=LATER)
    others = [each.key for each in make(draft).statements if each.key not in {"更正", revised.figure.key}]
    assert others, "what is reckoned from the figure is another one, too"
    for key in others:
        draft = operations.change_sentence(draft, key, "", by=sun, at=LATER)
    operations.freeze(draft, by=county.by("wen"), at=LATER)
    assert [each.replaces for each in PrintedFigure.objects.exclude(replaces=None)] == [revised]
    operations.discard(operations.begin_correction(issued, cause=CAUSE, on=LATER.date(), by=sun, at=LATER), by=sun)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(report=issued.draft.report, form="correction", month="2023-08", on=LATER, **_words(draft))


def _words(draft: Draft) -> dict[str, object]:
    names = ("issuer", "mark", "code_word", "basis", "checked_how", "person", "signature", "at")
    return {name: getattr(draft, name) for name in names}


@pytest.mark.django_db
def test_pages_lead_from_the_wrong_figure_to_the_right_one_and_back(
    county: Government, issued: Bulletin, revised: PrintedFigure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    clients = {}
    for who in ("sun", "wen"):
        account = county.people[who].account
        assert account is not None
        clients[who] = Client()
        clients[who].force_login(account)
    home = f"/bulletins/{issued.pk}/"
    assert "有数错了，发更正" in clients["sun"].get(home).content.decode()
    work = f"/workbench/{issued.draft.report.slug}/bulletins/{issued.draft_id}/"
    assert clients["sun"].post(f"{work}correct/", {"cause": ""}).status_code == 422
    draft = clients["sun"].post(f"{work}correct/", {"cause": CAUSE}).headers["Location"]
    shown = clients["wen"].get(draft).content.decode()
    assert "更正的原因" in shown
    assert "正在起草的更正" in clients["wen"].get(home).content.decode()
    notice = clients["wen"].post(f"{draft}freeze/").headers["Location"]
    assert clients["wen"].post(f"{work}publish/").status_code == 302
    public, new = Client(), PrintedFigure.objects.get(replaces=revised)
    assert "这份通报有更正" in public.get(home).content.decode()
    assert f'href="{home}"' in public.get(notice).content.decode()
    assert f'href="/figures/{new.code}/"' in public.get(f"/figures/{revised.code}/").content.decode()
    assert f'href="/figures/{revised.code}/"' in public.get(f"/figures/{new.code}/").content.decode()
    assert "有更正" in public.get("/bulletins/").content.decode()
    former = PrintedFigure.objects.get(bulletin=new.bulletin, said__key=f"原.{revised.figure.key}")
    assert public.get(f"/figures/{former.code}/", headers={"accept-language": "en"}).status_code == 200
