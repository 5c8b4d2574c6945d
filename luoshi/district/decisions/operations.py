"""Changes of decision models: a version is saved, put in force by a second person, withdrawn. Each is whole or does not happen."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.decisions import fail_if, queries
from luoshi.district.decisions.checks import check, days_of, examples_of, opened
from luoshi.district.decisions.errors import ModelRefused, NoSuchVersion, SlugTaken
from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion, PackContent
from luoshi.district.decisions.sources import Source, files_of, joined, pack_of, source_of, texts_of
from luoshi.district.slugs import slug_of_pack
from luoshi.engines.packs.texts import sha256_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack

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
    examples: str = "",
    file: str = "",
    pack: PackContent | None = None,
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
        slug=slug, defaults={"district": district, "title": title[:200], "title_en": title_en[:200], "file": file}
    )
    if not made:
        raise SlugTaken(slug)
    version = _save(model, content, examples, pack, reason=reason, by=by, at=at)
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
    return _save(model, content, examples, _pack_of(model), reason=reason, by=by, at=at)


@transaction.atomic
def put_in_force(
    slug: str, number: int, *, from_day: date, reason: str, by: Authority, at: datetime, to_day: date | None = None
) -> Enforcement:
    """Let a version count from one day to another, both inclusive; without an end, until something later is said.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        SecondPersonNeeded: the person saved this version.
        ExamplesGone: the version before it had examples, and it has none.
        NotSound: the model has problems, contradicts itself, or does not answer its own examples.
        WrongDays: it would end before it began.
        AlreadyInForce: just this was said last.
        FilesCountMeanwhile: another model of the pack was put in force since, with parameters that this version does not know.
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
    fail_if.files_count_meanwhile(version, from_day)
    fail_if.not_sound(version)
    fail_if.examples_are_gone(version)
    return _say(model, version, from_day, to_day, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw(slug: str, *, from_day: date, reason: str, by: Authority, at: datetime) -> Enforcement:
    """Let no version count from a day on. Any person of the office may: what stops a rule needs no second look.

    Raises:
        NotAllowed: the person does not keep the district's rules.
        DaysAreOver: the day is over.
        NothingInForce: no version counts on that day anyway.
        NeedsReason: nobody says why.
    """
    model = _locked(slug)
    fail_if.not_of_the_office(model.district, by)
    fail_if.without_reason(reason)
    fail_if.in_the_past(from_day, at)
    fail_if.nothing_in_force(queries.in_force(model, on=from_day), from_day)
    return _say(model, None, from_day, None, reason=reason, by=by, at=at)


def _locked(slug: str) -> DecisionModel:
    """The model, for one change at a time."""
    return DecisionModel.objects.select_for_update(of=("self",)).select_related("district").get(slug=slug)


def _pack_of(model: DecisionModel) -> PackContent | None:
    """The parameters, documents and words of the last version."""
    last = model.versions.select_related("pack").order_by("-number").first()
    return last.pack if last else None


def _save(
    model: DecisionModel, content: str, examples: str, pack: PackContent | None, *, reason: str, by: Authority, at: datetime
) -> ModelVersion | None:
    last = model.versions.order_by("-number").first()
    if last is not None and (last.content, last.examples, last.pack_id) == (content, examples, pack and pack.pk):
        return None
    fail_if.without_reason(reason)
    checks = check(Source(content, examples, model.file, files_of(pack.files) if pack else ()))
    fail_if.no_model(checks)
    assert by.person is not None, "an office has a person"
    return ModelVersion.objects.create(
        model=model,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=_sha256(content),
        examples=examples,
        pack=pack,
        checked=checks.counts(),
        person=by.person,
        signature=by.signature,
        at=at,
        reason=reason.strip(),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _say(
    model: DecisionModel, version: ModelVersion | None, from_day: date, to_day: date | None, *, reason: str, by: Authority, at: datetime
) -> Enforcement:
    assert by.person is not None, "an office has a person"
    return Enforcement.objects.create(
        model=model,
        version=version,
        valid_from=from_day,
        valid_to=to_day,
        person=by.person,
        signature=by.signature,
        at=at,
        reason=reason.strip(),
    )


# --- packs


def load_pack(folder: Path, district: District, *, saved_by: Authority, put_in_force_by: Authority | None, at: datetime) -> int:
    """Save the decision models of a pack as versions, and let a second person put them in force from the days of their documents.

    What is loaded already stays as it is. Returns how many versions were saved; without a second person they are drafts.

    Raises:
        PackProblem: the folder is no pack.
        DecisionError: somebody may not do this, a model is refused, or one that is to be in force has faults; nothing was stored.
    """
    files = texts_of(folder)
    if PackContent.objects.filter(district=district, sha256=sha256_of(files)).exists():
        return 0
    pack = pack_of(files_of(files))
    if not pack.models:
        return 0
    with transaction.atomic():
        every = [each.name for each in pack.models]
        saved = _save_pack(district, pack, files, every, reason=f"载入决策包“{pack.name}”", by=saved_by, at=at)
        for version in saved if put_in_force_by else ():
            assert put_in_force_by is not None
            first, last = days_of(source_of(version))
            put_in_force(
                version.model.slug, version.number, from_day=first or day_of(at), to_day=last,
                reason=f"随决策包“{pack.name}”核对", by=put_in_force_by, at=at,
            )  # fmt: skip
    return len(saved)


@transaction.atomic
def save_pack(
    district: District, files: Mapping[str, str], *, only: Collection[str], reason: str, by: Authority, at: datetime
) -> list[ModelVersion]:
    """Save other files of a pack as versions of its models: drafts, until a second person looks at them and puts them in force.

    Args:
        district: whose rules.
        files: the texts of the pack by their paths; what a pack's decisions do not need is left out.
        only: the paths of the models that are touched. The others stay as they count.
        reason: what was changed, and why.
        by: who saves.
        at: when.

    Raises:
        PackProblem: a file is not as it has to be; the problem names file, line and field.
        NotAllowed: the person does not keep the district's rules.
        ModelRefused: a text is no decision model.
        NeedsReason: nobody says why.
    """
    kept = dict(files)
    return _save_pack(district, pack_of(files_of(kept)), kept, only, reason=reason, by=by, at=at)


def _save_pack(
    district: District, pack: Pack, files: dict[str, str], only: Collection[str], *, reason: str, by: Authority, at: datetime
) -> list[ModelVersion]:
    digest = sha256_of(files)
    content = PackContent.objects.filter(district=district, pack=pack.id, sha256=digest).first() or PackContent.objects.create(
        district=district, pack=pack.id, name=pack.name, name_en=pack.name_en, files=files, sha256=digest, loaded_at=at
    )
    made = (_load(pack, content, each.name, reason=reason, by=by, at=at) for each in pack.models if each.name in only)
    return [version for version in made if version is not None]


def _load(pack: Pack, content: PackContent, file: str, *, reason: str, by: Authority, at: datetime) -> ModelVersion | None:
    """One model of a pack as a new version, if it says anything new."""
    text = content.files[file]
    name = opened(Source(text, "", file, files_of(content.files))).model_name
    title, title_en = _titles(pack, file, name)
    slug = _slug(pack, file, is_whole=title == pack.name)
    examples = joined((path, content.files[path]) for path in examples_of(pack, file))
    model = DecisionModel.objects.select_for_update(of=("self",)).select_related("district").filter(slug=slug).first()
    if model is not None:
        if model.district_id != content.district_id:
            raise SlugTaken(slug)
        fail_if.not_of_the_office(model.district, by)
        return _save(model, text, examples, content, reason=reason, by=by, at=at)
    return create_model(
        content.district, slug=slug, title=title, title_en=title_en,
        content=text, examples=examples, file=file, pack=content, reason=reason, by=by, at=at,
    )  # fmt: skip


def _slug(pack: Pack, file: str, *, is_whole: bool) -> str:
    """The permanent name of a model of a pack: the pack's, and its own unless it stands for the whole."""
    name = Path(file).stem
    part = name if name.isascii() else str([each.name for each in pack.models].index(file) + 1)
    return slug_of_pack(pack.id) if is_whole else slug_of_pack(pack.id, part)


def _titles(pack: Pack, file: str, name: str) -> tuple[str, str]:
    """What a model of a pack is called. The rules of a mechanism bear its name; a district's own bear theirs."""
    english = Path(file).stem.replace("_", " ")
    if pack.kind == "district":
        return name, english.capitalize()
    if len(pack.models) == 1 or name == pack.name:
        return pack.name, pack.name_en
    return f"{pack.name}：{name}", f"{pack.name_en}: {english}"
