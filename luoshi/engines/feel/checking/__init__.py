"""Names and types before running: the door is :func:`check`."""

from luoshi.engines.feel.checking.check import Checked, check
from luoshi.engines.feel.checking.relations import Fit, fit, join
from luoshi.engines.feel.checking.remarks import Remark, RemarkKind, Severity

__all__ = ["Checked", "Fit", "Remark", "RemarkKind", "Severity", "check", "fit", "join"]
