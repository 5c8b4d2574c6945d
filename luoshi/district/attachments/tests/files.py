"""Files of all kinds, good and bad, made in memory."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.actions import JavaScript

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def docx() -> bytes:
    """A Word file with a sentence."""
    document, packed = Document(), BytesIO()
    document.add_paragraph("示例：桥面照片见附页。")
    document.save(packed)
    return packed.getvalue()


def xlsx() -> bytes:
    """A workbook with a cell."""
    book, packed = Workbook(), BytesIO()
    assert book.active is not None
    book.active["A1"] = "示例"
    book.save(packed)
    return packed.getvalue()


def ofd() -> bytes:
    """The shell of an OFD file."""
    return zipped({"OFD.xml": b"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"})


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive of these members."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def with_members(office: bytes, **members: bytes) -> bytes:
    """An Office file with members added, ``__`` in whose names stands for a slash and ``_dot_`` for a dot."""
    packed = BytesIO(office)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


def replaced(office: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """An Office file in which one member says something else."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(office)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == member else content)
    return packed.getvalue()


def pdf(password: str = "", script: str = "", attached: bytes = b"", called: str = "夹带.exe") -> bytes:
    """A PDF of one empty page."""
    writer, packed = PdfWriter(), BytesIO()
    writer.add_blank_page(width=200, height=200)
    if script:
        writer.add_open_action(JavaScript(script))
    if attached:
        writer.add_attachment(called, attached)
    if password:
        writer.encrypt(password)
    writer.write(packed)
    return packed.getvalue()


def photograph(form: str = "JPEG", upright: int = 6, **options: Any) -> bytes:
    """A picture with its place, its camera and which way is up."""
    picture = Image.linear_gradient("L").convert("RGB").resize((64, 48))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = upright, "SECRETCAMERA"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[29] = "2023:01:20"
    if form == "PNG":
        texts = PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SECRETPLACE</x:xmpmeta>")
        options = {"pnginfo": texts, **options}
    packed = BytesIO()
    picture.save(packed, form, exif=exif, **options)
    return packed.getvalue()
