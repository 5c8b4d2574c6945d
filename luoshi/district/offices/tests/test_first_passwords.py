"""Everybody in office who has no password gets one that works, once."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from luoshi.district.offices.models import Person
from luoshi.district.offices.tests.government import Government

pytestmark = pytest.mark.django_db


def told() -> list[list[str]]:
    output = StringIO()
    call_command("first_passwords", stdout=output)
    return list(csv.reader(output.getvalue().splitlines()))


def test_each_gets_an_own_one_and_keeps_it(county: Government) -> None:
    Person.objects.filter(code__in=[*county.people.keys() - {"sun", "li"}]).update(invented=True)
    account = county.people["li"].account
    assert account is not None
    account.set_password("桃花源里可耕田2023")
    account.save()
    heading, [code, name, password] = told()
    assert (heading, code, name) == (["账号", "姓名", "口令"], "sun", "孙示例")
    assert authenticate(username="sun", password=password) is not None
    assert authenticate(username="li", password="桃花源里可耕田2023") is not None
    assert told() == [heading]
