"""Every page of the front door, by its address in 上越市."""

from tests.portal.conftest import LivedIn
from tsunagu.kernel.municipality.languages import LANGUAGES as ALL

LANGUAGES = tuple(f"{one.segment}/" if one.segment else "" for one in ALL)
# Those whose pages must not speak Japanese.
FOREIGN = tuple(one.segment for one in ALL if one.tag != "ja")


def addresses(lived_in: LivedIn) -> list[str]:
    """Each page once, results with and without something found."""
    town = lived_in.town
    return [
        "", "now/", "emergency/", "search/", "search/?q=一時預かり&free=1", "search/?q=ゼゼゼ",
        "search/quiet/", "search/missed/", "search/?q=ままのまカフェ",
        "neighbours/", "neighbours/?need=leave_child",
        "needs/", "needs/leave_child/", "needs/child_protection/", "ages/", "ages/infant/",
        "places/", f"places/{town.district.id}/",
        f"services/{town.open_service.id}/", f"services/{town.ended.id}/",
        f"services/{town.open_service.id}/wrong/", "wrong/thanks/", "wrong/mine/", "wrong/phones/",
        f"organisations/{town.npo.id}/wrong/", f"events/{town.event.id}/wrong/",
        "organisations/", f"organisations/{town.npo.id}/", f"for/{lived_in.code}/",
        "ask/", f"ask/?service={town.open_service.id}", "ask/form/",
        f"ask/form/?service={town.open_service.id}", "ask/thanks/", "ask/status/", "about/accessibility/",
        "calendar/", "calendar/?month=2027-06", "calendar/?month=2026-12&opening=1&need=leave_child&free=1",
        f"events/{town.event.id}/",
        "about/privacy/", "about/contact/", "path/", "open-data/", "guidebook/",
        "notices/", f"notices/?age=infant&subject=events&district={town.district.id}",
        f"notices/{lived_in.notice.id}/",
        f"notices/confirm/{lived_in.confirm_token}/",
        "notices/subscribe/", "notices/subscribe/asked/", f"notices/mine/{lived_in.letter_token}/",
        f"notices/mine/{lived_in.letter_token}/stop/", f"notices/mine/{lived_in.letter_token}/quiet/",
        "board/", "board/?category=worry", f"board/{lived_in.talk.topic_id}/", "board/rules/", "board/write/",
        f"board/rules/?topic={lived_in.talk.topic_id}", f"board/{lived_in.talk.topic_id}/reply/",
        "board/thanks/", "board/mine/",
        f"organisations/{lived_in.circle.id}/join/", "join/thanks/", "join/mine/",
        f"posts/{lived_in.talk.id}/report/", "posts/report/thanks/", "visits/",
        f"services/{town.open_service.id}/visit/", f"organisations/{town.npo.id}/visit/",
        "pages/", f"pages/{lived_in.page.place}/", "pages/columns/", "pages/news/",
        "phones/", "map/", "map/?open_now=1&kind=hub", "phones/?by=need", "phones/?q=ほほえみ&whole=1",
    ]  # fmt: skip
