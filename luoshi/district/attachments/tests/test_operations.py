"""What is stored stays, under its hash; what must go loses its bytes and keeps its trace."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, IntegrityError, transaction
from pytest_django import Settings

from luoshi.district.attachments import operations, queries
from luoshi.district.attachments.errors import AlreadyRemoved, AttachmentRefused, NeedsReason, NotAllowed
from luoshi.district.attachments.models import Attachment, Content, Removal
from luoshi.district.attachments.tests.conftest import AT
from luoshi.district.offices.tests.government import Government

TEXT = "桥面示例照片说明".encode()


def stored(government: Government, by: str = "zhou", content: bytes = TEXT, name: str = "说明.txt") -> Attachment:
    """A file of somebody."""
    return operations.store(name=name, content=content, district=government.district, by=government.by(by), at=AT)


def test_the_same_bytes_are_kept_once(government: Government) -> None:
    one, other = stored(government), stored(government, by="wu", name="另一份.txt")
    assert Content.objects.count() == 1
    assert one.content_id == other.content_id == hashlib.sha256(TEXT).hexdigest()
    assert queries.content_of(one) == TEXT


def test_bytes_go_when_nobody_needs_them_and_come_back_when_somebody_does(government: Government) -> None:
    one, other = stored(government), stored(government, by="wu")
    for each, left in ((one, TEXT), (other, None)):
        operations.remove(each.pk, reason="照片上有他人信息", by=government.by("sun"), at=AT)
        assert Content.objects.get().data == left
    removed = queries.attachment(one.pk)
    assert removed is not None
    assert queries.content_of(removed) is None
    assert (removed.removal.person, removed.removal.reason) == (government.people["sun"], "照片上有他人信息")
    again = stored(government)
    assert queries.content_of(again) == TEXT
    assert queries.content_of(removed) is None
    with pytest.raises(AlreadyRemoved):
        operations.remove(one.pk, reason="再删", by=government.by("sun"), at=AT)


def test_only_the_uploader_and_the_office_remove_and_they_say_why(government: Government) -> None:
    found = stored(government)
    with pytest.raises(NotAllowed):
        operations.remove(found.pk, reason="不喜欢", by=government.by("wu"), at=AT)
    with pytest.raises(NeedsReason):
        operations.remove(found.pk, reason=" ", by=government.by("zhou"), at=AT)
    assert not Removal.objects.exists()


def test_who_serves_no_office_hands_nothing_in(government: Government) -> None:
    with pytest.raises(NotAllowed):
        stored(government, by="wang")


def test_the_database_keeps_what_was_handed_in(government: Government) -> None:
    stored(government)
    for change in (
        lambda: Attachment.objects.update(name="别的.txt"),
        lambda: Attachment.objects.all().delete(),
        lambda: Content.objects.update(size_bytes=1),
    ):
        with pytest.raises(Error, match="not altered"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="content_has_the_hash_of_its_name"):
        Content.objects.update(data=b"x" * len(TEXT))


def test_who_may_see_an_attachment_follows_from_what_it_belongs_to(government: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_rules", {})
    found = stored(government)
    zhou, wu, sun = (government.by(code) for code in ("zhou", "wu", "sun"))
    assert [queries.may_see(found, by) for by in (zhou, wu, sun)] == [True, False, False]
    operations.attach([found], kind="sample", key="1", by=zhou, at=AT)
    operations.attach([found], kind="sample", key="1", by=zhou, at=AT)
    assert not queries.may_see(found, sun)
    queries.register_owner("sample", lambda key, by: key == "1" and by == sun)
    assert [queries.may_see(found, by) for by in (zhou, wu, sun)] == [True, False, True]
    assert queries.attachments_of("sample", "1") == [found]
    with pytest.raises(NotAllowed):
        operations.attach([found], kind="sample", key="2", by=wu, at=AT)


def test_what_was_given_up_with_its_form_goes_away(government: Government) -> None:
    left, used = stored(government), stored(government, content=b"used")
    operations.attach([used], kind="sample", key="1", by=government.by("zhou"), at=AT)
    assert operations.remove_drafts(at=AT + timedelta(days=operations.DRAFT_DAYS)) == 0
    assert operations.remove_drafts(at=AT + timedelta(days=operations.DRAFT_DAYS + 1)) == 1
    assert list(Removal.objects.values_list("attachment", "reason")) == [(left.pk, operations.NEVER_USED)]


def test_a_form_that_comes_back_still_holds_what_was_uploaded(government: Government, settings: Settings) -> None:
    settings.ATTACHMENT_BYTES_MAX = 1024**2
    of_another = stored(government, by="wu")
    files = [SimpleUploadedFile("说明.txt", TEXT), SimpleUploadedFile("空.txt", b""), SimpleUploadedFile("大.txt", b"a" * (1024**2 + 1))]
    first = operations.receive(files, [], district=government.district, by=government.by("zhou"), at=AT)
    assert [name for name, _ in first.refusals] == ["空.txt", "大.txt"]
    kept = [str(each.pk) for each in (*first.attachments, of_another)] + ["x", "٣", "9" * 30]
    second = operations.receive([], kept, district=government.district, by=government.by("zhou"), at=AT)
    assert second.attachments == first.attachments
    assert second.refusals == []


def test_a_form_takes_so_many_files_and_no_more(government: Government) -> None:
    files = [SimpleUploadedFile(f"{number}.txt", b"%d" % number) for number in range(operations.FILES_MAX + 1)]
    received = operations.receive(files, [], district=government.district, by=government.by("zhou"), at=AT)
    assert len(received.attachments) == operations.FILES_MAX
    assert isinstance(received.refusals[0][1], AttachmentRefused)
