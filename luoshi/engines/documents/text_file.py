"""Bytes of a text file become characters, whichever of the encodings of Chinese offices they are in.

A wrong guess gives fluent nonsense (GB18030 accepts nearly any pair of bytes), so every encoding that decodes strictly is judged by its
result: in real Chinese nearly every ideograph is one of the 3,755 common ones, in nonsense hardly any is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from luoshi.engines.documents.refusals import UnreadableDocument, foreign_format, unknown_encoding
from luoshi.words import Words

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
_CONVINCING = 0.9
_POSSIBLE = 0.3  # traditional characters have 0.5; a wrong encoding rarely reaches 0.1
_SAMPLE = 20_000
_BROKEN_SHARE_MAX = 0.001
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Characters, the codec that gave them, and remarks for the reader."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes) -> DecodedText:
    """The exact text of ``content`` without its byte order mark.

    Raises:
        UnreadableDocument: binary content, or no encoding fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return decode_as(content[len(mark) :], encoding)
    readings = _readings(content)
    best = max(readings, key=_familiarity, default=None)
    if best is None or _familiarity(best) < _CONVINCING:
        best = _mostly_readable(content) or _in_utf_8(readings) or best
    if best is not None and (best.encoding == "utf-8" or _familiarity(best) >= _POSSIBLE):
        return best
    if b"\x00" in content:
        raise _binary()
    return _guessed(content)


def decode_as(content: bytes, encoding: str) -> DecodedText:
    """The text in an encoding that the file itself declares; a few broken characters are replaced and remarked on.

    Raises:
        UnreadableDocument: the declared encoding does not fit.
    """
    text = content.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken > max(1, _BROKEN_SHARE_MAX * len(text)) or len(_UNPRINTABLE.findall(text)) > 1 + len(text) // 100:
        raise unknown_encoding()
    return DecodedText(text, encoding, _broken_note(text))


def _readings(content: bytes) -> list[DecodedText]:
    """Every strict decoding, the first that convinces alone."""
    readings = []
    for encoding in _CANDIDATES:
        try:
            reading = DecodedText(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
        if _familiarity(reading) >= _CONVINCING:
            return [reading]
        readings.append(reading)
    return readings


def _in_utf_8(readings: list[DecodedText]) -> DecodedText | None:
    """Other scripts look unfamiliar, but bytes that form UTF-8 throughout are hardly anything else."""
    return next((each for each in readings if each.encoding == "utf-8" and not _UNPRINTABLE.search(each.text)), None)


def _familiarity(reading: DecodedText) -> float:
    """0 to 1: the share of expected characters among those beyond printable ASCII, which alone is beyond doubt."""
    sample = reading.text[:_SAMPLE]
    beyond_ascii = _NOT_ASCII.findall(sample)
    unprintable = len(_UNPRINTABLE.findall(sample))
    if not beyond_ascii and not unprintable:
        return 1.0
    return sum(map(_is_expected, beyond_ascii)) / (len(beyond_ascii) + unprintable)


def _is_expected(character: str) -> bool:
    """Chinese punctuation, a full-width form, or an ideograph of the first level of GB 2312, which is ordered by frequency of use."""
    if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uff5e" or character in "“”‘’—…·\u00a0":
        return True
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= code[0] <= 0xD7


def _mostly_readable(content: bytes) -> DecodedText | None:
    """A text with a few broken bytes, as a cut-off download or a mixed-up copy leaves it."""
    for encoding in ("utf-8", "gb18030"):
        text = content.decode(encoding, errors="replace")
        reading = DecodedText(text, encoding, _broken_note(text))
        if text.count("\ufffd") <= max(1, _BROKEN_SHARE_MAX * len(text)) and _familiarity(reading) >= _CONVINCING:
            return reading
    return None


def _guessed(content: bytes) -> DecodedText:
    """The last resort: statistics over the bytes."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loads large tables, hardly ever needed

    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise unknown_encoding()
    try:
        return DecodedText(content.decode(best.encoding), best.encoding, (f"文字编码由统计推断为 {best.encoding}，请核对。",))
    except UnicodeDecodeError:
        raise unknown_encoding() from None


def _broken_note(text: str) -> tuple[str, ...]:
    places = [str(match.start()) for match in islice(re.finditer("\ufffd", text), 5)]
    return (f"有 {text.count(chr(0xFFFD))} 个字符无法解码，已用 \ufffd 代替（第 {'、'.join(places)} 字处）。",) if places else ()


def _binary() -> UnreadableDocument:
    return foreign_format(
        Words("一个二进制文件", "a binary file"),
        Words("请提交 .txt、.docx、.html 或有文字的 .pdf。", "Submit .txt, .docx, .html or a .pdf with text."),
    )
