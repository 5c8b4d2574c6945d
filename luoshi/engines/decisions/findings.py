"""What an evaluation has to say beside its value: why something is null, or is not to be relied on.

FEEL knows no exceptions: what cannot be computed is null. A null without a reason is the worst that can happen in a decision about
somebody, so every null made here leaves a finding, with its place in the model and the values involved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.engines.decisions.problems import Place
from luoshi.engines.feel.findings import Finding as FeelFinding
from luoshi.engines.feel.values import Value
from luoshi.words import Words


class FindingKind(StrEnum):
    """The closed list of what can be found."""

    NO_RULE = "no_rule"  # no rule of a table matched, and it has no default
    SEVERAL_RULES = "several_rules"  # under UNIQUE
    DIFFERENT_OUTPUTS = "different_outputs"  # under ANY
    NOT_ALLOWED = "not_allowed"  # a value outside the allowed values
    WRONG_TYPE = "wrong_type"
    NO_INPUT = "no_input"  # a required input was not given
    UNKNOWN_INPUT = "unknown_input"  # something was given that the model does not know, perhaps misspelt
    NO_LOGIC = "no_logic"  # a decision that a person takes was not given
    NOT_BOOLEAN = "not_boolean"
    NOT_A_LIST = "not_a_list"
    NOT_A_FUNCTION = "not_a_function"
    WRONG_ARGUMENTS = "wrong_arguments"
    EXTERNAL_FUNCTION = "external_function"
    TOO_DEEP = "too_deep"
    TOO_MUCH = "too_much"
    UNVERIFIED_PARAMETER = "unverified_parameter"  # its value is of another place or of no document
    UNVERIFIED_DOCUMENT = "unverified_document"  # a rule that answered cites it
    DOCUMENT_NOT_IN_FORCE = "document_not_in_force"  # on the day of the decision
    EXPRESSION = "expression"  # what FEEL says of an expression; see ``cause``


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, where, and over which values."""

    kind: FindingKind
    place: Place
    message: Words
    values: tuple[Value, ...] = field(default=())
    cause: FeelFinding | None = None

    @property
    def kind_name(self) -> str:
        """The kind; of what FEEL found, FEEL's own kind."""
        return self.kind.value if self.cause is None else self.cause.kind.value

    def words(self) -> Words:
        """The whole sentence with its place."""
        place = self.place.words()
        return Words(f"{place.chinese}：{self.message.chinese}", f"{place.english}: {self.message.english}")
