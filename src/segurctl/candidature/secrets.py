"""What looks like a secret, or like somebody's address or telephone, in a text. Nothing found is ever shown.

Every pattern has a length, so that a hostile text costs no more than its size; and words without which it is not
even tried, so that an honest one costs nearly nothing.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

MASQUE = "‹masqué›"
_CLE = "une clé privée"

_NOM = (
    r"client[ _-]?secret|secret[ _-]?(?:access[ _-]?)?key|api[ _-]?key|(?:access|refresh|id)[ _-]?token"
    r"|password|passwd|pwd|mot[ _-]?de[ _-]?passe|mdp|authorization"
)
_VALEUR = r"[^\s\"'\\,;«»]{8,200}"  # a backslash ends it: what is masked may be a document
_VALEUR_DOCUMENT = r"[^\s\"'\\,;«»`<>|]{8,200}"  # and of a document, so do the signs that close what holds a value


class Motif(NamedTuple):
    """A kind of secret: the words without which it is not looked for (in lower case), and its pattern."""

    genre: str
    mots: tuple[bytes, ...]
    pattern: str


_SECRETS = (
    Motif(_CLE, (b"-----begin",), r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
    Motif("un jeton JWT", (b"eyj",), r"(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}(?:\.[\w-]{0,4000})?"),
    Motif(
        "un jeton d'accès",
        (
            b"ghp_",
            b"gho_",
            b"ghu_",
            b"ghs_",
            b"ghr_",
            b"github_pat_",
            b"glpat-",
            b"glptt-",
            b"xox",
            b"akia",
            b"npm_",
            b"k_live_",
            b"aiza",
        ),
        r"\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|gl(?:pa|pt)t-[\w-]{16,255}|xox[abposr]-[\w-]{10,255}"
        r"|AKIA[0-9A-Z]{16}|npm_\w{30,60}|[sr]k_live_\w{16,255}|AIza[\w-]{30,60})",
    ),
    Motif(
        "un jeton d'accès",
        (b"bearer", b"basic"),
        r"(?i:\b(?:bearer|basic)[ \t]{1,4})(?P<valeur>[\w.~+/-]{16,2000}=*)",
    ),
    Motif(
        "un mot de passe dans un lien",
        (b"@",),
        r"(?<=://)(?:[^\s/:@\"'\\]{0,200}:[^\s/@\"'\\]{1,4000}|(?P<valeur>[^\s/:@\"'\\]{16,4000}))@(?=[\w.-])",
    ),
    Motif(
        "un secret",
        (b"secret", b"key", b"token", b"passw", b"passe", b"pwd", b"mdp", b"authorization"),
        # The name; where it stands, perhaps; what leads to the value, on this line or the next; the value.
        rf"(?i:{_NOM})(?:[ ]?\([^()\n]{{0,20}}\))?\\?[\"']?\s{{0,8}}(?:=>|[=:])\s{{0,8}}"
        rf"(?:\\?[\"']|«\s?)?(?P<valeur>{_VALEUR})",
    ),
    Motif(
        "un secret",
        (b"secret", b"token"),
        rf"(?i:\b(?:secret|token))\\?[\"']?\s{{0,8}}=>?\s{{0,8}}\\?[\"']?(?P<valeur>{_VALEUR})",
    ),
)
# The character that the scan looks for comes first: it is what makes it fast.
_TELEPHONE = (
    r"[0+](?<![\w.+:/=-].)"
    r"(?:(?<=\+)33S?(?:\(0\)S?)?[1-9](?:S?\d{2}){4}|(?<=0)033S?[1-9](?:S?\d{2}){4}"
    r"|(?<=0)[1-9](?:S\d{2}){4}|(?<=0)[67]\d{8}(?<![\"'].{10}(?=[\"'])))(?![\w-]|\.\d)".replace(
        "S", "[ .\u00a0\u202f-]"
    )
)
_DOMAINE = r"@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,24}(?![\w-])"
_LOCALE = 64  # characters before the @, at most
_COFFRES = ("keepass", "lastpass", "1password", "bitwarden", "vault", "dashlane", "nordpass", "sharepoint", "coffre")
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


def secrets(text: str, *, document: bool = False) -> Iterator[Trouve]:
    """The secrets of a text, by kind then by place. In a `document`, none goes over the signs of its format."""
    bas = text.encode("utf-8", "surrogatepass").lower()  # the words are ASCII, and bytes are quick to lower
    for motif in _SECRETS:
        if any(mot in bas for mot in motif.mots):
            pattern = motif.pattern.replace(_VALEUR, _VALEUR_DOCUMENT) if document else motif.pattern
            for found in _compiled(pattern).finditer(text):
                valeur = found.groupdict().get("valeur")
                if valeur is None or _melange(valeur):
                    yield Trouve(motif.genre, *found.span())


def personnelles(text: str) -> Iterator[Trouve]:
    """The addresses and telephones of a text that may be somebody's own."""
    if "@" in text:
        for found in _compiled(_DOMAINE).finditer(text):
            avant = text[max(0, found.start() - _LOCALE) : found.start()]
            locale = _compiled(r"[\w.+-]*\Z").search(avant)
            lien = "://" in (avant.split() or [""])[-1]  # what stands there in a link names nobody
            if locale and locale[0] and not lien and _nominative(locale[0], found[0]):
                yield Trouve("une adresse électronique", found.start() - len(locale[0]), found.end())
    for found in _compiled(_TELEPHONE).finditer(text):
        yield Trouve("un numéro de téléphone", *found.span())


def masquer(message: str, *, document: bool = False) -> str:
    """A message without the secrets that it quotes; a `document` keeps the signs that close what holds its values."""
    for one in sorted(secrets(message, document=document), key=lambda trouve: trouve.debut, reverse=True):
        message = message[: one.debut] + MASQUE + message[max(one.fin, _bout(message, one)) :]
    return message


def masquer_valeur(cle: str, value: Any) -> Any:
    """A value of the file without the secrets in it: by itself, or by the name of its key, which formats may part."""
    if isinstance(value, str):
        seule = masquer(value)
        return MASQUE if seule == value and next(secrets(f'{cle} = "{value}"'), None) else seule
    if isinstance(value, Mapping):
        return {masquer(key): masquer_valeur(key, below) for key, below in value.items()}
    return [masquer_valeur(cle, one) for one in value] if isinstance(value, list) else value


def _bout(message: str, one: Trouve) -> int:
    """Where what goes on after a secret ends: the end of a key, else that of the word; it may be part of it."""
    fin = re.compile(r"-----END [A-Z0-9 ]{0,40}-----|\Z" if one.genre == _CLE else r"[\s\"\\<>`|»]|\Z").search(
        message, one.fin
    )
    return 0 if fin is None else fin.end() if one.genre == _CLE else fin.start()


def _melange(valeur: str) -> bool:
    """Whether a text looks drawn at random: letters with digits, or capitals all over it. Words do not.

    Nor does what only stands for a value, or says where it is kept: a variable, a link, a vault.
    """
    if valeur.startswith(("$", "<", "‹", "{", "%", "http://", "https://", "***")) or valeur.lower().startswith(
        _COFFRES
    ):
        return False
    chiffres, lettres = any(one.isdigit() for one in valeur), any(one.isalpha() for one in valeur)
    return (chiffres and lettres) or sum(one.isupper() for one in valeur[1:]) > 1


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
