"""A light is of a commitment; of what nothing measures there is no link. The rows that stand get their commitment, and nothing else changes."""

import django.db.models.deletion
from django.db import migrations, models

FILL = [
    f"""
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE lights_{table} DISABLE TRIGGER USER;
    UPDATE lights_{table} AS lit SET commitment_id = link.commitment_id FROM progress_link AS link WHERE link.id = lit.link_id;
    ALTER TABLE lights_{table} ENABLE TRIGGER USER;
    """
    for table in ("light", "ladderstep")
]


def _commitment(*, null: bool) -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.commitment")


def _link() -> models.ForeignKey:
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="progress.link")


class Migration(migrations.Migration):
    dependencies = [("lights", "0001_lights")]

    operations = [
        *(migrations.AddField(model, "commitment", _commitment(null=True)) for model in ("light", "ladderstep")),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(migrations.AlterField(model, "commitment", _commitment(null=False)) for model in ("light", "ladderstep")),
        *(migrations.AlterField(model, "link", _link()) for model in ("light", "ladderstep")),
        migrations.RemoveIndex("light", "last_light_of_a_target"),
        migrations.RemoveIndex("ladderstep", "steps_of_a_target"),
        migrations.AddIndex("light", models.Index(fields=["commitment", "link", "-id"], name="last_light_of_a_target")),
        migrations.AddIndex("ladderstep", models.Index(fields=["commitment", "link", "id"], name="steps_of_a_target")),
    ]
