"""Whoever guesses at applications is counted where all who guess are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("services", "0102_rows_stay")]
    operations = [migrations.DeleteModel(name="Inquiry")]
