"""`next` for a person: what can be done now, each with all it takes to do it."""

from collections.abc import Iterator, Mapping

from segurctl.evaluation import Evaluation, Geste, Prochaine
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, Style, line
from segurctl.views.status_text import attente, bornes, suivi, titre

DETAILLEES = 3  # the others are named in one line each, and `show` tells all about them
_MARGE = 14
_SUITE = 3  # étapes named of the way that opens
_VERBES: Mapping[Geste, tuple[str, Style]] = {
    "completer": ("À compléter", "erreur"),
    "relancer": ("À relancer", "alerte"),
    "corriger": ("À corriger", "alerte"),
    "decider": ("Refusée, à décider", "erreur"),
    "poursuivre": ("À poursuivre", "attente"),
    "commencer": ("", ""),
}


def next_text(evaluation: Evaluation, *, toutes: bool) -> Page:
    """The first ones in detail, the others by name; all of them in detail on demand."""
    detail = len(evaluation.prochaines) if toutes else DETAILLEES
    lines = [titre(evaluation), line()]
    for rang, one in enumerate(evaluation.prochaines[:detail], 1):
        lines += [*_detail(rang, one, evaluation), line()]
    reste = evaluation.prochaines[detail:]
    if reste:
        lines.append(line(Segment("Aussi possible maintenant (segurctl next --tout les détaille)", "titre")))
        large = max(len(one.evaluee.etape.id) for one in reste)
        lines += [
            line(f"{rang:>2}  {one.evaluee.etape.id:<{large}}  {_intitule(one)}", hang=large + 6)
            for rang, one in enumerate(reste, detail + 1)
        ]
    if not evaluation.prochaines:
        lines += _rien(evaluation)
    return tuple(lines)


def _intitule(one: Prochaine) -> str:
    verbe = _VERBES[one.geste][0]
    return f"{verbe} : {one.evaluee.etape.titre}" if verbe else one.evaluee.etape.titre


def _detail(rang: int, one: Prochaine, evaluation: Evaluation) -> Iterator[Line]:
    etape = one.evaluee.etape
    verbe, style = _VERBES[one.geste]
    head = [Segment(f"{verbe} : ", style)] if verbe else []
    yield line(f"{rang:>2}  ", *head, Segment(etape.titre, "titre"), Segment(f"   {etape.id}", "discret"), hang=4)
    for label, text in _lignes(one, evaluation):
        yield line(Segment(f"    {label:<10}", "discret"), text, hang=_MARGE)
    yield from _donner(one)
    for label, text in _suites(one):
        yield line(Segment(f"    {label:<10}", "discret"), text, hang=_MARGE)
    for index, commande in enumerate(one.commandes):
        label = "ensuite" if index == 0 else ""
        yield line(Segment(f"    {label:<10}", "discret"), Segment(commande, "commande"), verbatim=True)


def _lignes(one: Prochaine, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    etape = one.evaluee.etape
    yield from _situation(one, evaluation)
    if one.avant:
        yield "avant", f"{words.date(one.avant)} ({words.dans(one.avant, evaluation.today)})"
    if one.url:
        yield "où", one.url
    acteurs = evaluation.parcours.acteurs
    qui = acteurs[etape.acteur] + (f", puis {acteurs[etape.validateur]}" if etape.validateur else "")
    yield "qui", qui + (f" · aide : {etape.contact.adresse}" if etape.contact else "")
    a_faire = [action for action in etape.actions if action.nom not in one.evaluee.faites]
    if a_faire and one.geste != "relancer":
        reste = f" ({words.nombre(len(a_faire), 'action')} à cocher : segurctl show {etape.id})"
        yield "faire", a_faire[0].titre + reste
    for manque in one.evaluee.conseils:
        pourquoi = f" : {manque.pourquoi}" if manque.pourquoi else ""
        yield "conseil", f"avoir d'abord {words.manque(manque, evaluation.parcours)}{pourquoi}"


def _situation(one: Prochaine, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    evaluee = one.evaluee
    if evaluee.etat == "contredite":
        yield (
            "manque",
            evaluee.raison or ", ".join(words.manque(manque, evaluation.parcours) for manque in evaluee.causes),
        )
    elif evaluee.etat == "soumis":
        yield "état", attente(evaluee, evaluation)
    elif evaluee.etat != "prete" and not evaluee.items:
        yield "état", words.ETATS[evaluee.etat] + words.depuis(evaluee.attente)
    for item in evaluee.items:
        if item.ouvert and item.statut != "valide":
            yield item.nom, ", ".join([suivi(item, evaluation), *bornes(item, evaluation)])


def _donner(one: Prochaine) -> Iterator[Line]:
    for index, valeur in enumerate(one.valeurs):
        label = Segment(f"    {'donner' if index == 0 else '':<10}", "discret")
        if valeur.valeur is None:
            said = (
                Segment(f"à corriger, {valeur.defaut}", "erreur") if valeur.defaut else Segment("à saisir", "discret")
            )
            yield line(label, f"{valeur.libelle} : ", said, hang=_MARGE)
            continue
        first, *others = valeur.valeur.splitlines()
        yield line(label, f"{valeur.libelle} : ", Segment(first, "valeur"), verbatim=True)
        yield from (line(" " * _MARGE, Segment(other, "valeur"), verbatim=True) for other in others)


def _suites(one: Prochaine) -> Iterator[tuple[str, str]]:
    if one.chemin:
        autres = len(one.debloque) - len(one.chemin[:_SUITE])
        reste = f", en tout {words.nombre(len(one.debloque), 'étape')}" if autres else ""
        yield "débloque", " → ".join(one.chemin[:_SUITE]) + reste
    if one.prepare:
        yield "prépare", ", ".join(one.prepare)


def _rien(evaluation: Evaluation) -> Iterator[Line]:
    """Nothing to do now: say why, and whom we wait for."""
    if evaluation.retiree:
        yield line("Candidature retirée : rien n'est à faire.")
        return
    attendues = [one for one in evaluation.etapes.values() if one.etat == "soumis"]
    if not attendues:
        yield line("Rien à faire : le parcours est terminé." if _fini(evaluation) else "Rien à faire maintenant.")
    for one in attendues:
        yield line(f"{one.etape.id} : {attente(one, evaluation)}", hang=2)
    for date in evaluation.echeances[:1]:
        yield line(f"Prochaine date : {words.date(date.le)}, {date.titre} · {date.cible}", hang=2)


def _fini(evaluation: Evaluation) -> bool:
    return all(one.acquise for one in evaluation.etapes.values())
