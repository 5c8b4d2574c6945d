"""Decisions over everybody at once: a package of DMN models becomes one statement of SQL for all rows of a table.

The door: :func:`compile_set` gives a :class:`SetPlan` with :meth:`~SetPlan.statement`, or :class:`NotTranslatable` with every operation
that SQL cannot say. What a statement answers for a row is what :meth:`DecisionPackage.decide` answers for it; the README says how.
"""

from luoshi.engines.decisions.sets.comparing import beside_prepared, compare_statement, prepare_statements, side_by_side
from luoshi.engines.decisions.sets.compiling import compile_set, law_of
from luoshi.engines.decisions.sets.dialects import Dialect
from luoshi.engines.decisions.sets.plan import CANNOT_BE_DECIDED, NO_RULE, Reason, SetColumn, SetPlan
from luoshi.engines.decisions.sets.refusals import NotTranslatable, Refusal
from luoshi.engines.decisions.sets.statement import raw_name

__all__ = [
    "CANNOT_BE_DECIDED",
    "NO_RULE",
    "Dialect",
    "NotTranslatable",
    "Reason",
    "Refusal",
    "SetColumn",
    "SetPlan",
    "beside_prepared",
    "compare_statement",
    "compile_set",
    "law_of",
    "prepare_statements",
    "raw_name",
    "side_by_side",
]
