"""The commands that follow: status, next, show."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Chemins, Format, Today, Une, candidatures, day, option_of, the_one_here, wants_json
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from segurctl.candidature.model import Candidature
    from segurctl.evaluation import Evaluation
    from segurctl.evaluation.portefeuille import Portefeuille
    from segurctl.proofs.faits import Verification
    from segurctl.proofs.verification.cache import Cache
    from segurctl.views.copie import Copie

Named = tuple[Path, "Evaluation"]
Copy = Annotated[
    bool, typer.Option("--copy", help="Les champs des formulaires, chaque valeur seule sur sa ligne, à coller.")
]


def status(chemins: Chemins = None, today: Today = None, format_: Format = None) -> Result:
    """Où en est chaque candidature : ce qui avance, ce qui attend, ce qui bloque, la prochaine date.

    Exemples :

        segurctl status
        segurctl status produits/ --format json
    """
    jour = day(today, "--today")
    evaluations, errors = evaluate_all(chemins, jour, liens=True)
    code = ExitCode.USAGE if errors else ExitCode.OK
    if wants_json(format_):
        from segurctl.views.documents import status_json

        return Result(status_json(evaluations, errors, ensemble(evaluations, jour)), code, errors)
    if len(evaluations) > 1:
        from segurctl.views.portefeuille_text import portefeuille_text

        return Result(portefeuille_text(ensemble(evaluations, jour)), code, errors)
    from segurctl.views.status_text import status_text

    return Result(tuple(line for _, one in evaluations for line in status_text(one)), code, errors)


def next_(
    chemins: Chemins = None,
    tout: Annotated[bool, typer.Option("--tout", help="Détaille aussi ce qui vient après les premières.")] = False,
    copy: Copy = False,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Ce que l'on peut faire maintenant, dans l'ordre : où, avec quoi, par qui, et ce que cela débloque.

    Avec --copy, les formulaires à remplir, champ par champ, dans l'ordre du portail.

    Exemples :

        segurctl next
        segurctl next --copy
        segurctl next candidatures/julie.toml --tout
    """
    jour = day(today, "--today")
    evaluations, errors = evaluate_all(chemins, jour)
    code = ExitCode.USAGE if errors else ExitCode.OK
    if copy:
        from segurctl.evaluation.formulaires import a_remplir

        found = [(path, one, a_remplir(one)) for path, one in evaluations]
        return _copier(found, errors, code, json=wants_json(format_))
    if wants_json(format_):
        from segurctl.views.documents import next_json

        return Result(next_json(evaluations, errors), code, errors)
    if len(evaluations) > 1:
        from segurctl.views.portefeuille_text import suite_text

        return Result(suite_text(ensemble(evaluations, jour), toutes=tout), code, errors)
    from segurctl.views.next_text import next_text

    ici = the_one_here()
    pages = (next_text(one, toutes=tout, option=option_of(path, ici)) for path, one in evaluations)
    return Result(tuple(line for page in pages for line in page), code, errors)


def show(
    etape: Annotated[str, typer.Argument(metavar="ETAPE", help="L'étape, par exemple psc.datapass.")],
    candidature: Une = None,
    copy: Copy = False,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Une étape sur un écran : pourquoi, qui, où, ce qui vient avant et après, les actions, les valeurs, les pièges.

    Avec --copy, seulement son formulaire, champ par champ, dans l'ordre du portail.

    Exemples :

        segurctl show psc.client-id-bas
        segurctl show psc.client-id-bas --copy
        segurctl show convergence.eligibilite -c candidatures/julie.toml
    """
    from segurctl.parcours.load import load_parcours
    from segurctl.parcours.trouver import etape_connue

    etape_connue(etape, load_parcours())
    path, evaluation = evaluate_one(candidature, day(today, "--today"), commune=etape)
    if copy:
        from segurctl.evaluation.formulaires import celui_de

        return _copier([(path, evaluation, (celui_de(etape, evaluation),))], json=wants_json(format_))
    if wants_json(format_):
        from segurctl.views.documents import show_json

        return Result(show_json(path, evaluation, etape))
    from segurctl.views.show_text import show_text

    return Result(show_text(evaluation, etape, option=option_of(path, the_one_here())))


def _copier(
    copies: "list[Copie]", errors: tuple[SegurctlError, ...] = (), code: ExitCode = ExitCode.OK, *, json: bool
) -> Result:
    """The forms of each candidature, to paste or for a program."""
    from segurctl.views.copie import copie_json, copie_text

    return Result(copie_json(copies, errors) if json else copie_text(copies), code, errors)


def evaluate_one(named: Path | None, today: dt.date, *, commune: str | None = None) -> Named:
    """The one candidature that a command is about, with what it is worth on a day, and the path it was found at.

    Or the company's file by itself, where the command is about an étape of the company (`commune`).
    """
    from segurctl.candidature.discover import EDITEUR, find_one

    found = find_one(named, Path.cwd())
    if commune is None or found.name != EDITEUR:
        return _evaluate(found, today, lambda _candidature: {})
    from segurctl.candidature.read import read_company
    from segurctl.evaluation import evaluate
    from segurctl.parcours.load import load_parcours
    from segurctl.proofs.disk import gather

    parcours = load_parcours()
    if parcours.etapes[commune].portee != "editeur":
        raise SegurctlError(f"{commune} est une étape de chaque produit", hint="donnez la candidature avec -c")
    file = read_company(found, parcours)
    return found, evaluate(file.candidature, parcours, today, gather(file, hashed=False))


def _evaluate(
    path: Path,
    today: dt.date,
    liens: "Callable[[Candidature], Mapping[str, Verification]]",
    *,
    alone: bool = False,
    hashed: bool = False,
) -> Named:
    from segurctl.candidature.read import read_candidature
    from segurctl.evaluation import evaluate
    from segurctl.parcours.load import load_parcours
    from segurctl.proofs.disk import gather

    parcours = load_parcours()
    file = read_candidature(path, parcours, alone=alone)
    faits = gather(file, hashed=hashed)._replace(liens=liens(file.candidature), sans_entreprise=alone)
    return path, evaluate(file.candidature, parcours, today, faits)


def evaluate_all(
    chemins: list[Path] | None, today: dt.date, *, liens: bool = False, hashed: bool = False
) -> tuple[list[Named], tuple[SegurctlError, ...]]:
    """Every candidature that can be read, and the errors of those that cannot.

    `liens`: with what is known of the links; `hashed`: with what `check` finds of the proof files too.
    Where it is the company's file that cannot be read, that is said once, and its candidatures are read without it.
    """
    from segurctl.candidature.discover import Introuvable
    from segurctl.candidature.editeur import EditeurIllisible
    from segurctl.proofs.bornes import AILLEURS, DEDANS, leads_outside

    connus = _connus(today) if liens else lambda _candidature: {}
    evaluations: list[Named] = []
    errors: dict[str, SegurctlError] = {}
    for found in candidatures(chemins):
        if isinstance(found, Introuvable):
            errors[str(found.error)] = found.error
            continue
        if leads_outside(found):
            errors[str(found)] = SegurctlError(AILLEURS, path=found, hint=DEDANS)
            continue
        try:
            try:
                evaluations.append(_evaluate(found, today, connus, hashed=hashed))
            except EditeurIllisible as error:
                errors[str(error)] = error
                evaluations.append(_evaluate(found, today, connus, alone=True, hashed=hashed))
        except SegurctlError as error:
            errors[str(error)] = error
    return evaluations, tuple(errors.values())


def ensemble(evaluations: list[Named], today: dt.date) -> "Portefeuille":
    """What several candidatures are together."""
    from segurctl.evaluation.portefeuille import Portefeuille

    return Portefeuille(evaluations, today)


def _connus(today: dt.date) -> "Callable[[Candidature], Mapping[str, Verification]]":
    """What `links` learned of the links of a candidature, directly or by a proxy; the cache is read once, or never."""
    memoire: list[Cache] = []

    def de(candidature: "Candidature") -> "Mapping[str, Verification]":
        from segurctl.rules.liens import urls

        demandees = urls(candidature)
        if demandees and not memoire:
            from segurctl.proofs.verification.cache import ouvrir
            from segurctl.proofs.verification.reglages import Reglages

            direct = ouvrir(today)
            memoire.extend((direct, direct._replace(voie=Reglages(proxy=True).voie)))
        vues = ((one, next((vue for voie in memoire if (vue := voie.connue(one))), None)) for one in demandees)
        return {one: vue for one, vue in vues if vue}

    return de
