"""Boundaries that import-linter cannot see: strings are imports too."""

import ast
import re
from pathlib import Path

import grimp
import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2] / "tsunagu"
ORDER = ["kernel", "directory", "families", "network", "editorial", "community", "desk", "outreach"]
ORDER += ["insight", "portal", "workspace", "project"]
SIBLINGS = [{"directory", "families"}, {"network", "editorial"}, {"portal", "workspace"}]
PUBLIC_ROOMS = {"models", "choices", "signals", "actions", "queries", "rules", "presenters"}
OUR_TEMPLATES = sorted(
    path for path in ROOT.rglob("templates/**/*.html") if "library_templates" not in path.parts
)


def app_of(dotted: str) -> str:
    return dotted.split(".")[1]


def may_use(user: str, used: str) -> bool:
    if user == used:
        return True
    return {user, used} not in SIBLINGS and ORDER.index(used) < ORDER.index(user)


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("tsunagu.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        and field.related_model.__module__.startswith("tsunagu.")
        and not may_use(app_of(model.__module__), app_of(field.related_model.__module__))
    ]  # fmt: skip

    assert wrong == []


def test_apps_use_only_public_rooms_of_other_apps() -> None:
    graph = grimp.build_graph("tsunagu")
    wrong = []
    for importer in graph.modules:
        if importer.count(".") < 2 or app_of(importer) == "project":
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            if imported.count(".") < 2 or app_of(imported) in ("kernel", app_of(importer)):
                continue
            if imported.split(".")[2] not in PUBLIC_ROOMS:
                wrong.append(f"{importer} -> {imported}")

    assert wrong == []


@pytest.mark.parametrize("path", OUR_TEMPLATES, ids=lambda p: "/".join(p.parts[-2:]))
def test_templates_name_only_pages_and_templates_below(path: Path) -> None:
    app = path.relative_to(ROOT).parts[0]
    text = path.read_text()
    named = re.findall(r"""url\(['"](\w+):""", text)
    named += re.findall(r"""{%-?\s*(?:extends|include|from|import)\s+['"](\w+)/""", text)
    named = ["kernel" if name == "ui" else name for name in named]

    assert [name for name in named if name in ORDER and not may_use(app, name)] == []


def test_views_never_touch_a_manager() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ROOT.rglob("views/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager"}
    ]

    assert wrong == []
