"""The tags of a part of a workbook, where every reader of XML sees the same ones; anything else is refused.

No tree is built, and nothing is decoded: only the tags of a few names are given, the rest is skipped at the speed of
the bytes.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from segurctl.errors import SegurctlError

# Groups are repeated a bounded number of times, never possessively: `re` remembers each turn that it could take back,
# and its possessive groups are wrong in several releases. What needs more turns is refused.
_BLANC = rb"[ \t\r\n]"  # of XML, which is less than what \s takes
_ATTRIBUTS = rb"""[^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+){0,64}"""
_SUITE = rb"(?=" + _BLANC + rb"|/?>)"  # what a name ends at, for every reader
_PREFIXE = rb"""(?:[^\s<>/:"'=!?]*+:)?"""
_NOM = rb"""[^\s<>/"'=!?]++""" + _SUITE
_COMMENTAIRE = rb"<!--(?!-?>)[^-]*+(?:-[^-][^-]*+){0,256}-->"
_CDATA = rb"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+){0,256}\]\]>"
_AUTRE = rb"|".join(
    (_COMMENTAIRE, _CDATA, rb"<\?[^?<>]*+\?>", rb"</" + _NOM + _BLANC + rb"*+>", rb"<" + _NOM + _ATTRIBUTS + rb">")
)
_ATTRIBUT = _BLANC + rb"""++([^\s<>/"'=]++)""" + _BLANC + rb"*+=" + _BLANC + rb"""*+(?:"([^"<]*+)"|'([^'<]*+)')"""
_UN_ATTRIBUT = re.compile(_ATTRIBUT)
_TOUS = re.compile(rb"(?:" + _ATTRIBUT + rb"){0,64}" + _BLANC + rb"*+/?")


class Balise(NamedTuple):
    """A tag: whether it closes, its name without prefix, its attributes as written, and the text up to the next."""

    fin: bool
    nom: bytes
    attributs: bytes
    suite: bytes
    debut: int  # where what follows begins

    @property
    def vide(self) -> bool:
        """Whether it closes itself."""
        return self.attributs.endswith(b"/")


def motif(*noms: bytes) -> re.Pattern[bytes]:
    """What `lire` looks for: some of what is skipped, then a tag of one of these names, if one is there."""
    un = rb"|".join(noms)
    saute = rb"(?:[^<]++|(?!</?" + _PREFIXE + rb"(?:" + un + rb")" + _SUITE + rb")(?:" + _AUTRE + rb")){0,64}"
    return re.compile(
        saute + rb"(?:<(/?)" + _PREFIXE + rb"(" + un + rb")" + _SUITE + rb"(" + _ATTRIBUTS + rb")>([^<]*+))?"
    )


def lire(
    cherche: re.Pattern[bytes], content: bytes, passer: Callable[[int], int] = lambda place: place
) -> Iterator[Balise]:
    """The tags that a pattern of `motif` finds. Raises SegurctlError where readers could differ.

    `passer` is asked at each place, between two tags, for the place where to go on: it may take whole tags at once.
    """
    place = passer(0)
    while (match := cherche.match(content, place)) and match.end() > place:
        fin, nom, attributs, suite = match.groups()
        if nom is not None:
            if fin and attributs.strip():
                raise refus()
            yield Balise(bool(fin), nom, attributs, suite, match.start(4))
        place = passer(match.end())
    if place < len(content):
        raise refus()


def attributs(text: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag. Raises SegurctlError where they are written in no way that XML knows."""
    if not _TOUS.fullmatch(text):
        raise refus()
    return {nom: double or simple for nom, double, simple in _UN_ATTRIBUT.findall(text)}


def refus() -> SegurctlError:
    """The error of a part that readers could understand in several ways."""
    return SegurctlError(
        "le contenu du classeur n'est pas écrit comme Excel l'écrit",
        hint="ouvrez-le et enregistrez-le de nouveau en .xlsx",
    )
