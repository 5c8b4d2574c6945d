"""The county whose promises are lit."""

from luoshi.district.lights.tests.conftest import _stored_county, county, link, plan

__all__ = ["_stored_county", "county", "link", "plan"]
