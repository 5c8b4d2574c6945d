"""What is refused about tokens. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words


class TokenError(Refusal):
    """Base of all refusals about tokens."""


class NoPerson(TokenError):
    """Whoever asks is nobody whom the district knows."""

    def __init__(self) -> None:
        super().__init__(
            Words("这个账号没有对应的人员，不能有令牌。", "The account belongs to no person, so it can have no token."),
            Words("请用本人的账号登录。", "Sign in with an account of your own."),
        )


class NeedsName(TokenError):
    """It is not said what the token is for."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有写明令牌的用途。", "It is not said what the token is for."),
            Words("请写几个字，例如“记账软件”。", "Write a few words, such as “our bookkeeping”."),
        )


class NoSuchToken(TokenError):
    """The person has no such token."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Words(f"您没有编号为 {number} 的令牌，或者它已经停用。", f"You have no token {number}, or it has ended."),
            Words("请核对编号。", "Check its number."),
        )
