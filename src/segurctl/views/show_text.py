"""`show` for a person: one étape as a page of a guide, with this candidature's state in it."""

from collections.abc import Iterable, Iterator

from segurctl.candidature.fields import lookup, spell
from segurctl.candidature.paths import format_path
from segurctl.etats.model import EtapeEvaluee, Manque
from segurctl.evaluation import Evaluation
from segurctl.evaluation.valeurs import valeurs
from segurctl.parcours.model import Prerequis
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.status_text import attente, suivi


def show_text(evaluation: Evaluation, id_: str) -> Page:
    """Why, who, where, what it takes, the checklist with its ticks, the values to paste, the traps, the source."""
    one = evaluation.etapes[id_]
    sections = (
        _tete(one, evaluation),
        _pratique(one, evaluation),
        _prerequis("Avant", one.etape.prerequis, one.bloquee_par, evaluation),
        _prerequis("Conseillé avant", one.etape.recommandations, one.conseils, evaluation),
        _items(one, evaluation),
        _actions(one),
        _a_copier(one, evaluation),
        _champs(one, evaluation),
        _pieges(one),
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
    text = words.etat(one.etat, validateur=one.etape.validateur is not None)
    if one.etat == "soumis":
        text += f" : {attente(one, evaluation)}"
    elif one.etat == "sans-objet" and one.raison:
        text += f" : {one.raison}"
    elif one.causes:
        text += f" : manque {', '.join(words.manque(manque, evaluation.parcours) for manque in one.causes)}"
    elif one.depuis:
        text += f" le {words.date(one.depuis)}" if one.etat == "valide" else words.depuis(one.attente)
    yield line(Segment(f"{marque} {text}", style), hang=2)
    note = _note(one, evaluation)
    if note and note != one.raison:
        yield line(f"  note : {' '.join(note.split())}", hang=2)
    yield line()
    yield line(one.etape.pourquoi)


def _note(one: EtapeEvaluee, evaluation: Evaluation) -> str | None:
    declaree = evaluation.candidature.etapes.get(one.etape.plateforme, {}).get(one.etape.nom)
    return declaree.note if declaree else None


def _pratique(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    etape, acteurs = one.etape, evaluation.parcours.acteurs
    qui = acteurs[etape.acteur] + (f", puis {acteurs[etape.validateur]} qui valide" if etape.validateur else "")
    delai = f"{etape.delai.annonce} annoncées" if etape.delai else None
    contact = f"{etape.contact.adresse} ({etape.contact.pour})" if etape.contact else None
    if etape.contact and etape.contact.objet:
        contact = f"{contact}, objet préfixé de {etape.contact.objet}"
    for label, text in (("Qui", qui), ("Où", etape.url), ("Délai", delai), ("Aide", contact)):
        if text:
            yield line(Segment(f"{label:<7}", "discret"), text, hang=7)


def _prerequis(
    label: str, asked: Iterable[Prerequis], missing: tuple[Manque, ...], evaluation: Evaluation
) -> Iterator[Line]:
    """Each prérequis with whether it is there; those whose condition does not hold are left out."""
    lines = []
    for one in asked:
        cible = one.etape or one.action or (one.champs[0] if one.champs else f"{one.suivi} : {one.avancement}")
        absent = next((manque for manque in missing if manque.cible == cible), None)
        if absent is None and not _demande(one, evaluation):
            continue
        marque = Segment("  ✔ ", "ok") if absent is None else Segment("  ! ", "alerte")
        said = words.manque(absent or Manque("champ" if one.champs else "etape", cible), evaluation.parcours)
        lines.append(line(marque, said, Segment(f"   {one.pourquoi}" if one.pourquoi else "", "discret"), hang=4))
    if lines:
        yield line(Segment(label, "titre"))
        yield from lines


def _demande(one: Prerequis, evaluation: Evaluation) -> bool:
    from segurctl.etats.conditions import tient

    return tient(one.si, evaluation.candidature, evaluation.parcours)


def _items(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    if one.items:
        yield line(Segment(evaluation.parcours.suivis[one.items[0].suivi.id].pluriel.capitalize(), "titre"))
    for item in one.items:
        etat = f"close ({item.cloture})" if item.cloture else suivi(item, evaluation)
        yield line(f"  {item.id}   {etat}", hang=4)


def _actions(one: EtapeEvaluee) -> Iterator[Line]:
    if one.etape.actions:
        yield line(Segment("Actions", "titre"), Segment(f"   segurctl tick {one.etape.id}/…", "discret"))
    for action in one.etape.actions:
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
            yield line(Segment(f"à saisir (segurctl set {valeur.champ}=…)", "discret"))
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


def _source(one: EtapeEvaluee) -> Iterator[Line]:
    source = one.etape.source
    said = f"Source : {source.texte} (confiance {source.confiance}, vérifiée le {words.date(source.verifie_le)})"
    yield line(Segment(said, "discret"))
