"""What families ask in the demo."""

import pytest
import yaml

from tsunagu.desk.choices import Asker
from tsunagu.directory.queries.data_files import TAXONOMY, TOWNS
from tsunagu.project.demo.handovers import FALLBACKS
from tsunagu.project.demo.stories import Story, stories

JOETSU = yaml.safe_load((TOWNS / "joetsu.yaml").read_text(encoding="utf-8"))
NEEDS = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))["needs"]
NEED_KEYS = {need["key"] for need in NEEDS} | {
    child["key"] for need in NEEDS for child in need.get("children", [])
}


@pytest.mark.parametrize("story", stories().values(), ids=lambda story: story.key)
def test_a_story_names_only_what_the_town_has(story: Story) -> None:
    assert set(story.topics) <= NEED_KEYS
    assert len(set(story.topics)) == len(story.topics)
    assert set(story.show) <= {service["key"] for service in JOETSU["services"]}
    assert set(story.to) <= {organisation["key"] for organisation in JOETSU["organizations"]}
    assert story.asker in Asker.values


@pytest.mark.parametrize(
    "story", [story for story in stories().values() if story.to], ids=lambda story: story.key
)
def test_a_hand_over_says_what_is_asked_and_has_a_second_place(story: Story) -> None:
    assert story.ask
    assert len({*story.to, *FALLBACKS}) > len(story.to)
