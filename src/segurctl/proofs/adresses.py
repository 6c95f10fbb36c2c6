"""Which addresses of the Internet are everybody's, and which only a machine, a network or a cloud answers to.

Sources: the IANA registries of special-purpose addresses (RFC 6890, as updated), RFC 4291 for what IPv6 gives out, RFC
6052 and RFC 3056 for the older addresses that newer ones hold. Our own tables: the library's change with its version.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ipaddress
    from collections.abc import Iterable

    Adresse = ipaddress.IPv4Address | ipaddress.IPv6Address

_V4_FERMEES = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4"),
    "168.63.129.16/32",  # public by its number: what answers there is the host of a machine in Azure
)
# The networks of a company and the machine itself, which a person may want to ask; what a cloud keeps there, never.
_PRIVEES = ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
_NUAGES = ("100.100.100.200/32", "fd00:ec2::254/128")
_V6_OUVERTE = "2000::/3"  # all that is given out; loopback, local, multicast and the rest are elsewhere
_V6_FERMEES = ("2001::/23", "2001:db8::/32", "3fff::/20")
_ISATAP = (0x00005EFE, 0x02005EFE)  # before an older address, in a network that is anybody's (RFC 5214)
_V6_QUI_EN_TIENNENT = (("::ffff:0:0/96", 0), ("64:ff9b::/96", 0), ("2002::/16", 80))  # and where the older one ends


def publique(adresse: "Adresse") -> bool:
    """Whether an address is everybody's, and so is the older one that it may hold."""
    adresse = _tenue(adresse)
    if adresse.version == 4:  # noqa: PLR2004 - of IP
        return not _parmi(adresse, _V4_FERMEES)
    if adresse.scope_id or not _parmi(adresse, (_V6_OUVERTE,)) or _parmi(adresse, _V6_FERMEES):
        return False
    import ipaddress

    isatap = int(adresse) >> 32 & 0xFFFFFFFF in _ISATAP
    return not isatap or publique(ipaddress.IPv4Address(int(adresse) & 0xFFFFFFFF))


def privee(adresse: "Adresse") -> bool:
    """Whether an address is one of this machine, or of a network of the person's own; no metadata of a cloud."""
    adresse = _tenue(adresse)
    return _parmi(adresse, _PRIVEES) and not _parmi(adresse, _NUAGES)


def lire_adresse(text: str) -> "Adresse":
    """An address as it is written. Raises ValueError for a text that is none."""
    import ipaddress

    return ipaddress.ip_address(text)


def _tenue(adresse: "Adresse") -> "Adresse":
    """The older address that one holds; itself, where it holds none."""
    if adresse.version == 4:  # noqa: PLR2004 - of IP
        return adresse
    import ipaddress

    for reseau, decalage in _V6_QUI_EN_TIENNENT:
        if adresse in _reseau(reseau):
            return ipaddress.IPv4Address(int(adresse) >> decalage & 0xFFFFFFFF)
    return adresse


def _parmi(adresse: "Adresse", textes: tuple[str, ...]) -> bool:
    return any(adresse in one for one in _reseaux(textes))


@cache
def _reseaux(texts: "Iterable[str]") -> "tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]":
    return tuple(map(_reseau, texts))


@cache
def _reseau(text: str) -> "ipaddress.IPv4Network | ipaddress.IPv6Network":
    import ipaddress

    return ipaddress.ip_network(text)
