"""The town's news are called by a word of their own: a notice is what is sent out."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("editorial", "0004_shown_already")]

    operations = [
        migrations.RenameModel("Notice", "NewsPage"),
        migrations.AlterModelOptions(
            "NewsPage", {"verbose_name": "お知らせのページ", "verbose_name_plural": "お知らせのページ"}
        ),
    ]
