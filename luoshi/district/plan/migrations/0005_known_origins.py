"""Every stored report has one of the present origins by now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0004_stored_reports")]
    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['demonstration', 'district', 'uploaded'])), name='a_report_has_a_known_origin'),
        ),
    ]
