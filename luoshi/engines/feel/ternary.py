"""Three-valued logic, written out (DMN 1.5, table 50). None stands for null and for whatever is no boolean."""

from __future__ import annotations

Truth = bool | None

AND: dict[tuple[Truth, Truth], Truth] = {
    (True, True): True,
    (True, False): False,
    (True, None): None,
    (False, True): False,
    (False, False): False,
    (False, None): False,
    (None, True): None,
    (None, False): False,
    (None, None): None,
}

OR: dict[tuple[Truth, Truth], Truth] = {
    (True, True): True,
    (True, False): True,
    (True, None): True,
    (False, True): True,
    (False, False): False,
    (False, None): None,
    (None, True): True,
    (None, False): None,
    (None, None): None,
}

NOT: dict[Truth, Truth] = {True: False, False: True, None: None}


def truth(value: object) -> Truth:
    """A value as logic sees it."""
    return value if isinstance(value, bool) else None
