"""Nobody answers. They are reminded, the desk is told, the family comes back; no mail says a word of it."""

from tests.journeys.people import Colleague, People
from tests.journeys.running_town import RunningTown

NEED = "産後がつらい"
FAMILY = "せせらぎ 小春"
STORY = "授乳のたびに痛くて、夜が来るのがこわい。"
ASKING = "一度、家に行って授乳を見てください。"
TARGET = "助産師会"


def the_newest_letters(administrator: Colleague, *, subjects: set[str]) -> list[str]:
    """The bodies of the newest letters, one for each subject."""
    bodies = []
    for subject in subjects:
        administrator.opens("/work/outbox/").follows(subject)
        bodies.append(administrator.page.inner_text("main"))
    return bodies


def test_a_silent_receiver_is_reminded_then_the_desk_told_then_the_family_taken_back(
    people: People, town: RunningTown
) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")
    worker.records_a_consultation(FAMILY, topics="5", asked=STORY)
    family = worker.opens_the_family().place
    worker.records_the_consent("授乳のこと")
    worker.chooses_where_to_pass_it(TARGET).sends_it(asking=ASKING, need=NEED)
    handover = worker.place
    worker.sees("返事待ち").does_not_see("催促を送りました")

    town.days_pass("joetsu", until="remind_on")
    worker.looks_again().sees("催促を送りました").does_not_see("動いていないことを窓口に知らせました")

    town.days_pass("joetsu", until="escalate_on")
    worker.looks_again().sees("動いていないことを窓口に知らせました", "返事待ち")

    midwife = people.a_colleague("朝つゆ かのん")
    midwife.opens(handover).sees(ASKING)
    town.days_pass("joetsu", until="answer_by")
    worker.looks_again().sees("期限切れ", "次のつなぎ先を決める", "つむぎ野 ほのか")
    worker.opens(family).sees("つむぎ野 ほのか", "次のつなぎ先を決める")
    midwife.opens(handover).sees("内容は閉じられました").does_not_see(FAMILY, ASKING)

    administrator = people.a_colleague("石だたみ けい")
    subjects = {
        "つなぎの依頼が届いています",
        "つなぎがお返事を待っています",
        "動いていないつなぎがあります",
        "つなぎが窓口に戻りました",
        "つなぎの依頼が取りやめになりました",
    }
    for letter in the_newest_letters(administrator, subjects=subjects):
        for told in (FAMILY, "せせらぎ", STORY, ASKING, NEED):
            assert told not in letter
    administrator.the_page_is_accessible()
    administrator.opens("/work/outbox/").the_page_is_accessible()
    administrator.is_turned_away_from(handover)
    administrator.is_turned_away_from(family)
