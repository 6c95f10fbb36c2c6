"""Rules of the CNDA: numbers and demandes de conformité."""

from collections.abc import Iterator
from shlex import quote
from unicodedata import normalize

from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import en_clair
from segurctl.etats.conditions import propre
from segurctl.rules.identifiants import is_cnda_number
from segurctl.rules.model import Contexte, Ecart, regle

_DECK = "Webinaire ANS 6 oct. 2025, « Renvoi vers le CNDA pour récupération du NIL et NIE »"


@regle(
    "CND001",
    "NIE d'une forme inhabituelle",
    "avertissement",
    correction="vérifiez-le dans votre espace CNDA ; s'il est juste, rien n'est à changer",
    source=f"déduit du seul exemple publié ; {_DECK}",
    confiance="C",
)
def nie_inhabituel(contexte: Contexte) -> Iterator[Ecart]:
    """Three capitals and six digits, as far as one example tells."""
    nie = contexte.candidature.editeur.nie
    if nie is not None and not is_cnda_number(nie):
        yield Ecart(("editeur", "nie"), f"« {nie} » n'a pas la forme du NIE connu (EDI347461)", "cnda.inscription")


@regle(
    "CND002",
    "NIL d'une forme inhabituelle",
    "avertissement",
    correction="vérifiez-le dans votre espace CNDA ; s'il est juste, rien n'est à changer",
    source=f"déduit du seul exemple publié ; {_DECK}",
    confiance="C",
)
def nil_inhabituel(contexte: Contexte) -> Iterator[Ecart]:
    """Three capitals and six digits, as far as one example tells."""
    nil = contexte.candidature.produit.nil
    if nil is not None and not is_cnda_number(nil):
        yield Ecart(("produit", "nil"), f"« {nil} » n'a pas la forme du NIL connu (JUL895988)", "cnda.logiciel")


@regle(
    "CND003",
    "demande CNDA hors de sa date d'opposabilité",
    "erreur",
    correction="ouvrez une nouvelle demande au CNDA, et clôturez celle-ci",
    source=_DECK,
    confiance="A",
)
def opposabilite_passee(contexte: Contexte) -> Iterator[Ecart]:
    """Past that date the perimeter of the tests is no longer frozen: without attestation, ask anew."""
    for cle, demande in sorted(contexte.candidature.cnda.demandes.items()):
        fin = demande.date_opposabilite
        finie = demande.avancement == "conforme" or demande.statut == "refuse"
        if demande.cloture or demande.attestation or finie or not propre(demande):
            continue
        if fin is not None and fin < contexte.today:
            message = f"la demande {cle} n'a pas d'attestation et sa date d'opposabilité ({en_clair(fin)}) est passée"
            table = quote(format_path(("cnda", "demandes", cle)))
            commande = f"segurctl set {table}.cloture=remplacee {table}.close_le={contexte.today.isoformat()}"
            yield Ecart(("cnda", "demandes", cle, "date_opposabilite"), message, "cnda.homologation", commande)


@regle(
    "CND004",
    "NIE et NIL peut-être intervertis",
    "info",
    correction="vérifiez les deux dans votre espace CNDA",
    source=f"déduit du seul exemple publié ; {_DECK}",
    confiance="C",
)
def nie_nil_intervertis(contexte: Contexte) -> Iterator[Ecart]:
    """In the one example, each begins like the name of what it numbers."""
    editeur, produit = contexte.candidature.editeur, contexte.candidature.produit
    nie, nil, societe = editeur.nie, produit.nil, editeur.raison_sociale
    if not (nie and nil and societe) or _debut(societe) == _debut(produit.nom):
        return
    if nie[:3] == _debut(produit.nom) and nil[:3] == _debut(societe):
        yield Ecart(("editeur", "nie"), f"« {nie} » ressemble au NIL de {produit.nom}, « {nil} » au NIE de {societe}")


def _debut(nom: str) -> str:
    """The first three letters of a name, as the CNDA's numbers begin."""
    return "".join(one for one in normalize("NFKD", nom) if one.isascii() and one.isalpha())[:3].upper()
