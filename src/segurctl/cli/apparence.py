"""How pages are shown, as options of every command, before its name or after it: `--color`, `--lecture`.

Completion knows them too, and for the names of commands it does without Typer: importing this module loads nothing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from typer.core import TyperOption


class Apparence(NamedTuple):
    """An option, what it is for, its words, and what is read as one of them: `always` is what fingers type."""

    nom: str
    aide: str
    mots: tuple[str, ...]
    synonymes: Mapping[str, str]


# The words are those of the config, by the same key, which the help and completion do not load: a test keeps both.
APPARENCES: Mapping[str, Apparence] = {
    "couleur": Apparence(
        "--color",
        "En couleur ou non ; auto : sur un terminal.",
        ("auto", "toujours", "jamais"),
        {"always": "toujours", "never": "jamais"},
    ),
    "lecture": Apparence(
        "--lecture",
        "En colonnes, ou pour un lecteur d'écran.",
        ("colonnes", "lineaire"),
        {"linéaire": "lineaire"},
    ),
}


def options() -> "list[TyperOption]":
    """Make them; what is read of them is kept by `cli.look`."""
    return [_option(cle, one) for cle, one in APPARENCES.items()]


def _option(cle: str, one: Apparence) -> "TyperOption":
    from typer.core import TyperOption

    from segurctl.cli.look import choose
    from segurctl.cli.usage import Misuse, quote, suggestion

    def keep(ctx: Any, _: Any, value: str | None) -> None:
        if value is None or ctx.resilient_parsing:
            return
        settled = one.synonymes.get(value, value)
        if settled not in one.mots:
            hint = suggestion(value, one.mots) or f" (choix : {', '.join(one.mots)})"
            raise Misuse(f"{one.nom} : {quote(value)} n'existe pas{hint}", ctx.command_path)
        choose(cle, settled)

    return TyperOption(
        param_decls=[one.nom, f"_{cle}"],
        type=str,
        metavar="|".join(one.mots),
        help=one.aide,
        callback=keep,
        expose_value=False,
        is_eager=True,
    )
