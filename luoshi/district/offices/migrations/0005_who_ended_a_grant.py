"""A grant that ends says who ended it and when. Of those that ended before nobody knows."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_grants")]

    operations = [
        migrations.AddField("grant", "ended_by", models.CharField(blank=True, max_length=200, default=""), preserve_default=False),
        migrations.AddField("grant", "ended_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=Q(ended_by="", ended_at=None) | (~Q(ended_by="") & Q(ended_at__isnull=False, valid_to__isnull=False)),
                name="whoever_ends_a_grant_is_known_with_the_moment",
            ),
        ),
    ]
