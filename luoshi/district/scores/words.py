"""What pages say of scores in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from luoshi.engines.progress.scores import Apart
from luoshi.engines.progress.scores_formula import PartKind
from luoshi.engines.progress.scores_gains import GainKind

MEANINGS: Final[Mapping[str, Any]] = {
    PartKind.BASE: _("先得满分，再按扣分项扣。"),
    PartKind.ATTAINMENT: _("把本单位的数与自己的计划轨迹（没有的按序时进度）相比；差距在允许以内不扣，超过的逐步减到零。"),
    PartKind.EVIDENCE: _("到期的数里，有佐证（事实记录、官方发布、附佐证的填报）的占多少。"),
    PartKind.TIMELINESS: _("到期的数里，按时报送、核对的占多少。"),
}
APARTS: Final[Mapping[str, Any]] = {
    Apart.NOT_DUE: _("还没有到期"), Apart.CANNOT_JUDGE: _("无法研判（不当作零，也不当作满分）"), Apart.EXEMPT: _("豁免，不进分母"),
}  # fmt: skip
GAINS: Final[Mapping[str, Any]] = {
    GainKind.CATCH_UP: _("追上应达到的进度"),
    GainKind.BECOME_JUDGED: _("补上缺的数，并且达到进度"),
    GainKind.BRING_EVIDENCE: _("补齐到期数据的佐证"),
    GainKind.HAND_IN: _("把还没有报送或核对的补上"),
    GainKind.PLAN: _("为它制定计划轨迹"),
    GainKind.EXCEED: _("超额完成"),
}
CURVES: Final[Mapping[str, Any]] = {
    "other": _("总量、当年新增（目标的百分点）"), "level": _("总量（目标的百分点）"), "increment": _("当年新增（目标的百分点）"),
    "yoy": _("同比增速（百分点）"), "share": _("比率（百分点）"), "pegged": _("与另一指标同步（百分点）"), "rank": _("位次（位）"),
}  # fmt: skip
STATUSES: Final[Mapping[str, Any]] = {
    "verified": "",
    "elsewhere": _("参照外地做法，以本区确认为准"),
    "unverified": _("没有核实，以本区文件为准"),
}
