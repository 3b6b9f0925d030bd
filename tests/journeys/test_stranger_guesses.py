"""A stranger has an address of somebody else's page. Whoever they are, they are calmly turned away."""

import re

from tests.journeys.people import Colleague, People

FAMILY = "霧なか 灯"


def first_address(colleague: Colleague, page: str, kind: str) -> str:
    """The first link of that kind on a page."""
    colleague.opens(page)
    links = colleague.page.get_by_role("link").evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    return next(link for link in links if re.fullmatch(f"/joetsu/{kind}", link or ""))


def records_of_joetsu(people: People) -> list[str]:
    """One address of every kind of page that shows a family."""
    uuid = "[0-9a-f-]{36}"
    worker = people.a_colleague("つむぎ野 ほのか")
    worker.records_a_consultation(FAMILY, topics="2", asked="だれにも言えないことがある。")
    consultation = worker.place
    family = worker.opens_the_family().place
    worker.records_the_consent("相談の内容")
    worker.chooses_where_to_pass_it("家庭相談員").sends_it(asking="訪ねてください。", need="相談したい")
    handover = worker.place
    need = worker.follows("この困りごとの全体を見る").place
    intake = first_address(worker, "/work/desk/", f"work/desk/intakes/{uuid}/")
    of_family = [f"{family}{part}/" for part in ("headline", "people", "contact", "address", "consent")]
    of_need = [f"{need}{part}" for part in ("close/", "person/", f"next/?organisation={family[-37:-1]}")]
    of_handover = [f"{handover}{verb}/" for verb in ("accept", "decline", "cancel", "complete")]
    choosing = f"/joetsu/work/desk/referrals/choose/?household={family[-37:-1]}"
    return [consultation, family, handover, need, intake, choosing, *of_family, *of_need, *of_handover]


def test_another_organisation_of_the_town_sees_nothing_of_a_family(people: People) -> None:
    addresses = records_of_joetsu(people)

    member = people.a_colleague("そよ風 ひなの")
    for address in addresses:
        member.is_turned_away_from(address).does_not_see(FAMILY, "霧なか")
    member.the_page_is_accessible()


def test_another_town_and_the_public_see_nothing_of_a_family(people: People) -> None:
    addresses = records_of_joetsu(people)

    worker_elsewhere = people.a_colleague("雪あかり ののか", town="nagaoka")
    visitor = people.a_visitor_with_a_phone()
    for address in addresses:
        visitor.is_turned_away_from(address).does_not_see("霧なか")
        # The same id under their own town's address: they work there, and still it is not theirs.
        worker_elsewhere.is_turned_away_from(address.removeprefix("/joetsu")).does_not_see("霧なか")
    worker_elsewhere.town = "joetsu"
    for address in addresses:
        worker_elsewhere.is_turned_away_from(address).does_not_see("霧なか")


def test_what_joetsu_publishes_is_not_shown_as_another_towns(people: People) -> None:
    visitor = people.a_visitor_with_a_phone().opens("/search/?q=ひろば")
    service = visitor.page.get_by_role("article").get_by_role("link").first.get_attribute("href") or ""
    visitor.opens(service).sees("運営")
    organisation = visitor.page.get_by_text("運営").get_by_role("link").first.get_attribute("href") or ""

    elsewhere = people.a_visitor_with_a_phone(town="nagaoka")
    for page in (service, organisation):
        elsewhere.is_turned_away_from(page.removeprefix("/joetsu"))
    elsewhere.the_page_is_accessible()


def test_a_guessed_receipt_or_link_opens_nothing(people: People) -> None:
    visitor = people.a_visitor_with_a_phone()

    visitor.code = "AAAA-BBBB-CCCC"
    visitor.looks_up_the_request().sees("もう一度ごらんください").does_not_see("いま預かっているところ")
    visitor.opens("/work/desk/answer/a-guess/").sees("このリンクは使えません").the_page_is_accessible()
    assert visitor.status == 410


def test_the_doors_themselves_are_for_everybody(people: People) -> None:
    visitor = people.a_visitor_with_a_phone()

    visitor.page.goto(f"{visitor.address}/")
    visitor.sees("あなたの町をえらんでください").the_page_is_accessible()
    visitor.opens("/work/account/login/").the_page_is_accessible().reaches_by_keyboard("サインイン")
    visitor.opens("/work/demo/").the_page_is_accessible().reaches_by_keyboard("つむぎ野 ほのか")
