"""Every page of the front door, by its address in 上越市."""

from tests.portal.conftest import Town

LANGUAGES = ("", "en/", "easy/")


def addresses(town: Town) -> list[str]:
    """Each page once, results with and without something found."""
    return [
        "", "now/", "emergency/", "search/", "search/?q=一時預かり&free=1", "search/?q=ゼゼゼ",
        "search/quiet/",
        "needs/", "needs/leave_child/", "needs/child_protection/", "ages/", "ages/infant/",
        "places/", f"places/{town.district.id}/",
        f"services/{town.open_service.id}/", f"services/{town.ended.id}/",
        f"organisations/{town.npo.id}/", "ask/", f"ask/?service={town.open_service.id}", "ask/form/",
        f"ask/form/?service={town.open_service.id}", "ask/thanks/", "ask/status/", "about/accessibility/",
        "about/privacy/", "about/contact/",
    ]  # fmt: skip
