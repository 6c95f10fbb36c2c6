"""What several test files need: the command as a real process, and candidatures in a few lines."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath

TODAY = "2025-10-18"
NO_CACHE = "/dev/null/cache"  # a folder that nobody can make
NO_CONFIG = "/dev/null/config"  # the same
HEAD = 'format = 1\nparcours = "segur-vague-2"\nedition = "2025-10"\n'
PRODUIT = '\n[produit]\nnom = "Julie"\ndispositif = "LGC"\n'
MINIMAL = HEAD + PRODUIT

# What libraries say, and how Python spells values: none of it may reach a person.
_FOREIGN = re.compile(
    r"\b(?:(?i:valid|invalid|error|expected|input|should|string|integer|boolean|dictionary|field|required|extra|"
    r"unterminated|illegal|found|unclosed|exceeds|traceback|pydantic|tomli)|True|False|None)\b|\[Errno|datetime\."
)


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(
    *args: str | Path,
    cwd: Path,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    limits: str = "ulimit -v 1048576",
) -> Ended:
    """Run segurctl as a process of its own, in one GiB of memory or under other limits of the shell."""
    done = subprocess.run(
        ["sh", "-c", f'{limits} && exec "$@"', "sh", sys.executable, "-m", "segurctl", *map(str, args)],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=timeout,
        # Under a limit of size, bytecode would be kept cut short, for every test that comes after.
        env={**settled_environment(), "PYTHONDONTWRITEBYTECODE": "1", **(env or {})},
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def settled_environment() -> dict[str, str]:
    """The environment without what changes the output of segurctl, with no cache of links and nothing settled."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SEGURCTL_")
        # In a CI, a line that its log would obey is told otherwise.
        and name
        not in {
            "CI",
            "GITHUB_BASE_REF",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA",
            "NO_COLOR",
            "FORCE_COLOR",
            "TTY_COMPATIBLE",
            "COLUMNS",
            "LINES",
        }
    }
    return {**kept, "XDG_CACHE_HOME": NO_CACHE, "XDG_CONFIG_HOME": NO_CONFIG}


def foreign_words(message: str) -> list[str]:
    """Words in a message that no French person wrote."""
    return [found[0] for found in _FOREIGN.finditer(message)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, the hidden ones too, by name: what a failed write must not change."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def champs(model: Any = Candidature, above: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every champ of the model with its annotation; where the team chooses a name, one that fits."""
    for one in _alternatives(model):
        if isinstance(one, type) and issubclass(one, BaseModel):
            for name, field in one.model_fields.items():
                yield from champs(field.annotation, (*above, name))
        elif get_origin(one) is Mapping:
            yield from champs(get_args(one)[1], (*above, _NAMES.get(above, "x")))
        else:
            yield above, model
            return


_NAMES: Mapping[KeyPath, str] = {
    ("etapes",): "psc",
    ("etapes", "psc"): "datapass",
    ("etapes", "psc", "datapass", "actions"): "proconnect",
}


def _alternatives(annotation: Any) -> list[Any]:
    if get_origin(annotation) in {Union, UnionType}:
        return [one for one in get_args(annotation) if one is not NoneType]
    return [annotation]


def compare(path: Path, text: str) -> None:
    """Compare a text with its file, whole; or write it, away from CI, when asked by SEGURCTL_SCREENS=write."""
    if os.environ.get("SEGURCTL_SCREENS") == "write":
        assert "CI" not in os.environ, "CI compares the screens, it does not write them"
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name}: read the difference, then SEGURCTL_SCREENS=write"
