"""An import keeps who confirmed it, and each row the newest version that was seen; what waits has seen none, and is checked anew."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

CHECK_AGAIN = "UPDATE register_import SET state = 'reading' WHERE state IN ('reviewed', 'applying')"


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_grants"), ("register", "0002_what_is_registered_stays")]

    operations = [
        migrations.RunSQL(CHECK_AGAIN, migrations.RunSQL.noop),
        migrations.AddField("importrow", "seen", models.BigIntegerField(null=True)),
        migrations.AddField(
            "import",
            "confirmed_by",
            models.ForeignKey("offices.person", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+"),
        ),
        migrations.AddField("import", "confirmed_signature", models.CharField(blank=True, max_length=200)),
        migrations.AddField("import", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "import",
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None, confirmed_signature="")
                | (Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_signature="")),
                name="a_confirmation_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            "import",
            models.CheckConstraint(
                condition=~Q(state="applying") | Q(confirmed_at__isnull=False), name="nothing_is_applied_that_nobody_confirmed"
            ),
        ),
    ]
