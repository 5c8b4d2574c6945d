"""Whoever stands on a rung does so since a day, and may again in another year.

Of what was seen before, nobody knows more than the day of the look, and of the first look at a rung not even that.
"""

from django.conf import settings
from django.db import migrations, models

_GUARD = "rows_stay_against_update_delete_truncate"
_FILL = f"""
UPDATE ladder_standing standing SET since = (seen.at AT TIME ZONE '{settings.TIME_ZONE}')::date
FROM ladder_survey seen
WHERE seen.id = standing.survey_id AND EXISTS (
    SELECT FROM ladder_survey earlier
    WHERE (earlier.district_id, earlier.rung) = (seen.district_id, seen.rung) AND earlier.id < seen.id
)
"""


class Migration(migrations.Migration):
    dependencies = [("ladder", "0002_what_was_seen_stays")]
    operations = [
        migrations.RenameModel("FirstStanding", "Standing"),
        migrations.AddField("standing", "since", models.DateField(null=True)),
        migrations.RemoveConstraint("standing", "an_enterprise_steps_on_a_rung_once"),
        migrations.AddConstraint(
            "standing",
            models.UniqueConstraint(
                fields=["district", "rung", "key", "since"], name="an_enterprise_stands_on_a_rung_since_a_day_once"
            ),
        ),
        migrations.AddConstraint(
            "standing",
            models.UniqueConstraint(
                fields=["district", "rung", "key"], condition=models.Q(since=None), name="an_enterprise_stood_on_a_rung_before_once"
            ),
        ),
        migrations.RunSQL(
            [
                f"ALTER TABLE ladder_standing DISABLE TRIGGER {_GUARD}",
                _FILL,
                f"ALTER TABLE ladder_standing ENABLE TRIGGER {_GUARD}",
            ],
            migrations.RunSQL.noop,
        ),
    ]
