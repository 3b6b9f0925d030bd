import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0005_guidebook'),
        ('kernel', '0002_shared_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', '確認待ち'), ('published', '公開中'), ('returned', '差し戻し'), ('cancelled', '中止'), ('withdrawn', '取り下げ')], default='waiting', max_length=12, verbose_name='状態')),
                ('name', models.CharField(max_length=120, verbose_name='行事の名前')),
                ('name_kana', models.CharField(blank=True, default='', max_length=200, verbose_name='行事の名前（フリガナ）')),
                ('name_en', models.CharField(blank=True, default='', max_length=160, verbose_name='行事の名前（英語）')),
                ('summary', models.CharField(blank=True, default='', max_length=200, verbose_name='ひとこと')),
                ('summary_easy', models.CharField(blank=True, default='', max_length=300, verbose_name='ひとこと（やさしい日本語）')),
                ('summary_en', models.CharField(blank=True, default='', max_length=300, verbose_name='ひとこと（英語）')),
                ('description', models.TextField(blank=True, default='', verbose_name='くわしい内容')),
                ('first_on', models.DateField(verbose_name='日にち（くり返すときは最初の日）')),
                ('starts', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='開始')),
                ('ends', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='終了')),
                ('recurrence', models.JSONField(blank=True, null=True, verbose_name='くり返し')),
                ('last_on', models.DateField(verbose_name='最後の日')),
                ('place_text', models.CharField(blank=True, default='', max_length=200, verbose_name='場所の言い方')),
                ('minimum_age_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='月齢から')),
                ('maximum_age_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='月齢まで')),
                ('age_text', models.CharField(blank=True, default='', max_length=120, verbose_name='対象の言い方')),
                ('cost', models.CharField(choices=[('free', '無料'), ('paid', '有料'), ('unknown', '確認中')], default='unknown', max_length=10, verbose_name='費用')),
                ('cost_text', models.CharField(blank=True, default='', max_length=160, verbose_name='費用の言い方')),
                ('how_to_join', models.CharField(blank=True, default='', max_length=300, verbose_name='申し込み')),
                ('phone', models.CharField(blank=True, default='', max_length=30, verbose_name='問い合わせの電話')),
                ('url', models.URLField(blank=True, default='', max_length=300, verbose_name='ウェブサイト')),
                ('remark', models.CharField(blank=True, default='', max_length=200, verbose_name='中止・差し戻しの理由')),
                ('updated_at', models.DateTimeField(default=tsunagu.kernel.municipality.acting.moment, verbose_name='更新日時')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calendar_events', to='directory.district', verbose_name='地区')),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calendar_events', to='directory.location', verbose_name='場所')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_events', to='directory.organisation', verbose_name='主催')),
                ('revises', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='revision', to='directory.event', verbose_name='直すもとの行事')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='calendar_events', to='directory.service', verbose_name='もとになるサービス')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
            ],
            options={
                'verbose_name': '行事',
                'verbose_name_plural': '行事',
            },
        ),
        migrations.CreateModel(
            name='EventDay',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='いつもの日')),
                ('moved_to', models.DateField(blank=True, null=True, verbose_name='変わった日')),
                ('remark', models.CharField(max_length=200, verbose_name='理由')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='directory.event', verbose_name='行事')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
            ],
            options={
                'verbose_name': '行事の変更日',
                'verbose_name_plural': '行事の変更日',
            },
        ),
        migrations.CreateModel(
            name='EventHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, serialize=False)),
                ('state', models.CharField(choices=[('waiting', '確認待ち'), ('published', '公開中'), ('returned', '差し戻し'), ('cancelled', '中止'), ('withdrawn', '取り下げ')], default='waiting', max_length=12, verbose_name='状態')),
                ('name', models.CharField(max_length=120, verbose_name='行事の名前')),
                ('name_kana', models.CharField(blank=True, default='', max_length=200, verbose_name='行事の名前（フリガナ）')),
                ('name_en', models.CharField(blank=True, default='', max_length=160, verbose_name='行事の名前（英語）')),
                ('summary', models.CharField(blank=True, default='', max_length=200, verbose_name='ひとこと')),
                ('summary_easy', models.CharField(blank=True, default='', max_length=300, verbose_name='ひとこと（やさしい日本語）')),
                ('summary_en', models.CharField(blank=True, default='', max_length=300, verbose_name='ひとこと（英語）')),
                ('description', models.TextField(blank=True, default='', verbose_name='くわしい内容')),
                ('first_on', models.DateField(verbose_name='日にち（くり返すときは最初の日）')),
                ('starts', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='開始')),
                ('ends', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='終了')),
                ('recurrence', models.JSONField(blank=True, null=True, verbose_name='くり返し')),
                ('last_on', models.DateField(verbose_name='最後の日')),
                ('place_text', models.CharField(blank=True, default='', max_length=200, verbose_name='場所の言い方')),
                ('minimum_age_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='月齢から')),
                ('maximum_age_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='月齢まで')),
                ('age_text', models.CharField(blank=True, default='', max_length=120, verbose_name='対象の言い方')),
                ('cost', models.CharField(choices=[('free', '無料'), ('paid', '有料'), ('unknown', '確認中')], default='unknown', max_length=10, verbose_name='費用')),
                ('cost_text', models.CharField(blank=True, default='', max_length=160, verbose_name='費用の言い方')),
                ('how_to_join', models.CharField(blank=True, default='', max_length=300, verbose_name='申し込み')),
                ('phone', models.CharField(blank=True, default='', max_length=30, verbose_name='問い合わせの電話')),
                ('url', models.URLField(blank=True, default='', max_length=300, verbose_name='ウェブサイト')),
                ('remark', models.CharField(blank=True, default='', max_length=200, verbose_name='中止・差し戻しの理由')),
                ('updated_at', models.DateTimeField(default=tsunagu.kernel.municipality.acting.moment, verbose_name='更新日時')),
                ('district', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.district', verbose_name='地区')),
                ('location', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.location', verbose_name='場所')),
                ('municipality', models.ForeignKey(db_constraint=False, default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.organisation', verbose_name='主催')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='directory.event')),
                ('revises', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.event', verbose_name='直すもとの行事')),
                ('service', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.service', verbose_name='もとになるサービス')),
                ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['municipality', 'last_on', 'first_on'], name='directory_e_municip_5ddd41_idx'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['organisation', 'last_on'], name='directory_e_organis_7cd097_idx'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['municipality'], name='event_waiting'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='event_named'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'published', 'returned', 'cancelled', 'withdrawn'])), name='event_state_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('cost__in', ['free', 'paid', 'unknown'])), name='event_cost_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='event_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('recurrence__isnull', False), ('last_on', models.F('first_on')), _connector='OR'), name='event_once_is_one_day'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends', None), ('starts', None)), models.Q(('ends', None), ('starts__isnull', False), ('starts__lt', 1440)), models.Q(('ends__gt', models.F('starts')), ('ends__isnull', False), ('ends__lte', 2880), ('starts__isnull', False), ('starts__lt', 1440)), _connector='OR'), name='event_times_ordered'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_age_months', None), ('maximum_age_months', None), ('minimum_age_months__lte', models.F('maximum_age_months')), _connector='OR'), name='event_ages_ordered'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minimum_age_months', None), ('minimum_age_months__lte', 1560), _connector='OR'), models.Q(('maximum_age_months', None), ('maximum_age_months__lte', 1560), _connector='OR')), name='event_ages_human'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cancelled', 'returned']), _negated=True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='event_says_why_not'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('revises', None), models.Q(('state__in', ['published', 'cancelled']), _negated=True), _connector='OR'), name='event_revision_is_not_public'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_eventhistory" ("age_text", "cost", "cost_text", "description", "district_id", "ends", "first_on", "how_to_join", "id", "last_on", "location_id", "maximum_age_months", "minimum_age_months", "municipality_id", "name", "name_en", "name_kana", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_text", "recurrence", "remark", "revises_id", "service_id", "starts", "state", "summary", "summary_easy", "summary_en", "updated_at", "url", "written_by_id") VALUES (NEW."age_text", NEW."cost", NEW."cost_text", NEW."description", NEW."district_id", NEW."ends", NEW."first_on", NEW."how_to_join", NEW."id", NEW."last_on", NEW."location_id", NEW."maximum_age_months", NEW."minimum_age_months", NEW."municipality_id", NEW."name", NEW."name_en", NEW."name_kana", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."place_text", NEW."recurrence", NEW."remark", NEW."revises_id", NEW."service_id", NEW."starts", NEW."state", NEW."summary", NEW."summary_easy", NEW."summary_en", NEW."updated_at", NEW."url", NEW."written_by_id"); RETURN NULL;', hash='96c18cc545cc7988f487f66812280a6810177ed4', operation='INSERT', pgid='pgtrigger_insert_insert_d66f0', table='directory_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_eventhistory" ("age_text", "cost", "cost_text", "description", "district_id", "ends", "first_on", "how_to_join", "id", "last_on", "location_id", "maximum_age_months", "minimum_age_months", "municipality_id", "name", "name_en", "name_kana", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_text", "recurrence", "remark", "revises_id", "service_id", "starts", "state", "summary", "summary_easy", "summary_en", "updated_at", "url", "written_by_id") VALUES (NEW."age_text", NEW."cost", NEW."cost_text", NEW."description", NEW."district_id", NEW."ends", NEW."first_on", NEW."how_to_join", NEW."id", NEW."last_on", NEW."location_id", NEW."maximum_age_months", NEW."minimum_age_months", NEW."municipality_id", NEW."name", NEW."name_en", NEW."name_kana", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."place_text", NEW."recurrence", NEW."remark", NEW."revises_id", NEW."service_id", NEW."starts", NEW."state", NEW."summary", NEW."summary_easy", NEW."summary_en", NEW."updated_at", NEW."url", NEW."written_by_id"); RETURN NULL;', hash='d815430f31a5b4a6e8a85b70695234866a1e7ae9', operation='UPDATE', pgid='pgtrigger_update_update_82e8a', table='directory_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_eventhistory" ("age_text", "cost", "cost_text", "description", "district_id", "ends", "first_on", "how_to_join", "id", "last_on", "location_id", "maximum_age_months", "minimum_age_months", "municipality_id", "name", "name_en", "name_kana", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_text", "recurrence", "remark", "revises_id", "service_id", "starts", "state", "summary", "summary_easy", "summary_en", "updated_at", "url", "written_by_id") VALUES (OLD."age_text", OLD."cost", OLD."cost_text", OLD."description", OLD."district_id", OLD."ends", OLD."first_on", OLD."how_to_join", OLD."id", OLD."last_on", OLD."location_id", OLD."maximum_age_months", OLD."minimum_age_months", OLD."municipality_id", OLD."name", OLD."name_en", OLD."name_kana", OLD."organisation_id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."place_text", OLD."recurrence", OLD."remark", OLD."revises_id", OLD."service_id", OLD."starts", OLD."state", OLD."summary", OLD."summary_easy", OLD."summary_en", OLD."updated_at", OLD."url", OLD."written_by_id"); RETURN NULL;', hash='1b5a7c96f40cdcf47ea74e292c7c1e1f3b825162', operation='DELETE', pgid='pgtrigger_delete_delete_1a6f4', table='directory_event', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='eventday',
            index=models.Index(fields=['municipality', 'on'], name='directory_e_municip_d21086_idx'),
        ),
        migrations.AddIndex(
            model_name='eventday',
            index=models.Index(condition=models.Q(('moved_to__isnull', False)), fields=['municipality', 'moved_to'], name='event_day_moved'),
        ),
        migrations.AddConstraint(
            model_name='eventday',
            constraint=models.UniqueConstraint(fields=('event', 'on'), name='event_day_once'),
        ),
        migrations.AddConstraint(
            model_name='eventday',
            constraint=models.CheckConstraint(condition=models.Q(('remark', ''), _negated=True), name='event_day_says_why'),
        ),
        migrations.AddConstraint(
            model_name='eventday',
            constraint=models.CheckConstraint(condition=models.Q(('moved_to', None), models.Q(('moved_to', models.F('on')), _negated=True), _connector='OR'), name='event_day_moves_somewhere'),
        ),
    ]
