"""`init`: a new candidature."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from segurctl.cli.options import DryRun, Today, day
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError


def init(
    affectations: Annotated[
        list[str] | None, typer.Argument(metavar="[CHAMP=VALEUR]...", help="Ce que l'on sait déjà.")
    ] = None,
    candidature: Annotated[
        Path, typer.Option("--candidature", "-c", metavar="CHEMIN", help="Le fichier à écrire.")
    ] = Path("candidature.toml"),
    distributeur: Annotated[
        bool, typer.Option("--distributeur", help="Vous distribuez la solution d'un autre.")
    ] = False,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Commence une candidature, toutes les étapes posées ; demande ce qui manque si l'on est à un terminal.

    Un distributeur n'a rien à candidater : c'est l'éditeur de la solution qui le fait.

    Exemples :

        segurctl init
        segurctl init produit.nom="Julie APCV" produit.version=3.0.05 produit.dispositif=LGC
    """
    from segurctl.candidature.write import create, refuse_existing
    from segurctl.parcours.load import load_parcours
    from segurctl.saisie.commencer import DISTRIBUTEUR, eprouver, manquants
    from segurctl.saisie.renseigner import renseigner
    from segurctl.views.constats_text import constats_text
    from segurctl.views.effet_text import diff_text
    from segurctl.views.page import Segment, line

    if distributeur:
        return Result((line(DISTRIBUTEUR),))
    parcours, now = load_parcours(), day(today, "--today")
    judge = partial(eprouver, path=candidature, parcours=parcours, today=now)
    changes = renseigner(affectations or [])
    if not dry_run:
        refuse_existing(candidature)
    if sys.stdin is not None and sys.stdin.isatty() and manquants(changes):
        from segurctl.cli.questions import ask

        answers = ask(changes, parcours, judge)
        if answers is None:
            return Result((line(DISTRIBUTEUR),))
        changes += answers
    if missing := manquants(changes):
        raise SegurctlError(
            f"il manque {' et '.join(missing)}",
            hint=f"segurctl init {' '.join(f'{one}=…' for one in missing)}",
        )
    text, evaluation = judge(changes)
    if dry_run:
        return Result(diff_text(candidature, "", text))
    create(candidature, text, parcours)
    return Result(
        (
            line(Segment(f"{candidature} écrit", "ok"), ", avec chaque étape à faire."),
            *constats_text(evaluation.constats),
            line("Ensuite : ", Segment("segurctl next", "commande")),
        ),
        written=candidature,
    )
