"""Rules of the proofs and of the files that the candidature names: what the disk knows of them comes as facts."""

from collections.abc import Iterator
from shlex import quote

from segurctl.candidature.fields import lookup
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.proofs.faits import EMPLACEMENTS, FICHIERS, Fichier
from segurctl.proofs.links import hors_d_atteinte, liens
from segurctl.rules.model import Contexte, Ecart, regle


@regle("PRV001")
def fichier_absent(contexte: Contexte) -> Iterator[Ecart]:
    """Named, and not there for who reviews or deposits."""
    for path, fichier, vu in _fichiers(contexte):
        if vu.etat in ("absent", "autre"):
            dire = "n'est pas là" if vu.etat == "absent" else "n'est pas un fichier que l'on peut lire"
            yield Ecart(path, f"{format_path(path)} : « {fichier} » {dire}")


@regle("PRV002")
def fichier_dehors(contexte: Contexte) -> Iterator[Ecart]:
    """What is outside the repository is nobody else's."""
    for path, fichier, vu in _fichiers(contexte):
        if vu.etat == "dehors":
            yield Ecart(path, f"{format_path(path)} : « {fichier} » est hors du dépôt")


@regle("PRV003")
def fichier_change(contexte: Contexte) -> Iterator[Ecart]:
    """The print that was noted at the deposit is another."""
    for id_, preuve in sorted(contexte.candidature.preuves.items()):
        for fichier in (preuve.fichier, preuve.emplacement):
            vu = contexte.faits.fichiers.get(fichier or "")
            if vu and vu.sha256 and preuve.sha256 and vu.sha256 != preuve.sha256.strip().lower():
                message = f"« {fichier} » n'est plus le fichier déposé pour {id_}"
                yield Ecart(("preuves", id_, "sha256"), message, commande=f"segurctl proof add {quote(id_)}")


@regle("PRV004")
def gardee_ailleurs(contexte: Contexte) -> Iterator[Ecart]:
    """Nothing can be said of it from here."""
    for path, emplacement in lookup(contexte.candidature, EMPLACEMENTS):
        vu = contexte.faits.fichiers.get(emplacement)
        if vu and vu.etat != "present":
            yield Ecart(path, f"« {emplacement} », gardé ailleurs, n'est pas visible d'ici")


@regle("PRV005")
def lien_ferme(contexte: Contexte) -> Iterator[Ecart]:
    """Judged by its shape alone: `links` asks the network."""
    for path, lien in liens(contexte.candidature):
        raison = hors_d_atteinte(lien)
        if raison:
            yield Ecart(path, f"le lien de {format_path(path[:-1])} ne s'ouvrira pas ailleurs : {raison}")


@regle("PRV006")
def preuves_groupees(contexte: Contexte) -> Iterator[Ecart]:
    """Each proof is deposited in its own slot; the first one keeps the file."""
    premiers: dict[str, str] = {}
    for id_, preuve in sorted(contexte.candidature.preuves.items()):
        if preuve.fichier:
            premier = premiers.setdefault(preuve.fichier, id_)
            if premier != id_:
                yield Ecart(("preuves", id_, "fichier"), f"« {preuve.fichier} » est déjà la preuve de {premier}")


@regle("PRV007")
def preuve_vide(contexte: Contexte) -> Iterator[Ecart]:
    """A proof that proves nothing would be counted."""
    for id_, preuve in sorted(contexte.candidature.preuves.items()):
        if not any((one or "").strip() for one in (preuve.lien, preuve.fichier, preuve.numero, preuve.emplacement)):
            yield Ecart(("preuves", id_), f"la preuve de {id_} n'a ni lien, ni fichier, ni numéro, ni emplacement")


def _fichiers(contexte: Contexte) -> Iterator[tuple[KeyPath, str, Fichier]]:
    """The champs that name a file, and what stands there."""
    if contexte.faits.fichiers:
        for path, fichier in (
            found for motif in FICHIERS for found in lookup(contexte.candidature, motif, closed=False)
        ):
            vu = contexte.faits.fichiers.get(fichier)
            if vu:
                yield path, fichier, vu
