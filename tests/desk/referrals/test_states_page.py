"""The page that people read and the table that the database reads say the same."""

from pathlib import Path

from tsunagu.desk.presenters.referral_states import states_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "referral-states.md"


def test_the_reference_page_is_made_from_the_table() -> None:
    assert PAGE.read_text() == states_page()
