"""Static files: hashed names and precompressed copies once collected, plain ones while they are not."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Megabytes that few load once, or nobody: to pack them takes longer than the rest of a first start.
LEFT_UNPACKED = (
    "wagtailadmin/", "wagtailimages/", "wagtaildocs/", "wagtailusers/",
    "js_lib_leaflet/leaflet-src", "django_htmx/htmax", "django_htmx/htmx-4",
)  # fmt: skip


class Storage(CompressedManifestStaticFilesStorage):
    """A missing entry names the plain file, so a page never fails for want of a picture."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            # Not collected yet: development and tests serve it under its own name.
            return name

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        yield from super().compress_files([path for path in paths if not path.startswith(LEFT_UNPACKED)])
