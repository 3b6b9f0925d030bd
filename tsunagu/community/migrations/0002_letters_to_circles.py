
import django.db.models.deletion
import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0001_initial'),
        ('directory', '0008_search_gaps'),
        ('kernel', '0003_sender_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CircleDoor',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('is_open', models.BooleanField(verbose_name='問い合わせを受ける')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation', verbose_name='組織')),
            ],
            options={
                'verbose_name': 'サークルの受け付け',
                'verbose_name_plural': 'サークルの受け付け',
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('open', 'やりとり中'), ('closed', '終わり'), ('blocked', 'サークルが受け取りをやめた')], default='open', max_length=10, verbose_name='状態')),
                ('waits_for', models.CharField(choices=[('family', '問い合わせた人'), ('circle', 'サークル')], default='circle', max_length=10, verbose_name='返事を待つ相手')),
                ('display_name', models.CharField(blank=True, default='', max_length=40, verbose_name='呼んでほしい名前')),
                ('language', models.CharField(default='ja', max_length=10, verbose_name='書かれた言語')),
                ('receipt_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='受付番号の控え')),
                ('sender', models.CharField(blank=True, default='', editable=False, max_length=64, verbose_name='送り主の控え')),
                ('asked_at', models.DateTimeField(verbose_name='届いた日時')),
                ('last_at', models.DateTimeField(verbose_name='最後に書いた日時')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終わった日時')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='本文を消した日時')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inquiries', to='directory.organisation', verbose_name='サークル')),
            ],
            options={
                'verbose_name': 'サークルへの問い合わせ',
                'verbose_name_plural': 'サークルへの問い合わせ',
            },
        ),
        migrations.CreateModel(
            name='InquiryAddress',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='知らせの宛先')),
                ('inquiry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.inquiry', verbose_name='問い合わせ')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
            ],
            options={
                'verbose_name': '問い合わせの知らせの宛先',
                'verbose_name_plural': '問い合わせの知らせの宛先',
            },
        ),
        migrations.CreateModel(
            name='InquiryLine',
            fields=[
                ('id', models.UUIDField(default=tsunagu.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('speaker', models.CharField(choices=[('family', '問い合わせた人'), ('circle', 'サークル')], max_length=10, verbose_name='書いた側')),
                ('text', models.TextField(blank=True, default='', max_length=2000, verbose_name='本文')),
                ('at', models.DateTimeField(verbose_name='書いた日時')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='community.inquiry', verbose_name='問い合わせ')),
                ('municipality', models.ForeignKey(default=tsunagu.kernel.municipality.acting.current_town_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality', verbose_name='市町村')),
            ],
            options={
                'verbose_name': '問い合わせの発言',
                'verbose_name_plural': '問い合わせの発言',
            },
        ),
        migrations.AddIndex(
            model_name='inquiry',
            index=models.Index(fields=['organisation', '-last_at'], name='community_i_organis_69edd4_idx'),
        ),
        migrations.AddIndex(
            model_name='inquiry',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['municipality', 'last_at'], name='inquiry_still_open'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed', 'blocked'])), name='inquiry_state_known'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(('waits_for__in', ['family', 'circle'])), name='inquiry_waits_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('erased_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='inquiry_ended_has_a_moment'),
        ),
        migrations.AddIndex(
            model_name='inquiryline',
            index=models.Index(fields=['inquiry', 'at'], name='community_i_inquiry_d3285c_idx'),
        ),
        migrations.AddConstraint(
            model_name='inquiryline',
            constraint=models.CheckConstraint(condition=models.Q(('speaker__in', ['family', 'circle'])), name='inquiry_line_by_one_of_two'),
        ),
        migrations.AddConstraint(
            model_name='inquiryline',
            constraint=models.CheckConstraint(condition=models.Q(('by', None), ('speaker', 'circle'), _connector='OR'), name='inquiry_line_of_family_names_nobody'),
        ),
    ]
