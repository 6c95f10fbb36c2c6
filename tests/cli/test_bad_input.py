"""Bad input given to the real commands: one clear French line, exit code 2, nothing on stdout, the file as it was."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from segurctl.errors import ExitCode
from support import HEAD, MINIMAL, PRODUIT, TODAY, Ended, contents, foreign_words, run

Segurctl = Callable[..., Ended]

NAME = "candidature.toml"
# How each command is told of a file, and something that it would do with a sound one.
READ_MANY = {"status": ["status"], "next": ["next"]}
READ_ONE = {"show": ["show", "psc.datapass"], "get": ["get", "produit.nom"]}
WRITE = {
    "set": ["set", "produit.version=4"],
    "unset": ["unset", "produit.version"],
    "mark": ["mark", "psc.datapass", "soumis"],
    "tick": ["tick", "psc.datapass/proconnect"],
}
COMMANDS = {**READ_MANY, **READ_ONE, **WRITE}
ONE_FILE = {**READ_ONE, **WRITE}
# A reader and a writer, each as a process of its own; the rest runs in this one.
PROCESSES = ["status", "set"]


def words(command: str, path: str | Path = NAME) -> list[str]:
    named = [str(path)] if command in READ_MANY else ["-c", str(path)]
    return [*COMMANDS[command], *named, *([] if command == "get" else ["--today", TODAY])]


# What a candidature.toml may hold instead of a candidature, and what the line has to say of it:
# where, what is wrong, how to mend it.
FILES: dict[str, tuple[bytes, str, tuple[str, ...]]] = {
    "prose": (b"bonjour\n", ":1:8: ", ("« = »",)),
    "an empty file": (b"", ":1:1: ", ("« format » manque", "format = 1")),
    "an unclosed text": (MINIMAL.encode() + b'nil = "JUL\n', ":8:7: ", ("n'est pas fermé", "ajoutez")),
    "a number for a text": (
        MINIMAL.encode() + b"nil = 12\n",
        ":8:1: ",
        ("produit.nil = 12", "un texte entre guillemets"),
    ),
    "a text for a date": (
        MINIMAL.encode() + b'[editeur]\nkbis_du = "2025-10-06"\n',
        ":9:1: ",
        ("editeur.kbis_du", "une date sans guillemets"),
    ),
    "a text for a table": (f'{HEAD}psc = "oui"\n{PRODUIT}'.encode(), ":4:1: ", ("psc = ", "une table")),
    "an unknown key": (MINIMAL.encode() + b'nill = "x"\n', ":8:1: ", ("« nill »", "vouliez-vous dire « nil »")),
    "an unknown key of an acceptation": (
        MINIMAL.encode() + b'[[acceptations]]\nregle = "a"\ncible = "b"\nmotif = "c"\npar = "d"\nparr = "e"\n',
        ":13:1: ",
        ("« parr »", "vouliez-vous dire « par »"),
    ),
    "an unknown etape": (
        MINIMAL.encode() + b"[etapes.psc.datapas]\n",
        ":8:13: ",
        ("« psc.datapas »", "vouliez-vous dire « psc.datapass »"),
    ),
    "an unknown action": (
        MINIMAL.encode() + b"[etapes.psc.datapass]\nactions.proconnet = 2025-10-06\n",
        ":9:9: ",
        ("« psc.datapass/proconnet »", "vouliez-vous dire « proconnect »"),
    ),
    "an unknown statut": (
        MINIMAL.encode() + '[etapes.psc.datapass]\nstatut = "validé"\n'.encode(),
        ":9:1: ",
        ("« validé »", "vouliez-vous dire « valide »"),
    ),
    "a statut of two lines": (
        MINIMAL.encode() + b'[etapes.psc.datapass]\nstatut = "sou\\nmis"\n',
        ":9:1: ",
        ("etapes.psc.datapass.statut",),
    ),
    "a derived statut": (
        MINIMAL.encode() + b'[etapes.psc.guichet]\nstatut = "valide"\n',
        ":9:1: ",
        ("psc.guichet", "segurctl mark psc.dossiers"),
    ),
    "a missing key": (HEAD.encode() + b'[produit]\nnom = "Julie"\n', ":4:2: ", ("« produit.dispositif » manque",)),
    "a newer format": (
        MINIMAL.replace("format = 1", "format = 2").encode(),
        ":1:1: ",
        ("format 2", "mettez segurctl à jour"),
    ),
    "a format in quotes": (
        MINIMAL.replace("format = 1", 'format = "1"').encode(),
        ":1:1: ",
        ('format "1"', "format = 1"),
    ),
    "an unknown edition": (
        MINIMAL.replace("2025-10", "2031-01").encode(),
        ":3:1: ",
        ("« 2031-01 »", 'edition = "2025-10"'),
    ),
    "an unknown parcours": (
        MINIMAL.replace("vague-2", "vague-9").encode(),
        ":2:1: ",
        ("« segur-vague-9 »", 'parcours = "segur-vague-2"'),
    ),
    "ten mebibytes": (MINIMAL.encode() + b"#" * (10 << 20), ": ", ("1024 Kio", "preuves")),
    "a dotted key of 40 KiB": (
        MINIMAL.encode() + b".".join([b"a"] * 20_480) + b" = 1\n",
        ":8:1: ",
        ("32 parties", "aucune clé"),
    ),
    "a table of 40 KiB": (
        MINIMAL.encode() + b"[" + b".".join([b"a"] * 20_480) + b"]\n",
        ":8:2: ",
        ("32 parties", "aucune clé"),
    ),
    "a key of 40 KiB in one part": (MINIMAL.encode() + b"k" * 40_960 + b" = 1\n", ":8:1: ", ("clé inconnue",)),
    "10,000 nested brackets": (
        MINIMAL.encode() + b"profils = " + b"[" * 10_000 + b"]" * 10_000 + b"\n",
        ":8:",
        ("imbriqués",),
    ),
    "10,000 brackets that nobody closes": (MINIMAL.encode() + b"profils = " + b"[" * 10_000, ":8:", ("imbriqués",)),
    "10,000 nested braces": (
        MINIMAL.encode() + b"profils = " + b"{a=" * 10_000 + b"1" + b"}" * 10_000 + b"\n",
        ":8:",
        ("imbriqués",),
    ),
    "an integer of 5,000 digits": (
        MINIMAL.encode() + b"[tests_intrusion.web]\nhautes = " + b"9" * 5000 + b"\n",
        ":9:10: ",
        ("trop de chiffres",),
    ),
    "an integer of 4,000 digits": (
        MINIMAL.encode() + b"[tests_intrusion.web]\nhautes = " + b"9" * 4000 + b"\n",
        ":9:",
        (),
    ),
    "an integer of 5,000 hexadecimal digits": (
        MINIMAL.encode() + b"[tests_intrusion.web]\nhautes = 0x" + b"f" * 5000 + b"\n",
        ":9:",
        (),
    ),
    "5,000 hexadecimal digits for a text": (
        MINIMAL.encode() + b"nil = 0x" + b"f" * 5000 + b"\n",
        ":8:",
        (),
    ),
    "a byte that is not UTF-8": (MINIMAL.encode() + b'nil = "\xe9"\n', ":8:8: ", ("0xe9", "UTF-8")),
    "UTF-16": (MINIMAL.encode("utf-16"), ":1:1: ", ("UTF-8",)),
    "a NUL": (MINIMAL.encode() + b"# a\0b\n", ":8:4: ", ("U+0000",)),
    "a raw escape in a name": (MINIMAL.replace("Julie", "Ju\x1b[31mlie").encode(), ":6:10: ", ("U+001B",)),
    "an escape in a name": (MINIMAL.replace("Julie", "Ju\\u001b[31mlie").encode(), ":6:1: ", ("U+001B", "produit.nom")),
    "a C1 control in a name": (
        MINIMAL.replace("Julie", "Ju\u009b31mlie").encode(),
        ":6:1: ",
        ("U+009B", "produit.nom"),
    ),
    "a bidi override in a name": (
        MINIMAL.replace("Julie", "Ju\u202elie").encode(),
        ":6:1: ",
        ("U+202E", "produit.nom"),
    ),
    "a control sequence in a key": (
        MINIMAL.encode() + b'[composants."l\\u001b]0;x\\u0007ps"]\ntype = "principal"\n',
        ":8:13: ",
        ("U+001B",),
    ),
    "a control sequence in an edition": (
        MINIMAL.replace("2025-10", "\\u001b[31m").encode(),
        ":3:1: ",
        (),
    ),
    "a control sequence in an unknown key": (MINIMAL.encode() + b'"\\u009b31m" = 1\n', ":8:1: ", ("U+009B",)),
    "the same key twice": (MINIMAL.encode() + b'nom = "Encore"\n', ":8:1: ", ("à la ligne 6",)),
}


def assert_refused(ended: Ended, place: str = "", *said: str) -> None:
    """Exit code 2, one harmless French line that says where and what, and nothing else."""
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err.endswith("\n")
    assert ended.err.count("\n") == 1
    line = ended.err.removesuffix("\n")
    assert line.isprintable(), ascii(line)
    assert line.startswith(place)
    assert [one for one in said if one not in line] == [], line
    assert foreign_words(line) == [], line
    assert len(line) < 1000, f"{len(line)} characters"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The root of a repository, so that nothing above is looked at."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def sound(folder: Path) -> Path:
    path = folder / NAME
    path.write_text(MINIMAL, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", PROCESSES)
@pytest.mark.parametrize("kind", FILES)
def test_a_process_refuses_in_bounded_time_and_memory(kind: str, command: str, folder: Path) -> None:
    data, place, said = FILES[kind]
    (folder / NAME).write_bytes(data)
    assert_refused(run(*words(command), cwd=folder), f"{NAME}{place}", *said)
    assert contents(folder) == {NAME: data}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", FILES)
def test_every_command_refuses_a_file_with_its_place(kind: str, command: str, folder: Path, segurctl: Segurctl) -> None:
    data, place, said = FILES[kind]
    (folder / NAME).write_bytes(data)
    assert_refused(segurctl(*words(command)), f"{NAME}{place}", *said)
    assert contents(folder) == {NAME: data}


@pytest.mark.parametrize("command", PROCESSES)
def test_a_file_larger_than_the_memory_is_refused_unread(command: str, folder: Path) -> None:
    with (folder / NAME).open("wb") as file:
        file.truncate(4 << 30)  # sparse: it takes no place on the disk
    assert_refused(run(*words(command), cwd=folder), f"{NAME}: ", "1024 Kio")


def test_the_size_of_a_file_that_is_too_big_is_not_understated(folder: Path, segurctl: Segurctl) -> None:
    (folder / NAME).write_bytes(b"#" * (10 << 20))
    assert "pèse 1025 Kio" not in segurctl(*words("status")).err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_commands_accept_a_sound_file(command: str, sound: Path, segurctl: Segurctl) -> None:
    assert segurctl(*words(command)).code == ExitCode.OK


# --- text that is data ---


@pytest.mark.parametrize("name", ["[bold]Julie[/bold]", "[/]", "{braces} {0}", "%s", ":warning:", "[link=x]y[/link]"])
def test_markup_in_a_name_is_shown_as_it_is(name: str, sound: Path, segurctl: Segurctl) -> None:
    sound.write_text(MINIMAL.replace("Julie", name), encoding="utf-8")
    for command in ("status", "get"):
        ended = segurctl(*words(command))
        assert (ended.code, ended.err) == (ExitCode.OK, "")
        assert name in ended.out


def test_markup_in_a_name_is_shown_as_it_is_in_colours_too(sound: Path) -> None:
    sound.write_text(MINIMAL.replace("Julie", "[bold]Julie[/bold] [red]"), encoding="utf-8")
    ended = run(*words("status"), cwd=sound.parent, env={"FORCE_COLOR": "1"})
    assert ended.code == ExitCode.OK
    assert "[bold]Julie[/bold] [red]" in ended.out


@pytest.mark.parametrize("character", ["\\u2028", "\\r", "\\t", "\\n"])
def test_a_line_break_in_a_name_does_not_break_a_line_of_the_screen(
    character: str, sound: Path, segurctl: Segurctl
) -> None:
    sound.write_text(MINIMAL.replace("Julie", f"Ju{character}lie"), encoding="utf-8")
    ended = segurctl(*words("status"))
    assert ended.code == ExitCode.OK
    assert all(line.isprintable() for line in ended.out.split("\n")), ascii(ended.out[:80])


def test_control_characters_of_a_comment_do_not_reach_the_screen_through_a_diff(
    sound: Path, segurctl: Segurctl
) -> None:
    sound.write_text(MINIMAL.replace("\n[produit]", "# \u009b31m \u202e\n[produit]"), encoding="utf-8")
    ended = segurctl(*words("set"), "--dry-run")
    assert ended.code == ExitCode.OK
    assert all(line.isprintable() for line in ended.out.split("\n"))


# --- what is found, and what is not ---


@pytest.mark.parametrize("command", ONE_FILE)
def test_two_candidatures_where_one_is_needed_are_listed(command: str, folder: Path, segurctl: Segurctl) -> None:
    for name in ("b.candidature.toml", "a.candidature.toml"):
        (folder / name).write_text(MINIMAL, encoding="utf-8")
    before = contents(folder)
    ended = segurctl(*COMMANDS[command])
    assert_refused(ended, "segurctl: ", "a.candidature.toml, b.candidature.toml", "-c CHEMIN")
    assert contents(folder) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_where_there_is_no_candidature_the_command_that_begins_one_is_said(
    command: str, folder: Path, segurctl: Segurctl
) -> None:
    assert_refused(segurctl(*COMMANDS[command]), "segurctl: aucune candidature dans ", "segurctl init")
    assert contents(folder) == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_path_that_does_not_exist_is_said(command: str, folder: Path, segurctl: Segurctl) -> None:
    assert_refused(segurctl(*words(command, "absente.toml")), "absente.toml: ", "n'existe pas", "segurctl init")
    assert contents(folder) == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_path_through_a_missing_folder_is_said(command: str, folder: Path, segurctl: Segurctl) -> None:
    assert_refused(segurctl(*words(command, "absent/c.toml")), "", "absent", "n'existe pas", "(")
    assert list(folder.iterdir()) == [folder / ".git"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_path_through_a_file_is_said(command: str, sound: Path, segurctl: Segurctl) -> None:
    assert_refused(segurctl(*words(command, f"{NAME}/c.toml")), NAME, "dossier", "(")
    assert contents(sound.parent) == {NAME: MINIMAL.encode()}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_in_the_place_of_the_file_is_said(command: str, folder: Path, segurctl: Segurctl) -> None:
    (folder / NAME).mkdir()
    assert_refused(segurctl(*COMMANDS[command]), f"{NAME}: ", "c'est un dossier", "(")
    assert list((folder / NAME).iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_link_that_leads_to_itself_is_said(command: str, folder: Path, segurctl: Segurctl) -> None:
    (folder / "boucle.toml").symlink_to("boucle.toml")
    assert_refused(segurctl(*words(command, "boucle.toml")), "boucle.toml: ", "en rond", "(")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_leads_to_itself_is_said(command: str, folder: Path, segurctl: Segurctl) -> None:
    (folder / "boucle").symlink_to("boucle")
    assert_refused(segurctl(*words(command, "boucle/c.toml")), "", "boucle", "en rond", "(")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_is_too_long_is_said(command: str, folder: Path, segurctl: Segurctl) -> None:
    assert_refused(segurctl(*words(command, "a" * 300)), "", "trop long")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_commands_the_terminal_is_shown_escaped(command: str, folder: Path, segurctl: Segurctl) -> None:
    ended = segurctl(*words(command, "a\x1b[31m\u202e.toml"))
    assert_refused(ended, "a\\x1b[31m\\u202e.toml: ", "n'existe pas")


def test_a_name_of_two_lines_is_shown_on_one(folder: Path, segurctl: Segurctl) -> None:
    assert_refused(segurctl("status", "a\nb.toml"), "a", "b.toml: ", "n'existe pas")


def test_a_name_that_is_not_utf_8_is_shown_escaped(folder: Path) -> None:
    assert_refused(run("status", os.fsdecode(b"caf\xe9.toml"), cwd=folder), "caf\\udce9.toml: ", "n'existe pas")


# --- files that are not files ---


@pytest.mark.parametrize("command", PROCESSES)
@pytest.mark.parametrize("written_to", [False, True], ids=["silent", "written to"])
def test_a_pipe_is_refused_and_not_waited_for(command: str, folder: Path, *, written_to: bool) -> None:
    os.mkfifo(folder / "tube.toml")
    descriptor = os.open(folder / "tube.toml", os.O_RDWR) if written_to else None
    try:
        ended = run(*words(command, "tube.toml"), cwd=folder, timeout=10)
    finally:
        if descriptor is not None:
            os.close(descriptor)
    assert_refused(ended, "tube.toml: ", "n'est pas un fichier ordinaire", "(")
    assert stat.S_ISFIFO((folder / "tube.toml").stat().st_mode)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full", "/dev/stdin"])
@pytest.mark.parametrize("command", PROCESSES)
def test_a_device_is_refused(command: str, device: str, folder: Path) -> None:
    mode = Path(device).stat().st_mode
    assert_refused(run(*words(command, device), cwd=folder), f"{device}: ")
    assert Path(device).stat().st_mode == mode


@pytest.mark.parametrize("command", PROCESSES)
def test_a_socket_is_refused(command: str, folder: Path) -> None:
    import socket

    here = Path.cwd()
    os.chdir(folder)  # the whole path may be longer than a socket's may be
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("prise.toml")
    finally:
        os.chdir(here)
    assert_refused(run(*words(command, "prise.toml"), cwd=folder), "prise.toml: ", "(")


# --- writing ---


@pytest.fixture
def read_only(sound: Path) -> Iterator[Path]:
    sound.chmod(0o444)
    yield sound
    sound.chmod(0o644)


@pytest.mark.parametrize("command", ["set", "mark", "tick"])
def test_a_file_without_write_permission_is_refused(command: str, read_only: Path) -> None:
    ended = run(*words(command), cwd=read_only.parent)
    assert_refused(ended, f"{NAME}: écriture impossible, le fichier est comme il était : ", "droits")
    assert contents(read_only.parent) == {NAME: MINIMAL.encode()}
    assert read_only.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize("command", [*READ_MANY, *READ_ONE])
def test_a_file_without_write_permission_can_be_read(command: str, read_only: Path, segurctl: Segurctl) -> None:
    assert segurctl(*words(command)).code == ExitCode.OK


@pytest.mark.parametrize("command", ["set", "mark", "tick"])
def test_a_disk_that_takes_no_more_leaves_the_file_as_it_was(command: str, sound: Path) -> None:
    sound.write_text(f"{MINIMAL}# {'x' * 4096}\n", encoding="utf-8")
    before = contents(sound.parent)
    ended = run(*words(command), cwd=sound.parent, limits="ulimit -f 4")
    assert_refused(ended, f"{NAME}: écriture impossible, le fichier est comme il était : ", "(")
    assert contents(sound.parent) == before


def test_a_disk_that_takes_no_more_leaves_no_half_of_a_new_file(folder: Path) -> None:
    values = ["produit.nom=Julie", "produit.dispositif=LGC"]
    ended = run("init", *values, "--today", TODAY, cwd=folder, limits="ulimit -f 1")
    assert_refused(ended, f"{NAME}: écriture impossible", "(")
    assert contents(folder) == {}


def test_a_new_file_that_could_not_be_read_is_refused_without_a_line_of_it(folder: Path, segurctl: Segurctl) -> None:
    values = ["produit.nom=Ju\x1b[31mlie", "produit.dispositif=LGC"]
    ended = segurctl("init", *values, "-c", "julie.toml", "--today", TODAY)
    assert_refused(ended, "julie.toml: rien n'est écrit", "U+001B dans produit.nom")
    assert contents(folder) == {}


def test_init_does_not_touch_a_file_that_is_there(sound: Path, segurctl: Segurctl) -> None:
    ended = segurctl("init", "produit.nom=Autre", "produit.dispositif=DPI", "--today", TODAY)
    assert_refused(ended, f"{NAME}: ce fichier existe déjà", "segurctl set")
    assert contents(sound.parent) == {NAME: MINIMAL.encode()}


@pytest.mark.parametrize(
    "args",
    [
        ["unset", "produit.nom"],
        ["unset", "format"],
        ["unset", "produit"],
        ["set", "format=2"],
        ["set", "edition=2031-01"],
        ["set", "composants.lps.nom=Julie"],
        ["set", "psc.dossiers.lps.nru=N1"],
        ["set", "etapes.psc.guichet.statut=valide"],
        ["set", "etapes.psc.datapas.statut=valide"],
        ["set", "cnda.demandes.dmp.avancement=zzz"],
        ["set", "produit.nom=Ju\x1b[31mlie"],
        ["set", 'composants."a\u009bb".type=principal'],
    ],
    ids=lambda args: ascii(" ".join(args)),
)
def test_a_change_after_which_the_file_could_not_be_read_is_refused_without_a_line_of_it(
    args: list[str], sound: Path, segurctl: Segurctl
) -> None:
    ended = segurctl(*args, "--today", TODAY)
    assert_refused(ended)
    assert f"{NAME}:" not in ended.err.replace(f"{NAME}: ", ""), "a line of a text that nobody will see"
    assert contents(sound.parent) == {NAME: MINIMAL.encode()}


# --- what is typed ---


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["show", "psc.datapas"], ("« psc.datapas »", "vouliez-vous dire « psc.datapass »")),
        (["show", ""], ("étape inconnue",)),
        (["get", "produit.nomm"], ("« nomm »", "vouliez-vous dire « nom »")),
        (["get", "produit"], ("« produit » est une table",)),
        (["get", ""], ("mal écrit", "psc.datapass_demande")),
        (["get", ".".join(["a"] * 20_480)], ("champ inconnu",)),
        (["set", "produit.nomm=x"], ("« nomm »", "vouliez-vous dire « nom »")),
        (["set", "produit.nom"], ("CHAMP=VALEUR", "produit.nil=")),
        (["set", "produit.nom="], ("n'a pas de valeur", "segurctl unset produit.nom")),
        (["set", "=x"], ("mal écrit",)),
        (["set", "psc.edc=peut-être"], ("« peut-être »", "oui ou non")),
        (["set", "editeur.kbis_du=hier"], ("« hier »", "une date AAAA-MM-JJ")),
        (["set", f"editeur.kbis_du=1/1/{'9' * 30}"], ("une date AAAA-MM-JJ",)),
        (["set", f"tests_intrusion.web.hautes={'9' * 50}"], ("un nombre entier",)),
        (["set", "editeur.siren=123456789"], ("rien n'est écrit",)),
        (["set", "psc.datapass_demande=H6789"], ("rien n'est écrit",)),
        (["unset", "produit.nomm"], ("« nomm »", "vouliez-vous dire « nom »")),
        (["mark", "psc.datapas", "soumis"], ("« psc.datapas »", "vouliez-vous dire « psc.datapass »")),
        (["mark", "psc.datapass", "soumi"], ("« soumi »", "vouliez-vous dire « soumis »")),
        (["mark", "psc.datapass"], ("il manque", "segurctl mark")),
        (["mark", "psc.guichet", "valide"], ("psc.guichet", "segurctl mark psc.dossiers")),
        (["mark", "psc.datapass", "refuse"], ("dire pourquoi", "--note")),
        (["mark", "cnda.demandes.dmp", "examen"], ("« cnda.demandes.dmp »", "segurctl set cnda.demandes.dmp")),
        (["mark", "psc.datapass", "soumis", "--le", "hier"], ("--le « hier »", "AAAA-MM-JJ")),
        (["mark", "psc.datapass", "soumis", "--le", "31/02/2025"], ("--le « 31/02/2025 »", "AAAA-MM-JJ")),
        (["mark", "psc.datapass", "soumis", "--le", f"1/1/{'9' * 30}"], ("--le", "AAAA-MM-JJ")),
        (["mark", 'psc."datapass', "soumis"], ("guillemet",)),
        (["tick", "psc.datapas/proconnect"], ("« psc.datapas »", "vouliez-vous dire « psc.datapass/proconnect »")),
        (["tick", "psc.datapass/proconnet"], ("proconnet", "vouliez-vous dire « proconnect »")),
        (["tick", "psc.datapass"], ("ne nomme pas d'action", "proconnect")),
        (["tick", "psc.datapass/profil", "--le", "hier"], ("--le « hier »", "AAAA-MM-JJ")),
        (["status", "--today", "2025-02-30"], ("--today « 2025-02-30 »", "AAAA-MM-JJ")),
        (["next", "--today", f"1/1/{'9' * 30}"], ("--today", "AAAA-MM-JJ")),
        (["status", "--format", "xml"], ("--format « xml »", "text, json")),
        (["get", "produit.nom", "--format", "xml"], ("--format « xml »", "text, json")),
    ],
    ids=lambda value: ascii(" ".join(value))[:48] if isinstance(value, list) else "",
)
def test_what_is_typed_wrong_is_said_with_how_to_type_it(
    args: list[str], said: tuple[str, ...], sound: Path, segurctl: Segurctl
) -> None:
    assert_refused(segurctl(*args), "", *said)
    assert contents(sound.parent) == {NAME: MINIMAL.encode()}


def test_a_file_given_without_its_option_is_told_how_to_be_given(sound: Path, segurctl: Segurctl) -> None:
    ended = segurctl("show", "psc.datapass", sound.name)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert f"« {NAME} » est en trop ; un fichier se donne avec -c" in ended.err


def test_one_wrong_change_among_several_writes_none_of_them(sound: Path, segurctl: Segurctl) -> None:
    assert_refused(segurctl("set", "produit.version=4", "produit.nomm=x"), "", "« nomm »")
    assert_refused(segurctl("mark", "psc.datapass", "gazelle.test", "soumis"), "", "« gazelle.test »")
    assert_refused(segurctl("tick", "psc.datapass/profil", "psc.datapass/zzz"), "", "« psc.datapass/zzz »")
    assert contents(sound.parent) == {NAME: MINIMAL.encode()}


@pytest.mark.parametrize("command", ["set", "mark", "tick"])
def test_a_dry_run_of_a_broken_file_is_refused_too(command: str, folder: Path, segurctl: Segurctl) -> None:
    (folder / NAME).write_text("format = 2\n", encoding="utf-8")
    assert_refused(segurctl(*words(command), "--dry-run"), f"{NAME}:1:1: ", "mettez segurctl à jour")


# --- several files ---


@pytest.fixture
def several(folder: Path) -> Path:
    """Three candidatures, the second of which cannot be read."""
    for name, text in {"a": MINIMAL, "b": "format = 2\n", "c": MINIMAL.replace("Julie", "Clara")}.items():
        (folder / f"{name}.candidature.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", READ_MANY)
def test_a_broken_file_does_not_hide_the_others(command: str, several: Path, segurctl: Segurctl) -> None:
    ended = segurctl(command, "--today", TODAY)
    assert ended.code == ExitCode.USAGE
    assert "Julie" in ended.out
    assert "Clara" in ended.out
    assert "b.candidature.toml" not in ended.out
    assert_refused(Ended(ended.code, "", ended.err), "b.candidature.toml:1:1: ", "mettez segurctl à jour")


@pytest.mark.parametrize("command", READ_MANY)
def test_a_path_that_does_not_exist_does_not_hide_the_others(command: str, several: Path, segurctl: Segurctl) -> None:
    ended = segurctl(command, "absente.toml", "a.candidature.toml", "--today", TODAY)
    assert ended.code == ExitCode.USAGE
    assert "Julie" in ended.out
    assert_refused(Ended(ended.code, "", ended.err), "absente.toml: ", "n'existe pas")


@pytest.mark.parametrize("command", READ_MANY)
def test_a_broken_file_does_not_hide_the_others_in_json(command: str, several: Path, segurctl: Segurctl) -> None:
    ended = segurctl(command, "--format", "json", "--today", TODAY)
    assert ended.code == ExitCode.USAGE
    document = json.loads(ended.out)
    assert [one["fichier"] for one in document["candidatures"]] == ["a.candidature.toml", "c.candidature.toml"]
    assert "b.candidature.toml:1:1: " in ended.err


def test_each_broken_file_has_its_own_line(several: Path, segurctl: Segurctl) -> None:
    (several / "a.candidature.toml").write_text("", encoding="utf-8")
    lines = segurctl("status", "--today", TODAY).err.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["a.candidature.toml", "b.candidature.toml"]


def test_the_sound_one_of_several_can_be_changed_when_it_is_named(several: Path, segurctl: Segurctl) -> None:
    assert segurctl("set", "produit.version=4", "-c", "c.candidature.toml", "--today", TODAY).code == ExitCode.OK
    assert 'version = "4"' in (several / "c.candidature.toml").read_text(encoding="utf-8")


# --- the size of what is accepted ---


@pytest.mark.parametrize(
    "text",
    [
        MINIMAL + "".join(f"[exigences.e{index}]\nnote = 'x'\n" for index in range(34_000)),
        MINIMAL + "profils = [" + '"a", ' * 200_000 + "]\n",
        MINIMAL + 'description = """' + "\\n" * 500_000 + '"""\n',
    ],
    ids=["34,000 tables", "200,000 items", "500,000 lines"],
)
def test_the_largest_file_is_read_and_changed_in_bounded_memory(text: str, folder: Path) -> None:
    (folder / NAME).write_text(text, encoding="utf-8")
    for command in PROCESSES:
        assert run(*words(command), cwd=folder).code == ExitCode.OK
