"""What members notice: once a month somebody of the neighbourhood hands a worry to the desk, unnamed."""

from dataclasses import dataclass
from datetime import date, datetime, time

from tsunagu.desk.actions.referrals.answering import accept_task
from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
from tsunagu.desk.actions.referrals.ending import complete_task
from tsunagu.desk.actions.referrals.sharing import Sharing
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import Origin, Outcome, PackageSection
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.permissions.models import LegalBasis
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import JST

NOTICED_BY = "kotatsuyama"
TAKEN_BY = "hidamariyama"
NOTICED, TAKEN, DONE = 10, 11, 14
NEED = "watch_over"


@dataclass(slots=True)
class Worries:
    """Plays the worries of one town, three steps on three days of a month."""

    town: Town
    task: ReferralTask | None = None

    def play(self, day: date) -> None:
        """Whatever of it falls on this day, or is late because the desk was closed on its day."""
        at = datetime.combine(day, time(11, 15), JST)
        if at > self.town.now:
            return
        if self.task is None and day.day == NOTICED:
            self.task = self._notice(at)
        elif self.task is not None and self.task.accepted_at is None and day.day >= TAKEN:
            self._take(at)
        elif self.task is not None and self.task.accepted_at is not None and day.day >= DONE:
            self._finish(at)

    def _notice(self, at: datetime) -> ReferralTask:
        with acting(self.town.as_person(NOTICED_BY, at)):
            by = self.town.users[NOTICED_BY]
            referral = open_referral(
                source=self.town.organisations["jumin-soshiki"],
                desk=self.town.desk,
                need=self.town.needs[NEED],
                by=by,
                at=at,
                origin=Origin.MEMBER,
            )
            sharing = Sharing(
                asked="赤ちゃんのいるお宅で、昼間もカーテンが閉まったままです。声をかけてみてください。",
                legal_basis=LegalBasis.CONSENT,
                basis_note="玄関先で「窓口から電話をもらってもよい」と母が話した。",
                sections={PackageSection.STORY.value: "散歩の姿を見かけなくなった。"},
            )
            return ask_organisation(referral=referral, target=self.town.desk, sharing=sharing, by=by, at=at)

    def _take(self, at: datetime) -> None:
        with acting(self.town.as_person(TAKEN_BY, at)):
            self.task = accept_task(task=self._task(), by=self.town.users[TAKEN_BY], at=at)

    def _finish(self, at: datetime) -> None:
        with acting(self.town.as_person(TAKEN_BY, at)):
            task, by = self._task(), self.town.users[TAKEN_BY]
            complete_task(task=task, by=by, at=at, outcome=Outcome.CONTINUING, story_retold=False)
        self.task = None

    def _task(self) -> ReferralTask:
        assert self.task is not None  # noqa: S101  # `play` asked
        return ReferralTask.objects.select_related("referral").get(id=self.task.id)
