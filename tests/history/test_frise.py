"""What happened to the candidatures of a report: told by git, ended by the working file, or by it alone."""

import subprocess
from pathlib import Path

import pytest

from support import HEAD, run, settled_environment

PRODUIT = f'{HEAD}\n[produit]\nnom = "Julie"\ndispositif = "LGC"\n'


def git(folder: Path, *words: str, jour: str = "2025-10-01") -> None:
    who = {f"GIT_{one}_{what}": "alix@exemple.fr" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{one}_DATE": f"{jour}T09:00:00+02:00" for one in ("AUTHOR", "COMMITTER")}
    subprocess.run(["git", *words], cwd=folder, check=True, env={**settled_environment(), **who, **when})


def ecrire(folder: Path, statut: str, depuis: str | None) -> None:
    le = f"depuis = {depuis}\n" if depuis else ""
    text = f'{PRODUIT}\n[etapes.psc.datapass]\nstatut = "{statut}"\n{le}'
    (folder / "candidature.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    ecrire(tmp_path, "en-cours", "2025-09-20")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "un")
    ecrire(tmp_path, "soumis", None)
    git(tmp_path, "commit", "-qam", "deux", jour="2025-10-02")
    return tmp_path


def passe(folder: Path, today: str = "2025-10-18") -> list[str]:
    """What the page says of what happened, newest first."""
    page = run("report", "--format", "html", "--today", today, cwd=folder).out
    if "<h3>Ce qui s'est passé</h3>" not in page.replace("&#39;", "'"):
        return []
    _, _, after = page.replace("&#39;", "'").partition("<h3>Ce qui s'est passé</h3>")
    lines = after.partition("</ol>")[0].split("<li>")[1:]
    return [f"{one.split(chr(34))[1]} {one.partition('<code>')[2].split('</span>')[0]}" for one in lines]


def test_git_tells_the_statuts_gone_through_by_the_days_of_the_file_else_of_the_commit(depot: Path) -> None:
    assert passe(depot) == ["2025-10-02 psc.datapass</code> soumis", "2025-09-20 psc.datapass</code> en cours"]


def test_committing_the_working_file_that_day_changes_nothing(depot: Path) -> None:
    ecrire(depot, "valide", None)
    before = run("report", "--format", "html", "--today", "2025-10-18", cwd=depot)
    assert passe(depot)[0] == "2025-10-18 psc.datapass</code> validé"
    git(depot, "commit", "-qam", "trois", jour="2025-10-18")
    assert run("report", "--format", "html", "--today", "2025-10-18", cwd=depot) == before


def test_taking_an_item_away_or_moving_its_stage_is_told_before_as_after_it_is_committed(depot: Path) -> None:
    fichier = depot / "candidature.toml"
    demande = "\n[cnda.demandes.dmp]\ndate_opposabilite = 2026-12-31\n"

    def told(text: str, message: str) -> list[str]:
        fichier.write_text(text, encoding="utf-8")
        before = passe(depot)
        git(depot, "commit", "-qam", message, jour="2025-10-18")
        assert passe(depot) == before
        return [one for one in before if "dmp" in one]

    cree = told(f'{PRODUIT}{demande}avancement = "pre-examen"\n', "une demande")
    avance = told(f'{PRODUIT}{demande}avancement = "finalisation"\n', "plus loin")
    assert len(avance) == len(cree) + 1
    retire = told(PRODUIT, "retirée")
    assert retire[0] == "2025-10-18 cnda.demandes.dmp</code> clos"


def test_what_comes_after_the_day_of_the_report_is_not_told(depot: Path) -> None:
    assert passe(depot, "2025-09-30") == ["2025-09-20 psc.datapass</code> en cours"]


def test_without_git_the_file_says_where_things_stand(tmp_path: Path) -> None:
    ecrire(tmp_path, "soumis", "2025-10-05")
    assert passe(tmp_path) == ["2025-10-05 psc.datapass</code> soumis"]
    ecrire(tmp_path, "soumis", None)
    assert passe(tmp_path) == []


def test_a_shallow_clone_says_that_the_beginning_is_missing(
    depot: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", depot.as_uri(), ".")
    page = run("report", "--format", "html", "--today", "2025-10-18", cwd=clone).out
    assert "historique de ce clone est tronqué" in page
