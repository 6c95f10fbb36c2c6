"""Whether a page that a link was sent to is where one logs in, or the first of a site, rather than the page itself.

Nobody says so in HTTP: it is known by how sites name such pages, and by what their address will come back to.
"""

import re
from urllib.parse import unquote

import httpx

from segurctl.proofs.gazelle import SANS_RESULTAT, numero, page
from segurctl.proofs.links import lire_lien
from segurctl.proofs.verification.urls import hote

_ENTRER = r"(?:log[-_]?(?:in|on)|sign[-_]?in)"
# A part of a path, whole and without its extension, wherever it stands.
_PARTOUT = re.compile(
    rf"(?:(?:user|wp|page|account|service|admin|auth|my)?[-_]?{_ENTRER}[-_]?(?:page|form|redirect|action|default)?"
    r"|access[-_]?denied|adfs|authenticate|authorize|keycloak|oauth2?|oidc|openid(?:[-_]connect)?|realms|saml2?"
    r"|se[-_]?connecter|shibboleth|sso|wayf)"
)
# Words of documents too: what a path ends with.
_AU_BOUT = re.compile(r"(?:page[-_]de[-_])?connexion|auth|authenti(?:fi)?cation|cas|identification|idp")
_HOTES = re.compile(rf"(?:adfs|auth|cas|connexion|idp|keycloak|oauth2?|saml2?|sso|{_ENTRER})(?:-.*)?")
_DOCUMENTS = re.compile(r"\.(?:pdf|mp4|mov|webm|png|jpe?g|gif|zip|docx?|xlsx?|pptx?|odt|ods|csv|txt|xml|json)$")
# Parameters that hold the document to show, or what went wrong, rather than where to come back to.
_VISIONNEUSES = frozenset({"aspxerrorpath", "doc", "document", "file", "link", "q", "src", "u", "url"})
_PARAMETRES = frozenset({"samlrequest", "samlart", "redirect_uri"})
_INDEX = re.compile(r"/(?:index\.\w+)?")


def de_connexion(url: httpx.URL, avant: tuple[httpx.URL, ...]) -> bool:
    """Whether an address that a link was sent to is where one logs in: by its words, or for what it will come back to.

    `avant` is the link and the way to there. A part that the link itself has is no sign: its page may be about that.
    """
    demandee = avant[0]
    if _par_ses_mots(url, demandee):
        return True
    ajoutes = {nom.lower(): valeur for nom, valeur in url.params.items() if nom not in demandee.params}
    if ajoutes.keys() & _PARAMETRES:
        return True
    attendus = {one for each in avant for one in (_sans_schema(str(each)), each.raw_path.decode("ascii", "replace"))}
    retours = (valeur for nom, valeur in ajoutes.items() if nom not in _VISIONNEUSES)
    return any(_sans_schema(one) in attendus - {"/"} for valeur in retours for one in (valeur, unquote(valeur)))


def meme_page(url: httpx.URL, demandee: httpx.URL) -> bool:
    """Whether two addresses are of one page: what was asked for is still asked, and there may be more."""
    if not meme_site(url, demandee):
        return False
    ici, la = lire_lien(str(url)), lire_lien(str(demandee))
    if ici and la and numero(la) and (page(ici), numero(ici)) == (page(la), numero(la)):
        return True  # of Gazelle, which has more than one way to a page
    reste = set(demandee.params.multi_items()) - set(url.params.multi_items())
    return url.path.rstrip("/") == demandee.path.rstrip("/") and not reste


def meme_site(url: httpx.URL, demandee: httpx.URL) -> bool:
    """Whether two addresses are of one site, with its www or without."""
    return hote(url).removeprefix("www.") == hote(demandee).removeprefix("www.")


def accueil(url: httpx.URL) -> bool:
    """Whether an address is the first page of a site, or one of Gazelle's that shows nobody's result."""
    lien = lire_lien(str(url))
    premiere = _INDEX.fullmatch(url.path or "/") is not None and (url.path in ("", "/") or not url.query)
    return premiere or (lien is not None and page(lien) in SANS_RESULTAT)


def _par_ses_mots(url: httpx.URL, demandee: httpx.URL) -> bool:
    if _DOCUMENTS.search(url.path.lower()):
        return False
    connues = {*_parties(demandee.path), *hote(demandee).split(".")}
    parties = _parties(url.path)
    ailleurs = {*parties, *_de_la_requete(url) - _de_la_requete(demandee)} - connues
    premier, *domaine = hote(url).split(".")
    return (
        any(map(_PARTOUT.fullmatch, ailleurs))
        or any(map(_AU_BOUT.fullmatch, set(parties[-1:]) - connues))
        or (len(domaine) > 1 and premier not in connues and _HOTES.fullmatch(premier) is not None)
    )


def _parties(chemin: str) -> list[str]:
    """The parts of a path, in lower case, without what follows a dot or a semicolon."""
    parties = (one.partition(";")[0].partition(".")[0].lower() for one in chemin.split("/"))
    return [one for one in parties if one]


def _de_la_requete(url: httpx.URL) -> set[str]:
    """The same of what a query holds: some sites have their pages there."""
    return {partie for nom, valeur in url.params.multi_items() for one in (nom, valeur) for partie in _parties(one)}


def _sans_schema(text: str) -> str:
    return text.partition("://")[2] or text
