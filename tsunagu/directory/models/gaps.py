"""What families asked for and did not find, counted without them; and what was decided about it.

Nobody but the function below writes a count: it adds one to the day's row of the acting town, and tells its
caller nothing. So a visitor can add to the count and can read none of it.
"""

from django.db import models
from django.db.models import Q

from tsunagu.directory.choices import GapChoice, GapKind
from tsunagu.kernel.database.address import APPLICATION_ROLE
from tsunagu.kernel.database.row_security import IS_SYSTEM, TOWN, Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds

TABLE = "directory_searchgap"
SIGNATURE = "directory_note_gap(text, text, text, date)"
LONGEST_QUESTION = 80
LONGEST_FILTERS = 300
# Different questions of one day in one town. A machine that makes up words fills this and no more.
MOST_A_DAY = 1000

_HERE = f"municipality_id = {TOWN}"
_KEEPERS = f"{holds(Permission.SYNONYM_EDIT)} OR {holds(Permission.DIRECTORY_EDIT_ALL)} OR {IS_SYSTEM}"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION directory_note_gap(gap_kind text, asked text, narrowed text, on_day date)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    INSERT INTO public.{TABLE} AS g (id, municipality_id, day, kind, question, filters, times)
    SELECT gen_random_uuid(), here.town, on_day, gap_kind, asked, narrowed, 1
    FROM (SELECT nullif(current_setting('tsunagu.town', true), '')::uuid AS town) AS here
    WHERE here.town IS NOT NULL AND (
        SELECT count(*) FROM public.{TABLE} AS today
        WHERE today.municipality_id = here.town AND today.day = on_day
    ) < {MOST_A_DAY}
    ON CONFLICT (municipality_id, day, kind, question, filters) DO UPDATE SET times = g.times + 1
$$"""  # noqa: S608  # only the name of our own table

COUNT_STATEMENTS = (
    # The function counts as the table's owner, in the acting town like everybody.
    f'CREATE POLICY owner_counts ON "{TABLE}" TO CURRENT_USER USING ({_HERE}) WITH CHECK ({_HERE})',
    _FUNCTION,
    f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APPLICATION_ROLE}",
)


class SearchGap(TownModel):
    """How often one question of one day was answered with nothing, or only with what looks like it.

    Growth: some 5,000 a year; what is older than 400 days goes.
    """

    row_security = RowSecurity((floor(), Policy("read_by_keepers", here(_KEEPERS))), also=COUNT_STATEMENTS)

    day = models.DateField("日")
    kind = models.CharField("種類", max_length=10, choices=GapKind.choices)
    # Folded as search folds it, so that spellings of one question are one.
    question = models.CharField("さがした言葉", max_length=LONGEST_QUESTION, blank=True, default="")
    # The filters that were on, as marks like `need:leave_child`, in one order.
    filters = models.CharField("しぼりこみ", max_length=LONGEST_FILTERS, blank=True, default="")
    times = models.PositiveIntegerField("回数", default=1)

    class Meta:
        verbose_name = "見つからなかった検索"
        verbose_name_plural = "見つからなかった検索"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "day", "kind", "question", "filters"], name="search_gap_once_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(question="") | ~Q(filters=""), name="search_gap_asks_something"
            ),
            models.CheckConstraint(condition=Q(kind__in=GapKind.values), name="search_gap_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.question} {self.filters}".strip()


class GapDecision(TownModel):
    """What a colleague did about a question, or about a need that nobody could meet.

    Growth: some 200 a year.
    """

    row_security = RowSecurity((floor(), Policy("kept_by_keepers", here(_KEEPERS))))

    question = models.CharField("さがした言葉", max_length=LONGEST_QUESTION, blank=True, default="")
    filters = models.CharField("しぼりこみ", max_length=LONGEST_FILTERS, blank=True, default="")
    # The key of a need that hand-overs could not meet; then there is no question.
    need = models.CharField("困りごと", max_length=60, blank=True, default="")
    choice = models.CharField("したこと", max_length=10, choices=GapChoice.choices)
    note = models.CharField("メモ", max_length=200, blank=True, default="")
    by = models.ForeignKey("kernel.User", verbose_name="決めた人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "見つからなかったことへの対応"
        verbose_name_plural = "見つからなかったことへの対応"
        indexes = [models.Index(fields=["municipality", "question", "filters"])]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(need="") & Q(question="", filters=""))
                | (Q(need="") & (~Q(question="") | ~Q(filters=""))),
                name="gap_decision_about_one_thing",
            ),
            models.CheckConstraint(condition=Q(choice__in=GapChoice.values), name="gap_decision_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question or self.need or self.filters} {self.get_choice_display()}"
