"""Two entries that share something are not the same: who found so, and why, is kept for ever, also if it is undone."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

APPEND_ONLY = """
CREATE TRIGGER distinctions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON register_distinction
  FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only();
"""
UNGUARD = "DROP TRIGGER distinctions_stay ON register_distinction"


def _kept(model: str, **named: object) -> models.ForeignKey:
    return models.ForeignKey(model, on_delete=django.db.models.deletion.PROTECT, related_name="+", **named)


class Migration(migrations.Migration):
    dependencies = [("offices", "0005_who_ended_a_grant"), ("register", "0003_who_confirmed_and_what_was_seen")]

    operations = [
        migrations.CreateModel(
            name="Distinction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("undone", models.BooleanField(default=False)),
                ("signature", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("shared", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), size=None)),
                ("person", _kept("offices.person")),
                ("one", _kept("register.entry", db_index=False)),
                ("other", _kept("register.entry")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_distinction_is_of_two_entries"),
                    models.CheckConstraint(condition=~Q(reason=""), name="a_distinction_says_why"),
                    models.CheckConstraint(condition=~Q(shared=[]), name="a_distinction_says_what_both_share"),
                ],
                "indexes": [models.Index(fields=["one", "other", "-id"], name="distinctions_of_two_entries")],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, UNGUARD),
    ]
