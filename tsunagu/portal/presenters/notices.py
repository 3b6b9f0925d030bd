"""A notice as families read it, on a page and in a feed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language

from tsunagu.kernel.ui.marking import Written
from tsunagu.kernel.ui.words import family_day_words
from tsunagu.outreach.models import Notice
from tsunagu.outreach.presenters.letters import body_of, quotes, title_of
from tsunagu.outreach.presenters.notices import subject_words


@dataclass(frozen=True, slots=True)
class NoticePage:
    notice: Notice

    @property
    def title(self) -> str:
        return Written(title_of(self.notice, _language()), "ja")

    @property
    def text(self) -> str:
        return body_of(self.notice, _language())

    @property
    def paragraphs(self) -> list[str]:
        return [Written(line, "ja") for line in self.text.splitlines() if line.strip()]

    @property
    def subjects(self) -> str:
        return subject_words(self.notice.subjects)

    @property
    def sent_on(self) -> str:
        return family_day_words(localdate(self.sent_at))

    @property
    def sent_at(self) -> datetime:
        return self.notice.started_at or self.notice.written_at

    @property
    def ends_on(self) -> str:
        return family_day_words(self.notice.ends_on)

    @property
    def url(self) -> str:
        return reverse("portal:notice", args=[self.notice.id])

    def quotes(self) -> list[dict[str, Any]]:
        """Read anew each time: what a notice quotes is as it is today."""
        return quotes(self.notice, language=_language())


def _language() -> str:
    return get_language() or "ja"
