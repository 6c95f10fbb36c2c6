"""One thing to do, with all it takes to do it."""

from collections.abc import Iterator, Mapping

from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation, Geste, Prochaine
from segurctl.rules.etapes import DE_L_ETAPE
from segurctl.views import words
from segurctl.views.chapitres_text import reste
from segurctl.views.page import Line, Segment, Style, etiquette, lignes_de_valeur, line
from segurctl.views.status_text import attente, bornes, suivi

_MARGE = 14
_CONSEILS = 2  # told with their reasons; more of them are only named
_SUITE = 3  # étapes named of the way that opens
_VERBES: Mapping[Geste, tuple[str, Style]] = {
    "completer": ("À compléter", "erreur"),
    "relancer": ("À relancer", "alerte"),
    "corriger": ("À corriger", "alerte"),
    "decider": ("Refusée, à décider", "erreur"),
    "poursuivre": ("À poursuivre", "attente"),
    "debloquer": ("À débloquer", "attente"),
    "commencer": ("", ""),
}


def intitule(one: Prochaine) -> str:
    """What to do, in one sentence."""
    verbe = _VERBES[one.geste][0]
    return f"{verbe} : {one.evaluee.etape.titre}" if verbe else one.evaluee.etape.titre


def detail(rang: int, one: Prochaine, evaluation: Evaluation, option: str) -> Iterator[Line]:
    """Its title, where it stands, where and with what it is done, what it opens, what to type."""
    etape = one.evaluee.etape
    verbe, style = _VERBES[one.geste]
    head = [Segment(f"{verbe} : ", style)] if verbe else []
    yield line(
        Segment(f"{rang:>2}  ", dit=f"{rang}. "),
        *head,
        Segment(etape.titre, "titre"),
        Segment(f"   {etape.id}", "discret"),
        hang=4,
    )
    for label, *said in (*_situation(one, evaluation), *_pratique(one, evaluation, option)):
        yield line(_label(label), *said, hang=_MARGE)
    yield from _donner(one)
    for label, text in _suites(one):
        yield line(_label(label), text, hang=_MARGE)
    for index, commande in enumerate(one.commandes):
        label = "ensuite" if index == 0 else ""
        yield line(_label(label), Segment(words.avec(commande, option), "commande"), verbatim=True)


def _label(label: str) -> Segment:
    return etiquette(label, f"    {label:<9} ")


def _situation(one: Prochaine, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """Where the étape stands, and what is wrong with it."""
    evaluee = one.evaluee
    if one.reclamee_par:
        seule = len(one.reclamee_par) == 1
        faites = "qui en a besoin et est déclarée faite" if seule else "qui en ont besoin et sont déclarées faites"
        yield "attendue", f"par {', '.join(one.reclamee_par)}, {faites}"
    if etat := _etat(evaluee, evaluation):
        yield "état", etat
    manques = evaluee.causes or (evaluee.bloquee_par if evaluee.etat != "contredite" else ())
    if manques:
        yield "manque", words.reproche(manques, evaluation.parcours).removeprefix("il manque ")
    dits = {manque.cible for manque in manques}
    for constat in evaluation.constats:
        autre = constat.regle.id not in DE_L_ETAPE and constat.cible not in dits
        if constat.ecart.etape == evaluee.etape.id and autre:
            yield "attention", constat.ecart.message
    chapitres = {chapitre.cle: chapitre for chapitre in one.chapitres}
    for item in evaluee.items:
        if item.ouvert and item.statut != "valide":
            yield item.nom, ", ".join([suivi(item, evaluation), *bornes(item, evaluation)])
            if item.nom in chapitres:
                yield from (("", f"{label} : {text}") for label, text in reste(chapitres[item.nom]))


def _etat(evaluee: EtapeEvaluee, evaluation: Evaluation) -> str | None:
    if evaluee.raison:
        return evaluee.raison
    if evaluee.etat == "soumis":
        return attente(evaluee, evaluation)
    said = evaluee.etat in ("en-cours", "a-modifier", "refuse") and not evaluee.items
    return words.ETATS[evaluee.etat] + words.depuis(evaluee.attente) + words.motif(evaluee) if said else None


def _pratique(one: Prochaine, evaluation: Evaluation, option: str) -> Iterator[tuple[str, *tuple[str | Segment, ...]]]:
    etape = one.evaluee.etape
    suivi_ = evaluation.parcours.suivis[etape.derive.suivi] if etape.derive else None
    lus = one.chapitres and evaluation.couverture.referentiel  # the REM has said all that there is to know
    if suivi_ and etape.derive and suivi_.rappel and suivi_.rang(etape.derive.de) <= 1 and not lus:
        yield "noter", suivi_.rappel
    if one.avant:
        yield "avant", f"le {words.date(one.avant)} ({words.dans(one.avant, evaluation.today)})"
    if one.url:
        yield "où", one.url
    yield "qui", words.qui(etape, evaluation.parcours) + (f" · aide : {etape.contact.adresse}" if etape.contact else "")
    yield from _a_faire(one, option)
    conseils = one.evaluee.conseils if one.geste != "relancer" else ()
    if len(conseils) > _CONSEILS:
        yield "conseil", f"avoir d'abord {', '.join(words.manque(manque, evaluation.parcours) for manque in conseils)}"
        return
    for manque in conseils:
        pourquoi = f" : {manque.pourquoi}" if manque.pourquoi else ""
        yield "conseil", f"avoir d'abord {words.manque(manque, evaluation.parcours)}{pourquoi}"


def _a_faire(one: Prochaine, option: str) -> Iterator[tuple[str, *tuple[str | Segment, ...]]]:
    """The first box not ticked of where the étape stands, and how many are left."""
    stades = {None, *(item.avancement for item in one.evaluee.items if item.ouvert)}
    reste = [action for action in one.evaluee.actions if action.nom not in one.evaluee.faites]
    ici = sorted((action for action in reste if action.stade in stades), key=lambda action: action.stade is None)
    if ici and one.geste in ("commencer", "poursuivre"):
        yield "faire", ici[0].titre
        if len(reste) > 1:
            autres = words.nombre(len(reste) - 1, "autre action", "autres actions")
            commande = words.avec(f"segurctl show {one.evaluee.etape.id}", option)
            yield "", f"et {autres} : ", Segment(commande, "commande")


def _donner(one: Prochaine) -> Iterator[Line]:
    for index, valeur in enumerate(one.valeurs):
        label = _label("donner" if index == 0 else "")
        if valeur.valeur is None:
            said = (
                Segment(f"à corriger, {valeur.defaut}", "erreur")
                if valeur.defaut
                else Segment(f"à saisir   {valeur.champ}", "discret")
            )
            yield line(label, f"{valeur.libelle} : ", said, hang=_MARGE)
            continue
        first, *others = lignes_de_valeur(valeur.valeur)
        yield line(label, f"{valeur.libelle} : ", Segment(first, "valeur"), verbatim=True)
        yield from (line(" " * _MARGE, Segment(other, "valeur"), verbatim=True) for other in others)


def _suites(one: Prochaine) -> Iterator[tuple[str, str]]:
    if one.chemin:
        autres = len(one.debloque) - len(one.chemin[:_SUITE])
        reste = f", en tout {words.nombre(len(one.debloque), 'étape')}" if autres else ""
        yield "débloque", " → ".join(one.chemin[:_SUITE]) + reste
    if one.prepare:
        yield "prépare", ", ".join(one.prepare)
