"""What a family may count on: places that are free (空き), by age or class, as of a day."""

from django.db import models
from django.db.models import F, Q

from tsunagu.directory.choices import VacancyState
from tsunagu.directory.models.security import published
from tsunagu.directory.models.services import Service
from tsunagu.kernel.municipality.models import TownModel


class Vacancy(TownModel):
    """One line of a service's vacancies: 「1歳児クラス　空きあり　2人」, as it stood on a day.

    For families; whether supporters may send another family at once is `ServiceCapacity`.
    """

    row_security = published()

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="vacancies"
    )
    label = models.CharField("年齢・クラス", max_length=60)
    state = models.CharField("空き", max_length=10, choices=VacancyState.choices)
    available = models.PositiveSmallIntegerField("空きの人数", null=True, blank=True)
    maximum = models.PositiveSmallIntegerField("定員", null=True, blank=True)
    note = models.CharField("補足", max_length=120, blank=True, default="")
    as_of = models.DateField("いつの空きか")
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "空き"
        verbose_name_plural = "空き"
        constraints = [
            models.UniqueConstraint(fields=["service", "label"], name="vacancy_label_once"),
            models.CheckConstraint(condition=~Q(label=""), name="vacancy_labelled"),
            models.CheckConstraint(condition=Q(state__in=VacancyState.values), name="vacancy_state_known"),
            models.CheckConstraint(
                condition=Q(available=None) | Q(maximum=None) | Q(available__lte=F("maximum")),
                name="vacancy_within_its_places",
            ),
            models.CheckConstraint(
                condition=~Q(state=VacancyState.FULL) | Q(available=None) | Q(available=0),
                name="vacancy_full_has_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.state}"
