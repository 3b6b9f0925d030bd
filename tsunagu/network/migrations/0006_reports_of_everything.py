
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_search_gaps'),
        ('kernel', '0003_sender_counts'),
        ('network', '0005_counts_move_below'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='errorreport',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.event', verbose_name='行事'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation', verbose_name='組織'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='page',
            field=models.CharField(blank=True, choices=[('phones', '総合電話帳'), ('emergency', '緊急の電話番号と当番医'), ('map', '子育てマップ'), ('calendar', '子育てカレンダー'), ('organisations', '団体・施設の一覧')], default='', max_length=15, verbose_name='ページ'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='receipt_hash',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=64, verbose_name='受付番号の控え'),
        ),
        migrations.AlterField(
            model_name='errorreport',
            name='service',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='error_reports', to='directory.service', verbose_name='サービス'),
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event', None), ('organisation', None), ('page', ''), ('service__isnull', False)), models.Q(('event', None), ('organisation__isnull', False), ('page', ''), ('service', None)), models.Q(('event__isnull', False), ('organisation', None), ('page', ''), ('service', None)), models.Q(('event', None), ('organisation', None), ('page__in', ['phones', 'emergency', 'map', 'calendar', 'organisations']), ('service', None)), _connector='OR'), name='error_report_about_one_thing'),
        ),
    ]
