"""`report`: the products on a page to give away, of one or of many, and nothing that a page would obey."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from jsonschema import validate

from segurctl.errors import ExitCode
from support import HEAD, TODAY, compare, run, settled_environment

EXEMPLE = Path(__file__).parents[2] / "examples" / "portefeuille"
SCREENS = Path(__file__).with_name("screens")


def produit(nom: str, rest: str = "") -> str:
    return f'{HEAD}\n[produit]\nnom = """{nom}"""\ndispositif = "LGC"\n{rest}'


def test_the_report_of_the_portfolio_is_this_page() -> None:
    ended = run("report", "--today", TODAY, cwd=EXEMPLE)
    assert ended.code == ExitCode.OK
    compare(SCREENS / "portefeuille.report.md", ended.out)


def test_as_text_it_is_what_status_shows() -> None:
    text = run("report", "--format", "text", "--today", TODAY, cwd=EXEMPLE)
    assert text == run("status", "--today", TODAY, cwd=EXEMPLE)


def test_one_product_has_a_report_too(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    ended = run("report", "--today", TODAY, cwd=tmp_path)
    assert ended.code == ExitCode.OK
    assert "| `Julie` `LGC` `candidature.toml` | 0/32 |" in ended.out
    # Nobody owes an answer, no date comes, nothing is wrong: there is only what to do.
    assert [line for line in ended.out.splitlines() if line.startswith("### ")] == ["### À faire"]


def test_it_is_written_where_it_is_asked_for_and_over_no_candidature(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    page = run("report", "--today", TODAY, cwd=tmp_path).out
    ended = run("report", "--today", TODAY, "--output", "rapport.md", cwd=tmp_path)
    assert (ended.code, ended.out) == (ExitCode.OK, "rapport.md écrit\n")
    assert (tmp_path / "rapport.md").read_text(encoding="utf-8") == page
    refused = run("report", "--today", TODAY, "--output", "candidature.toml", cwd=tmp_path)
    assert refused.code == ExitCode.USAGE
    assert (tmp_path / "candidature.toml").read_text(encoding="utf-8") == produit("Julie")


def test_a_broken_file_is_told_and_the_others_still_show(tmp_path: Path) -> None:
    (tmp_path / "a.candidature.toml").write_text("x = = 1", encoding="utf-8")
    (tmp_path / "b.candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    ended = run("report", "--today", TODAY, cwd=tmp_path)
    assert (ended.code, "`Julie`" in ended.out) == (ExitCode.USAGE, True)
    assert ended.err.startswith("a.candidature.toml:1:5: ")
    alone = run("report", "a.candidature.toml", "--today", TODAY, cwd=tmp_path)
    assert (alone.code, alone.out, alone.err) == (ExitCode.USAGE, "", ended.err)


def test_a_product_that_is_withdrawn_says_so(tmp_path: Path) -> None:
    text = produit("Julie").replace("\n[produit]", 'retiree_le = 2025-10-01\nmotif_retrait = "x"\n\n[produit]')
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    rows = [line for line in run("report", "--today", TODAY, cwd=tmp_path).out.splitlines() if line.startswith("|")]
    assert rows[-1].endswith("| retirée |")


@pytest.mark.parametrize(
    "nom",
    [
        "@equipe",
        "<img src=x>",
        "[ici](https://mal.exemple)",
        "a | b",
        "`x` ``y``",
        "deux\nlignes",
        "mdp=Abcd1234efgh x",
    ],
)
def test_a_name_calls_nobody_and_breaks_no_table(tmp_path: Path, nom: str) -> None:
    etape = '\n[etapes.psc.datapass]\nstatut = "soumis"\ndepuis = 2025-10-01\n'
    for cle in ("a", "b"):
        (tmp_path / f"{cle}.candidature.toml").write_text(produit(nom, etape), encoding="utf-8")
    out = run("report", "--today", TODAY, cwd=tmp_path).out
    assert "Abcd1234" not in out
    rows = [line for line in out.splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in rows}) == 1
    for line in out.splitlines()[1:]:
        if "``" not in line:
            assert not {"@", "<", "["} & set("".join(line.split("`")[::2])), line


@pytest.mark.parametrize("command", [("report",), ("check", "--format", "markdown")], ids=["report", "check"])
def test_what_looks_like_a_secret_hides_no_backtick_that_holds_a_value(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A mask went over the backtick that closed the value, and the next value was obeyed."""
    (tmp_path / "password=abc1.candidature.toml").write_text(
        f'{HEAD}\n[produit]\nnom = "password=abcdef1"\ndispositif = "LGC @octocat"\n', encoding="utf-8"
    )
    out = run(*command, "--today", TODAY, cwd=tmp_path).out
    assert "@octocat" in out
    for line in out.splitlines():
        assert "octocat" not in sans_code(line), line


def sans_code(line: str) -> str:
    """A line of Markdown without its code spans, as CommonMark pairs their backticks."""
    return re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", line)


@pytest.mark.parametrize("nom", [".git/config", ".git/hooks/post-commit", "candidature.TOML"])
def test_it_is_written_over_nothing_that_git_or_the_team_keeps(tmp_path: Path, nom: str) -> None:
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    (tmp_path / ".git" / "hooks").mkdir(parents=True)
    ended = run("report", "--format", "html", f"--output={nom}", "--today", TODAY, cwd=tmp_path)
    assert ended.code == ExitCode.USAGE
    assert ended.err.startswith(f"{nom}: ")
    assert not (tmp_path / nom).exists()


def test_what_is_checked_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    ended = run("report", "--check", ".", cwd=tmp_path)
    assert ended.code == ExitCode.USAGE
    assert "ce n'est pas un fichier" in ended.err


def test_a_day_in_the_digits_of_another_script_is_no_day_of_ours(tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("<!-- segurctl report ٢٠٢٦-٠١-٠١ -->\n", encoding="utf-8")
    ended = run("report", "--check", "r.md", cwd=tmp_path)
    assert ended.code == ExitCode.USAGE
    assert "ce n'est pas un rapport que segurctl a écrit" in ended.err


def test_a_page_is_never_longer_than_a_comment_can_be(tmp_path: Path) -> None:
    for rang in range(200):
        text = produit(f"{rang} {'`<' * 140}", '[psc]\ndatapass_demande = "H1"\n')
        (tmp_path / f"{rang:03}.candidature.toml").write_text(text, encoding="utf-8")
    ended = run("report", "--today", TODAY, cwd=tmp_path)
    assert ended.code == ExitCode.OK
    assert len(ended.out) < 65_536
    assert "le reste n'y tient pas" in ended.out.splitlines()[-1]


# The badge


SHIELDS = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {"enum": ["red", "orange", "brightgreen", "blue", "lightgrey"]},
        "isError": {"type": "boolean"},
    },
}


def badge(folder: Path, code: ExitCode = ExitCode.OK) -> dict[str, object]:
    ended = run("report", "--format", "shields", "--today", TODAY, cwd=folder)
    assert ended.code == code
    found: dict[str, object] = json.loads(ended.out)
    validate(found, SHIELDS)
    return found


def test_a_badge_counts_in_the_colour_of_what_presses_most(tmp_path: Path) -> None:
    fichier = tmp_path / "candidature.toml"
    fichier.write_text(produit("Julie"), encoding="utf-8")
    assert badge(tmp_path) == {
        "schemaVersion": 1,
        "label": "Ségur vague 2",
        "message": "0 étape validée sur 32",
        "color": "blue",
    }
    fichier.write_text(
        produit("J", '[etapes.psc.datapass]\nstatut = "soumis"\ndepuis = 2025-09-01\n'), encoding="utf-8"
    )
    assert badge(tmp_path)["color"] == "orange"
    fichier.write_text(produit("J", '[psc]\ndatapass_demande = "H1"\n'), encoding="utf-8")
    assert badge(tmp_path)["color"] == "red"
    # Of a product withdrawn nothing is left to do, and nothing is done.
    withdrawn = produit("J").replace("\n[produit]", 'retiree_le = 2025-10-01\nmotif_retrait = "x"\n\n[produit]')
    fichier.write_text(withdrawn, encoding="utf-8")
    assert badge(tmp_path)["color"] == "lightgrey"
    fichier.rename(tmp_path / "b.candidature.toml")
    (tmp_path / "a.candidature.toml").write_text("x = = 1", encoding="utf-8")
    assert badge(tmp_path, ExitCode.USAGE)["isError"] is True


# Kept in git


@pytest.mark.parametrize("nom", ["rapport.html", "rapport.md", "badge.json"])
def test_a_report_that_is_kept_says_when_it_is_no_longer_true(tmp_path: Path, nom: str) -> None:
    fichier = tmp_path / "candidature.toml"
    fichier.write_text(produit("Julie"), encoding="utf-8")
    assert run("report", "--today", TODAY, "--output", nom, cwd=tmp_path).code == ExitCode.OK
    # A badge has no day of its own; what has one is made again on that day, whatever day it is.
    later = TODAY if nom == "badge.json" else "2026-10-18"
    fresh = run("report", "--check", nom, "--today", later, cwd=tmp_path)
    assert fresh == (ExitCode.OK, f"{nom} est à jour\n", "")
    fichier.write_text(produit("Julie", '[etapes.isc.mandataire]\nstatut = "valide"\n'), encoding="utf-8")
    kept = (tmp_path / nom).read_bytes()
    stale = run("report", "--check", nom, "--today", later, cwd=tmp_path)
    assert stale.code == ExitCode.FINDINGS
    assert stale.out.splitlines()[-1] == f"  → segurctl report --output={nom}"
    assert (tmp_path / nom).read_bytes() == kept


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "# Un autre rapport\n",
        "<!-- segurctl report 2025-02-31 -->\n",
        "<!-- segurctl report 2025-10-18 --output=x -->\n",
        "<!DOCTYPE html><html></html>",
        "{}",
        "\0" * 100,
    ],
)
def test_what_is_no_report_of_ours_cannot_be_checked(tmp_path: Path, texte: str) -> None:
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    (tmp_path / "rapport").write_text(texte, encoding="utf-8")
    ended = run("report", "--check", "rapport", cwd=tmp_path)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err.startswith("rapport: ")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("nom", ["rapport.html", "rapport.md", "badge.json"])
def test_a_report_that_git_checked_out_with_the_lines_of_windows_is_the_same(tmp_path: Path, nom: str) -> None:
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    run("report", "--today", TODAY, "--output", nom, cwd=tmp_path)
    (tmp_path / nom).write_bytes((tmp_path / nom).read_bytes().replace(b"\n", b"\r\n"))
    assert run("report", "--check", nom, "--today", TODAY, cwd=tmp_path).code == ExitCode.OK


def test_a_stale_report_of_a_file_that_cannot_be_read_ends_as_the_file_does(tmp_path: Path) -> None:
    (tmp_path / "b.candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    run("report", "--today", TODAY, "--output", "rapport.md", cwd=tmp_path)
    (tmp_path / "a.candidature.toml").write_text("x = = 1", encoding="utf-8")
    stale = run("report", "--check", "rapport.md", cwd=tmp_path)
    assert (stale.code, "n'est plus à jour" in stale.out) == (ExitCode.USAGE, True)
    assert stale.err.startswith("a.candidature.toml:1:5: ")


def test_a_page_cannot_be_checked_where_the_oldest_commits_are_missing(
    branche: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", branche.as_uri(), ".")
    run("report", "--today", TODAY, "--output", "rapport.html", cwd=clone)
    ended = run("report", "--check", "rapport.html", cwd=clone)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert "l'historique de ce clone est tronqué" in ended.err
    run("report", "--today", TODAY, "--output", "rapport.md", cwd=clone)
    assert run("report", "--check", "rapport.md", cwd=clone).code == ExitCode.OK


def test_only_markdown_tells_what_changed(branche: Path) -> None:
    ended = run("report", "--base", "main", "--format", "html", cwd=branche)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert "--format markdown" in ended.err


def test_what_contradicts_a_check_is_refused(tmp_path: Path) -> None:
    for words in (["--format", "html"], ["--output", "x.md"], ["--base", "main"]):
        assert run("report", "--check", "r.html", *words, cwd=tmp_path).code == ExitCode.USAGE
    absent = run("report", "--check", "absent.html", cwd=tmp_path)
    assert (absent.code, "n'existe pas" in absent.err) == (ExitCode.USAGE, True)


def test_the_command_that_makes_it_again_names_its_files_and_its_format(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    fichier = tmp_path / "a b" / "candidature.toml"
    fichier.write_text(produit("Julie"), encoding="utf-8")
    run("report", "a b", "--today", TODAY, "--format", "html", "--output", "page", cwd=tmp_path)
    fichier.write_text(produit("Julien"), encoding="utf-8")
    stale = run("report", "--check", "page", "a b", cwd=tmp_path)
    assert stale.out.splitlines()[-1] == "  → segurctl report 'a b' --format html --output=page"


# In a pull request


@pytest.fixture
def branche(tmp_path: Path) -> Path:
    """A repository where a branch has marked an étape since it left main."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "un")
    git(tmp_path, "switch", "-qc", "travail")
    etape = '[etapes.isc.mandataire]\nstatut = "valide"\ndepuis = 2025-10-02\n'
    (tmp_path / "candidature.toml").write_text(produit("Julie", etape), encoding="utf-8")
    git(tmp_path, "commit", "-qam", "deux")
    return tmp_path


def git(folder: Path, *words: str) -> None:
    who = {f"GIT_{one}_{what}": "alix@exemple.fr" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *words], cwd=folder, check=True, env={**settled_environment(), **who})


def test_it_says_what_changed_since_a_branch_was_left(branche: Path) -> None:
    ended = run("report", "--base", "main", "--today", TODAY, cwd=branche)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert "### Ce qui a changé depuis `" in ended.out
    assert "`isc.mandataire`" in ended.out.partition("### Ce qui a changé")[2].partition("\n### ")[0]
    assert "Ce qui a changé" not in run("report", "--today", TODAY, cwd=branche).out


def test_of_a_file_that_changed_the_name_is_masked_too(branche: Path) -> None:
    (branche / "token=Abcd1234efgh.candidature.toml").write_text(produit("Julie"), encoding="utf-8")
    out = run("report", ".", "--base", "main", "--today", TODAY, cwd=branche).out
    assert "#### `Julie` (`‹masqué›" in out
    assert "Abcd1234" not in out


def test_such_a_report_is_checked_against_the_same_commit_even_when_main_moves(branche: Path) -> None:
    run("report", "--base", "main", "--today", TODAY, "--output", "rapport.md", cwd=branche)
    git(branche, "branch", "-f", "main", "HEAD")
    assert run("report", "--check", "rapport.md", cwd=branche).code == ExitCode.OK


def test_what_main_did_since_and_what_is_not_reported_are_not_told(branche: Path) -> None:
    etape = '[etapes.isc.mandataire]\nstatut = "valide"\ndepuis = 2025-10-02\n'
    git(branche, "switch", "-q", "main")
    (branche / "candidature.toml").write_text(
        produit("Julie", etape.replace("isc.mandataire", "cnda.inscription")), encoding="utf-8"
    )
    git(branche, "commit", "-qam", "trois")
    git(branche, "switch", "-q", "travail")
    (branche / "autre").mkdir()
    (branche / "autre" / "candidature.toml").write_text(produit("Autre", etape), encoding="utf-8")
    out = run("report", "candidature.toml", "--base", "main", "--today", TODAY, cwd=branche).out
    changed = out.partition("### Ce qui a changé")[2].partition("\n### ")[0]
    assert ("isc.mandataire" in changed, "cnda.inscription" in changed, "Autre" in changed) == (True, False, False)


def test_one_finding_of_several_products_is_told_once(tmp_path: Path) -> None:
    for nom in "abcde":
        text = produit(nom, '[jalons.x]\nle = 2026-01-01\netape = "nulle.part"\n')
        (tmp_path / f"{nom}.candidature.toml").write_text(text, encoding="utf-8")
    lines = [one for one in run("report", "--today", TODAY, cwd=tmp_path).out.splitlines() if "DAT002" in one]
    assert [one.partition(" DAT002")[0] for one in lines] == ["- `a`, `b`, `c`, et 2 autres, **erreur**"]


def test_in_a_pull_request_the_base_is_that_of_the_ci(branche: Path) -> None:
    git(branche, "update-ref", "refs/remotes/origin/main", "main")
    github = run("report", "--today", TODAY, cwd=branche, env={"GITHUB_BASE_REF": "main"})
    assert (github.code, "Ce qui a changé" in github.out) == (ExitCode.OK, True)
    absent = run("report", "--today", TODAY, cwd=branche, env={"GITHUB_BASE_REF": "ailleurs"})
    assert (absent.code, "Ce qui a changé" in absent.out) == (ExitCode.OK, False)
    assert absent.err.startswith("ce qui a changé n'est pas dit : révision inconnue")


@pytest.mark.parametrize("base", ["absente", "--output=x", "main..HEAD", "-x"])
def test_a_base_that_is_not_there_is_refused(branche: Path, base: str) -> None:
    ended = run("report", f"--base={base}", "--today", TODAY, cwd=branche)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
