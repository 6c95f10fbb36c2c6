"""`status` for a person: the screen of the morning."""

from collections.abc import Iterable, Iterator

from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation import Evaluation
from segurctl.parcours.model import Plateforme
from segurctl.views import words
from segurctl.views.constats_text import constats_text
from segurctl.views.page import Line, Page, Segment, line

_BOUGE = ("contredite", "refuse", "a-modifier", "soumis", "en-cours")
LEGENDE = "✔ fait   ◐ en cours   ! à reprendre   ✘ refusé   ○ prêt   · bloqué   – sans objet"


def status_text(evaluation: Evaluation) -> Page:
    """Header, one line per plateforme with what moves there, what to mend, and the next date."""
    return (
        *_entete(evaluation),
        line(),
        *_plateformes(evaluation),
        line(),
        *constats_text(evaluation.constats),
        *((line(),) if evaluation.constats else ()),
        *_prochaine_date(evaluation),
        line(Segment(LEGENDE, "discret")),
    )


def titre(evaluation: Evaluation) -> Line:
    """Product, version, dispositif and parcours."""
    produit = evaluation.candidature.produit
    connu = evaluation.parcours.dispositifs.get(produit.dispositif)
    dispositif = f"{produit.dispositif} ({connu.couloir})" if connu else produit.dispositif
    nom = " ".join(filter(None, (produit.nom, produit.version)))
    return line(Segment(nom, "titre"), f" · {dispositif} · {evaluation.parcours.titre}")


def _entete(evaluation: Evaluation) -> Iterator[Line]:
    yield titre(evaluation)
    valides, total = evaluation.avancement
    avancee = f"{words.nombre(valides, 'étape validée', 'étapes validées')} sur {total}"
    if evaluation.retiree:
        yield line(Segment(_retrait(evaluation), "alerte"))
        yield line(avancee)
        return
    etapes = evaluation.etapes.values()
    attendues = sum(one.etat == "soumis" for one in etapes)
    retards = sum(one.en_retard for one in etapes)
    parts: list[str | Segment] = [avancee]
    if attendues:
        parts.append(f" · {words.nombre(attendues, 'attend un tiers', 'attendent un tiers')}")
    if retards:
        parts += [" · ", Segment(f"{retards} en retard", "alerte")]
    if evaluation.prochaines:
        parts.append(f" · {len(evaluation.prochaines)} à faire (segurctl next)")
    yield line(*parts)
    reference = evaluation.candidature.referencement
    if evaluation.etapes["convergence.referencement"].etat == "valide" and reference.prononce_le:
        yield line(Segment(f"référencé le {words.date(reference.prononce_le)}, numéro {reference.numero}", "ok"))


def _retrait(evaluation: Evaluation) -> str:
    retiree, motif = evaluation.candidature.retiree_le, evaluation.candidature.motif_retrait
    return f"candidature retirée{f' le {words.date(retiree)}' if retiree else ''}{f' : {motif}' if motif else ''}"


def _plateformes(evaluation: Evaluation) -> Iterator[Line]:
    plateformes = evaluation.parcours.plateformes.values()
    nom = max(len(one.court) for one in plateformes)
    marques = max(len(evaluation.de(one)) for one in plateformes) * 2
    indent = nom + marques + 5
    for plateforme in plateformes:
        etapes = evaluation.de(plateforme)
        head: list[str | Segment] = [f"  {plateforme.court:<{nom}}  "]
        for one in etapes:
            marque, style = words.MARQUES[one.etat]
            head += [Segment(marque, style), " "]
        head.append(" " * (marques - 2 * len(etapes) + 1))
        for index, nouvelle in enumerate(_nouvelles(plateforme, etapes, evaluation)):
            yield line(*(head if index == 0 else [" " * indent]), nouvelle, hang=indent)


def _nouvelles(plateforme: Plateforme, etapes: tuple[EtapeEvaluee, ...], evaluation: Evaluation) -> list[Segment]:
    """What moves on a plateforme; where nothing does, what could, or what holds it back."""
    said = list(_mouvements(etapes, evaluation))
    pretes = [one.etape.nom for one in etapes if one.etat == "prete"]
    if pretes:
        said.append(Segment(f"à faire : {', '.join(pretes)}"))
    if said:
        return said
    retenue = next((one for one in etapes if not one.acquise), None)
    if retenue is None:
        total = evaluation.plateformes[plateforme.id].total
        return [Segment("terminé", "ok") if total else Segment("sans objet", "discret")]
    # An étape says more than one of its actions or champs.
    cause, *autres = sorted(retenue.bloquee_par, key=lambda one: one.genre != "etape")
    reste = f" et {words.nombre(len(autres), 'autre')}" if autres else ""
    manque = words.manque(cause, evaluation.parcours)
    return [Segment(f"{retenue.etape.nom} : {words.ETATS[retenue.etat]} par {manque}{reste}", "discret")]


def _mouvements(etapes: Iterable[EtapeEvaluee], evaluation: Evaluation) -> Iterator[Segment]:
    """One piece of news for each étape that moves, or for each of its suivis; a suivi is told once."""
    told: set[str] = set()
    for one in (one for one in etapes if one.etat in _BOUGE):
        if one.etat == "contredite" and not one.causes and not one.raison:
            continue  # what it waits for is contradicted itself, and told there
        items = [item for item in one.items if item.ouvert and item.statut != "valide" and item.rang > 0]
        style = words.MARQUES[one.etat][1]
        if not one.etape.derive or not items or one.etat == "contredite":
            yield Segment(f"{one.etape.nom} : {_phrase(one, evaluation)}", style)
            continue
        for item in (item for item in items if item.id not in told):
            told.add(item.id)
            yield Segment(f"{item.nom} : {suivi(item, evaluation)}", style)
            yield from (Segment(f"  {said}", "discret") for said in bornes(item, evaluation))


def _phrase(one: EtapeEvaluee, evaluation: Evaluation) -> str:
    if one.etat == "contredite":
        manques = ", ".join(words.manque(manque, evaluation.parcours) for manque in one.causes)
        return one.raison or f"déclarée faite, mais manque {manques}"
    if one.etat != "soumis":
        return f"{words.ETATS[one.etat]}{words.depuis(one.attente)}"
    return attente(one, evaluation)


def attente(one: EtapeEvaluee, evaluation: Evaluation) -> str:
    """Whom a submitted étape waits for, for how long, and how that stands to what was announced."""
    text = f"attend {evaluation.parcours.acteurs[one.attend or one.etape.acteur]}{words.depuis(one.attente)}"
    if one.en_retard:
        return f"{text}, {one.retard} de retard"
    return f"{text}, {words.nombre(one.etape.delai.jours, 'annoncé')}" if one.etape.delai else text


def suivi(item: SuiviEvalue, evaluation: Evaluation) -> str:
    """Where one item of a suivi stands."""
    stage = next((one.titre for one in item.suivi.avancements if one.id == item.avancement), "")
    statut = f"attend {evaluation.parcours.acteurs[item.attend]}" if item.attend else words.STATUTS[item.statut]
    return f"{f'{stage}, ' if stage else ''}{statut}{words.depuis(item.attente)}"


def bornes(item: SuiviEvalue, evaluation: Evaluation) -> list[str]:
    """The dates that bound an item."""
    return [
        f"{one.titre} le {words.date(one.le)} ({words.dans(one.jour, evaluation.today)})"
        for one in evaluation.echeances
        if one.cible == item.id
    ]


def _prochaine_date(evaluation: Evaluation) -> Iterator[Line]:
    if evaluation.echeances:
        one = evaluation.echeances[0]
        quand = f"{words.date(one.le)} ({words.dans(one.jour, evaluation.today)})"
        yield line("Prochaine date : ", Segment(quand, "titre"), f", {one.titre} · {one.cible}", hang=2)
