"""Which parameter is being typed: the words before the cursor, read without judging them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from segurctl.cli.table import Entry, Table

Param = Any  # a typer.core.TyperOption or TyperArgument


class Choix(NamedTuple):
    """A word to offer, and what it is in a few words, for the shells that show it.

    `suite`: more is to be typed right after it, as after `champ=`.
    """

    mot: str
    aide: str = ""
    suite: bool = False


class Place(NamedTuple):
    """A parameter of a command, and what was typed around it.

    `debut` is what is typed of the value; `avant` what stands before it in the same word (`--format=`); `deja` the
    other values of the same parameter, and `options` the values of every option, by the name of its parameter.
    """

    commande: str
    param: Param
    debut: str
    avant: str = ""
    deja: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = {}

    @property
    def nom(self) -> str:
        """The command and its parameter, as `sources` knows them."""
        return f"{self.commande} {self.param.name}"


class Groupe(NamedTuple):
    """Where the name of a command stands, or an option of the group, or the value that the option `attend` takes."""

    table: Table
    racine: bool
    attend: str = ""


class Commande(NamedTuple):
    """A command that was named, and what is typed after it."""

    nom: str
    entree: Entry
    mots: Sequence[str]


def trouver_commande(mots: Sequence[str], table: Table) -> Groupe | Commande | None:
    """Where the last word stands: in a group, or after the name of a command. None after a name that is not one."""
    noms: list[str] = []
    attend = ""
    for rang, mot in enumerate(mots[:-1]):
        if attend or mot.startswith("-"):
            attend = "" if attend else _attend(mot)
            continue
        entree = table.get(mot)
        if entree is None and mot == "help" and not noms:
            continue  # `help show` is `show --help`
        if entree is None:
            return None
        noms.append(mot)
        if not entree.group:
            return Commande(" ".join(noms), entree, mots[rang + 1 :])
        table = entree.group
    return Groupe(table, racine=not noms, attend=attend)


def _attend(mot: str) -> str:
    """The option of every command that the next word is the value of, if the word is one."""
    from segurctl.cli.apparence import APPARENCES

    return mot if any(mot == one.nom for one in APPARENCES.values()) else ""


def situer(commande: str, params: Sequence[Param], mots: Sequence[str]) -> Place | list[Choix]:
    """The parameter that the last word gives a value to; or, for the name of an option, those that may stand."""
    lus = _Lus(params)
    *avant, dernier = mots
    for mot in avant:
        lus.lire(mot)
    if lus.attend is not None:
        return lus.place(commande, lus.attend, dernier)
    if not lus.fini and dernier.startswith("-"):
        nom, egal, debut = dernier.partition("=")
        option = lus.option(nom) if egal else None
        if option is not None:
            return lus.place(commande, option, debut, f"{nom}=")
        return list(lus.noms()) if not egal else []
    argument = lus.argument()
    return lus.place(commande, argument, dernier) if argument is not None else []


class _Lus:
    """What the words read so far gave."""

    def __init__(self, params: Sequence[Param]) -> None:
        self.params = [one for one in params if not one.hidden]
        self.valeurs: dict[str, list[str]] = {}
        self.positions: list[str] = []
        self.attend: Param | None = None
        self.fini = False  # after `--` there are no options

    def lire(self, mot: str) -> None:
        """Read one word, whole."""
        if self.attend is not None:
            self.valeurs.setdefault(self.attend.name, []).append(mot)
            self.attend = None
        elif self.fini or not mot.startswith("-") or mot == "-":
            self.positions.append(mot)
        elif mot == "--":
            self.fini = True
        else:
            self._lire_option(mot)

    def _lire_option(self, mot: str) -> None:
        nom, egal, valeur = mot.partition("=")
        option = self.option(nom)
        if option is None and not mot.startswith("--"):  # -cCHEMIN
            option, egal, valeur = self.option(mot[:2]), "=", mot[2:]
        if option is None:
            return
        self.valeurs.setdefault(option.name, [])
        if _drapeau(option):
            return
        if egal:
            self.valeurs[option.name].append(valeur)
        else:
            self.attend = option

    def option(self, nom: str) -> Param | None:
        """The option of a name."""
        return next((one for one in self.params if nom in (*one.opts, *one.secondary_opts)), None)

    def noms(self) -> Iterator[Choix]:
        """The long names of the options that may still be given, and of those that have no long one, the short."""
        for one in self.params:
            if one.param_type_name == "option" and (one.multiple or one.name not in self.valeurs):
                yield from (Choix(nom, _phrase(one.help)) for nom in _longs((*one.opts, *one.secondary_opts)))

    def argument(self) -> Param | None:
        """The argument that the next word is for."""
        rang = len(self.positions)
        for one in self.params:
            if one.param_type_name == "argument":
                if one.nargs == -1 or rang < one.nargs:
                    return one
                rang -= one.nargs
        return None

    def place(self, commande: str, param: Param, debut: str, avant: str = "") -> Place:
        """The place of a value of a parameter."""
        argument = param.param_type_name == "argument"
        deja = self.positions if argument else self.valeurs.get(param.name, [])
        return Place(commande, param, debut, avant, tuple(deja), {nom: tuple(v) for nom, v in self.valeurs.items()})


def _drapeau(option: Param) -> bool:
    return bool(option.is_flag or option.count)


def _longs(noms: Sequence[str]) -> list[str]:
    return [one for one in noms if one.startswith("--")] or list(noms)


def _phrase(aide: str | None) -> str:
    return (aide or "").partition("\n")[0]
