"""Two indexes for the leader's view: one from which all is counted without reading a case, one in the order of the list below."""

from django.db import migrations, models

RUNS = models.Q(("due_at__isnull", False))


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_asked_twice_opened_once")]

    operations = [
        migrations.RemoveIndex("case", "cases_that_run"),
        migrations.AddIndex(
            "case", models.Index(condition=RUNS, fields=["district", "unit", "due_at"], include=["matter"], name="cases_that_run")
        ),
        migrations.AddIndex("case", models.Index(condition=RUNS, fields=["district", "place", "id"], name="running_cases_by_deadline")),
    ]
