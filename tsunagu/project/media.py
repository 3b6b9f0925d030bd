"""The files that rows name: photos, the editors' pictures and papers. What no row names, nobody needs."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.core.files.storage import storages
from django.db.models import FileField

from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import all_towns
from tsunagu.network.queries.photos import STORAGE, paths_of_photos

_OF_FIELDS = "default"


class NamedFile(NamedTuple):
    """One file by the alias of its storage (`STORAGES`) and its name there."""

    storage: str
    name: str

    @property
    def is_there(self) -> bool:
        return storages[self.storage].exists(self.name)


def named_files() -> Iterator[NamedFile]:
    """Every file of every town, each once."""
    seen: set[NamedFile] = set()
    for town in all_towns():
        with as_system(town.id):
            of_town = {*_of_photos(), *_of_file_fields()}
        yield from sorted(of_town - seen)
        seen |= of_town


def _of_photos() -> Iterator[NamedFile]:
    for path in paths_of_photos():
        yield NamedFile(STORAGE, path)


def _of_file_fields() -> Iterator[NamedFile]:
    """Of whatever has a file for a field; the rows that another town owns are not seen from here."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField) and field.model is model and model._meta.managed:
                rows = model._default_manager.exclude(**{field.name: ""})
                for name in rows.values_list(field.name, flat=True):
                    yield NamedFile(_OF_FIELDS, name)
