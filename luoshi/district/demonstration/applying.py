"""Applications of planned stories: made by the pack's invented applicants, step by step, as somebody would in the browser."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from luoshi.district.attachments.operations import store
from luoshi.district.demonstration.promising import begin_and_write, sign
from luoshi.district.services import operations as services
from luoshi.district.services.operations import Filing, Subject
from luoshi.district.services.queries import SubjectKind
from luoshi.engines.approval import Path

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.packs.model_of_year import StepTold


def apply(step: StepTold, present: Present, *, by: Authority, at: datetime) -> None:
    """Begin an application, fill it in, add the paper and the promise that are told, and hand it in where a path is told."""
    said = step.said
    subject = Subject(SubjectKind.ENTERPRISES, said["enterprise"])
    filing = Filing(said["item"], subject, step.values, None, by, present.once(said["application"]))
    code = begin_and_write(filing, present.district, at=at)
    if "papers" in said:
        _hand_in(code, said["papers"], present, by=by, at=at + timedelta(minutes=5))
    if said.get("promises") == "true":
        sign(code, filing, present.district, at=at + timedelta(minutes=7))
    if "submit" in said:
        services.submit(code, path=Path(said["submit"]), expected=None, by=by, at=at + timedelta(minutes=9))


def hand_in_and_submit(filing: Filing, material: str, present: Present, *, at: datetime) -> None:
    """Apply with a paper, the ordinary way, to a person."""
    code = begin_and_write(filing, present.district, at=at)
    _hand_in(code, material, present, by=filing.by, at=at + timedelta(minutes=5))
    services.submit(code, path=Path.ORDINARY, expected=None, by=filing.by, at=at + timedelta(minutes=9))


def _hand_in(code: str, material: str, present: Present, *, by: Authority, at: datetime) -> None:
    content = f"演示用的材料，内容虚构：{material}。\n".encode()
    kept = store(name=f"{material}（演示）.txt", content=content, district=present.district, by=by, at=at)
    services.hand_in(code, material, attachment=kept.pk, by=by, at=at)


def dispute(step: StepTold, present: Present, *, by: Authority, at: datetime) -> None:
    """Say that a register is wrong."""
    said = step.said
    code = present.application(said["application"]).code
    services.dispute(code, said["field"], claimed=said["claimed"], reason=said["reason"], by=by, at=at)
