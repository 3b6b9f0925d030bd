import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tsunagu.kernel.identifiers
import tsunagu.kernel.municipality.acting


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0007_open_data"),
        ("kernel", "0002_shared_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GapDecision",
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
                    "question",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="さがした言葉"),
                ),
                (
                    "filters",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="しぼりこみ"),
                ),
                ("need", models.CharField(blank=True, default="", max_length=60, verbose_name="困りごと")),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("synonym", "類義語を足した"),
                            ("service", "事業を足した・頼んだ"),
                            ("reword", "言い方を直した"),
                            ("fine", "このままでよい"),
                        ],
                        max_length=10,
                        verbose_name="したこと",
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="メモ")),
                ("at", models.DateTimeField(verbose_name="日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
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
            ],
            options={
                "verbose_name": "見つからなかったことへの対応",
                "verbose_name_plural": "見つからなかったことへの対応",
                "indexes": [
                    models.Index(
                        fields=["municipality", "question", "filters"], name="directory_g_municip_efcb21_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("need", ""), _negated=True), ("filters", ""), ("question", "")
                            ),
                            models.Q(
                                ("need", ""),
                                models.Q(
                                    models.Q(("question", ""), _negated=True),
                                    models.Q(("filters", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="gap_decision_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["synonym", "service", "reword", "fine"])),
                        name="gap_decision_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchGap",
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
                ("day", models.DateField(verbose_name="日")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nothing", "何も見つからない"),
                            ("similar", "似た言葉だけ"),
                            ("filtered", "しぼりこむと0件"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "question",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="さがした言葉"),
                ),
                (
                    "filters",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="しぼりこみ"),
                ),
                ("times", models.PositiveIntegerField(default=1, verbose_name="回数")),
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
                "verbose_name": "見つからなかった検索",
                "verbose_name_plural": "見つからなかった検索",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "day", "kind", "question", "filters"),
                        name="search_gap_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), _negated=True),
                            models.Q(("filters", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="search_gap_asks_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["nothing", "similar", "filtered"])),
                        name="search_gap_kind_known",
                    ),
                ],
            },
        ),
    ]
