"""What every writing command does once it knows its changes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.candidature.discover import EDITEUR
from segurctl.cli.options import day, option_of, the_one_here
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
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
    from segurctl.candidature.edit import apply
    from segurctl.candidature.layout import CatalogueLayout
    from segurctl.candidature.read import CandidatureFile
    from segurctl.candidature.write import other_names, update
    from segurctl.evaluation import evaluate
    from segurctl.parcours.load import load_parcours
    from segurctl.proofs.disk import gather
    from segurctl.saisie.effet import effet
    from segurctl.saisie.renseigner import refuser_malformes
    from segurctl.saisie.repartir import repartir
    from segurctl.views.effet_text import effet_text, noms_text

    parcours, now = load_parcours(), day(today, "--today")
    asked: list[SetKey | UnsetKey] = []
    communs: list[SetKey | UnsetKey] = []
    layout = CatalogueLayout(parcours)
    evaluations: list[Evaluation] = []

    def evaluated(file: CandidatureFile) -> "Evaluation":
        evaluations.append(evaluate(file.candidature, parcours, now, gather(file, hashed=False)))
        return evaluations[-1]

    def edited(file: CandidatureFile) -> str:
        asked.extend(changes(file, evaluated(file)))
        siens, partages = repartir(asked, file)
        if siens and commun:
            raise _pas_a_l_entreprise(siens[0].path, file)
        communs.extend(partages)
        return apply(file.text, siens, layout)

    def check(file: CandidatureFile) -> None:
        refuser_malformes((change.path for change in asked), evaluated(file))

    commun = named is not None and named.name == EDITEUR
    path = _premiere(named) if commun and named else find_one(named, Path.cwd())
    others = other_names(path)
    before, after = update(
        path,
        parcours,
        edited,
        change_editeur=lambda file: apply(file.text, communs, layout),
        check=check,
        beside=beside or (lambda: None),
        dry_run=dry_run,
    )
    if beside and not dry_run:
        evaluations[-1] = evaluate(after.candidature, parcours, now, gather(after, hashed=False))
    option = option_of(after.path, the_one_here())
    dit = dire(evaluations[-1])
    if dry_run:
        return Result((*dit, *_diffs(before, after)))
    fait = effet(asked, *evaluations)
    deplace = after.editeur and not fait.changements and after.text != before.text
    said = _deplace(after) if deplace else effet_text(after.path, fait, option, bref=bref)
    page: Page = (*dit, *said, *_ailleurs(before, after))
    if others and after.text != before.text:
        page = (*page, *noms_text(others))
    return Result(page, written=after.path)


def _premiere(editeur: Path) -> Path:
    """A candidature under which the company's file is read: what is the company's can be changed by any of them."""
    from segurctl.candidature.discover import find_all
    from segurctl.candidature.editeur import company_of
    from segurctl.candidature.read import read_bytes

    read_bytes(editeur)
    for one in find_all([editeur.parent], Path.cwd()):
        found = company_of(one)
        if found and found.resolve() == editeur.resolve():
            return one
    raise SegurctlError("aucune candidature ne lit ce fichier", path=editeur, hint="segurctl init en commence une")


def _pas_a_l_entreprise(path: "KeyPath", file: "CandidatureFile") -> SegurctlError:
    """Why a change has no place in the company's file: it is a product's, or a candidature tells it itself."""
    from shlex import quote

    from segurctl.candidature.editeur import belongs
    from segurctl.candidature.paths import format_path
    from segurctl.parcours.load import load_parcours

    champ, nom = format_path(path), file.path.as_posix()
    if not belongs(path, load_parcours()):
        hint = "donnez la candidature avec -c"
        return SegurctlError(f"« {champ} » se note dans une candidature, pas dans {EDITEUR}", hint=hint)
    table = format_path(path[: 3 if path[0] == "etapes" else 2])
    hint = f"d'abord : segurctl unset {quote(table)} -c {quote(nom)}"
    return SegurctlError(f"« {champ} » est aussi dans {nom}, qui compte d'abord", hint=hint)


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
