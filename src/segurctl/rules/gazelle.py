"""Rules of Gazelle: the links that are given as proofs. The hosts are the catalogue's."""

from collections.abc import Iterator

from segurctl.proofs.faits import is_link
from segurctl.proofs.gazelle import SANS_RESULTAT, numero, page, reconnaitre
from segurctl.proofs.links import Lien, lire_lien
from segurctl.rules.model import Contexte, Ecart, regle


@regle("GAZ001")
def repetition(contexte: Contexte) -> Iterator[Ecart]:
    """The public space is for rehearsing."""
    for id_, champ, lien in _liens(contexte):
        if lien.hote in _hotes(contexte, "répétition"):
            message = f"le lien de {id_} est celui de l'espace de répétition ({lien.hote})"
            yield Ecart(("preuves", id_, champ), message, "gazelle.tests")


@regle("GAZ002")
def page_de_personne(contexte: Contexte) -> Iterator[Ecart]:
    """A validator, a home page or a list shows nobody's result."""
    for id_, champ, lien in _liens(contexte):
        if lien.hote in _hotes(contexte) and page(lien) in SANS_RESULTAT:
            message = f"le lien de {id_} mène à {page(lien)}, qui ne montre aucun résultat"
            yield Ecart(("preuves", id_, champ), message, "gazelle.tests")


@regle("GAZ003")
def sans_numero(contexte: Contexte) -> Iterator[Ecart]:
    """A permanent link has the number of a test or of a report."""
    for id_, champ, lien in _liens(contexte):
        if lien.hote in _hotes(contexte) and page(lien) not in SANS_RESULTAT and not numero(lien):
            message = f"le lien de {id_} n'a ni id= ni oid= : ce n'est sans doute pas un lien permanent"
            yield Ecart(("preuves", id_, champ), message, "gazelle.tests")


@regle("GAZ004")
def rapport_sans_cle(contexte: Contexte) -> Iterator[Ecart]:
    """A report that is not public opens with its key only."""
    for id_, champ, lien in _liens(contexte):
        rapport = lien.hote in _hotes(contexte) and page(lien) == "report.seam"
        if rapport and numero(lien) and not any(lien.parametres.get("privacyKey", [])):
            message = f"le rapport de {id_} est donné sans privacyKey : un autre ne pourra peut-être pas l'ouvrir"
            yield Ecart(("preuves", id_, champ), message, "gazelle.tests")


@regle("GAZ005")
def autre_espace(contexte: Contexte) -> Iterator[Ecart]:
    """A page of Gazelle, of a space that no source gives for the référencement."""
    for id_, champ, lien in _liens(contexte):
        if lien.hote not in _hotes(contexte) and reconnaitre(lien):
            message = f"le lien de {id_} est d'un espace Gazelle que les sources ne donnent pas ({lien.hote})"
            yield Ecart(("preuves", id_, champ), message, "gazelle.tests")


def _liens(contexte: Contexte) -> Iterator[tuple[str, str, Lien]]:
    """The links of the proofs, be they where a file should be."""
    for id_, preuve in sorted(contexte.candidature.preuves.items()):
        for champ, text in (("lien", preuve.lien), ("fichier", preuve.fichier)):
            lien = lire_lien(text) if text and is_link(text) else None
            if lien:
                yield id_, champ, lien


def _hotes(contexte: Contexte, role: str | None = None) -> list[str]:
    hotes = contexte.parcours.plateformes["gazelle"].hotes
    return [one.nom for one in hotes if role is None or one.role == role]
