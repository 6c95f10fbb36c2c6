"""The shapes of links: what can be said of one without opening it."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import parse_qs, urlsplit

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath
from segurctl.proofs.faits import FICHIERS, is_link

# Names that only one's own machine or network answers to (RFC 6761, 6762, 8375; those in common use).
_LOCAUX = (
    *("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa"),
    *("test", "invalid", "example", "onion"),
)


class Lien(NamedTuple):
    """A link in its parts; `hote` is in lower case without its last dot, `parametres` those of the query."""

    schema: str
    hote: str
    chemin: str
    parametres: dict[str, list[str]]


def lire_lien(text: str) -> Lien | None:
    """The parts of a link, or None for a text that is none."""
    if "\\" in text or any(one.isspace() for one in text.strip()):  # which a browser reads as something else
        return None
    try:
        parts = urlsplit(text.strip())
        _port = parts.port
    except ValueError:  # an address between brackets that is none, a port that is no number
        return None
    # As a browser reads it: full-width digits and ideographic stops are digits and stops.
    hote = normalize("NFKC", parts.hostname or "").replace("。", ".").removesuffix(".")
    if "%" in hote or (hote and not all(hote.split("."))):
        return None
    return Lien(parts.scheme, hote, parts.path, parse_qs(parts.query, keep_blank_values=True))


def url_de(text: str) -> str:
    """What is asked of the network for a link: the place in the page is the reader's."""
    return text.strip().partition("#")[0]


def liens(candidature: Candidature) -> Iterator[tuple[KeyPath, str]]:
    """The champs that hold a link for others to open: proofs, attestations and the like, of what is open."""
    yield from lookup(candidature, "preuves.*.lien")
    for motif in FICHIERS:
        yield from (found for found in lookup(candidature, motif, closed=False) if is_link(found[1]))


def hors_d_atteinte(text: str) -> str | None:
    """Why nobody outside could open a link, in a few words; None where somebody might."""
    lien = lire_lien(text)
    if lien is None or not lien.schema:
        return "ce n'est pas un lien"
    if lien.schema != "https":
        return "http n'est pas chiffré" if lien.schema == "http" else f"« {lien.schema}: » n'est pas https"
    if not lien.hote:
        return "il n'a pas d'hôte"
    adresse = _adresse(lien.hote)
    if adresse is not None:
        return None if adresse else "son adresse est celle d'une machine ou d'un réseau privé"
    local = any(lien.hote == one or lien.hote.endswith(f".{one}") for one in _LOCAUX)
    if local or "." not in lien.hote:
        return f"« {lien.hote} » n'existe que sur votre réseau"
    return None


def _adresse(hote: str) -> bool | None:
    """Whether an address is public; None for a name. Every spelling that a browser takes counts (127.1, 0x7f000001)."""
    last = hote.rpartition(".")[2]
    if ":" not in hote and not last[:1].isdigit():
        return None
    import ipaddress
    import socket

    from segurctl.proofs.adresses import publique

    with suppress(ValueError):
        return publique(ipaddress.ip_address(hote))
    if last.isascii() and (last.isdigit() or last.startswith("0x")):
        with suppress(OSError):
            return publique(ipaddress.ip_address(socket.inet_aton(hote)))
        return False  # a number that is no address: no name ends so
    return None
