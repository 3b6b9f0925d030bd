import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0002_ground'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='ページ')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='editorial.paper', verbose_name='書類')),
                ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='editorial.picture', verbose_name='写真・絵')),
            ],
            options={
                'verbose_name': '公開中のページのファイル',
                'verbose_name_plural': '公開中のページのファイル',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paper__isnull', False), ('picture', None)), models.Q(('paper', None), ('picture__isnull', False)), _connector='OR'), name='shown_file_is_one_file'), models.UniqueConstraint(fields=('page', 'picture'), name='shown_picture_once'), models.UniqueConstraint(fields=('page', 'paper'), name='shown_paper_once')],
            },
        ),
    ]
