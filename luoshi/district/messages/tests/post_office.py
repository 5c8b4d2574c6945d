"""A worker for the kill test: it delivers once, and dies by SIGKILL as soon as the mail server has taken the message.

``python -m luoshi.district.messages.tests.post_office MOMENT GATEWAY DATABASE_NAME``
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from typing import Any
from unittest.mock import patch

import django


def main() -> None:
    """Deliver, and die where it hurts most: what was sent is not on record yet."""
    django.setup()
    from django.conf import settings
    from django.db import connection

    from luoshi.district.messages import delivering
    from luoshi.district.messages.gateways import hand_over

    moment, gateway, database = sys.argv[1:]
    connection.settings_dict["NAME"] = database
    settings.MESSAGE_GATEWAYS = {"mail": gateway}

    def hand_over_and_die(*args: Any, **kwargs: Any) -> None:
        hand_over(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    with patch.object(delivering, "hand_over", hand_over_and_die):
        delivering.deliver(at=datetime.fromisoformat(moment))


if __name__ == "__main__":
    main()
