"""What forms refuse before any operation is asked."""

from __future__ import annotations

import pytest

from luoshi.district.plan.forms import SlugForm


@pytest.mark.parametrize("slug", ["cases", "messages", "import"])
def test_a_plan_does_not_take_the_address_of_another_page(slug: str) -> None:
    form = SlugForm({"slug": slug})
    assert not form.is_valid()
    assert "换一个名称" in form.errors.as_text()


def test_a_plan_is_named_after_its_district_and_year() -> None:
    assert SlugForm({"slug": "songbei-2024"}).is_valid()
