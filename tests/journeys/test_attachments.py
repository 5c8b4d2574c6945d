"""What somebody hands in stays a file: no browser runs what is in it, however it came to be stored and however it is asked for."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from luoshi.district.attachments.models import Attachment, Content
from luoshi.district.offices.models import Person
from luoshi.district.offices.operations import name_district

RUNS = b"<!doctype html><title>ran</title><script>document.title = 'ran'; parent.ran = true; self.ran = true</script>"
FRAMED = "(address) => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame) }"
AS_SCRIPT = "(address) => { const script = document.createElement('script'); script.src = address; document.head.append(script) }"


@pytest.fixture
def disguised(page: Page) -> list[str]:
    """The addresses of a web page that got past all checks under three names; whoever looks is signed in and may see them."""
    district = name_district("青溪县")
    account = User.objects.create_user("zhou", password="一个很长的口令 2023")
    person = Person.objects.create(district=district, code="zhou", name="周示例", account=account)
    sha256 = hashlib.sha256(RUNS).hexdigest()
    content = Content.objects.create(sha256=sha256, size_bytes=len(RUNS), data=RUNS)
    stored = [
        Attachment.objects.create(
            district=district, content=content, name=f"照片.{kind}", kind=kind, received_sha256=sha256, received_bytes=len(RUNS),
            person=person, signature="示例", at=datetime(2023, 1, 20, tzinfo=UTC),
        )
        for kind in ("jpg", "txt", "pdf")
    ]  # fmt: skip
    page.goto("/sign-in/?next=/reports/")
    page.get_by_label("账号").fill("zhou")
    page.get_by_label("口令").fill("一个很长的口令 2023")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/reports/")
    return [f"/attachments/{each.pk}/" for each in stored]


def test_a_web_page_in_disguise_is_downloaded_and_never_run(page: Page, disguised: list[str]) -> None:
    for address in disguised:
        with page.expect_download() as download:
            page.evaluate("(address) => { location.href = address }", address)
        assert Path(download.value.path()).read_bytes() == RUNS
        assert download.value.suggested_filename.startswith("照片.")
        assert page.url.endswith("/reports/")
    assert page.evaluate("self.ran") is None


def test_nor_is_it_run_by_a_page_that_takes_it_for_a_part_of_itself(page: Page, disguised: list[str]) -> None:
    quiet = page.context.new_page()  # what the browser refuses it logs, and that is meant to be
    quiet.goto("/reports/")
    for address in disguised:
        quiet.evaluate(AS_SCRIPT, address)
        with quiet.expect_event("download", timeout=5000):
            quiet.evaluate(FRAMED, address)
    quiet.wait_for_timeout(200)
    assert quiet.evaluate("self.ran") is None
    assert quiet.title() != "ran"
    quiet.close()
