"""What is printed of a licence, put together from what is stored and how it stands on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.credentials.codes import grouped
from luoshi.district.credentials.papers import shown_holder
from luoshi.district.credentials.printed import Row, Sheet
from luoshi.district.credentials.states import State
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from luoshi.district.credentials.models import Credential
    from luoshi.district.credentials.states import Standing

SAMPLE = Words(
    "本页为演示样本，地区和持证主体都是虚构的，没有法律效力。",
    "A sample of a demonstration: district and holder are invented; without legal effect.",
)
EQUAL = Words(
    "电子证照与纸质证照具有同等法律效力（国务院关于在线政务服务的若干规定，国令第716号）。",
    "An electronic licence has the same effect as one on paper (State Council Decree No. 716).",
)
SCAN = Words("扫码看现在的状态，或在核验页输入编号和核验码。", "Scan to see how it stands now, or enter number and code to verify it.")
ATTACHED = Words(
    "签名的文件附在本 PDF 里（licence.json），任何人都可以离线核验。",
    "The signed file is attached to this PDF (licence.json); anybody can check it offline.",
)


def sheet_of(credential: Credential, standing: Standing, *, address: str, is_whole: bool) -> Sheet:
    """The sheet of a licence.

    Args:
        credential: the licence.
        standing: how it stands on the day of printing.
        address: of its page, for the QR code.
        is_whole: whether the name of a natural person stands there whole, for the holder's own use.
    """
    district = credential.district
    return Sheet(
        government=Words(district.name, district.name_en),
        title=Words(credential.name, credential.name_en),
        number=credential.number,
        rows=_rows(credential, standing, is_whole=is_whole),
        notes=(SAMPLE if district.invented else EQUAL, SCAN, ATTACHED),
        address=address,
        code=grouped(credential.code),
        across="演示" if district.invented else "",
        stamp=None if standing.state == State.VALID else standing.state.words,
        at=standing.signed.at,
        attachment=standing.signed.document.encode(),
    )


def _rows(credential: Credential, standing: Standing, *, is_whole: bool) -> tuple[Row, ...]:
    holder, code = (credential.holder_name, credential.holder_code) if is_whole else shown_holder(credential)
    code_label = Words("证件号码", "Identity number") if credential.of_person else Words("统一社会信用代码", "Unified social credit code")
    rows = (
        Row(Words("持证主体", "Holder"), holder),
        Row(code_label, code),
        Row(Words("许可范围", "Scope"), credential.scope),
        Row(Words("场所", "Place"), credential.place),
        Row(Words("发证机关", "Issuing authority"), credential.unit.name),
        Row(Words("发证日期", "Date of issue"), named_day(credential.issued_on).chinese),
        Row(Words("有效期至", "Valid until"), named_day(standing.expires_on).chinese if standing.expires_on else "长期 (without end)"),
    )
    return tuple(row for row in rows if row.value)
