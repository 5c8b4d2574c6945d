"""The invented cases of a demonstration: done step by step through the same operations as if its people did them, on days gone by."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

import yaml
from django.utils.timezone import make_aware

from luoshi.district.attachments.operations import store
from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import rows_about
from luoshi.district.days import day_of
from luoshi.district.facts.queries import Subject
from luoshi.district.invented import paper
from luoshi.district.offices.queries import authority_of_post
from luoshi.district.plan.models import Commitment
from luoshi.district.plan.queries import KIND

if TYPE_CHECKING:
    from luoshi.district.casework.queries import Case
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack, RegisterRow

FILE: Final = "demonstration_cases.yaml"
MATTER: Final = "supervision"
CODE_WIDTH: Final = 4
_FROM_LOADING: Final = re.compile(r"载入(前|后)([0-9]{1,4})日")
"""A day in the demonstration's tables that is told from that of loading, 载入后35日 or 载入前1日: so a licence always expires soon."""


def rows_on(pack: Pack, *, today: date) -> list[RegisterRow]:
    """The rows of a demonstration's registers when it is loaded today: with days for those that are told from the day of loading."""
    return [replace(row, values={column: _day(cell, today) for column, cell in row.values.items()}) for row in pack.registers]


def _day(cell: str, today: date) -> str:
    told = _FROM_LOADING.fullmatch(cell)
    if told is None:
        return cell
    days = timedelta(days=int(told[2]))
    return (today - days if told[1] == "前" else today + days).isoformat()


def load_cases(pack: Pack, district: District, *, at: datetime) -> int:
    """Play the cases that a demonstration brings; returns how many. One about a commitment that has cases already is left out."""
    file = pack.folder / FILE
    return sum(_play(told, pack, district, at=at) for told in yaml.safe_load(file.read_text())) if file.exists() else 0


def _play(told: dict[str, Any], pack: Pack, district: District, *, at: datetime) -> bool:
    commitment = Commitment.objects.select_related("report__district").get(
        report__district=district, code__endswith=f"-{told['commitment']:0{CODE_WIDTH}}"
    )
    about = Subject(KIND, commitment.code, commitment.label)
    if rows_about(about, district=district, at=at):
        return False
    opening, *steps = told["steps"]
    case = casework.open_case(
        MATTER, district=district, subject=about, title=commitment.quote, values=told["values"],
        idempotency_key=f"demonstration/{commitment.code}", by=_who(opening, district, at), at=_when(opening, at),
    )  # fmt: skip
    for step in steps:
        _act(case, step, district, at=at)
    return True


def _act(case: Case, step: dict[str, Any], district: District, *, at: datetime) -> None:
    by, when = _who(step, district, at), _when(step, at)
    values = dict(step.get("values", {}))
    if "file" in step:
        name = f"{step['file']}（演示）"
        values["evidence"] = [str(store(name=f"{name}.docx", content=paper(name), district=district, by=by, at=when).pk)]
    case.refresh_from_db(fields=["step_count"])
    casework.act(case.code, step["do"], expected_step=case.step_count, values=values, by=by, at=when)


def _who(step: dict[str, Any], district: District, at: datetime) -> Authority:
    return authority_of_post(step["post"], district=district, on=day_of(at))


def _when(step: dict[str, Any], at: datetime) -> datetime:
    hour, minute = step["at"].split(":")
    return make_aware(datetime.combine(day_of(at) - timedelta(days=step["ago"]), time(int(hour), int(minute))))
