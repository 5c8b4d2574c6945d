"""A form of a step as it came: what was typed, the files that were handed in, and what was refused of either. Nothing of it is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from luoshi.district.attachments.operations import receive
from luoshi.district.casework.forms import StepForm
from luoshi.district.languages import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.http import HttpRequest

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.casework.errors import StepRefused
    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.engines.casework import Field, Transition


@dataclass(slots=True)
class FileInput:
    """A field for files: those that it holds already, and what was refused."""

    asked: Field
    held: list[Attachment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called."""
        return said(self.asked.name)

    @property
    def help(self) -> str:
        """What belongs in it."""
        return said(self.asked.help)


@dataclass(slots=True)
class Filled:
    """The form of a transition; ``apart`` are the reasons against the step that belong to no field."""

    form: StepForm
    file_inputs: list[FileInput]
    apart: list[str] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        """What the step says, by the codes of its fields."""
        return {**self.form.values(), **{each.asked.code: [str(file.pk) for file in each.held] for each in self.file_inputs}}

    @property
    def sound(self) -> bool:
        """Whether every file was taken."""
        return not any(each.faults for each in self.file_inputs)

    def refuse(self, refused: StepRefused) -> None:
        """Let each reason stand where it can be mended."""
        inputs = {each.asked.code: each for each in self.file_inputs}
        for each in refused.refusals:
            if each.field in inputs:
                inputs[each.field].faults.append(said(each.words))
        self.apart = self.form.refuse(each for each in refused.refusals if each.field not in inputs)


def empty(verb: Transition, units: Iterable[Unit], proposed: Mapping[str, str]) -> Filled:
    """The form as it begins."""
    form = StepForm(verb.fields, units, initial=proposed)
    return Filled(form, [FileInput(each) for each in form.file_fields])


def filled(request: HttpRequest, verb: Transition, units: Iterable[Unit], *, district: District, by: Authority, at: datetime) -> Filled:
    """The form as it came; the files are stored, so that they are there when it comes back."""
    form = StepForm(verb.fields, units, data=request.POST)
    inputs = []
    for each in form.file_fields:
        files, kept = request.FILES.getlist(each.code), request.POST.getlist(f"{each.code}-kept")
        got = receive(files, kept, district=district, by=by, at=at)
        inputs.append(FileInput(each, got.attachments, got.faults))
    return Filled(form, inputs)
