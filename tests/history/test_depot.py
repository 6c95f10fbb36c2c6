"""Repositories of every make: merges, renames, shallow and bare clones, worktrees, hooks. None of them is touched."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from history.conftest import TETE, Repository, Segurctl, etape
from segurctl.errors import ExitCode
from segurctl.views.diff_text import TRONQUE

SOUMIS = TETE + etape("psc.datapass", "soumis", "2025-10-02")
VALIDE = TETE + etape("psc.datapass", "valide", "2025-10-16")


def commits(segurctl: Segurctl, *words: str, **where: Path) -> list[tuple[str, list[str]]]:
    """The commits of the one file, newest first: the subject, and what changed."""
    ended = segurctl("log", *words, "--format", "json", **where)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    [one] = json.loads(ended.out)["candidatures"]
    return [(each["sujet"], [_court(change) for change in each["changements"]]) for each in one["commits"]]


def _court(change: dict[str, Any]) -> str:
    return f"{change['cible']} {change['quoi']}"


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder, with its bytes and its time."""
    files = (Path(here, name) for here, _, names in os.walk(folder) for name in names)
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


# --- what commits say ---


def test_each_commit_says_what_it_changed_newest_first(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.step("2025-10-02", SOUMIS, "envoi")
    depot.step("2025-10-03", f"# un mot\n{SOUMIS}", "commentaire")
    depot.step("2025-10-16", VALIDE, "réponse")
    assert commits(segurctl) == [
        ("réponse", ["psc.datapass statut"]),
        ("envoi", ["psc.datapass statut"]),
        ("début", ["candidature.toml apparu", "produit.dispositif renseigne", "produit.nom renseigne"]),
    ]


def test_a_clean_merge_says_nothing_and_its_branches_everything(depot: Repository, segurctl: Segurctl) -> None:
    whole = (
        TETE + etape("isc.mandataire", "a-faire") + etape("isc.equipe", "a-faire") + etape("psc.datapass", "a-faire")
    )
    depot.step("2025-10-01", whole, "début")
    depot.git("switch", "--quiet", "--create", "branche")
    depot.step("2025-10-02", whole.replace(*_marque("psc.datapass")), "sur la branche")
    depot.git("switch", "--quiet", "main")
    depot.step("2025-10-03", whole.replace(*_marque("isc.mandataire")), "sur main")
    depot.git("merge", "--quiet", "-m", "fusion", "branche", env=depot.qui("2025-10-04"))
    found = commits(segurctl)
    assert sorted(found[:2]) == [
        ("sur la branche", ["psc.datapass statut"]),
        ("sur main", ["isc.mandataire statut"]),
    ]
    assert len(found) == 3


def _marque(id_: str) -> tuple[str, str]:
    return etape(id_, "a-faire"), etape(id_, "soumis")


def test_an_evil_merge_says_only_what_none_of_its_parents_has(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.git("switch", "--quiet", "--create", "branche")
    depot.step("2025-10-02", TETE + etape("psc.datapass", "soumis"), "sur la branche")
    depot.git("switch", "--quiet", "main")
    depot.step("2025-10-03", TETE + etape("isc.mandataire", "soumis"), "sur main")
    depot.git("merge", "--quiet", "--no-commit", "branche", code=1)
    depot.write(
        TETE + etape("isc.mandataire", "soumis") + etape("psc.datapass", "soumis") + etape("igc.certificat", "valide")
    )
    depot.commit("2025-10-04", "fusion")
    assert commits(segurctl)[0] == ("fusion", ["igc.certificat statut"])


def test_a_renamed_file_has_its_whole_history(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.step("2025-10-02", SOUMIS, "envoi")
    (depot.folder / "candidatures").mkdir()
    depot.git("mv", "candidature.toml", "candidatures/julie.toml")
    depot.commit("2025-10-03", "rangement")
    depot.step("2025-10-16", VALIDE, "réponse", nom="candidatures/julie.toml")
    found = commits(segurctl)
    assert [sujet for sujet, _ in found] == ["réponse", "rangement", "envoi", "début"]
    assert found[1] == ("rangement", ["candidatures/julie.toml renomme"])
    assert commits(segurctl, "-c", "candidatures/julie.toml") == found
    ended = segurctl("diff", "HEAD~2..HEAD", "--fail-on-regression")
    assert (ended.code, ended.out.splitlines()[:2]) == (
        ExitCode.OK,
        ["Julie · candidatures/julie.toml", "    Fichier renommé : candidature.toml → candidatures/julie.toml"],
    )


def test_a_version_that_cannot_be_read_is_said_and_passed_over(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", SOUMIS, "envoi")
    depot.step("2025-10-02", f"{SOUMIS}<<<<<<< HEAD\n", "cassé")
    depot.step("2025-10-03", f"{SOUMIS}=======\n", "encore cassé")
    depot.step("2025-10-16", VALIDE, "réparé")
    assert commits(segurctl)[:3] == [
        ("réparé", ["candidature.toml relisible", "psc.datapass statut"]),
        ("encore cassé", ["candidature.toml illisible"]),
        ("cassé", ["candidature.toml illisible"]),
    ]


def test_a_version_that_is_too_big_is_passed_over(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", SOUMIS, "envoi")
    depot.step("2025-10-02", SOUMIS + "#" * (1 << 20), "gros")
    depot.step("2025-10-16", VALIDE, "réponse")
    assert commits(segurctl)[:2] == [
        ("réponse", ["candidature.toml relisible", "psc.datapass statut"]),
        ("gros", ["candidature.toml illisible"]),
    ]


def test_a_file_that_went_and_came_back_says_both(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début")
    (depot.folder / "candidature.toml").unlink()
    depot.commit("2025-10-02", "parti")
    assert commits(segurctl, "-c", "candidature.toml")[0] == ("parti", ["candidature.toml disparu"])
    depot.step("2025-10-03", TETE, "revenu")
    assert commits(segurctl)[0][1][0] == "candidature.toml apparu"


def test_a_merge_that_brings_in_a_whole_file_says_nothing_more(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", "", "vide", nom="lisez-moi")
    depot.git("switch", "--quiet", "--create", "branche")
    depot.step("2025-10-02", TETE, "début")
    depot.git("switch", "--quiet", "main")
    depot.step("2025-10-03", "x", "autre", nom="lisez-moi")
    depot.git("merge", "--quiet", "-m", "fusion", "branche", env=depot.qui("2025-10-04"))
    assert [sujet for sujet, _ in commits(segurctl)] == ["début"]


def test_a_file_that_only_a_merge_made_is_new_there(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", "", "vide", nom="lisez-moi")
    depot.git("switch", "--quiet", "--create", "branche")
    depot.step("2025-10-02", "x", "branche", nom="autre")
    depot.git("switch", "--quiet", "main")
    depot.step("2025-10-03", "x", "main", nom="lisez-moi")
    depot.git("merge", "--quiet", "--no-commit", "branche")
    depot.step("2025-10-04", SOUMIS, "fusion")
    [(sujet, changes)] = commits(segurctl)
    assert (sujet, changes[0], changes[-1]) == ("fusion", "candidature.toml apparu", "psc.datapass statut")


def test_a_link_is_no_candidature(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début", nom="vrai.candidature.toml")
    (depot.folder / "candidature.toml").symlink_to("vrai.candidature.toml")
    depot.commit("2025-10-02", "lien")
    ended = segurctl("diff", "HEAD~1..HEAD")
    assert ended.out == "Rien n'a changé entre HEAD~1 et HEAD.\n"


def test_every_candidature_is_told_and_that_of_the_company(depot: Repository, segurctl: Segurctl) -> None:
    depot.write("[editeur]\nnie = 'EDI347461'\n", "editeur.toml")
    depot.write(TETE.replace("Julie", "Anna"), "candidatures/anna.toml")
    depot.write(TETE, "produits/é à/candidature.toml")
    depot.write("[editeur]\nnie = 'EDI347461'\n", ".caché/editeur.toml")
    depot.write(TETE, ".caché/candidature.toml")
    depot.commit("2025-10-01")
    ended = segurctl("log", "--format", "json")
    noms = ["candidatures/anna.toml", "editeur.toml", "produits/é à/candidature.toml"]
    assert [one["fichier"] for one in json.loads(ended.out)["candidatures"]] == noms
    ended = segurctl("log", "--format", "json", "-c", "candidatures")
    assert [one["fichier"] for one in json.loads(ended.out)["candidatures"]] == noms[:2]  # read under the others too


def test_a_file_that_only_looks_like_one_that_is_gone_is_another(depot: Repository, segurctl: Segurctl) -> None:
    """What `init` lays out is much alike: a rename is of the same product."""
    etapes = "".join(etape(f"convergence.{nom}", "a-faire") for nom in ("acces", "produit", "demarche", "charte"))
    depot.step("2025-10-01", TETE + etapes + etape("psc.datapass", "soumis", "2025-10-01"), nom="candidatures/d.toml")
    depot.git("rm", "--quiet", "candidatures/d.toml")
    depot.step("2025-10-02", TETE.replace("Julie", "Zeta") + etapes, nom="candidatures/z.toml")
    said = segurctl("log", "-c", "candidatures/z.toml").out
    assert "psc.datapass" not in said
    assert "renommé" not in said
    assert "Fichier ajouté" in said


def test_a_version_that_cannot_be_read_hides_nothing_of_what_comes_after(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE + 'nil = "JUL895988"\n')
    depot.step("2025-10-02", TETE + "<<<<<<< casse\n")
    depot.step("2025-10-03", TETE)
    ended = segurctl("diff", "HEAD~1..HEAD", "--fail-on-regression")
    assert ended.code == ExitCode.FINDINGS
    assert "Fichier de nouveau lisible" in ended.out
    assert "NIL : effacé, c'était JUL895988" in ended.out


def test_a_candidature_withdrawn_waits_for_nobody_any_more(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE + etape("psc.datapass", "soumis", "2025-10-01"))
    retiree = TETE.replace("\n[produit]", 'retiree_le = 2025-10-11\nmotif_retrait = "abandon"\n\n[produit]')
    depot.step("2025-10-11", retiree + etape("psc.datapass", "soumis", "2025-10-01"))
    assert "DataPass : 10 jours" in segurctl("log").out


def test_a_branch_that_is_only_at_the_origin_is_named(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE)
    depot.git("update-ref", "refs/remotes/origin/livraison", "HEAD")
    ended = segurctl("diff", "livraison...HEAD")
    assert (ended.code, "vouliez-vous dire « origin/livraison » ?" in ended.err) == (ExitCode.USAGE, True)


# --- where it runs ---


def test_it_works_from_a_folder_below_and_with_a_path_from_there(depot: Repository, segurctl: Segurctl) -> None:
    depot.write("", "docs/x")
    depot.step("2025-10-01", TETE, "début")
    depot.write(SOUMIS)
    below = depot.folder / "docs"
    assert [sujet for sujet, _ in commits(segurctl, "-c", "../candidature.toml", cwd=below)] == ["début"]
    assert "psc.datapass : a-faire → soumis" in segurctl("diff", cwd=below).out


def test_it_works_from_outside_with_the_path_of_the_file(depot: Repository, segurctl: Segurctl, tmp_path: Path) -> None:
    depot.step("2025-10-01", TETE, "début")
    path = str(depot.folder / "candidature.toml")
    assert [sujet for sujet, _ in commits(segurctl, "-c", path, cwd=tmp_path)] == ["début"]


def test_it_works_in_a_linked_worktree(depot: Repository, segurctl: Segurctl, tmp_path: Path) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.git("worktree", "add", "--quiet", "-b", "autre", str(tmp_path / "lié"))
    (tmp_path / "lié" / "candidature.toml").write_text(SOUMIS, encoding="utf-8")
    assert "psc.datapass : a-faire → soumis" in segurctl("diff", cwd=tmp_path / "lié").out
    assert segurctl("diff").out == "Rien n'a changé entre HEAD et les fichiers.\n"


@pytest.mark.parametrize("where", ["", "docs"])
def test_a_hook_s_own_variables_do_not_mislead_it(
    depot: Repository, segurctl: Segurctl, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    depot.write("", "docs/x")
    depot.step("2025-10-01", TETE, "début")
    depot.write(SOUMIS)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_PREFIX", "docs/")
    assert "psc.datapass : a-faire → soumis" in segurctl("diff", cwd=depot.folder / where).out


def test_it_works_in_a_bare_clone_from_one_revision_to_another(
    depot: Repository, segurctl: Segurctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    depot.step("2025-10-01", TETE, "début", nom="candidatures/julie.toml")
    depot.step("2025-10-02", SOUMIS, "envoi", nom="candidatures/julie.toml")
    bare = tmp_path / "nu.git"
    depot.git("clone", "--quiet", "--bare", str(depot.folder), str(bare))
    for words in ([], ["-c", "candidatures/julie.toml"]):
        assert [sujet for sujet, _ in commits(segurctl, *words, cwd=bare)] == ["envoi", "début"]
        assert "psc.datapass : a-faire → soumis" in segurctl("diff", "HEAD~1..HEAD", *words, cwd=bare).out
    ended = segurctl("diff", cwd=bare)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err == (
        "segurctl: ce dépôt n'a pas de fichiers de travail à comparer (donnez deux révisions : diff REV..REV)\n"
    )
    monkeypatch.setenv("GIT_DIR", str(bare))
    assert [sujet for sujet, _ in commits(segurctl, cwd=tmp_path)] == ["envoi", "début"]


def test_a_shallow_clone_says_that_it_is_and_invents_no_beginning(
    depot: Repository, segurctl: Segurctl, tmp_path: Path
) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.step("2025-10-02", SOUMIS, "envoi")
    depot.step("2025-10-03", f"{SOUMIS}{etape('isc.mandataire', 'en-cours', '2025-10-03')}", "ensuite")
    depot.step("2025-10-16", VALIDE, "réponse")
    clone = tmp_path / "court"
    depot.git("clone", "--quiet", "--depth", "2", f"file://{depot.folder}", str(clone))
    assert commits(segurctl, cwd=clone) == [
        ("réponse", ["isc.mandataire statut", "psc.datapass statut"]),
        ("ensuite", ["candidature.toml tronque"]),
    ]
    document = json.loads(segurctl("log", "--format", "json", cwd=clone).out)
    assert document["tronque"] is True
    [datapass] = [one for one in document["candidatures"][0]["etapes"] if one["id"] == "psc.datapass"]
    assert (datapass["commencee_le"], datapass["acquise_le"], datapass["jours"]) == (None, "2025-10-16", None)
    [attente] = [one for one in document["candidatures"][0]["attentes"] if one["acteur"] == "datapass"]
    assert attente["jours"] == 14  # the day is in the file
    assert segurctl("log", cwd=clone).out.endswith(f"\n{TRONQUE}\n")
    ended = segurctl("diff", "HEAD~3..HEAD", cwd=clone)
    assert (ended.code, ended.err) == (
        ExitCode.USAGE,
        f"segurctl: révision inconnue « HEAD~3 » ({TRONQUE[0].lower()}{TRONQUE[1:-1]})\n",
    )


# --- revisions ---


def test_three_dots_compare_from_the_common_base(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.git("switch", "--quiet", "--create", "branche")
    depot.step("2025-10-02", TETE + etape("psc.datapass", "soumis"), "sur la branche")
    depot.git("switch", "--quiet", "main")
    depot.step("2025-10-03", TETE + etape("isc.mandataire", "soumis"), "sur main")
    assert "isc.mandataire" not in segurctl("diff", "main...branche").out
    assert "isc.mandataire : soumis → a-faire" in segurctl("diff", "main..branche").out
    assert "isc.mandataire : soumis → a-faire" in segurctl("diff", "..branche").out
    assert "psc.datapass : soumis → a-faire" in segurctl("diff", "branche").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["absente"], "révision inconnue « absente »"),
        (["HEAD..absente"], "révision inconnue « absente »"),
        (["HEAD^{tree}"], "révision inconnue « HEAD^{tree} »"),
        (["HEAD:candidature.toml"], "révision inconnue « HEAD:candidature.toml »"),
        (["^HEAD"], "révision inconnue « ^HEAD »"),
        (["--", "--output=x"], "révision inconnue « --output=x »"),
        (["--", "HEAD..--all"], "révision inconnue « --all »"),
        (["a b"], "révision inconnue « a b »"),
        (["\x1b[31m"], "révision inconnue « \\x1b[31m »"),
        (["orpheline...HEAD"], "« orpheline » et « HEAD » n'ont pas d'ancêtre commun"),
        (["HEAD", "-c", "rien.toml"], "« rien.toml » n'existe ni dans HEAD ni dans les fichiers"),
        (["-c", "../vide/dehors.toml"], "../vide/dehors.toml: ce fichier n'est pas dans le dépôt git de ce dossier"),
    ],
)
def test_what_names_no_revision_or_no_file_is_refused_in_one_line(
    depot: Repository, segurctl: Segurctl, words: list[str], said: str
) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.git("switch", "--quiet", "--orphan", "orpheline")
    depot.commit("2025-10-01", "à part")
    depot.git("switch", "--quiet", "main")
    ended = segurctl("diff", *words)
    assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.USAGE, "", 1)
    assert ended.err.removeprefix("segurctl: ").startswith(said)


# --- what is not there ---


def test_a_repository_without_commits_is_said_in_one_line(depot: Repository, segurctl: Segurctl) -> None:
    depot.write(TETE)
    for words in (["log"], ["diff"]):
        ended = segurctl(*words)
        assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.USAGE, "", 1)
        assert "ce dépôt n'a encore aucun commit" in ended.err


def test_a_file_that_is_not_committed_yet_is_said_and_diff_tells_it(depot: Repository, segurctl: Segurctl) -> None:
    depot.commit("2025-10-01", "vide")
    depot.write(TETE)
    ended = segurctl("log")
    assert (ended.code, ended.err) == (
        ExitCode.USAGE,
        "segurctl: aucune candidature n'est dans aucun commit (git add, puis git commit)\n",
    )
    ended = segurctl("log", "-c", "candidature.toml")
    assert ended.err == "segurctl: « candidature.toml » n'est dans aucun commit (git add, puis git commit)\n"
    assert segurctl("diff").out.splitlines()[:2] == ["Julie · candidature.toml", "    Fichier ajouté"]


@pytest.mark.parametrize("word", ["log", "diff"])
def test_outside_a_repository_and_without_git_is_one_line(
    segurctl: Segurctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    ended = segurctl(word, cwd=tmp_path)
    assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.USAGE, "", 1)
    assert "ce dossier n'est pas dans un dépôt git" in ended.err
    monkeypatch.setenv("PATH", str(tmp_path))
    ended = segurctl(word)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err == "segurctl: le programme git est introuvable (installez git, ou ajoutez-le au PATH)\n"


def test_a_folder_without_candidatures_is_said(depot: Repository, segurctl: Segurctl) -> None:
    depot.write("", "docs/x")
    depot.step("2025-10-01", TETE)
    for words in (["log", "-c", "docs"], ["diff", "-c", "docs"]):
        ended = segurctl(*words)
        assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.USAGE, "", 1)
        assert ended.err.startswith("segurctl: « docs » n'")


# --- what it leaves alone ---


def test_nothing_in_the_repository_is_touched(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "début")
    depot.step("2025-10-02", SOUMIS, "envoi")
    depot.write(VALIDE)
    os.utime(depot.folder / ".git" / "index", (1, 1))
    before = state(depot.folder)
    for words in (["log"], ["diff"], ["diff", "HEAD~1..HEAD"], ["diff", "HEAD~1...HEAD", "--format", "markdown"]):
        assert segurctl(*words).code == ExitCode.OK
    assert state(depot.folder) == before


@pytest.fixture
def appels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file where every call of git is written, for a git in front of the true one says it there."""
    true = shutil.which("git")
    liste = tmp_path / "appels"
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho "$*" >> "{liste}"\nexec "{true}" "$@"\n', encoding="utf-8")
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")
    return liste


@pytest.mark.parametrize("words", [["log"], ["diff", "HEAD~8..HEAD"], ["diff"]])
def test_one_process_reads_every_content(depot: Repository, segurctl: Segurctl, appels: Path, words: list[str]) -> None:
    for rang in range(1, 11):
        depot.write(TETE.replace("Julie", f"Anna {rang}"), "candidatures/anna.toml")
        depot.step(f"2025-10-{rang:02}", TETE.replace("Julie", f"Julie {rang}"))
    appels.write_text("", encoding="utf-8")
    assert segurctl(*words).code == ExitCode.OK
    calls = appels.read_text(encoding="utf-8").splitlines()
    assert sum("cat-file" in one for one in calls) == 1
    assert len(calls) < 12


def test_what_a_person_configured_changes_nothing(depot: Repository, segurctl: Segurctl) -> None:
    depot.write("", "docs/x")
    depot.step("2025-10-01", TETE, "début")
    depot.step("2025-10-02", SOUMIS, "envoi")
    plain = segurctl("log", cwd=depot.folder).out
    for setting in (
        *("log.showRoot=false", "diff.relative=true", "diff.renames=copies", "log.follow=true", "core.abbrev=4"),
        *("log.date=relative", "log.diffMerges=off", "diff.noprefix=true", "core.quotePath=true", "log.decorate=full"),
        *("i18n.logOutputEncoding=latin1", "core.pager=false", "diff.external=false", "color.ui=always"),
    ):
        depot.git("config", *setting.split("=", 1))
    assert segurctl("log", cwd=depot.folder / "docs").out == plain


@pytest.mark.parametrize("words", [["log"], ["diff", "HEAD~1"], ["log", "--format", "json"]])
def test_in_a_pipe_nothing_is_loaded_that_shows_writes_or_asks_the_network(
    depot: Repository, tmp_path: Path, words: list[str]
) -> None:
    depot.step("2025-10-01", TETE)
    depot.step("2025-10-02", SOUMIS)
    report = tmp_path / "modules.json"
    probe = (
        "import sys, json\nsys.argv = ['segurctl', *sys.argv[1:]]\nfrom segurctl.__main__ import main\n"
        f"assert main() == 0\nprint(json.dumps(sorted(sys.modules)), file=open({str(report)!r}, 'w'))\n"
    )
    subprocess.run([sys.executable, "-c", probe, *words], cwd=depot.folder, capture_output=True, check=True)
    modules = set(json.loads(report.read_text(encoding="utf-8")))
    heavy = {"rich", "httpx", "ssl", "asyncio", "tomli_w", "tomllib", "python_calamine", "segurctl.saisie"}
    heavy |= {f"segurctl.candidature.{one}" for one in ("edit", "scan", "write", "mistakes", "messages")}
    assert modules & heavy == set()
