import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dues", "0002_what_was_said_stays")]
    operations = [
        migrations.RemoveConstraint(model_name="update", name="nothing_is_called_done_without_evidence"),
        migrations.AddField("update", "facts", django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list)),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.CheckConstraint(
                condition=Q(stage__in=["draft", "returned"]) | ~Q(work="done") | Q(evidence__len__gt=0) | Q(facts__len__gt=0),
                name="nothing_is_called_done_without_evidence",
            ),
        ),
    ]
