"""How pages are shown, as options of every command, before its name or after it: `--color`, `--lecture`."""

from collections.abc import Mapping
from typing import Any

from typer.core import TyperOption

from segurctl.cli.look import choose
from segurctl.cli.usage import Misuse, quote, suggestion

# The option, what it is for, its words; `always` is what fingers type.
_OPTIONS: Mapping[str, tuple[str, str, tuple[str, ...], Mapping[str, str]]] = {
    "couleur": (
        "--color",
        "En couleur ou non ; auto : sur un terminal.",
        ("auto", "toujours", "jamais"),
        {"always": "toujours", "never": "jamais"},
    ),
    "lecture": (
        "--lecture",
        "En colonnes, ou pour un lecteur d'écran.",
        ("colonnes", "lineaire"),
        {"linéaire": "lineaire"},
    ),
}


def options() -> list[TyperOption]:
    """Make them; what is read of them is kept by `cli.look`."""
    return [_option(cle, *described) for cle, described in _OPTIONS.items()]


def _option(cle: str, name: str, said: str, known: tuple[str, ...], synonyms: Mapping[str, str]) -> TyperOption:
    def keep(ctx: Any, _: Any, value: str | None) -> None:
        if value is None or ctx.resilient_parsing:
            return
        settled = synonyms.get(value, value)
        if settled not in known:
            hint = suggestion(value, known) or f" (choix : {', '.join(known)})"
            raise Misuse(f"{name} : {quote(value)} n'existe pas{hint}", ctx.command_path)
        choose(cle, settled)

    return TyperOption(
        param_decls=[name, f"_{cle}"],
        type=str,
        metavar="|".join(known),
        help=said,
        callback=keep,
        expose_value=False,
        is_eager=True,
    )
