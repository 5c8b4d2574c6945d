"""Decisions over everybody at once: a package of DMN models becomes one statement of SQL for all rows of a table.

The door: :func:`compile_set` gives a :class:`SetPlan` with :meth:`~SetPlan.statement`, or :class:`NotTranslatable` with every operation
that SQL cannot say; :func:`compile_by_day` gives a plan that decides each row by the law of its own day. What a statement answers for a
row is what :meth:`DecisionPackage.decide` answers for it; the README says how.
"""

from luoshi.engines.decisions.sets.by_day import DatedPlan, Stretch, compile_by_day
from luoshi.engines.decisions.sets.comparing import beside_prepared, compare_statement, prepare_statements, side_by_side
from luoshi.engines.decisions.sets.compiling import compile_set, law_of
from luoshi.engines.decisions.sets.dialects import Dialect
from luoshi.engines.decisions.sets.plan import CANNOT_BE_DECIDED, NO_RULE, CompiledSet, Reason, SetColumn, SetPlan
from luoshi.engines.decisions.sets.refusals import NotTranslatable, Refusal
from luoshi.engines.decisions.sets.statement import raw_name

__all__ = [
    "CANNOT_BE_DECIDED",
    "NO_RULE",
    "CompiledSet",
    "DatedPlan",
    "Dialect",
    "NotTranslatable",
    "Reason",
    "Refusal",
    "SetColumn",
    "SetPlan",
    "Stretch",
    "beside_prepared",
    "compare_statement",
    "compile_by_day",
    "compile_set",
    "law_of",
    "prepare_statements",
    "raw_name",
    "side_by_side",
]
