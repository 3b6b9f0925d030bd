"""How an address is recognised without being kept in the open."""

from unicodedata import normalize

from tsunagu.families.models.sealing import keyed_digest, keyed_digests
from tsunagu.kernel.municipality.acting import current_town_id


def digest_of(email: str) -> str:
    """What is kept of an address: without our key nobody can try addresses against it."""
    return keyed_digest(*_digested(email))


def digests_of(email: str) -> frozenset[str]:
    """What may have been kept of it, under the key in use and former ones."""
    return keyed_digests(*_digested(email))


def _digested(email: str) -> tuple[str, ...]:
    return "outreach", str(current_town_id()), normalize("NFKC", email).strip().casefold()
