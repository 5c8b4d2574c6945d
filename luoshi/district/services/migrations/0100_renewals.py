"""Renewals: one for each licence and period, with what was said of it, which only grows."""

import django.db.models.deletion
from django.db import migrations, models

from luoshi.district.append_only import rows_stay


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0004_grants"),
        ("services", "0002_what_was_said_stays"),
    ]

    operations = [
        migrations.CreateModel(
            name="Renewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("licence", models.CharField(max_length=400)),
                ("number", models.CharField(max_length=200)),
                ("holder", models.CharField(max_length=200)),
                ("holder_name", models.CharField(max_length=200)),
                ("expires_on", models.DateField()),
                ("counts_as_application", models.BooleanField()),
                ("opened_at", models.DateTimeField()),
                (
                    "district",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.district"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="renewals", to="services.itemversion"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["district", "expires_on"], name="renewals_by_expiry"),
                    models.Index(fields=["district", "holder"], name="renewals_of_a_holder"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "licence", "expires_on"), name="a_licence_has_one_renewal_for_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("licence", ""), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            models.Q(("holder", ""), _negated=True),
                        ),
                        name="a_renewal_is_of_somebodys_licence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signature", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("left", "不处理"),
                            ("blocked", "受阻，待决定"),
                            ("asked", "持证人已申请"),
                            ("overdue", "期满未决定"),
                            ("renewed", "已延续"),
                            ("deemed", "视为准予延续"),
                            ("refused", "不予延续"),
                            ("reopened", "重新办理"),
                            ("declined", "持证人不再延续"),
                            ("lapsed", "期满未申请"),
                            ("ended", "终止"),
                        ],
                        max_length=20,
                    ),
                ),
                ("until", models.DateField(null=True)),
                ("reasons", models.JSONField(default=list)),
                ("records", models.JSONField(default=list)),
                ("case_code", models.CharField(blank=True, max_length=40)),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.person"),
                ),
                (
                    "renewal",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="services.renewal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("renewal", "number"), name="steps_of_a_renewal_are_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("renewed", "deemed"))),
                        fields=("renewal",),
                        name="a_licence_is_renewed_once_for_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "left",
                                    "blocked",
                                    "asked",
                                    "overdue",
                                    "renewed",
                                    "deemed",
                                    "refused",
                                    "reopened",
                                    "declined",
                                    "lapsed",
                                    "ended",
                                ],
                            )
                        ),
                        name="a_renewal_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("renewed", "deemed")), ("until__isnull", False)),
                            models.Q(models.Q(("state__in", ("renewed", "deemed")), _negated=True), ("until", None)),
                            _connector="OR",
                        ),
                        name="what_is_renewed_says_until_when_and_nothing_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["blocked", "refused"]), _negated=True),
                            models.Q(("case_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_blocked_or_refused_is_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["blocked", "left"]), _negated=True),
                            models.Q(("reasons", []), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_not_renewed_says_why",
                    ),
                ],
            },
        ),
        rows_stay("services_renewal", "services_renewalstep", says="what was said of a renewal is not altered: say it anew"),
    ]
