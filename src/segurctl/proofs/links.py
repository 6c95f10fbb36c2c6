"""The shapes of links: what can be said of one without opening it."""

import socket
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

# Names that only one's own machine or network answers to (RFC 6761, 6762, 8375; those in common use).
_LOCAUX = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")


class Lien(NamedTuple):
    """A link in its parts; `hote` is in lower case without its last dot, `parametres` those of the query."""

    schema: str
    hote: str
    chemin: str
    parametres: dict[str, list[str]]


def lire_lien(text: str) -> Lien | None:
    """The parts of a link, or None for a text that is none."""
    try:
        parts = urlsplit(text.strip())
        _port = parts.port
    except ValueError:  # an address between brackets that is none, a port that is no number
        return None
    hote = (parts.hostname or "").rstrip(".")
    return Lien(parts.scheme, hote, parts.path, parse_qs(parts.query, keep_blank_values=True))


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

    with suppress(ValueError):
        address = ipaddress.ip_address(hote)
        mapped = getattr(address, "ipv4_mapped", None)
        return bool((mapped or address).is_global) and not address.is_multicast
    if last.isascii() and (last.isdigit() or last.startswith("0x")):
        with suppress(OSError):
            return ipaddress.ip_address(socket.inet_aton(hote)).is_global
        return False  # a number that is no address: no name ends so
    return None
