"""Districts move here from the plan, with their rows; units, posts, persons and tenures are new."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("plan", "0001_reports"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("ALTER TABLE plan_district RENAME TO offices_district", "ALTER TABLE offices_district RENAME TO plan_district")],
            state_operations=[
                migrations.CreateModel(
                    name="District",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=100)),
                        ("name_en", models.CharField(blank=True, max_length=100)),
                    ],
                    options={"constraints": [models.UniqueConstraint(fields=("name",), name="a_district_is_stored_once")]},
                )
            ],
        ),
    ]
