"""A case knows the key with which it was opened, and whoever it is for; the applicant and the system take steps without a post."""

import django.db.models.deletion
from django.db import migrations, models

THEMSELVES = """
DROP TRIGGER cases_stay_themselves ON casework_case;
CREATE TRIGGER cases_stay_themselves BEFORE UPDATE ON casework_case
  FOR EACH ROW WHEN (
    (OLD.id, OLD.district_id, OLD.type_id, OLD.matter, OLD.code, OLD.title, OLD.subject_kind, OLD.subject_key, OLD.subject_title,
     OLD.opened_at{old})
    IS DISTINCT FROM
    (NEW.id, NEW.district_id, NEW.type_id, NEW.matter, NEW.code, NEW.title, NEW.subject_kind, NEW.subject_key, NEW.subject_title,
     NEW.opened_at{new})
  ) EXECUTE FUNCTION casework_is_append_only();
"""
WITH_KEYS = THEMSELVES.format(old=", OLD.applicant, OLD.idempotency_key", new=", NEW.applicant, NEW.idempotency_key")
WITHOUT = THEMSELVES.format(old="", new="")


def of_the_offices(model):
    return models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"offices.{model}")


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_what_happened_stays")]

    operations = [
        migrations.AddField("case", "applicant", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.AddField("case", "idempotency_key", models.CharField(max_length=100, null=True)),
        migrations.AddField("casestep", "outsider", models.CharField(blank=True, default="", max_length=20), preserve_default=False),
        migrations.AlterField("casestep", "person", of_the_offices("person")),
        migrations.AlterField("casestep", "post", of_the_offices("post")),
        migrations.AlterField("casestep", "unit", of_the_offices("unit")),
        migrations.AddIndex(
            "case",
            models.Index(condition=models.Q(("applicant", ""), _negated=True), fields=["applicant", "-id"], name="cases_of_an_applicant"),
        ),
        migrations.AddConstraint(
            "case", models.UniqueConstraint(fields=("district", "idempotency_key"), name="asked_twice_a_case_is_opened_once")
        ),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True), name="an_idempotency_key_is_no_empty_text"
            ),
        ),
        migrations.AddConstraint(
            "casestep",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outsider", ""), ("person__isnull", False), ("post__isnull", False), ("unit__isnull", False)),
                    models.Q(("outsider", "applicant"), ("person__isnull", False), ("post", None), ("unit", None)),
                    models.Q(("outsider", "system"), ("person", None), ("post", None), ("unit", None)),
                    _connector="OR",
                ),
                name="a_step_is_taken_in_a_post_or_by_an_outsider",
            ),
        ),
        migrations.RunSQL(WITH_KEYS, WITHOUT),
    ]
