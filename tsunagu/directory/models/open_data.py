"""A table taken into the register: its file, what became of each row, and what it takes to undo it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.models import TownModel


class ImportState(models.TextChoices):
    WAITING = "waiting", _("順番を待っています")
    READING = "reading", _("ためしに読んでいます")
    REHEARSED = "rehearsed", _("取り込みを待っています")
    APPLYING = "applying", _("取り込んでいます")
    APPLIED = "applied", _("取り込みました")
    UNDOING = "undoing", _("取り消しています")
    UNDONE = "undone", _("取り消しました")
    FAILED = "failed", _("読めませんでした")


class RowOutcome(models.TextChoices):
    """How a row was received."""

    TAKEN = "taken", _("受け入れ")
    REPAIRED = "repaired", _("直して受け入れ")
    ASKED = "asked", _("人が決める")
    REFUSED = "refused", _("受け入れず")
    SKIPPED = "skipped", _("読み飛ばし")


class RowChange(models.TextChoices):
    """What a row does to the register."""

    CREATED = "created", _("新規")
    CHANGED = "changed", _("変更")
    UNCHANGED = "unchanged", _("変更なし")
    NONE = "none", _("―")


class Decision(models.TextChoices):
    """What a person said of a row that might be one that is there."""

    OPEN = "", _("まだ決めていません")
    SAME = "same", _("同じものです（書きかえる）")
    NEW = "new", _("別のものです（新しく足す）")
    LEAVE = "leave", _("取り込まない")


IN_HAND = (ImportState.WAITING, ImportState.READING, ImportState.APPLYING, ImportState.UNDOING)
TOUCHED = (ImportState.APPLIED, ImportState.UNDONE)


class ImportRun(TownModel):
    """One table, from its upload to its end."""

    row_security = signed_in_in_town()

    state = models.CharField("状態", max_length=12, choices=ImportState.choices, default=ImportState.WAITING)
    file_name = models.CharField("ファイル名", max_length=200)
    digest = models.CharField("ファイルの指紋", max_length=64)
    size = models.PositiveIntegerField("大きさ（バイト）")
    # What the person who gave it says of it; empty: the headings must tell.
    data_set = models.CharField("一覧の種類", max_length=30, blank=True, default="")
    generation = models.CharField("様式", max_length=10, blank=True, default="")
    encoding = models.CharField("文字コード", max_length=12, blank=True, default="")
    source_name = models.CharField("出典", max_length=120)
    source_on = models.DateField("出典の日付", null=True, blank=True)
    licence = models.CharField("利用条件", max_length=60, blank=True, default="")
    given_by = models.ForeignKey(
        User, verbose_name="渡した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField("渡した日時")
    noted_at = models.DateTimeField("最後の進み")
    done = models.PositiveIntegerField("読んだ行", default=0)
    counts = models.JSONField("行の数", default=dict, blank=True)
    remarks = models.JSONField("ファイル全体について", default=list, blank=True)
    failure = models.JSONField("できなかったわけ", null=True, blank=True)
    applied_by = models.ForeignKey(
        User, verbose_name="取り込んだ人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField("取り込んだ日時", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, verbose_name="取り消した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    class Meta:
        verbose_name = "一覧の取り込み"
        verbose_name_plural = "一覧の取り込み"
        indexes = [models.Index(fields=["municipality", "-given_at"], name="import_run_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_run_state_known"),
            models.CheckConstraint(condition=~Q(source_name=""), name="import_run_has_a_source"),
            models.CheckConstraint(
                condition=~Q(state__in=TOUCHED) | Q(applied_at__isnull=False),
                name="import_run_applied_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None)
                | Q(applied_at__isnull=False, undone_at__gte=models.F("applied_at")),
                name="import_run_undone_after_it_was_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND


class ImportPiece(TownModel):
    """A piece of the file, kept until it is applied: read one by one, they never fill the room."""

    row_security = signed_in_in_town()

    run = models.ForeignKey(
        ImportRun, verbose_name="取り込み", on_delete=models.CASCADE, related_name="pieces"
    )
    position = models.PositiveIntegerField("順番")
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = "取り込むファイルの一部"
        verbose_name_plural = "取り込むファイルの一部"
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="import_piece_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.position}"


class ImportRow(TownModel):
    """One row of the file: how it was received, what it changed, and what stood there before."""

    row_security = signed_in_in_town()

    run = models.ForeignKey(ImportRun, verbose_name="取り込み", on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField("行")
    outcome = models.CharField("結果", max_length=10, choices=RowOutcome.choices)
    change = models.CharField(
        "変わったこと", max_length=10, choices=RowChange.choices, default=RowChange.NONE
    )
    name = models.CharField("読み取った内容", max_length=120, blank=True, default="")
    remarks = models.JSONField("直したこと・断った理由", default=list, blank=True)
    # Without foreign keys: the report stays when the service or the event goes.
    service_id = models.UUIDField("サービス", null=True, blank=True)
    event_id = models.UUIDField("行事", null=True, blank=True)
    candidate_ids = models.JSONField("似ているサービス", default=list, blank=True)
    decision = models.CharField(
        "人が決めたこと", max_length=6, choices=Decision.choices, blank=True, default=""
    )
    # What a change took the place of, and how the service stood right after it.
    before = models.JSONField("前の内容", null=True, blank=True)
    after_digest = models.CharField("取り込んだときの指紋", max_length=32, blank=True, default="")

    class Meta:
        verbose_name = "取り込んだ行"
        verbose_name_plural = "取り込んだ行"
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=RowOutcome.values), name="import_row_outcome_known"
            ),
            models.CheckConstraint(condition=Q(change__in=RowChange.values), name="import_row_change_known"),
            models.CheckConstraint(
                condition=Q(change__in=[RowChange.NONE, RowChange.CREATED])
                | Q(service_id__isnull=False, event_id=None)
                | Q(service_id=None, event_id__isnull=False),
                name="import_row_change_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.outcome} {self.name}"
