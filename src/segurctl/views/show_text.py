"""`show` for a person: one étape as a page of a guide, with this candidature's state in it."""

from collections.abc import Iterator

from segurctl.candidature.fields import lookup, spell
from segurctl.candidature.paths import format_path
from segurctl.etats.model import EtapeEvaluee, Examen, Manque
from segurctl.evaluation import Evaluation
from segurctl.evaluation.commandes import commandes
from segurctl.evaluation.valeurs import lieu, valeurs
from segurctl.parcours.model import Prerequis
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.status_text import attente, suivi


def show_text(evaluation: Evaluation, id_: str, *, option: str = "") -> Page:
    """Why, who, where, what it takes, the checklist with its ticks, the values to paste, the traps, the source.

    `option` is what commands need to find the file, where they would not by themselves.
    """
    one = evaluation.etapes[id_]
    sections = (
        _tete(one, evaluation),
        _pratique(one, evaluation),
        _prerequis("Avant", one.exiges, evaluation),
        _prerequis("Conseillé avant", one.conseilles, evaluation),
        _items(one, evaluation),
        _actions(one, option),
        _a_copier(one, evaluation),
        _champs(one, evaluation),
        _pieges(one),
        _ensuite(one, evaluation, option),
        _source(one),
    )
    lines: list[Line] = []
    for section in sections:
        if found := list(section):
            lines += [*found, line()]
    return tuple(lines[:-1])


def _tete(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    marque, style = words.MARQUES[one.etat]
    yield line(Segment(one.etape.titre, "titre"), Segment(f"   {one.etape.id}", "discret"), hang=2)
    yield line(Segment(f"{marque} {_etat(one, evaluation)}", style), hang=2)
    if one.note and one.note != one.raison:
        yield line(f"  note : {' '.join(one.note.split())}", hang=2)
    yield line()
    yield line(one.etape.pourquoi)


def _etat(one: EtapeEvaluee, evaluation: Evaluation) -> str:
    text = words.etat(one.etat, validateur=one.etape.validateur is not None)
    if one.etat == "soumis":
        return f"{text} : {attente(one, evaluation)}" if one.attend else attente(one, evaluation)
    if one.raison:
        return f"{text} : {one.raison}"
    if one.causes:
        return f"{text} : {words.reproche(one.causes, evaluation.parcours)}"
    if one.depuis and one.etat == "valide":
        return f"{text} le {words.date(one.depuis)}"
    return f"{text}{words.depuis(one.attente)}"


def _pratique(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    etape = one.etape
    qui = words.qui(etape, evaluation.parcours)
    delai = etape.delai.dite if etape.delai else None
    contact = f"{etape.contact.adresse} ({etape.contact.pour})" if etape.contact else None
    if etape.contact and etape.contact.objet:
        contact = f"{contact}, objet préfixé de {etape.contact.objet}"
    for label, text in (("Qui", qui), ("Où", lieu(etape, evaluation)), ("Délai", delai), ("Aide", contact)):
        if text:
            yield line(Segment(f"{label:<7}", "discret"), text, hang=7)


def _prerequis(label: str, examens: tuple[Examen, ...], evaluation: Evaluation) -> Iterator[Line]:
    """Each prérequis that is asked here, with whether it is there."""
    if examens:
        yield line(Segment(label, "titre"))
    for one, manque in examens:
        marque = Segment("  ! ", "alerte") if manque else Segment("  ✔ ", "ok")
        said = words.manque(manque or _tenu(one), evaluation.parcours)
        yield line(marque, said, Segment(f"   {one.pourquoi}" if one.pourquoi else "", "discret"), hang=4)


def _tenu(one: Prerequis) -> Manque:
    """A prérequis that is there, to be named as it would be if it missed."""
    if one.champs:
        return Manque("champ", one.champs[0])
    return Manque("etape", one.etape or one.action or f"{one.suivi} : {one.avancement}")


def _items(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    derive = one.etape.derive
    if derive is None:
        return
    kind = evaluation.parcours.suivis[derive.suivi]
    yield line(Segment(f"{kind.pluriel[:1].upper()}{kind.pluriel[1:]}", "titre"))
    for item in one.items:
        etat = f"close : {words.CLOTURES[item.cloture]}" if item.cloture else suivi(item, evaluation)
        note = f" ; note : {' '.join(item.note.split())}" if item.note and not words.motif(item) else ""
        yield line(f"  {item.id}   {etat}{note}", hang=4)
    if not one.items:
        yield line(Segment("  aucun dans le fichier" if not kind.feminin else "  aucune dans le fichier", "discret"))
    if kind.rappel:
        yield line(Segment(f"  {kind.rappel}", "discret"), hang=2)


def _actions(one: EtapeEvaluee, option: str) -> Iterator[Line]:
    if one.actions:
        yield line(
            Segment("Actions", "titre"),
            Segment(f"   {words.avec(f'segurctl tick {one.etape.id}/…', option)}", "discret"),
        )
    for action in one.actions:
        faite = one.faites.get(action.nom)
        box = Segment("  [x] ", "ok") if faite else Segment("  [ ] ")
        jour = f"   {words.date(faite)}" if faite else ""
        yield line(box, action.titre, Segment(f"   {action.nom}{jour}", "discret"), hang=6)
        if action.detail:
            yield line(Segment(f"      {action.detail}", "discret"), hang=6)


def _a_copier(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    found = valeurs(one.etape, evaluation)
    if found:
        yield line(Segment("À copier", "titre"))
    for valeur in found:
        yield line(Segment(f"  {valeur.libelle}", "discret"))
        if valeur.defaut:
            yield line(Segment(f"à corriger : {valeur.defaut}", "erreur"))
        elif valeur.valeur is None:
            yield line(Segment(f"à saisir   {valeur.champ}", "discret"))
        else:  # a description may have several lines
            yield from (line(Segment(one, "valeur"), verbatim=True) for one in valeur.valeur.splitlines())


def _champs(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    if one.etape.champs:
        yield line(Segment("Ce qu'elle donne", "titre"))
    for champ in one.etape.champs:
        connu = evaluation.parcours.champ(champ.chemin)
        libelle = connu.titre if connu else champ.chemin
        held = lookup(evaluation.candidature, champ.chemin)
        for path, value in held:
            yield line(
                f"  {format_path(path)} = {' '.join(', '.join(spell(value)).split())}",
                Segment(f"   {libelle}", "discret"),
                hang=4,
            )
        if not held:
            yield line(
                f"  {champ.chemin}",
                Segment(f"   {libelle}{'' if champ.requis else ' (facultatif)'}", "discret"),
                hang=4,
            )


def _pieges(one: EtapeEvaluee) -> Iterator[Line]:
    if one.etape.pieges:
        yield line(Segment("Pièges", "titre"))
    for piege in one.etape.pieges:
        yield line(Segment("  ! ", "alerte"), piege, hang=4)


def _ensuite(one: EtapeEvaluee, evaluation: Evaluation, option: str) -> Iterator[Line]:
    """What to type: once it is done, or once the answers that it waits for have come."""
    faits = () if one.acquise or one.etat == "bloquee" or one.attend else commandes(one, evaluation)
    cibles = {one.etape.id, *(item.id for item in one.items)}
    attendues = [attente for attente in evaluation.attentes if attente.cible in cibles]
    reponses = [commande for attente in attendues for commande in attente.commandes]
    if one.en_retard:
        reponses = list(commandes(one, evaluation))
    for titre, found in (("Ensuite", faits), ("Quand la réponse arrive (ou a-modifier, refuse)", reponses)):
        if found:
            yield line(Segment(titre, "titre"))
            yield from (line(Segment(words.avec(one, option), "commande"), verbatim=True) for one in found)


def _source(one: EtapeEvaluee) -> Iterator[Line]:
    source = one.etape.source
    said = f"Source : {source.texte} (confiance {source.confiance}, vérifiée le {words.date(source.verifie_le)})"
    yield line(Segment(said, "discret"))
