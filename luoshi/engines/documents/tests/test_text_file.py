from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.recognise import Format
from luoshi.engines.documents.refusals import Reason, UnreadableDocument
from luoshi.engines.documents.tests.samples import TEXT

COMMON = "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
sentences = st.lists(
    st.text(st.sampled_from(COMMON + "0123456789%"), min_size=4, max_size=30).map(lambda words: f"推动{words}，"), min_size=3, max_size=20
).map("".join)


@given(
    sentences,
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_text_comes_back_exactly_in_every_encoding(text: str, encoding: str, line_end: str) -> None:
    text = f"{text}{line_end}　{text}{line_end}"
    assert decode(text.encode(encoding), "report.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_named(encoding: str) -> None:
    incoming = decode(TEXT.encode(encoding), "report.txt")
    assert (incoming.encoding, incoming.format, incoming.notes) == (encoding, Format.TXT, ())


def test_short_gb18030_that_happens_to_be_valid_utf_8_is_chinese() -> None:
    assert "模模模".encode("gbk").decode("utf-8") != "模模模"  # the trap is real
    assert decode("模模模".encode("gbk"), "a.txt").text == "模模模"


def test_traditional_characters_in_big5_are_recognised() -> None:
    text = "過去一年，我們堅持穩中求進，發展經濟，改善民生。" * 5
    assert decode(text.encode("big5"), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Правительство отчитывается перед народом. ", "utf-8"), ("政府は国民に報告します。", "shift_jis"), ("plain words. ", "utf-8")],
)
def test_other_scripts_are_decoded_so_that_the_refusal_can_say_what_they_are(text: str, encoding: str) -> None:
    assert decode((text * 20).encode(encoding), "a.txt").text == text * 20


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_off_file_is_read_with_a_note(encoding: str) -> None:
    incoming = decode((TEXT * 20).encode(encoding)[:-2] + b"\x81", "a.txt")
    assert incoming.text.startswith(TEXT)
    assert "无法解码" in incoming.notes[0]
    assert incoming.encoding == encoding


def test_bytes_without_text_are_refused_as_binary() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        decode(bytes(range(256)) * 40, "a.txt")
    assert refusal.value.reason is Reason.BINARY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_null_characters_in_a_text_are_counted_and_refused(encoding: str) -> None:
    wounded = TEXT.replace("，", "\x00", 3)
    with pytest.raises(UnreadableDocument) as refusal:
        decode(wounded.encode(encoding), "a.txt")
    assert refusal.value.reason is Reason.DAMAGED
    assert "3 个空字符" in refusal.value.what.chinese
    assert "3 null characters" in refusal.value.what.english
    assert "UTF-8" in refusal.value.remedy.chinese


def test_the_null_bytes_of_utf_16_are_no_null_characters() -> None:
    assert decode("plan 2031".encode("utf-16-le"), "a.txt").text == "plan 2031"


def test_other_control_characters_stay_in_a_text_so_that_offsets_stay_true() -> None:
    text = f"{TEXT}\x0c\x0b\x01{TEXT}"
    assert decode(text.encode(), "a.txt").text == text


def test_an_unknown_encoding_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        decode(bytes(range(128, 256)) * 40, "a.txt")
    assert refusal.value.reason is Reason.UNKNOWN_ENCODING
    assert "UTF-8" in refusal.value.remedy.english
