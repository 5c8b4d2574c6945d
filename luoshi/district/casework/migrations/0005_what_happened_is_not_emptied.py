"""TRUNCATE fires no trigger of a row: without a guard of its own it would empty what neither UPDATE nor DELETE may touch."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

TABLES = ("casetypeversion", "calendarversion", "case", "casestep", "assignment", "deadline", "reminder", "cohandling")


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_what_runs_by_unit_and_by_deadline")]

    operations = [
        rows_stay(
            *(f"casework_{table}" for table in TABLES), says="what happened to a case is not altered: take another step", against="TRUNCATE"
        )
    ]
