"""Credit codes for whoever is registered here: the range of a district, and the numbers in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0100_renewals")]
    operations = [
        migrations.AddField("arrangement", "credit_code_range", models.CharField(blank=True, default="", max_length=12), preserve_default=False),
        migrations.RunSQL("CREATE SEQUENCE services_credit_code_numbers", "DROP SEQUENCE services_credit_code_numbers"),
    ]
