"""A copy of everything in one file, and the way back: the database, and the files that its rows name.

The file is a tar: the database first, then the files, last the contents with a checksum of each. Nothing is
put back before every checksum was found right.
"""

import hashlib
import json
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import InvalidStorageError, Storage, storages

from tsunagu.project.dumps import ArchiveFailed, dump, load
from tsunagu.project.installation import var
from tsunagu.project.media import NamedFile

__all__ = ["ArchiveFailed", "Copied", "backup", "restore"]

_DATABASE = "database.dump"
_FILES = "files"
_CONTENTS = "contents.json"
# What pg_dump writes first: a copy of the database alone, as it was made before files were in it.
_DUMP_BEGINS = b"PGDMP"
_PIECE = 1024 * 1024


@dataclass(slots=True)
class Copied:
    """How many files went in or came back, and which are named by a row but were not there."""

    files: int = 0
    missing: list[str] = field(default_factory=list)


def backup(target: Path, *, files: Iterable[NamedFile] = ()) -> Copied:
    """Write a copy that `restore` reads; an existing file is kept. `files` are asked for after the database.

    Raises:
        ArchiveFailed: the file exists, or pg_dump failed.
    """
    if target.exists():
        raise ArchiveFailed(f"{target} はすでにあります。上書きはしません。")
    copied, digests = Copied(), dict[str, str]()
    with _draft_of(target) as draft, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        database = Path(folder) / _DATABASE
        dump(database)
        with tarfile.open(draft, "w") as archive:
            with database.open("rb") as content:
                digests[_DATABASE] = _add(archive, _DATABASE, content, size=database.stat().st_size)
            for one in files:
                member = f"{_FILES}/{one.storage}/{one.name}"
                if digest := _add_file(archive, member, one):
                    digests[member] = digest
                else:
                    copied.missing.append(one.name)
            _add_contents(archive, digests)
    copied.files = len(digests) - 1
    return copied


def restore(source: Path, *, only_files: bool = False) -> Copied:
    """Put back the database as it was when the copy was made, all or nothing, then the files.

    With `only_files` the database stays, and only files that are gone come back.

    Raises:
        ArchiveFailed: the copy is broken or pg_restore failed, and nothing was changed; or a file could not
            be written, and the same command may be given again.
    """
    if not source.exists():
        raise ArchiveFailed(f"{source} が見つかりません。")
    with source.open("rb") as opened:
        is_database_alone = opened.read(len(_DUMP_BEGINS)) == _DUMP_BEGINS
    if is_database_alone and only_files:
        raise ArchiveFailed(f"{source} はデータベースだけの写しです。ファイルは入っていません。")
    if is_database_alone:
        load(source)
        return Copied()
    digests = _verified(source)
    with tarfile.open(source) as archive:
        if not only_files:
            _load_database(archive)
        return Copied(sum(_put_back(archive, digests, over=not only_files)))


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Beside the target until it is whole, and for nobody else's eyes from the first byte on."""
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600, exist_ok=False)
    try:
        yield draft
    except BaseException:
        draft.unlink()
        raise
    draft.rename(target)


class _Hashed:
    """A file whose bytes are counted into a checksum as they are read."""

    def __init__(self, content: IO[bytes] | File[bytes]) -> None:
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def _add(archive: tarfile.TarFile, name: str, content: Any, *, size: int) -> str:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    hashed = _Hashed(content)
    archive.addfile(member, hashed)  # type: ignore[arg-type]  # it reads, and asks for no more
    return hashed.digest.hexdigest()


def _add_file(archive: tarfile.TarFile, member: str, one: NamedFile) -> str:
    """Its checksum; empty: the file is gone."""
    try:
        with storages[one.storage].open(one.name) as content:
            return _add(archive, member, content, size=content.size)
    except FileNotFoundError:
        return ""


def _add_contents(archive: tarfile.TarFile, digests: dict[str, str]) -> None:
    with tempfile.TemporaryFile() as content:
        content.write(json.dumps({"sha256": digests}, ensure_ascii=False).encode())
        size = content.tell()
        content.seek(0)
        _add(archive, _CONTENTS, content, size=size)


def _verified(source: Path) -> dict[str, str]:
    """The checksums of a copy that is whole.

    Raises:
        ArchiveFailed: something is missing from it, or is not what was written.
    """
    found: dict[str, str] = {}
    said: dict[str, str] = {}
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    continue
                if member.name == _CONTENTS:
                    said = json.load(content)["sha256"]
                else:
                    found[member.name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except (tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise ArchiveFailed(f"{source} はこわれています（{error}）。") from error
    if found != said or _DATABASE not in found:
        raise ArchiveFailed(f"{source} はこわれています。中身が、写したときのものとちがいます。")
    return found


def _load_database(archive: tarfile.TarFile) -> None:
    with tempfile.TemporaryDirectory(dir=var()) as folder:
        archive.extract(_DATABASE, folder, filter="data")
        load(Path(folder) / _DATABASE)


def _put_back(archive: tarfile.TarFile, digests: dict[str, str], *, over: bool) -> Iterator[bool]:
    """For each file, whether it had to be written; what is there already in the same words stays."""
    for member, digest in digests.items():
        if member == _DATABASE:
            continue
        _files, alias, name = member.split("/", 2)
        storage = _storage(alias)
        if storage.exists(name) and (not over or _digest_in(storage, name) == digest):
            yield False
            continue
        content = archive.extractfile(member)
        storage.delete(name)
        if content is None or storage.save(name, File(content)) != name:
            raise ArchiveFailed(f"{name} を書けませんでした。同じ命令をもう一度実行してください。")
        yield True


def _storage(alias: str) -> Storage:
    try:
        return storages[alias]
    except InvalidStorageError as error:
        raise ArchiveFailed(f"{alias} という置き場所が設定（STORAGES）にありません。") from error


def _digest_in(storage: Storage, name: str) -> str:
    digest = hashlib.sha256()
    with storage.open(name) as content:
        for piece in content.chunks(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
