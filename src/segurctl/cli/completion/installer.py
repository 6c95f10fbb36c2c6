"""Put the script of a shell where that shell finds it, and say what was done; nothing is written twice."""

import os
from pathlib import Path

from segurctl.cli.completion.shells import script
from segurctl.errors import SegurctlError
from segurctl.system import reason

_ZSH = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"


def installer(shell: str) -> str:
    """Install the completion of a shell. Raises SegurctlError where it cannot be written."""
    if shell == "powershell":
        raise SegurctlError(
            "PowerShell n'a pas de dossier de complétion",
            hint="segurctl --show-completion powershell >> $PROFILE",
        )
    home = Path.home()
    match shell:
        case "bash":
            file, rc = home / ".bash_completions" / "segurctl.sh", home / ".bashrc"
            asked = "source '{}'".format(str(file).replace("'", "'\\''"))
        case "zsh":
            file, rc, asked = home / ".zfunc" / "_segurctl", home / ".zshrc", _ZSH
        case _:
            config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
            file, rc, asked = config / "fish" / "completions" / "segurctl.fish", home, ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script(shell), encoding="utf-8")
        if asked:
            _demander(rc, asked)
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=Path(str(error.filename or file))) from None
    return f"La complétion de {shell} est installée ({file}) ; elle servira dès le prochain terminal."


def _demander(rc: Path, line: str) -> None:
    """Have the shell read it at its start: one line added to its file, unless it is there."""
    try:
        held = rc.read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        held = ""
    if line not in held.splitlines():
        with rc.open("a", encoding="utf-8") as file:
            file.write(f"{'' if not held or held.endswith(chr(10)) else chr(10)}{line}\n")
