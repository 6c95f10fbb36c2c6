"""A program with toy commands, to try the frame as a real process: `python toy.py COMMANDE …`."""

import os
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from segurctl.cli.result import Result
from segurctl.cli.table import Entry
from segurctl.errors import ExitCode, SegurctlError
from segurctl.views.page import Segment, line


class Forme(StrEnum):
    """The formats of the toy command."""

    TEXT = "text"
    JSON = "json"


LONG = "une phrase assez longue pour ne pas tenir sur la largeur de ce petit terminal de test"
URL = "https://interop.referencement.esante.gouv.fr/gazelle/testInstance.seam?id=1234567890&cid=42"


def page() -> Result:
    """Montre une page [avec des crochets].

    Exemples :
      segurctl page
      segurctl page | cat
    """
    return Result(
        (
            line(Segment("Julie APCV", "titre"), " · ", Segment("✔ validée", "ok")),
            line("  note    ", LONG, hang=10),
            line("  lien    ", Segment(URL, "valeur"), hang=10, verbatim=True),
            line("[bold]pas de balise[/items] :warning: 1234"),
        )
    )


def commandes() -> Result:
    """Montre une commande dans une phrase, et une marque devant un mot."""
    return Result(
        (
            line("une phrase qui finit par ce geste ", Segment("segurctl show psc.datapass -c ici.toml", "commande")),
            line("puis par une autre, et l'étape ensuite ", Segment("✔", "ok"), " mandataire"),
        )
    )


def colonnes() -> Result:
    """Montre des colonnes : des noms à gauche, ce qui s'y passe à droite, et un tableau."""
    return Result(
        (
            line("iSC              ✔    ", Segment("terminé", "ok"), hang=22),
            line("Convergence      ✔ ○  ", "éligibilité : attend l'ANS depuis 8 jours", hang=22, indent=2),
            line(" " * 22, "à faire : certificat", hang=22, indent=2),
            line(Segment("  étapes", dit=""), Segment("  CNDA" + " " * 20, dit=""), verbatim=True),
            line(Segment("    3/27", dit="étapes"), Segment("   1/3" + " " * 20, dit="CNDA"), verbatim=True),
        )
    )


def longue_erreur() -> Result:
    """Refuse, en une longue phrase, avec une ligne à taper."""
    lines = ('cle = "une valeur longue, à taper telle quelle"',)
    raise SegurctlError("ce fichier ne peut pas être modifié sans vous", hint="tapez ceci", lines=lines)


def document() -> Result:
    """Donne un document."""
    return Result('{\n  "nom": "é✔",\n  "valeur": "' + "x" * 200 + '"\n}')


def long() -> Result:
    """Donne un document qui ne tient pas dans un tube, et un code."""
    return Result("ligne\n" * 200_000, ExitCode.FINDINGS)


def hostile() -> Result:
    """Montre des données qui voudraient commander le terminal."""
    return Result((line("\x1b[31mrouge\x1b]0;titre\x07 \x9b2J \x7f a\tb\nc \u202egnp\u2066 \udcff \u2028fin"),))


def plusieurs() -> Result:
    """Montre ce qui a pu être lu, puis l'erreur de ce qui n'a pas pu l'être."""
    error = SegurctlError("clé inconnue", path=Path("b.toml"), line=3, column=1, hint="vouliez-vous dire nie ?")
    return Result((line("a.toml lu"),), ExitCode.USAGE, (error,))


def refuse() -> Result:
    """Refuse."""
    raise SegurctlError("aucun \x1b[31mfichier\nici", hint="segurctl init en crée un")


def corrige() -> Result:
    """Refuse une option après avoir lu le fichier."""
    raise typer.BadParameter("le jour est passé", param_hint="--le")


def demande() -> Result:
    """Demande une valeur."""
    return Result(f"lu : {input('Nom : ')}")


def demande_typer() -> Result:
    """Demande une valeur par Typer."""
    return Result(f"lu : {typer.prompt('Nom')}")


def interrompu() -> Result:
    """S'arrête comme à Ctrl-C."""
    raise KeyboardInterrupt


def sort(code: int) -> Result:
    """Sort avec un code."""
    raise typer.Exit(code)


def casse(secret: str) -> Result:
    """Casse, avec une valeur dans le message."""
    try:
        int(secret)
    except ValueError as error:
        raise KeyError(secret) from error
    return Result()


def recursion() -> Result:
    """Ne finit pas."""
    return recursion()


def memoire() -> Result:
    """N'a plus de mémoire."""
    raise MemoryError


def tube() -> Result:
    """Écrit dans un tube fermé."""
    reader, writer = os.pipe()
    os.close(reader)
    os.write(writer, b"x")
    return Result()


def disque(chemin: Path) -> Result:
    """Lit un fichier sans précaution."""
    return Result(chemin.read_text(encoding="utf-8"))


def rien() -> None:
    """Oublie son résultat."""


def depose(
    etape: Annotated[str, typer.Argument(help="Une étape [id], comme psc.datapass.")],
    noms: Annotated[list[str] | None, typer.Argument(help="D'autres noms.")] = None,
    *,
    forme: Annotated[Forme, typer.Option("--format", help="La forme.")] = Forme.TEXT,
    le: Annotated[date | None, typer.Option(parser=date.fromisoformat, metavar="AAAA-MM-JJ", help="Le jour.")] = None,
    heure: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"])] = None,
    poids: Annotated[int, typer.Option(min=1, max=5, envvar="SEGURCTL_POIDS", help="Le poids.")] = 1,
    fichier: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Une preuve.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Décoche.")] = False,
    couleur: Annotated[bool, typer.Option(help="Avec couleur.")] = True,
) -> Result:
    """Dépose une chose, et dit ce qui a été compris.

    Un second paragraphe assez long pour que le formateur doive le couper quelque part, puisqu'il passe
    la largeur.

    - une liste
    - gardée telle quelle

    Exemples :
      segurctl depose psc.datapass --le 2025-10-02
      segurctl depose psc.datapass      --format json
    """
    return Result(repr((etape, noms, str(forme), le, heure, poids, fichier, undo, couleur)))


def champs(
    valeurs: Annotated[list[str], typer.Argument(metavar="CHAMP=VALEUR...")],
    chemins: Annotated[Path | None, typer.Argument(metavar="[CHEMIN]")] = None,
) -> Result:
    """Nomme ses arguments à sa façon."""
    return Result(f"{valeurs} {chemins}")


def nombre(
    valeur: int,
    paire: Annotated[tuple[int, str], typer.Option(help="Deux valeurs.")] = (1, "a"),
) -> Result:
    """Lit des nombres."""
    return Result(f"{valeur} {paire}")


TABLE = {
    name: Entry(panel, f"résumé de {name}", f"{__name__}:{name}", hidden)
    for name, panel, hidden in (
        ("page", "Montrer", False),
        ("document", "Montrer", False),
        ("long", "Montrer", False),
        ("hostile", "Montrer", False),
        ("plusieurs", "Montrer", False),
        ("depose", "Remplir", False),
        ("nombre", "Remplir", False),
        ("champs", "Remplir", False),
        ("demande", "Remplir", False),
        ("demande_typer", "Remplir", False),
        ("commandes", "Montrer", False),
        ("colonnes", "Montrer", False),
        ("refuse", "Finir", False),
        ("longue_erreur", "Finir", False),
        ("corrige", "Finir", False),
        ("interrompu", "Finir", False),
        ("sort", "Finir", False),
        ("casse", "Finir", False),
        ("recursion", "Finir", False),
        ("memoire", "Finir", False),
        ("tube", "Finir", False),
        ("disque", "Finir", False),
        ("rien", "Finir", True),
    )
}

if __name__ == "__main__":
    from segurctl.cli.main import main

    sys.exit(main(table=TABLE))
