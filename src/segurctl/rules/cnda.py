"""Rules of the CNDA: numbers, demandes de conformité, attestations."""

from collections.abc import Iterator
from shlex import quote
from unicodedata import normalize

from segurctl.candidature.model import Candidature, Demande
from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import apres, en_clair
from segurctl.etats.conditions import depuis_guichets, propre
from segurctl.rules.identifiants import is_cnda_number, same_version
from segurctl.rules.model import Contexte, Ecart, regle

PREAVIS = 30  # days before the date d'opposabilité
_OBTENIR = "cnda.homologation"
_ENVOYEE = ("soumis", "a-modifier")


@regle("CND001")
def nie_inhabituel(contexte: Contexte) -> Iterator[Ecart]:
    """Three capitals and six digits, as far as one example tells."""
    nie = contexte.candidature.editeur.nie
    if nie is not None and not is_cnda_number(nie):
        yield Ecart(("editeur", "nie"), f"« {nie} » n'a pas la forme du NIE connu (EDI347461)", "cnda.inscription")


@regle("CND002")
def nil_inhabituel(contexte: Contexte) -> Iterator[Ecart]:
    """The same shape, for the product's and for that of a third party."""
    nil = contexte.candidature.produit.nil
    if nil is not None and not is_cnda_number(nil):
        yield Ecart(("produit", "nil"), f"« {nil} » n'a pas la forme du NIL connu (JUL895988)", "cnda.logiciel")
    for cle, demande in _ouvertes(contexte.candidature):
        tiers = demande.nil_tiers
        if tiers is not None and not is_cnda_number(tiers):
            message = f"« {tiers} » n'a pas la forme du NIL connu (JUL895988)"
            yield Ecart(("cnda", "demandes", cle, "nil_tiers"), message, "convergence.eligibilite")


@regle("CND003")
def opposabilite_passee(contexte: Contexte) -> Iterator[Ecart]:
    """Past that date the perimeter of the tests is no longer frozen: without attestation, ask anew."""
    for cle, demande in _sans_attestation(contexte.candidature):
        fin = demande.date_opposabilite
        if fin is not None and fin < contexte.today:
            message = f"la demande {cle} n'a pas d'attestation et sa date d'opposabilité ({en_clair(fin)}) est passée"
            table = quote(format_path(("cnda", "demandes", cle)))
            commande = f"segurctl set {table}.cloture=remplacee {table}.close_le={contexte.today.isoformat()}"
            yield Ecart(("cnda", "demandes", cle, "date_opposabilite"), message, _OBTENIR, commande)


@regle("CND004")
def nie_nil_intervertis(contexte: Contexte) -> Iterator[Ecart]:
    """In the one example, each begins like the name of what it numbers."""
    editeur, produit = contexte.candidature.editeur, contexte.candidature.produit
    nie, nil, societe = editeur.nie, produit.nil, editeur.raison_sociale
    if not (nie and nil and societe) or _debut(societe) == _debut(produit.nom):
        return
    if nie[:3] == _debut(produit.nom) and nil[:3] == _debut(societe):
        yield Ecart(("editeur", "nie"), f"« {nie} » ressemble au NIL de {produit.nom}, « {nil} » au NIE de {societe}")


@regle("CND005")
def opposabilite_proche(contexte: Contexte) -> Iterator[Ecart]:
    """The same date, while there is time to ask."""
    for cle, demande in _sans_attestation(contexte.candidature):
        fin = demande.date_opposabilite
        if fin is not None and contexte.today <= fin <= apres(contexte.today, PREAVIS):
            message = f"la demande {cle} n'a pas d'attestation et n'est opposable que jusqu'au {en_clair(fin)}"
            yield Ecart(("cnda", "demandes", cle, "date_opposabilite"), message, _OBTENIR)


@regle("CND006")
def finalisation_sans_habilitation(contexte: Contexte) -> Iterator[Ecart]:
    """For what was opened since the guichets EDC are, the CNDA waits for the habilitations that are asked."""
    for cle, demande in _sans_habilitation(contexte):
        if demande.demandee_le and demande.avancement == "finalisation" and contexte.candidature.psc.edc:
            message = f"la demande {cle}, du {en_clair(demande.demandee_le)}, est au stade finalisation"
            champ = ("cnda", "demandes", cle, "avancement")
            yield Ecart(champ, f"{message} sans l'habilitation EDC PSC", _OBTENIR)


@regle("CND007")
def examen_sans_habilitation(contexte: Contexte) -> Iterator[Ecart]:
    """One stage before; or at that one, where nobody wrote when it was opened, or whether the habilitation is asked."""
    for cle, demande in _sans_habilitation(contexte):
        doutes = [] if demande.demandee_le else ["demandee_le"]
        doutes += [] if contexte.candidature.psc.edc else ["psc.edc"]
        if demande.avancement == "examen" or (demande.avancement == "finalisation" and doutes):
            pas_dit = "ne sont pas dits" if len(doutes) > 1 else "n'est pas dit"
            doute = f" ({' et '.join(doutes)} {pas_dit})" if doutes else ""
            message = f"la demande {cle} est au stade {demande.avancement} sans l'habilitation EDC PSC{doute}"
            yield Ecart(("cnda", "demandes", cle, "avancement"), message, _OBTENIR)


@regle("CND008")
def montage_sans_nil(contexte: Contexte) -> Iterator[Ecart]:
    """In a montage it is the third party's number that the ANS asks."""
    for cle, demande in _ouvertes(contexte.candidature):
        if demande.porteur == "tiers" and not (demande.nil_tiers or "").strip():
            message = f"la demande {cle} est portée par un tiers, dont le NIL manque"
            yield Ecart(("cnda", "demandes", cle, "nil_tiers"), message, "convergence.eligibilite")


@regle("CND009")
def moteur_sans_demande(contexte: Contexte) -> Iterator[Ecart]:
    """An engine that is integrated needs a homologation of its own; before any demande, nothing is forgotten yet."""
    demandes = [demande for _, demande in _ouvertes(contexte.candidature)]
    if not demandes or any(one.eai for one in demandes):
        return
    for cle, composant in sorted(contexte.candidature.composants.items()):
        if composant.eai:
            message = f"le composant {cle} est un moteur intégré, aucune demande CNDA n'a eai = true"
            yield Ecart(("composants", cle, "eai"), message, "cnda.demandes")


@regle("CND010")
def demande_inutile(contexte: Contexte) -> Iterator[Ecart]:
    """A stage or a date of ours on what a third party carries."""
    for cle, demande in _ouvertes(contexte.candidature):
        siens = (("une date de demande", demande.demandee_le), ("un stade", demande.avancement))
        ouverts = [dit for dit, value in siens if value is not None]
        if demande.porteur == "tiers" and not demande.eai and ouverts:
            message = f"la demande {cle} est portée par un tiers, et porte pourtant {' et '.join(ouverts)}"
            yield Ecart(("cnda", "demandes", cle, "porteur"), message, "cnda.demandes")


@regle("CND011")
def capture_trop_tot(contexte: Contexte) -> Iterator[Ecart]:
    """What the éligibilité has to show is a demande at the pré-examen at least."""
    eligibilite = contexte.etapes["convergence.eligibilite"]
    manques = [one for one in eligibilite.conseils if one.genre == "suivi"]
    if eligibilite.statut in _ENVOYEE and manques:
        message = "l'éligibilité est soumise, aucune demande CNDA n'est au pré-examen"
        yield Ecart(("etapes", "convergence", "eligibilite", "statut"), message, "convergence.eligibilite")


@regle("CND012")
def autre_version(contexte: Contexte) -> Iterator[Ecart]:
    """An attestation is of the version that the demande aimed at."""
    produit = contexte.candidature.produit
    for cle, demande in _ouvertes(contexte.candidature):
        attestee = demande.attestation or demande.avancement == "conforme"
        majeure = produit.version_majeure or (produit.version or "").partition(".")[0]
        if demande.version_cible and attestee and majeure and not same_version(demande.version_cible, majeure):
            cible = demande.version_cible
            message = f"l'attestation de {cle} est celle de la version « {cible} », le produit est en « {majeure} »"
            yield Ecart(("cnda", "demandes", cle, "version_cible"), message, _OBTENIR)


def _ouvertes(candidature: Candidature) -> list[tuple[str, Demande]]:
    """The open demandes, by key."""
    return sorted((cle, one) for cle, one in candidature.cnda.demandes.items() if one.cloture is None)


def _sans_attestation(candidature: Candidature) -> list[tuple[str, Demande]]:
    """The open demandes of ours that still wait for their attestation."""
    return [
        (cle, one)
        for cle, one in _ouvertes(candidature)
        if propre(one) and not one.attestation and one.avancement != "conforme" and one.statut != "refuse"
    ]


def _sans_habilitation(contexte: Contexte) -> list[tuple[str, Demande]]:
    """Those of ours for which the EDC habilitation is expected and is not there; all, where no date tells."""
    if contexte.etapes["psc.habilitation"].acquise:
        return []
    ouvertes = [(cle, one) for cle, one in _ouvertes(contexte.candidature) if propre(one) and one.statut != "refuse"]
    return [(cle, one) for cle, one in ouvertes if not one.demandee_le or depuis_guichets(one, contexte.parcours)]


def _debut(nom: str) -> str:
    """The first three letters of a name, as the CNDA's numbers begin."""
    return "".join(one for one in normalize("NFKD", nom) if one.isascii() and one.isalpha())[:3].upper()
