"""`status` for a person: the screen of the morning."""

from collections import Counter
from collections.abc import Iterable, Iterator

from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation import Evaluation
from segurctl.parcours.aide import Plateforme
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, Style, line

_CAUSES = 2  # named on the screen; `show` names them all
_BOUGE = ("contredite", "refuse", "a-modifier", "soumis", "en-cours")
_LEGENDE = (
    ("✔", "fait"),
    ("◐", "en cours"),
    ("!", "à reprendre"),
    ("✘", "refusé"),
    ("○", "prêt"),
    ("·", "bloqué"),
    ("–", "sans objet"),
)


def status_text(evaluation: Evaluation) -> Page:
    """Header, one line per plateforme with what moves there, how much there is to mend, and the next date."""
    return (
        *_entete(evaluation),
        line(),
        *_plateformes(evaluation),
        line(),
        *_a_noter(evaluation),
        _legende(),
    )


def _legende() -> Line:
    """What the marks mean, to who sees them; they are read in words."""
    parts = [
        Segment(text, "discret", "")
        for rang, (marque, mot) in enumerate(_LEGENDE)
        for text in (f"{'   ' if rang else ''}", marque, f" {mot}")
        if text
    ]
    return line(*parts)


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
    retards = sum(one.en_retard for one in etapes)
    attendues = len(evaluation.attentes) + retards
    parts: list[str | Segment] = [avancee]
    if attendues:
        parts.append(f" · {words.nombre(attendues, 'attend un tiers', 'attendent un tiers')}")
    if retards:
        parts += [" · ", Segment(f"{retards} en retard", "alerte")]
    if evaluation.prochaines:
        parts += [f" · {len(evaluation.prochaines)} à faire (", Segment("segurctl next", "commande"), ")"]
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
        nouvelles = _nouvelles(plateforme, etapes, evaluation)
        # Read, the marks are counts; what moves follows, each on a line of its own.
        dit = "" if all(one.acquise for one in etapes) else f"{words.comptes(one.etat for one in etapes)}\n"
        head = [
            Segment(f"  {plateforme.court:<{nom}}  ", dit=f"{plateforme.court} : {dit}"),
            *(part for one in etapes for part in (words.marque(one.etat, ""), Segment(" ", dit=""))),
            Segment(" " * (marques - 2 * len(etapes) + 1), dit=""),
        ]
        for index, nouvelle in enumerate(nouvelles):
            yield line(*(head if index == 0 else [" " * indent]), nouvelle, hang=indent, indent=_indent(nouvelle.text))
    if (evaluation.couverture.exigences or evaluation.contexte.faits.illisible) and not evaluation.retiree:
        for index, dite in enumerate(couverture(evaluation)):
            label = Segment("  Preuves".ljust(indent), dit="Preuves : ") if index == 0 else " " * indent
            yield line(label, dite, hang=indent)
    if evaluation.contexte.faits.liens:
        from segurctl.views.links_text import connus

        dits = connus(evaluation)
        label = Segment("  Liens".ljust(indent), dit="Liens : ")
        yield from ([line(label, *dits, hang=indent)] if dits else [])


def _indent(text: str) -> int:
    """How far in a piece of news goes on: further than where the next one begins."""
    return len(text) - len(text.lstrip(" ")) + 2


def couverture(evaluation: Evaluation) -> Iterator[Segment]:
    """« 12 exigences prouvées sur 198 », then what was sent back, then what does not count."""
    toutes = evaluation.couverture.exigences
    if evaluation.contexte.faits.illisible:
        yield Segment(evaluation.contexte.faits.illisible, "erreur")
        return
    etats = Counter(one.etat for one in toutes)
    prouvees = words.nombre(etats["prouvee"], "exigence prouvée", "exigences prouvées")
    comptent = sum(one.compte for one in toutes)
    yield Segment(f"{prouvees} sur {comptent}", "ok" if etats["prouvee"] == comptent else "attente")
    reprises = sum(len(one.a_reprendre) for one in evaluation.chapitres)
    if reprises:
        yield Segment(words.nombre(reprises, "preuve à reprendre", "preuves à reprendre"), "alerte")
    hors = {"sans objet": etats["sans-objet"], "hors de vos profils": etats["hors-profil"]}
    dites = [f"{nombre} {said}" for said, nombre in hors.items() if nombre]
    if dites:
        yield Segment(", ".join(dites), "discret")


def _nouvelles(plateforme: Plateforme, etapes: tuple[EtapeEvaluee, ...], evaluation: Evaluation) -> list[Segment]:
    """What moves on a plateforme, what can be begun there, and what holds the rest back."""
    if all(one.acquise for one in etapes):
        total = evaluation.plateformes[plateforme.id].total
        return [Segment("terminé", "ok") if total else Segment("sans objet", "discret")]
    said = list(_mouvements(etapes, evaluation))
    ours = {one.evaluee.etape.id for one in evaluation.prochaines if one.geste in ("commencer", "debloquer")}
    pretes = [one.etape.court for one in etapes if one.etape.id in ours]
    if pretes:
        said.append(Segment(f"à faire : {', '.join(pretes)}"))
    retenue = next((one for one in etapes if one.etat == "bloquee" and one.etape.id not in ours), None)
    if retenue and not evaluation.retiree:
        said.append(Segment(f"{retenue.etape.court} : {_blocage(retenue, evaluation)}", "discret"))
    return said or [Segment("–", "discret", "rien de nouveau")]


def _blocage(one: EtapeEvaluee, evaluation: Evaluation) -> str:
    # An étape says more than one of its actions or champs.
    cause, *autres = sorted(one.bloquee_par, key=lambda manque: manque.genre != "etape")
    reste = f" et {words.nombre(len(autres), 'autre')}" if autres else ""
    return f"bloquée par {words.manque(cause, evaluation.parcours, chemin=False)}{reste}"


def _mouvements(etapes: Iterable[EtapeEvaluee], evaluation: Evaluation) -> Iterator[Segment]:
    """One piece of news for each étape that moves, or for each of its suivis; a suivi is told once."""
    told: set[str] = set()
    aval = [one.etape.court for one in etapes if one.etat == "contredite" and not one.causes and not one.raison]
    if aval:
        yield Segment(f"{', '.join(aval)} : sur une étape à reprendre", "erreur")
    for one in (one for one in etapes if one.etat in _BOUGE and one.etape.court not in aval):
        items = [item for item in one.items if item.ouvert and item.statut != "valide" and item.rang > 0]
        style = words.MARQUES[one.etat][1]
        if not one.etape.derive or not items or one.etat == "contredite":
            yield Segment(f"{one.etape.court} : {_phrase(one, evaluation)}", style)
            continue
        for item in (item for item in items if item.id not in told):
            told.add(item.id)
            yield Segment(f"{item.nom} : {suivi(item, evaluation)}", style)
            yield from (Segment(f"  {said}", "discret") for said in bornes(item, evaluation))


def _phrase(one: EtapeEvaluee, evaluation: Evaluation) -> str:
    if one.etat == "contredite":
        premieres, autres = one.causes[:_CAUSES], one.causes[_CAUSES:]
        reste = f" et {words.nombre(len(autres), 'autre')}" if autres else ""
        return one.raison or f"déclarée faite, {words.reproche(premieres, evaluation.parcours, chemin=False)}{reste}"
    if one.etat == "soumis":
        return attente(one, evaluation)
    return f"{words.ETATS[one.etat]}{words.depuis(one.attente)}{words.motif(one)}"


def attente(one: EtapeEvaluee, evaluation: Evaluation) -> str:
    """Whom a submitted étape waits for, for how long, and how that stands to what was announced."""
    tiers = evaluation.parcours.acteurs[one.attend] if one.attend else None
    text = f"{f'attend {tiers}' if tiers else 'soumise'}{words.depuis(one.attente)}"
    if one.en_retard:
        return f"{text}, {words.jours(one.retard or 0)} de retard"
    return f"{text}, {one.etape.delai.dite}" if one.etape.delai else text


def suivi(item: SuiviEvalue, evaluation: Evaluation) -> str:
    """Where one item of a suivi stands."""
    stage = item.suivi.stade(item.avancement)
    said = f"attend {evaluation.parcours.acteurs[item.attend]}" if item.attend else words.statut(item)
    return f"{f'{stage.titre}, ' if stage else ''}{said}{words.depuis(item.attente)}{words.motif(item)}"


def bornes(item: SuiviEvalue, evaluation: Evaluation) -> list[str]:
    """The dates that bound an item."""
    return [
        f"{one.titre} le {words.date(one.le)} ({words.dans(one.jour, evaluation.today)})"
        for one in evaluation.bornes.get(item.id, ())
    ]


def _a_noter(evaluation: Evaluation) -> Iterator[Line]:
    """How many findings, which `check` tells one by one; and the next date."""
    if evaluation.constats:
        style: Style = "erreur" if evaluation.constats[0].gravite == "erreur" else "alerte"
        comptes = Segment(words.gravites(one.gravite for one in evaluation.constats), style)
        yield line(comptes, " (", Segment("segurctl check", "commande"), ")")
    if evaluation.echeances:
        one = evaluation.echeances[0]
        quand = f"{words.date(one.le)} ({words.dans(one.jour, evaluation.today)})"
        yield line("Prochaine date : ", Segment(quand, "titre"), f", {one.titre} · {one.cible}", hang=2)
