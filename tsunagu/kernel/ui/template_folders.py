"""Where our own templates are. Settings need this before Django is ready, so it stands alone."""

from pathlib import Path


def template_folders(package: Path) -> list[Path]:
    """The template folders of our apps; those of other apps are Django's and stay with its engine."""
    return sorted(
        folder for pattern in ("*/templates", "kernel/*/templates") for folder in package.glob(pattern)
    )
