"""How an answer is written for each shell; the scripts that ask are beside this module."""

from collections.abc import Iterable
from pathlib import Path

from segurctl.cli.completion.ligne import Ligne
from segurctl.cli.completion.place import Choix

SHELLS = ("bash", "zsh", "fish", "powershell")
_SUFFIXES = {"powershell": "ps1"}
_SURS = frozenset("._-/:=+@,% ")  # beside letters and digits: nothing that any shell would read as its own


def script(shell: str) -> str:
    """The script that makes a shell ask."""
    name = f"segurctl.{_SUFFIXES.get(shell, shell)}"
    return (Path(__file__).parent / "scripts" / name).read_text(encoding="utf-8")


def sur(mot: str) -> bool:
    """Whether a word may stand on a line of any shell: no key of a file can be an order, or a line of its own."""
    return bool(mot) and mot == mot.strip() and all(one.isalnum() or one in _SURS for one in mot)


def ecrire(shell: str, found: Iterable[Choix] | str, ligne: Ligne) -> str:
    """An answer: first what it is (`mots`, `suite` for one to go on from, `fichiers`, `dossiers`), then a line each."""
    if isinstance(found, str):
        return found
    uniques = {one.mot: one for one in found if sur(one.mot)}
    choix = list(uniques.values())
    if shell == "powershell":
        choix = [one for one in choix if " " not in one.mot]
    genre = "suite" if len(choix) == 1 and choix[0].suite else "mots"
    return "\n".join([genre, *(_ligne(one, shell, ligne) for one in choix)])


def _ligne(one: Choix, shell: str, ligne: Ligne) -> str:
    if shell == "bash":
        mot = one.mot[ligne.coupe :]
        return mot if ligne.guillemet else mot.replace(" ", "\\ ")
    aide = "".join(lettre if lettre.isprintable() else " " for lettre in one.aide).strip()
    return f"{one.mot}\t{aide}" if aide else one.mot
