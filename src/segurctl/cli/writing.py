"""What every writing command does once it knows its changes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.cli.options import day, option_of, the_one_here
from segurctl.cli.result import Result

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
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
    from segurctl.views.effet_text import diff_text, effet_text, noms_text

    parcours, now = load_parcours(), day(today, "--today")
    asked: list[SetKey | UnsetKey] = []
    evaluations: list[Evaluation] = []

    def evaluated(file: CandidatureFile) -> "Evaluation":
        evaluations.append(evaluate(file.candidature, parcours, now, gather(file, hashed=False)))
        return evaluations[-1]

    def edited(file: CandidatureFile) -> str:
        asked.extend(changes(file, evaluated(file)))
        return apply(file.text, asked, CatalogueLayout(parcours))

    def check(file: CandidatureFile) -> None:
        refuser_malformes((change.path for change in asked), evaluated(file))

    path = find_one(named, Path.cwd())
    others = other_names(path)
    before, after = update(path, parcours, edited, check=check, beside=beside or (lambda: None), dry_run=dry_run)
    if beside and not dry_run:
        evaluations[-1] = evaluate(after.candidature, parcours, now, gather(after, hashed=False))
    option = option_of(after.path, the_one_here())
    dit = dire(evaluations[-1])
    if dry_run:
        return Result((*dit, *diff_text(before.path, before.text, after.text)))
    page: Page = (*dit, *effet_text(after.path, effet(asked, *evaluations), option, bref=bref))
    if others and after.text != before.text:
        page = (*page, *noms_text(others))
    return Result(page, written=after.path)
