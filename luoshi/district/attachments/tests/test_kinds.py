"""What a file is, by its content; what is refused, and what a photograph loses."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from luoshi.district.attachments import office_files, pictures
from luoshi.district.attachments.errors import AttachmentRefused
from luoshi.district.attachments.kinds import KINDS, recognise
from luoshi.district.attachments.names import safe_name
from luoshi.district.attachments.operations import _ENDINGS
from luoshi.district.attachments.tests import files

DOCX = files.docx()
REMOTE_TEMPLATE = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="https://evil.example/a.dotm" TargetMode="External"/></Relationships>'
)
LOCAL_TEMPLATE = REMOTE_TEMPLATE.replace(b"https://evil.example/a.dotm", rb"file:///C:\Users\li\Normal.dotm")
MACRO_TYPE = b"application/vnd.ms-word.document.macroEnabled.main+xml"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (DOCX, "说明.docx", "docx"),
        (DOCX, "说明.jpg", "docx"),
        (files.with_members(DOCX, word___rels__settings_dot_xml_dot_rels=LOCAL_TEMPLATE), "模板.docx", "docx"),
        (files.xlsx(), "表.xlsx", "xlsx"),
        (files.ofd(), "公文.ofd", "ofd"),
        (files.pdf(), "扫描", "pdf"),
        (files.pdf(password=""), "扫描", "pdf"),
        (files.pdf(attached=b'{"a": 1}', called="licence.json"), "证照", "pdf"),
        (files.photograph(), "桥.JPG", "jpg"),
        (files.photograph("PNG"), "桥.png", "png"),
        ("示例，2023".encode("gb18030"), "说明.txt", "txt"),
        ("名称,数量\n示例,1\n".encode(), "清单.csv", "csv"),
    ],
)
def test_what_is_taken_is_known_by_its_content(content: bytes, name: str, kind: str) -> None:
    assert recognise(content, name)[0].code == kind


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.pdf", "空的"),
        (b"\x00" * 100, "零.txt", "空的"),
        (b"MZ\x90\x00" + b"\x00" * 100, "照片.jpg", "程序"),
        (b"@echo off\r\ndel *.*\r\n", "清理.bat", "程序"),
        (b"<!doctype html><script>alert(1)</script>", "照片.jpg", "网页"),
        ("说明" * 50 + "<ScRiPt src=//evil.example></script>", "说明.txt", "网页"),
        ("\ufeff<html>".encode("utf-16-le"), "说明.txt", "网页"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "图.png", "SVG"),
        (files.with_members(DOCX, word__vbaProject_dot_bin=b"x"), "说明.docx", "宏"),
        (files.replaced(DOCX, "[Content_Types].xml", MAIN_TYPE, MACRO_TYPE), "说明.docx", "宏"),
        (files.with_members(DOCX, word___rels__settings_dot_xml_dot_rels=REMOTE_TEMPLATE), "说明.docx", "别的机器"),
        (files.zipped({"a.exe": b"MZ"}), "说明.docx", "压缩包"),
        (DOCX[:-200], "说明.docx", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧.doc", "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密.docx", "密码"),
        (files.pdf(password="secret"), "密.pdf", "密码"),
        (files.pdf(script="app.alert(1)"), "脚本.pdf", "脚本"),
        (files.pdf(attached=b"MZ"), "夹带.pdf", "夹带"),
        (files.pdf(attached=b"MZ", called="licence.json"), "夹带.pdf", "夹带"),
        (files.pdf(attached=b"{}", called="licence.json.exe"), "夹带.pdf", "夹带"),
        (b"%PDF-1.7\n%broken", "坏.pdf", "损坏"),
        (files.photograph()[:-40], "半张.jpg", "损坏"),
        (files.photograph("PNG")[:-5], "半张.png", "损坏"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "坏.jpg", "损坏"),
        (bytes(range(256)) * 20, "未知.pdf", ""),
    ],
)
def test_what_acts_or_cannot_be_read_is_refused(content: bytes | str, name: str, words: str) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        recognise(content.encode() if isinstance(content, str) else content, name)
    assert words in refused.value.what.chinese
    assert refused.value.what.english
    assert refused.value.remedy.english


def test_what_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_files, "UNPACKED_BYTES_MAX", 3 * 1024**2)
    bomb = files.with_members(DOCX, word__media__a_dot_png=b"\x00" * 4 * 1024**2)
    assert len(bomb) < 100_000
    with pytest.raises(AttachmentRefused, match="解开后超过 3 MB"):
        recognise(bomb, "说明.docx")


def test_a_picture_that_says_it_is_endless_is_refused() -> None:
    small = files.photograph("PNG")
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + small[24:29]
    endless = small[:12] + pictures._chunk(header[:4], header[4:])[4:] + small[33:]
    with pytest.raises(AttachmentRefused, match="百万像素"):
        recognise(endless, "大.png")


@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_photograph_loses_its_place_and_nothing_else(form: str, ending: str) -> None:
    before = files.photograph(form, progressive=True, icc_profile=b"profile" * 10) + b"trailing secret film"
    kind, after = recognise(before, f"桥.{ending}")
    assert kind.code == ending
    for secret in (b"SECRET", b"trailing", b"2023:01:20"):
        assert secret in before
        assert secret not in after
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        assert dict(new.getexif()) == {files.ORIENTATION: 6}
        assert new.info["icc_profile"] == old.info["icc_profile"]
        assert ImageChops.difference(old.convert("RGB"), new.convert("RGB")).getbbox() is None
    assert recognise(after, "桥")[1] == after


@given(st.binary(max_size=200), st.sampled_from([pictures.JPEG, pictures.PNG, b"PK\x03\x04", b"%PDF-1.7", b""]))
@settings(max_examples=80, deadline=None)
def test_whatever_comes_is_taken_or_refused(noise: bytes, beginning: bytes) -> None:
    try:
        recognise(beginning + noise, "文件")
    except AttachmentRefused:
        return
    assert beginning == b"", "nothing but a text is made of noise"


@pytest.mark.parametrize(
    ("given_name", "kind", "kept"),
    [
        ("桥面 照片.JPEG", "jpg", "桥面 照片.jpeg"),
        ("照片.png", "jpg", "照片.jpg"),
        ("/etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\li\\报告.docx", "docx", "报告.docx"),
        ("..", "pdf", "附件.pdf"),
        ("照片\u202egpj.exe", "jpg", "照片gpj.exe.jpg"),
        ('a\r\nSet-Cookie: x="1".txt', "txt", "aSet-Cookie_ x=_1_.txt"),
        ("con.txt", "txt", "_con.txt"),
        ("关于1.5亿元的说明", "pdf", "关于1.5亿元的说明.pdf"),
        ("", "pdf", "附件.pdf"),
        ("长" * 300 + ".pdf", "pdf", "长" * 66 + ".pdf"),
    ],
)
def test_a_name_neither_misleads_nor_leads_anywhere(given_name: str, kind: str, kept: str) -> None:
    assert safe_name(given_name, KINDS[kind], _ENDINGS) == kept


@given(st.text(alphabet=st.sampled_from('aZ1 ._-长é😀/\\:*?"<>|\x00\r\n\u202e\u200d\ud800'), max_size=300))
@settings(max_examples=150)
def test_every_name_can_be_a_file(name: str) -> None:
    safe = safe_name(name, KINDS["pdf"], _ENDINGS)
    assert safe.endswith(".pdf")
    assert len(safe.encode()) <= 255
    assert not set('/\\:*?"<>|\x00\r\n') & set(safe)
    assert safe_name(safe, KINDS["pdf"], _ENDINGS) == safe
