"""The commands that record an étape once it is done, ready to type."""

from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.parcours.model import Derivation, Parcours


def commandes(evaluee: EtapeEvaluee, parcours: Parcours) -> tuple[str, ...]:
    """In the order to type them; `…` stands for what only the person knows."""
    champs = [one.cible for one in (*evaluee.requis, *evaluee.bloquee_par) if one.genre == "champ"]
    actions = [one.cible for one in evaluee.bloquee_par if one.genre == "action"]
    found = []
    if champs:
        found.append(f"segurctl set {' '.join(f'{champ}=…' for champ in dict.fromkeys(champs))}")
    if actions:
        found.append(f"segurctl tick {' '.join(actions)}")
    if evaluee.etape.derive:
        return (*found, *_suivis(evaluee, evaluee.etape.derive, parcours))
    if evaluee.etat == "contredite":
        return tuple(found)
    fin = "soumis" if evaluee.etape.validateur and evaluee.etat != "soumis" else "valide"
    return (*found, f"segurctl mark {evaluee.etape.id} {fin}")


def _suivis(evaluee: EtapeEvaluee, derive: Derivation, parcours: Parcours) -> list[str]:
    ouverts = [one for one in evaluee.items if one.ouvert]
    if not ouverts:
        return [f"segurctl set {parcours.suivis[derive.suivi].creation}"]
    return [f"segurctl mark {one.id} {valeur}" for one in ouverts if (valeur := _suivant(one, derive))]


def _suivant(item: SuiviEvalue, derive: Derivation) -> str | None:
    """What comes next for one item within the étape; nothing while somebody else has the turn."""
    stages = item.suivi.avancements
    if not stages:
        return "soumis" if item.statut in ("a-faire", "en-cours", "a-modifier") else None
    de, a = item.suivi.rang(derive.de), item.suivi.rang(derive.a)
    if item.rang > a or item.statut == "soumis":
        return None
    if item.rang < de:
        return stages[max(de, 1) - 1].id
    if item.statut == "valide" or any(stage.date for stage in stages) or not item.suivi.validateur:
        return stages[min(item.rang, len(stages) - 1)].id
    return f"{stages[item.rang - 1].id}:soumis"
