import django.db.models.deletion
import django.db.models.expressions
import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_overdue'),
        ('kernel', '0002_shared_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyRota',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='日付')),
                ('from_minute', models.PositiveSmallIntegerField(verbose_name='いつから')),
                ('until_minute', models.PositiveSmallIntegerField(verbose_name='いつまで')),
                ('name', models.CharField(max_length=120, verbose_name='医療機関')),
                ('phone', models.CharField(blank=True, default='', max_length=20, verbose_name='電話番号')),
                ('address', models.CharField(blank=True, default='', max_length=200, verbose_name='所在地')),
                ('department', models.CharField(blank=True, default='', max_length=80, verbose_name='診療科目')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='補足')),
                ('updated_at', models.DateTimeField(default=tsunagu.kernel.municipality.acting.moment, verbose_name='更新日時')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duties', to='directory.organisation', verbose_name='名簿の組織')),
            ],
            options={
                'verbose_name': '休日当番医',
                'verbose_name_plural': '休日当番医',
                'indexes': [models.Index(fields=['municipality', 'day', 'from_minute'], name='duty_by_day')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='duty_names_a_clinic'),
                    models.CheckConstraint(condition=models.Q(('from_minute__lt', 1440), ('from_minute__lt', models.F('until_minute'))), name='duty_ends_after_it_begins'),
                    models.CheckConstraint(condition=models.Q(('until_minute__lte', django.db.models.expressions.CombinedExpression(models.F('from_minute'), '+', models.Value(1440)))), name='duty_no_longer_than_a_day'),
                    models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__regex', '^[+#0-9][0-9-]+$'), _connector='OR'), name='duty_phone_shape'),
                    models.UniqueConstraint(fields=('municipality', 'day', 'from_minute', 'name', 'department'), name='duty_once'),
                ],
            },
        ),
    ]
