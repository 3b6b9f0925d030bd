import django.db.models.deletion
import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_count_wrong_codes"),
        ("directory", "0001_initial"),
        ("families", "0001_initial"),
        ("kernel", "0002_shared_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Selection",
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
                (
                    "code_hash",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="番号の控え"),
                ),
                (
                    "greeting",
                    models.CharField(blank=True, default="", max_length=400, verbose_name="あいさつ"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "英語")],
                        default="ja",
                        max_length=10,
                        verbose_name="ページの言語",
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="いつまで見られるか")),
                ("made_at", models.DateTimeField(verbose_name="作成日時")),
                ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="渡した日時")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="止めた日時")),
                (
                    "first_opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="はじめて開かれた日時"),
                ),
                ("times_opened", models.PositiveIntegerField(default=0, verbose_name="開かれた回数")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="止めた人",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="families.household",
                        verbose_name="家庭",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="選んだ人",
                    ),
                ),
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="窓口",
                    ),
                ),
            ],
            options={
                "verbose_name": "選んだリスト",
                "verbose_name_plural": "選んだリスト",
            },
        ),
        migrations.CreateModel(
            name="SelectionItem",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("line", models.CharField(blank=True, default="", max_length=120, verbose_name="ひとこと")),
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
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="desk.selection",
                        verbose_name="選んだリスト",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.service",
                        verbose_name="資源",
                    ),
                ),
            ],
            options={
                "verbose_name": "選んだ資源",
                "verbose_name_plural": "選んだ資源",
            },
        ),
        migrations.AddIndex(
            model_name="selection",
            index=models.Index(fields=["organisation", "-made_at"], name="desk_select_organis_4fe412_idx"),
        ),
        migrations.AddIndex(
            model_name="selection",
            index=models.Index(
                condition=models.Q(("household__isnull", False)),
                fields=["household", "-made_at"],
                name="selection_of_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["ja", "ja-easy", "en"])), name="selection_language_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="selection_ended_at_and_by_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_opened_at", None), ("times_opened", 0)),
                    models.Q(
                        ("first_opened_at__isnull", False),
                        ("given_at__isnull", False),
                        ("times_opened__gte", 1),
                    ),
                    _connector="OR",
                ),
                name="selection_opened_after_it_was_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("given_at", None), ("given_at__gte", models.F("made_at")), _connector="OR"
                ),
                name="selection_given_after_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionitem",
            constraint=models.UniqueConstraint(
                fields=("selection", "service"), name="selection_service_once"
            ),
        ),
    ]
