"""The chief's board: what does not move, and whether families are passed around."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tsunagu.desk.models.referral_choices import Closing, StatusReason
from tsunagu.desk.presenters.referral import short_day, today_of
from tsunagu.desk.queries import referral_figures as figures
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.municipality.acting import as_system, moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission

STUCK_DAYS = (3, 7, 14, 30)


@needs(Permission.REFERRAL_OVERSEE)
def oversight(request: HttpRequest) -> HttpResponse:
    """Figures over the whole town. Read in the town's name, because they carry no family."""
    at = moment()
    today = today_of(at)
    days = _number(request.GET.get("days"), STUCK_DAYS, default=7)
    period = _period(request.GET.get("year"), today)
    with as_system(request.town.id, at=at):
        hops, waits = figures.hops_per_need(period), figures.days_to_first_accepted(period)
        retold, asked = figures.stories_retold(period)
        context = {
            "stuck": [
                {
                    "need": each.need,
                    "owner": f"{each.owner} {each.owner_name}".strip(),
                    "days": each.days,
                    "moved_on": short_day(each.moved_on, today),
                    "next_on": short_day(each.next_on, today),
                    "url_id": each.referral_id,
                }
                for each in figures.stuck_needs(at=at, days=days)
            ],
            "mean_hops": figures.mean_hops(hops),
            "hops": [
                {"label": _("%(number)sか所") % {"number": count}, "value": number}
                for count, number in hops.items()
            ],
            "mean_days": figures.mean(waits),
            "accepted": len(waits),
            "without_outcome": figures.share_without_outcome(period),
            "endings": [
                {"label": str(Closing(key).label), "value": number}
                for key, number in figures.endings(period).items()
            ],
            "declines": [
                {"label": str(StatusReason(key).label), "value": number}
                for key, number in figures.declines_by_reason(period).items()
            ],
            "unmet": [
                {"label": name, "value": number} for name, number in figures.unmet_needs(period).items()
            ],
            "retold": retold,
            "retold_of": asked,
            "organisations": figures.figures_by_organisation(period),
        }
    return render(
        request,
        "desk/referral_oversight.html",
        context
        | {"days": days, "day_choices": STUCK_DAYS, "period": period, "year": FiscalYear.of(period.first)},
    )


def _number(text: str | None, allowed: tuple[int, ...], *, default: int) -> int:
    return int(text) if text and text.isdigit() and int(text) in allowed else default


def _period(text: str | None, today: date) -> figures.Period:
    year = FiscalYear.of(today)
    if text and text.isdigit() and 2000 <= int(text) <= year.year:
        year = FiscalYear(int(text))
    return figures.Period(year.start, year.end)
