"""What a check of a licence can find, each in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.words import Words


class FaultKind(StrEnum):
    """The closed list of what can be wrong with a licence."""

    MALFORMED = "malformed"
    FIELD_ALTERED = "field_altered"
    FIELD_MISSING = "field_missing"
    FIELD_ADDED = "field_added"
    NOT_SIGNED = "not_signed"
    ISSUER_ALTERED = "issuer_altered"
    UNKNOWN_KEY = "unknown_key"
    KEY_NOT_IN_USE = "key_not_in_use"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    LIST_WRONG = "list_wrong"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: a field, a key, a day."""

    kind: FaultKind
    where: str = ""

    def words(self) -> Words:
        """What is wrong."""
        chinese, english = _WORDS[self.kind]
        return Words(chinese.format(self.where), english.format(self.where))


_WORDS = {
    FaultKind.MALFORMED: ("证照文件缺少或写错了“{}”。", "“{}” is missing from the licence, or wrong."),
    FaultKind.FIELD_ALTERED: ("“{}”在签名之后被改过。", "“{}” was altered after the licence was signed."),
    FaultKind.FIELD_MISSING: ("“{}”在签名之后被删掉了。", "“{}” was taken out after the licence was signed."),
    FaultKind.FIELD_ADDED: ("“{}”是签名之后加上去的。", "“{}” was added after the licence was signed."),
    FaultKind.NOT_SIGNED: (
        "签名不符：证明被改过，或者不是钥匙 {} 签的。",
        "The signature is wrong: the proof was altered, or it is not of the key {}.",
    ),
    FaultKind.ISSUER_ALTERED: ("发证机关不是签名的钥匙：{}。", "The issuer is not whoever signed: {}."),
    FaultKind.UNKNOWN_KEY: ("签名的钥匙不在公布的钥匙里：{}。", "The key that signed is not among the published keys: {}."),
    FaultKind.KEY_NOT_IN_USE: ("签名时这把钥匙没有在用：{}。", "The key was not in use when it signed: {}."),
    FaultKind.NOT_YET_VALID: ("证照从 {} 起才有效。", "The licence is valid from {} on only."),
    FaultKind.EXPIRED: ("证照已于 {} 到期。", "The licence expired at {}."),
    FaultKind.REVOKED: ("证照已被撤销（状态列表 {}）。", "The licence has been revoked (status list {})."),
    FaultKind.SUSPENDED: ("证照已被暂停（状态列表 {}）。", "The licence has been suspended (status list {})."),
    FaultKind.LIST_WRONG: ("状态列表不能作准：{}。", "The status list cannot be relied on: {}."),
}
