"""French words for what an evaluation holds: days, dates, états, manques. Every sentence whole, in one place."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from segurctl.candidature.model import Cloture, Statut
from segurctl.etats.calendrier import en_clair
from segurctl.etats.model import EtapeEvaluee, Etat, Manque, SuiviEvalue
from segurctl.parcours.model import Etape, Parcours
from segurctl.rules.fiches import GRAVITES, Gravite
from segurctl.views.page import Segment, Style

ETATS: Mapping[Etat, str] = {
    "bloquee": "bloquée",
    "prete": "prête",
    "en-cours": "en cours",
    "soumis": "soumise",
    "a-modifier": "à modifier",
    "valide": "validée",
    "contredite": "contredite",
    "refuse": "refusée",
    "sans-objet": "sans objet",
}
CLOTURES: Mapping[Cloture, str] = {
    "expiree": "expirée",
    "refusee": "refusée",
    "abandonnee": "abandonnée",
    "remplacee": "remplacée",
}
STATUTS: Mapping[Statut, str] = {
    "a-faire": "à faire",
    "en-cours": "en cours",
    "soumis": "soumis",
    "a-modifier": "à modifier",
    "valide": "validé",
    "refuse": "refusé",
    "sans-objet": "sans objet",
}
MARQUES: Mapping[Etat, tuple[str, Style]] = {
    "valide": ("✔", "ok"),
    "sans-objet": ("–", "discret"),
    "soumis": ("◐", "attente"),
    "en-cours": ("◐", "attente"),
    "a-modifier": ("!", "alerte"),
    "contredite": ("!", "erreur"),
    "refuse": ("✘", "erreur"),
    "prete": ("○", ""),
    "bloquee": ("·", "discret"),
}


def marque(one: Etat, dit: str | None = None) -> Segment:
    """The mark of an état; read, it is the état in words, or what else says it."""
    text, style = MARQUES[one]
    return Segment(text, style, ETATS[one] if dit is None else dit)


_ACCORDS = ("bloquee", "prete", "soumis", "valide", "contredite", "refuse")  # the words that agree in number


def comptes(etats: Iterable[Etat]) -> str:
    """How many étapes are in each état, as a row of marks tells it: « 5 étapes validées, 1 soumise »."""
    nombres = Counter(etats)
    dits = [(nombres[one], f"{ETATS[one]}{'s' if one in _ACCORDS and nombres[one] > 1 else ''}") for one in MARQUES]
    (combien, premier), *autres = [(combien, dit) for combien, dit in dits if combien]
    return ", ".join([f"{nombre(combien, 'étape')} {premier}", *(f"{combien} {dit}" for combien, dit in autres)])


def etat(evaluee_etat: Etat, *, validateur: bool) -> str:
    """An état in words; where nobody validates, « validée » would promise too much."""
    return "faite" if evaluee_etat == "valide" and not validateur else ETATS[evaluee_etat]


def nombre(count: int, singulier: str, pluriel: str | None = None) -> str:
    """A count with its noun; in French 0 and 1 are singular."""
    return f"{count} {singulier if count < 2 else pluriel or singulier + 's'}"  # noqa: PLR2004 - French plural


def gravites(found: Iterable[Gravite]) -> str:
    """How many findings of each gravity: « 2 erreurs, 1 info »; nothing where there are none."""
    comptes = Counter(found)
    return ", ".join(nombre(comptes[one], one) for one in GRAVITES if comptes[one])


def jours(count: int) -> str:
    """A number of days."""
    return nombre(count, "jour")


def date(day: dt.date | dt.datetime) -> str:
    """A date as French people write it, with its hour where it has one: « 13 mai 2026 à 12 h »."""
    text = en_clair(day)
    if not isinstance(day, dt.datetime):
        return text
    return f"{text} à {day.hour} h{f' {day.minute:02}' if day.minute else ''}"


def dans(day: dt.date, today: dt.date) -> str:
    """How far a day is."""
    count = (day - today).days
    if count == 0:
        return "aujourd'hui"
    return f"dans {jours(count)}" if count > 0 else f"il y a {jours(-count)}"


def depuis(attente: int | None) -> str:
    """Since when, with its leading space; nothing where no date says."""
    if attente is None:
        return ""
    return " depuis aujourd'hui" if attente == 0 else f" depuis {jours(attente)}" if attente > 0 else " (date à venir)"


def manque(one: Manque, parcours: Parcours, *, chemin: bool = True) -> str:
    """A manque in a few words; with the path of the champ to look up, unless there is no room."""
    if one.jusqu_au is not None:
        return f"l'attente jusqu'au {date(one.jusqu_au)}"
    if one.genre not in ("champ", "defaut"):
        return one.cible
    champ = parcours.champ(one.cible)
    nom = champ.titre if champ else one.cible
    nom = f"{nom} ({one.cible})" if champ and chemin else nom
    return f"{nom} : {one.pourquoi}" if one.genre == "defaut" else nom


def reproche(manques: tuple[Manque, ...], parcours: Parcours, *, chemin: bool = True) -> str:
    """What is wrong with an étape said to be done: what lacks, then what will not do."""
    absents = ", ".join(manque(one, parcours, chemin=chemin) for one in manques if one.genre != "defaut")
    defauts = ", ".join(manque(one, parcours, chemin=chemin) for one in manques if one.genre == "defaut")
    return " ; ".join(filter(None, (f"il manque {absents}" if absents else "", defauts)))


def qui(etape: Etape, parcours: Parcours) -> str:
    """Who acts, then who validates, each named once."""
    acteur = parcours.acteurs[etape.acteur]
    if etape.validateur is None or etape.validateur == etape.acteur:
        return acteur
    return f"{acteur}, puis {parcours.acteurs[etape.validateur]}"


def statut(item: SuiviEvalue) -> str:
    """The statut of an item, in the gender of what it is."""
    text = STATUTS[item.statut]
    return f"{text}e" if item.suivi.feminin and item.statut in ("soumis", "valide", "refuse") else text


def motif(one: EtapeEvaluee | SuiviEvalue) -> str:
    """The note that says what was refused or is to be done again, with its colon; it is of no use to others."""
    return f" : {' '.join(one.note.split())}" if one.note and one.statut in ("refuse", "a-modifier") else ""


def avec(commande: str, option: str) -> str:
    """A command with the option that names the file, where the file would not be found without it."""
    return f"{commande} {option}" if option else commande


_NOMMES = 4  # ids of a list on a screen; `rem list` names them all


def liste(ids: Sequence[str]) -> str:
    """The first of many ids, and how many more there are."""
    reste = len(ids) - _NOMMES
    return ", ".join(ids) if reste <= 1 else f"{', '.join(ids[:_NOMMES])}… et {reste} autres"


def etat_de(statut: Statut) -> Etat:
    """The état of an item of a suivi, for its mark."""
    return "prete" if statut == "a-faire" else statut


_LONGUE = 60  # an address that a line holds with what goes around it


def source(texte: str) -> str:
    """A source in short: what has a name keeps it, short addresses too; of the FAQ, how many answers; else the site."""
    dites: dict[str, int] = {}
    for one in texte.split(" ; "):
        dites[_courte(one)] = dites.get(_courte(one), 0) + 1
    return " ; ".join(f"{dite} ({count} réponses)" if count > 1 else dite for dite, count in dites.items())


def _courte(one: str) -> str:
    if not one.startswith("https://"):
        return one
    hote, _, chemin = one.removeprefix("https://").partition("/")
    if chemin.startswith("faq"):
        return "FAQ des industriels"
    return one if len(one) <= _LONGUE else f"page de {hote}"
