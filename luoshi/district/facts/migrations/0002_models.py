import django.contrib.postgres.fields
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('facts', '0001_reading_of_content'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnsealedFacts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('hashes', django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('content', models.TextField()),
                ('district_id', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(models.Func(models.F('content'), models.Value('district'), models.Value('id'), function='facts_text', output_field=models.TextField()), models.BigIntegerField()), output_field=models.BigIntegerField())),
                ('kind', models.GeneratedField(db_persist=True, expression=models.Func(models.F('content'), models.Value('kind'), function='facts_text', output_field=models.TextField()), output_field=models.CharField(max_length=100))),
                ('subject_kind', models.GeneratedField(db_persist=True, expression=models.Func(models.F('content'), models.Value('subject'), models.Value('kind'), function='facts_text', output_field=models.TextField()), output_field=models.CharField(max_length=100))),
                ('subject_key', models.GeneratedField(db_persist=True, expression=models.Func(models.F('content'), models.Value('subject'), models.Value('key'), function='facts_text', output_field=models.TextField()), output_field=models.CharField(max_length=200))),
                ('happened_at', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('content'), models.Value('happened_at'), function='facts_text', output_field=models.TextField()), function='facts_moment', output_field=models.DateTimeField()), output_field=models.DateTimeField())),
                ('quantity', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(models.Func(models.F('content'), models.Value('quantity'), function='facts_text', output_field=models.TextField()), models.DecimalField(decimal_places=8, max_digits=26)), output_field=models.DecimalField(decimal_places=8, max_digits=26, null=True))),
                ('unit', models.GeneratedField(db_persist=True, expression=models.Func(models.F('content'), models.Value('unit'), function='facts_text', output_field=models.TextField()), output_field=models.CharField(max_length=40))),
                ('case', models.GeneratedField(db_persist=True, expression=models.Func(models.F('content'), models.Value('case'), function='facts_text', output_field=models.TextField()), output_field=models.CharField(max_length=200))),
                ('corrects', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(models.Func(models.F('content'), models.Value('corrects'), function='facts_text', output_field=models.TextField()), models.BigIntegerField()), output_field=models.BigIntegerField(null=True))),
                ('withdrawn', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(models.Func(models.F('content'), models.Value('withdrawn'), function='facts_text', output_field=models.TextField()), models.BooleanField()), output_field=models.BooleanField())),
                ('public', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(models.Func(models.F('content'), models.Value('public'), function='facts_text', output_field=models.TextField()), models.BooleanField()), output_field=models.BooleanField())),
            ],
            options={
                'indexes': [models.Index(fields=['district_id', 'kind', 'happened_at'], name='facts_of_a_kind_by_time'), models.Index(fields=['subject_kind', 'subject_key', 'number'], name='facts_about_a_subject'), models.Index(condition=models.Q(('case', ''), _negated=True), fields=['case', 'number'], name='facts_of_a_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None), _negated=True), fields=('corrects',), name='a_fact_is_corrected_once'), models.CheckConstraint(condition=models.Q(('corrects', None), ('corrects__lt', models.F('number')), _connector='OR'), name='a_correction_comes_after_what_it_corrects'), models.CheckConstraint(condition=models.Q(('withdrawn', False), models.Q(('corrects', None), _negated=True), _connector='OR'), name='only_a_correction_withdraws'), models.CheckConstraint(condition=models.Q(models.Q(('quantity', None), ('unit', '')), models.Q(models.Q(('quantity', None), _negated=True), models.Q(('unit', ''), _negated=True)), _connector='OR'), name='a_quantity_has_its_unit'), models.CheckConstraint(condition=models.Q(('number', django.db.models.functions.comparison.Cast(models.Func(models.F('content'), models.Value('number'), function='facts_text', output_field=models.TextField()), models.BigIntegerField()))), name='a_fact_says_its_own_number')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number',), name='a_fact_is_sealed_once'), models.CheckConstraint(condition=models.Q(('position__gte', 0)), name='positions_count_from_zero')],
            },
        ),
        migrations.CreateModel(
            name='Subtree',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.SmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('level', 'index'), name='a_subtree_is_stored_once'), models.CheckConstraint(condition=models.Q(('index__gte', 0), ('level__gte', 1)), name='subtrees_stand_above_the_leaves')],
            },
        ),
        migrations.CreateModel(
            name='TreeHead',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
                ('public_key', models.BinaryField()),
                ('signature', models.BinaryField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='a_block_seals_something')],
            },
        ),
    ]
