"""The commands that fill: set, unset, get, mark, tick."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import DryRun, Format, Le, Today, Une, day, wants_json
from segurctl.cli.result import Result
from segurctl.cli.writing import change_file
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
    from segurctl.candidature.paths import KeyPath
    from segurctl.candidature.read import CandidatureFile
    from segurctl.evaluation import Evaluation

Affectations = Annotated[list[str], typer.Argument(metavar="CHAMP=VALEUR...", help="Un champ et sa valeur.")]


def set_(affectations: Affectations, candidature: Une = None, today: Today = None, dry_run: DryRun = False) -> Result:
    """Renseigne des champs ; une valeur mal formée est refusée avec la raison.

    Exemples :

        segurctl set produit.nil=JUL895988
        segurctl set psc.datapass_demande=D12345 psc.edc=oui
    """
    from segurctl.saisie.renseigner import renseigner, suites

    changes = renseigner(affectations)
    return change_file(
        candidature, today, lambda file, _evaluation: [*changes, *suites(changes, file.candidature)], dry_run=dry_run
    )


def unset(
    champs: Annotated[list[str], typer.Argument(metavar="CHAMP...", help="Le champ, ou la table, à effacer.")],
    candidature: Une = None,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Efface des champs, ou une table entière.

    Exemples :

        segurctl unset psc.client_id_prod
        segurctl unset tests_intrusion.web --dry-run
    """
    from shlex import quote

    from segurctl.candidature.discover import EDITEUR
    from segurctl.candidature.edit import UnsetKey
    from segurctl.candidature.fields import exists
    from segurctl.candidature.paths import format_path, parse_path

    paths = [parse_path(champ) for champ in champs]
    for path in paths:
        if "*" in path:
            raise SegurctlError("unset efface un élément à la fois", hint="nommez-le à la place de *")
        exists(path)

    def effacer(file: "CandidatureFile", _evaluation: "Evaluation") -> list[UnsetKey]:
        for path in paths:
            if file.path.name != EDITEUR and file.home(path) and file.editeur and file.editeur.tells(path):
                champ = format_path(path)
                hint = (
                    f"pour l'effacer de tous : segurctl unset {quote(champ)} -c {quote(file.editeur.path.as_posix())}"
                )
                raise SegurctlError(f"« {champ} » n'est que dans {EDITEUR}, pour tous les produits", hint=hint)
        return [UnsetKey(path) for path in paths]

    return change_file(candidature, today, effacer, dry_run=dry_run)


def get(
    champ: Annotated[str, typer.Argument(metavar="CHAMP", help="Le champ ; * vaut pour tous les noms.")],
    candidature: Une = None,
    format_: Format = None,
) -> Result:
    """Donne la valeur d'un champ, nue, une par ligne ; rien et le code 1 s'il est vide.

    Exemples :

        segurctl get produit.nil
        segurctl get 'psc.dossiers.*.nru'
    """
    from segurctl.candidature.discover import EDITEUR, find_one
    from segurctl.candidature.fields import field_type, lookup, spell
    from segurctl.candidature.paths import format_path, parse_path
    from segurctl.candidature.read import read_candidature, read_company
    from segurctl.parcours.load import load_parcours

    path = parse_path(champ)
    field_type(path)
    found = find_one(candidature, Path.cwd())
    file = (read_company if found.name == EDITEUR else read_candidature)(found, load_parcours())
    held = {format_path(found): spell(value) for found, value in lookup(file.candidature, path)}
    code = ExitCode.OK if held else ExitCode.FINDINGS
    if wants_json(format_, scripts=True):
        return Result(json.dumps({"version": 1, "valeurs": held}, ensure_ascii=False, indent=2), code, masked=False)
    errors = () if held else (SegurctlError(f"{champ} n'est pas renseigné", path=file.path, hint=_autre(path, file)),)
    return Result("\n".join(one for values in held.values() for one in values), code, errors, masked=False)


def _autre(path: "KeyPath", file: "CandidatureFile") -> str | None:
    """The same champ of an item of the file whose name is near, where the one that is named is not there."""
    from segurctl.candidature.fields import lookup
    from segurctl.candidature.paths import format_path
    from segurctl.proches import suggest

    for rang in range(1, len(path)):
        freres = [found for found, _ in lookup(file.candidature, (*path[:rang], "*"))]
        if freres and (*path[: rang + 1],) not in freres:
            return suggest(format_path(path), [format_path((*one, *path[rang + 1 :])) for one in freres])
    return None


def mark(
    cibles_et_valeur: Annotated[
        list[str],
        typer.Argument(metavar="CIBLE... VALEUR", help="Étapes, suivis, preuves ou exigences, puis le statut."),
    ],
    candidature: Une = None,
    le: Le = None,
    note: Annotated[
        str | None, typer.Option("--note", help="Pourquoi ; demandé pour un refus ou un sans-objet.")
    ] = None,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Note où en est une étape (soumis, valide, a-modifier…) ou un suivi (examen, examen:soumis…).

    D'une preuve que l'ANS renvoie : a-modifier, et sa remarque en --note. D'une exigence de la REM : sans-objet, et
    pourquoi en --note ; a-faire la remet.

    Exemples :

        segurctl mark psc.datapass soumis --le 2025-10-02
        segurctl mark cnda.demandes.dmp examen:soumis
        segurctl mark SC.PSC.01.01.01 a-modifier --note "La capture ne montre pas l'erreur."
    """
    from segurctl.saisie.marquer import Marque, marquer

    *cibles, valeur = cibles_et_valeur
    if not cibles:
        raise SegurctlError(f"« {valeur} » : il manque la cible ou la valeur", hint="segurctl mark psc.datapass soumis")
    _refuser_coupee(cibles)
    now = day(today, "--today")
    marque = Marque(valeur, day(le, "--le") if le else now, note, dite=le is not None)

    def changes(_file: "CandidatureFile", before: "Evaluation") -> list["SetKey | UnsetKey"]:
        return [change for cible in cibles for change in marquer(cible, marque, before)]

    return change_file(candidature, today, changes, dry_run=dry_run)


def _refuser_coupee(cibles: list[str]) -> None:
    """Raise SegurctlError where two targets are the halves of an étape, as `psc datapass`."""
    from itertools import pairwise

    from segurctl.parcours.load import load_parcours
    from segurctl.parcours.trouver import etape_connue

    parcours = load_parcours()
    for tete, suite in pairwise(cibles):
        if tete in parcours.plateformes and f"{tete}.{suite}" in parcours.etapes:
            etape_connue(f"{tete} {suite}", parcours)


def tick(
    actions: Annotated[list[str], typer.Argument(metavar="ETAPE/ACTION...", help="Les actions faites.")],
    candidature: Une = None,
    le: Le = None,
    undo: Annotated[bool, typer.Option("--undo", help="Décoche.")] = False,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Coche des actions, avec leur jour.

    Exemples :

        segurctl tick psc.datapass/proconnect
        segurctl tick isc.mandataire/kbis isc.mandataire/consentement --le 2025-09-15
    """
    from segurctl.parcours.load import load_parcours
    from segurctl.saisie.cocher import cocher
    from segurctl.views.effet_text import coches_text

    jour = day(le, "--le") if le else day(today, "--today")
    changes = [cocher(action, jour, load_parcours(), undo=undo) for action in actions]
    etapes = dict.fromkeys(action.partition("/")[0] for action in actions)
    return change_file(
        candidature,
        today,
        lambda _file, _evaluation: changes,
        dry_run=dry_run,
        dire=lambda evaluation: () if dry_run else coches_text(etapes, evaluation),
        bref=True,
    )
