"""What every writing command does once it knows its changes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.cli.options import day
from segurctl.cli.result import Result

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
    from segurctl.candidature.model import Candidature


def change_file(
    named: Path | None,
    today: str | None,
    changes: "Callable[[Candidature], Sequence[SetKey | UnsetKey]]",
    *,
    dry_run: bool,
) -> Result:
    """Apply changes to the one file: locked, spliced, read again, checked by the rules, then written whole."""
    from segurctl.candidature.discover import find_one
    from segurctl.candidature.edit import apply
    from segurctl.candidature.layout import CatalogueLayout
    from segurctl.candidature.read import CandidatureFile
    from segurctl.candidature.write import update
    from segurctl.evaluation import evaluate
    from segurctl.parcours.load import load_parcours
    from segurctl.proofs.faits import Faits
    from segurctl.saisie.effet import effet
    from segurctl.saisie.renseigner import refuser_malformes
    from segurctl.views.effet_text import diff_text, effet_text

    parcours, now = load_parcours(), day(today, "--today")
    asked: list[SetKey | UnsetKey] = []

    def edited(file: CandidatureFile) -> str:
        asked.extend(changes(file.candidature))
        return apply(file.text, asked, CatalogueLayout(parcours))

    def check(file: CandidatureFile) -> None:
        evaluation = evaluate(file.candidature, parcours, now, Faits(file.text))
        refuser_malformes((change.path for change in asked), evaluation)

    before, after = update(find_one(named, Path.cwd()), parcours, edited, check=check, dry_run=dry_run)
    if dry_run:
        return Result(diff_text(before.path, before.text, after.text))
    evaluations = [evaluate(one.candidature, parcours, now) for one in (before, after)]
    return Result(effet_text(after.path, effet(asked, *evaluations)), written=after.path)
