"""Forms about scores: a unit objects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.reasons import REASON_MAX
from luoshi.district.scores.fail_if import BASIS_MAX
from luoshi.district.scores.models import ObjectionKind

_CHINESE = {"lang": "zh-Hans"}
KINDS = (
    (ObjectionKind.CORRECTION, _("数据或计算有误，请更正")),
    (ObjectionKind.FORCE_MAJEURE, _("不可抗力，请不参加计分")),
)


class ObjectionForm(forms.Form):
    """About which commitment something is wrong, what is asked, why, and on what that rests."""

    code = forms.ChoiceField(label=_("承诺"), widget=forms.Select(attrs=_CHINESE))
    kind = forms.ChoiceField(label=_("要求"), choices=KINDS)
    reason = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3, **_CHINESE}))
    basis = forms.CharField(
        label=_("依据"), max_length=BASIS_MAX, widget=forms.TextInput(attrs=_CHINESE),
        help_text=_("文件、通知、记录，或者不可抗力的证明。"),
    )  # fmt: skip

    def __init__(self, *, commitments: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(**more)
        self.fields["code"].choices = commitments  # type: ignore[attr-defined]  # of a field of choices
