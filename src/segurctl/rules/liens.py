"""Rules of the links, by what the network said of them: facts like others, that only `links` gathers."""

import datetime as dt
from collections.abc import Iterator
from shlex import quote

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.etats.calendrier import en_clair
from segurctl.proofs.faits import EMPLACEMENTS, Verdict, Verification, is_link
from segurctl.proofs.links import liens, url_de
from segurctl.rules.model import Contexte, Ecart, Recherche, regle

NON_VERIFIES: tuple[Verdict, ...] = ("authentification", "refuse", "indisponible")  # what only a person can tell
_CERTAINS: tuple[Verdict, ...] = ("casse", "interdit")
_REFUS = 400  # of HTTP: the codes from there on say why


def _regle(id_: str, verdict: Verdict, dit: str, pourquoi: str) -> Recherche:
    """The search of the links of one verdict, which says why it looks."""

    def cherche(contexte: Contexte) -> Iterator[Ecart]:
        return _ecarts(contexte, verdict, dit)

    cherche.__doc__ = pourquoi
    return regle(id_)(cherche)


_NON = "n'est pas vérifié"
casse = _regle("LIE001", "casse", "est cassé", "Nobody will open it any more.")
interdit = _regle("LIE002", "interdit", "ne mène pas sur le web public", "Where nobody from outside may go.")
authentification = _regle("LIE003", "authentification", _NON, "Behind a login, nobody can tell from here.")
refuse = _regle("LIE004", "refuse", _NON, "A site may refuse programs and open to people.")
indisponible = _regle("LIE005", "indisponible", _NON, "A site that does not answer today may answer tomorrow.")
inconnu = _regle("LIE006", "inconnu", _NON, "Not asked yet, or too long ago, and not asked now.")


def a_verifier(candidature: Candidature) -> Iterator[tuple[KeyPath, str]]:
    """The champs whose links are asked: those for others to open, and the places that the team keeps on the web."""
    yield from liens(candidature)
    yield from (found for found in lookup(candidature, EMPLACEMENTS) if is_link(found[1]))


def urls(candidature: Candidature) -> tuple[str, ...]:
    """What would be asked for a candidature, each address once."""
    return tuple(sorted({url_de(text) for _champ, text in a_verifier(candidature)}))


def _ecarts(contexte: Contexte, verdict: Verdict, dit: str) -> Iterator[Ecart]:
    """The links of one verdict; of those that cannot be verified, not those that somebody opened.

    A place of the team's own, for what is too heavy, may well be on its own network.
    """
    if not contexte.faits.liens:
        return
    certain = verdict in _CERTAINS
    for path, text in a_verifier(contexte.candidature):
        vu = contexte.faits.liens.get(url_de(text))
        ouvert = a_la_main(contexte.candidature, path, contexte.today)
        a_part = verdict == "interdit" and path[-1] == "emplacement"
        if vu and vu.verdict == verdict and (certain or not ouvert) and not a_part:
            nom = path[1] if path[0] == "preuves" else format_path(path[:-1])
            message = f"le lien de {nom} {dit}, {_pourquoi(vu, contexte)} : {url_de(text)}"
            yield Ecart(path, message, correction=_correction(path, verdict), commande=_commande(path, verdict))


def _pourquoi(vu: Verification, contexte: Contexte) -> str:
    """Why, with the code of HTTP, and the day where it was another."""
    code = f" ({vu.code})" if vu.code and vu.code >= _REFUS and str(vu.code) not in vu.raison else ""
    return f"{vu.raison}{code}{f', le {en_clair(vu.le)}' if vu.le != contexte.today else ''}"


def _correction(path: KeyPath, verdict: Verdict) -> str | None:
    """Where a program cannot tell, a person can: of what is no proof, the file holds no day."""
    if path[0] == "preuves" or verdict not in NON_VERIFIES:
        return None
    return "ouvrez-le vous-même ; s'il s'ouvre, acceptez ce constat dans [[acceptations]], avec une fin"


def _commande(path: KeyPath, verdict: Verdict) -> str | None:
    """What records that somebody opened it."""
    if path[0] != "preuves" or verdict not in NON_VERIFIES:
        return None
    champ = format_path((*path[:2], "verifiee_a_la_main_le"))
    return f"segurctl set {quote(f'{champ}=…')}"


def a_la_main(candidature: Candidature, path: KeyPath, today: dt.date) -> bool:
    """Whether somebody opened the link of a champ, on a day that has come."""
    preuve = candidature.preuves.get(path[1]) if path[0] == "preuves" else None
    jour = preuve.verifiee_a_la_main_le if preuve else None
    return jour is not None and jour <= today
