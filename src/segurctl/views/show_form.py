"""What there is to do and to type on the page of an étape: its boxes, its values to paste, the champs that it gives."""

from collections.abc import Iterable, Iterator

from segurctl.candidature.fields import lookup, spell
from segurctl.candidature.paths import format_path
from segurctl.etats.champs import inutile
from segurctl.etats.conditions import tient
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.model import ValeurConnue
from segurctl.evaluation.valeurs import valeurs
from segurctl.views import words
from segurctl.views.page import Line, Segment, etiquette, lignes_de_valeur, line


def actions(one: EtapeEvaluee, option: str) -> Iterator[Line]:
    """The boxes, each with the name to tick it by and, once ticked, its day."""
    if one.actions:
        yield line(
            Segment("Actions", "titre"),
            "   ",
            Segment(words.avec(f"segurctl tick {one.etape.id}/…", option), "commande"),
        )
    for action in one.actions:
        faite = one.faites.get(action.nom)
        box = Segment("  [x] ", "ok", "fait : ") if faite else Segment("  [ ] ", "", "à faire : ")
        jour = f"   {words.date(faite)}" if faite else ""
        detail = f". {action.detail}" if action.detail else ""
        yield line(box, action.titre, Segment(f"{detail}   {action.nom}{jour}", "discret"), hang=6)


def a_copier(
    one: EtapeEvaluee, evaluation: Evaluation, titre: str = "À copier", champs: Iterable[ValeurConnue] | None = None
) -> Iterator[Line]:
    """The values of the portal's form: those known one to a line, byte for byte; then those that the file lacks.

    `champs` are those of the form to tell; else those that the file or the catalogue can fill.
    """
    found = tuple(valeurs(one.etape, evaluation) if champs is None else champs)
    if found:
        yield line(Segment(titre, "titre"))
    for valeur in found:
        if valeur.defaut:
            yield line(f"  {valeur.libelle} : ", Segment(f"à corriger, {valeur.defaut}", "erreur"), hang=4)
        elif valeur.valeur is not None:  # a description may have several lines
            yield line(Segment(f"  {valeur.libelle}", "discret"))
            yield from (line(Segment(each, "valeur"), verbatim=True) for each in lignes_de_valeur(valeur.valeur))
    vides = [valeur for valeur in found if valeur.valeur is None and not valeur.defaut]
    dites = {champ for prerequis, manque in (*one.exiges, *one.conseilles) if manque for champ in prerequis.champs}
    nommees = [
        f"{valeur.libelle} ({valeur.champ})" if valeur.champ else valeur.libelle
        for valeur in vides
        if valeur.champ not in dites
    ]
    if len(nommees) < len(vides):
        nommees.append("et voir plus haut" if nommees else "voir plus haut")
    if vides:
        yield line(etiquette("à saisir", "  à saisir   "), ", ".join(nommees), hang=4)


def donne(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    """The champs that it gives, but those that its form has just shown."""
    saisis = {valeur.champ for valeur in one.etape.valeurs}
    champs = [
        champ
        for champ in one.etape.champs
        if champ.chemin not in saisis
        and tient(champ.si, evaluation.candidature, evaluation.parcours)
        and not inutile(champ, evaluation.candidature)
    ]
    vides: dict[bool, list[str]] = {True: [], False: []}
    if champs:
        yield line(Segment("Ce qu'elle donne", "titre"))
    for champ in champs:
        connu = evaluation.parcours.champ(champ.chemin)
        libelle = connu.titre if connu else champ.chemin
        held = lookup(evaluation.candidature, champ.chemin)
        for path, value in held:
            said = " ".join(", ".join(spell(value)).split())
            yield line(f"  {format_path(path)} = {said}", Segment(f"   {libelle}", "discret"), hang=4)
        if not held:
            vides[champ.requis].append(f"{libelle} ({champ.chemin})")
    for label, requis in (("à saisir", True), ("facultatif", False)):
        if vides[requis]:
            yield line(etiquette(label, f"  {label}   "), ", ".join(vides[requis]), hang=4)
