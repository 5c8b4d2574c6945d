"""Forms: a day, a department's file, a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHINESE = {"lang": "zh-Hans"}


class TakeForm(forms.Form):
    """Of which day a snapshot is taken."""

    on = forms.DateField(label=_("哪一天的情况"), widget=DAY)


class BringForm(forms.Form):
    """A department's table for a period."""

    name = forms.ChoiceField(label=_("哪张表"))
    period = forms.CharField(label=_("年度或者月份"), max_length=7, help_text=_("写成 2022 或 2022-06。"))
    source = forms.CharField(
        label=_("数据来源"), max_length=200, widget=forms.TextInput(attrs=CHINESE), help_text=_("哪个业务系统导出的。")
    )
    document = forms.CharField(
        label=_("共享依据"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=CHINESE),
        help_text=_("按哪份文件或者协议提供；没有的留空。"),
    )
    reason = forms.CharField(
        label=_("为什么再导入一次"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=CHINESE),
        help_text=_("这一期已经导入过的才填。"),
    )
    only_accepted = forms.BooleanField(label=_("有错误的行不要，只导入其余的"), required=False)

    def __init__(self, names: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField), "as it is declared above"
        field.choices = [(each, each) for each in names]


class RunForm(forms.Form):
    """Which rules are run over which snapshot, and where their inputs come from."""

    snapshot = forms.ChoiceField(label=_("快照"))
    package = forms.ChoiceField(label=_("规则"))
    on = forms.DateField(label=_("按哪一天的规定"), widget=DAY)
    wanted = forms.CharField(
        label=_("要答复的决策"), widget=forms.Textarea(attrs={"rows": 3, **CHINESE}), help_text=_("每行一个，用模型里的名称。")
    )
    dated_by = forms.CharField(
        label=_("按哪一项日期分时期"),
        required=False,
        widget=forms.TextInput(attrs=CHINESE),
        help_text=_("写一项日期输入，如招用日期：每行就按自己那一天的规定。空着，都按上面那一天的规定。"),
    )
    explained_by = forms.CharField(label=_("由哪个决策说明理由"), widget=forms.TextInput(attrs=CHINESE))
    sources = forms.CharField(
        label=_("数据来源（YAML）"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code-text", **CHINESE}),
        help_text=_("每个输入一条：来自部门数据的 table 和 column，名录的 register 和 field，或者一个 value。"),
    )
    keep = forms.CharField(
        label=_("一并保留的栏目"), required=False, help_text=_("用逗号分开，如 sector,industry,place.grid。"), widget=forms.TextInput()
    )

    def __init__(self, snapshots: Iterable[tuple[str, str]], packages: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("snapshot", list(snapshots)), ("package", list(packages))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField), "as it is declared above"
            field.choices = choices

    def clean_wanted(self) -> list[str]:
        """The names, one a line."""
        return [line.strip() for line in self.cleaned_data["wanted"].splitlines() if line.strip()]

    def clean_keep(self) -> list[str]:
        """The codes between commas."""
        return [each.strip() for each in self.cleaned_data["keep"].replace("，", ",").split(",") if each.strip()]

    def clean_sources(self) -> list[dict[str, Any]]:
        """A list of mappings."""
        try:
            found = yaml.safe_load(self.cleaned_data["sources"])
        except yaml.YAMLError as problem:
            raise forms.ValidationError(_("不是 YAML：%(problem)s"), params={"problem": str(problem)[:200]}) from problem
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise forms.ValidationError(_("请写成列表，每条以“- ”开头。"))
        return found
