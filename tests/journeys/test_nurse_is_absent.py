"""The nurse who had the family leaves. Her division is asked again; if it is silent, the desk has it back."""

from tests.journeys.people import People
from tests.journeys.running_town import RunningTown

NEED = "赤ちゃんが生まれる"
FAMILY = "海べ なぎさ"
DIVISION = "母子保健課"


def test_a_family_never_waits_for_somebody_who_is_gone(people: People, town: RunningTown) -> None:
    worker = people.a_colleague("ゆず里 あおい", town="kochi")
    worker.records_a_consultation(FAMILY, topics="4", asked="ふたごを妊娠している。面談を受けたい。")
    family = worker.opens_the_family().place
    worker.records_the_consent("妊娠のこと")
    worker.chooses_where_to_pass_it(DIVISION).sends_it(asking="面談をお願いします。", need=NEED)
    handover = worker.place
    nurse = people.a_colleague("くじら浜 すみれ", town="kochi")
    nurse.opens_what_arrived(NEED).takes_it_on()
    worker.opens(family).sees("くじら浜 すみれ", DIVISION)

    town.somebody_begins("kochi", "しおさい 涼", organisation=DIVISION, role="health_nurse")
    town.somebody_leaves("kochi", "くじら浜 すみれ")
    nurse.is_turned_away_from(handover)
    town.clock_strikes("kochi")

    worker.opens(handover).sees("返事待ち", "ゆず里 あおい", "担当者が異動・退職した")
    successor = people.a_colleague("しおさい 涼", town="kochi")
    successor.opens_what_arrived(NEED).sees("面談をお願いします。", FAMILY)

    town.days_pass("kochi", until="answer_by")
    worker.opens(handover).sees("期限切れ").follows("次のつなぎ先を決める")
    worker.sees("次のつなぎ先を決める", "ゆず里 あおい")
    worker.opens(family).sees("ゆず里 あおい").does_not_see("担当者は未定")
    successor.opens(handover).sees("内容は閉じられました").does_not_see(FAMILY)
