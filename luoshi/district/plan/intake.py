"""A document becomes a text that was read: the part of taking in a report that needs no database."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi import __version__
from luoshi.district.plan.errors import ReportRefused
from luoshi.engines import owners, reading
from luoshi.engines.documents.incoming import IncomingText, decode
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.documents.report_check import refuse_unless_report
from luoshi.engines.reading.model import Reading

CHARACTERS_MAX = 120_000
"""Twice the longest report; a page of more would be of no use to anyone."""

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_DISTRICT_IN_TITLE = re.compile(
    r"^(?:(?:19|20)\d\d年)?(?P<district>[\u4e00-\u9fff]{2,20}?)(?:人民政府)?(?:(?:19|20)\d\d年)?(?:政府)?工作报告"
)


@dataclass(frozen=True, slots=True)
class Intake:
    """A document and what was read in it."""

    file_name: str
    document: IncomingText
    reading: Reading

    @property
    def sha256(self) -> str:
        """Tells texts apart, whatever file format or encoding they came in."""
        return hashlib.sha256(self.reading.source.encode()).hexdigest()

    @property
    def title(self) -> str:
        """The report's title if the text has one, with its year; else the name of its file."""
        title = self.reading.title
        if title == "政府工作报告" and self.year:
            return f"{self.year}年{title}"
        return title if title.endswith("报告") else Path(self.file_name).stem[:100] or title

    @property
    def year(self) -> int | None:
        """The year the report plans for, if it is one in which there could be a report."""
        year = self.reading.year
        return year if year and 1949 <= year <= 2100 else None

    @property
    def district(self) -> str:
        """The government that the title names, or nothing."""
        match = _DISTRICT_IN_TITLE.match(self.title)
        return match["district"] if match and match["district"] not in {"政府", "国务院政府"} else ""


def take_in(content: bytes, name: str) -> Intake:
    """Decode a file and read it as a work report.

    Raises:
        ReportRefused: it cannot be read, is no report, or is too long.
    """
    try:
        document = decode(content, name)
        if len(document.text) > CHARACTERS_MAX:
            raise ReportRefused.too_long(len(document.text), CHARACTERS_MAX)
        refuse_unless_report(document.text)
    except UnreadableDocument as reason:
        raise ReportRefused.unreadable(reason) from reason
    # PostgreSQL stores neither NUL nor half a surrogate pair; the replacement keeps every offset.
    return Intake(name, document, reading.read(_NOT_STORABLE.sub("\ufffd", document.text)))


@cache
def engine_identity() -> str:
    """Names by version and digest what reads, suggests and stores, so that stored texts are read again when it gets better."""
    folders = (*reading.__path__, *owners.__path__)
    files = [file for folder in folders for file in sorted(Path(folder).glob("*.*")) if file.suffix in {".py", ".toml", ".json"}]
    files += [Path(__file__).with_name(name) for name in ("storing.py", "owners.py")]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    return f"{__version__}+{digest.hexdigest()[:12]}"
