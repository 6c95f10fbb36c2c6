"""What an answer says of a link: pure, from its code and from where redirects led."""

import re
from typing import NamedTuple
from urllib.parse import unquote

import httpx

from segurctl.proofs.faits import Verdict
from segurctl.proofs.gazelle import SANS_RESULTAT, page
from segurctl.proofs.links import lire_lien
from segurctl.proofs.verification.echec import Echec

# How sites name the page where one logs in, in English and in French: a part of the path, or of the host.
_CONNEXION = frozenset(
    (
        *("adfs", "auth", "authenticate", "authentication", "authentification", "authorize", "cas", "connexion"),
        *("identification", "idp", "keycloak", "login", "logon", "oauth", "oauth2", "oidc", "saml", "saml2"),
        *("se-connecter", "seconnecter", "sign-in", "sign_in", "signin", "sso", "wp-login"),
    )
)
_PARAMETRES = frozenset({"samlrequest", "samlart", "redirect_uri"})
_MORCEAUX = re.compile(r"[/.;]")

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
    if connexion is not None and (connexion == arrivee or not 200 <= code < 300):  # noqa: PLR2004 - of HTTP
        return Jugement("authentification", _RENVOI.format(dire(connexion)), code)
    if 200 <= code < 300:  # noqa: PLR2004 - of HTTP
        if chemin and _accueil(arrivee) and not _accueil(demandee):
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
    return next((one for one in reversed(chemin) if de_connexion(one, demandee)), None)


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


def de_connexion(url: httpx.URL, demandee: httpx.URL) -> bool:
    """Whether an address that a link was sent to is where one logs in: by its words, or for what it will come back to.

    What the link itself says is no sign: its own page may be about connections.
    """
    if _mots(url) - _mots(demandee):
        return True
    ajoutes = {nom.lower(): valeur for nom, valeur in url.params.items() if nom not in demandee.params}
    attendus = {str(demandee), demandee.raw_path.decode("ascii", "replace")} - {"/"}
    return bool(ajoutes.keys() & _PARAMETRES) or any(_revient(one, attendus) for one in ajoutes.values())


def _revient(valeur: str, attendus: set[str]) -> bool:
    return valeur in attendus or unquote(valeur) in attendus


def _mots(url: httpx.URL) -> frozenset[str]:
    """The parts of an address that are those of a page where one logs in; of a host, not those of its domain."""
    hote = url.host.lower().split(".")[:-2]
    return _CONNEXION & {*hote, *_MORCEAUX.split(url.path.lower())}


def _accueil(url: httpx.URL) -> bool:
    """Whether an address is the first page of a site, or one of Gazelle's that shows nobody's result."""
    lien = lire_lien(str(url))
    return url.path in ("", "/") or (lien is not None and page(lien) in SANS_RESULTAT)


def dire(url: httpx.URL) -> str:
    """Where a site sent us, without what it may have put there to know us again."""
    text = f"{url.host}{url.path}"
    return text if len(text) <= _LONGUEUR else f"{text[:_LONGUEUR]}…"


_LONGUEUR = 120
