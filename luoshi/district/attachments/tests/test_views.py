"""An attachment is handed out to whoever may see it, as a file that no browser shows."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.template.loader import get_template
from django.test import Client

from luoshi.district.attachments import operations, queries
from luoshi.district.attachments.models import Attachment
from luoshi.district.attachments.tests.conftest import AT
from luoshi.district.offices.tests.government import Government


@pytest.fixture
def stored(government: Government) -> Attachment:
    """A file that ``zhou`` handed in."""
    return operations.store(name="桥面 说明.txt", content="示例".encode(), district=government.district, by=government.by("zhou"), at=AT)


def signed_in(government: Government, code: str) -> Client:
    """The browser of somebody."""
    browser, account = Client(), government.people[code].account
    assert account is not None
    browser.force_login(account)
    return browser


def test_a_file_is_kept_and_never_shown(government: Government, stored: Attachment) -> None:
    answer = signed_in(government, "zhou").get(f"/attachments/{stored.pk}/")
    assert answer.content == "示例".encode()
    assert {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")} == {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": "attachment; filename*=utf-8''%E6%A1%A5%E9%9D%A2%20%E8%AF%B4%E6%98%8E.txt",
        "Cache-Control": "private, no-cache",
    }
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_right_that_ended_ends_for_what_the_browser_kept_too(
    government: Government, stored: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_rules", {"sample": lambda _key, by: by.name == "吴示例"})
    operations.attach([stored], kind="sample", key="1", by=government.by("zhou"), at=AT)
    wu, address = signed_in(government, "wu"), f"/attachments/{stored.pk}/"
    tag = wu.get(address).headers["ETag"]
    again = wu.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    queries.register_owner("sample", lambda _key, _by: False)
    assert wu.get(address, headers={"if-none-match": tag}).status_code == 404


@pytest.mark.parametrize("code", ["wu", "sun", ""])
def test_for_everybody_else_there_is_none(government: Government, stored: Attachment, code: str) -> None:
    browser = signed_in(government, code) if code else Client()
    assert browser.get(f"/attachments/{stored.pk}/").status_code == 404
    assert browser.post(f"/attachments/{stored.pk}/remove/", {"reason": "删"}).status_code in {302, 404}
    assert queries.content_of(stored) is not None


def test_what_was_removed_leaves_its_record(government: Government, stored: Attachment) -> None:
    browser = signed_in(government, "zhou")
    assert browser.post(f"/attachments/{stored.pk}/remove/", {"reason": " "}).status_code == 422
    assert browser.post(f"/attachments/{stored.pk}/remove/", {"reason": "含有无关人员的信息"}).status_code == 302
    answer = browser.get(f"/attachments/{stored.pk}/")
    assert answer.status_code == 410
    assert "含有无关人员的信息" in answer.content.decode()
    assert stored.content_id in answer.content.decode()
    again = browser.post(f"/attachments/{stored.pk}/remove/", {"reason": "再删"})
    assert again.status_code == 422
    assert "的内容已经删除" in again.content.decode()


def test_the_field_keeps_what_was_uploaded_and_says_what_was_not(government: Government) -> None:
    files = [SimpleUploadedFile("桥面.txt", "示例".encode()), SimpleUploadedFile("<b>网页.html", b"<html>")]
    received = operations.receive(files, [], district=government.district, by=government.by("zhou"), at=AT)
    field = Template("{% load attachments %}{% attachments_field 'photos' '照片' held=received.attachments faults=received.faults %}")
    form = field.render(Context({"received": received}))
    assert f'<input type="checkbox" name="photos-kept" value="{received.attachments[0].pk}" checked>' in form
    assert "&lt;b&gt;网页.html" in form
    assert "文件内容是网页" in form


def test_what_belongs_to_something_is_listed_with_what_was_removed(government: Government, stored: Attachment) -> None:
    operations.attach([stored], kind="sample", key="1", by=government.by("zhou"), at=AT)
    shown = get_template("attachments/list.html")
    assert f'href="/attachments/{stored.pk}/"' in shown.render({"attachments": queries.attachments_of("sample", "1")})
    operations.remove(stored.pk, reason="误传", by=government.by("zhou"), at=AT)
    assert "内容已于 2023-01-20 删除" in shown.render({"attachments": queries.attachments_of("sample", "1")})
