"""Rules of the candidature as a whole: what is declared against what is there."""

from collections.abc import Iterator

from segurctl.candidature.fields import lookup
from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import en_clair
from segurctl.etats.etapes import JAMAIS_SANS_OBJET
from segurctl.etats.jalons import jalons
from segurctl.etats.model import EtapeEvaluee, Manque
from segurctl.rules.model import SEGURCTL, CheminDonnees, Contexte, Ecart, regle

CONTREDITE = "CVG001"


@regle(
    CONTREDITE,
    "étape déclarée faite sans ce qu'elle demande",
    "erreur",
    correction="complétez ce qui manque, ou revenez sur le statut",
    source="prérequis et champs du catalogue, chacun avec sa source",
    confiance="A",
)
def contredite(contexte: Contexte) -> Iterator[Ecart]:
    """Only where the cause is: an étape that merely comes after a contradicted one is not named again."""
    for evaluee in contexte.etapes.values():
        if evaluee.causes and evaluee.statut == "valide":
            message = f"{evaluee.etape.id} est déclarée faite, mais {reprocher(evaluee.causes)}"
            yield Ecart(_statut(evaluee), message, evaluee.etape.id)


@regle(
    "CVG002",
    "étape déclarée sans objet à tort",
    "erreur",
    correction="donnez-lui un autre statut",
    source=SEGURCTL,
    confiance="A",
)
def sans_objet_a_tort(contexte: Contexte) -> Iterator[Ecart]:
    """The sources say that every candidature goes through it."""
    for evaluee in contexte.etapes.values():
        if evaluee.a_tort:
            yield Ecart(_statut(evaluee), f"{evaluee.etape.id} : {JAMAIS_SANS_OBJET}", evaluee.etape.id)


@regle(
    "CVG003",
    "refus ou sans-objet sans note",
    "avertissement",
    correction="dites pourquoi dans la note",
    source=SEGURCTL,
    confiance="A",
)
def note_manquante(contexte: Contexte) -> Iterator[Ecart]:
    """A year later nobody remembers."""
    tables = [f"etapes.{plateforme}.*" for plateforme in contexte.parcours.plateformes]
    tables += [f"{suivi.id}.*" for suivi in contexte.parcours.suivis.values()]
    for path, table in (found for motif in tables for found in lookup(contexte.candidature, motif)):
        statut = getattr(table, "statut", None)
        if statut in ("refuse", "sans-objet") and not (table.note or "").strip():
            etape = ".".join(path[1:]) if path[0] == "etapes" else None
            yield Ecart((*path, "statut"), f"{etape or format_path(path)} est « {statut} » sans note", etape)


@regle(
    "CVG004",
    "dispositif inconnu ou sans vague 2",
    "avertissement",
    correction="vérifiez le dispositif sur le Portail Industriels",
    source="https://esante.gouv.fr/segur/vague2",
    confiance="B",
)
def dispositif_inconnu(contexte: Contexte) -> Iterator[Ecart]:
    """A dispositif that no source shows in vague 2."""
    code = contexte.candidature.produit.dispositif
    connu = contexte.parcours.dispositifs.get(code)
    if connu is None:
        codes = ", ".join(one.code for one in contexte.parcours.dispositifs.values() if one.vague2)
        yield Ecart(("produit", "dispositif"), f"dispositif « {code} » inconnu (connus : {codes})")
    elif not connu.vague2:
        yield Ecart(("produit", "dispositif"), f"rien ne montre que le dispositif « {code} » existe en vague 2")


@regle(
    "CVG005",
    "NIL donné pour la référence du produit dans Convergence",
    "avertissement",
    correction="relevez la référence que Convergence a donnée au produit : l'en-tête X-MSS-NIL porte celle-là",
    source="Référentiel #2 MSSanté § 3.8.3 (ECO.2.4.3), cité par un dépôt public",
    confiance="B",
)
def nil_pour_reference(contexte: Contexte) -> Iterator[Ecart]:
    """Two numbers of two bodies, that a header's name confuses."""
    produit = contexte.candidature.produit
    if produit.nil and produit.nil == produit.reference_convergence:
        yield Ecart(
            ("produit", "reference_convergence"),
            f"« {produit.nil} » est le NIL, donné par le CNDA, et non par Convergence",
        )


@regle(
    "CVG006",
    "jalon passé sans que son étape soit atteinte",
    "avertissement",
    correction="vérifiez la date et l'état de l'étape ; les jalons ont souvent été repoussés",
    source="page du dispositif au Portail Industriels, ou source du jalon",
    confiance="A",
)
def jalon_passe(contexte: Contexte) -> Iterator[Ecart]:
    """An official date has gone by, and what it waited for is not there."""
    for jalon in jalons(contexte):
        if jalon.jour < contexte.today and jalon.etape and not jalon.atteint:
            message = f"« {jalon.titre} » était pour le {en_clair(jalon.jour)}, {jalon.etape} n'y est pas"
            yield Ecart(jalon.champ, message, jalon.etape)


def _statut(evaluee: EtapeEvaluee) -> CheminDonnees:
    """Where the statut is written: in the étape's table, or in those of the suivi it derives from."""
    if evaluee.etape.derive:
        return tuple(evaluee.etape.derive.suivi.split("."))
    return ("etapes", evaluee.etape.plateforme, evaluee.etape.nom, "statut")


def reprocher(causes: tuple[Manque, ...]) -> str:
    """What is wrong in a few words: the ids to look up, the day to wait for, the values that will not do."""
    absents = [one.cible for one in causes if one.genre != "defaut" and one.jusqu_au is None]
    parts = [f"il manque {', '.join(absents)}"] if absents else []
    parts += [f"il faut attendre le {en_clair(one.jusqu_au)}" for one in causes if one.jusqu_au]
    parts += [f"{one.cible} : {one.pourquoi}" for one in causes if one.genre == "defaut"]
    return " ; ".join(parts)
