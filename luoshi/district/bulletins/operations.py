"""Changes of bulletins: a draft is begun and worded, frozen by a second person, made public, corrected by a notice of its own.

Each is whole or does not happen.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction

from luoshi.district.bulletins import fail_if
from luoshi.district.bulletins.content import to_json
from luoshi.district.bulletins.figures import used
from luoshi.district.bulletins.files import MEDIA_TYPES, made
from luoshi.district.bulletins.models import Bulletin, Draft, File, Form, PrintedFigure, Publication
from luoshi.district.bulletins.papers import label_of, make
from luoshi.district.bulletins.standing import standing_in
from luoshi.district.days import day_of
from luoshi.district.offices.queries import District
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.bulletins.papers import Made
    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Report
    from luoshi.engines.documents.official.parts import Paper


@transaction.atomic
def begin(report: Report, *, form: str, month: str, on: date, by: Authority, at: datetime) -> Draft:
    """Begin a bulletin about a month, by what was known on a day.

    Raises:
        NotAllowed: the person does not keep the plan.
        NoPlanInForce: it is not adopted.
        WrongDay: the day is before the month or still to come.
        ThereAlready: the month has one of this form.
    """
    fail_if.not_the_office(report.district, by)
    fail_if.no_plan_in_force(report)
    fail_if.day_is_wrong(month, on, today=day_of(at))
    fail_if.there_already(report, form, month)
    return Draft.objects.create(report=report, form=Form(form), month=month, on=on, **_usual(report, form), **signed(by, at))


@transaction.atomic
def begin_correction(bulletin: Bulletin, *, cause: str, on: date, by: Authority, at: datetime) -> Draft:
    """Begin a notice that corrects what a frozen bulletin says, by what is known on a day. The bulletin itself never changes.

    Args:
        bulletin: that says something wrong.
        cause: how it came to be wrong.
        on: the day whose knowledge counts.
        by: who begins it; another person freezes it.
        at: when.

    Raises:
        NotAllowed: the person does not keep the plan.
        NoCorrectionOfCorrections: it is a correction itself.
        CorrectionBegun: one of this bulletin is being written.
        NeedsWords: the cause is missing or too long.
        WrongDay: the day is still to come.
        NothingToCorrect: every figure is as it stands in print.
    """
    fail_if.not_the_office(bulletin.district, by)
    fail_if.a_correction_itself(bulletin)
    District.objects.select_for_update().get(pk=bulletin.district_id)
    fail_if.correction_begun(bulletin)
    words = _usual(bulletin.draft.report, Form.CORRECTION) | {"basis": cause.strip(), "addressees": bulletin.draft.addressees}
    fail_if.words_are_missing(words)
    month = bulletin.draft.month
    fail_if.day_is_wrong(month, on, today=day_of(at))
    draft = Draft(report=bulletin.draft.report, form=Form.CORRECTION, corrects=bulletin, month=month, on=on, **words, **signed(by, at))
    fail_if.nothing_to_correct(make(draft))
    draft.save()
    return draft


def _usual(report: Report, form: str) -> dict[str, str]:
    """What is usually said, for a person to change: the words of the last bulletin of this form, else ours."""
    names = ("issuer", "mark", "code_word", "addressees", "copied_to", "basis", "checked_how")
    last = Draft.objects.filter(report__district=report.district, form=form).order_by("-pk").first()
    if last is not None:
        return {name: getattr(last, name) for name in names}
    district = report.district
    assert district is not None, "a plan in force is a district's"
    issuer = f"{district.name}人民政府办公室"
    return {
        "issuer": issuer,
        "mark": f"{district.short_name}政务督查" if form == Form.BRIEF else f"{issuer}文件",
        "code_word": f"{district.short_name}政办督{'更' if form == Form.CORRECTION else ''}",
        "addressees": "各有关单位",
        "copied_to": "区委办公室、区人大常委会办公室、区政协办公室",
        "basis": f"按照《{report.title}》任务分解和年度督查检查考核计划",
        "checked_how": "更正后的数据以系统中的事实记录、官方统计和已审核的填报数据为准"
        if form == Form.CORRECTION
        else "督查以系统中的事实记录、官方统计和已审核的填报数据为准，能从记录得到的数据没有要求各单位另行报送",
    }


@transaction.atomic
def word(draft: Draft, *, by: Authority, at: datetime, on: date | None = None, single_task: bool | None = None, **words: str) -> Draft:
    """Say what a person says: issuer, masthead, addressees, basis, how it was checked, requirements; perhaps by another day.

    Raises:
        NotAllowed: the person does not keep the plan.
        FrozenAlready: it was issued.
        NeedsWords: something is missing or too long.
        WrongDay: the day is before the month or still to come.
    """
    draft = _open(draft, by)
    fail_if.words_are_missing(words)
    if on is not None:
        fail_if.day_is_wrong(draft.month, on, today=day_of(at))
        draft.on = on
    if single_task is not None:
        draft.single_task = single_task
    for name in words.keys() & {*fail_if.FIELDS, *fail_if.OPTIONAL}:
        setattr(draft, name, words[name].strip())
    return _signed(draft, by, at)


@transaction.atomic
def change_sentence(draft: Draft, key: str, text: str, *, by: Authority, at: datetime) -> Draft:
    """Say a composed sentence in other words; emptied, it is left out. Numbers stay places for figures.

    Raises:
        NotAllowed: the person does not keep the plan.
        FrozenAlready: it was issued.
        NoSuchSentence: nothing of this name is composed.
        NumbersOfTheirOwn: it has a number that comes from no value.
        UnknownFigures: it names a figure that there is not.
        NeedsWords: it is too long.
    """
    draft = _open(draft, by)
    text = " ".join(text.split())
    composed = fail_if.sentence_is_wrong(make(draft), key, text)
    draft.changes = {each: said for each, said in draft.changes.items() if each != key}
    if text != composed:
        draft.changes[key] = {"text": text, "composed": composed}
    return _signed(draft, by, at)


def _open(draft: Draft, by: Authority) -> Draft:
    """The draft, locked, if the person may change it."""
    fail_if.not_the_office(draft.report.district, by)
    locked = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("report__district", "bulletin", "corrects__draft__report", "corrects__publication")
        .get(pk=draft.pk)
    )
    fail_if.frozen_already(locked)
    return locked


def _signed(draft: Draft, by: Authority, at: datetime) -> Draft:
    for name, value in signed(by, at).items():
        setattr(draft, name, value)
    draft.save()
    return draft


@transaction.atomic
def discard(draft: Draft, *, by: Authority) -> None:
    """Give a draft up.

    Raises:
        NotAllowed: the person does not keep the plan.
        FrozenAlready: it was issued.
    """
    _open(draft, by).delete()


@transaction.atomic
def freeze(draft: Draft, *, by: Authority, at: datetime) -> Bulletin:
    """Issue a bulletin: it gets the next number of the year, its files and the codes of its figures, and never changes again.

    What corrects a public bulletin is public at once.

    Raises:
        NotAllowed: the person does not keep the plan.
        FrozenAlready: it was issued.
        SecondPersonNeeded: the person changed it last.
        NothingToCorrect: it is a correction in which nothing is left to correct.
        TooLong: it is longer than the rule of the day allows.
        FontMissing: no PDF can be made.
    """
    draft = _open(draft, by)
    fail_if.same_person(draft, by)
    assert draft.report.district is not None, "a bulletin is a district's"
    district = District.objects.select_for_update().get(pk=draft.report.district.pk)
    on, ready = day_of(at), make(draft)
    fail_if.nothing_to_correct(ready)
    number = 1 + Bulletin.objects.filter(district=district, form=draft.form, year=on.year).count()
    paper = ready.paper(number, at)
    fail_if.too_long(paper, draft, on=on)
    bulletin = Bulletin.objects.create(
        draft=draft,
        district=district,
        form=draft.form,
        year=on.year,
        number=number,
        label=label_of(draft, number, on.year),
        title="".join(paper.title),
        issued_on=on,
        length=paper.length,
        content=to_json(paper),
        **signed(by, at),
    )
    File.objects.bulk_create([_file(bulletin, paper, ending) for ending in MEDIA_TYPES])
    replaced = _replaced(ready)
    PrintedFigure.objects.bulk_create(
        [PrintedFigure(**_figure(bulletin, ready, key), replaces=replaced.get(key)) for key in ready.numbered.order]
    )
    if draft.corrects is not None and hasattr(draft.corrects, "publication"):  # whoever reads what is wrong reads also what is right
        Publication.objects.create(bulletin=bulletin, **signed(by, at))
    return bulletin


def _replaced(ready: Made) -> dict[str, PrintedFigure]:
    """Which printed figures the sentences of a correction replace, by their keys."""
    if ready.draft.corrects is None:
        return {}
    stated = set(used(each.text for each in ready.statements))
    return {key: printed for key, printed in standing_in(ready.draft.corrects).items() if key in stated}


def _file(bulletin: Bulletin, paper: Paper, ending: str) -> File:
    content = made(paper, ending, on=bulletin.issued_on)
    return File(bulletin=bulletin, ending=ending, sha256=hashlib.sha256(content).hexdigest(), content=content)


def _figure(bulletin: Bulletin, ready: Made, key: str) -> dict[str, Any]:
    numbered = ready.numbered
    said = numbered.figures[key].to_json() | {"how": numbered.how(numbered.figures[key])}
    return {"bulletin": bulletin, "district": bulletin.district, "number": numbered.number(key), "code": numbered.code(key), "said": said}


@transaction.atomic
def publish(bulletin: Bulletin, *, by: Authority, at: datetime) -> Publication:
    """Let everybody read a bulletin, and whatever corrects it.

    Raises:
        NotAllowed: the person does not keep the plan.
        PublicAlready: everybody does.
    """
    fail_if.not_the_office(bulletin.district, by)
    fail_if.public_already(Bulletin.objects.select_for_update(of=("self",)).select_related("publication").get(pk=bulletin.pk))
    for correction in Bulletin.objects.filter(draft__corrects=bulletin, publication=None):
        Publication.objects.create(bulletin=correction, **signed(by, at))
    return Publication.objects.create(bulletin=bulletin, **signed(by, at))
