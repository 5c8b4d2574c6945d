"""The form by which a district says in the browser what it measures. What is counted from facts is declared by a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.indicators.forms import CHINESE, DAY
from luoshi.district.indicators.words import ACCUMULATIONS, DIRECTIONS, MEASURES, RHYTHMS
from luoshi.district.offices.queries import Unit, units
from luoshi.engines.packs import DefinitionEntry, DueEntry, IndicatorEntry, SourceEntry
from luoshi.engines.progress import Measure, Origin
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import District

_BASIS: Final = "在网页上登记，依据待补"


class DeclareForm(forms.Form):
    """What is measured, how often, by whom, and what counts."""

    name = forms.CharField(label=_("名称"), max_length=100, widget=forms.TextInput(attrs=CHINESE))
    code = forms.SlugField(
        label=_("编码"), max_length=60, help_text=_("英文字母、数字和下划线，用在永久网址里，例如 gdp_growth；定下后不再改。")
    )
    measure = forms.ChoiceField(label=_("是什么数"), choices=[(each, name) for each, name in MEASURES.items() if each != Measure.PEGGED])
    unit = forms.CharField(label=_("单位（计量）"), max_length=40, help_text=_("如 亿元、%、家。"), widget=forms.TextInput(attrs=CHINESE))
    decimals = forms.IntegerField(label=_("小数位数"), min_value=0, max_value=4, initial=1)
    rhythm = forms.ChoiceField(label=_("多久有一个数"), choices=RHYTHMS.items())
    accumulation = forms.ChoiceField(label=_("怎样累计"), choices=[(each, word.meaning) for each, word in ACCUMULATIONS.items()])
    direction = forms.ChoiceField(label=_("方向"), choices=DIRECTIONS.items())
    definition = forms.CharField(
        label=_("口径"), max_length=500, help_text=_("计入什么、怎么算。"), widget=forms.Textarea(attrs={"rows": 2, **CHINESE})
    )
    valid_from = forms.DateField(label=_("自哪天起算"), widget=DAY)
    responsible = forms.ModelChoiceField(Unit.objects.none(), label=_("负责单位"), widget=forms.Select(attrs={"lang": "zh-Hans"}))
    issuer = forms.CharField(
        label=_("发布单位（统计机构发布的才填）"), max_length=100, required=False, widget=forms.TextInput(attrs=CHINESE),
        help_text=_("填了，这个数只能随统计发布导入，谁也不能填报；不填，由负责单位附佐证填报，另一个人审核。"),
    )  # fmt: skip
    due_day = forms.IntegerField(label=_("期后次月几日前要有"), min_value=1, max_value=31, initial=15)
    due_basis = forms.CharField(
        label=_("依据"), max_length=300, required=False, widget=forms.TextInput(attrs=CHINESE),
        help_text=_("哪份文件这样规定；没有填的注明待补。"),
    )  # fmt: skip

    def __init__(self, district: District, *, on: date, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": on.replace(month=1, day=1)})
        self.fields["responsible"].queryset = units(district, on=on)  # type: ignore[attr-defined]

    def read(self) -> IndicatorEntry:
        """What was filled in, as a pack would declare it."""
        said = self.cleaned_data
        return IndicatorEntry(
            **{each: said[each] for each in ("code", "unit", "rhythm", "accumulation", "direction", "measure", "decimals")},
            name=Words(said["name"], ""), no_value_in=(), base=None, peg="", valid_to=None,
            definitions=(DefinitionEntry(said["valid_from"], said["definition"], "", ""),),
            due=DueEntry(said["due_day"], {}, said["due_basis"] or _BASIS, "unverified"),
            source=self._source(), measures=(), trajectory={},
        )  # fmt: skip

    def _source(self) -> SourceEntry:
        issuer, unit = self.cleaned_data["issuer"], self.cleaned_data["responsible"].code
        return SourceEntry(Origin.OFFICIAL, unit, issuer=issuer) if issuer else SourceEntry(Origin.REPORTED, unit)
