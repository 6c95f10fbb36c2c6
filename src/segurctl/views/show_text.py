"""`show` for a person: one étape as a page of a guide, with this candidature's state in it."""

from collections.abc import Iterable, Iterator

from segurctl.etats.model import EtapeEvaluee, Manque
from segurctl.evaluation import Evaluation
from segurctl.evaluation.commandes import commandes
from segurctl.evaluation.suites import Suites
from segurctl.evaluation.valeurs import lieu
from segurctl.parcours.model import Prerequis
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, etiquette, line
from segurctl.views.show_form import a_copier, actions, donne
from segurctl.views.status_text import attente, suivi

_MARGE = 11


def show_text(evaluation: Evaluation, id_: str, *, option: str = "") -> Page:
    """Why, who, where; what comes before and after; the checklist with its ticks, the values, the traps, the source.

    It fits one screen of a terminal. `option` is what commands need to find the file, where they would not by
    themselves.
    """
    one = evaluation.etapes[id_]
    sections = (
        tete(one, evaluation),
        (*pratique(one, evaluation), *avant(one, evaluation), *_apres(one, evaluation)),
        _items(one, evaluation),
        actions(one, option),
        (*a_copier(one, evaluation), *donne(one, evaluation)),
        pieges(one),
        _ensuite(one, evaluation, option),
        _source(one, option),
    )
    lines: list[Line] = []
    for section in sections:
        if found := list(section):
            lines += [*found, line()]
    return tuple(lines[:-1])


def tete(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    """What an étape is, where it stands, why it is there."""
    style = words.MARQUES[one.etat][1]
    yield line(Segment(one.etape.titre, "titre"), Segment(f"   {one.etape.id}", "discret"), hang=2)
    yield line(words.marque(one.etat, ""), Segment(f" {_etat(one, evaluation)}", style), hang=2)
    if one.note and one.note != one.raison:
        yield line(f"  note : {' '.join(one.note.split())}", hang=2)
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


def pratique(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    """Who, where, how long, whom to ask."""
    etape = one.etape
    contact = f"{etape.contact.adresse} ({etape.contact.pour})" if etape.contact else None
    if etape.contact and etape.contact.objet:
        contact = f"{contact}, objet préfixé de {etape.contact.objet}"
    dits = {
        "Qui": words.qui(etape, evaluation.parcours),
        "Où": lieu(etape, evaluation),
        "Délai": etape.delai.dite if etape.delai else None,
        "Contact": contact,
    }
    yield from (_ligne(label, text) for label, text in dits.items() if text)


def _ligne(label: str, *parts: str | Segment, hang: int = _MARGE) -> Line:
    return line(etiquette(label, label.ljust(_MARGE)), *parts, hang=hang)


def avant(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    """What misses, with its reason, one on each line; then in one line what is there."""
    for label, examens in (("Avant", one.exiges), ("Conseillé", one.conseilles)):
        manquent = [(_dit(manque, evaluation), _raison(one, evaluation)) for one, manque in examens if manque]
        lignes = [f"{dit} : {raison}" for dit, raison in manquent if raison]
        lignes += filter(None, [", ".join(dit for dit, raison in manquent if not raison)])
        tenus = [_dit(_tenu(prerequis), evaluation) for prerequis, manque in examens if not manque]
        dites = [(Segment("! ", "alerte", "manque "), said) for said in lignes]
        dites += [(Segment("✔ ", "ok", "fait : "), ", ".join(tenus))] if tenus else []
        for index, (marque, said) in enumerate(dites):
            yield _ligne("" if index else label, marque, said, hang=_MARGE + 2)


def _raison(prerequis: Prerequis, evaluation: Evaluation) -> str | None:
    """Why it is asked; or, where nothing tells why, what it is."""
    titre = evaluation.parcours.etapes[prerequis.etape].titre if prerequis.etape else None
    return prerequis.pourquoi or titre


def _dit(manque: Manque, evaluation: Evaluation) -> str:
    dit = words.manque(manque, evaluation.parcours)
    return dit.replace(" : ", " au stade ") if manque.genre == "suivi" else dit


def _tenu(one: Prerequis) -> Manque:
    """A prérequis that is there, to be named as it would be if it missed."""
    if one.champs:
        return Manque("champ", one.champs[0])
    if one.suivi:
        return Manque("suivi", f"{one.suivi} : {one.avancement}")
    return Manque("etape", one.etape or one.action or "")


def _apres(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    """The étapes still to do that wait for it, and those that it helps."""
    suites, id_ = Suites(evaluation), one.etape.id
    directes = suites.directes(id_)
    if directes:
        yield _ligne("Débloque", ", ".join(directes))
    if aidees := [autre for autre in suites.aidees(id_) if autre not in directes]:
        yield _ligne("Prépare", ", ".join(aidees))


def _items(one: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Line]:
    derive = one.etape.derive
    if derive is None:
        return
    kind = evaluation.parcours.suivis[derive.suivi]
    aucun = f"aucun{'e' if kind.feminin else ''} dans le fichier"
    yield line(
        Segment(f"{kind.pluriel[:1].upper()}{kind.pluriel[1:]}", "titre"),
        Segment("" if one.items else f"   {aucun}", "discret"),
        hang=2,
    )
    for item in one.items:
        etat = f"close : {words.CLOTURES[item.cloture]}" if item.cloture else suivi(item, evaluation)
        note = f" ; note : {' '.join(item.note.split())}" if item.note and not words.motif(item) else ""
        yield line(f"  {item.id}   {etat}{note}", hang=4)
    if kind.rappel:
        yield line(Segment(f"  {kind.rappel}", "discret"), hang=2)


def pieges(one: EtapeEvaluee) -> Iterator[Line]:
    """What costs weeks."""
    if one.etape.pieges:
        yield line(Segment("Pièges", "titre"))
    for piege in one.etape.pieges:
        yield line(Segment("  ! ", "alerte", ""), piege, hang=4)


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
            yield from _commandes(found, option)


def _commandes(found: Iterable[str], option: str) -> Iterator[Line]:
    yield from (line(Segment(words.avec(one, option), "commande"), verbatim=True) for one in found)


def _source(one: EtapeEvaluee, option: str) -> Iterator[Line]:
    """Where it comes from, in short: addresses are long, and the JSON holds them whole."""
    source = one.etape.source
    courte = words.source(source.texte)
    said = f"Source : {courte} (confiance {source.confiance}, vérifiée le {words.date(source.verifie_le)})"
    if courte != source.texte:
        said += f" ; en entier : {words.avec('--format json', option)}"
    yield line(Segment(said, "discret"), hang=2)
