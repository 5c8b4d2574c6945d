import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('facts', '0003_what_is_recorded_stays'),
        ('offices', '0004_grants'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('years', models.JSONField()),
                ('hours', models.JSONField()),
                ('hours_status', models.CharField(choices=[('verified', 'verified'), ('elsewhere', 'elsewhere'), ('unverified', 'unverified')], max_length=20)),
                ('documents', models.TextField()),
                ('published_through', models.DateField()),
                ('version', models.CharField(max_length=64)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendars', to='offices.district')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.person')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('district', 'number'), name='versions_of_a_calendar_are_numbered'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_of_a_calendar_count_from_one'),
                    models.CheckConstraint(condition=models.Q(('documents', ''), _negated=True), name='a_calendar_names_its_documents'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CaseTypeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('code', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('files', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_types', to='offices.district')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.person')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('district', 'code', 'number'), name='versions_of_a_case_type_are_numbered'),
                    models.UniqueConstraint(fields=('district', 'code', 'sha256'), name='a_district_loads_a_case_type_once'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_of_a_case_type_count_from_one'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_case_type_has_a_name'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(max_length=60)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_key', models.CharField(max_length=200)),
                ('subject_title', models.CharField(blank=True, max_length=300)),
                ('opened_at', models.DateTimeField()),
                ('status', models.CharField(max_length=60)),
                ('status_kind', models.CharField(max_length=20)),
                ('closed_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('due_clock', models.CharField(blank=True, max_length=60)),
                ('warn_at', models.DateTimeField(null=True)),
                ('provisional', models.BooleanField(default=False)),
                ('remind_at', models.DateTimeField(null=True)),
                ('step_count', models.PositiveIntegerField()),
                ('place', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('due_at'), models.Value(datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc), output_field=models.DateTimeField())), output_field=models.DateTimeField())),
                ('calendar', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.calendarversion')),
                ('district', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='offices.district')),
                ('holder', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.person')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='casework.casetypeversion')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('closed_at', None)), fields=['holder', 'place', 'id'], name='cases_of_a_person'),
                    models.Index(condition=models.Q(('closed_at', None), ('holder', None)), fields=['unit', 'place', 'id'], name='cases_that_nobody_took'),
                    models.Index(condition=models.Q(('closed_at', None)), fields=['unit', 'matter', 'status', 'place', 'id'], name='cases_of_a_unit'),
                    models.Index(condition=models.Q(('closed_at', None)), fields=['district', 'matter', 'status', 'place', 'id'], name='cases_of_a_matter'),
                    models.Index(condition=models.Q(('due_at__isnull', False)), fields=['district', 'matter', 'unit', 'due_at', 'id'], name='cases_that_run'),
                    models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['unit', '-closed_at', '-id'], name='cases_closed_lately'),
                    models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='cases_to_remind_of'),
                    models.Index(condition=models.Q(('closed_at', None)), fields=['district', 'calendar'], name='cases_by_calendar'),
                    models.Index(fields=['subject_kind', 'subject_key'], name='cases_about_a_subject'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('status_kind__in', ['open', 'waiting', 'done', 'not_ours', 'withdrawn'])), name='a_case_has_a_known_kind_of_status'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), models.Q(('status_kind__in', ('done', 'not_ours', 'withdrawn')), _negated=True)), models.Q(('closed_at__isnull', False), ('status_kind__in', ('done', 'not_ours', 'withdrawn'))), _connector='OR'), name='a_case_is_closed_when_its_status_says_so'),
                    models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('due_at', None), ('remind_at', None), ('warn_at', None)), _connector='OR'), name='a_closed_case_has_no_deadline'),
                    models.CheckConstraint(condition=models.Q(models.Q(('due_at', None), ('due_clock', ''), ('provisional', False), ('warn_at', None)), models.Q(('due_at__isnull', False), models.Q(('due_clock', ''), _negated=True)), _connector='OR'), name='a_deadline_belongs_to_a_clock'),
                    models.CheckConstraint(condition=models.Q(('warn_at', None), ('warn_at__lte', models.F('due_at')), _connector='OR'), name='a_warning_comes_before_its_deadline'),
                    models.CheckConstraint(condition=models.Q(('step_count__gte', 1)), name='a_case_begins_with_a_step'),
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_case_has_a_title'),
                    models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', ''), _negated=True), models.Q(('subject_key', ''), _negated=True)), name='a_case_is_about_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CaseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('transition', models.CharField(max_length=60)),
                ('from_status', models.CharField(blank=True, max_length=60)),
                ('to_status', models.CharField(max_length=60)),
                ('values', models.JSONField()),
                ('moves', models.JSONField()),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='casework.case')),
                ('fact', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.fact')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.person')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.post')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'number'), name='steps_of_a_case_are_numbered'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='steps_of_a_case_count_from_one'),
                    models.CheckConstraint(condition=models.Q(models.Q(('from_status', ''), ('number', 1)), models.Q(('number__gt', 1), models.Q(('from_status', ''), _negated=True)), _connector='OR'), name='only_the_first_step_comes_from_nowhere'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('holder', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.person')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='casework.case')),
                ('step', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assignment', to='casework.casestep')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['case', 'id'], name='assignments_of_a_case'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CoHandling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answered', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='casework.casestep')),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='casework.casestep')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_handlings', to='casework.case')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('answered', None)), fields=['unit', 'case'], name='help_that_is_asked_for'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('answered', None)), fields=('case', 'unit'), name='a_unit_is_asked_one_thing_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clock', models.CharField(max_length=60)),
                ('term', models.PositiveIntegerField()),
                ('state', models.CharField(max_length=20)),
                ('due_at', models.DateTimeField(null=True)),
                ('warn_at', models.DateTimeField(null=True)),
                ('overdue_at', models.DateTimeField(null=True)),
                ('first_due_at', models.DateTimeField(null=True)),
                ('provisional', models.BooleanField()),
                ('is_window', models.BooleanField()),
                ('because', models.CharField(choices=[('step', '办理步骤'), ('calendar', '工作日历更新')], max_length=20)),
                ('computed_at', models.DateTimeField()),
                ('calendar', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.calendarversion')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='casework.case')),
                ('step', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='casework.casestep')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['case', 'clock', '-id'], name='deadlines_of_a_case'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['not_started', 'running', 'paused', 'stopped'])), name='a_deadline_is_of_a_clock_in_a_known_state'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), ('due_at__isnull', False), _connector='OR'), name='a_running_clock_has_a_deadline'),
                    models.CheckConstraint(condition=models.Q(('because__in', ['step', 'calendar'])), name='a_deadline_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clock', models.CharField(max_length=60)),
                ('term', models.PositiveIntegerField()),
                ('colour', models.CharField(choices=[('yellow', '黄牌'), ('red', '红牌'), ('over', '期满')], max_length=10)),
                ('due_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='casework.case')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'clock', 'term', 'colour'), name='a_card_is_shown_once_in_a_term'),
                    models.CheckConstraint(condition=models.Q(('colour__in', ['yellow', 'red', 'over'])), name='a_card_is_of_a_known_colour'),
                    models.CheckConstraint(condition=models.Q(models.Q(('at__lte', models.F('due_at')), ('colour', 'yellow')), models.Q(models.Q(('colour', 'yellow'), _negated=True), ('at__gt', models.F('due_at'))), _connector='OR'), name='yellow_comes_before_the_deadline_and_red_after_it'),
                ],
            },
        ),
    ]
