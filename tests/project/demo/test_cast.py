"""Who works in the demo towns."""

import re

import pytest
import yaml

from tsunagu.directory.queries.data_files import TOWNS
from tsunagu.kernel.japanese.kana import is_katakana
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.project.demo.cast import Persona, cast, cast_of, desk_of
from tsunagu.project.demo.founding import town_slugs
from tsunagu.project.demo.stories import scenes

EVERYBODY = sorted(cast().values(), key=lambda persona: persona.key)


def organisations_in_the_file(slug: str) -> set[str]:
    rows = yaml.safe_load((TOWNS / f"{slug}.yaml").read_text(encoding="utf-8"))["organizations"]
    return {row["key"] for row in rows}


def test_all_six_towns_have_a_cast() -> None:
    assert town_slugs() == ["joetsu", "nagaoka", "koganei", "kochi", "saitama", "niiza"]
    assert [slug for slug in town_slugs() if len(cast_of(slug)) < 4] == []


@pytest.mark.parametrize("persona", EVERYBODY, ids=lambda persona: persona.key)
def test_a_persona_looks_invented_and_can_be_read(persona: Persona) -> None:
    family = persona.name.split(" ")[0]

    # No register writes a surname of so many letters, or one that mixes ひらがな into it.
    assert len(family) >= 3
    assert re.search("[ぁ-ん]", family)
    assert is_katakana(persona.kana.replace(" ", ""))
    assert persona.email.endswith(".example.jp")
    assert persona.hint.endswith("。")


@pytest.mark.parametrize("persona", EVERYBODY, ids=lambda persona: persona.key)
def test_a_persona_works_at_an_organisation_of_the_seed_in_a_real_role(persona: Persona) -> None:
    assert set(persona.works_at) <= organisations_in_the_file(persona.town)
    assert set(persona.works_at.values()) <= set(ROLES)


def test_joetsu_has_every_role_and_two_consultation_workers_at_its_desk() -> None:
    roles = [role for persona in cast_of("joetsu") for role in persona.works_at.values()]
    at_the_desk = [persona.works_at.get("mommys-net") for persona in cast_of("joetsu")]

    assert set(roles) == set(ROLES)
    assert at_the_desk.count("consultation_worker") == 2


@pytest.mark.parametrize("slug", town_slugs())
def test_the_first_person_of_a_town_records_consultations_at_its_desk(slug: str) -> None:
    first = cast_of(slug)[0]

    assert Permission.CONSULTATION_RECORD in ROLES[first.works_at[desk_of(slug)]].permissions


@pytest.mark.parametrize("slug", town_slugs())
def test_the_scenes_hand_overs_go_to_organisations_of_the_town(slug: str) -> None:
    scene = scenes()[slug]

    asked = {scene.waits.to, scene.taken.to, scene.declined.to, scene.declined.suggests}

    assert asked <= organisations_in_the_file(slug) - {desk_of(slug)}
