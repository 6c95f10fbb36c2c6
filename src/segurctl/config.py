"""What a person has settled once for every command: a small TOML file in the configuration folder of their system.

An option or an argument wins over the environment, the environment over this file, this file over the default; for the
folders, what is found from the current folder wins over this file too. The file is the tool's: `config set` writes it
whole, sorted.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from segurctl.errors import SegurctlError

Config = Mapping[str, tuple[str, ...]]  # what is settled, by key; a key that is not there is not

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")
COULEURS = ("auto", "toujours", "jamais")
LECTURES = ("colonnes", "lineaire")
CLES = {
    "couleur": "auto, toujours ou jamais",
    "dossiers": "où sont les candidatures, quand on n'en trouve pas d'ici",
    "format": "celui de --format, pour les commandes qui l'ont",
    "lecture": "colonnes, ou lineaire pour un lecteur d'écran",
}
# What each key may be: one of these words; but for `dossiers`, which has none.
MOTS: Mapping[str, tuple[str, ...]] = {"couleur": COULEURS, "format": FORMATS, "lecture": LECTURES}
_NAME = "config.toml"
_HEAD = "# Écrit par segurctl config, qui ne garde pas les commentaires.\n"
_MEND = "corrigez-le, ou retirez-le : segurctl s'en passe"


def chemin() -> Path:
    """Where the file is, or would be. Raises SegurctlError where the system knows of no home."""
    import platformdirs  # two milliseconds, that only who has a file pays

    try:
        return platformdirs.user_config_path("segurctl", appauthor=False) / _NAME
    except (RuntimeError, OSError):
        raise SegurctlError("aucun dossier personnel n'est connu", hint="donnez XDG_CONFIG_HOME") from None


def reglage(cle: str) -> tuple[str, ...]:
    """What the file settles for a key, nothing where it does not. Raises SegurctlError for a file that is not sound."""
    if not _possible():
        return ()
    try:
        path = chemin()
    except SegurctlError:
        return ()
    return lire(path).get(cle, ())


def _possible() -> bool:
    """Whether there may be a file: no, at the cost of two looks at the disk, on a Linux machine that has none."""
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ or not home.startswith("/"):
        return True  # only platformdirs knows where it would be
    folders = (os.environ.get("XDG_CONFIG_HOME"), f"{home}/.config")
    return any(one and os.path.lexists(f"{one}/segurctl/{_NAME}") for one in folders)


def de_l_environnement(cle: str) -> tuple[tuple[str, ...], str]:
    """What the environment settles for a key, and the variable that does; nothing where none does."""
    for variable, values in _variables(cle):
        if values:
            return values, variable
    return (), ""


def etendu(dossier: str) -> str:
    """A folder with its `~` replaced; as it is where nobody has that home."""
    return os.path.expanduser(dossier)  # noqa: PTH111 - which would raise


def _variables(cle: str) -> list[tuple[str, tuple[str, ...]]]:
    said = os.environ.get
    if cle == "dossiers":
        folders = said("SEGURCTL_DOSSIERS", "").split(os.pathsep)
        return [("SEGURCTL_DOSSIERS", tuple(etendu(one) for one in folders if one.strip()))]
    if cle == "format":
        format_ = said("SEGURCTL_FORMAT", "")
        return [("SEGURCTL_FORMAT", (format_,) if format_ in FORMATS else ())]
    if cle == "lecture":
        lecture = said("SEGURCTL_LECTURE", "")
        return [("SEGURCTL_LECTURE", (lecture,) if lecture in LECTURES else ())]
    return [
        ("NO_COLOR", ("jamais",) if said("NO_COLOR") else ()),
        ("FORCE_COLOR", ("toujours",) if said("FORCE_COLOR") else ()),
        ("TTY_COMPATIBLE", {"1": ("toujours",), "0": ("jamais",)}.get(said("TTY_COMPATIBLE", ""), ())),
    ]


def lire(path: Path) -> Config:
    """What a file settles; nothing where there is none. Raises SegurctlError, with path and line, when it is not sound.

    A file that this user may not even look for is not there: one home may be another's.
    """
    if not os.path.lexists(path):
        return {}
    from segurctl.candidature.text import MAX_BYTES, decode, parse
    from segurctl.files import read_ordinary

    text = ""
    try:
        text = decode(read_ordinary(path, MAX_BYTES, hint=_MEND))
        return {cle: valable(cle, value) for cle, value in sorted(parse(text).items())}
    except _CleError as faute:
        raise _situee(faute, path, text) from None
    except SegurctlError as error:
        error.path = path
        raise


class _CleError(SegurctlError):
    """A key, or its value, that is not right."""

    def __init__(self, message: str, cle: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.cle = cle


def _situee(faute: _CleError, path: Path, text: str) -> SegurctlError:
    from segurctl.candidature.scan import scan

    place = scan(text).position((faute.cle,))
    return SegurctlError(faute.message, path=path, line=place.line, column=place.column, hint=faute.hint)


def connue(cle: str) -> str:
    """A key, when it is one. Raises SegurctlError, with the nearest, when it is not."""
    if cle not in CLES:
        raise _CleError(f"clé inconnue « {cle} »", cle, _proche(cle, tuple(CLES), "clés"))
    return cle


def valable(cle: str, value: Any) -> tuple[str, ...]:
    """The value of a key, as the file writes it. Raises SegurctlError for a key or a value that means nothing."""
    if connue(cle) == "dossiers":
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _CleError("dossiers : une liste de textes est attendue", cle, 'comme dossiers = ["~/produits"]')
        for one in value:
            if not Path(etendu(one)).is_absolute() or "\0" in one:
                raise _CleError(f"dossiers : « {one} » n'est pas un chemin absolu", cle, "comme ~/produits")
        return tuple(value)
    among = MOTS[cle]
    if value not in among:
        said = f"« {value} »" if isinstance(value, str) else "cette valeur"
        raise _CleError(f"{cle} : {said} n'existe pas", cle, _proche(value, among, "choix"))
    return (value,)


def _proche(word: object, known: tuple[str, ...], nom: str) -> str:
    from segurctl.proches import suggest

    near = suggest(word, list(known)) if isinstance(word, str) else None
    return near or f"{nom} : {', '.join(known)}"


def ecrire(changes: Mapping[str, tuple[str, ...]]) -> tuple[Config, Config]:
    """Settle keys, or unsettle those given nothing, in the file as it is now; give what was settled, before and after.

    Under the lock of its folder: two at once are both there. Raises SegurctlError for a file that is not sound, which
    is left as it is, or when it cannot be written.
    """
    from segurctl.candidature.lock import locked
    from segurctl.candidature.replace import replace
    from segurctl.system import reason

    path = chemin()
    if not os.path.lexists(path) and not any(changes.values()):
        return {}, {}
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=path.parent) from None
    with locked(Path(os.path.realpath(path)).parent):
        before = lire(path)
        after = {cle: values for cle, values in sorted({**before, **changes}.items()) if values}
        if after != before:
            replace(path, _texte(after))
        return before, after


def _texte(config: Config) -> str:
    import tomli_w

    return _HEAD + tomli_w.dumps({cle: list(one) if cle == "dossiers" else one[0] for cle, one in config.items()})
