"""Invented enterprises of which simulations may ask; they stay as they were made."""

import django.db.models.deletion
from django.db import migrations, models

from luoshi.district.append_only import rows_stay


class Migration(migrations.Migration):
    dependencies = [("offices", "0007_jurisdictions_above"), ("simulations", "0002_what_was_proposed_stays")]
    operations = [
        migrations.CreateModel(
            name="SyntheticPopulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signature", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("number", models.PositiveIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("seed", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField()),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="synthetic_populations", to="offices.district"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "number"), name="synthetic_populations_of_a_district_are_numbered"
                    ),
                    models.UniqueConstraint(fields=("district", "sha256"), name="a_synthetic_population_is_there_once"),
                ]
            },
        ),
        migrations.AddField(
            model_name="simulation",
            name="synthetic",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="simulations",
                to="simulations.syntheticpopulation",
            ),
        ),
        rows_stay("simulations_syntheticpopulation", says="a synthetic population is not altered: make another one"),
    ]
