"""FEEL, the expression language of OMG DMN 1.5 (chapter 10): text in, value and findings out.

The door of the engine: :func:`parse` and :func:`parse_unary_tests` turn a text into nodes once, :func:`evaluate` gives their value for a
scope, and with it a finding for each null that an operation made. :func:`check` gives the static type beforehand, and remarks on what can
never have a value."""

from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.checking import Checked, Remark, RemarkKind, Severity, check
from luoshi.engines.feel.evaluate import Evaluation, evaluate, invoke
from luoshi.engines.feel.findings import Finding, FindingKind, NoValue
from luoshi.engines.feel.lexer import FeelSyntaxError
from luoshi.engines.feel.limits import Limits
from luoshi.engines.feel.parse import parse, parse_unary_tests
from luoshi.engines.feel.syntax import Node, UnaryTests
from luoshi.engines.feel.temporal import Date, DateAndTime, DaysDuration, NotTemporal, Time, YearsDuration
from luoshi.engines.feel.types import Type, coerce, conforms, type_named
from luoshi.engines.feel.values import Function, Range, Value

__all__ = [
    "BUILTINS",
    "Checked",
    "Date",
    "DateAndTime",
    "DaysDuration",
    "Evaluation",
    "FeelSyntaxError",
    "Finding",
    "FindingKind",
    "Function",
    "Limits",
    "NoValue",
    "Node",
    "NotTemporal",
    "Range",
    "Remark",
    "RemarkKind",
    "Severity",
    "Time",
    "Type",
    "UnaryTests",
    "Value",
    "YearsDuration",
    "check",
    "coerce",
    "conforms",
    "evaluate",
    "invoke",
    "parse",
    "parse_unary_tests",
    "type_named",
]
