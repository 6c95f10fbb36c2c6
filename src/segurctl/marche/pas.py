"""What a walk is made of: questions, which a dialogue asks, and commands, which are all that an answer does."""

from collections.abc import Callable, Generator
from typing import Any, NamedTuple, TypeVar

from segurctl.evaluation import Evaluation

Commande = tuple[str, ...]  # the words after `segurctl`, as a script would give them
T = TypeVar("T")

# Keys of options that are no étape, no suivi and no word of a champ.
RIEN, AUTRE, TOUTES, CORRIGER = "…", "+", "*", "~"


class Entree(NamedTuple):
    """An étape begins: who asks says what it is for, where it happens and what to have at hand."""

    etape: str


class Case(NamedTuple):
    """One tick-box; without a text its key is an étape, which who asks names."""

    cle: str
    texte: str = ""
    detail: str | None = None
    cochee: bool = False


class Cases(NamedTuple):
    """Tick-boxes; the answer is the keys of those ticked, in their order here.

    `rappel` says beside the title what they are of, and where: on a small screen its page has scrolled away.
    """

    titre: str
    cases: tuple[Case, ...]
    rappel: str = ""


class Option(NamedTuple):
    """One way to go on; without a text its key is an étape or a suivi, which who asks names."""

    cle: str
    texte: str = ""


class Choix(NamedTuple):
    """One of a few options; the answer is its key. `champ` and what follows it are as those of a Saisie."""

    titre: str
    options: tuple[Option, ...]
    defaut: str
    champ: str | None = None
    aide: str | None = None
    reproche: str | None = None
    requis: bool = False


class Saisie(NamedTuple):
    """A line to type; the answer is the text, empty where it is left for later (`facultatif`).

    `essai` is the command that the text would make: it is tried before the answer is taken. `propose` is what stands
    there already, to be accepted or changed; `reproche` what is wrong with it. `champ` is the field it fills, if one;
    `requis`: the étape is not done without it, though nobody is kept from going on. `vide` says what leaving it empty
    does. `refus` says of a text why it will not do, where the command would not. `acquis`: what was answered before it
    is written with what is proposed, where the person stops here.
    """

    titre: str
    essai: Callable[[str], Commande]
    champ: str | None = None
    aide: str | None = None
    propose: str = ""
    reproche: str | None = None
    facultatif: bool = True
    requis: bool = False
    vide: str = "vide pour plus tard"
    refus: Callable[[str], str | None] = lambda _text: None
    acquis: bool = False


Pas = Entree | Cases | Choix | Saisie | Commande
Marche = Generator[Pas, Any, T]
Lire = Callable[[], Evaluation]  # the candidature as it is now
