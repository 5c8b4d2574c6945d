"""A step of a planned story on its day: who takes it, when, and about which promise, indicator or paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.district.attachments.operations import store
from luoshi.district.indicators import queries as indicators
from luoshi.district.invented import paper
from luoshi.district.plan.queries import Commitment
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.packs.model_of_year import Episode, StepTold


class Telling:
    """A step of a story on its day, with who takes it and when."""

    def __init__(self, story: Episode, step: StepTold, present: Present) -> None:
        self.story, self.step, self.present, self.said = story, step, present, step.said
        self.at: datetime = present.at(step.at)
        self.by: Authority = present.somebody(step.by)

    @property
    def commitment(self) -> Commitment:
        """The promise that the story is about."""
        return Commitment.objects.get(report__district=self.present.district, quote=self.story.quote, report__adopted_at__isnull=False)

    @property
    def period(self) -> Period:
        """The period that the step speaks of."""
        return Period.parse(self.said["period"])

    def indicator(self) -> Any:
        """The indicator that the step speaks of."""
        return indicators.indicator(self.said["indicator"], self.present.district)

    def paper(self) -> Attachment:
        """A sheet that says that it is none; the same one whenever it is called the same."""
        name = f"{self.said['file']}（演示）"
        return store(name=f"{name}.docx", content=paper(name), district=self.present.district, by=self.by, at=self.at)
