"""Help and usage errors: French, whole, and complete even when Typer learns new sentences."""

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperOption

from segurctl.cli import usage
from segurctl.cli.app import build_app
from segurctl.cli.main import main
from segurctl.cli.table import TABLE, Table

Say = Callable[..., str]
ENGLISH = re.compile(
    r"\b(usage|error|missing|invalid|required|default|show|try|the|is|does|not|for|values?|unexpected|such"
    r"|extra|got|requires|takes|env var|mean|choose|from|commands|range|directory|readable|writable)\b",
    re.IGNORECASE,
)
AFTER = "les options d'une commande s'écrivent après son nom"


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> Table:
    """The toy commands, importable."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    table: Table = import_module("toy").TABLE
    return table


@pytest.fixture
def told(toys: Table, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a toy command that is misused, and give the sentence."""

    def tell(*argv: str) -> str:
        assert main(argv, toys) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        sentence, help_line = captured.err.splitlines()
        assert re.fullmatch(r"Aide : segurctl( champs| corrige| depose| nombre)? --help", help_line)
        assert not ENGLISH.search(sentence)
        return sentence.removeprefix("segurctl: ")

    return tell


@pytest.fixture
def shown(toys: Table, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a toy command that answers, and give its output."""

    def show(*argv: str) -> str:
        assert main(argv, toys) == 0
        return capsys.readouterr().out

    return show


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ("depoze", "« depoze » n'est pas une commande ; vouliez-vous dire « depose » ?"),
        ("zzz", "« zzz » n'est pas une commande"),
        ("rien2", "« rien2 » n'est pas une commande"),
        ("--", "il manque le nom d'une commande"),
        ("-- --x", "« --x » n'est pas une commande"),
        ("--versoin", "« --versoin » n'est pas une option ; vouliez-vous dire « --version » ?"),
        ("--format json", f"« --format » n'est pas une option de segurctl ; {AFTER}"),
        ("depose", "il manque l'argument ETAPE"),
        ("depose a -z", "« -z » n'est pas une option de cette commande"),
        ("depose a --fromat x", "« --fromat » n'est pas une option ; vouliez-vous dire « --format » ?"),
        ("depose a --format", "--format attend une valeur"),
        ("depose a --format xml", "--format : « xml » n'est pas admis ; choisissez parmi text ou json"),
        ("depose a --format jsn", "--format : « jsn » n'est pas admis ; vouliez-vous dire « json » ?"),
        ("depose a --undo=1", "--undo ne prend pas de valeur"),
        ("depose a --no-couleur=1", "--no-couleur ne prend pas de valeur"),
        ("depose a --le hier", "--le : « hier » n'est pas une date ; écrivez AAAA-MM-JJ"),
        (
            "depose a --heure 2025",
            "--heure : « 2025 » n'est pas une date ; écrivez AAAA-MM-JJ ou AAAA-MM-JJThh:mm",
        ),
        ("depose a --poids x", "--poids : « x » ne convient pas ; donnez un nombre entier, entre 1 et 5"),
        ("depose a --poids 9", "--poids : « 9 » ne convient pas ; donnez un nombre entier, entre 1 et 5"),
        ("depose a --fichier /nulle", "--fichier : « /nulle » n'existe pas"),
        ("depose a --fichier /", "--fichier : « / » est un dossier ; donnez un fichier"),
        ("corrige", "--le : le jour est passé"),
        ("champs", "il manque l'argument CHAMP=VALEUR"),
        ("nombre", "il manque l'argument VALEUR"),
        ("nombre x", "VALEUR : « x » n'est pas un nombre entier"),
        ("nombre 1 b", "« b » est en trop ; une valeur qui contient des espaces s'écrit entre guillemets"),
        ("nombre 1 --paire x y", "--paire : « x » n'est pas un nombre entier"),
        ("nombre 1 --paire 3", "--paire attend 2 valeurs"),
    ],
)
def test_a_usage_error_names_the_value_and_how_to_mend_it(told: Say, argv: str, sentence: str) -> None:
    assert told(*argv.split()) == sentence


def test_a_value_from_the_environment_is_named_by_its_variable(told: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGURCTL_POIDS", "lourd")
    assert told("depose", "a").startswith("SEGURCTL_POIDS : « lourd »")


def test_hostile_values_are_quoted_harmless_on_one_line(told: Say) -> None:
    assert told("nombre", "a\x1b[31m\nb\u202e") == "VALEUR : « a\\x1b[31m b\\u202e » n'est pas un nombre entier"


@pytest.mark.parametrize("argv", [["--help"], ["depose", "--help"], ["nombre", "--help"]])
def test_no_word_of_the_help_is_english(shown: Say, argv: list[str]) -> None:
    text = re.sub(r"(?m)^ *(-\S+,? ?)+|\[--\S+\]", "", shown(*argv))
    assert not ENGLISH.search(text)


def test_the_help_of_a_command_is_its_docstring_its_parameters_and_its_examples(shown: Say) -> None:
    assert (
        shown("depose", "--help")
        == """\
Utilisation : segurctl depose [OPTIONS] ETAPE [NOMS…]

Dépose une chose, et dit ce qui a été compris.

Un second paragraphe assez long pour que le formateur doive le couper quelque
part, puisqu'il passe la largeur.

- une liste
- gardée telle quelle

Arguments :
  ETAPE  Une étape [id], comme psc.datapass.  [obligatoire]
  NOMS…  D'autres noms.

Options :
  --format text|json              La forme.  [défaut : text]
  --le AAAA-MM-JJ                 Le jour.
  --heure AAAA-MM-JJ|AAAA-MM-JJThh:mm
  --poids ENTIER                  Le poids.  [variable : SEGURCTL_POIDS ;
                                  défaut : 1 ; entre 1 et 5]
  --fichier FICHIER               Une preuve.
  --undo                          Décoche.
  --couleur / --no-couleur        Avec couleur.  [défaut : --couleur]
  --help                          Affiche cette aide.

Exemples :
  segurctl depose psc.datapass --le 2025-10-02
  segurctl depose psc.datapass      --format json
"""
    )


def test_an_argument_named_by_its_author_is_shown_as_it_is(shown: Say) -> None:
    assert shown("champs", "--help").startswith("Utilisation : segurctl champs [OPTIONS] CHAMP=VALEUR... [CHEMIN]\n")


def test_the_help_of_the_program_shows_the_commands_by_panel(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Utilisation : segurctl [OPTIONS] COMMANDE [ARGUMENTS]…\n\nSuit le référencement ")
    assert text.index("\nSuivre :\n") < text.index("\nRemplir :\n") < text.index("\nOptions :\n")
    assert text.index("\nOptions :\n") < text.index("\nExemples :\n  segurctl status\n")
    assert "\n  --help                        Affiche cette aide.\n" in text
    for name, entry in TABLE.items():
        assert bool(re.search(rf"(?m)^  {name} +{re.escape(entry.summary)}$", text)) is not entry.hidden


def test_hidden_commands_are_not_in_the_help_nor_suggested(shown: Say, told: Say) -> None:
    assert "rien" not in shown("--help")
    assert told("rienn") == "« rienn » n'est pas une commande"


def test_a_command_reads_what_it_was_given(shown: Say) -> None:
    given = [
        "depose",
        "a",
        "b",
        "--format",
        "json",
        "--poids",
        "3",
        "--undo",
        "--le",
        "2025-10-02",
        "--no-couleur",
    ]
    assert shown(*given) == "('a', ['b'], 'json', datetime.date(2025, 10, 2), None, 3, None, True, False)\n"


def test_an_option_of_a_command_does_not_outlive_it(shown: Say) -> None:
    assert "'json'" in shown("depose", "a", "--format", "json")
    assert "'text'" in shown("depose", "a")


def test_a_parser_s_own_sentence_is_kept() -> None:
    def refuse(_: str) -> str:
        raise typer.BadParameter("un SIREN a neuf chiffres")

    kind = type("FuncParamType", (), {"func": staticmethod(refuse), "__call__": lambda *_: refuse("")})()
    assert usage.refusal(kind, "12", typer.BadParameter("x")) == "un SIREN a neuf chiffres"


# What follows fails when an upgrade of Typer brings an error, a type or a sentence that nobody translated.


def subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    each: type[Any]
    for each in cls.__subclasses__():
        if each.__module__.startswith("typer"):
            yield each
        yield from subclasses(each)


def test_every_error_of_typer_has_its_sentence() -> None:
    build_app()
    plain = {"ClickException", "UsageError"}  # nothing but a message: those of Typer are looked for below
    errors = {cls.__name__ for cls in subclasses(typer.TyperException)}
    assert errors == (set(usage._ERRORS) | plain) - {"TyperException"}


def test_every_type_of_typer_has_its_refusal() -> None:
    build_app()
    root = type(TyperOption(param_decls=["--x"]).type).__mro__[1]
    never = {"StringParamType", "CompositeParamType", "_NumberParamTypeBase", "IntRange", "FloatRange"}
    types = {cls.__name__ for cls in subclasses(root)}
    assert types == (set(usage._KINDS) | never) - {"ParamType"}


OURS_BY_CLASS = {
    "(Possible options: {})",
    "Argument {} takes {} values.",
    "Choose from:\n\t{}",
    "Could not open file {}: {}",
    "Got unexpected extra argument(s) ({})",
    "Invalid value for {}: {}",
    "Invalid value: {}",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing parameter: {}",
    "Missing {}",
    "No such command {name!r}.",
    "No such option: {}",
    "Option {} does not take a value.",
    "Option {} requires {}",
    "Takes {} values but {} given.",
    "Value must be an iterable.",
    "an argument.",
    "unknown error",
    "{} does not match the formats {}.",
    "{} is not a valid UUID.",
    "{} is not a valid boolean. Recognized values: {}",
    "{} is not a valid {}.",
    "{} is not in the range {}.",
    "{} is not one of {}.",
    "{} values are required, but {} given.",
    "{} {} does not exist.",
    "{} {} is a directory.",
    "{} {} is a file.",
    "{} {} is not readable.",
    "{} {} is not writable.",
    "{}. Did you mean {}?",
    " (env var: '{}')",
}
OURS_IN_THE_HELP = {
    "Install completion for the current shell.",
    "Install completion for the specified shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    "Show completion for the specified shell, to copy it or customize the installation.",
    "Show this message and exit.",
    "Usage: ",
    "default: {default}",
    "env var: {var}",
    "env var: {}",
    "float range",
    "int range",
}
HEARD_AND_SAID_AGAIN = {
    "Completion will take effect once you restart the terminal",
    "Shell {} is not supported.",
    "Shell {} not supported.",
    "{} completion installed in {}",
}
ONLY_OUTSIDE_STANDALONE_MODE = {"Aborted!", "Try '{} {}' for help.\n", "Error: {}"}
NOT_FOR_PEOPLE = {
    # Between a shell and its completion script.
    'Completion instruction "{}" not supported.',
    "Couldn't decode the path automatically",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Couldn't get PowerShell user profile",
    "Invalid completion instruction.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    # For the author of a command.
    "(DEPRECATED: {})",
    "<ConsoleStream name={} encoding={}>",
    "<unopened file '{}' {}>",
    "fpath+=~/.zfunc; autoload -Uz compinit; compinit",
    "zstyle ':completion:*' menu select",
    "A _click.Parameter should be returned",
    "DeprecationWarning: The command {} is deprecated.{}",
    "Invalid autocompletion callback parameters: {}",
    "Too many CLI parameter callback function parameters",
    "Windows error {}",
    "Windows error: {}",
}
NEVER_USED = {  # typer.prompt and typer.confirm: commands ask with `input`
    "Error: The two entered values do not match.",
    "Error: The value you entered was invalid.",
    "Error: invalid input",
    "Repeat for confirmation",
}
FOR_AUTHORS = {"TypeError", "RuntimeError", "ValueError", "Doc", "warn"}


def sentences(node: ast.AST) -> Iterator[str]:
    """Give the strings of a module that look like words for a person."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in FOR_AUTHORS:
        return
    if isinstance(node, ast.Assert) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    text = ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if text and "%(complete_func)s" not in text and "%(prog_name)s" not in text:  # the scripts of the shells
        if re.search(r"[A-Za-z]{2,}[:,.]? ([a-z({]|$)|\} (is|are|does|not) |^(Missing|Aborted)|^an ", text):
            yield text
        return
    for child in ast.iter_child_nodes(node):
        yield from sentences(child)


def test_every_english_sentence_of_typer_is_known() -> None:
    root = Path(typer.__file__).parent
    aside = {root / name for name in ("rich_utils.py", "testing.py", "cli.py", "params.py", "utils.py")}
    found = {
        sentence
        for file in root.rglob("*.py")
        if file not in aside
        for sentence in sentences(ast.parse(file.read_text(encoding="utf-8")))
    }
    known = (
        OURS_BY_CLASS
        | OURS_IN_THE_HELP
        | HEARD_AND_SAID_AGAIN
        | ONLY_OUTSIDE_STANDALONE_MODE
        | NOT_FOR_PEOPLE
        | NEVER_USED
        | set(usage._MESSAGES)
    )
    assert found - known == set()
    assert set(usage._MESSAGES) <= found
