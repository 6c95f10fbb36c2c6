"""Rules of Pro Santé Connect: DataPass numbers and Client_ID."""

from collections.abc import Iterator

from segurctl.rules.identifiants import is_datapass_demande, is_datapass_habilitation
from segurctl.rules.model import Contexte, Ecart, regle

_DECK = "Webinaire ANS 6 oct. 2025, « Etape 2 : Effectuez une demande d'accès à l'API Pro Santé Connect »"
_DATAPASS = "code de DataPass (etalab/data_pass, 2026-08-06), formatted_id"


@regle(
    "PSC001",
    "numéro d'habilitation DataPass donné pour celui de la demande",
    "erreur",
    correction="donnez le numéro de la demande, qui commence par D ; le H va dans psc.datapass_habilitation",
    source=_DECK,
    confiance="A",
    malforme=True,
)
def habilitation_pour_demande(contexte: Contexte) -> Iterator[Ecart]:
    """The ANS asks for the number of the demande, and refuses the other one weeks later."""
    numero = contexte.candidature.psc.datapass_demande
    if numero is not None and numero.strip()[:1] in ("H", "h"):
        message = f"« {numero} » est un numéro d'habilitation DataPass, pas de demande"
        yield Ecart(("psc", "datapass_demande"), message, "psc.datapass", "segurctl set psc.datapass_demande=…")


@regle(
    "PSC002",
    "numéro de demande DataPass sans sa lettre",
    "avertissement",
    correction="vérifiez que c'est bien celui de la demande : depuis le 23 déc. 2025, DataPass l'écrit D et un nombre",
    source=_DATAPASS,
    confiance="A",
)
def demande_sans_lettre(contexte: Contexte) -> Iterator[Ecart]:
    """A bare number may be either of the two."""
    numero = contexte.candidature.psc.datapass_demande
    if numero is None or numero.strip()[:1] in ("H", "h") or is_datapass_demande(numero):
        return
    nombre = numero.isascii() and numero.isdigit()
    message = (
        f"« {numero} » ne dit pas s'il est celui d'une demande"
        if nombre
        else (f"« {numero} » n'a pas la forme d'un numéro de demande DataPass (D12345)")
    )
    yield Ecart(("psc", "datapass_demande"), message, "psc.datapass")


@regle(
    "PSC003",
    "numéro d'habilitation DataPass d'une autre forme",
    "avertissement",
    correction="le numéro d'habilitation commence par H ; celui de la demande (D) va dans psc.datapass_demande",
    source=_DATAPASS,
    confiance="A",
)
def habilitation_inhabituelle(contexte: Contexte) -> Iterator[Ecart]:
    """`H` and a number."""
    numero = contexte.candidature.psc.datapass_habilitation
    if numero is not None and not is_datapass_habilitation(numero):
        message = f"« {numero} » n'est pas un numéro d'habilitation DataPass (H6789)"
        yield Ecart(("psc", "datapass_habilitation"), message, "psc.datapass")


@regle(
    "PSC004",
    "même Client_ID en bac à sable et en production",
    "avertissement",
    correction="relevez le Client_ID de chaque environnement : il y en a un par environnement",
    source="Webinaire ANS 6 oct. 2025, « Etape 3 : Obtenez votre Client_ID EDC »",
    confiance="A",
)
def client_id_identiques(contexte: Contexte) -> Iterator[Ecart]:
    """One Client_ID is given for each environment."""
    psc = contexte.candidature.psc
    if psc.client_id_bas is not None and psc.client_id_bas == psc.client_id_prod:
        message = f"« {psc.client_id_prod} » est déjà le Client_ID du bac à sable"
        yield Ecart(("psc", "client_id_prod"), message, "psc.client-id-prod")
