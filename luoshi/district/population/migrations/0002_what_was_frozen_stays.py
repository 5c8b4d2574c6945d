"""What was frozen, brought and run stays as it is: a better table is a new version, a better result a new run."""

from django.db import migrations

from luoshi.district.append_only import rows_stay


class Migration(migrations.Migration):
    dependencies = [("population", "0001_populations")]
    operations = [
        rows_stay(
            "population_snapshot", "population_frozenregister", "population_removal",
            says="a snapshot is not altered: take another one",
        ),
        rows_stay(
            "population_declaration", "population_departmenttable",
            says="what a department brought is not altered: bring the next version",
        ),
        rows_stay("population_run", "population_run_tables", says="the result of a run is not altered: run it again"),
    ]
