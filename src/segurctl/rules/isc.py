"""Rules of the company's identity (iSC)."""

from collections.abc import Iterator

from segurctl.candidature.discover import EDITEUR
from segurctl.candidature.literal import shown
from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import apres_mois, en_clair
from segurctl.rules.identifiants import is_siren, is_siret
from segurctl.rules.model import Contexte, Ecart, regle

KBIS_MOIS = 3
_CORRECTION = (
    f"notez la bonne valeur avec -c {EDITEUR}, puis retirez celle-ci : elle compte d'abord, et pour ce produit seul"
)


@regle("ISC001")
def siren_faux(contexte: Contexte) -> Iterator[Ecart]:
    """Nine digits with their Luhn key."""
    siren = contexte.candidature.editeur.siren
    if siren is not None and not is_siren(siren):
        yield Ecart(("editeur", "siren"), f"« {siren} » n'est pas un SIREN : 9 chiffres, dont une clé")


@regle("ISC002")
def siret_faux(contexte: Contexte) -> Iterator[Ecart]:
    """Fourteen digits with both Luhn keys."""
    siret = contexte.candidature.editeur.siret
    if siret is not None and not is_siret(siret):
        yield Ecart(("editeur", "siret"), f"« {siret} » n'est pas un SIRET : 14 chiffres, dont un SIREN et une clé")


@regle("ISC003")
def kbis_trop_ancien(contexte: Contexte) -> Iterator[Ecart]:
    """The Kbis has to be under three months old at sign-up; afterwards nobody asks."""
    kbis = contexte.candidature.editeur.kbis_du
    mandataire = contexte.etapes["isc.mandataire"]
    if kbis is None or mandataire.statut not in ("a-faire", "en-cours", "a-modifier"):
        return
    fin = apres_mois(kbis, KBIS_MOIS)
    if fin < contexte.today:
        message = f"le Kbis du {en_clair(kbis)} a plus de {KBIS_MOIS} mois et le compte du mandataire n'est pas créé"
        yield Ecart(("editeur", "kbis_du"), message, "isc.mandataire")


@regle("ISC005")
def contredit_l_entreprise(contexte: Contexte) -> Iterator[Ecart]:
    """What a candidature writes itself comes first: where the company's file says otherwise, one of them is old."""
    partage = contexte.faits.partage
    for double in partage.doubles if partage else ():
        nom = format_path(double.path)
        etape = ".".join(double.path[1:]) if double.path[0] == "etapes" else None
        dits = "" if etape else f" : {shown(double.candidature)} ici, {shown(double.editeur)} là-bas"
        message = f"{nom} est aussi dans {EDITEUR}, qui en dit autre chose{dits}"
        yield Ecart(double.path, message, etape, correction=_CORRECTION)


@regle("ISC004")
def autre_entreprise(contexte: Contexte) -> Iterator[Ecart]:
    """Both numbers are right by themselves, and not of the same company."""
    siren, siret = contexte.candidature.editeur.siren, contexte.candidature.editeur.siret
    if siren and siret and is_siren(siren) and is_siret(siret) and not siret.startswith(siren):
        yield Ecart(("editeur", "siret"), f"« {siret} » n'est pas un établissement du SIREN « {siren} »")
