"""What the year plans gives way to what people do: whoever looks at the demonstration may act in it, and the year goes on all the same."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from luoshi.district.offices.errors import Refusal

log = logging.getLogger(__name__)


@contextmanager
def leaving_out(what: str) -> Iterator[None]:
    """Do something wholly or, where it is refused as things stand, not at all; then the log says so."""
    try:
        with transaction.atomic():
            yield
    except (Refusal, ObjectDoesNotExist) as why:
        log.warning("演示年略过一步：%s / left out: %s (%s)", what, what, why)
