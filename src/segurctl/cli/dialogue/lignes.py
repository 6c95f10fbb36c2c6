"""The dialogue line by line, for a screen reader or a terminal that cannot redraw: numbers are typed."""

import sys

from segurctl.cli.dialogue.model import Arret, simple
from segurctl.cli.printer import one_line, show
from segurctl.marche.pas import Cases, Choix
from segurctl.views.page import line


class Lignes:
    """Asks in whole lines, one after another; nothing that was said moves or is erased."""

    reprend = False

    def cases(self, question: Cases) -> tuple[str, ...]:
        """Ask which boxes are ticked, until the person says none. Raises Arret with them when the person stops."""
        cochees = {one.cle for one in question.cases if one.cochee}
        try:
            while True:
                for rang, one in enumerate(question.cases, 1):
                    etat = "fait" if one.cle in cochees else "à faire"
                    detail = f". {one.detail}" if one.detail else ""
                    show((line(f"{rang}. {etat} : {one_line(one.texte)}{detail}", hang=3),))
                rangs = _rangs(_lire("Numéros à cocher ou décocher, vide pour la suite : "), len(question.cases))
                if rangs is None:
                    show((line(f"Des nombres de 1 à {len(question.cases)}, séparés par des espaces."),))
                elif not rangs:
                    break
                else:
                    cochees ^= {question.cases[rang - 1].cle for rang in rangs}
        except (KeyboardInterrupt, EOFError, OSError) as arret:
            raise Arret(_dans_l_ordre(question, cochees), arret) from None
        return _dans_l_ordre(question, cochees)

    def choix(self, question: Choix) -> str:
        """Ask for one option by its number."""
        cles = [one.cle for one in question.options]
        for rang, one in enumerate(question.options, 1):
            show((line(f"{rang}. {one_line(one.texte)}", hang=3),))
        defaut = cles.index(question.defaut) + 1
        while True:
            rangs = _rangs(_lire(f"Numéro, vide pour {defaut} : "), len(cles))
            if rangs is not None and len(rangs) <= 1:
                return cles[(rangs or [defaut])[0] - 1]
            show((line(f"Un nombre de 1 à {len(cles)}."),))

    def ligne(self, propose: str) -> str:
        """Ask for a line; what is proposed is taken where the line is empty, a dash says nothing at all."""
        if not propose:
            return _lire("Réponse : ")
        text = _lire(f"Réponse, vide pour « {one_line(propose)} », un tiret pour plus tard : ")
        return "" if text == "-" else text or propose


def _lire(invite: str) -> str:
    sys.stdout.write(invite)
    sys.stdout.flush()
    text = sys.stdin.readline()
    if not text:
        raise EOFError
    return simple(text)


def _rangs(text: str, total: int) -> list[int] | None:
    """The numbers typed; None where one of them is none of ours."""
    words = text.replace(",", " ").split()
    rangs = [int(word) for word in words if word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= total]
    return rangs if len(rangs) == len(words) else None


def _dans_l_ordre(question: Cases, cochees: set[str]) -> tuple[str, ...]:
    return tuple(one.cle for one in question.cases if one.cle in cochees)
