
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0008_search_gaps'),
        ('kernel', '0003_sender_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('opening', '話題'), ('reply', '返事'), ('visit', '市民レポート')], max_length=10, verbose_name='種類')),
                ('state', models.CharField(choices=[('waiting', '確認待ち'), ('shown', '公開中'), ('held', '一時非表示'), ('declined', '見送り'), ('removed', '掲載をやめた'), ('withdrawn', '取り下げ')], default='waiting', max_length=10, verbose_name='状態')),
                ('title', models.CharField(blank=True, default='', max_length=80, verbose_name='見出し')),
                ('text', models.TextField(blank=True, default='', max_length=2000, verbose_name='本文')),
                ('display_name', models.CharField(blank=True, default='', max_length=20, verbose_name='表示する名前')),
                ('language', models.CharField(default='ja', max_length=10, verbose_name='書かれた言語')),
                ('receipt_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='受付番号の控え')),
                ('is_urgent', models.BooleanField(default=False, verbose_name='急いで見る')),
                ('written_at', models.DateTimeField(verbose_name='書いた日時')),
                ('due_on', models.DateField(verbose_name='見る期限')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='公開した日時')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終わった日時')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='本文を消した日時')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation', verbose_name='組織')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service', verbose_name='サービス')),
            ],
            options={
                'verbose_name': '投稿',
                'verbose_name_plural': '投稿',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('shown', '公開した'), ('declined', '載せなかった'), ('removed', '掲載をやめた'), ('kept', '通報を見て、載せておくと決めた'), ('upheld', '異議を見て、変えないと決めた'), ('restored', '異議を認めて、公開した')], max_length=10, verbose_name='決めたこと')),
                ('reason', models.CharField(blank=True, choices=[('personal', 'だれのことかわかる内容がある'), ('attack', '人や団体を傷つける書き方がある'), ('trade', '宣伝・勧誘・売り買いにあたる'), ('campaign', '宗教・政治の活動にあたる'), ('unproven', '健康や安全について、確かめられない内容がある'), ('off_topic', '子育てに関わりがない'), ('contact', '急いで直接話したほうがよい内容だった'), ('other', 'そのほか')], default='', max_length=12, verbose_name='理由')),
                ('note', models.CharField(blank=True, default='', max_length=400, verbose_name='書いた人へのひとこと')),
                ('at', models.DateTimeField(verbose_name='決めた日時')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決めた人')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='community.post', verbose_name='投稿')),
            ],
            options={
                'verbose_name': '投稿についての判断',
                'verbose_name_plural': '投稿についての判断',
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(blank=True, default='', max_length=1000, verbose_name='わけ')),
                ('sent_at', models.DateTimeField(verbose_name='届いた日時')),
                ('due_on', models.DateField(verbose_name='見直す期限')),
                ('state', models.CharField(choices=[('open', '見直し中'), ('granted', '異議を認めた'), ('refused', '決定は変わらない')], default='open', max_length=10, verbose_name='状態')),
                ('answer', models.CharField(blank=True, default='', max_length=400, verbose_name='見直した結果のひとこと')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='見直した日時')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='見直した人')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('against', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='community.decision', verbose_name='どの判断に')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='community.post', verbose_name='投稿')),
            ],
            options={
                'verbose_name': '投稿についての異議',
                'verbose_name_plural': '投稿についての異議',
            },
        ),
        migrations.CreateModel(
            name='AbuseReport',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('personal', 'だれのことかわかってしまう'), ('attack', '人を傷つけている'), ('trade', '宣伝や勧誘だと思う'), ('wrong', 'まちがっていて、あぶない'), ('danger', '書いた人や子どもが心配'), ('other', 'そのほか')], max_length=10, verbose_name='どこが気になるか')),
                ('text', models.CharField(blank=True, default='', max_length=400, verbose_name='くわしく')),
                ('sender', models.CharField(editable=False, max_length=64, verbose_name='送り主の控え')),
                ('sent_at', models.DateTimeField(verbose_name='届いた日時')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='見た日時')),
                ('looked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='見た人')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='abuse_reports', to='community.post', verbose_name='投稿')),
            ],
            options={
                'verbose_name': '通報',
                'verbose_name_plural': '通報',
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('category', models.CharField(choices=[('worry', '子育ての悩み'), ('food_sleep', '食事・ねんね'), ('outing', '遊び場・おでかけ'), ('care', '園・学校・預ける'), ('friends', '友だち・サークル'), ('other', 'そのほか')], max_length=12, verbose_name='分類')),
                ('ends_on', models.DateField(verbose_name='最終日')),
                ('is_shown', models.BooleanField(default=False, verbose_name='公開中')),
                ('receipt_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='受付番号の控え')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
            ],
            options={
                'verbose_name': '掲示板の話題',
                'verbose_name_plural': '掲示板の話題',
            },
        ),
        migrations.AddField(
            model_name='post',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='community.topic', verbose_name='話題'),
        ),
        migrations.CreateModel(
            name='BoardTerms',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('look_within', models.PositiveSmallIntegerField(default=2, verbose_name='確認する期限（開庁日）')),
                ('appeal_within', models.PositiveSmallIntegerField(default=5, verbose_name='異議を見直す期限（開庁日）')),
                ('hide_after_reports', models.PositiveSmallIntegerField(default=3, verbose_name='一時非表示にする通報の数')),
                ('topic_days', models.PositiveSmallIntegerField(default=60, verbose_name='話題を載せる日数')),
                ('topic_most_days', models.PositiveSmallIntegerField(default=180, verbose_name='話題を載せる日数（最長）')),
                ('erase_after_days', models.PositiveSmallIntegerField(default=30, verbose_name='終わった投稿の本文を消すまでの日数')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
            ],
            options={
                'verbose_name': '掲示板の決まり',
                'verbose_name_plural': '掲示板の決まり',
                'constraints': [models.UniqueConstraint(fields=('municipality',), name='board_terms_one_per_town'), models.CheckConstraint(condition=models.Q(('appeal_within__gte', 1), ('hide_after_reports__gte', 1), ('look_within__gte', 1), ('topic_days__gte', 1), ('topic_days__lte', models.F('topic_most_days'))), name='board_terms_in_order')],
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['post', '-at'], name='community_d_post_id_527921_idx'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['shown', 'declined', 'removed', 'kept', 'upheld', 'restored'])), name='decision_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason__in', ['personal', 'attack', 'trade', 'campaign', 'unproven', 'off_topic', 'contact', 'other']), ('verdict__in', ('declined', 'removed'))), models.Q(models.Q(('verdict__in', ('declined', 'removed')), _negated=True), ('reason', '')), _connector='OR'), name='decision_against_a_post_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='decision_other_says_what'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['municipality', 'due_on'], name='appeal_open'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'granted', 'refused'])), name='appeal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='appeal_decided_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_by_another_person', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.decided_by_id = (SELECT d.by_id FROM community_decision AS d WHERE d.id = NEW.against_id) THEN\n        RAISE EXCEPTION 'appeal: another person decides than who decided before' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='96bfcdce66d03fcc96dceb4710811014a2e18c00', operation='INSERT OR UPDATE', pgid='pgtrigger_appeal_by_another_person_4d5e4', table='community_appeal', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='abusereport',
            index=models.Index(condition=models.Q(('looked_at', None)), fields=['post'], name='abuse_report_open'),
        ),
        migrations.AddConstraint(
            model_name='abusereport',
            constraint=models.UniqueConstraint(fields=('post', 'sender'), name='abuse_report_once_per_sender'),
        ),
        migrations.AddConstraint(
            model_name='abusereport',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['personal', 'attack', 'trade', 'wrong', 'danger', 'other'])), name='abuse_report_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='abusereport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'other'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='abuse_report_other_says_what'),
        ),
        migrations.AddConstraint(
            model_name='abusereport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('looked_at', None), ('looked_by', None)), models.Q(('looked_at__isnull', False), ('looked_by__isnull', False)), _connector='OR'), name='abuse_report_looked_at_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_shown', True)), fields=['municipality', 'ends_on'], name='topic_open'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['worry', 'food_sleep', 'outing', 'care', 'friends', 'other'])), name='topic_category_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='topic_follows_its_post', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.is_shown <> EXISTS (\n        SELECT 1 FROM community_post AS p\n        WHERE p.topic_id = NEW.id AND p.kind = 'opening' AND p.state = 'shown'\n    ) THEN\n        RAISE EXCEPTION 'topic: it is shown with its opening post' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='d0491bba62ead6f8682109273370abd9f1752f1b', operation='UPDATE', pgid='pgtrigger_topic_follows_its_post_df4dd', table='community_topic', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('state__in', ('waiting', 'held'))), fields=['municipality', 'due_on'], name='post_to_look_at'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['topic', 'written_at'], name='community_p_topic_i_ea4a0b_idx'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('state', 'shown')), fields=['municipality', '-shown_at'], name='post_shown'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('kind', 'visit'), ('state', 'shown')), fields=['service'], name='visit_of_service'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('kind', 'visit'), ('state', 'shown')), fields=['organisation'], name='visit_of_organisation'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('erased_at', None), ('state__in', ('declined', 'removed', 'withdrawn'))), fields=['municipality', 'ended_at'], name='post_to_erase'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['opening', 'reply', 'visit'])), name='post_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'shown', 'held', 'declined', 'removed', 'withdrawn'])), name='post_state_known'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'visit'), ('organisation', None), ('service__isnull', False), ('topic', None)), models.Q(('kind', 'visit'), ('organisation__isnull', False), ('service', None), ('topic', None)), models.Q(models.Q(('kind', 'visit'), _negated=True), ('organisation', None), ('service', None), ('topic__isnull', False)), _connector='OR'), name='post_hangs_on_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'opening')), fields=('topic',), name='post_opens_a_topic_once'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), models.Q(('text', ''), _negated=True), models.Q(('display_name', ''), _negated=True)), models.Q(('display_name', ''), ('erased_at__isnull', False), ('text', ''), ('title', '')), _connector='OR'), name='post_has_words_until_erased'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reply'), ('title', '')), models.Q(models.Q(('kind', 'reply'), _negated=True), models.Q(models.Q(('title', ''), _negated=True), ('erased_at__isnull', False), _connector='OR')), _connector='OR'), name='post_title_unless_reply'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ('declined', 'removed', 'withdrawn'))), models.Q(models.Q(('state__in', ('declined', 'removed', 'withdrawn')), _negated=True), ('ended_at', None)), _connector='OR'), name='post_ended_has_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('shown', 'held')), _negated=True), ('shown_at__isnull', False), _connector='OR'), name='post_shown_has_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), ('state__in', ('declined', 'removed', 'withdrawn')), _connector='OR'), name='post_erased_only_when_ended'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='post',
            trigger=pgtrigger.compiler.Trigger(name='post_begins', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.state <> 'waiting' OR NEW.erased_at IS NOT NULL THEN\n        RAISE EXCEPTION 'post: it begins waiting' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='68ac7e4db8c8d52451d5927620b5100706bee159', operation='INSERT', pgid='pgtrigger_post_begins_b21a4', table='community_post', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='post',
            trigger=pgtrigger.compiler.Trigger(name='post_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE actors text[] := '{}';", func="\n    IF ROW(NEW.municipality_id, NEW.kind, NEW.topic_id, NEW.service_id, NEW.organisation_id,\n           NEW.receipt_hash, NEW.written_at)\n       IS DISTINCT FROM\n       ROW(OLD.municipality_id, OLD.kind, OLD.topic_id, OLD.service_id, OLD.organisation_id,\n           OLD.receipt_hash, OLD.written_at) THEN\n        RAISE EXCEPTION 'post: what it belongs to stays' USING ERRCODE = 'check_violation';\n    END IF;\n    IF current_setting('tsunagu.system', true) = 'on' THEN actors := array_append(actors, 'system'); END IF;\n    IF NEW.receipt_hash = (SELECT nullif(current_setting('tsunagu.receipt', true), '')) THEN actors := array_append(actors, 'writer'); END IF;\n    IF EXISTS (SELECT 1 FROM kernel_posting AS p WHERE p.user_id = (SELECT nullif(current_setting('tsunagu.user', true), '')::uuid) AND p.organisation_id = ANY((SELECT coalesce(nullif(current_setting('tsunagu.organisations', true), ''), '{}'))::uuid[]) AND p.role IN ('consultation_worker', 'desk_manager', 'section_chief') AND p.starts_at <= (SELECT nullif(current_setting('tsunagu.moment', true), '')::timestamptz) AND (p.ends_at IS NULL OR p.ends_at > (SELECT nullif(current_setting('tsunagu.moment', true), '')::timestamptz))) THEN actors := array_append(actors, 'moderator'); END IF;\n    IF NEW.state <> OLD.state AND NOT EXISTS (\n        SELECT 1 FROM (VALUES ('declined', 'shown', 'moderator'), ('declined', 'withdrawn', 'writer'), ('held', 'removed', 'moderator'), ('held', 'shown', 'moderator'), ('held', 'withdrawn', 'writer'), ('removed', 'shown', 'moderator'), ('removed', 'withdrawn', 'writer'), ('shown', 'held', 'system'), ('shown', 'removed', 'moderator'), ('shown', 'withdrawn', 'writer'), ('waiting', 'declined', 'moderator'), ('waiting', 'shown', 'moderator'), ('waiting', 'withdrawn', 'writer')) AS arrow (before, after, actor)\n        WHERE before = OLD.state AND after = NEW.state AND actor = ANY(actors)\n    ) THEN\n        RAISE EXCEPTION 'post: no step from % to % for %', OLD.state, NEW.state, actors USING ERRCODE = 'check_violation';\n    END IF;\n    IF ROW(NEW.title, NEW.text, NEW.display_name) IS DISTINCT FROM ROW(OLD.title, OLD.text, OLD.display_name)\n       AND NOT (OLD.state = 'waiting' AND NEW.state = 'waiting' AND 'writer' = ANY(actors))\n       AND NOT (NEW.erased_at IS NOT NULL AND NEW.text = '' AND NEW.title = '' AND NEW.display_name = '')\n    THEN\n        RAISE EXCEPTION 'post: its words stay as they were decided on' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='74f6f87ce78ce51e593836e66e5521db531375fa', operation='UPDATE', pgid='pgtrigger_post_moves_5b565', table='community_post', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='post',
            trigger=pgtrigger.compiler.Trigger(name='post_opens_topic', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."kind" = \'opening\')', func="\n    UPDATE community_topic SET is_shown = (NEW.state = 'shown') WHERE id = NEW.topic_id;\n    RETURN NULL;\n", hash='e56cda609b44d13b27dbcb7fae163c3480188e00', operation='UPDATE OF "state"', pgid='pgtrigger_post_opens_topic_f3d42', table='community_post', when='AFTER')),
        ),
    ]
