"""`check --gate` for a person: whether the étape can be entered, and what to do first where it cannot."""

from collections.abc import Iterator

from segurctl.evaluation.porte import Manquant, Porte
from segurctl.evaluation.rapport import Controle, Rapport
from segurctl.evaluation.valeurs import lieu
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, etiquette, line


def gate_text(rapport: Rapport) -> Page:
    """The gate of every file, each under its name where there are several."""
    return tuple(found for one in rapport.fichiers for found in _fichier(one, seul=len(rapport.fichiers) == 1))


def _fichier(one: Controle, *, seul: bool) -> Iterator[Line]:
    nom = "" if seul else f"{one.fichier} · "
    if one.porte is None:
        for situe in one.constats:
            yield line(f"{one.fichier}:{situe.ligne}:{situe.colonne}: ", Segment(situe.constat.ecart.message, "erreur"))
        return
    yield _titre(nom, one.porte)
    for rang, manquant in enumerate(one.porte.manquants, 1):
        yield from _manquant(rang, manquant, one.porte)


def _titre(nom: str, gate: Porte) -> Line:
    etape = gate.evaluee.etape
    if gate.evaluation.retiree:
        return line(f"{nom}{etape.id} : ", Segment("candidature retirée", "discret"), ", rien n'est demandé")
    if gate.evaluee.etat == "sans-objet":
        return line(f"{nom}{etape.id} : ", Segment("sans objet", "ok"), ", rien n'est demandé")
    if gate.ouverte:
        return line(f"{nom}{etape.id} : ", Segment("ouverte", "ok"), ", tout ce qu'elle demande est là")
    manques = words.nombre(len(gate.manquants), "chose")
    ordre = ", à faire dans cet ordre" if len(gate.manquants) > 1 else ""
    return line(f"{nom}{etape.id} : ", Segment("fermée", "erreur"), f", il manque {manques}{ordre}", hang=2)


def _manquant(rang: int, one: Manquant, gate: Porte) -> Iterator[Line]:
    evaluation, marge = gate.evaluation, " " * 5
    conseil = "" if one.dur else " (conseillé)"
    pour = f", pour {one.pour}" if one.pour != gate.evaluee.etape.id else ""
    dit = words.manque(one.manque, evaluation.parcours)
    yield line(Segment(f"{rang:3}  ", dit=f"{rang}. "), Segment(dit, "titre"), f"{conseil}{pour}", hang=5)
    for label, said in _detail(one, gate):
        yield line(etiquette(label, f"{marge}{label:<9} "), said, hang=15)
    for commande in one.commandes:
        yield line(etiquette("noter", f"{marge}noter     "), Segment(commande, "commande"), verbatim=True)


def _detail(one: Manquant, gate: Porte) -> Iterator[tuple[str, str]]:
    """Where it is obtained, by whom, and where that stands."""
    source, evaluation = one.vient_de, gate.evaluation
    if one.manque.pourquoi:
        yield "pourquoi", one.manque.pourquoi
    if source is None:
        return
    if source.etape.id != one.manque.cible:
        yield "vient de", f"{source.etape.id} : {source.etape.titre}"
    else:
        yield "étape", source.etape.titre
    yield "qui", words.qui(source.etape, evaluation.parcours)
    if not source.acquise:
        attend = evaluation.parcours.acteurs[source.attend] if source.attend else None
        etat = f"attend {attend}" if attend else words.ETATS[source.etat]
        yield "état", etat + words.depuis(source.attente)
    if url := lieu(source.etape, evaluation):
        yield "où", url
