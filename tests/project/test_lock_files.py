"""The lock files hold all that a bare machine needs: `make demo` installs from them and from nothing else."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOUSE = Path(__file__).parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Each pinned package of a lock file with its version."""
    found = _PIN.findall((HOUSE / "requirements" / name).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


# The project is built where it is installed, without looking for a builder elsewhere.
@pytest.mark.parametrize(
    "needed", [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
)
@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_what_the_project_needs_is_pinned_and_fits(lock: str, needed: str) -> None:
    requirement = Requirement(needed)
    pinned = pins(lock).get(re.sub(r"[-_.]+", "-", requirement.name).lower())

    assert pinned is not None
    assert requirement.specifier.contains(pinned)


def test_what_runs_is_what_was_tested() -> None:
    run, dev = pins("run.lock"), pins("dev.lock")

    assert {name: dev.get(name) for name in run} == run
