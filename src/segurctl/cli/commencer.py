"""`init`: a new candidature."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.candidature.discover import EDITEUR, NAME
from segurctl.cli.options import DryRun, Today, day, option_of, the_one_here
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.views.page import Page


def init(
    affectations: Annotated[
        list[str] | None, typer.Argument(metavar="[CHAMP=VALEUR]...", help="Ce que l'on sait déjà.")
    ] = None,
    candidature: Annotated[
        Path | None,
        typer.Option("--candidature", "-c", metavar="CHEMIN", help=f"Le fichier à écrire [défaut : {NAME}]."),
    ] = None,
    editeur: Annotated[
        bool,
        typer.Option("--editeur", help=f"Crée {EDITEUR} : ce qui vaut pour tous les produits de l'entreprise."),
    ] = False,
    distributeur: Annotated[
        bool, typer.Option("--distributeur", help="Vous distribuez la solution d'un autre.")
    ] = False,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Commence une candidature, toutes les étapes posées ; demande ce qui manque si l'on est à un terminal.

    Un distributeur n'a rien à candidater : c'est l'éditeur de la solution qui le fait.

    Avec --editeur, réunit dans editeur.toml ce que disent de l'entreprise les candidatures du dossier : il est lu sous
    chacune, et ce qui est à l'entreprise s'y écrit.

    Exemples :

        segurctl init
        segurctl init produit.nom="Julie APCV" produit.version=3.0.05 produit.dispositif=LGC
        segurctl init --editeur editeur.siren=732829320
    """
    if editeur:
        from segurctl.cli.reunir import init_editeur

        return init_editeur(affectations or [], candidature, day(today, "--today"), dry_run=dry_run)
    from segurctl.candidature.discover import company_of
    from segurctl.candidature.editeur import read_editeur
    from segurctl.candidature.write import create, refuse_existing
    from segurctl.parcours.load import load_parcours
    from segurctl.saisie.commencer import DISTRIBUTEUR, eprouver, manquants
    from segurctl.saisie.renseigner import renseigner
    from segurctl.views.constats_text import constats_text
    from segurctl.views.effet_text import diff_text
    from segurctl.views.page import Segment, line
    from segurctl.views.words import avec

    if distributeur:
        return Result((line(DISTRIBUTEUR),))
    candidature = candidature or Path(NAME)
    parcours, now = load_parcours(), day(today, "--today")
    voisin = company_of(candidature)
    entreprise = read_editeur(voisin, parcours) if voisin else None
    judge = partial(eprouver, path=candidature, parcours=parcours, today=now, editeur=entreprise)
    changes = renseigner(affectations or [])
    if not dry_run:
        refuse_existing(candidature)
    if sys.stdin is not None and sys.stdin.isatty() and manquants(changes):
        from segurctl.cli.questions import ask

        answers = ask(changes, parcours, judge, editeur=entreprise is None)
        if answers is None:
            return Result((line(DISTRIBUTEUR),))
        changes += answers
    if missing := manquants(changes):
        raise SegurctlError(
            f"il manque {' et '.join(missing)}",
            hint=f"segurctl init {' '.join(f'{one}=…' for one in missing)}",
        )
    if candidature.name == EDITEUR:
        raise SegurctlError(f"{EDITEUR} est le fichier de l'entreprise", hint="segurctl init --editeur")
    text, evaluation = judge(changes)
    if dry_run:
        return Result(diff_text(candidature, "", text))
    create(candidature, text, parcours)
    option = option_of(candidature, the_one_here())
    return Result(
        (
            line(Segment(f"{candidature} écrit", "ok"), ", avec chaque étape à faire."),
            *constats_text(evaluation.constats),
            *_introuvable(candidature),
            line(
                "Ensuite : ",
                Segment(f"segurctl next{option and f' {candidature}'}", "commande"),
                ", ou pas à pas : ",
                Segment(avec("segurctl walk", option), "commande"),
            ),
        ),
        written=candidature,
    )


def _introuvable(candidature: Path) -> "Page":
    """A word of caution on a name by which nothing will find the file."""
    from segurctl.candidature.discover import FOLDER, SUFFIX, in_folder
    from segurctl.views.page import Segment, line

    if any(one.name == candidature.name for one in in_folder(candidature.absolute().parent)):
        return ()
    dit = f"segurctl ne le trouvera pas de lui-même : nommez-le {NAME}, ou …{SUFFIX}, ou mettez-le dans {FOLDER}/"
    return (line(Segment("attention", "alerte"), f" : {dit}", hang=2),)
