"""The champs that a walk asks for: those that miss, and those whose value will not do."""

from collections.abc import Iterable, Iterator

from segurctl.candidature.fields import FieldType, field_type, lookup, spell
from segurctl.candidature.paths import KeyPath, format_path, parse_path
from segurctl.etats.conditions import tient
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation import Evaluation
from segurctl.marche.pas import RIEN, Choix, Commande, Lire, Marche, Option, Saisie


def d_une_etape(evaluee: EtapeEvaluee, evaluation: Evaluation) -> list[tuple[KeyPath, bool]]:
    """The champs of an étape to ask for now, with whether it is not done without them: what blocks it comes first."""
    bloquants = [one.cible for one in evaluee.bloquee_par if one.genre in ("champ", "defaut")]
    siens = [
        (one.chemin, one.requis)
        for one in evaluee.etape.champs
        if tient(one.si, evaluation.candidature, evaluation.parcours)
    ]
    voulus = dict([*((one, True) for one in bloquants), *siens])
    found = ((path, requis) for chemin, requis in voulus.items() for path in _nommes(chemin, evaluation))
    return [(path, requis) for path, requis in found if _a_demander(path, evaluation)]


def d_un_suivi(item: SuiviEvalue, evaluation: Evaluation) -> list[tuple[KeyPath, bool]]:
    """The champs of an item that its stage has made known, of whatever étape: what a stage asks, then the rest."""
    requis = [manque.cible for rang, manque in item.manques if rang <= item.rang and manque.genre != "attente"]
    connus = [
        format_path((*item.chemin, reste))
        for one in evaluation.etapes.values()
        for champ in one.etape.champs
        for prefixe, etoile, reste in [champ.chemin.partition(".*.")]
        if etoile and prefixe == item.suivi.id and one.etape.derive and any(each.id == item.id for each in one.items)
        if item.rang >= item.suivi.rang(champ.stade)
    ]
    found = [(parse_path(one), one in requis) for one in dict.fromkeys([*requis, *connus])]
    return [(path, requis) for path, requis in found if _a_demander(path, evaluation)]


def demander(chemins: Iterable[tuple[KeyPath, bool]], lire: Lire) -> Marche[None]:
    """Ask for champs one by one; each is written as soon as it is given."""
    for path, requis in chemins:
        yield from demander_un(path, lire, requis=requis)


def demander_un(path: KeyPath, lire: Lire, *, requis: bool = False) -> Marche[bool]:
    """Ask for one champ, in words where it takes only a few; tell whether it was given."""
    evaluation, champ = lire(), format_path(path)
    connu = evaluation.parcours.champ(champ)
    titre = connu.titre if connu else champ
    kind = field_type(path)
    mots = _mots(kind)

    def affecter(text: str) -> Commande:
        return ("set", f"{champ}={text}")

    if mots:
        options = (*(Option(mot, mot) for mot in mots), Option(RIEN, "plus tard"))
        text = yield Choix(
            f"{titre} ?",
            options,
            RIEN,
            champ=champ,
            aide=connu.aide if connu else None,
            reproche=_reproche(path, evaluation),
            requis=requis,
        )
        text = "" if text == RIEN else text
    else:
        text = yield Saisie(
            titre,
            affecter,
            champ=champ,
            aide=connu.aide if connu else None,
            propose=", ".join(spelled) if (spelled := _ecrit(path, evaluation)) else "",
            reproche=_reproche(path, evaluation),
            requis=requis,
        )
    if not text:
        return False
    yield affecter(text)
    return True


def _mots(kind: FieldType) -> tuple[str, ...]:
    return ("oui", "non") if bool in kind.scalars else kind.words


def _ecrit(path: KeyPath, evaluation: Evaluation) -> list[str]:
    return next((spell(value) for _, value in lookup(evaluation.candidature, path)), [])


def _a_demander(path: KeyPath, evaluation: Evaluation) -> bool:
    return not _ecrit(path, evaluation) or _reproche(path, evaluation) is not None


def _reproche(path: KeyPath, evaluation: Evaluation) -> str | None:
    """What a rule finds wrong with a champ that is written."""
    faux = (one.ecart for one in evaluation.constats if one.regle.malforme)
    return next((ecart.message for ecart in faux if ecart.champ == path), None)


def _nommes(chemin: str, evaluation: Evaluation) -> Iterator[KeyPath]:
    """The champs that a path of the catalogue means: one for each open item in place of `*`, none without any."""
    prefixe, etoile, reste = chemin.partition(".*.")
    if not etoile:
        yield parse_path(chemin)
        return
    for item in evaluation.suivis:
        if item.suivi.id == prefixe and item.ouvert:
            yield (*item.chemin, reste)
