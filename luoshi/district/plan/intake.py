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

TITLE_LENGTH_MAX = 100
"""As long as a heading that still fits a page."""

NOBODYS_TITLE = "政府工作报告"
"""What many reports call themselves, without saying of which government."""

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
    given_title: str = ""

    @property
    def sha256(self) -> str:
        """Tells texts apart, whatever file format or encoding they came in."""
        return hashlib.sha256(self.reading.source.encode()).hexdigest()

    @property
    def title(self) -> str:
        """The report's own title if it has one that tells whose it is; else the given one, its bare title with the year, or its file's."""
        title = self.reading.title
        if title.endswith("报告") and title != NOBODYS_TITLE:
            return title
        bare = f"{self.year}年{title}" if title == NOBODYS_TITLE and self.year else ""
        return self.given_title or bare or Path(self.file_name).stem[:TITLE_LENGTH_MAX] or title

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


def take_in(content: bytes, name: str, title: str = "") -> Intake:
    """Decode a file and read it as a work report, which is called ``title`` if it does not name itself.

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
    given_title = " ".join(_NOT_STORABLE.sub("", title).split())[:TITLE_LENGTH_MAX]
    return Intake(name, document, reading.read(_NOT_STORABLE.sub("\ufffd", document.text)), given_title)


@cache
def engine_identity() -> str:
    """Names by version and digest what reads, suggests and stores, so that stored texts are read again when it gets better."""
    folders = (*reading.__path__, *owners.__path__)
    files = [file for folder in folders for file in sorted(Path(folder).glob("*.*")) if file.suffix in {".py", ".toml", ".json"}]
    files += [Path(__file__).with_name(name) for name in ("storing.py", "owners.py")]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    return f"{__version__}+{digest.hexdigest()[:12]}"
