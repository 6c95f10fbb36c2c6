"""The champs that a walk asks for: those that miss or will not do, and those that the person wants to correct."""

from collections.abc import Callable, Iterator

from segurctl.candidature.fields import FieldType, field_type, lookup, spell
from segurctl.candidature.paths import KeyPath, format_path, parse_path
from segurctl.etats.champs import inutile
from segurctl.etats.conditions import tient
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation import Evaluation
from segurctl.marche.pas import CORRIGER, RIEN, Choix, Commande, Lire, Marche, Option, Saisie

Voulus = list[tuple[KeyPath, bool]]  # champs, with whether what they belong to is not done without them


def d_une_etape(evaluee: EtapeEvaluee, evaluation: Evaluation) -> Voulus:
    """The champs of an étape, what blocks it first."""
    bloquants = [one.cible for one in evaluee.bloquee_par if one.genre in ("champ", "defaut")]
    siens = [
        (one.chemin, one.requis)
        for one in evaluee.etape.champs
        if tient(one.si, evaluation.candidature, evaluation.parcours) and not inutile(one, evaluation.candidature)
    ]
    voulus = dict([*((one, True) for one in bloquants), *siens])
    return [(path, requis) for chemin, requis in voulus.items() for path in _nommes(chemin, evaluation)]


def d_un_suivi(item: SuiviEvalue, evaluation: Evaluation) -> Voulus:
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
    return [(parse_path(one), one in requis) for one in dict.fromkeys([*requis, *connus])]


def donneuse(chemin: str, evaluation: Evaluation) -> str | None:
    """The étape that opens the item which a champ is of, where there is none yet, and nobody can be asked for it."""
    if next(_nommes(chemin, evaluation), None):
        return None
    etapes = evaluation.etapes.values()
    return next((one.etape.id for one in etapes if chemin in {champ.chemin for champ in one.etape.champs}), None)


def manquants(voulus: Voulus, evaluation: Evaluation) -> Voulus:
    """Those to ask for now: those that miss, and those whose value will not do."""
    return [(path, requis) for path, requis in voulus if _a_demander(path, evaluation)]


def saisis(voulus: Voulus, evaluation: Evaluation) -> Voulus:
    """Those that may be corrected: they hold something, which one line can show."""
    return [(path, requis) for path, requis in voulus if (dit := _ecrit(path, evaluation)) and "\n" not in dit]


def correction(saisis: Voulus) -> tuple[Option, ...]:
    """The option to correct what was given, where something was."""
    return (Option(CORRIGER, "corriger ce qui est saisi"),) if saisis else ()


def demander(voulus: Callable[[Evaluation], Voulus], lire: Lire) -> Marche[None]:
    """Ask for champs one by one, once each; what is given is written, and may make others known or needless."""
    vus: set[KeyPath] = set()
    while reste := [one for one in voulus(lire()) if one[0] not in vus]:
        path, requis = reste[0]
        vus.add(path)
        yield from demander_un(path, lire, requis=requis)


def demander_un(path: KeyPath, lire: Lire, *, requis: bool = False) -> Marche[bool]:
    """Ask for one champ, in words where it takes only a few; tell whether it was given.

    One that holds something is given to be changed: nothing is written where it is left as it is.
    """
    evaluation, champ = lire(), format_path(path)
    connu = evaluation.parcours.champ(champ)
    titre = connu.titre if connu else champ
    kind = field_type(path)
    mots, ecrit = _mots(kind), _ecrit(path, evaluation)

    def affecter(text: str) -> Commande:
        return ("set", f"{champ}={text}")

    if mots:
        options = (*(Option(mot, mot) for mot in mots), Option(RIEN, "ne rien changer" if ecrit else "plus tard"))
        text = yield Choix(
            f"{titre} ?",
            options,
            ecrit if ecrit in mots else RIEN,
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
            propose=ecrit,
            reproche=_reproche(path, evaluation),
            requis=requis,
            vide="vide : inchangé" if ecrit else "vide pour plus tard",
        )
    if not text:
        return False
    if text != ecrit.strip():  # as a line gives it back
        yield affecter(text)
    return True


def _mots(kind: FieldType) -> tuple[str, ...]:
    return ("oui", "non") if bool in kind.scalars else kind.words


def _ecrit(path: KeyPath, evaluation: Evaluation) -> str:
    """What a champ holds, as it is typed."""
    return next((", ".join(spell(value)) for _, value in lookup(evaluation.candidature, path)), "")


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
