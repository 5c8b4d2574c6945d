"""What is stored of policy simulations: what is asked of whom, proposals with what they would do, the drafts they became. It only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed
from luoshi.district.simulations.changes import Change

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_MAX = 200
REASON_MAX = 1000
DOCUMENT_MAX = 200


class SyntheticPopulation(Signed):
    """模拟人群: invented enterprises, made of a ``seed`` and labelled in every row; the file in the store has the hash ``sha256``.

    No run, list or payment knows them: simulations alone ask of them, and say so wherever their figures stand.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="synthetic_populations")
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "number"], name="synthetic_populations_of_a_district_are_numbered"),
            models.UniqueConstraint(fields=["district", "sha256"], name="a_synthetic_population_is_there_once"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.rows}/{self.seed}"


class Simulation(Signed):
    """政策模拟: a run of published rules over everybody, beside which other parameters are tried.

    ``answer`` is the decision of the run whose amounts, or yes and no, are compared. Where ``synthetic`` is given, the rules and the day
    are the run's, and the people are invented.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="simulations")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_MAX)
    run = models.ForeignKey("population.Run", on_delete=models.PROTECT, related_name="simulations")
    answer = models.CharField(max_length=200)
    synthetic = models.ForeignKey(SyntheticPopulation, on_delete=models.PROTECT, null=True, related_name="simulations")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "number"], name="simulations_of_a_district_are_numbered"),
            models.CheckConstraint(condition=~Q(title=""), name="a_simulation_has_a_title"),
            models.CheckConstraint(condition=~Q(answer=""), name="a_simulation_compares_an_answer"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PolicyProposal(Signed):
    """政策模拟提案: exact changes of a simulation's rules from a day on, by an expected document, with reasons and what they would do.

    ``changes`` are as :class:`~luoshi.district.simulations.changes.Change` writes them, ``figures`` as
    :mod:`~luoshi.district.simulations.figures` does.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="policy_proposals")
    simulation = models.ForeignKey(Simulation, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_MAX)
    reason = models.CharField(max_length=REASON_MAX)
    changes = models.JSONField()
    valid_from = models.DateField()
    document = models.CharField(max_length=DOCUMENT_MAX)
    figures = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "number"], name="policy_proposals_of_a_district_are_numbered"),
            models.CheckConstraint(condition=~Q(title=""), name="a_policy_proposal_has_a_title"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_policy_proposal_says_why"),
            models.CheckConstraint(condition=~Q(document=""), name="a_policy_proposal_names_the_expected_document"),
            models.CheckConstraint(condition=~Q(changes=[]), name="a_policy_proposal_changes_something"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def said(self) -> tuple[Change, ...]:
        """The changes themselves."""
        return tuple(map(Change.of_json, self.changes))

    @property
    def summary(self) -> Mapping[str, str]:
        """What the changes would do to everybody together, as it was computed when the proposal was saved."""
        found: Mapping[str, str] = self.figures["whole"]
        return found


class ProposalDraft(Signed):
    """A draft of a decision model that a proposal became; it goes the way of all drafts, which a second person puts in force."""

    proposal = models.ForeignKey(PolicyProposal, on_delete=models.PROTECT, related_name="drafts")
    version = models.OneToOneField("decisions.ModelVersion", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.version_id}"
