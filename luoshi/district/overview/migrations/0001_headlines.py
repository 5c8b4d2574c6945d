"""Which promises stand on the leaders' page; what was chosen before stays."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from luoshi.district.append_only import rows_stay


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0006_posts_of_programs'),
        ('plan', '0007_tallies'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeadlineChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('reason', models.CharField(max_length=500)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.person')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headline_choices', to='plan.report')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('codes__len__gte', 1), ('codes__len__lte', 12)), name='a_screen_holds_twelve_headlines'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='who_chooses_headlines_says_why')],
            },
        ),
        rows_stay("overview_headlinechoice", says="what was chosen for the leaders' page stays: choose anew"),
    ]
