"""The styles stand out on the backgrounds that people have: contrast as WCAG computes it, on palettes by their authors.

What has no colour (bold, or nothing) is the person's own foreground, and no state is told by colour alone
(`test_widths.py`).
"""

import re
from pathlib import Path

import pytest

from segurctl.cli.look import STYLES, STYLES_16

LEAST = 3.0
# The background, then the terminal's colours 0 to 15.
_XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
_GNOME = (
    "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff"
)
_WINDOWS = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
_MACOS = (
    "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"
)
_CODE_LIGHT = (
    "000000 cd3131 107c10 949800 0451a5 bc05bc 0598bc 555555 666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5"
)
_CODE_DARK = (
    "000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5"
)
_SOLARIZED = (
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
)
PALETTES = {
    "xterm, light": ("ffffff", _XTERM),
    "xterm, dark": ("000000", _XTERM),
    "VS Code, light": ("ffffff", _CODE_LIGHT),
    "VS Code, dark": ("1e1e1e", _CODE_DARK),
    "GNOME, light": ("ffffff", _GNOME),
    "GNOME, dark": ("171421", _GNOME),
    "Windows Terminal": ("0c0c0c", _WINDOWS),
    "macOS Terminal, light": ("ffffff", _MACOS),
    "macOS Terminal, dark": ("000000", _MACOS),
    "Solarized, light": ("fdf6e3", _SOLARIZED),
    "Solarized, dark": ("002b36", _SOLARIZED),
}  # fmt: skip
_NAMES = {"bright_red": 9, "bright_magenta": 13}
every_palette = pytest.mark.parametrize("nom", PALETTES)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def of_256(number: int) -> str:
    """A colour above the sixteen first, which no theme changes: the cube, then the greys."""
    if number >= 232:
        return f"{8 + 10 * (number - 232):02x}" * 3
    steps = (0, 95, 135, 175, 215, 255)
    cube = number - 16
    return "".join(f"{steps[one]:02x}" for one in (cube // 36, cube // 6 % 6, cube % 6))


def test_the_computation_is_that_of_wcag() -> None:
    assert contrast("ffffff", "000000") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)
    assert (of_256(16), of_256(196), of_256(244)) == ("000000", "ff0000", "808080")


@every_palette
def test_every_colour_of_a_style_stands_out(nom: str) -> None:
    background, _ = PALETTES[nom]
    ratios = {
        style: contrast(of_256(int(found[1])), background)
        for style, look in STYLES.items()
        if (found := re.search(r"color\((\d+)\)", look))
    }
    assert set(ratios) == {"ok", "attente", "alerte", "erreur", "discret", "commande"}
    assert {style: ratio for style, ratio in ratios.items() if ratio < LEAST} == {}


@every_palette
def test_where_there_are_but_sixteen_colours_only_those_that_stand_out_are_used(nom: str) -> None:
    background, colours = PALETTES[nom]
    used = {name for look in STYLES_16.values() for name in look.split() if name != "bold"}
    assert used == set(_NAMES)
    assert [name for name in used if contrast(colours.split()[_NAMES[name]], background) < LEAST] == []


def test_each_of_the_fourteen_others_is_illegible_somewhere() -> None:
    """Why the styles are not the terminal's own green and yellow."""
    lowest = [min(contrast(colours.split()[n], back) for back, colours in PALETTES.values()) for n in range(16)]
    assert [number for number, ratio in enumerate(lowest) if ratio >= LEAST] == sorted(_NAMES.values())


def test_no_style_is_dim() -> None:
    assert [look for look in (*STYLES.values(), *STYLES_16.values()) if "dim" in look] == []


def test_the_table_of_the_docs_is_what_is_computed() -> None:
    text = (Path(__file__).parents[2] / "docs" / "lecture.md").read_text(encoding="utf-8")
    for style, look in STYLES.items():
        if found := re.search(r"color\((\d+)\)", look):
            colour = of_256(int(found[1]))
            lowest = min(contrast(colour, back) for back, _ in PALETTES.values())
            on_white, on_black = contrast(colour, "ffffff"), contrast(colour, "000000")
            assert f"| `{style}` | {found[1]} `#{colour}` | {on_white:.1f} | {on_black:.1f} | {lowest:.1f} |" in text
