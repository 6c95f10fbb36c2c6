"""Rules of Pro Santé Connect: DataPass numbers and Client_ID, EDC dossiers."""

from collections.abc import Iterator

from segurctl.candidature.model import Dossier
from segurctl.etats.conditions import operateur
from segurctl.rules.identifiants import is_datapass_demande, is_datapass_habilitation
from segurctl.rules.model import Contexte, Ecart, regle

_UTILISATEUR, _PROXY = "editeur-logiciel-utilisateur", "editeur-proxy"


@regle("PSC001")
def habilitation_pour_demande(contexte: Contexte) -> Iterator[Ecart]:
    """The ANS asks for the number of the demande, and refuses the other one weeks later."""
    numero = contexte.candidature.psc.datapass_demande
    if numero is not None and numero.strip()[:1] in ("H", "h"):
        message = f"« {numero} » est un numéro d'habilitation DataPass, pas de demande"
        yield Ecart(("psc", "datapass_demande"), message, "psc.datapass", "segurctl set psc.datapass_demande=…")


@regle("PSC002")
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


@regle("PSC003")
def habilitation_inhabituelle(contexte: Contexte) -> Iterator[Ecart]:
    """`H` and a number."""
    numero = contexte.candidature.psc.datapass_habilitation
    if numero is not None and not is_datapass_habilitation(numero):
        message = f"« {numero} » n'est pas un numéro d'habilitation DataPass (H6789)"
        yield Ecart(("psc", "datapass_habilitation"), message, "psc.datapass")


@regle("PSC004")
def client_id_identiques(contexte: Contexte) -> Iterator[Ecart]:
    """One Client_ID is given for each environment."""
    psc = contexte.candidature.psc
    if psc.client_id_bas is not None and psc.client_id_bas == psc.client_id_prod:
        message = f"« {psc.client_id_prod} » est déjà le Client_ID du bac à sable"
        yield Ecart(("psc", "client_id_prod"), message, "psc.client-id-prod")


@regle("PSC005")
def nru_absent(contexte: Contexte) -> Iterator[Ecart]:
    """The guichet is behind, so the number exists."""
    guichet = contexte.etapes["psc.guichet"]
    for item in () if guichet.etat == "sans-objet" else guichet.items:
        sorti = item.rang > 1 or (item.rang == 1 and item.statut in ("soumis", "valide"))
        if item.ouvert and sorti and not (contexte.candidature.psc.dossiers[item.nom].nru or "").strip():
            yield Ecart(
                (*item.chemin, "nru"), f"le dossier {item.nom} est sorti du guichet sans son NRU", "psc.guichet"
            )


@regle("PSC006")
def proxy_sans_dossier(contexte: Contexte) -> Iterator[Ecart]:
    """One dossier for each Proxy; a dossier that names none may be for any of them."""
    dossiers = [one for _, one in _ouverts(contexte) if one.role == _UTILISATEUR]
    proxies = sorted(cle for cle, one in contexte.candidature.composants.items() if one.type == "proxy")
    if not dossiers or contexte.etapes["psc.guichet"].statut != "valide" or contexte.candidature.psc.edc is False:
        return
    couverts = {one.proxy for one in dossiers}
    anonymes = sum(one.proxy is None for one in dossiers)
    for cle in [cle for cle in proxies if cle not in couverts][anonymes:]:
        yield Ecart(("composants", cle), f"le Proxy {cle} n'a pas son dossier EDC", "psc.guichet")


@regle("PSC007")
def proxy_inconnu(contexte: Contexte) -> Iterator[Ecart]:
    """The key of a composant that is no Proxy, or of none."""
    composants = contexte.candidature.composants
    for cle, dossier in _ouverts(contexte):
        vise = composants.get(dossier.proxy or "")
        if dossier.proxy is not None and (vise is None or vise.type != "proxy"):
            dire = "n'est pas un composant du fichier" if vise is None else "n'est pas un Proxy"
            message = f"le dossier {cle} nomme « {dossier.proxy} », qui {dire}"
            yield Ecart(("psc", "dossiers", cle, "proxy"), message, "psc.guichet")


@regle("PSC008")
def nru_identiques(contexte: Contexte) -> Iterator[Ecart]:
    """Each candidature EDC has its own; the first one keeps it."""
    premiers: dict[str, str] = {}
    for cle, dossier in _ouverts(contexte):
        premier = premiers.setdefault(dossier.nru, cle) if dossier.nru else cle
        if premier != cle:
            message = f"« {dossier.nru} » est déjà le NRU du dossier {premier}"
            yield Ecart(("psc", "dossiers", cle, "nru"), message, "psc.guichet")


@regle("PSC009")
def operateur_oublie(contexte: Contexte) -> Iterator[Ecart]:
    """The second guichet opens once the first has given its habilitation."""
    if contexte.candidature.psc.operateur is True and _a_passer_operateur(contexte):
        message = "l'éditeur opère son service, est habilité, et n'a pas de dossier d'opérateur"
        yield Ecart(("psc", "operateur"), message, "psc.operateur")


@regle("PSC010")
def operateur_inconnu(contexte: Contexte) -> Iterator[Ecart]:
    """Nobody said who operates the service."""
    if contexte.candidature.psc.operateur is None and _a_passer_operateur(contexte):
        message = "l'éditeur est habilité, psc.operateur ne dit pas s'il opère lui-même le service"
        yield Ecart(("psc", "operateur"), message, "psc.operateur", "segurctl set psc.operateur=…")


@regle("PSC011")
def proxy_de_l_editeur(contexte: Contexte) -> Iterator[Ecart]:
    """A Proxy has its own habilitation: who makes it files a dossier for it, beside those of who uses it."""
    dossiers = [one for _, one in _ouverts(contexte) if one.role == _PROXY]
    siens = sorted(cle for cle, one in contexte.candidature.composants.items() if one.type == "proxy" and not one.tiers)
    if contexte.etapes["psc.guichet"].statut != "valide" or contexte.candidature.psc.edc is False:
        return
    couverts = {one.proxy for one in dossiers}
    anonymes = sum(one.proxy is None for one in dossiers)
    for cle in [cle for cle in siens if cle not in couverts][anonymes:]:
        message = f"le Proxy {cle} n'est pas celui d'un tiers, et n'a pas de dossier d'éditeur de Proxy"
        yield Ecart(("composants", cle), message, "psc.guichet")


def _ouverts(contexte: Contexte) -> list[tuple[str, Dossier]]:
    """The open dossiers, by key."""
    return sorted((cle, one) for cle, one in contexte.candidature.psc.dossiers.items() if one.cloture is None)


def _a_passer_operateur(contexte: Contexte) -> bool:
    """Habilité as an editor, with no dossier of an operator."""
    habilite = contexte.etapes["psc.habilitation"].etat == "valide"
    return habilite and not any(operateur(one) for _, one in _ouverts(contexte))
