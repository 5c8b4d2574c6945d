"""A licence as a W3C Verifiable Credential 2.0. The fields of its subject bear the names that electronic licences in China bear.

GB/T 36903—2018 电子证照 元数据规范: certificateNumber 证照编号, certificateHolderName 持证主体, certificateIssuedDate 证照颁发日期, …
What the standard leaves to each kind of licence (scope, place) stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.credentials.documents import CONTEXT, stamp
from luoshi.engines.credentials.seal import SUBJECT, issuer_of
from luoshi.engines.credentials.status_list import status_entries

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.words import Words

TYPE: Final = "ElectronicLicence"
SAMPLE: Final = "演示：地区和持证主体都是虚构的，没有法律效力。 Demonstration: district and holder are invented; without legal effect."


@dataclass(frozen=True, slots=True)
class Licence:
    """What a licence says.

    Attributes:
        id: its permanent address, or a URN.
        number: as it stands on the licence.
        name: what kind of licence it is.
        holder_name: for whom; of a natural person masked.
        holder_code: the credit code of the holder; of a natural person masked.
        authority: the unit that issues it.
        issued_on: the day of issue.
        begins: from when it is valid.
        ends: until when; ``None`` without end.
        scope: what is licensed; may be empty.
        place: where; may be empty.
        lists: where the status lists lie, without their number and purpose.
        position: its place in the status lists, counted over all of them.
        is_sample: whether the district is invented.
    """

    id: str
    number: str
    name: Words
    holder_name: str
    holder_code: str
    authority: str
    issued_on: date
    begins: datetime
    ends: datetime | None
    scope: str
    place: str
    lists: str
    position: int
    is_sample: bool


def document_of(licence: Licence, public_key: bytes) -> dict[str, Any]:
    """The credential, not yet signed; whoever holds the key is its issuer."""
    ends = {"validUntil": stamp(licence.ends)} if licence.ends else {}
    return {
        "@context": CONTEXT,
        "id": licence.id,
        "type": ["VerifiableCredential", TYPE],
        "name": _languages(licence.name),
        "issuer": {"id": issuer_of(public_key), "name": licence.authority},
        "validFrom": stamp(licence.begins),
        **ends,
        SUBJECT: _subject(licence),
        "credentialStatus": status_entries(licence.lists, licence.position),
    }


def _languages(words: Words) -> list[dict[str, str]]:
    found = [{"@value": words.chinese, "@language": "zh-Hans"}, {"@value": words.english, "@language": "en"}]
    return [one for one in found if one["@value"]]


def _subject(licence: Licence) -> dict[str, str]:
    said = {
        "certificateName": licence.name.chinese,
        "certificateNumber": licence.number,
        "certificateHolderName": licence.holder_name,
        "certificateHolderCode": licence.holder_code,
        "certificateIssuingAuthorityName": licence.authority,
        "certificateIssuedDate": licence.issued_on.isoformat(),
        "certificateEffectiveDate": licence.begins.date().isoformat(),
        "certificateExpiringDate": licence.ends.date().isoformat() if licence.ends else "",
        "licensedScope": licence.scope,
        "licensedPlace": licence.place,
        "remark": SAMPLE if licence.is_sample else "",
    }
    return {name: value for name, value in said.items() if value}
