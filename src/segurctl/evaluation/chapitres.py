"""Chapters: where each stands, what of it is proved, what is to be done again, what is still bare."""

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from segurctl.candidature.model import Candidature, Preuve
from segurctl.candidature.paths import format_path
from segurctl.etats.exigences import ExigenceEvaluee, etat_de, exclusion, perimee
from segurctl.etats.model import SuiviEvalue
from segurctl.etats.suivis import CHAPITRES
from segurctl.parcours.model import Etape
from segurctl.rem.model import Emplacement
from segurctl.rem.noms import plier

if TYPE_CHECKING:
    from segurctl.evaluation.model import Evaluation


class ChapitreEvalue(NamedTuple):
    """A chapter: its item of the suivi (None where none of it counts), its exigences, its proofs that count by key."""

    cle: str
    titre: str
    item: SuiviEvalue | None
    exigences: tuple[ExigenceEvaluee, ...]
    preuves: tuple[tuple[str, Preuve], ...]

    @property
    def comptees(self) -> tuple[ExigenceEvaluee, ...]:
        """The exigences that are to be proved."""
        return tuple(one for one in self.exigences if one.compte)

    @property
    def nues(self) -> tuple[ExigenceEvaluee, ...]:
        """Those without any proof: what has to be proved first, then the préconisations."""
        found = [one for one in self.exigences if one.etat == "nue"]
        return tuple(sorted(found, key=lambda one: one.exigence.nature == "PRECONISATION"))

    @property
    def incompletes(self) -> tuple[ExigenceEvaluee, ...]:
        """Those that have a proof, and of which a slot is empty."""
        return tuple(one for one in self.exigences if one.etat != "nue" and one.vides)

    @property
    def inacheve(self) -> bool:
        """Whether it is open and not validated yet: what is bare or only ready in it is still to be done."""
        return self.item is not None and self.item.ouvert and self.item.statut != "valide"

    @property
    def a_reprendre(self) -> tuple[tuple[str, Preuve], ...]:
        """The proofs that the ANS sent back and that wait for a deposit; a validated chapter settles the older ones."""
        renvoyees = ((cle, one) for cle, one in self.preuves if etat_de(one) == "a-modifier")
        if self.inacheve:
            return tuple(renvoyees)
        depuis = self.item.depuis if self.item and self.item.ouvert else None
        return tuple(
            (cle, one) for cle, one in renvoyees if depuis and one.a_modifier_le and one.a_modifier_le >= depuis
        )

    @property
    def a_deposer(self) -> tuple[str, ...]:
        """The proofs that are ready, and not in Convergence yet; none once the chapter is validated."""
        return tuple(cle for cle, one in self.preuves if self.inacheve and etat_de(one) == "a-deposer")

    @property
    def a_relire(self) -> tuple[str, ...]:
        """The proofs whose exigence is no longer what it was on the day of their deposit."""
        tenues = (tenue for one in self.comptees for tenue in one.tenues)
        return tuple(one.id for one in tenues if one.preuve and perimee(one.preuve, one.slot))

    @property
    def a_nous(self) -> bool:
        """Whether it is our turn: also where the ANS has sent something back, and the file does not say so yet."""
        if self.item is None or not self.item.ouvert:
            return False
        return self.item.statut not in ("soumis", "valide") or bool(self.a_reprendre)

    def compte(self, etat: str) -> int:
        """How many of its exigences are in an état."""
        return sum(one.etat == etat for one in self.exigences)


def chapitres(evaluation: "Evaluation") -> tuple[ChapitreEvalue, ...]:
    """The chapters in the order of the REM, then those that only the file has, by key."""
    couverture, declares = evaluation.couverture, evaluation.candidature.chapitres
    items = {one.nom: one for one in evaluation.suivis if one.suivi.id == CHAPITRES}
    preuves: dict[str | None, list[tuple[str, Preuve]]] = {}
    for cle, one in sorted(evaluation.candidature.preuves.items()):
        if cle in couverture.en_trop:
            continue
        preuves.setdefault(couverture.chapitre_de(cle), []).append((cle, one))
    cles = [*couverture.titres, *(cle for cle in sorted(declares) if cle not in couverture.titres)]
    return tuple(
        ChapitreEvalue(
            cle,
            couverture.titres.get(cle) or (declares[cle].titre if cle in declares else None) or cle,
            items.get(cle),
            couverture.chapitres.get(cle, ()),
            tuple(preuves.get(cle, ())),
        )
        for cle in cles
    )


def par_chapitre(etape: Etape) -> bool:
    """Whether an étape is done chapter by chapter."""
    return etape.derive is not None and etape.derive.suivi == CHAPITRES


def renvoyes(evaluation: "Evaluation") -> frozenset[str]:
    """The chapters, by the path of their table, of which the ANS sent something back."""
    return frozenset(one.item.id for one in evaluation.chapitres if one.item and one.a_reprendre)


def option_de(place: Emplacement) -> str:
    """The option of `proof add` that the words of the expected proof ask for; most are videos and captures."""
    mots = plier(place.attendue.texte) if place.attendue else ""
    if "lien" in mots:
        return "--lien"
    return "--numero" if "numero" in mots or "motco2" in mots else "--fichier"


def remettre(one: ExigenceEvaluee, candidature: Candidature) -> str:
    """The command that puts an exigence without object back in the count: its own, or that of its whole chapter."""
    cle = one.exigence.chapitre
    chapitre = candidature.chapitres.get(cle)
    if chapitre is None or one.raison != exclusion(chapitre):
        return f"segurctl mark {quote(one.exigence.id)} a-faire"
    table = quote(format_path(("chapitres", cle)))
    if chapitre.cloture is None:
        return f"segurctl mark {table} a-faire"
    return f"segurctl unset {table}.cloture" + (f" {table}.close_le" if chapitre.close_le else "")


def a_prouver(chapitre: ChapitreEvalue) -> tuple[Emplacement, ...]:
    """The empty slots of what has to be proved: exigences without any proof first, then those that lack one.

    Préconisations are not among them.
    """
    return tuple(
        tenue.slot
        for one in (*chapitre.nues, *chapitre.incompletes)
        if one.exigence.nature != "PRECONISATION"
        for tenue in one.tenues
        if tenue.etat == "vide"
    )
