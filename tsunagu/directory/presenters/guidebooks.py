"""An edition of the guidebook as pages speak of it: which one, of which day, how long, how heavy, how far."""

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.models import Guidebook, GuidebookLanguage, GuidebookState
from tsunagu.directory.presenters.language import in_language
from tsunagu.directory.queries.guidebooks import Coverage, coverage_of
from tsunagu.kernel.dates.wareki import wareki_short, wareki_without_weekday
from tsunagu.kernel.ui.words import day_words_without_weekday, family_day_words, joined, with_remark


def title_words() -> str:
    return _("子育てガイドブック")


def part_words(coverage: Coverage) -> str:
    """「まち全体」「安塚区」「0歳」: which part of the town, or which age."""
    if coverage.district is not None:
        return in_language(coverage.district.name, english=coverage.district.name_en)
    if coverage.stage is not None:
        stage = coverage.stage
        return in_language(stage.name, easy=stage.name_easy, english=stage.name_en, others=stage.names)
    return _("まち全体")


def edition_words(coverage: Coverage) -> str:
    """「まち全体（やさしい日本語）」."""
    easy = coverage.language == GuidebookLanguage.EASY
    return with_remark(part_words(coverage), _("やさしい日本語") if easy else "")


def day_in_both_calendars(at: datetime) -> str:
    """「令和8年11月20日（2026年11月20日）」: on the shelf it stands beside papers that count in eras."""
    day = localdate(at)
    return with_remark(wareki_without_weekday(day), family_day_words(day))


def file_name(edition: Guidebook, town: str) -> str:
    """「上越市子育てガイドブック_まち全体_R8.11.20.pdf」: still told apart in a folder of downloads."""
    made = localdate(edition.made_at or edition.ordered_at)
    words = f"{town}{title_words()}_{edition_words(coverage_of(edition))}_{wareki_short(made)}"
    return f"{words.replace('/', '／').replace(' ', '')}.pdf"


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One line of a list of editions."""

    edition: Guidebook

    @property
    def id(self) -> str:
        return str(self.edition.id)

    @property
    def part(self) -> str:
        return part_words(coverage_of(self.edition))

    @property
    def language(self) -> str:
        return str(GuidebookLanguage(self.edition.language).label)

    @property
    def name(self) -> str:
        return edition_words(coverage_of(self.edition))

    @property
    def day(self) -> str:
        made = self.edition.made_at or self.edition.ordered_at
        return day_words_without_weekday(localdate(made))

    @property
    def extent(self) -> str:
        """「42ページ、0.9 MB」."""
        if self.edition.state != GuidebookState.READY:
            return ""
        pages = _("%(count)sページ") % {"count": self.edition.pages}
        return joined([pages, filesizeformat(self.edition.size)])

    @property
    def state(self) -> str:
        return str(GuidebookState(self.edition.state).label)

    @property
    def is_being_made(self) -> bool:
        return self.edition.is_being_made

    @property
    def is_ready(self) -> bool:
        return self.edition.state == GuidebookState.READY

    @property
    def is_published(self) -> bool:
        return self.edition.published_at is not None

    @property
    def failure(self) -> str:
        if self.edition.state != GuidebookState.FAILED:
            return ""
        return self.edition.failure or _("途中で止まりました。もう一度作ってください。")

    @property
    def done(self) -> int | None:
        """How many are gathered; nothing while the whole is not known."""
        return self.edition.done if self.edition.state == GuidebookState.GATHERING else None

    @property
    def of(self) -> int:
        return max(self.edition.listings, 1)

    @property
    def ordered_by(self) -> str:
        return self.edition.ordered_by.name if self.edition.ordered_by else ""
