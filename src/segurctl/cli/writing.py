"""What every writing command does once it knows its changes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.candidature.discover import EDITEUR
from segurctl.cli.options import day, option_of, the_one_here
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    import datetime as dt

    from segurctl.candidature.edit import SetKey, UnsetKey
    from segurctl.candidature.editeur import EditeurFile
    from segurctl.candidature.paths import KeyPath
    from segurctl.candidature.read import CandidatureFile
    from segurctl.candidature.write import Beside
    from segurctl.evaluation import Evaluation
    from segurctl.views.page import Page

    Changes = Callable[[CandidatureFile, Evaluation], Sequence[SetKey | UnsetKey]]


def change_file(
    named: Path | None,
    today: str | None,
    changes: "Changes",
    *,
    dry_run: bool,
    dire: "Callable[[Evaluation], Page]" = lambda _evaluation: (),
    bref: bool = False,
    beside: "Callable[[], Beside] | None" = None,
) -> Result:
    """Apply changes to the one file: locked, spliced, read again, checked by the rules, then written whole.

    `changes` is given the file as it is under the lock, and what it is worth; `dire` says what else there is to know of
    what was written, and where it says it all the champs are not named one by one (`bref`).
    `beside` gives what belongs to the file, and is written with it.
    """
    from segurctl.candidature.discover import find_one
    from segurctl.candidature.replace import other_names
    from segurctl.candidature.write import update, update_editeur
    from segurctl.saisie.effet import effet
    from segurctl.views.effet_text import effet_text, noms_text

    ecriture = _Ecriture(changes, day(today, "--today"))
    path = find_one(named, Path.cwd())
    others = other_names(path)
    if path.name == EDITEUR:
        before, after = update_editeur(path, ecriture.parcours, ecriture.seul, check=ecriture.eprouver, dry_run=dry_run)
    else:
        before, after = update(
            path,
            ecriture.parcours,
            ecriture.candidature,
            change_editeur=ecriture.editeur,
            check=ecriture.eprouver,
            beside=beside or (lambda: None),
            dry_run=dry_run,
        )
    if beside and not dry_run:  # what was written beside counts too
        ecriture.evaluations[-1:] = [ecriture.evaluer(after)]
    dit = dire(ecriture.evaluations[-1])
    if dry_run:
        return Result((*dit, *_diffs(before, after)))
    fait = effet(ecriture.asked, *ecriture.evaluations)
    deplace = after.editeur and not fait.changements and after.text != before.text
    option = option_of(after.path, the_one_here())
    said = _deplace(after) if deplace else effet_text(after.path, fait, option, bref=bref)
    page: Page = (*dit, *said, *_ailleurs(before, after))
    if others and after.text != before.text:
        page = (*page, *noms_text(others))
    return Result(page, written=after.path)


class _Ecriture:
    """One run of a writing command: the changes that it asks for, and what the file is worth before and after."""

    def __init__(self, changes: "Changes", today: "dt.date") -> None:
        from segurctl.candidature.layout import CatalogueLayout
        from segurctl.parcours.load import load_parcours

        self.parcours = load_parcours()
        self.asked: list[SetKey | UnsetKey] = []
        self.evaluations: list[Evaluation] = []
        self._communs: list[SetKey | UnsetKey] = []
        self._changes = changes
        self._today = today
        self._layout = CatalogueLayout(self.parcours)

    def evaluer(self, file: "CandidatureFile") -> "Evaluation":
        """What a file is worth."""
        from segurctl.evaluation import evaluate
        from segurctl.proofs.disk import gather

        return evaluate(file.candidature, self.parcours, self._today, gather(file, hashed=False))

    def candidature(self, file: "CandidatureFile") -> str:
        """The new text of a candidature; what is the company's goes to its file."""
        siens, communs = self._repartir(file)
        self._communs.extend(communs)
        return self._appliquer(file.text, siens)

    def editeur(self, file: "EditeurFile") -> str:
        """The new text of the company's file, under that candidature."""
        return self._appliquer(file.text, self._communs)

    def seul(self, file: "CandidatureFile") -> str:
        """The new text of the company's file, by itself. Raises SegurctlError for what is a product's."""
        siens, communs = self._repartir(file)
        if siens or file.editeur is None:
            raise _pas_a_l_entreprise(siens[0].path)
        return self._appliquer(file.editeur.text, communs)

    def eprouver(self, file: "CandidatureFile") -> None:
        """Raise SegurctlError for a value that is malformed."""
        from segurctl.saisie.renseigner import refuser_malformes

        self.evaluations.append(self.evaluer(file))
        refuser_malformes((change.path for change in self.asked), self.evaluations[-1])

    def _repartir(self, file: "CandidatureFile") -> "tuple[list[SetKey | UnsetKey], list[SetKey | UnsetKey]]":
        from segurctl.saisie.repartir import repartir

        self.evaluations.append(self.evaluer(file))
        self.asked.extend(self._changes(file, self.evaluations[-1]))
        return repartir(self.asked, file)

    def _appliquer(self, text: str, changes: "Sequence[SetKey | UnsetKey]") -> str:
        from segurctl.candidature.edit import apply

        return apply(text, changes, self._layout)


def _pas_a_l_entreprise(path: "KeyPath") -> SegurctlError:
    from segurctl.candidature.paths import format_path

    message = f"« {format_path(path)} » se note dans une candidature, pas dans {EDITEUR}"
    return SegurctlError(message, hint="donnez la candidature avec -c")


def _diffs(before: "CandidatureFile", after: "CandidatureFile") -> "Page":
    """What would change in the candidature, then in the company's file."""
    from segurctl.views.effet_text import diff_text

    own = diff_text(before.path, before.text, after.text)
    if not (before.editeur and after.editeur):
        return own
    return (*own, *diff_text(before.editeur.path, before.editeur.text, after.editeur.text))


def _deplace(after: "CandidatureFile") -> "Page":
    """What to say where a candidature was written, and no champ has another value: the company's file says the same."""
    from segurctl.views.page import line

    return (line(f"{after.path} écrit : rien d'autre ne change, {EDITEUR} dit la même chose"),)


def _ailleurs(before: "CandidatureFile", after: "CandidatureFile") -> "Page":
    """Where else something was written: it counts for the other products of the company too."""
    from segurctl.views.page import Segment, line

    if not (before.editeur and after.editeur) or before.editeur.text == after.editeur.text:
        return ()
    return (line(Segment(f"écrit dans {after.editeur.path.as_posix()}, pour tous les produits", "discret")),)
