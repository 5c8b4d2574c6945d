"""How much a visitor may send at once."""

from __future__ import annotations

import pytest
from django.core.files.uploadhandler import StopUpload
from django.http import HttpRequest

from luoshi.district.uploads import SizeLimit


def test_the_limit_is_for_all_files_of_a_form_together() -> None:
    limit = SizeLimit(HttpRequest(), 10)
    limit.handle_raw_input(None, {}, 25, b"")
    limit.receive_data_chunk(b"sixsix", 0)
    with pytest.raises(StopUpload):
        limit.receive_data_chunk(b"sixsix", 0)
    assert limit.exceeded == 25
