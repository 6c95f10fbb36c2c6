"""`set` and `init`: champs as typed, checked by the rules before they are written."""

from collections.abc import Iterable, Sequence
from shlex import quote

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath, parse_path, split_assignment
from segurctl.candidature.typed import typed_value
from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation
from segurctl.proofs.links import url_de


def renseigner(assignments: Iterable[str]) -> list[SetKey]:
    """The changes for `CHAMP=VALEUR` arguments. Raises SegurctlError for one that says no champ or no fit value."""
    changes = []
    for assignment in assignments:
        split = split_assignment(assignment)
        if split is None:
            raise SegurctlError(f"« {assignment} » : il faut CHAMP=VALEUR", hint="comme produit.nil=JUL895988")
        champ, text = split
        path = parse_path(champ)
        if "*" in path:
            raise SegurctlError(f"« {champ} » : nommez l'élément à la place de *", hint="comme psc.dossiers.lps.nru")
        if not text:
            raise SegurctlError(
                f"« {champ} » n'a pas de valeur", hint=f"pour l'effacer : segurctl unset {quote(champ)}"
            )
        changes.append(SetKey(path, typed_value(path, text)))
    return changes


def suites(changes: Sequence[SetKey], candidature: Candidature) -> list[UnsetKey]:
    """What a link that is another takes with it: the day on which somebody opened the one that was there."""
    typed = {change.path: change.value for change in changes}
    perdus: set[KeyPath] = set()
    for path, valeur in typed.items():
        match path:
            case ("preuves", str(cle), "lien" | "fichier" | "emplacement" as champ) if cle in candidature.preuves:
                preuve = candidature.preuves[cle]
                jour = ("preuves", cle, "verifiee_a_la_main_le")
                autre = url_de(str(valeur)) != url_de(getattr(preuve, champ) or "")
                if preuve.verifiee_a_la_main_le and autre and jour not in typed:
                    perdus.add(jour)
    return [UnsetKey(path) for path in sorted(perdus)]


def refuser_malformes(paths: Iterable[KeyPath], evaluation: Evaluation) -> None:
    """Raise SegurctlError for the first of the champs just typed whose value a rule finds wrong by itself.

    An erreur that depends on the day or on the rest of the file is recorded: it may be what happened.
    """
    typed = set(paths)
    for constat in evaluation.constats:
        if constat.regle.malforme and constat.ecart.champ in typed:
            raise SegurctlError(
                f"{constat.regle.id} {constat.ecart.message}",
                hint=f"{constat.regle.correction} ; rien n'est écrit",
            )
