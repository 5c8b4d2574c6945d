"""Changes of attachments: a file is stored, belongs to something, loses its bytes. Nothing else ever happens to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from luoshi.district.attachments import fail_if, queries
from luoshi.district.attachments.errors import AttachmentError, AttachmentRefused
from luoshi.district.attachments.kinds import KINDS, recognise
from luoshi.district.attachments.models import Attachment, Belonging, Content, Removal
from luoshi.district.attachments.names import safe_name
from luoshi.district.days import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from luoshi.district.offices.queries import Authority, District

FILES_MAX = 10
"""So many files one form takes."""

DRAFT_DAYS = 7
"""What was handed in and belongs to nothing after so many days was given up with its form."""

NEVER_USED = "上传后没有提交 / handed in, and never used"

_ENDINGS = frozenset(ending for kind in KINDS.values() for ending in kind.endings)


@transaction.atomic
def store(*, name: str, content: bytes, district: District, by: Authority, at: datetime) -> Attachment:
    """Keep a file. It belongs to nothing until :func:`attach` says to what, and is removed after :data:`DRAFT_DAYS` if nobody does.

    What it is follows from its content. Photographs lose place, time and device; the bytes of everything else stay as they came.

    Args:
        name: what its owner calls it; cleaned, and given the ending that tells what the content is.
        content: the bytes that came.
        district: whose it is.
        by: who hands it in.
        at: when.

    Raises:
        NotAllowed: the person holds no post of the district, and does not apply for anything either.
        AttachmentRefused: too large, empty, of a kind that is not taken, damaged, encrypted, or acting when it is opened.
    """
    fail_if.not_let_in(district, by, on=day_of(at))
    fail_if.too_large(len(content), settings.ATTACHMENT_BYTES_MAX)
    kind, bare = recognise(content, name)
    assert by.person is not None, "whoever is let in is a person"
    return Attachment.objects.create(
        district=district,
        content=_kept(bare),
        name=safe_name(name, kind, _ENDINGS),
        kind=kind.code,
        received_sha256=hashlib.sha256(content).hexdigest(),
        received_bytes=len(content),
        person=by.person,
        signature=by.signature.strip(),
        at=at,
    )


def _kept(data: bytes) -> Content:
    """The bytes under their hash, stored unless they are; locked, so that nobody removes them before this transaction ends."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not Content.objects.filter(pk=sha256).exists():
        Content.objects.bulk_create([Content(sha256=sha256, size_bytes=len(data), data=data)], ignore_conflicts=True)
    found = Content.objects.select_for_update().defer("data").get(pk=sha256)
    Content.objects.filter(pk=sha256, data=None).update(data=data)  # somebody else's copy was removed once
    return found


def claim(ids: Iterable[str | int], *, by: Authority) -> list[Attachment]:
    """Of these ids what :func:`~luoshi.district.attachments.queries.own` finds, kept as it is until the caller's transaction ends: whoever
    removes or uses one of them at the same moment has done so before, or waits.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    named = [each.pk for each in queries.own(ids, by=by)]
    list(Attachment.objects.select_for_update().filter(pk__in=named).order_by("pk"))
    return queries.own(named, by=by)


@transaction.atomic
def attach(attachments: Iterable[Attachment], *, kind: str, key: str, by: Authority, at: datetime) -> None:
    """Let attachments belong to something: in the transaction that stores what they belong to. Doing it again changes nothing.

    Args:
        attachments: what was stored before.
        kind: what owns them, as it was registered with :func:`~luoshi.district.attachments.queries.register_owner`.
        key: the one of that kind.
        by: who does it.
        at: when.

    Raises:
        NotAllowed: the person neither handed one in nor keeps the plan of its district.
        AlreadyRemoved: the bytes of one are gone.
    """
    for each in attachments:
        locked = _locked(each.pk)
        fail_if.neither_uploader_nor_office(locked, by)
        fail_if.already_removed(locked)
        assert by.person is not None, "an uploader or an office has a person"
        Belonging.objects.get_or_create(attachment=locked, kind=kind, key=key, defaults={"person": by.person, "at": at})


@transaction.atomic
def remove(attachment: int, *, reason: str, by: Authority, at: datetime) -> Removal:
    """Take the bytes of an attachment away for good; its name, its hash, who handed it in and who removed it stay.

    For what must not be kept: 个人信息保护法 art. 47 (erasure), or a file that was attached by mistake. Whoever handed it in may, and the
    office. Bytes that another attachment holds as well stay for that one.

    Raises:
        Attachment.DoesNotExist: there is none of this id.
        NotAllowed: the person neither handed it in nor keeps the district's plan.
        NeedsReason: nobody says why.
        AlreadyRemoved: the bytes are gone.
    """
    found = _locked(attachment)
    fail_if.neither_uploader_nor_office(found, by)
    fail_if.without_reason(reason)
    fail_if.already_removed(found)
    return _removed(found, reason=reason.strip()[:500], by=by, at=at)


def _locked(pk: int) -> Attachment:
    """An attachment for this transaction alone: locked first and read then, so that what somebody did to it just before is seen."""
    Attachment.objects.select_for_update().get(pk=pk)
    return Attachment.objects.select_related("district", "removal").get(pk=pk)


def remove_drafts(*, at: datetime) -> int:
    """Remove what was handed in long ago and belongs to nothing; returns how many those were. Two at once take different ones."""
    before, count = at - timedelta(days=DRAFT_DAYS), 0
    for pk in queries.drafts().filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:100]:
        with transaction.atomic():
            found = Attachment.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if found is not None and queries.drafts().filter(pk=pk).exists():
                _removed(found, reason=NEVER_USED, by=None, at=at)
                count += 1
    return count


def _removed(attachment: Attachment, *, reason: str, by: Authority | None, at: datetime) -> Removal:
    content = Content.objects.select_for_update().defer("data").get(pk=attachment.content_id)
    person, signature = (by.person, by.signature) if by else (None, "")
    removal = Removal.objects.create(attachment=attachment, reason=reason, person=person, signature=signature, at=at)
    if not content.attachments.filter(removal=None).exists():
        Content.objects.filter(pk=content.pk).update(data=None)
    return removal


@dataclass(slots=True)
class Received:
    """What a form with attachments holds: those that are stored, and what was refused, by the name of the file."""

    attachments: list[Attachment] = field(default_factory=list)
    refusals: list[tuple[str, AttachmentError]] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What was refused, in the reader's language."""
        return [f"{name}：{refusal.in_one_line()}" for name, refusal in self.refusals]


def receive(files: Sequence[UploadedFile[bytes]], kept: Sequence[str], *, district: District, by: Authority, at: datetime) -> Received:
    """Store the files of a form, and find again those that it held when it came back before: an upload is not lost with a refused form.

    Args:
        files: ``request.FILES.getlist(code)``, where ``code`` is that of ``{% attachments_field %}``.
        kept: ``request.POST.getlist(f"{code}-kept")``, the ids that are still ticked; those of others are left out.
        district: whose they are.
        by: who hands them in.
        at: when.

    Raises:
        NotAllowed: the person holds no post of the district, and does not apply for anything either.
    """
    received = Received(queries.own(kept, by=by))
    for file in files:
        name = file.name or ""
        try:
            if len(received.attachments) >= FILES_MAX:
                raise AttachmentRefused.too_many(FILES_MAX)
            fail_if.too_large(file.size or 0, settings.ATTACHMENT_BYTES_MAX)
            received.attachments.append(store(name=name, content=file.read(), district=district, by=by, at=at))
        except AttachmentRefused as refusal:
            received.refusals.append((name, refusal))
    return received
