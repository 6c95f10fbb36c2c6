"""Several products on one screen: `status` and `next` of the example, whole, and what becomes of them elsewhere."""

import json
from pathlib import Path

import pytest

from segurctl.errors import ExitCode
from support import HEAD, TODAY, compare, run

EXEMPLE = Path(__file__).parents[2] / "examples" / "portefeuille"
SCREENS = Path(__file__).with_name("screens")


@pytest.mark.parametrize("words", [["status"], ["next"], ["next", "--tout"], ["check"]], ids=" ".join)
def test_the_example_of_the_portfolio_is_shown(words: list[str]) -> None:
    ended = run(*words, "--today", TODAY, cwd=EXEMPLE)
    assert ended.code == (ExitCode.FINDINGS if words == ["check"] else ExitCode.OK)
    compare(SCREENS / f"portefeuille.{'-'.join(words)}.txt", ended.out)


def test_from_the_folder_of_the_candidatures_it_is_the_same_but_for_the_paths() -> None:
    here = run("status", "--today", TODAY, cwd=EXEMPLE).out
    below = run("status", "--today", TODAY, cwd=EXEMPLE / "candidatures").out
    assert below == here.replace("   candidatures/", "   ").replace("   editeur.toml", "   ../editeur.toml")


def test_the_document_tells_what_they_are_together() -> None:
    document = json.loads(run("status", "--today", TODAY, "--format", "json", cwd=EXEMPLE).out)
    together = document["portefeuille"]
    assert len(document["candidatures"]) == len(together["produits"]) == 3
    assert [one["fichier"] for one in together["entreprises"]] == ["editeur.toml"]
    assert {one["acteur"] for one in together["attendus"]} == {"verificateur-ans", "cnda", "datapass"}
    assert together["echeances"][0]["cible"] == "cnda.demandes.dmp"
    assert {one["regle"] for one in together["produits"][2]["constats"]} == {"PTF001", "PTF002", "PTF003", "PTF004"}
    assert (
        run("status", "--today", TODAY, "--format", "json", cwd=EXEMPLE).out
        == json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    )


def test_one_product_alone_has_no_portfolio() -> None:
    ended = run("status", "candidatures/ordo.toml", "--today", TODAY, "--format", "json", cwd=EXEMPLE)
    assert json.loads(ended.out)["portefeuille"] is None


def test_many_files_find_between_them_what_few_do(tmp_path: Path) -> None:
    """On every processor: what is compared comes back from the others."""
    folder = tmp_path / "candidatures"
    folder.mkdir()
    for rang in range(210):
        nil = "ORD000007" if rang in (7, 205) else f"ORD1{rang:05}"
        produit = f'\n[produit]\nnom = "Ordo {rang}"\ndispositif = "LGC"\nnil = "{nil}"\n'
        (folder / f"{rang:03}.toml").write_text(HEAD + produit, encoding="utf-8")
    ended = run("check", "--today", TODAY, "--format", "json", cwd=tmp_path)
    found = [(Path(one["fichier"]).stem, one["regle"], one["ligne"]) for one in json.loads(ended.out)["constats"]]
    assert found == [("007", "PTF002", 8), ("205", "PTF002", 8)]


def test_a_rule_between_products_is_chosen_as_any_other() -> None:
    def trouvees(*words: str) -> set[str]:
        ended = run("check", *words, "--today", TODAY, "--format", "json", cwd=EXEMPLE)
        return {one["regle"] for one in json.loads(ended.out)["constats"]}

    assert trouvees("--select", "PTF002") == {"PTF002"}
    assert trouvees("--select", "PTF") == {"PTF001", "PTF002", "PTF003", "PTF004"}
    assert "PTF001" not in trouvees("--ignore", "PTF")


def test_a_link_out_of_the_repository_is_no_product_of_it(tmp_path: Path) -> None:
    depot = tmp_path / "depot"
    (depot / ".git").mkdir(parents=True)
    produit = '\n[produit]\nnom = "{}"\ndispositif = "LGC"\n'
    (tmp_path / "dehors.toml").write_text(HEAD + produit.format("Secrète"), encoding="utf-8")
    (depot / "a.candidature.toml").write_text(HEAD + produit.format("Julie"), encoding="utf-8")
    (depot / "b.candidature.toml").symlink_to(tmp_path / "dehors.toml")
    ended = run("status", "--today", TODAY, cwd=depot)
    assert ended.code == ExitCode.USAGE
    assert "Secrète" not in ended.out
    assert ended.err.startswith("b.candidature.toml: ce lien mène hors du dépôt")


def test_a_product_whose_name_would_command_stays_text(tmp_path: Path) -> None:
    for nom in ("a", "b"):
        produit = f'\n[produit]\nnom = "[red]{nom}[/red] <b>"\ndispositif = "LGC"\n'
        (tmp_path / f"{nom}.candidature.toml").write_text(HEAD + produit, encoding="utf-8")
    assert "\n[red]a[/red] <b> · LGC   a.candidature.toml\n" in run("status", "--today", TODAY, cwd=tmp_path).out
