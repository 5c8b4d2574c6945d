"""Districts belong to the offices from now on; their table was renamed there, so only the models change hands."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_reports"), ("offices", "0001_offices")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "report",
                    "district",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="offices.district"),
                ),
                migrations.DeleteModel("District"),
            ]
        )
    ]
