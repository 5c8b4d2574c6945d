"""Forms of policy simulations: what is simulated, and what a proposal says."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.simulations.models import DOCUMENT_MAX, REASON_MAX, TITLE_MAX
from luoshi.district.simulations.operations import INVENTED_MAX

CHINESE = {"lang": "zh-Hans"}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SimulationForm(forms.Form):
    """Over whom, by the law of which day, and which amount is compared. The choices come with the run that was chosen."""

    title = forms.CharField(label=_("名称"), max_length=TITLE_MAX, widget=forms.TextInput(attrs=CHINESE))
    people = forms.ChoiceField(
        label=_("人群"),
        help_text=_("名录快照是本区登记的企业；模拟人群是生成的，不是真实企业，只看规则的方向和量级。"),
    )
    on = forms.DateField(label=_("按哪一天的规则"), widget=_day(), help_text=_("与原来的运行不同的，先按这一天的规则对全体再运行一次。"))
    answer = forms.ChoiceField(label=_("比较哪一项"))

    def __init__(self, *args: object, people: list[tuple[str, str]], answers: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django takes
        self.fields["people"].choices = people  # type: ignore[attr-defined]  # of a field of choices
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]


class SyntheticForm(forms.Form):
    """How many enterprises are invented, from which seed."""

    rows = forms.IntegerField(label=_("户数"), min_value=1, max_value=INVENTED_MAX, initial=100_000)
    seed = forms.IntegerField(label=_("种子"), min_value=0, max_value=2**62, initial=1, help_text=_("同样的户数和种子，生成同样的企业。"))


class ProposalForm(forms.Form):
    """What a proposal is called, why, from when, and by which document it shall count."""

    title = forms.CharField(label=_("提案名称"), max_length=TITLE_MAX, widget=forms.TextInput(attrs=CHINESE))
    reason = forms.CharField(
        label=_("理由"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={**CHINESE, "rows": 3}),
        help_text=_("为什么改，依据什么，影响到谁。"),
    )
    valid_from = forms.DateField(label=_("拟自哪天起施行"), widget=_day())
    document = forms.CharField(
        label=_("预期的文件"), max_length=DOCUMENT_MAX, widget=forms.TextInput(attrs=CHINESE),
        help_text=_("文件名和预期文号；印发以前按“没有核实”显示。"),
    )  # fmt: skip
