"""The commands that record what was done, ready to type; `…` stands for what only the person knows.

Names that the team chose are quoted: a line to paste in a shell may not run what a file says.
"""

from collections.abc import Iterable
from shlex import quote

from segurctl.candidature.fields import lookup
from segurctl.candidature.paths import format_path
from segurctl.etats.model import EtapeEvaluee, Manque, SuiviEvalue
from segurctl.evaluation.chapitres import a_prouver, option_de, par_chapitre, renvoyes
from segurctl.evaluation.model import Evaluation
from segurctl.parcours.model import Derivation, Suivi
from segurctl.rem.model import Emplacement


def commandes(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type once an étape has moved, in order; none while somebody else has the turn."""
    remedes = remedier(evaluee, evaluation)
    if remedes and evaluee.etape.derive and par_chapitre(evaluee.etape):
        reste = _suivis(evaluee, evaluee.etape.derive, evaluation) if evaluation.couverture.referentiel else ()
        return tuple(dict.fromkeys((*remedes, *reste)))  # a chapter to mend holds no other back
    if remedes:
        return remedes
    if evaluee.a_tort:
        return (f"segurctl mark {evaluee.etape.id} a-faire",)
    manquants = _combler(evaluee, evaluation)
    if evaluee.etape.derive:
        return (*manquants, *_suivis(evaluee, evaluee.etape.derive, evaluation))
    if evaluee.etat in ("bloquee", "contredite"):
        return manquants
    return (*manquants, *_marquer(evaluee, evaluation))


def remedier(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """The commands that mend what a rule finds on an étape."""
    ecarts = (constat.ecart for constat in evaluation.constats)
    return tuple(one.commande for one in ecarts if one.etape == evaluee.etape.id and one.commande)


def nommer(commande: str, option: str) -> str:
    """A command with what names the file, where it would not be found without."""
    return f"{commande} {option}" if option else commande


def renonce(commande: str) -> bool:
    """Whether a command gives something up: what is offered beside beginning again, after a refusal."""
    return "retiree_le=" in commande or ".cloture=refusee" in commande


def repondre(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type when the answer to a submitted étape has come, and is yes."""
    return (*affecter((one.cible for one in evaluee.requis), evaluation), f"segurctl mark {evaluee.etape.id} valide")


def repondre_suivi(item: SuiviEvalue, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type when the answer for an item of a suivi has come, and is yes: its next stage."""
    stages = item.suivi.avancements
    if not stages:
        return (f"segurctl mark {quote(item.id)} valide",)
    suivant = stages[min(item.rang, len(stages) - 1)]
    champs = (manque.cible for rang, manque in item.manques if rang <= item.rang + 1 and manque.genre == "champ")
    return (*affecter(champs, evaluation), f"segurctl mark {quote(item.id)} {suivant.id}")


def _combler(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """The champs and actions that an étape still asks of us."""
    manques = evaluee.bloquee_par if evaluee.etat in ("bloquee", "contredite") else ()
    champs = [one.cible for one in manques if one.genre in ("champ", "defaut")]
    actions = [one.cible for one in manques if one.genre == "action"]
    return (*affecter(champs, evaluation), *((f"segurctl tick {' '.join(actions)}",) if actions else ()))


def _marquer(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    etape = evaluee.etape
    amont = [one.cible for one in evaluee.bloquee_par if one.genre == "etape"]
    if evaluee.etat == "refuse":
        return (f"segurctl mark {etape.id} en-cours", "segurctl set retiree_le=… motif_retrait=…")
    if amont:  # begun before its time: what it lacks is to be done first
        return (f"segurctl show {amont[0]}",)
    requis = [one.cible for one in evaluee.requis]
    if etape.validateur is None or evaluee.etat == "soumis":
        return (*affecter(requis, evaluation), f"segurctl mark {etape.id} valide")
    # What the form asks is known now; the rest comes with the answer.
    saisis = [valeur.champ for valeur in etape.valeurs]
    return (*affecter((one for one in requis if one in saisis), evaluation), f"segurctl mark {etape.id} soumis")


def _suivis(evaluee: EtapeEvaluee, derive: Derivation, evaluation: Evaluation) -> list[str]:
    ouverts = [one for one in evaluee.items if one.ouvert]
    if not ouverts:
        return [f"segurctl set {nouveau(evaluation.parcours.suivis[derive.suivi], evaluation)}"]
    champs = [
        (*one.chemin, champ.chemin.rpartition(".")[2])
        for one in ouverts
        for champ in evaluee.etape.champs
        if champ.stade and one.statut != "refuse" and one.rang >= one.suivi.rang(champ.stade)
    ]
    vides = [format_path(champ) for champ in champs if not lookup(evaluation.candidature, champ)]
    vides += [manque.cible for one in ouverts for manque in _a_venir(one)]
    reprises = renvoyes(evaluation)
    dans_l_ordre = sorted(ouverts, key=lambda one: one.id not in reprises)  # what was sent back comes first
    marques = [mot for one in dans_l_ordre for mot in _suivants(one, derive, evaluation)]
    return [*affecter(vides, evaluation), *marques]


def _a_venir(item: SuiviEvalue) -> list[Manque]:
    """What the next stage of a suivi whose stages are dates asks: all of it comes in one document."""
    stages = item.suivi.avancements
    prochain = stages[item.rang : item.rang + 1]
    dated = prochain and prochain[0].date
    return [manque for rang, manque in item.manques if rang == item.rang + 1] if dated else []


def _suivants(item: SuiviEvalue, derive: Derivation, evaluation: Evaluation) -> list[str]:
    """What to type next for one item within the étape; nothing while somebody else has the turn."""
    id_, table = quote(item.id), quote(item.id)
    if item.statut == "refuse":
        reprise = f"{item.avancement}:en-cours" if item.avancement else "en-cours"
        jour = evaluation.today.isoformat()
        return [
            f"segurctl mark {id_} {reprise}",
            f"segurctl set {table}.cloture=refusee {table}.close_le={jour}",
        ]
    if prouver := _prouver(item, evaluation):
        return prouver
    suivant = _suivant(item, derive)
    return [f"segurctl mark {id_} {suivant}"] if suivant else []


def _prouver(item: SuiviEvalue, evaluation: Evaluation) -> list[str]:
    """What to deposit before a chapter is submitted: what was sent back, the first that is bare, what is ready."""
    for one in evaluation.chapitres:
        if one.item is item and one.a_nous:
            if reprises := [cle for cle, _ in one.a_reprendre if not cle.startswith("-")]:
                return [_ajouter(cle, evaluation.couverture.places.get(cle)) for cle in reprises]
            if vides := a_prouver(one)[:1]:
                return [_ajouter(slot.id, slot) for slot in vides]
            prets = [cle for cle in one.a_deposer if not cle.startswith("-")]  # an option, to whoever pastes it
            return [f"segurctl proof add {' '.join(map(quote, prets))}"] if prets else []
    return []


def _ajouter(id_: str, place: Emplacement | None) -> str:
    return f"segurctl proof add {quote(id_)} {option_de(place) if place else '--fichier'} …"


def _suivant(item: SuiviEvalue, derive: Derivation) -> str | None:
    stages = item.suivi.avancements
    validateur = item.suivi.valideur(item.avancement)
    if not stages:
        return None if item.statut in ("soumis", "valide") else "soumis"
    de, a = item.suivi.rang(derive.de), item.suivi.rang(derive.a)
    if item.rang > a or (item.statut == "soumis" and validateur):
        return None
    if item.rang < de:
        return stages[de - 1].id
    if item.statut == "valide" or validateur is None:
        return stages[item.rang].id if item.rang < len(stages) else None
    return f"{stages[item.rang - 1].id}:soumis"


def affecter(champs: Iterable[str], evaluation: Evaluation) -> tuple[str, ...]:
    """One command for several champs; a champ with `*` names the open items that lack it, or makes a first one."""
    words = dict.fromkeys(word for champ in champs for word in _affectations(champ, evaluation))
    return (f"segurctl set {' '.join(words)}",) if words else ()


def _affectations(champ: str, evaluation: Evaluation) -> list[str]:
    prefixe, etoile, reste = champ.partition(".*.")
    if not etoile:
        return [f"{quote(champ)}=…"]
    ouverts = [one for one in evaluation.suivis if one.suivi.id == prefixe and one.ouvert]
    vides = [one for one in ouverts if not lookup(evaluation.candidature, (*one.chemin, reste))]
    return [f"{quote(f'{one.id}.{reste}')}=…" for one in vides] or [
        nouveau(evaluation.parcours.suivis[prefixe], evaluation)
    ]


def nouveau(suivi: Suivi, evaluation: Evaluation) -> str:
    """What `set` takes to make one more item, under a name that is not taken."""
    path, _, valeur = suivi.creation.partition("=")
    *table, nom, champ = path.split(".")
    pris = {one.nom for one in evaluation.suivis if one.suivi is suivi}
    libre = next(one for one in (nom, *(f"{nom}-{rang}" for rang in range(2, len(pris) + 3))) if one not in pris)
    return f"{'.'.join([*table, libre, champ])}={valeur}"
