"""Changes of decision models: a version is saved, put in force by a second person, withdrawn. Each is whole or does not happen."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.decisions import fail_if, queries
from luoshi.district.decisions.checks import check
from luoshi.district.decisions.errors import ModelRefused, NoSuchVersion, SlugTaken
from luoshi.district.decisions.models import DecisionModel, InForce, ModelVersion

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District

BYTES_MAX: Final = 2 * 1024 * 1024
"""Some 1,500 rules with the ids that editors write. The engine takes more; a page does not."""

_DECLARED = re.compile(r"""\A\ufeff?<\?xml[^>]*\bencoding=["']([\w.-]+)["']""")


def text_of_file(content: bytes) -> str:
    """The text of a ``.dmn`` file, every character of it.

    Raises:
        ModelRefused: it is too large or not UTF-8.
    """
    if len(content) > BYTES_MAX:
        raise ModelRefused.too_large(BYTES_MAX // 1024 // 1024)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ModelRefused.not_utf8("别的编码") from error
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise ModelRefused.not_utf8(declared[1])
    return text


@transaction.atomic
def create_model(
    district: District,
    *,
    slug: str,
    title: str,
    content: str,
    reason: str,
    by: Authority,
    at: datetime,
    title_en: str = "",
    pack: str = "",
    examples: str = "",
) -> ModelVersion:
    """A new decision model with its first version, a draft.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        SlugTaken: there is a model of this name.
        ModelRefused: the text is no decision model.
        NeedsReason: nobody says where it comes from.
    """
    fail_if.not_of_the_office(district, by)
    model, made = DecisionModel.objects.get_or_create(
        slug=slug, defaults={"district": district, "title": title[:200], "title_en": title_en[:200], "pack": pack}
    )
    if not made:
        raise SlugTaken(slug)
    version = _save(model, content, examples, reason=reason, by=by, at=at)
    assert version is not None, "nothing can be the same as no version"
    return version


@transaction.atomic
def save_version(
    slug: str, content: str, *, examples: str, base: int | None, reason: str, by: Authority, at: datetime
) -> ModelVersion | None:
    """Save a new version of a model, a draft until it is put in force; ``None`` if it says the same as the last one.

    Args:
        slug: the model.
        content: the DMN file as text, kept to the last character.
        examples: its examples, as YAML.
        base: the number of the version that the editor looked at; ``None`` where nobody looked at any.
        reason: what was changed, and why.
        by: who saves.
        at: when.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        ChangedMeanwhile: somebody else saved a version since; nothing was stored.
        ModelRefused: the text is no decision model.
        NeedsReason: nobody says why.
    """
    model = _locked(slug)
    fail_if.not_of_the_office(model.district, by)
    fail_if.changed_meanwhile(model, base)
    return _save(model, content, examples, reason=reason, by=by, at=at)


@transaction.atomic
def put_in_force(
    slug: str, number: int, *, from_day: date, reason: str, by: Authority, at: datetime, to_day: date | None = None
) -> InForce:
    """Let a version count from one day to another, both inclusive; without an end, until something later is said.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        SecondPersonNeeded: the person saved this version.
        NotSound: the model has problems, contradicts itself, or does not answer its own examples.
        WrongDays: it would end before it began.
        AlreadyInForce: just this was said last.
        NeedsReason: nobody says why.
        NoSuchVersion: there is no such version.
    """
    model = _locked(slug)
    version = model.versions.filter(number=number).first()
    if version is None:
        raise NoSuchVersion(slug, number)
    fail_if.not_of_the_office(model.district, by)
    fail_if.saved_by_the_same_person(version, by)
    fail_if.without_reason(reason)
    fail_if.days_are_wrong(from_day, to_day)
    fail_if.already_in_force(version, queries.enforcements(model), from_day, to_day)
    fail_if.not_sound(version)
    return _say(model, version, from_day, to_day, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw(slug: str, *, from_day: date, reason: str, by: Authority, at: datetime) -> InForce:
    """Let no version count from a day on. Any person of the office may: what stops a rule needs no second look.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        NothingInForce: no version counts on that day anyway.
        NeedsReason: nobody says why.
    """
    model = _locked(slug)
    fail_if.not_of_the_office(model.district, by)
    fail_if.without_reason(reason)
    fail_if.nothing_in_force(queries.in_force(model, on=from_day), from_day)
    return _say(model, None, from_day, None, reason=reason, by=by, at=at)


def _locked(slug: str) -> DecisionModel:
    """The model, for one change at a time."""
    return DecisionModel.objects.select_for_update(of=("self",)).select_related("district").get(slug=slug)


def _save(model: DecisionModel, content: str, examples: str, *, reason: str, by: Authority, at: datetime) -> ModelVersion | None:
    last = model.versions.order_by("-number").first()
    if last is not None and (last.content, last.examples) == (content, examples):
        return None
    fail_if.without_reason(reason)
    checks = check(content, examples)
    fail_if.no_model(checks)
    assert by.person is not None, "an office has a person"
    return ModelVersion.objects.create(
        model=model,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        examples=examples,
        checked=checks.counts(),
        person=by.person,
        signature=by.signature,
        at=at,
        reason=reason.strip(),
    )


def _say(
    model: DecisionModel, version: ModelVersion | None, from_day: date, to_day: date | None, *, reason: str, by: Authority, at: datetime
) -> InForce:
    assert by.person is not None, "an office has a person"
    return InForce.objects.create(
        model=model,
        version=version,
        valid_from=from_day,
        valid_to=to_day,
        person=by.person,
        signature=by.signature,
        at=at,
        reason=reason.strip(),
    )
