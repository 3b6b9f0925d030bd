"""An NPO is full. It says so, names a better place, and the family is never without somebody who has it."""

from tests.journeys.people import People

NEED = "遊ばせたい・友だちをつくりたい"
FAMILY = "原っぱ みのり"
FULL, OPEN_TO_ALL = (
    "特定非営利活動法人 遊び・文化NPO小金井コラボ",
    "特定非営利活動法人 こがねい子ども遊パーク",
)


def test_an_npo_declines_and_the_place_it_suggests_takes_the_family(people: People) -> None:
    worker = people.a_colleague("さくら並 はな", town="koganei")
    worker.records_a_consultation(FAMILY, topics="3", asked="外で思いきり遊べる所をさがしている。")
    worker.opens_the_family().records_the_consent("子どもの年齢と、遊び場をさがしていること")
    worker.chooses_where_to_pass_it(FULL).the_page_is_accessible()
    worker.sends_it(asking="月に2回、遊びに加わらせてください。", need=NEED)
    worker.the_page_is_accessible().sees("返事待ち", "さくら並 はな")
    handover = worker.place

    full = people.a_colleague("ことり沢 ふみ", town="koganei")
    full.opens("/work/desk/referrals/").the_page_is_accessible().reaches_by_keyboard(NEED)
    full.opens_what_arrived(NEED).sees("月に2回、遊びに加わらせてください。", FAMILY)
    full.the_page_is_accessible().reaches_by_keyboard("お断りする")
    full.presses_step("お断りする").the_page_is_accessible()
    full.presses("お断りする").sees("もう一度ごらんください")
    full.chooses("団体の事情で").chooses("満員・空きがない").selects("代わりに頼めそうな所", OPEN_TO_ALL)
    full.presses("お断りする").sees("お返事を送りました")

    worker.opens(handover).sees("お断り", "満員・空きがない", OPEN_TO_ALL, "次のつなぎ先を決める")
    worker.follows("次のつなぎ先を決める").sees("お断りの返事がありました", "さくら並 はな")
    worker.the_page_is_accessible().reaches_by_keyboard(f"{OPEN_TO_ALL}に頼む")
    worker.follows(f"{OPEN_TO_ALL}に頼む").sees("前に頼んだ所").sends_it()

    park = people.a_colleague("どろんこ原 こう", town="koganei")
    park.opens_what_arrived(NEED).sees("月に2回、遊びに加わらせてください。").takes_it_on()
    worker.looks_again().sees("どろんこ原 こう", OPEN_TO_ALL)
    park.tells_the_outcome("利用が始まった")
    worker.looks_again().sees("完了", "利用が始まった")

    full.opens(handover).sees("内容は閉じられました").does_not_see(FAMILY, "月に2回", "どろんこ原")
    full.opens("/work/desk/referrals/").does_not_see(FAMILY)


def test_who_was_not_asked_sees_nothing_of_it(people: People) -> None:
    worker = people.a_colleague("さくら並 はな", town="koganei")
    worker.records_a_consultation("野いちご かんな", topics="3", asked="同じ年の子と遊ばせたい。")
    family = worker.opens_the_family().place
    worker.records_the_consent("遊び場のこと")
    worker.chooses_where_to_pass_it(OPEN_TO_ALL).sends_it(asking="遊びに誘ってください。", need=NEED)
    handover = worker.place
    need = worker.follows("この困りごとの全体を見る").place

    stranger = people.a_colleague("ことり沢 ふみ", town="koganei")
    for page in (family, handover, need, f"{handover}accept/", f"{need}close/"):
        stranger.is_turned_away_from(page)
    stranger.opens("/work/desk/referrals/").does_not_see("野いちご")
