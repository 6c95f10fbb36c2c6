"""The command that judges: check."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from segurctl.cli.options import (
    Chemins,
    FormatRapport,
    Output,
    Today,
    candidatures,
    chosen_format,
    day,
    option_of,
    the_one_here,
)
from segurctl.cli.report_file import report
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.discover import Introuvable
    from segurctl.evaluation.rapport import Controle, Rapport
    from segurctl.rules.fiches import Choix
    from segurctl.views.page import Page


def check(
    chemins: Chemins = None,
    gate: Annotated[
        str | None,
        typer.Option("--gate", metavar="ETAPE", help="Demande seulement si l'on peut entrer dans cette étape."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Un avertissement fait échouer ; --gate suit les conseils.")
    ] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="REGLES", help="Ces règles seulement : PSC001, ou PSC.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="REGLES", help="Toutes les règles sauf celles-là.")
    ] = None,
    today: Today = None,
    format_: FormatRapport = None,
    output: Output = None,
) -> Result:
    """Contrôle les fichiers : ce qui ne tiendrait pas devant l'ANS, ligne par ligne, et comment le corriger.

    Sort 0 quand tout tient, 1 quand une erreur est trouvée, 2 quand un fichier est illisible ; pareil dans
    tous les formats.

    Exemples :

        segurctl check --strict
        segurctl check --gate psc.client-id-bas
        segurctl check candidatures/ --format sarif --output segurctl.sarif
    """
    from segurctl.evaluation.rapport import Rapport
    from segurctl.rules.fiches import choisir, regles
    from segurctl.views.check_text import bilan
    from segurctl.views.formats import FORMATS, render

    if gate is not None and (select or ignore):
        raise SegurctlError(
            "--gate ne pose qu'une question : --select et --ignore n'y changent rien", hint="retirez-les"
        )
    format_ = chosen_format(format_, ("text", *FORMATS))
    choix = choisir(select or (), ignore or ())
    controles = _controler(chemins, Controleur(day(today, "--today"), gate, strict, choix, the_one_here()))
    cherchees = tuple(one for one in regles().values() if _cherchee(one.id, gate, choix, strict=strict))
    rapport = Rapport(controles, cherchees, strict)
    return report(rapport, _page(rapport) if format_ == "text" else render(rapport, format_), (bilan(rapport),), output)


def _cherchee(regle: str, gate: str | None, choix: "Choix", *, strict: bool) -> bool:
    """Whether a rule is looked for: a gate asks its own questions, and nothing else asks those."""
    from segurctl.rules.fiches import CONSEILS, DURS, ILLISIBLE

    if regle == ILLISIBLE:
        return True
    if gate is not None:
        return regle == DURS or (regle == CONSEILS and strict)
    return regle not in (DURS, CONSEILS) and choix.garde(regle)


def _page(rapport: "Rapport") -> "Page":
    from segurctl.views.check_text import check_text
    from segurctl.views.gate_text import gate_text

    return gate_text(rapport) if any(one.porte for one in rapport.fichiers) else check_text(rapport)


class Controleur(NamedTuple):
    """What is asked of every file: on which day, which rules, or whether an étape can be entered."""

    today: dt.date
    gate: str | None
    strict: bool
    choix: "Choix"
    ici: Path | None

    def controler(self, found: "Path | Introuvable") -> "Controle":
        """Look at one file; one that cannot be read, or is not there, is a finding."""
        from segurctl.cli.lecture import lire
        from segurctl.evaluation import evaluate
        from segurctl.evaluation.porte import porte
        from segurctl.evaluation.rapport import Controle, controler, franchir
        from segurctl.parcours.load import load_parcours
        from segurctl.proofs.disk import gather

        file, commun = lire(found)
        if isinstance(file, Controle):
            return file._replace(commun=commun)
        parcours = load_parcours()
        faits = gather(file, hashed=self.gate is None)._replace(sans_entreprise=commun is not None)
        evaluation = evaluate(file.candidature, parcours, self.today, faits)
        sound = self.gate is None and not evaluation.constats  # then there is no command to name the file in
        option = "" if sound else option_of(file.path, self.ici)
        if self.gate is None:
            controle = controler(file, evaluation, self.choix.garde, option)
        else:
            controle = franchir(file, porte(evaluation, self.gate, strict=self.strict, option=option))
        return controle._replace(commun=commun) if commun else controle


def _controler(chemins: list[Path] | None, controleur: Controleur) -> tuple["Controle", ...]:
    """Look at every file; where they are many, on every processor."""
    from segurctl.cli.lecture import relire
    from segurctl.cli.parallel import mapped
    from segurctl.evaluation.rassembler import rassembler
    from segurctl.parcours.load import load_parcours
    from segurctl.parcours.trouver import etape_connue

    if controleur.gate is not None:
        etape_connue(controleur.gate, load_parcours())
    found = list(candidatures(chemins))
    # A gate holds its whole evaluation, which would cost more to bring back from another process than to make.
    controles = map(controleur.controler, found) if controleur.gate else mapped(controleur.controler, found)
    return rassembler(controles, controleur.today, controleur.choix.garde, relire)
