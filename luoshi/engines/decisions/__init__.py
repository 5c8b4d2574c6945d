"""Decision models of OMG DMN 1.1 to 1.5: read, compiled once, asked, explained, and written back without losing a byte.

The door of the engine: :func:`read_model` and :func:`write_model` for files, :func:`compile_model` and :meth:`Compiled.decide` for answers,
:func:`make_package` and :meth:`DecisionPackage.decide` for answers by the law of a day, :func:`decide_on_record` and :func:`recompute` for
their records,
:func:`sentences` and :func:`table_reasons` for reasons, :func:`analyse`, :func:`boundary_cases` and :func:`compare` for what is wrong with
a table and what a new version changes, :func:`check_types` for what in a model can never have a value. Expressions are evaluated by
`luoshi.engines.feel`.
"""

from luoshi.engines.decisions.analysis import analyse, boundary_cases, compare
from luoshi.engines.decisions.checking import check_types
from luoshi.engines.decisions.checking_remarks import Remark
from luoshi.engines.decisions.compiling import compile_model
from luoshi.engines.decisions.evaluate import Compiled, Outcome, UnknownDecision
from luoshi.engines.decisions.explain import sentences, table_reasons
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Model
from luoshi.engines.decisions.packaged import DecisionPackage, make_package
from luoshi.engines.decisions.parameters import NoValueInForce, in_force
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, RefusedModel
from luoshi.engines.decisions.read_xml import read_model
from luoshi.engines.decisions.record import Record, decide_on_record, recompute, record_from_json
from luoshi.engines.decisions.what_if import Cell, NothingToChange
from luoshi.engines.decisions.write_xml import UnwritableChange, write_model

__all__ = [
    "Cell",
    "Compiled",
    "DecisionPackage",
    "Finding",
    "FindingKind",
    "Model",
    "NoValueInForce",
    "NothingToChange",
    "Outcome",
    "Place",
    "Problem",
    "ProblemKind",
    "Record",
    "RefusedModel",
    "Remark",
    "UnknownDecision",
    "UnwritableChange",
    "analyse",
    "boundary_cases",
    "check_types",
    "compare",
    "compile_model",
    "decide_on_record",
    "in_force",
    "make_package",
    "read_model",
    "recompute",
    "record_from_json",
    "sentences",
    "table_reasons",
    "write_model",
]
