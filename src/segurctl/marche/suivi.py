"""An étape walked by several things at once: which of them, its champs, the stage it has reached."""

from segurctl.candidature.paths import format_path, parse_path
from segurctl.errors import SegurctlError
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation.commandes import nouveau
from segurctl.marche import champs
from segurctl.marche.dater import marquer
from segurctl.marche.pas import AUTRE, CORRIGER, RIEN, Choix, Commande, Lire, Marche, Option, Saisie
from segurctl.parcours.model import Derivation, Suivi


def suivis(id_: str, lire: Lire) -> Marche[None]:
    """Go through the items of an étape, one after another, until the person has nothing more to say of them."""
    while True:
        evaluation = lire()
        evaluee = evaluation.etapes[id_]
        if evaluee.etape.derive is None or evaluee.raison:
            return
        kind = evaluation.parcours.suivis[evaluee.etape.derive.suivi]
        ouverts = [one for one in evaluee.items if one.ouvert]
        choisi: str = (yield _lequel(kind, ouverts, evaluee)) if ouverts else AUTRE
        item = (yield from _creer(kind, lire)) if choisi == AUTRE else choisi
        if item is None or choisi == RIEN:
            return
        yield from _situer(item, lire)


def declarer(derive: Derivation, lire: Lire) -> Marche[None]:
    """Offer to make the item without which an étape is sans objet."""
    kind = lire().parcours.suivis[derive.suivi]
    un = f"{'une' if kind.feminin else 'un'} {kind.titre}"
    options = (Option(RIEN, "la laisser ainsi"), Option(AUTRE, f"noter {un}"))
    choisi: str = yield Choix("Elle est sans objet. Que faire ?", options, RIEN)
    if choisi == AUTRE and (item := (yield from _creer(kind, lire))):
        yield from _situer(item, lire)


def _lequel(kind: Suivi, ouverts: list[SuiviEvalue], evaluee: EtapeEvaluee) -> Choix:
    """The items as options; the first whose turn is ours is the likeliest, until the étape is done."""
    a_nous = [one.id for one in ouverts if one.attend is None] if not evaluee.acquise else []
    options = (
        *(Option(one.id) for one in ouverts),
        Option(AUTRE, f"{'une autre' if kind.feminin else 'un autre'} {kind.titre}"),
        Option(RIEN, "rien de plus"),
    )
    return Choix(f"{'Quelle' if kind.feminin else 'Quel'} {kind.titre} ?", options, next(iter(a_nous), RIEN))


def _creer(kind: Suivi, lire: Lire) -> Marche[str | None]:
    """Make one more item: its name in the file, then the champ without which it is nothing."""
    path, _, exemple = nouveau(kind, lire()).partition("=")
    *table, libre, champ = parse_path(path)
    valeur = exemple if exemple != "…" else lire().today.isoformat()

    def essai(nom: str) -> Commande:
        return ("set", f"{format_path((*table, nom, champ))}={valeur}")

    pris = {one.nom for one in lire().suivis if one.suivi.id == kind.id}  # the closed ones too
    article = "cette" if kind.feminin else "ce"
    nom: str = yield Saisie(
        f"Un nom court pour {article} {kind.titre}",
        essai,
        aide="C'est sa clé dans le fichier ; vide : rien à noter pour l'instant.",
        propose=libre,
        refus=lambda nom: f"« {nom} » est déjà pris : donnez-lui un nom à part" if nom in pris else None,
    )
    if not nom:
        return None
    donne = yield from champs.demander_un((*table, nom, champ), lire)
    return format_path((*table, nom)) if donne else None


def _situer(id_: str, lire: Lire) -> Marche[None]:
    """Ask for what its stage has made known, then where an item stands, then for what this makes known."""
    yield from _completer(id_, lire)
    item, evaluation = _trouver(id_, lire), lire()
    nature = (*item.chemin, parse_path(item.suivi.creation.partition("=")[0])[-1])  # without which it is nothing
    saisis = champs.saisis([(nature, True), *champs.d_un_suivi(item, evaluation)], evaluation)
    options = (*_avancees(item), *champs.correction(saisis), Option(RIEN, "rien de plus pour l'instant"))
    choisi: str = yield Choix(f"Où en est {item.nom} ?", options, RIEN)
    if choisi == CORRIGER:
        yield from champs.demander(lambda _now: saisis, lire)
        yield from _situer(id_, lire)
    elif choisi != RIEN:
        yield from marquer((id_,), choisi, lire)
        yield from _completer(id_, lire)


def _completer(id_: str, lire: Lire) -> Marche[None]:
    yield from champs.demander(lambda now: champs.manquants(champs.d_un_suivi(_trouver(id_, lire), now), now), lire)


def _trouver(id_: str, lire: Lire) -> SuiviEvalue:
    """An item as it is now. Raises SegurctlError where somebody else has taken it out of the file meanwhile."""
    for one in lire().suivis:
        if one.id == id_:
            return one
    raise SegurctlError(f"{id_} n'est plus dans le fichier", hint="reprenez : segurctl walk")


def _avancees(item: SuiviEvalue) -> list[Option]:
    """What an item can become, the likeliest first."""
    stades, kind = item.suivi.avancements, item.suivi
    if any(stade.date for stade in stades):
        return [Option(one.id, one.titre) for one in stades[item.rang :]]
    valideur = kind.valideur(item.avancement)
    renvoye = [Option("a-modifier", "à modifier : quelque chose est revenu"), Option("refuse", "refus")]
    if not stades:
        rendu = [Option("soumis", "envoi fait : à l'autre de répondre")] if item.statut != "soumis" else []
        return [*rendu, Option("valide", "validation reçue"), *renvoye]
    ici = stades[item.rang - 1] if item.rang else None
    envoi = [Option(f"{ici.id}:soumis", f"{ici.titre} : envoi fait")] if ici and valideur else []
    suite = [Option(one.id, f"au stade suivant : {one.titre}") for one in stades[item.rang : item.rang + 1]]
    loin = [Option(one.id, f"plus loin : {one.titre}") for one in stades[item.rang + 1 :]]
    if item.statut == "soumis":
        return [*suite, *(renvoye if valideur else []), *loin]
    return [*envoi, *suite, *loin]
