"""What is stored about offices. Days of validity count whole: what is valid to 31 December is valid on that day; no end is an open end."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from luoshi.engines.decisions.citations import NATIONWIDE


class Role(models.TextChoices):
    """What a post is for in the plan. Everybody else is the public, and needs no post."""

    OFFICE = "office", _("政府办（督查室）")
    LEADER = "leader", _("领导")
    APPROVER = "approver", _("单位负责人")
    REPORTER = "reporter", _("报送人")
    AUTOMATIC = "automatic", _("自动办理（由程序）")


class Power(models.TextChoices):
    """What a grant allows in a matter."""

    SEE = "see", _("查看")
    HANDLE = "handle", _("承办")
    CHECK = "check", _("复核")
    APPROVE = "approve", _("批准")
    DIRECT = "direct", _("调度")
    CHANGE = "change", _("登记维护")
    UNMASK = "unmask", _("查看完整个人信息")


class Reach(models.TextChoices):
    """How far a grant reaches."""

    UNIT = "unit", _("本单位")
    DISTRICT = "district", _("全区")


class District(models.Model):
    """A government that reports: 桃源新区. An ``invented`` one says so on every page and in every file.

    ``within`` names the jurisdictions above it whose parameters count where it has none of its own, the nearest first: 哈尔滨市, 黑龙江省.
    """

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    invented = models.BooleanField(default=False)
    within = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name"], name="a_district_is_stored_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """In whose law a parameter's value is looked for, the nearest first: the district's own, those above it, the whole country."""
        return (self.name, *self.within, NATIONWIDE)

    @property
    def short_name(self) -> str:
        """桃源新区 → 桃源, as in the codes of documents; a name of two characters stays whole."""
        short = re.sub(r"(?:新区|自治区|自治州|自治县|自治旗|[省市区县州旗])$", "", self.name)
        return short if len(short) > 1 else self.name


def _ends_after_it_begins() -> Q:
    return Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


class Lasting(models.Model):
    """Something that is valid from a day to a day, both inclusive; without an end it goes on."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        abstract = True

    def is_valid(self, on: date) -> bool:
        """Whether it is there on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Unit(Lasting):
    """单位. It is renamed or merged by ending it and naming its ``successor``, so that old documents keep the old name."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="units")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "code"], name="a_unit_has_its_own_code"),
            models.UniqueConstraint(fields=["district", "name"], condition=Q(valid_to=None), name="one_present_unit_bears_a_name"),
            models.CheckConstraint(condition=_ends_after_it_begins(), name="a_unit_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(successor=None) | ~Q(valid_to=None), name="only_a_unit_that_ends_has_a_successor"),
        )

    def __str__(self) -> str:
        return self.name


class Post(Lasting):
    """岗位: what somebody is responsible for, whoever holds it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "code"], name="a_post_has_its_own_code"),
            models.UniqueConstraint(fields=["unit", "title"], condition=Q(valid_to=None), name="one_present_post_of_a_unit_bears_a_title"),
            models.CheckConstraint(condition=_ends_after_it_begins(), name="a_post_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="a_post_has_a_known_role"),
        )

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """Somebody who holds posts. ``account`` lets the person sign in; an ``invented`` one belongs to a demonstration."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="people")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="person")
    invented = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["district", "code"], name="a_person_has_an_own_code"),)

    def __str__(self) -> str:
        return self.name


class Tenure(Lasting):
    """任职: a person holds a post for a time, and nobody else holds it then."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_ends_after_it_begins(), name="a_tenure_ends_after_it_begins"),
            ExclusionConstraint(
                name="a_post_is_held_by_one_person_at_a_time",
                expressions=(
                    # As a range of one number, because comparing plain numbers here would need an extension of PostgreSQL.
                    (Func(F("post_id"), F("post_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id}"


class Grant(Lasting):
    """授权: what a post, or every post of a role, may do in a matter (a case type, a register; ``*`` is all of them).

    A row is never altered but to end it, so that what somebody was allowed on a day stays readable. ``granted_by`` and ``ended_by`` are
    signatures; a grant of a pack may have its last day from the beginning, and then nobody ended it.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="grants")
    matter = models.CharField(max_length=130)
    power = models.CharField(max_length=20, choices=Power)
    reach = models.CharField(max_length=20, choices=Reach)
    granted_by = models.CharField(max_length=200)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_ends_after_it_begins(), name="a_grant_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(role="", post__isnull=False) | (~Q(role="") & Q(post=None)), name="a_grant_is_to_a_role_or_a_post"
            ),
            models.CheckConstraint(condition=Q(role__in=["", *Role.values]), name="a_grant_is_to_a_known_role"),
            models.CheckConstraint(condition=Q(power__in=Power.values), name="a_grant_has_a_known_power"),
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="a_grant_has_a_known_reach"),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_at=None) | (~Q(ended_by="") & Q(ended_at__isnull=False, valid_to__isnull=False)),
                name="whoever_ends_a_grant_is_known_with_the_moment",
            ),
            models.UniqueConstraint(
                fields=["district", "role", "post", "matter", "power", "reach"],
                condition=Q(valid_to=None),
                nulls_distinct=False,
                name="the_same_is_granted_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role or self.post_id} {self.matter} {self.power} {self.reach}"
