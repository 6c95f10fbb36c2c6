"""The dialogue of a terminal that redraws: tick-boxes and options moved through with the arrows (prompt_toolkit).

Only bold and reverse are used, which are legible on any background. What was asked is erased once answered: what stays
on the screen is what `walk` prints, line by line.
"""

import shutil
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import suspend_to_background_supported
from prompt_toolkit.widgets import CheckboxList, RadioList

from segurctl.cli.dialogue.model import Arret, simple
from segurctl.cli.printer import escape
from segurctl.cli.wrapping import wrap
from segurctl.marche.pas import Cases, Choix

_STYLE = Style.from_dict({"ici": "bold", "aide": ""})
_AIDE_CASES = "espace coche, entrée valide, ctrl-a coche tout, ctrl-c s'arrête sans rien perdre"
_AIDE_CHOIX = "flèches ou chiffre, entrée valide, ctrl-c s'arrête sans rien perdre"
_MARGE = 4  # the box, or the mark, and the number


class Fenetre:
    """Asks at the foot of the screen."""

    reprend = True

    def __init__(self) -> None:
        self._output = _output()

    def cases(self, question: Cases) -> tuple[str, ...]:
        """Ask which boxes are ticked. Raises Arret with those ticked so far when the person stops."""
        liste = CheckboxList(
            values=[(one.cle, _etiquette(one.texte, one.detail, _MARGE)) for one in question.cases],
            default_values=[one.cle for one in question.cases if one.cochee],
            open_character="[",
            select_character="x",
            close_character="]",
            default_style="",
            checked_style="",
            selected_style="class:ici",
        )
        liste._selected_index = 0  # noqa: SLF001 - the first box, and not the first that is ticked
        touches = KeyBindings()

        @touches.add("c-a")
        def _tout(_event: KeyPressEvent) -> None:
            liste.current_values[:] = [one.cle for one in question.cases]

        try:
            self._demander(liste, touches, _AIDE_CASES)
        except (KeyboardInterrupt, EOFError, OSError) as arret:
            raise Arret(_dans_l_ordre(question, liste.current_values), arret) from None
        return _dans_l_ordre(question, liste.current_values)

    def choix(self, question: Choix) -> str:
        """Ask for one option."""
        liste = RadioList(
            values=[(one.cle, _etiquette(one.texte, None, _MARGE + 2)) for one in question.options],
            default=question.defaut,
            select_on_focus=True,
            open_character="",
            select_character=">",
            close_character="",
            show_numbers=True,
            default_style="",
            checked_style="class:ici",
            selected_style="",
        )
        self._demander(liste, KeyBindings(), _AIDE_CHOIX)
        return liste.current_value

    def ligne(self, propose: str) -> str:
        """Ask for a line."""
        session: PromptSession[str] = PromptSession(output=self._output, enable_history_search=False)
        return simple(session.prompt("> ", default=simple(propose), enable_suspend=True))

    def _demander(self, liste: "CheckboxList[str] | RadioList[str]", touches: KeyBindings, aide: str) -> None:
        @touches.add("enter", eager=True)
        def _valider(event: KeyPressEvent) -> None:
            event.app.exit()

        @touches.add("c-c")
        @touches.add("<sigint>")
        def _arreter(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt())

        @touches.add("c-d")
        def _finir(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError())

        @touches.add("c-z", filter=Condition(suspend_to_background_supported))
        def _suspendre(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        liste.window.wrap_lines = to_filter(True)
        liste.show_scrollbar = _lignes(liste) + 2 > shutil.get_terminal_size().lines
        pied = Window(FormattedTextControl(_etiquette(f"({aide})", None, 0)), dont_extend_height=True)
        application: Application[Any] = Application(
            layout=Layout(HSplit([liste, pied]), focused_element=liste),
            key_bindings=touches,
            style=_STYLE,
            erase_when_done=True,
            output=self._output,
        )
        application.run()


def _output() -> Output:
    """The terminal, without its colours; nor asked where the cursor is, which some answer with garbage on the line."""
    output = create_output()
    if hasattr(output, "enable_cpr"):
        output.enable_cpr = False
    if hasattr(output, "default_color_depth"):
        output.default_color_depth = ColorDepth.DEPTH_1_BIT
    return output


def _etiquette(texte: str, detail: str | None, marge: int) -> str:
    """A label cut in lines that fit beside its box: what does not fit would not be shown."""
    largeur = max(shutil.get_terminal_size().columns - marge - 2, 20)
    lignes = []
    for one in (texte, detail):
        if one:
            plain = escape(one)
            lignes += [plain[a:b].strip() for a, b in wrap(plain, largeur, 0)]
    return f"\n{' ' * marge}".join(lignes)


def _lignes(liste: "CheckboxList[str] | RadioList[str]") -> int:
    return sum(str(etiquette).count("\n") + 1 for _, etiquette in liste.values)


def _dans_l_ordre(question: Cases, cochees: list[str]) -> tuple[str, ...]:
    return tuple(one.cle for one in question.cases if one.cle in cochees)
