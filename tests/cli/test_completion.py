"""What is offered at a press of TAB, whatever stands in the files, and how each shell is told."""

import re
import subprocess
from pathlib import Path

import pytest
import tomli
import typer

from segurctl import config
from segurctl.candidature.fields import field_type
from segurctl.cli.app import build_app
from segurctl.cli.apparence import APPARENCES
from segurctl.cli.completion.repondre import _params, repondre
from segurctl.cli.completion.shells import SHELLS, script
from segurctl.cli.completion.sources import DOSSIERS, FICHIERS, SOURCES
from segurctl.cli.completion.valeurs import FICHIERS as CHAMPS_DE_FICHIERS
from segurctl.cli.completion.valeurs import VALEURS
from segurctl.cli.table import TABLE, Entry, Table
from segurctl.errors import SegurctlError
from segurctl.etats.exigences import ETATS
from segurctl.parcours.consultation import rubriques
from segurctl.parcours.load import load_parcours
from segurctl.saisie.marquer import STATUTS
from support import HEAD, MINIMAL, PRODUIT, contents, run

ROOT = Path(__file__).resolve().parents[2]
EN_ROUTE, PREUVES = ROOT / "examples" / "en-route", ROOT / "examples" / "preuves"
PRODUIT_EN_ROUTE = tomli.loads((EN_ROUTE / "candidature.toml").read_text(encoding="utf-8"))["produit"]
BREAKS = " \t\n\"'@><=;|&(:"  # bash's own


def offered(typed: str) -> list[str]:
    """The words offered in bash, which breaks no word here, after `segurctl`; first what kind of answer it is."""
    return repondre("bash", [], {"_SEGURCTL_LINE": f"segurctl {typed}"}).split("\n")


def words(typed: str) -> list[str]:
    return offered(typed)[1:]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EN_ROUTE)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sta", ["status"]),
        ("re", ["rem", "resources", "report"]),
        ("help wa", ["walk"]),
        ("help rem i", ["import"]),
        ("rem help i", []),
        ("rem ", ["import", "list", "show", "diff"]),
        ("--v", ["--version"]),
        ("--show-completion ", ["bash", "zsh", "fish", "powershell"]),
        ("show psc.cl", ["psc.client-id-bas", "psc.client-id-prod"]),
        ("show --today 2026-01-20 isc", ["isc.mandataire", "isc.equipe"]),
        ("check --gate psc.data", ["psc.datapass"]),
        ("check --gate=psc.data", ["--gate=psc.datapass"]),
        ("mark psc.data", ["psc.datapass"]),
        ("mark psc.gui", []),  # it has no statut of its own
        ("mark psc.dos", ["psc.dossiers.lps"]),
        ("mark cnda.demandes.dmp ex", ["examen"]),
        ("mark cnda.demandes.dmp examen:so", ["examen:soumis"]),
        ("mark isc.mandataire s", ["soumis"]),  # which is never sans-objet
        ("mark psc.datapass s", ["soumis", "sans-objet"]),
        ("mark psc.datapass gaz", ["gazelle.tests"]),
        ("tick psc.dat", [f"psc.datapass/{one}" for one in ("profil", "projet", "donnees", "contacts", "numero")]),
        ("tick isc", ["isc.mandataire/", "isc.equipe/"]),
        ("tick --undo psc.datapass/", ["psc.datapass/proconnect"]),
        ("tick psc.datapass/projet psc.datapass/pro", ["psc.datapass/profil"]),
        ("set produit.nil", ["produit.nil="]),
        ("set cnda.demandes.dmp.at", ["cnda.demandes.dmp.attestation="]),
        ("set cnda.demandes.ins.tel", ["cnda.demandes.ins.teleservice="]),  # a new one, that is being named
        ("set tests_intrusion", ["tests_intrusion."]),  # there is none yet
        ("set psc.edc=", ["psc.edc=oui", "psc.edc=non"]),
        ("set cnda.demandes.dmp.avancement=ex", ["cnda.demandes.dmp.avancement=examen"]),
        ("set produit.dispositif=L", ["produit.dispositif=LGC", "produit.dispositif=LGO"]),
        ("set format", []),
        ("set etapes.psc.guichet.st", []),
        ("set etapes.psc.datapass.statut=v", ["etapes.psc.datapass.statut=valide"]),
        ("get psc.datapass_d", ["psc.datapass_demande"]),
        ("get psc.datapass_h", []),  # which is empty
        ("unset psc.dossiers.lps.r", ["psc.dossiers.lps.role"]),
        ("unset produi", ["produit", *(f"produit.{one}" for one in PRODUIT_EN_ROUTE)]),
        ("explain GAZ00", ["GAZ001", "GAZ002", "GAZ003", "GAZ004", "GAZ005"]),
        ("check --select PSC001,MOT", ["PSC001,MOT", "PSC001,MOT001"]),
        ("check --ignore PO", []),  # what a gate answers is not chosen
        ("check --format s", ["sarif"]),
        ("diff --format m", ["markdown"]),
        ("report --format m", ["markdown"]),
        ("status --format ", ["text", "json"]),
        ("log psc.dos", ["psc.dossiers.lps"]),
        ("init produit.vers", ["produit.version=", "produit.version_majeure="]),
        ("config get d", ["dossiers"]),
        ("config set f", ["format="]),
        ("config set couleur=", ["couleur=auto", "couleur=toujours", "couleur=jamais"]),
        ("config set lecture=", ["lecture=colonnes", "lecture=lineaire"]),
        ("rem list --statut nu", ["nue"]),
        ("resources bio", ["biologie-medicale"]),
        ("--color jamais show psc.data", ["psc.datapass"]),
        ("--color=jamais --lecture lineaire rem --color auto li", ["list"]),
        ("--color ", ["auto", "toujours", "jamais"]),
        ("rem --lecture l", ["lineaire"]),
        ("--color=j", ["--color=jamais"]),
        ("--show-completion=f", ["--show-completion=fish"]),
        ("rem --show-completion=", []),  # which is of the program alone
        ("--lec", ["--lecture"]),
        ("rem --col", ["--color"]),
        ("show --col", ["--color"]),
        ("show --color jamais psc.data", ["psc.datapass"]),
        ("show --color=jamais psc.data", ["psc.datapass"]),
        ("show psc.datapass --lecture ", ["colonnes", "lineaire"]),
        ("next --color ", ["auto", "toujours", "jamais"]),
        ("next --color=", ["--color=auto", "--color=toujours", "--color=jamais"]),
        ("show --color jamais --col", []),  # it is there already
        ("mark --dry", ["--dry-run"]),
        ("mark --dry-run --dry", []),  # it is there already
        ("check --select PSC --sel", ["--select"]),  # which may be given again
        ("show -- --to", []),  # no option after --
        ("zzz ", []),
        ("proof zzz ", []),
        ("show psc.datapass psc", []),
        ("mark --le ", []),
    ],
)
def test_what_may_stand_there_is_offered(typed: str, expected: list[str]) -> None:
    assert words(typed) == expected


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("show ", {"psc.datapass", "cnda.demandes"}),
        ("set ", {"psc.", "produit.", "convention."}),
        ("set psc.", {"psc.datapass_demande=", "psc.dossiers.lps.nru="}),
        ("mark ", {"psc.datapass", "cnda.demandes.dmp", "psc.dossiers.lps"}),
        ("explain ", {"PSC001", "LIE001", "POR001"}),
    ],
)
def test_a_long_list_has_what_is_looked_for(typed: str, some: set[str]) -> None:
    assert some <= set(words(typed))
    assert len(words(typed)) < 120


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("proof add SC.MSS/CONF.01", {"SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.02"}),
        ("proof remove SC.CDA", {"SC.CDA/INT.17.01.01"}),
        ("mark SC.CDA/INT.17.01.01 ", {"a-modifier"}),
        ("mark SC.MSS/CONF.01 ", {"sans-objet", "a-faire"}),
        ("mark chap", {"chapitres.mss", "chapitres.ssi"}),
        ("mark SC.SSI", {"SC.SSI/GEN.01"}),
        ("rem show SC.SSI/GEN.0", {"SC.SSI/GEN.01", "SC.SSI/GEN.02\\ BIS"}),
        ("rem show 'SC.SSI/GEN.02 ", {"SC.SSI/GEN.02 BIS"}),
        ("rem show SC.MSS/CONF.01.", {"SC.MSS/CONF.01.01", "SC.MSS/CONF.01.01.01"} - {"SC.MSS/CONF.01"}),
        ("proof list --chapitre m", {"mss"}),
        ("rem list --profil G", {"Général"}),
    ],
)
def test_what_the_rem_knows_is_offered(typed: str, some: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PREUVES)
    assert some <= set(words(typed))


def test_the_file_named_on_the_line_is_the_one_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert words("mark cnda.demandes.") == []
    for typed in (f"-c {EN_ROUTE}/candidature.toml", f"--candidature={EN_ROUTE}", f"-c{EN_ROUTE}"):
        assert words(f"mark {typed} cnda.demandes.") == ["cnda.demandes.dmp"]


def test_of_several_candidatures_none_is_chosen_and_the_catalogue_is_still_offered(tmp_path: Path) -> None:
    assert "psc.datapass" in words(f"mark -c {ROOT}/examples/portefeuille psc.")
    assert words(f"mark -c {ROOT}/examples/portefeuille cnda.demandes.") == []


def test_what_the_company_s_file_ticks_is_not_offered_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "candidature.toml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "editeur.toml").write_text("[etapes.isc.mandataire]\nactions.kbis = 2025-09-29\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "isc.mandataire/kbis" not in words("tick isc.mandataire/")
    assert words("tick --undo isc") == ["isc.mandataire/kbis"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("show -c ", FICHIERS),
        ("show -c can", FICHIERS),
        ("status ", FICHIERS),
        ("status a.toml ", FICHIERS),
        ("check --output=", FICHIERS),
        ("proof add X --fichier ", FICHIERS),
        ("rem import ", FICHIERS),
        ("rem diff a.json ", FICHIERS),
        ("set rem.fichier=", FICHIERS),
        ("set eligibilite.preuve_cnda=p", FICHIERS),
        ("config set dossiers=", DOSSIERS),
        ("set psc.dat", "mots"),
        ("set psc.edc", "suite"),
        ("tick isc.mandat", "mots"),
        ("show psc.datapa", "mots"),
    ],
)
def test_files_are_the_shell_s_to_offer_and_what_goes_on_gets_no_space(typed: str, kind: str) -> None:
    assert offered(typed)[0] == kind


def test_an_etape_that_goes_on_gets_no_space() -> None:
    assert offered("tick isc.") == ["mots", "isc.mandataire/", "isc.equipe/"]
    assert offered("set psc.datapass_d") == ["suite", "psc.datapass_demande="]


# --- what each shell is told ---


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("mark cnda.demandes.dmp examen:soum", "soumis"),
        ("set psc.edc=o", "oui"),
        ("status --format=j", "json"),
        ("--color=j", "jamais"),
        ("show 'psc.datap", "psc.datapass"),
        ('show "psc.datap', "psc.datapass"),
        ("tick psc.datapass/prof", "psc.datapass/profil"),
        ("show psc\\.datap", "psc.datapass"),
        ("show 'isc.mandataire' ", ""),
    ],
)
def test_bash_gets_what_follows_the_place_where_it_breaks_a_word(typed: str, told: str) -> None:
    said = repondre("bash", [], {"_SEGURCTL_LINE": f"segurctl {typed}", "_SEGURCTL_BREAKS": BREAKS})
    assert said == ("mots\n" + told if told else "mots")


def test_bash_is_answered_for_a_program_with_variables_in_front_or_a_folder() -> None:
    for typed in ("SEGURCTL_TODAY=2026-01-20 segurctl sta", "./.venv/bin/segurctl sta", "'/a b/segurctl' sta"):
        assert repondre("bash", [], {"_SEGURCTL_LINE": typed}) == "mots\nstatus"


def test_zsh_and_fish_give_words_and_get_what_each_word_is() -> None:
    etape = "mots\npsc.datapass\tDemander l'accès à l'API Pro Santé Connect (DataPass)"
    assert repondre("zsh", ["show", "psc.data"], {}) == etape
    assert repondre("fish", ["show", "psc.data"], {}) == etape
    assert repondre("fish", ["show", "'psc.data"], {}) == etape
    assert repondre("zsh", ["mark", "cnda.demandes.dmp", "examen:soum"], {}) == "mots\nexamen:soumis"
    assert repondre("zsh", ["sta"], {}) == f"mots\nstatus\t{TABLE['status'].summary}"


def test_powershell_gives_the_line_and_gets_whole_words() -> None:
    assert repondre("powershell", [], {"_SEGURCTL_LINE": "segurctl set psc.edc=o"}) == "mots\npsc.edc=oui"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_shown_for_the_shell_that_is_named(shell: str, tmp_path: Path) -> None:
    assert run("--show-completion", shell, cwd=tmp_path) == (0, script(shell), "")
    assert run(f"--show-completion={shell}", cwd=tmp_path).out == script(shell)


@pytest.mark.parametrize(
    ("words", "shell", "code", "said"),
    [
        (["--show-completion"], "/usr/bin/fish", 0, "function __segurctl_complete"),
        (["--show-completion"], "/bin/dash", 2, "nommez votre shell : --show-completion bash|zsh|fish|powershell"),
        (["--show-completion"], "", 2, "nommez votre shell"),
        (["--show-completion", "bsah"], "", 2, "« bsah » n'est pas un shell connu ; vouliez-vous dire « bash » ?"),
        (["--install-completion", "powershell"], "", 2, "segurctl --show-completion powershell >> $PROFILE"),
    ],
)
def test_without_a_name_it_is_that_of_the_person(
    words: list[str], shell: str, code: int, said: str, tmp_path: Path
) -> None:
    ended = run(*words, cwd=tmp_path, env={"SHELL": shell, "HOME": str(tmp_path)})
    assert (ended.code, said in ended.out + ended.err) == (code, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("shell", "file", "rc"),
    [
        ("bash", ".bash_completions/segurctl.sh", ".bashrc"),
        ("zsh", ".zfunc/_segurctl", ".zshrc"),
        ("fish", ".config/fish/completions/segurctl.fish", None),
    ],
)
def test_installing_writes_the_script_and_one_line_once(shell: str, file: str, rc: str | None, tmp_path: Path) -> None:
    if rc:
        (tmp_path / rc).write_bytes(b"# \xe9 mine, without a last newline")
    for _ in range(2):
        env = {"HOME": str(tmp_path), "SHELL": f"/bin/{shell}", "XDG_CONFIG_HOME": ""}
        ended = run("--install-completion", cwd=tmp_path, env=env)
        assert ended.code == 0
        assert ended.out.startswith(f"La complétion de {shell} est installée")
    assert (tmp_path / file).read_text(encoding="utf-8") == script(shell)
    if rc:
        held = (tmp_path / rc).read_bytes()
        assert held.startswith(b"# \xe9 mine, without a last newline\n")
        assert held.count(b"\n") == 2


def test_a_home_with_an_apostrophe_leaves_a_bashrc_that_bash_reads(tmp_path: Path) -> None:
    home = tmp_path / "o'b"
    home.mkdir()
    assert run("--install-completion", "bash", cwd=tmp_path, env={"HOME": str(home)}).code == 0
    asked = '. "$HOME/.bashrc"; complete -p segurctl'
    read = subprocess.run(["bash", "-ec", asked], env={"HOME": str(home)}, check=False, capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".zfunc").write_text("", encoding="utf-8")
    ended = run("--install-completion", "zsh", cwd=tmp_path, env={"HOME": str(tmp_path)})
    assert (ended.code, "écriture impossible" in ended.err) == (2, True)


# --- whatever stands in the files ---

HOSTILE = HEAD + PRODUIT + (
    '\n[psc.dossiers."$(touch /tmp/x)"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."a\\nb"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."`id`"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."a;b"]\nrole = "editeur-proxy"\n'
    "[psc.dossiers.\"it's\"]\nrole = \"editeur-proxy\"\n"
    '[psc.dossiers."\\u001b[31m"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."a\\tb"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."\\u202egauche"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."*"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."~root"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers."!!"]\nrole = "editeur-proxy"\n'
    '[psc.dossiers.""]\nrole = "editeur-proxy"\n'
    '[psc.dossiers.sage]\nrole = "editeur-proxy"\n'
    '[preuves."-rf"]\nlien = "https://exemple.fr"\n'
    '[preuves."$HOME"]\nlien = "https://exemple.fr"\n'
    '[preuves."deux mots"]\nlien = "https://exemple.fr"\n'
)  # fmt: skip
TYPED = ["mark ", "mark psc.dossiers.", "set psc.", "unset ", "get ", "proof remove ", "proof add ", "tick ", "log "]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("typed", TYPED)
def test_a_name_that_a_shell_would_read_as_its_own_is_left_out(
    shell: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "candidature.toml").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    env = {"_SEGURCTL_LINE": f"segurctl {typed}"}
    found = repondre(shell, typed.split(" "), env).split("\n")[1:]
    names = [one.partition("\t")[0] for one in found]
    assert not [one for one in names if re.search(r"[$`;'\"*~!\x00-\x1f\x1b\u202e&|<>(){}\[\]#?]", one)]
    assert not [one for one in names if re.search(r"\\(?! )", one)]
    if "dossiers" in typed:
        assert names == ["psc.dossiers.sage"]


def test_a_name_with_a_space_is_said_so_that_the_line_means_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "candidature.toml").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "deux\\ mots" in words("proof remove ")
    assert words("proof remove deux\\ m") == ["deux\\ mots"]
    assert words("proof remove 'deux m") == ["deux mots"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[produit\n",
        b"psc = 3\ncnda = [1]\netapes = 'x'\npreuves = 2025-01-01\nrem = 'x'\nchapitres = []\ncomposants = 1\n",
        b"[psc]\ndossiers = 1\n[etapes]\npsc = 4\n[rem]\nfichier = 3\n",
        b"[etapes.psc.datapass]\nactions = 'non'\n[rem]\nfichier = '/etc/passwd'\n[[acceptations]]\nregle = 'x'\n",
        b"[etapes]\npsc = { datapass = 3 }\n[rem]\nfichier = 'candidature.toml'\n",
        b"a" + b".a" * 4000 + b" = 1\n",
        b"a = " + b"[" * 5000 + b"\n",
        b"x = '" + b"y" * (2 << 20) + b"'\n",
    ],
    ids=range(10),
)
def test_a_broken_file_only_offers_less(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "candidature.toml").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    for typed in [*TYPED, "mark psc.datapass ", "rem show ", "rem list --profil ", "set chapitres.", "tick --undo "]:
        assert offered(typed)[0] in {"mots", "suite"}
    assert "psc.datapass" in words("mark psc.")
    assert contents(tmp_path) == {"candidature.toml": data}


def test_as_a_process_it_ends_well_and_says_nothing_of_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_bytes(b"[produit\n")
    env = {"_SEGURCTL_COMPLETE": "bash", "_SEGURCTL_LINE": "segurctl mark cnda.demandes."}
    assert run(cwd=tmp_path, env=env) == (0, "mots\n", "")
    (tmp_path / "candidature.toml").unlink()
    (tmp_path / "candidature.toml").symlink_to("/dev/zero")
    assert run(cwd=tmp_path, env=env) == (0, "mots\n", "")
    assert run("zzz", "", cwd=tmp_path, env={"_SEGURCTL_COMPLETE": "zsh"}) == (0, "mots\n", "")


def test_french_words_are_said_in_a_locale_that_has_none(tmp_path: Path) -> None:
    env = {"_SEGURCTL_COMPLETE": "fish", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "Demander l'accès" in run("show", "psc.data", cwd=tmp_path, env=env).out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_of_typer_that_an_older_segurctl_installed_gets_no_answer(shell: str, tmp_path: Path) -> None:
    env = {"_SEGURCTL_COMPLETE": f"complete_{shell}", "COMP_WORDS": "segurctl s", "COMP_CWORD": "1"}
    assert run(cwd=tmp_path, env=env) == (0, "", "")


# --- kept to what the program is ---


def commands(table: Table = TABLE, above: str = "") -> list[tuple[str, Entry]]:
    """Every command with its whole name."""
    found = []
    for name, entry in table.items():
        found += commands(entry.group, f"{above}{name} ") if entry.group else [(f"{above}{name}", entry)]
    return found


def test_every_command_completes_its_options_and_every_format_is_one_that_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, entry in commands():
        names = [one for param in _params(name, entry) for one in (*param.opts, *param.secondary_opts)]
        longs = {one for one in names if one.startswith("--")}
        assert longs >= {one.nom for one in APPARENCES.values()} | {"--help"}, name
        assert set(words(f"{name} --")) == longs, name
        if "--format" in longs:
            formats = words(f"{name} --format ")
            refused = run(*name.split(), *(["x"] if "ETAPE" in name else []), "--format", "zzz", cwd=tmp_path).err
            told = re.search(r"\(formats : (.*)\)", refused)
            assert len(formats) > 1, name
            assert told is None or formats == told[1].split(", "), name


def test_the_options_of_the_program_and_of_its_groups_are_those_that_they_have_as_their_help_lists_them() -> None:
    program = build_app()
    groups = {f"{name} ": program.commands[name] for name, entry in TABLE.items() if entry.group}
    for typed, group in {"": program, **groups}.items():
        params = group.get_params(typer.Context(group))
        assert words(f"{typed}--") == [max(param.opts, key=len) for param in params], typed


def test_a_source_is_of_a_parameter_that_a_command_has() -> None:
    known = {f"{name} {param.name}" for name, entry in commands() for param in _params(name, entry)}
    names = {one.rpartition(" ")[2] for one in known}
    assert [one for one in SOURCES if one not in known and one not in names] == []


def test_the_light_list_of_values_is_what_the_model_says() -> None:
    said: dict[str, tuple[str, ...]] = {}
    for chemin in load_parcours().champs:
        path = tuple("x" if part == "*" else part for part in chemin.split("."))
        try:
            kind = field_type(path)
        except SegurctlError:
            continue  # the acceptations, which are written by hand
        if kind.words or bool in kind.scalars:
            said[chemin] = kind.words or ("oui", "non")
    assert dict(VALEURS) == said
    assert set(load_parcours().champs) >= CHAMPS_DE_FICHIERS
    assert words("rem list --statut ") == list(ETATS)


@pytest.mark.parametrize("command", ["check", "diff", "links", "report"])
def test_the_formats_offered_are_all_those_that_the_command_says_it_has(command: str, tmp_path: Path) -> None:
    refused = run(command, "--format", "zzz", cwd=tmp_path).err
    assert f"(formats : {', '.join(words(f'{command} --format '))})" in refused


@pytest.mark.parametrize("cle", config.CLES)
def test_what_is_offered_of_a_setting_is_all_that_the_config_takes(cle: str) -> None:
    if cle == "dossiers":
        assert offered("config set dossiers=") == [DOSSIERS]
        return
    values = [one.partition("=")[2] for one in words(f"config set {cle}=")]
    assert [config.valable(cle, one) for one in values] == [(one,) for one in values]
    with pytest.raises(SegurctlError, match="n'existe pas") as refused:
        config.valable(cle, "zzz")
    assert refused.value.hint == f"choix : {', '.join(values)}"


def test_the_options_of_how_pages_are_shown_take_the_words_of_the_config() -> None:
    assert {cle: one.mots for cle, one in APPARENCES.items()} == {
        "couleur": config.COULEURS,
        "lecture": config.LECTURES,
    }


@pytest.mark.parametrize(
    "cible", ["SC.CDA/INT.17.01.01", "SC.SSI/GEN.01", "psc.datapass", "isc.mandataire", "chapitres.mss"]
)
def test_what_a_target_is_offered_is_all_that_it_may_be_marked_with(
    cible: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PREUVES)
    taken = [
        statut
        for statut in STATUTS
        if run("mark", cible, statut, "--note", "Dit.", "--dry-run", "--today", "2026-01-20", cwd=PREUVES).code == 0
    ]
    suivi = load_parcours().suivis.get(cible.rpartition(".")[0])
    stades = [one.id for one in suivi.avancements] if suivi else []
    assert sorted(words(f"mark {cible} ")) == sorted([*stades, *taken])


def test_what_resources_is_offered_is_all_that_it_names() -> None:
    assert words("resources ") == [one.id for one in rubriques(load_parcours())]
    titre = load_parcours().couloirs["biologie-medicale"].titre
    assert repondre("fish", ["resources", "bio"], {}) == f"mots\nbiologie-medicale\t{titre}"


@pytest.mark.parametrize("key", ["--help", "--dry-run", "-c", "=ls", "~root"])
def test_a_key_of_the_file_is_never_an_option_nor_what_a_shell_expands(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f'{MINIMAL}\n[preuves."{key}"]\nfichier = "a.pdf"\n[preuves.sain]\nfichier = "b.pdf"\n'
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    assert words("proof remove ") == ["sain"]
    assert words("proof remove -- ") == ["sain"]
