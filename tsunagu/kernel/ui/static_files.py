"""Static files: hashed names and precompressed copies once collected, plain ones while they are not."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """A missing entry names the plain file, so a page never fails for want of a picture."""

    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:
        if name and not self.hashed_files:
            return f"{settings.STATIC_URL}{name}"
        return super().url(name, force)
