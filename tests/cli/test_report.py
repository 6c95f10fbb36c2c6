"""`report`: the products on a page to give away, of one or of many, and nothing that a page would obey."""

from pathlib import Path

import pytest

from segurctl.errors import ExitCode
from support import HEAD, TODAY, compare, run

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
    assert "### " not in ended.out  # nobody owes an answer, and no date comes


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
    assert run("report", "--today", TODAY, cwd=tmp_path).out.splitlines()[-1].endswith("| retirée |")


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
    for line in out.splitlines():
        if "``" not in line:
            assert not {"@", "<", "["} & set("".join(line.split("`")[::2])), line
