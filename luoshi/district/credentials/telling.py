"""What the facts that are recorded here are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import pgettext_lazy

from luoshi.district.credentials.models import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.facts.queries import Fact

CALLED: Final = {
    f"licence.{EventKind.REVOKED.value}": pgettext_lazy("fact", "证照撤销"),
    f"licence.{EventKind.SUSPENDED.value}": pgettext_lazy("fact", "证照暂停"),
    f"licence.{EventKind.RESTORED.value}": pgettext_lazy("fact", "证照恢复"),
}


def names(facts: Sequence[Fact]) -> dict[int, str]:
    """What facts of licences are called: 证照撤销."""
    return {one.number: str(CALLED[one.kind]) for one in facts if one.kind in CALLED}
