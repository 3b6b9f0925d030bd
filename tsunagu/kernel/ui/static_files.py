"""Static files: hashed names and precompressed copies once collected, plain ones while they are not."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """A missing entry names the plain file, so a page never fails for want of a picture."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            # Not collected yet: development and tests serve it under its own name.
            return name
