"""`check` on what a stranger may send: links out of the repository, sizes, names, clocks, reports."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import HEAD, MINIMAL, PRODUIT, run, settled_environment

FAUTIF = MINIMAL + '\n[psc]\ndatapass_demande = "H1"\n'
LIMITS = "ulimit -v 1048576; ulimit -t 60"


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A repository, with something beside it that is nobody's to read."""
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    (tmp_path / "secret.toml").write_text('format = "valeur-du-dehors"\n', encoding="utf-8")
    return tmp_path / "depot"


def ecrire(folder: Path, text: str, nom: str = "candidature.toml") -> Path:
    """Write a candidature."""
    (folder / nom).write_text(text, encoding="utf-8")
    return folder / nom


# Out of the repository


def test_a_candidature_that_is_a_link_to_elsewhere_is_not_read(depot: Path) -> None:
    (depot / "candidature.toml").symlink_to("../secret.toml")
    ended = run("check", cwd=depot)
    assert ended.code == 2
    assert "valeur-du-dehors" not in ended.out + ended.err
    assert "hors du dépôt" in ended.out


def test_a_link_within_the_repository_is_read(depot: Path) -> None:
    ecrire(depot, FAUTIF, "vrai.toml")
    (depot / "candidature.toml").symlink_to("vrai.toml")
    assert "PSC001" in run("check", cwd=depot).out


@pytest.mark.parametrize("folder", [False, True])
def test_a_report_does_not_follow_a_link(depot: Path, *, folder: bool) -> None:
    ecrire(depot, MINIMAL)
    dehors = depot.parent / "dehors"
    dehors.mkdir()
    (dehors / "r.sarif").write_text("avant", encoding="utf-8")
    (depot / "lien").symlink_to(dehors if folder else dehors / "r.sarif")
    ended = run("check", "-o", "lien/r.sarif" if folder else "lien", cwd=depot)
    assert ended.code == 2
    assert (dehors / "r.sarif").read_text(encoding="utf-8") == "avant"


def test_a_report_never_takes_the_place_of_a_toml_file(depot: Path) -> None:
    ecrire(depot, MINIMAL)
    ecrire(depot, MINIMAL, "autre.toml")
    assert run("check", "candidature.toml", "-o", "autre.toml", cwd=depot).code == 2
    assert (depot / "autre.toml").read_text(encoding="utf-8") == MINIMAL


def test_reports_written_at_once_are_each_whole(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    command = [sys.executable, "-m", "segurctl", "check", "--format", "sarif", "-o", "r.sarif"]
    runs = [
        subprocess.Popen(command, cwd=depot, stdout=subprocess.DEVNULL, env=settled_environment()) for _ in range(8)
    ]
    assert {one.wait() for one in runs} == {1}
    assert json.loads((depot / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert {path.name for path in depot.iterdir()} == {".git", "candidature.toml", "r.sarif"}


# Sizes: a file may hold a mebibyte


def many(head: str, line: str, *, tail: str = "", size: int = 1_000_000) -> str:
    """As many numbered lines as a file may hold."""
    lines: list[str] = []
    length = 0
    while length < size - len(head) - len(tail):
        lines.append(line.replace("%", str(len(lines))))
        length += len(lines[-1]) + 1
    return HEAD + PRODUIT + head + "\n".join(lines) + "\n" + tail


CHAPITRES = "[chapitres]\n" + "".join(f"c{rang}={{}}\n" for rang in range(9000))
HOSTILES = {
    "links": many("[preuves]\n", 'a%={lien="h"}'),
    "dates": many("[preuves]\n", "a%.deposee_le=2999-01-01"),
    "unknown chapters": many("[preuves]\n", 'p%={numero="1",chapitre="x"}', tail=CHAPITRES),
    "chapters": many("[preuves]\n", 'p%={numero="1",chapitre="c%"}', tail=CHAPITRES),
    "addresses": many("[preuves]\n", "#camille.martin@exemple.fr\na%={}"),
    "secrets": many("[preuves]\n", "#mdp=a1234567\na%={}"),
    "tables": many("", "[preuves.a%]#camille.martin@exemple.fr"),
    "accepted": many("", '[[acceptations]]\nregle="PRV007"\ncible="preuves.a%"\nmotif="a"\npar="b"\n[preuves.a%]'),
    "lost": many("", '[[acceptations]]\nregle="CVG001"\ncible="convergence.eligibilitx%"\nmotif="a"\npar="b"'),
    "unknown rules": many("", '[[acceptations]]\nregle="ZZZ%"\ncible="produit"\nmotif="a"\npar="b"'),
    "one long value": MINIMAL + f'\n[editeur]\nsiren = "{"a" * 900_000}"\n',
}


@pytest.mark.parametrize("text", HOSTILES.values(), ids=list(HOSTILES))
def test_a_hostile_file_costs_no_more_than_its_size(depot: Path, text: str) -> None:
    """Under limits of memory and of processor: what is quadratic would be stopped long before its end."""
    ecrire(depot, text)
    assert run("check", "--format", "gitlab", "-o", "r.json", cwd=depot, limits=LIMITS, timeout=120).code in (0, 1)


def test_one_file_spelled_in_many_ways_is_read_once(depot: Path) -> None:
    (depot / "big.bin").write_bytes(b"\0" * 20_000_000)
    preuves = "".join(f'a{i} = {{ fichier = "{"./" * i}big.bin", sha256 = "0" }}\n' for i in range(400))
    ecrire(depot, f"{MINIMAL}\n[preuves]\n{preuves}")
    assert run("check", cwd=depot, limits="ulimit -t 20").code == 0


def test_the_markdown_of_a_long_value_is_short(depot: Path) -> None:
    ecrire(depot, MINIMAL + f'\n[editeur]\nsiren = "{"a" * 200_000}"\n')
    assert len(run("check", "--format", "markdown", cwd=depot).out) < 5_000


# Numbers, names and clocks that crash


@pytest.mark.parametrize("value", [f"[0x{'f' * 5000}]", f"{{a = 0x{'f' * 5000}}}", f"[[0x{'f' * 5000}]]"])
def test_an_immense_number_is_told_as_one(depot: Path, value: str) -> None:
    ecrire(depot, MINIMAL.replace('"Julie"', value))
    ended = run("check", cwd=depot)
    assert ended.code == 2
    assert "FIC001" in ended.out


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_a_name_that_the_system_cannot_write_is_no_file(depot: Path, locale: str) -> None:
    ecrire(depot, MINIMAL + '\n[preuves]\na.fichier = "é→.pdf"\n')
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = run("check", cwd=depot, env=env)
    assert ended.code == 1
    assert "PRV001" in ended.out


@pytest.mark.parametrize("zone", ["XXX-24", "Pacific/Kiritimati", "UTC", "nulle part"])
def test_the_day_is_that_of_france_wherever_it_runs(depot: Path, zone: str) -> None:
    ecrire(depot, MINIMAL)

    def jour(zone: str) -> str:
        document = json.loads(run("status", "--format", "json", cwd=depot, env={"TZ": zone}).out)
        return str(document["candidatures"][0]["today"])

    before, here, after = jour("Europe/Paris"), jour(zone), jour("Europe/Paris")
    assert here in {before, after}  # midnight may fall between them
    assert run("check", cwd=depot, env={"TZ": zone}).code == 0


# Orders to the log of a CI


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif", "junit", "markdown"])
def test_no_line_of_a_report_is_an_order_that_a_stranger_wrote(depot: Path, format_: str) -> None:
    text = MINIMAL + '\n[editeur]\nsiren = "x ##[error]pwned"\n\n[preuves]\na = {}\nb = {}\n'
    ecrire(depot, text, "::error::pwned.candidature.toml")
    ended = run("check", "--strict", "--format", format_, cwd=depot, env={"CI": "true"})
    assert ended.code == 1
    assert "##[" not in ended.out
    orders = [line for line in ended.out.splitlines() if line.lstrip().startswith("::")]
    assert not [
        line for line in orders if format_ != "github" or not line.startswith(("::error file=", "::warning file="))
    ]


def test_no_line_of_an_error_is_one_either(depot: Path) -> None:
    ecrire(depot, MINIMAL.replace('"Julie"', "1"), "::error::pwned.candidature.toml")
    ended = run("status", cwd=depot, env={"CI": "true"})
    assert not [line for line in ended.err.splitlines() if line.lstrip().startswith("::")]


# Where one stands


def test_a_finding_has_one_print_and_forges_one_path_wherever_one_stands(depot: Path) -> None:
    (depot / "produit").mkdir()
    ecrire(depot / "produit", FAUTIF)
    prints, paths = set(), set()
    for cwd, path in (
        (depot, "produit"),
        (depot / "produit", "candidature.toml"),
        (depot.parent, str(depot / "produit")),
    ):
        prints.add(json.loads(run("check", path, "--format", "json", cwd=cwd).out)["constats"][0]["empreinte"])
        paths.add(json.loads(run("check", path, "--format", "gitlab", cwd=cwd).out)[0]["location"]["path"])
    assert len(prints) == 1
    assert paths == {"produit/candidature.toml"}


def test_the_commands_of_a_finding_name_the_file_where_it_would_not_be_found(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    assert "→ segurctl set psc.datapass_demande=…\n" in run("check", cwd=depot).out
    ecrire(depot, FAUTIF, "b.candidature.toml")
    out = run("check", "b.candidature.toml", cwd=depot).out
    assert "→ segurctl set psc.datapass_demande=… -c b.candidature.toml\n" in out
    gate = run("check", "b.candidature.toml", "--gate", "isc.equipe", cwd=depot).out
    assert "segurctl mark isc.mandataire soumis -c b.candidature.toml\n" in gate


def test_the_same_file_by_two_paths_is_told_once(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    (depot / "sous").mkdir()
    assert "dans 1 fichier" in run("check", "candidature.toml", "sous/../candidature.toml", cwd=depot).out


def test_a_dash_is_the_screen(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    assert "PSC001" in run("check", "-o", "-", cwd=depot).out
    assert not (depot / "-").exists()
