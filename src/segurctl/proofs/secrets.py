"""What looks like a secret, or like somebody's address or telephone, in a text. Nothing found is ever shown.

Every pattern has a length, so that a hostile text costs no more than its size; and words without which it is not
even tried, so that an honest one costs nearly nothing.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MASQUE = "‹masqué›"

_NOM = (
    r"client[ _-]?secret|secret[ _-]?key|api[ _-]?key|private[ _-]?key|(?:access|refresh|id)[ _-]?token"
    r"|password|passwd|mot[ _]de[ _]passe|mdp|authorization"
)
_VALEUR = r"[^\s\"',;]{8,200}"


class Motif(NamedTuple):
    """A kind of secret: the words without which it is not looked for (in lower case), and its pattern."""

    genre: str
    mots: tuple[bytes, ...]
    pattern: str


_SECRETS = (
    Motif("une clé privée", (b"-----begin",), r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----"),
    Motif("un jeton JWT", (b"eyj",), r"(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}(?:\.[\w-]{0,4000})?"),
    Motif(
        "un jeton d'accès",
        (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_", b"glpat-", b"xox", b"akia"),
        r"\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,255}|xox[abposr]-[\w-]{10,255}|AKIA[0-9A-Z]{16})",
    ),
    Motif("un jeton d'accès", (b"bearer", b"basic"), rf"(?i:\b(?:bearer|basic)[ \t]{{1,4}})(?P<valeur>{_VALEUR})"),
    Motif(
        "un mot de passe dans un lien", (b"@",), r"(?<=://)[^\s/:@\"']{1,80}:(?P<passe>[^\s/@\"']{1,200})@(?=[\w.-])"
    ),
    Motif(
        "un secret",
        (b"secret", b"key", b"token", b"passw", b"passe", b"mdp", b"authorization"),
        rf"(?i:{_NOM})[\"']?[ \t]{{0,8}}[=:][ \t]{{0,8}}[\"']?(?P<valeur>{_VALEUR})",
    ),
)
# The character that the scan looks for comes first: it is what makes it fast.
_TELEPHONE = (
    r"[0+](?<![\w.+:/=-].)"
    r"(?:(?<=\+)33[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?\d{2}){4}|(?<=0)033[ .-]?[1-9](?:[ .-]?\d{2}){4}"
    r"|(?<=0)[1-9](?:[ .-]\d{2}){4}|(?<=0)[67]\d{8})(?![\w-]|\.\d)"
)
_DOMAINE = r"@[\w-]+(?:\.[\w-]+)+"
_LOCALE = 64  # characters before the @, at most
_PROVIDERS = """
aol bbox free gmail gmx googlemail hotmail icloud laposte live msn neuf numericable orange outlook proton protonmail
sfr wanadoo yahoo ymail
"""
# What a service calls itself: an address that has one of these words in it is nobody's own.
_SERVICES = """
accueil admin administratif aide api assistance bonjour cisis client clients cnda commercial compta conformite
contact contacts convergence dev developpement devops direction dpo dsi edc editeur editeurs equipe espacedetest
exploitation facturation hello hotline info infos infra integration interop juridique logiciel logiciels marketing
medical mssante noreply notification notifications postmaster presse produit produits projet projets prosanteconnect
psc qualite qa recherche referencement reglementaire relation rgpd rh rssi sav securite security segur sante service
services standard support systeme team tech technique test tests vente ventes webmaster
"""


class Trouve(NamedTuple):
    """Something of a kind, between two offsets of the text. Its value is nowhere in it."""

    genre: str
    debut: int
    fin: int


def secrets(text: str) -> Iterator[Trouve]:
    """The secrets of a text, by kind then by place."""
    bas = text.encode("utf-8", "surrogatepass").lower()  # the words are ASCII, and bytes are quick to lower
    for motif in _SECRETS:
        if any(mot in bas for mot in motif.mots):
            for found in _compiled(motif.pattern).finditer(text):
                valeur = found.groupdict().get("valeur")
                if valeur is None or _melange(valeur):
                    yield Trouve(motif.genre, *found.span())


def personnelles(text: str) -> Iterator[Trouve]:
    """The addresses and telephones of a text that may be somebody's own."""
    if "@" in text:
        for found in _compiled(_DOMAINE).finditer(text):
            locale = _compiled(r"[\w.+-]*$").search(text, max(0, found.start() - _LOCALE), found.start())
            if locale and locale[0] and _nominative(locale[0], found[0]):
                yield Trouve("une adresse électronique", locale.start(), found.end())
    for found in _compiled(_TELEPHONE).finditer(text):
        yield Trouve("un numéro de téléphone", *found.span())


def masquer(message: str) -> str:
    """A message without the secrets that it quotes."""
    spans = [(one.debut, one.fin) for one in secrets(message)]
    for debut, fin in sorted(spans, reverse=True):
        message = message[:debut] + MASQUE + message[fin:]
    return message


def _melange(valeur: str) -> bool:
    """Whether a text looks drawn at random: a digit, or a capital after its first letter. Words do not."""
    return any(one.isdigit() for one in valeur) or any(one.isupper() for one in valeur[1:])


def _nominative(locale: str, domaine: str) -> bool:
    """Whether an address is a person's: at a provider of persons, or two words of which none is a service's."""
    words = [one for one in re.split(r"[^a-z]+", locale.lower()) if one]
    services = _SERVICES.split()
    if any(one in services for one in (*words, "".join(words))):
        return False
    return len(words) > 1 or domaine[1:].lower().partition(".")[0] in _PROVIDERS.split()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
