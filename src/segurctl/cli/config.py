"""The commands of what a person settles once: config list, get, set, unset, path."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Format, wants_json
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.views.config_text import Reglage

Cles = Annotated[list[str], typer.Argument(metavar="CLE...", help="couleur, dossiers, format ou lecture.")]


def list_(format_: Format = None) -> Result:
    """Chaque réglage : sa valeur, et d'où elle vient.

    Une option ou un argument l'emporte sur l'environnement (SEGURCTL_FORMAT, SEGURCTL_DOSSIERS, SEGURCTL_LECTURE,
    NO_COLOR, FORCE_COLOR, TTY_COMPATIBLE), l'environnement sur config.toml. Pour les dossiers, ce que l'on trouve
    d'ici passe avant config.toml.

    Exemples :

        segurctl config list
        segurctl config list --format json
    """
    from segurctl.candidature.discover import around
    from segurctl.config import CLES, chemin, lire

    path = chemin()
    held = lire(path)
    reglages = tuple(_reglage(cle, held.get(cle, ())) for cle in CLES)
    ici = tuple(os.path.relpath(one) for one in around(Path.cwd()))
    if wants_json(format_):
        from segurctl.views.config_json import config_json

        return Result(config_json(path, reglages, ici))
    from segurctl.views.config_text import config_text

    return Result(config_text(path, reglages, ici))


def _reglage(cle: str, held: tuple[str, ...]) -> "Reglage":
    """What a key is worth, and where it comes from."""
    from segurctl.config import de_l_environnement
    from segurctl.views.config_text import Reglage

    ambient, variable = de_l_environnement(cle)
    if ambient:
        return Reglage(cle, ambient, "environnement", variable)
    return Reglage(cle, held, "config") if held else Reglage(cle, (), "defaut")


def get(
    cle: Annotated[str, typer.Argument(metavar="CLE", help="couleur, dossiers, format ou lecture.")],
    format_: Format = None,
) -> Result:
    """Donne ce que config.toml dit d'un réglage, nu, une valeur par ligne ; rien et le code 1 s'il n'en dit rien.

    Exemples :

        segurctl config get dossiers
        segurctl config get format --format json
    """
    from segurctl.config import chemin, connue, lire

    path = chemin()
    held = lire(path).get(connue(cle), ())
    code = ExitCode.OK if held else ExitCode.FINDINGS
    if wants_json(format_, scripts=True):
        valeurs = {cle: held} if held else {}
        return Result(json.dumps({"version": 1, "valeurs": valeurs}, ensure_ascii=False, indent=2), code, masked=False)
    errors = () if held else (SegurctlError(f"{cle} n'est pas réglé", path=path),)
    return Result("\n".join(held), code, errors, masked=False)


def set_(
    affectations: Annotated[list[str], typer.Argument(metavar="CLE=VALEUR...", help="Un réglage et sa valeur.")],
) -> Result:
    """Règle ce qui vaut pour toutes les commandes : dossiers (séparés par des virgules), format, couleur, lecture.

    Un dossier doit exister. couleur vaut auto, toujours (même dans un tube) ou jamais (comme NO_COLOR). lecture vaut
    colonnes, ou lineaire : des mots à la place des signes et des colonnes, pour un lecteur d'écran.

    Exemples :

        segurctl config set dossiers=~/produits,/srv/segur
        segurctl config set format=json couleur=jamais
    """
    return _regler(dict(_affectation(one) for one in affectations))


def _affectation(text: str) -> tuple[str, tuple[str, ...]]:
    from segurctl.config import connue, valable

    cle, egal, value = text.partition("=")
    if not egal:
        raise SegurctlError(f"« {text} » : il faut CLE=VALEUR", hint="comme format=json")
    connue(cle)
    if not value.strip():
        raise SegurctlError(f"« {cle} » n'a pas de valeur", hint=f"pour l'effacer : segurctl config unset {cle}")
    return cle, valable(cle, _dossiers(value) if cle == "dossiers" else value.strip())


def _dossiers(text: str) -> list[str]:
    """The folders of a list with commas, absolute, or as they were typed from ~; a name may hold a comma itself."""
    from segurctl.config import etendu

    alone = os.path.isdir(etendu(text))  # noqa: PTH112 - which does not raise, whatever the name
    found = []
    for one in [text] if alone else [part.strip() for part in text.split(",") if part.strip()]:
        full = os.path.abspath(etendu(one))  # noqa: PTH100 - without the dots that it may have
        if not os.path.isdir(full):  # noqa: PTH112
            raise SegurctlError(f"dossiers : « {one} » n'est pas un dossier", hint="créez-le d'abord, ou corrigez-le")
        found.append(one if one.startswith("~") else full)
    if not found:
        raise SegurctlError("dossiers : aucun dossier n'est nommé", hint="comme ~/produits")
    return found


def unset(cles: Cles) -> Result:
    """Efface des réglages : la valeur par défaut revient.

    Exemples :

        segurctl config unset format
        segurctl config unset dossiers couleur
    """
    from segurctl.config import connue

    return _regler({connue(cle): () for cle in cles})


def _regler(changes: dict[str, tuple[str, ...]]) -> Result:
    from segurctl.config import chemin, de_l_environnement, ecrire
    from segurctl.views.config_text import effet_text

    before, after = ecrire(changes)
    plus_fortes = {cle: variable for cle in after for _, variable in [de_l_environnement(cle)] if variable}
    path = chemin()
    return Result(effet_text(path, before, after, plus_fortes), written=path if before != after else None)


def path() -> Result:
    """Donne le chemin de config.toml, qu'il existe ou non.

    Exemples :

        segurctl config path
        cat "$(segurctl config path)"
    """
    from segurctl.config import chemin

    return Result(str(chemin()), masked=False)
