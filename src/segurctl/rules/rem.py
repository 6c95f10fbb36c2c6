"""Rules of the REM: whether what the candidature says of exigences and proofs is in the snapshot it points to."""

from collections.abc import Iterable, Iterator
from shlex import quote

from segurctl.candidature.literal import short
from segurctl.candidature.paths import format_path
from segurctl.etats.exigences import noms_de_profil, perimee, sont_du_profil
from segurctl.proches import semblables
from segurctl.rem.ids import sans_socle
from segurctl.rem.model import empreinte
from segurctl.rem.noms import plier
from segurctl.rules.model import Contexte, Ecart, regle

_NOMMEES = 10  # ids in a message, or ids told with the nearest ones: looking for them is slow


@regle("REM001")
def releve_illisible(contexte: Contexte) -> Iterator[Ecart]:
    """Without it, nothing can be said of the exigences."""
    if contexte.faits.illisible:
        refaire = "segurctl rem import …"
        yield Ecart(("rem", "fichier"), contexte.faits.illisible, "convergence.preuves", commande=refaire)


@regle("REM002")
def profil_inconnu(contexte: Contexte) -> Iterator[Ecart]:
    """A profil that no exigence has leaves out all those that have one."""
    referentiel = contexte.faits.referentiel
    scenarios = (each for one in referentiel.exigences for each in one.scenarios) if referentiel else ()
    dits = dict.fromkeys(profil for one in scenarios for profil in one.profils)
    connus = {nom: one for one in dits for nom in noms_de_profil(one)}
    for profil in contexte.candidature.produit.profils if connus else ():
        if plier(profil) not in connus:
            noms = ", ".join(f"« {short(one)} »" for one in list(dits)[:_NOMMEES])
            message = f"le profil « {short(profil)} » n'est celui d'aucune exigence (profils de la REM : {noms})"
            yield Ecart(("produit", "profils"), message, "convergence.eligibilite", identite=profil)


@regle("REM003")
def exigence_inconnue(contexte: Contexte) -> Iterator[Ecart]:
    """What the team says of an exigence that is not there reaches none."""
    index = contexte.couverture.index
    if index is None:
        return
    nommees = ((cle, index.trouver(cle)) for cle in sorted(contexte.candidature.exigences))
    inconnues = (cle for cle, found in nommees if found is None or found.scenario)
    for rang, cle in enumerate(inconnues):
        proches = _dire(index.proches(cle)) if rang < _NOMMEES else ""
        yield Ecart(("exigences", cle), f"« {short(cle)} » n'est pas une exigence de la REM{proches}")


@regle("REM004")
def preuve_inconnue(contexte: Contexte) -> Iterator[Ecart]:
    """A proof that answers to nothing is counted nowhere."""
    index = contexte.couverture.index
    if index is None:
        return
    inconnues = sorted(contexte.candidature.preuves.keys() - contexte.couverture.places.keys())
    for rang, cle in enumerate(inconnues):
        proches = _dire(index.proches(cle)) if rang < _NOMMEES else ""
        yield Ecart(("preuves", cle), f"la preuve « {short(cle)} » ne répond à rien dans la REM{proches}")


@regle("REM005")
def preuve_en_trop(contexte: Contexte) -> Iterator[Ecart]:
    """Proofs of what does not count: after a change of profils, each of them is named."""
    for one in contexte.couverture.exigences:
        if not one.compte:
            cause = "est sans objet" if one.etat == "sans-objet" else f"n'est pas de vos profils ({one.raison})"
            for tenue in one.tenues:
                if tenue.cle:
                    message = f"la preuve {short(tenue.cle)} ne compte pas : {one.exigence.id} {cause}"
                    yield Ecart(("preuves", tenue.cle), message)


@regle("REM006")
def exigence_modifiee(contexte: Contexte) -> Iterator[Ecart]:
    """The proof was deposited for another text."""
    for cle, place in contexte.couverture.places.items():
        if perimee(contexte.candidature.preuves[cle], place):
            champ = ("preuves", cle, "exigence")
            confirmer = f"segurctl set {quote(f'{format_path(champ)}={empreinte(place)}')}"
            quoi = f"ce que {place.exigence.id} demande là n'est plus écrit de même"
            message = f"exigence modifiée depuis le dépôt de {short(cle)} : {quoi}"
            yield Ecart(champ, message, commande=confirmer)


@regle("REM007")
def emplacement_partage(contexte: Contexte) -> Iterator[Ecart]:
    """Two keys that name one slot: one of the proofs is not seen."""
    premiers: dict[tuple[int, int, int, str], str] = {}
    for cle, place in contexte.couverture.places.items():
        nom = "" if place.attendue else sans_socle(cle)  # where the REM numbers no proofs, the team does
        premier = premiers.setdefault((id(place.exigence), id(place.scenario), id(place.attendue), nom), cle)
        if premier != cle:
            message = f"{short(cle)} et {short(premier)} sont le même emplacement de la REM, {place.id}"
            yield Ecart(("preuves", cle), message)


@regle("REM008")
def chapitre_hors_rem(contexte: Contexte) -> Iterator[Ecart]:
    """It would hold the deposit of the proofs back for ever."""
    titres = contexte.couverture.titres
    for cle, chapitre in sorted(contexte.candidature.chapitres.items()) if titres else ():
        if cle not in titres and chapitre.cloture is None:
            near = semblables(cle, titres)
            connus = _dire(near) or f" (chapitres : {', '.join(list(titres)[:_NOMMEES])})"
            message = f"« {short(cle)} » n'est pas un chapitre de la REM{connus}"
            retirer = f"segurctl unset {quote(format_path(('chapitres', cle)))}"
            a_faire = chapitre.statut in (None, "a-faire")
            yield Ecart(("chapitres", cle), message, commande=retirer if a_faire else None)


@regle("REM009")
def sans_objet_sans_raison(contexte: Contexte) -> Iterator[Ecart]:
    """An exigence is taken out by a reason: a blank one takes nothing out."""
    for cle, dite in sorted(contexte.candidature.exigences.items()):
        if dite.sans_objet is not None and not dite.sans_objet.strip():
            yield Ecart(("exigences", cle, "sans_objet"), f"{short(cle)} est sans objet, sans dire pourquoi")


def effet_des_profils(contexte: Contexte, declares: Iterable[str]) -> str:
    """What a change of profils did to the exigences, and which proofs it touches; nothing without a REM."""
    referentiel = contexte.faits.referentiel
    if referentiel is None:
        return ""
    avant = {one.id for one in referentiel.exigences if sont_du_profil(one, declares)}
    apres = {one.id for one in referentiel.exigences if sont_du_profil(one, contexte.candidature.produit.profils)}
    prouvees = sorted(cle for cle, place in contexte.couverture.places.items() if place.exigence.id in avant - apres)
    preuves = f" (preuves à revoir : {_liste(prouvees)})" if prouvees else ""
    return f" ; {_compte(avant - apres)} en moins{preuves}, {_compte(apres - avant)} en plus"


def _compte(ids: set[str]) -> str:
    return f"{len(ids)} exigence{'s' if len(ids) > 1 else ''}"


def _liste(ids: list[str]) -> str:
    reste = f" et {len(ids) - _NOMMEES} de plus" if len(ids) > _NOMMEES else ""
    return ", ".join(map(short, ids[:_NOMMEES])) + reste


def _dire(proches: list[str]) -> str:
    return f" ; vouliez-vous dire {' ou '.join(proches)} ?" if proches else ""
