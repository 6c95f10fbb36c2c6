"""Answer a shell: from the line that is being typed to the words that may stand there."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import dropwhile
from typing import TYPE_CHECKING

from segurctl.cli.completion.ligne import Ligne, decouper
from segurctl.cli.completion.place import Choix, Groupe, Param, Place, situer, trouver_commande
from segurctl.cli.completion.shells import SHELLS, ecrire
from segurctl.cli.completion.sources import DOSSIERS, FICHIERS, SOURCES
from segurctl.cli.table import TABLE, Entry, Table

if TYPE_CHECKING:
    from segurctl.cli.completion.fichier import Fichier

VARIABLE = "_SEGURCTL_COMPLETE"
_PAR_MOTS = ("zsh", "fish")  # which give the words themselves; the others the line
_LIGNE, _COUPURES = "_SEGURCTL_LINE", "_SEGURCTL_BREAKS"
_RACINE = (
    Choix("--version", "Affiche la version."),
    Choix("--install-completion", "Installe la complétion."),
    Choix("--show-completion", "Affiche le script de complétion."),
)
_APRES = ("--install-completion", "--show-completion")
_AIDE = Choix("--help", "Affiche cette aide.")
Reponse = Iterable[Choix] | str


def demandee(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a script asks: one of ours, or one of Typer's that an older segurctl installed, which gets no answer."""
    shell = environ[VARIABLE]
    if shell in SHELLS:
        return bool(argv) if shell in _PAR_MOTS else _LIGNE in environ
    return shell.startswith("complete_") and not argv


def completer() -> int:
    """Answer the shell that set the variable. Whatever is wrong, there is less to offer, and nothing is said."""
    try:
        said = repondre(os.environ[VARIABLE], sys.argv[1:], os.environ)
        if said:
            from segurctl.cli.printer import show

            reconfigure = getattr(sys.stdout, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8")
            show(said)
    except Exception:  # noqa: BLE001 - a line is being typed: nothing may spill over it
        return 0
    return 0


def repondre(shell: str, argv: Sequence[str], environ: Mapping[str, str], table: Table = TABLE) -> str:
    """The answer for a shell; nothing for one that is not known, as an older script may be."""
    if shell not in SHELLS:
        return ""
    ligne = _lue(shell, argv, environ)
    return ecrire(shell, proposer(ligne, table), ligne)


def _lue(shell: str, argv: Sequence[str], environ: Mapping[str, str]) -> Ligne:
    """The words after the name of the program: bash and PowerShell give the line, the others its words."""
    if shell in _PAR_MOTS:
        dernier = argv[-1] if argv else ""
        return Ligne((*argv[:-1], decouper(dernier).dernier if shell == "fish" else dernier))
    ligne = decouper(environ.get(_LIGNE, ""), environ.get(_COUPURES, ""))
    avant = list(dropwhile(lambda mot: "=" in mot, ligne.mots[:-1]))  # VARIABLE=… segurctl
    return ligne._replace(mots=(*avant[1:], ligne.dernier))


def proposer(ligne: Ligne, table: Table = TABLE) -> Reponse:
    """What may stand where the cursor is."""
    found = trouver_commande(ligne.mots, table)
    if found is None:
        return ()
    if isinstance(found, Groupe):
        return _dans(found, ligne)
    place = situer(found.nom, _params(found.nom, found.entree), found.mots)
    if not isinstance(place, Place):
        return _commencant(place, ligne.dernier)
    reponse = _valeurs(place)
    if isinstance(reponse, str):
        return reponse
    # A key of a file that begins so would be an option, or what zsh makes of `=name` and shells of `~name`.
    voulus = (one for one in reponse if one.mot not in place.deja and not one.mot.startswith(("-", "=", "~")))
    return [one._replace(mot=place.avant + one.mot) for one in _commencant(voulus, place.debut)]


def _dans(groupe: Groupe, ligne: Ligne) -> Reponse:
    avant = ligne.mots[-2] if len(ligne.mots) > 1 else ""
    if groupe.attend or (groupe.racine and avant in _APRES):
        return _commencant(map(Choix, _mots_d_option(avant)), ligne.dernier)
    if ligne.dernier.startswith("-"):
        return _commencant(_options(groupe, ligne.dernier), ligne.dernier)
    noms = (Choix(nom, one.summary) for nom, one in groupe.table.items() if not one.hidden)
    return _commencant(noms, ligne.dernier)


def _options(groupe: Groupe, debut: str) -> Iterator[Choix]:
    """The options of a group, or after `=` the words of one."""
    from segurctl.cli.apparence import APPARENCES

    nom, egal, _ = debut.partition("=")
    if egal:
        yield from (Choix(f"{nom}={mot}") for mot in _mots_d_option(nom, racine=groupe.racine))
        return
    yield from _RACINE if groupe.racine else ()
    yield from (Choix(one.nom, one.aide) for one in APPARENCES.values())
    yield _AIDE


def _mots_d_option(nom: str, *, racine: bool = True) -> Sequence[str]:
    from segurctl.cli.apparence import APPARENCES

    if nom in _APRES:
        return SHELLS if racine else ()
    return next((one.mots for one in APPARENCES.values() if one.nom == nom), ())


def _commencant(choix: Iterable[Choix], debut: str) -> Iterator[Choix]:
    return (one for one in choix if one.mot.startswith(debut))


def _params(nom: str, entree: Entry) -> Sequence[Param]:
    """The parameters of a command: those that its function declares, and those of every command."""
    from typer import Context

    from segurctl.cli.app import build_command  # the names of commands do without Typer

    module, _, function = entree.target.partition(":")
    command = build_command(nom, getattr(import_module(module), function))
    return command.get_params(Context(command))


def _valeurs(place: Place) -> Reponse:
    """What a parameter may be."""
    source = SOURCES.get(place.nom) or SOURCES.get(str(place.param.name))
    if source in (FICHIERS, DOSSIERS):
        return source
    if source is None:
        return _d_apres_le_type(place.param)
    module, _, function = source.partition(":")
    reponse: Reponse = getattr(import_module(f"segurctl.cli.completion.{module}"), function)(place, _fichier(place))
    return reponse


def _d_apres_le_type(param: Param) -> Reponse:
    """What the parameter says of itself: its choices, the words of its metavar, or that it is a file."""
    choix = getattr(param.type, "choices", None)
    if choix:
        return [Choix(param.type.normalize_choice(one, None)) for one in choix]
    if str(param.type.name) in ("path", "file", "directory", "filename"):
        return DOSSIERS if param.type.name == "directory" else FICHIERS
    metavar = param.metavar or ""
    return map(Choix, metavar.split("|")) if "|" in metavar and metavar.islower() else ()


def _fichier(place: Place) -> "Fichier":
    from segurctl.cli.completion.fichier import Fichier

    return Fichier(next(iter(place.options.get("candidature", ())), None))
