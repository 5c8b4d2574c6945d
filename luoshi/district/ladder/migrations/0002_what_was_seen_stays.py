"""What was seen on the ladder stays: who stood there first is counted for good."""

from django.db import migrations

from luoshi.district.append_only import rows_stay


class Migration(migrations.Migration):
    dependencies = [("ladder", "0001_ladders")]
    operations = [
        rows_stay("ladder_ladder", "ladder_survey", "ladder_firststanding", "ladder_near", says="what was seen on the ladder is not altered: look again"),
    ]
