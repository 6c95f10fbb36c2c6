"""What a person settles once: what it changes, what wins over it, and what is said of a file that is not sound."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, get_args

import jsonschema
import pexpect
import platformdirs
import pytest

from segurctl import config
from segurctl.cli import expliquer
from segurctl.cli.options import FORMATS
from segurctl.errors import ExitCode, SegurctlError
from segurctl.views import formats
from support import HEAD, TODAY, Ended, contents, foreign_words, run, settled_environment

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "config-list.schema.json"
VARIABLES = ("SEGURCTL_FORMAT", "SEGURCTL_DOSSIERS", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE")


class Person:
    """Somebody with a home, a config of their own, and a folder to work in."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.here = home / "ici"
        self.here.mkdir(parents=True)
        self.file = home / "réglages" / "segurctl" / "config.toml"
        self.env = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "réglages")}

    def settles(self, text: str | bytes) -> None:
        """Put a config there, as by hand."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def types(self, *words: str | Path, **env: str) -> Ended:
        """Run a command here."""
        return run(*words, cwd=self.here, env={**self.env, **env})

    def product(self, folder: str) -> Path:
        """Put a product in a folder of the home, of that name."""
        path = self.home / folder / "candidature.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{HEAD}\n[produit]\nnom = "{folder}"\ndispositif = "LGC"\n', encoding="utf-8")
        return path.parent


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "chez soi")


def refused(ended: Ended) -> str:
    """What a command that refuses says: one French line, and nothing else."""
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    [said] = ended.err.splitlines()
    assert not foreign_words(said)
    return said


# --- what wins ---


class Case(NamedTuple):
    """What is asked by an option, the environment and the config, and the format that comes of it."""

    option: str | None
    environment: str | None
    settled: str | None
    given: str


@pytest.mark.parametrize(
    "case",
    [
        Case("text", "json", "json", "text"),
        Case("json", "text", "text", "json"),
        Case(None, "json", "text", "json"),
        Case(None, "text", "json", "text"),
        Case(None, None, "json", "json"),
        Case(None, "", "json", "json"),
        Case(None, None, None, "text"),
        Case(None, "sarif", "json", "json"),  # what the command lacks is as if it were not said
        Case(None, "sarif", "sarif", "text"),
        Case(None, None, "junit", "text"),
    ],
    ids=str,
)
def test_the_format_is_that_of_the_option_else_of_the_environment_else_of_the_config(
    person: Person, case: Case
) -> None:
    person.product("ici")
    if case.settled:
        person.settles(f'format = "{case.settled}"\n')
    option = ["--format", case.option] if case.option else []
    env = {} if case.environment is None else {"SEGURCTL_FORMAT": case.environment}
    ended = person.types("next", "--today", TODAY, *option, **env)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert ended.out.startswith("{") == (case.given == "json")


class Folders(NamedTuple):
    """Where there is a product, and which of them a command without an option shows."""

    argument: bool
    environment: bool
    here: bool
    settled: bool
    shown: str | None


@pytest.mark.parametrize(
    "case",
    [
        Folders(argument=True, environment=True, here=True, settled=True, shown="dit"),
        Folders(argument=False, environment=True, here=True, settled=True, shown="ambiant"),
        Folders(argument=False, environment=False, here=True, settled=True, shown="ici"),
        Folders(argument=False, environment=False, here=False, settled=True, shown="réglé"),
        Folders(argument=False, environment=True, here=False, settled=True, shown="ambiant"),
        Folders(argument=True, environment=False, here=False, settled=True, shown="dit"),
        Folders(argument=False, environment=False, here=False, settled=False, shown=None),
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["status", "next", "check", "links"])
def test_the_folders_are_those_given_else_of_the_environment_else_found_from_here_else_of_the_config(
    person: Person, case: Folders, command: str
) -> None:
    folders = {name: person.product(name) for name in ("dit", "ambiant", "réglé")}
    if case.here:
        person.product("ici")
    if case.settled:
        person.settles('dossiers = ["~/réglé"]\n')
    env = {"SEGURCTL_DOSSIERS": f"{os.pathsep}~/ambiant{os.pathsep}"} if case.environment else {}
    options = ["--offline"] if command == "links" else []
    argument = [folders["dit"]] if case.argument else []
    ended = person.types(command, *argument, *options, "--format", "json", "--today", TODAY, **env)
    if case.shown is None:
        assert "aucune candidature dans" in refused(ended)
        return
    document = json.loads(ended.out)
    if command in {"status", "next"}:
        assert [one["fichier"] for one in document["candidatures"]] == [
            "candidature.toml" if case.shown == "ici" else str(person.home / case.shown / "candidature.toml")
        ]
    if command == "check":
        named = {one["fichier"] for one in document["constats"]}
        assert named <= {str(person.home / case.shown / "candidature.toml"), "candidature.toml"}
    assert ended.code in {ExitCode.OK, ExitCode.FINDINGS}


def test_a_portfolio_is_all_its_folders_and_one_that_is_gone_is_said(person: Person) -> None:
    person.product("un")
    person.product("deux")
    person.settles('dossiers = ["~/un", "~/parti", "~/deux"]\n')
    ended = person.types("status", "--today", TODAY)
    assert ended.code == ExitCode.USAGE
    assert ended.err == f"{person.home}/parti: ce dossier n'existe pas (segurctl config set dossiers=…)\n"
    assert [line.split(" ·")[0] for line in ended.out.splitlines() if " · LGC" in line] == ["un", "deux"]
    assert "corrigez SEGURCTL_DOSSIERS" in person.types("status", SEGURCTL_DOSSIERS="/absent").err


def test_a_command_about_one_file_does_not_go_and_write_in_the_portfolio(person: Person) -> None:
    before = contents(person.product("un"))
    person.settles('dossiers = ["~/un"]\n')
    assert "aucune candidature" in refused(person.types("set", "produit.version=2", "--today", TODAY))
    assert contents(person.home / "un") == before


def test_a_command_to_paste_names_the_file_that_the_config_led_to(person: Person) -> None:
    folder = person.product("un")
    person.settles('dossiers = ["~/un"]\n')
    assert f"-c '{folder}/candidature.toml'" in person.types("next", "--today", TODAY).out


# --- colour ---


def on_a_terminal(person: Person, **env: str) -> str:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "segurctl", "next", "--today", TODAY],
        cwd=str(person.here),
        env={**settled_environment(), **person.env, "TERM": "xterm-256color", **env},
        dimensions=(40, 100),
        encoding="utf-8",
        timeout=30,
    )
    raw = str(child.read())
    child.close()
    return raw


@pytest.mark.parametrize(
    ("settled", "env", "coloured"),
    [
        (None, {}, True),
        ("auto", {}, True),
        ("toujours", {}, True),
        ("jamais", {}, False),
        ("jamais", {"FORCE_COLOR": "1"}, True),
        ("toujours", {"NO_COLOR": "1"}, False),
        ("toujours", {"TERM": "dumb"}, False),
    ],
)
def test_on_a_terminal_there_is_colour_unless_it_is_refused(
    person: Person, settled: str | None, env: dict[str, str], *, coloured: bool
) -> None:
    person.product("ici")
    if settled:
        person.settles(f'couleur = "{settled}"\n')
    raw = on_a_terminal(person, **env)
    assert ("\x1b[3" in raw) == coloured
    assert "mandataire" in raw


@pytest.mark.parametrize(
    ("settled", "env", "styled"),
    [
        (None, {}, False),
        ("auto", {}, False),
        ("jamais", {}, False),
        ("toujours", {}, True),
        ("toujours", {"NO_COLOR": "1"}, False),
        ("toujours", {"TTY_COMPATIBLE": "0"}, False),
        ("jamais", {"FORCE_COLOR": "1"}, True),
    ],
)
def test_in_a_pipe_there_is_none_unless_it_is_always_wanted(
    person: Person, settled: str | None, env: dict[str, str], *, styled: bool
) -> None:
    person.product("ici")
    if settled:
        person.settles(f'couleur = "{settled}"\n')
    assert ("\x1b[" in person.types("status", "--today", TODAY, **env).out) == styled
    assert "\x1b" not in person.types("status", "--format", "json", "--today", TODAY, **env).out


# --- config list, get, set, unset, path ---


def test_what_is_settled_is_listed_with_where_it_comes_from(person: Person) -> None:
    person.product("ici")
    assert person.types("config", "list").out == (
        "couleur   auto  (par défaut)\n"
        "dossiers  ce que l'on trouve d'ici  (par défaut)\n"
        "format    text  (par défaut)\n"
        "lecture   colonnes  (par défaut)\n"
        f"fichier   {person.file}\n"
    )
    person.settles('dossiers = ["~/un", "/deux"]\nformat = "json"\n')
    assert person.types("config", "list", SEGURCTL_FORMAT="text", NO_COLOR="1").out == (
        "couleur   jamais  (de NO_COLOR)\n"
        "dossiers  ~/un, /deux  (de config.toml ; d'ici, plutôt candidature.toml)\n"
        "format    text  (de SEGURCTL_FORMAT)\n"
        "lecture   colonnes  (par défaut)\n"
        f"fichier   {person.file}\n"
    )


@pytest.mark.parametrize(
    ("text", "env"),
    [
        ("", {}),
        ('couleur = "jamais"\n', {"FORCE_COLOR": "1"}),
        ('dossiers = ["~/un"]\n', {"SEGURCTL_DOSSIERS": "/deux:/trois", "SEGURCTL_FORMAT": "sarif"}),
        ('dossiers = []\nformat = "text"\n', {"TTY_COMPATIBLE": "1"}),
    ],
)
def test_the_list_as_json_is_what_its_schema_says(person: Person, text: str, env: dict[str, str]) -> None:
    person.settles(text)
    done = person.types("config", "list", "--format", "json", **env)
    document = json.loads(done.out)
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert next(iter(document)) == "version"
    assert [one["cle"] for one in document["reglages"]] == sorted(config.CLES)
    assert {one["variable"] for one in document["reglages"]} <= {None, *VARIABLES}


def test_what_is_set_is_got_and_what_is_unset_is_not(person: Person) -> None:
    person.product("un")
    done = person.types("config", "set", "format=json", "couleur=jamais", "dossiers=~/un")
    assert (done.code, done.out) == (
        ExitCode.OK,
        "couleur : (vide) → jamais\ndossiers : (vide) → ~/un\nformat : (vide) → json\n",
    )
    assert person.types("config", "get", "dossiers", "--format", "text").out == "~/un\n"
    assert person.types("config", "get", "couleur").out == "jamais\n"  # bare, for scripts, whatever is settled
    assert json.loads(person.types("config", "get", "couleur", "--format", "json").out) == {
        "version": 1,
        "valeurs": {"couleur": ["jamais"]},
    }
    assert person.types("config", "unset", "format", "couleur").code == ExitCode.OK
    gone = person.types("config", "get", "format")
    assert (gone.code, gone.out, gone.err) == (ExitCode.FINDINGS, "", f"{person.file}: format n'est pas réglé\n")
    assert json.loads(person.types("config", "get", "format", "--format", "json").out)["valeurs"] == {}
    assert person.types("config", "get", "dossiers").out == "~/un\n"


def test_the_file_is_the_same_whatever_the_order_in_which_it_was_settled(person: Person) -> None:
    person.types("config", "set", "format=json", "couleur=jamais")
    first = person.file.read_bytes()
    assert first == ('# Écrit par segurctl config, qui ne garde pas les commentaires.\n'
                     'couleur = "jamais"\nformat = "json"\n').encode()  # fmt: skip
    person.types("config", "unset", "format", "couleur")
    person.types("config", "set", "couleur=jamais")
    person.types("config", "set", "format=json")
    assert person.file.read_bytes() == first
    assert sorted(contents(person.file.parent)) == ["config.toml"]


def test_nothing_to_change_writes_nothing(person: Person) -> None:
    assert person.types("config", "unset", "format").out == f"{person.file} : rien ne change\n"
    assert not person.file.parent.exists()
    person.settles('# de ma main\nformat = "text"\n')
    assert person.types("config", "set", "format=text").out == f"{person.file} : rien ne change\n"
    assert person.file.read_text(encoding="utf-8").startswith("# de ma main\n")


def test_what_the_environment_says_louder_is_told(person: Person) -> None:
    done = person.types("config", "set", "format=text", SEGURCTL_FORMAT="json")
    assert done.out.endswith("attention : SEGURCTL_FORMAT l'emporte sur ce réglage, ici\n")


def test_a_folder_is_kept_absolute_or_from_the_home_whatever_its_name(person: Person) -> None:
    for name in ("ici/mes produits", "un, deux", "été"):
        person.product("été" if name == "été" else "un")
        (person.home / name).mkdir(exist_ok=True)
    assert person.types("config", "set", "dossiers=mes produits, ~/été ,../ici/./mes produits").code == ExitCode.OK
    assert person.types("config", "get", "dossiers").out.splitlines() == [
        str(person.here / "mes produits"),
        "~/été",
        str(person.here / "mes produits"),
    ]
    assert person.types("config", "set", "dossiers=~/un, deux").code == ExitCode.OK  # the name of one holds a comma
    assert person.types("config", "get", "dossiers").out == "~/un, deux\n"


def test_the_path_is_told_whether_there_is_a_file_or_not_and_sound_or_not(person: Person) -> None:
    assert person.types("config", "path").out == f"{person.file}\n"
    person.settles("[[[")
    assert person.types("config", "path").out == f"{person.file}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "formt=json"], "clé inconnue « formt » (vouliez-vous dire « format » ?)"),
        (["get", "zzz"], "clé inconnue « zzz » (clés : couleur, dossiers, format, lecture)"),
        (["unset", "color"], "clé inconnue « color » (vouliez-vous dire « couleur » ?)"),
        (["set", "format=jsno"], "format : « jsno » n'existe pas (vouliez-vous dire « json » ?)"),
        (["set", "couleur=oui"], "couleur : « oui » n'existe pas (choix : auto, toujours, jamais)"),
        (["set", "format"], "« format » : il faut CLE=VALEUR (comme format=json)"),
        (["set", "format="], "« format » n'a pas de valeur (pour l'effacer : segurctl config unset format)"),
        (["set", "dossiers=/absent"], "dossiers : « /absent » n'est pas un dossier (créez-le d'abord, ou corrigez-le)"),
        (["set", "dossiers=,"], "dossiers : aucun dossier n'est nommé (comme ~/produits)"),
    ],
)
def test_what_cannot_be_settled_is_refused_and_nothing_is_written(person: Person, words: list[str], said: str) -> None:
    assert refused(person.types("config", *words)) == f"segurctl: {said}"
    assert not person.file.parent.exists()


# --- files that are not sound ---

UNSOUND = [
    ("formt = 1\n", ":1:1: clé inconnue « formt » (vouliez-vous dire « format » ?)"),
    ('couleur = "auto"\nformat = "jsno"\n', ":2:1: format : « jsno » n'existe pas (vouliez-vous dire « json » ?)"),
    ("format = 3\n", ":1:1: format : cette valeur n'existe pas (choix : text, json, "),
    ('\n\ncouleur = ["auto"]\n', ":3:1: couleur : cette valeur n'existe pas (choix : auto, toujours, jamais)"),
    ('dossiers = "~/un"\n', ":1:1: dossiers : une liste de textes est attendue"),
    ("dossiers = [1]\n", ":1:1: dossiers : une liste de textes est attendue"),
    ('dossiers = ["un"]\n', ":1:1: dossiers : « un » n'est pas un chemin absolu"),
    ('dossiers = ["~absent/un"]\n', ":1:1: dossiers : « ~absent/un » n'est pas un chemin absolu"),
    ('dossiers = ["/a\\u0000b"]\n', ":1:1: dossiers : "),
    ('format = "json\n', ":1:10: "),
    (b'format = "\xff"\n', ":1:11: l'octet 0xff n'est pas de l'UTF-8"),
    ("[format]\na = 1\n", ":1:2: format : cette valeur n'existe pas"),
    (b"# " + b"x" * (1 << 20), ": le fichier dépasse 1024 Kio"),
]


@pytest.mark.parametrize(("text", "said"), UNSOUND, ids=range(len(UNSOUND)))
def test_a_config_that_is_not_sound_is_said_on_one_line_with_its_place(
    person: Person, text: str | bytes, said: str
) -> None:
    person.product("ici")
    person.settles(text)
    before = contents(person.file.parent)
    for words in (["config", "list"], ["config", "get", "format"], ["config", "set", "couleur=auto"], ["status"]):
        assert refused(person.types(*words)).startswith(f"{person.file}{said}"), words
    assert contents(person.file.parent) == before


def test_what_needs_nothing_settled_is_not_stopped_by_a_config_that_is_not_sound(person: Person) -> None:
    person.product("ici")
    person.settles("formt = 1\n")
    assert person.types("status", "--format", "json").code == ExitCode.OK
    assert person.types("status", SEGURCTL_FORMAT="json").code == ExitCode.OK
    assert person.types("--help").code == ExitCode.OK


def test_a_write_is_done_and_shown_though_the_config_is_not_sound_and_that_is_told(person: Person) -> None:
    person.product("ici")
    person.settles("formt = 1\n")
    done = person.types("set", "produit.version=2", "--today", TODAY)
    assert (done.code, done.out.splitlines()[0]) == (ExitCode.OK, "produit.version : (vide) → 2")
    assert done.err == f"{person.file}:1:1: clé inconnue « formt » (vouliez-vous dire « format » ?)\n"


def test_a_config_that_is_no_file_or_leads_nowhere_is_said(person: Person) -> None:
    person.product("ici")
    person.file.mkdir(parents=True)
    assert "ordinaire" in refused(person.types("status")) or "dossier" in refused(person.types("status"))
    person.file.rmdir()
    person.file.symlink_to("absent.toml")
    assert "n'existe pas" in refused(person.types("status"))
    person.file.unlink()
    os.mkfifo(person.file)
    assert "ordinaire" in refused(person.types("config", "list"))


def test_a_config_kept_elsewhere_by_a_link_stays_there(person: Person) -> None:
    person.file.parent.mkdir(parents=True)
    kept = person.home / "dotfiles.toml"
    kept.write_text('format = "text"\n', encoding="utf-8")
    person.file.symlink_to(kept)
    assert person.types("config", "set", "couleur=auto").code == ExitCode.OK
    assert person.file.is_symlink()
    assert 'couleur = "auto"\nformat = "text"\n' in kept.read_text(encoding="utf-8")


def test_a_config_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch, person: Person) -> None:
    person.settles('format = "json"\n')
    opened = os.open

    def denied(path: object, *rest: int) -> int:
        if str(path) == str(person.file):
            raise PermissionError(13, "no")  # as it would be for somebody who is not root
        return opened(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(SegurctlError, match="lecture impossible : l'accès est refusé") as caught:
        config.lire(person.file)
    assert caught.value.path == person.file
    assert caught.value.hint


def test_a_config_that_may_not_be_written_is_left_as_it_is(person: Person) -> None:
    person.settles('format = "json"\n')
    person.file.chmod(0o444)
    before = contents(person.file.parent)
    assert refused(person.types("config", "set", "format=text")).startswith(f"{person.file}: écriture impossible")
    assert contents(person.file.parent) == before


def test_a_folder_that_cannot_be_made_is_said(person: Person) -> None:
    person.env["XDG_CONFIG_HOME"] = "/dev/null/x"
    assert refused(person.types("config", "set", "format=text")).startswith("/dev/null/x/segurctl: écriture impossible")
    assert person.types("config", "list").code == ExitCode.OK


def test_two_who_settle_at_once_are_both_there(person: Person) -> None:
    person.product("un")
    changes = ["format=json", "couleur=jamais", "dossiers=~/un"]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "segurctl", "config", "set", change],
            cwd=person.here,
            env={**settled_environment(), **person.env},
            stdout=subprocess.DEVNULL,
        )
        for change in changes
    ]
    assert [one.wait(timeout=60) for one in started] == [0, 0, 0]
    assert set(config.lire(person.file)) == {"format", "couleur", "dossiers"}


# --- where it is ---


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"XDG_CONFIG_HOME": ""},
        {"XDG_CONFIG_HOME": " "},
        {"XDG_CONFIG_HOME": "relatif"},
        {"XDG_CONFIG_HOME": "~/ailleurs"},
        {"XDG_CONFIG_HOME": "{home}/ailleurs"},
        {"XDG_CONFIG_HOME": "{home}/ailleurs/"},
        {"HOME": "{home}/autre"},
        {"HOME": "{home}/"},
        {"ANDROID_DATA": "/data"},
    ],
    ids=str,
)
def test_the_quick_look_never_misses_a_file_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in env.items():
        monkeypatch.setenv(name, value.format(home=tmp_path))
    path = platformdirs.user_config_path("segurctl", appauthor=False) / "config.toml"
    assert config.chemin() == path
    path.parent.mkdir(parents=True)
    path.write_text('format = "json"\n', encoding="utf-8")
    assert config.reglage("format") == ("json",)


@pytest.mark.parametrize("home", ["", "relatif"])
def test_without_a_home_nothing_is_settled_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", home)

    def unknown(*_args: object, **_named: object) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(platformdirs, "user_config_path", unknown)
    assert config.reglage("format") == ()
    with pytest.raises(SegurctlError, match="aucun dossier personnel"):
        config.chemin()


def test_who_has_settled_nothing_does_not_look_for_where_it_would_be(tmp_path: Path) -> None:
    probe = (
        "import sys\nfrom segurctl.cli.main import main\nmain(sys.argv[1:])\n"
        "print(sorted({'platformdirs', 'tomli_w', 'segurctl.candidature.write'} & set(sys.modules)), file=sys.stderr)"
    )
    for words in (["explain", "PSC001"], ["rules"], ["get", "produit.nom"]):
        done = subprocess.run(
            [sys.executable, "-c", probe, *words],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2] / "examples" / "en-route",
            env={**settled_environment(), "HOME": str(tmp_path)},
        )
        assert done.stderr.decode().splitlines()[-1] == "[]", words


def test_every_format_of_a_command_may_be_settled() -> None:
    assert set(config.FORMATS) == {*FORMATS, *formats.FORMATS, *expliquer.FORMATS}


def test_every_source_has_its_words() -> None:
    from segurctl.views.config_text import Reglage, config_text

    sources = get_args(Reglage.__annotations__["source"])
    assert len(config_text(Path("x"), tuple(Reglage("format", (), one) for one in sources), ())) == len(sources) + 1
