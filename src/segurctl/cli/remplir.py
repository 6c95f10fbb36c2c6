"""The commands that fill: init, set, unset, get, mark, tick. Only these write."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import DryRun, Format, Le, Today, Une, day, wants_json
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
    from segurctl.candidature.model import Candidature

Affectations = Annotated[list[str], typer.Argument(metavar="CHAMP=VALEUR...", help="Un champ et sa valeur.")]


def set_(
    affectations: Affectations, candidature: Une = None, today: Today = None, dry_run: DryRun = False
) -> Result:
    """Renseigne des champs ; une valeur mal formée est refusée avec la raison.

    Exemples :

        segurctl set produit.nil=JUL895988
        segurctl set psc.datapass_demande=D12345 psc.edc=oui
    """
    from segurctl.saisie.renseigner import renseigner

    changes = renseigner(affectations)
    return _write(candidature, today, lambda _candidature: changes, dry_run=dry_run)


def unset(
    champs: Annotated[
        list[str], typer.Argument(metavar="CHAMP...", help="Le champ, ou la table, à effacer.")
    ],
    candidature: Une = None,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Efface des champs, ou une table entière.

    Exemples :

        segurctl unset psc.client_id_prod
        segurctl unset tests_intrusion.web --dry-run
    """
    from segurctl.candidature.edit import UnsetKey
    from segurctl.candidature.fields import exists
    from segurctl.candidature.paths import parse_path

    paths = [parse_path(champ) for champ in champs]
    for path in paths:
        exists(path)
    return _write(
        candidature, today, lambda _candidature: [UnsetKey(path) for path in paths], dry_run=dry_run
    )


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
    from segurctl.candidature.discover import find_one
    from segurctl.candidature.fields import field_type, lookup, spell
    from segurctl.candidature.paths import format_path, parse_path
    from segurctl.candidature.read import read_candidature
    from segurctl.parcours.load import load_parcours

    path = parse_path(champ)
    field_type(path)
    file = read_candidature(find_one(candidature, Path.cwd()), load_parcours())
    held = {format_path(found): spell(value) for found, value in lookup(file.candidature, path)}
    code = ExitCode.OK if held else ExitCode.FINDINGS
    if wants_json(format_):
        return Result(json.dumps({"version": 1, "valeurs": held}, ensure_ascii=False, indent=2), code)
    errors = () if held else (SegurctlError(f"{champ} n'est pas renseigné", path=file.path),)
    return Result("\n".join(one for values in held.values() for one in values), code, errors)


def mark(
    cibles_et_valeur: Annotated[
        list[str],
        typer.Argument(metavar="CIBLE... VALEUR", help="Étapes ou suivis, puis le statut ou le stade."),
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

    Exemples :

        segurctl mark psc.datapass soumis --le 2025-10-02
        segurctl mark cnda.demandes.dmp examen:soumis
    """
    from segurctl.saisie.marquer import Marque, marquer

    *cibles, valeur = cibles_et_valeur
    if not cibles:
        raise SegurctlError(
            f"« {valeur} » : il manque la cible ou la valeur", hint="segurctl mark psc.datapass soumis"
        )
    now = day(today, "--today")
    marque = Marque(valeur, day(le, "--le") if le else now, note)

    def changes(held: "Candidature") -> list["SetKey | UnsetKey"]:
        from segurctl.parcours.load import load_parcours

        return [change for cible in cibles for change in marquer(cible, marque, held, load_parcours())]

    return _write(candidature, today, changes, dry_run=dry_run)


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

    jour = day(le, "--le") if le else day(today, "--today")
    changes = [cocher(action, jour, load_parcours(), undo=undo) for action in actions]
    return _write(candidature, today, lambda _candidature: changes, dry_run=dry_run)


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
    from segurctl.saisie.commencer import DISTRIBUTEUR, manquants, squelette
    from segurctl.saisie.renseigner import refuser_malformes, renseigner
    from segurctl.views.page import Segment, line

    if distributeur:
        return Result((line(DISTRIBUTEUR),))
    changes = renseigner(affectations or [])
    if not dry_run and (candidature.exists() or candidature.is_symlink()):
        raise SegurctlError(
            "ce fichier existe déjà : rien n'est écrit", path=candidature, hint="segurctl set le complète"
        )
    if sys.stdin.isatty() and manquants(changes):
        from segurctl.cli.questions import ask

        answers = ask(changes)
        if answers is None:
            return Result((line(DISTRIBUTEUR),))
        changes += answers
    if missing := manquants(changes):
        raise SegurctlError(
            f"il manque {' et '.join(missing)}",
            hint=f"segurctl init {' '.join(f'{one}=…' for one in missing)}",
        )
    from segurctl.candidature.read import parse_candidature
    from segurctl.candidature.write import create
    from segurctl.evaluation import evaluate
    from segurctl.parcours.load import load_parcours
    from segurctl.views.effet_text import diff_text

    parcours = load_parcours()
    text = squelette(changes, parcours)
    file = parse_candidature(candidature, text, parcours)
    evaluation = evaluate(file.candidature, parcours, day(today, "--today"))
    refuser_malformes((change.path for change in changes), evaluation)
    if dry_run:
        return Result(diff_text(candidature, "", text))
    create(candidature, text, parcours)
    from segurctl.views.constats_text import constats_text

    return Result(
        (
            line(Segment(f"{candidature} écrit", "ok"), ", avec chaque étape à faire."),
            *constats_text(evaluation.constats),
            line("Ensuite : ", Segment("segurctl next", "commande")),
        )
    )


def _write(
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
    from segurctl.candidature.read import CandidatureFile, parse_candidature
    from segurctl.candidature.write import update
    from segurctl.evaluation import evaluate
    from segurctl.parcours.load import load_parcours
    from segurctl.saisie.effet import effet
    from segurctl.saisie.renseigner import refuser_malformes
    from segurctl.views.effet_text import diff_text, effet_text

    parcours, now = load_parcours(), day(today, "--today")
    asked: list[SetKey | UnsetKey] = []

    def edited(file: CandidatureFile) -> str:
        asked.extend(changes(file.candidature))
        text = apply(file.text, asked, CatalogueLayout(parcours))
        candidature = parse_candidature(file.path, text, parcours).candidature
        refuser_malformes((change.path for change in asked), evaluate(candidature, parcours, now))
        return text

    before, after = update(find_one(named, Path.cwd()), parcours, edited, dry_run=dry_run)
    if dry_run:
        return Result(diff_text(before.path, before.text, after.text))
    evaluations = [evaluate(one.candidature, parcours, now) for one in (before, after)]
    return Result(effet_text(after.path, effet(asked, *evaluations)))
