"""What an answer says of a link: pure, from its code and from where redirects led."""

import re
from typing import NamedTuple
from urllib.parse import unquote

import httpx

from segurctl.proofs.faits import Verdict
from segurctl.proofs.gazelle import SANS_RESULTAT, page
from segurctl.proofs.links import lire_lien
from segurctl.proofs.verification.echec import Echec
from segurctl.proofs.verification.urls import hote

# How sites name the page where one logs in, in English and in French: words of the path, the query or the host.
_FORTS = frozenset(
    (
        *(
            "adfs",
            "keycloak",
            "login",
            "logon",
            "oauth",
            "oidc",
            "openid",
            "saml",
            "shibboleth",
            "signin",
            "sso",
            "wayf",
        ),
        *("seconnecter", "accessdenied"),
    )
)
# Words of documents too: only as what the path ends with, or the host begins with.
_FAIBLES = frozenset(
    (
        *("auth", "authenticate", "authentication", "authentification", "authorize", "cas", "connexion"),
        *("identification", "idp"),
    )
)
_DOCUMENTS = re.compile(r"\.(?:pdf|mp4|mov|webm|png|jpe?g|gif|zip|docx?|xlsx?|pptx?|odt|ods|csv|txt|xml|json)$")
# Parameters that hold the document to show, rather than where to come back to.
_VISIONNEUSES = frozenset({"doc", "document", "file", "link", "q", "src", "u", "url"})
_PARAMETRES = frozenset({"samlrequest", "samlart", "redirect_uri"})
_CHAMEAU = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOTS = re.compile(r"[a-z]+")
_ENSEMBLE = (
    (re.compile("sign[-_ ]in"), "signin"),
    (re.compile("log[-_ ](?:in|on)"), "login"),
    (re.compile("se[-_ ]connecter"), "seconnecter"),
    (re.compile("access[-_ ]denied"), "accessdenied"),
)

_RENVOI = "renvoie à une page de connexion ({})"
_RAISONS = {
    401: "il faut être connecté",
    403: "l'accès est refusé",
    404: "la page n'existe pas",
    405: "le site refuse la demande",
    407: "le proxy demande à être connecté",
    410: "la page a été retirée",
    429: "le site a reçu trop de demandes",
}


class Jugement(NamedTuple):
    """A verdict, why, and the code of the last answer where there was one; whether anybody was really asked."""

    verdict: Verdict
    raison: str
    code: int | None = None
    demande: bool = True


def juger(code: int, demandee: httpx.URL, chemin: tuple[httpx.URL, ...]) -> Jugement:
    """What the last answer says of the link that was asked; `chemin` are the addresses that it was sent to."""
    arrivee = chemin[-1] if chemin else demandee
    connexion = _connexion(demandee, chemin)
    if connexion is not None and not (200 <= code < 300 and _meme_page(arrivee, demandee)):  # noqa: PLR2004 - of HTTP
        return Jugement("authentification", _RENVOI.format(dire(connexion)), code)
    if 200 <= code < 300:  # noqa: PLR2004 - of HTTP
        if chemin and _accueil(arrivee) and not _accueil(demandee) and _meme_site(arrivee, demandee):
            return Jugement("authentification", f"renvoie à l'accueil ({dire(arrivee)}), pas à la page", code)
        return Jugement("ok", "", code)
    return Jugement(_verdict(code), _par(chemin, _RAISONS.get(code) or f"le site répond {code}"), code)


def _par(chemin: tuple[httpx.URL, ...], raison: str) -> str:
    """A reason, with where redirects led to it."""
    return f"renvoie à {dire(chemin[-1])} : {raison}" if chemin else raison


def juger_echec(echec: Echec, demandee: httpx.URL, chemin: tuple[httpx.URL, ...]) -> Jugement:
    """What it says of a link that nothing answered at its end.

    A page where one logs in may well turn in circles, or not answer, to who brings no cookie.
    """
    connexion = _connexion(demandee, chemin)
    if connexion is not None and echec.verdict != "interdit":
        return Jugement("authentification", _RENVOI.format(dire(connexion)))
    return Jugement(echec.verdict, _par(chemin, echec.raison), demande=echec.demande)


def _connexion(demandee: httpx.URL, chemin: tuple[httpx.URL, ...]) -> httpx.URL | None:
    """The last page where one logs in on a way."""
    avant = (demandee, *chemin)
    rangs = range(len(chemin) - 1, -1, -1)
    return next((chemin[rang] for rang in rangs if de_connexion(chemin[rang], avant[: rang + 1])), None)


def _verdict(code: int) -> Verdict:
    match code:
        case 404 | 410:
            return "casse"
        case 401:
            return "authentification"
        case 407:
            return "indisponible"
        case _ if 400 <= code < 500:  # noqa: PLR2004 - of HTTP
            return "refuse"
        case _:
            return "indisponible"


def de_connexion(url: httpx.URL, avant: tuple[httpx.URL, ...]) -> bool:
    """Whether an address that a link was sent to is where one logs in: by its words, or for what it will come back to.

    `avant` is the link and the way to there. What the link itself says is no sign: its own page may be about that.
    """
    demandee = avant[0]
    if not _DOCUMENTS.search(url.path.lower()):
        page_demandee = _tokens(_ecrit(demandee))
        ajoutees = _tokens(_requete(url)) - _tokens(_requete(demandee)) - page_demandee
        if _FORTS & ((_tokens(_ecrit(url)) - page_demandee) | ajoutees) or _FAIBLES & (_bouts(url) - page_demandee):
            return True
    ajoutes = {nom.lower(): valeur for nom, valeur in url.params.items() if nom not in demandee.params}
    if ajoutes.keys() & _PARAMETRES:
        return True
    attendus = {one for each in avant for one in (_sans_schema(str(each)), each.raw_path.decode("ascii", "replace"))}
    retours = (valeur for nom, valeur in ajoutes.items() if nom not in _VISIONNEUSES)
    return any(_sans_schema(one) in attendus - {"/"} for valeur in retours for one in (valeur, unquote(valeur)))


def _ecrit(url: httpx.URL) -> str:
    """What an address says of its page: its host without the domain, and its path."""
    return f"{'.'.join(hote(url).split('.')[:-2])} {url.path}"


def _requete(url: httpx.URL) -> str:
    return url.query.decode("ascii", "replace")


def _tokens(text: str) -> frozenset[str]:
    """The words of a text, those that belong together as one."""
    text = _CHAMEAU.sub(" ", text).lower()
    return frozenset(_MOTS.findall(text)) | {mot for motif, mot in _ENSEMBLE if motif.search(text)}


def _bouts(url: httpx.URL) -> frozenset[str]:
    """The words that the path ends with, and the host begins with."""
    dernier = url.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    premier, *domaine = hote(url).split(".")
    return _tokens(dernier) | (_tokens(premier) if len(domaine) > 1 else frozenset())


def _sans_schema(text: str) -> str:
    return text.partition("://")[2] or text


def _meme_page(url: httpx.URL, demandee: httpx.URL) -> bool:
    return (hote(url), url.path) == (hote(demandee), demandee.path)


def _meme_site(url: httpx.URL, demandee: httpx.URL) -> bool:
    return hote(url).removeprefix("www.") == hote(demandee).removeprefix("www.")


def _accueil(url: httpx.URL) -> bool:
    """Whether an address is the first page of a site, or one of Gazelle's that shows nobody's result."""
    lien = lire_lien(str(url))
    premiere = url.path in ("", "/") or url.path.startswith("/index.")
    return premiere or (lien is not None and page(lien) in SANS_RESULTAT)


def dire(url: httpx.URL) -> str:
    """Where a site sent us, as it goes over the network, without what it may have put there to know us again."""
    text = f"{hote(url)}{url.raw_path.decode('ascii', 'replace').partition('?')[0]}"
    return text if len(text) <= _LONGUEUR else f"{text[:_LONGUEUR]}…"


_LONGUEUR = 120
