import django.db.models.deletion
import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_shared_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="SenderCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tsunagu.kernel.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="何を数えるか")),
                ("hour", models.DateTimeField(verbose_name="時間帯")),
                ("sender", models.CharField(max_length=64, verbose_name="送り主の控え")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="件数")),
                (
                    "municipality",
                    models.ForeignKey(
                        default=tsunagu.kernel.municipality.acting.current_town_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                        verbose_name="市町村",
                    ),
                ),
            ],
            options={
                "verbose_name": "送り主ごとの数",
                "verbose_name_plural": "送り主ごとの数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "hour", "kind", "sender"), name="sender_count_once_an_hour"
                    )
                ],
            },
        ),
    ]
