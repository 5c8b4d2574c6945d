"""Forms on which the office keeps units, posts and persons."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from luoshi.district.offices import operations
from luoshi.district.offices.models import Grant, Person, Post, Power, Reach, Role, Unit
from luoshi.district.offices.queries import grants, people, units, valid_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.district.offices.authority import Authority
    from luoshi.district.offices.models import District

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OfficeForm(forms.Form):
    """One kind of change: what it asks for, what it is called, and the operation that does it."""

    title: Any = ""
    button: Any = ""

    def __init__(self, district: District, *, on: date, by: Authority, data: Any = None) -> None:
        super().__init__(data, initial={"on": on}, prefix=type(self).__name__.lower())
        self.district, self.by = district, by
        present = units(district, on=on)
        rows: dict[str, Any] = {
            "unit": present,
            "successor": present,
            "post": Post.objects.filter(valid_on(on), unit__in=present).select_related("unit").order_by("unit", "pk"),
            "person": people(district),
            "grant": grants(district, on=on).filter(valid_to=None),
        }
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):  # a slip of the pen would bar a post for ever
                field.validators += [MinValueValidator(date(1949, 10, 1)), MaxValueValidator(on + timedelta(days=366))]
            if name in rows and isinstance(field, forms.ModelChoiceField):
                field.queryset = rows[name]
                field.widget.attrs["lang"] = "zh-Hans"

    def act(self, *, at: datetime) -> None:
        """Do it. Raises :class:`~luoshi.district.offices.errors.OfficeError`."""
        raise NotImplementedError


class AppointForm(OfficeForm):
    """A person takes over a post."""

    title, button = _("任职"), _("任命")
    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"))
    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"))
    on = forms.DateField(label=_("起始日期"), widget=DAY)

    def act(self, *, at: datetime) -> None:
        """Whoever held the post, held it to the day before."""
        operations.appoint(self.cleaned_data["post"], self.cleaned_data["person"], on=self.cleaned_data["on"], by=self.by)


class PersonForm(OfficeForm):
    """A person is entered."""

    title, button = _("登记人员"), _("登记")
    name = forms.CharField(label=_("姓名"), max_length=60)
    code = forms.SlugField(label=_("账号"), max_length=60, help_text=_("用于登录：英文字母、数字和连字符；口令由系统管理员设置。"))

    def act(self, *, at: datetime) -> None:
        """The account has no password until an administrator sets one."""
        operations.add_person(self.district, code=self.cleaned_data["code"], name=self.cleaned_data["name"], by=self.by)


class UnitForm(OfficeForm):
    """A unit begins."""

    title, button = _("新设单位"), _("新设")
    name = forms.CharField(label=_("单位名称"), max_length=100)
    code = forms.SlugField(label=_("代码"), max_length=60, help_text=_("英文字母、数字和下划线，定下后不再改。"))
    on = forms.DateField(label=_("起始日期"), widget=DAY)

    def act(self, *, at: datetime) -> None:
        """It is there from that day on."""
        given = self.cleaned_data
        operations.add_unit(self.district, code=given["code"], name=given["name"], on=given["on"], by=self.by)


class PostForm(OfficeForm):
    """A post begins."""

    title, button = _("新设岗位"), _("新设")
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"))
    name = forms.CharField(label=_("岗位名称"), max_length=100)
    code = forms.SlugField(label=_("代码"), max_length=60)
    role = forms.ChoiceField(label=_("职责"), choices=Role.choices)
    on = forms.DateField(label=_("起始日期"), widget=DAY)

    def act(self, *, at: datetime) -> None:
        """It is vacant until somebody is appointed."""
        given = self.cleaned_data
        operations.add_post(given["unit"], code=given["code"], title=given["name"], role=Role(given["role"]), on=given["on"], by=self.by)


class EndUnitForm(OfficeForm):
    """A unit ends."""

    title, button = _("撤并或更名"), _("由另一单位承接")
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("结束的单位"))
    successor = forms.ModelChoiceField(Unit.objects.none(), label=_("承接的单位"))
    on = forms.DateField(label=_("最后一天"), widget=DAY)

    def act(self, *, at: datetime) -> None:
        """Its work and its posts go to the other one."""
        given = self.cleaned_data
        operations.end_unit(given["unit"], successor=given["successor"], on=given["on"], by=self.by)


class EndPostForm(OfficeForm):
    """A post ends."""

    title, button = _("撤销岗位"), _("撤销")
    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"))
    on = forms.DateField(label=_("最后一天"), widget=DAY)

    def act(self, *, at: datetime) -> None:
        """So does whoever holds it."""
        operations.end_post(self.cleaned_data["post"], on=self.cleaned_data["on"], by=self.by)


class GrantForm(OfficeForm):
    """A post, or all posts of a role, may do something from a day on."""

    title, button = _("授权"), _("授权")
    role = forms.ChoiceField(label=_("职责"), choices=[("", "—"), *Role.choices], required=False, help_text=_("职责和岗位选一项。"))
    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"), required=False)
    matter = forms.RegexField(
        r"^(?:\*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)$", label=_("事项"), max_length=130,
        widget=forms.TextInput(attrs={"list": "matters", "autocomplete": "off"}),
        help_text=_("事项代码，如 supervision、register.enterprises；* 表示全部事项。"),
    )  # fmt: skip
    power = forms.ChoiceField(label=_("权限"), choices=Power.choices)
    reach = forms.ChoiceField(label=_("范围"), choices=Reach.choices)
    on = forms.DateField(label=_("起始日期"), widget=DAY)

    def clean(self) -> dict[str, Any]:
        """Either a role or a post."""
        given = super().clean() or {}
        if bool(given.get("role")) == bool(given.get("post")):
            self.add_error("role", _("职责和岗位请选且只选一项。"))
        return given

    def act(self, *, at: datetime) -> None:
        """It counts from that day on."""
        given = self.cleaned_data
        operations.grant(
            self.district,
            role=given["role"],
            post=given["post"],
            matter=given["matter"],
            power=Power(given["power"]),
            reach=Reach(given["reach"]),
            on=given["on"],
            by=self.by,
        )


class GrantField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django 5.2 knows none when it runs
    """Grants to choose from: of what, to whom, what they may, how far."""

    def label_from_instance(self, grant: Grant) -> str:
        """As the table of grants says it."""
        holder = grant.post.title if grant.post else grant.get_role_display()
        return f"{grant.matter} · {holder} · {grant.get_power_display()} · {grant.get_reach_display()}"


class EndGrantForm(OfficeForm):
    """A grant ends."""

    title, button = _("收回授权"), _("收回")
    grant = GrantField(Grant.objects.none(), label=_("授权"))
    on = forms.DateField(label=_("最后一天"), widget=DAY)

    def act(self, *, at: datetime) -> None:
        """It counts to that day."""
        operations.end_grant(self.cleaned_data["grant"], on=self.cleaned_data["on"], by=self.by, at=at)


FORMS: dict[str, Callable[..., OfficeForm]] = {
    "appoint": AppointForm,
    "person": PersonForm,
    "post": PostForm,
    "unit": UnitForm,
    "end-post": EndPostForm,
    "end-unit": EndUnitForm,
    "grant": GrantForm,
    "end-grant": EndGrantForm,
}
"""Each kind of change by its place in the address, the most frequent first."""
