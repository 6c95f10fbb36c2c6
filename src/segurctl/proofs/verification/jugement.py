"""What an answer says of a link: pure, from its code and from where redirects led."""

from typing import NamedTuple

import httpx

from segurctl.proofs.faits import Verdict
from segurctl.proofs.verification.connexion import accueil, de_connexion, meme_page, meme_site
from segurctl.proofs.verification.echec import Echec
from segurctl.proofs.verification.urls import hote

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
    revenue = 200 <= code < 300 and meme_page(arrivee, demandee)  # noqa: PLR2004 - of HTTP
    perdue = _verdict(code) == "casse" and connexion != arrivee
    if connexion is not None and not revenue and not perdue:
        return Jugement("authentification", _RENVOI.format(dire(connexion)), code)
    if 200 <= code < 300:  # noqa: PLR2004 - of HTTP
        if chemin and accueil(arrivee) and not accueil(demandee) and meme_site(arrivee, demandee):
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


def dire(url: httpx.URL) -> str:
    """Where a site sent us, as it goes over the network, without what it may have put there to know us again."""
    text = f"{hote(url)}{url.raw_path.decode('ascii', 'replace').partition('?')[0]}"
    return text if len(text) <= _LONGUEUR else f"{text[:_LONGUEUR]}…"


_LONGUEUR = 120
