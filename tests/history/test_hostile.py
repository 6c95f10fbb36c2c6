"""History comes from strangers: what they wrote is neither shown where it may not be, nor obeyed, nor waited for."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from history.conftest import TETE, Repository, Segurctl, etape
from segurctl.errors import ExitCode

VALEUR = "Abcd1234efgh5678XYZ"
COMPANY = TETE.partition("\n[produit]")[0]


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_a_secret_is_shown_by_no_format_neither_when_it_comes_nor_when_it_goes(
    depot: Repository, segurctl: Segurctl, format_: str
) -> None:
    depot.step("2025-10-01", TETE)
    depot.write(TETE + f'\n[psc]\nclient_secret = "{VALEUR}"\n')
    said = [segurctl("diff", "--format", format_).out]
    depot.commit("2025-10-02", f"client_secret={VALEUR}", f"mdp={VALEUR}")
    depot.step("2025-10-03", TETE)
    said += [segurctl("diff", "HEAD~1..HEAD", "--format", format_).out]
    if format_ != "markdown":
        said += [segurctl("log", "--format", format_).out]
    assert [one for one in said if VALEUR in one] == []
    assert all("masqué" in one for one in said)


def test_a_mask_leaves_quotes_closed_in_markdown(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE)
    motif = "@acme <img src=https://mal.exemple/t.png> [Approuver](https://mal.exemple)"
    acceptation = f'regle = "PSC001"\ncible = "mdp={VALEUR}"\nmotif = "{motif}"\npar = "x"\n'
    depot.write(TETE + "\n[[acceptations]]\n" + acceptation)
    for line in segurctl("diff", "--format", "markdown").out.splitlines():
        outside = "".join(line.split("`")[::2])
        assert not {"@", "<", "["} & set(outside), line
        assert line.count("`") % 2 == 0


def test_json_turns_no_line_around(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE, "un \u202epiège")
    ended = segurctl("log", "--format", "json")
    assert "\u202e" not in ended.out
    assert json.loads(ended.out)["candidatures"][0]["commits"][0]["sujet"] == "un \u202epiège"


def test_a_bare_repository_that_somebody_committed_is_not_the_one_that_is_read(
    depot: Repository, segurctl: Segurctl, tmp_path: Path
) -> None:
    depot.step("2025-10-01", TETE + etape("psc.datapass", "valide", "2025-10-01"), nom="candidatures/a.toml")
    depot.write(TETE, "candidatures/a.toml")
    piege = Repository(tmp_path / "piège")
    piege.step("2025-10-01", TETE, nom="a.toml")
    for name in ("HEAD", "config", "objects", "refs"):
        (piege.folder / ".git" / name).rename(depot.folder / "candidatures" / name)
    config = depot.folder / "candidatures" / "config"
    config.write_text(config.read_text(encoding="utf-8") + "\tworktree = .\n", encoding="utf-8")
    avant = config.read_bytes()
    ended = segurctl("diff", "-c", "candidatures/a.toml", "--fail-on-regression")
    assert (ended.code, "valide → a-faire" in ended.out) == (ExitCode.FINDINGS, True)
    assert segurctl("diff", "--fail-on-regression", cwd=depot.folder / "candidatures").code == ExitCode.FINDINGS
    os.chdir(depot.folder / "candidatures")
    from segurctl.cli.main import main

    assert main(["merge-driver", "--install"]) == ExitCode.OK
    assert config.read_bytes() == avant
    assert "merge.segurctl.driver" in depot.git("config", "--local", "--list")


@pytest.mark.parametrize("revision", ["", " "])
def test_a_revision_that_is_empty_is_no_revision(depot: Repository, segurctl: Segurctl, revision: str) -> None:
    """As a variable of CI that nobody set: a green of it would be a lie."""
    depot.step("2025-10-01", TETE)
    ended = segurctl("diff", revision, "--fail-on-regression")
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")


def test_a_file_of_a_company_that_hides_another_hides_no_loss(depot: Repository, segurctl: Segurctl) -> None:
    depot.write(COMPANY + '\n[editeur]\nraison_sociale = "E"\n' + etape("isc.mandataire", "valide"), "editeur.toml")
    depot.step("2025-10-01", TETE, nom="candidatures/a.toml")
    depot.write(COMPANY, "candidatures/editeur.toml")
    ended = segurctl("diff", "--fail-on-regression")
    assert ended.code == ExitCode.FINDINGS
    assert "! isc.mandataire : valide → a-faire (etapes.isc.mandataire.statut)" in ended.out
    assert "! Raison sociale : effacé, c'était E (editeur.raison_sociale)" in ended.out


@pytest.mark.parametrize("nom", ["candidatures/a.toml", "editeur.toml"])
def test_a_file_that_is_refused_hides_no_loss(depot: Repository, segurctl: Segurctl, nom: str) -> None:
    """It is TOML, and no candidature any more: nothing else of segurctl would read it."""
    depot.write(TETE, "candidatures/a.toml")
    depot.step("2025-10-01", COMPANY + etape("isc.mandataire", "valide"), nom="editeur.toml")
    path = depot.folder / nom
    path.write_text("zz = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    ended = segurctl("diff", "--fail-on-regression")
    assert (ended.code, "clé inconnue « zz »" in ended.out or "« zz »" in ended.out) == (ExitCode.FINDINGS, True)


def test_what_the_company_loses_is_told_of_its_file(depot: Repository, segurctl: Segurctl) -> None:
    societe = COMPANY + '\n[editeur]\nraison_sociale = "E"\n' + etape("isc.mandataire", "valide")
    depot.write(TETE, "candidatures/a.toml")
    depot.step("2025-10-01", societe + etape("isc.equipe", "valide"), nom="editeur.toml")
    depot.write(societe + etape("isc.equipe", "a-modifier"), "editeur.toml")
    ended = segurctl("diff", "--fail-on-regression")
    assert ended.code == ExitCode.FINDINGS
    assert "isc.equipe : valide → a-modifier" in ended.out
    assert ended.out.count("recul :") == 1


def test_a_company_s_file_that_was_broken_before_makes_nobody_else_guilty(
    depot: Repository, segurctl: Segurctl
) -> None:
    depot.write(COMPANY + etape("isc.mandataire", "valide") + "x = = 1\n", "editeur.toml")
    depot.step("2025-10-01", TETE + etape("convergence.acces", "valide"), nom="candidatures/a.toml")
    depot.write(TETE + 'version = "2"\n' + etape("convergence.acces", "valide"), "candidatures/a.toml")
    ended = segurctl("diff", "--fail-on-regression")
    assert (ended.code, "Version renseignée : 2" in ended.out) == (ExitCode.OK, True)


def test_a_company_s_file_that_breaks_is_told_of_it_alone(depot: Repository, segurctl: Segurctl) -> None:
    depot.write(COMPANY + '\n[editeur]\nraison_sociale = "E"\n' + etape("isc.mandataire", "valide"), "editeur.toml")
    depot.step("2025-10-01", TETE + etape("convergence.acces", "valide"), nom="candidatures/a.toml")
    depot.write(TETE + 'version = "2"\n' + etape("convergence.acces", "valide"), "candidatures/a.toml")
    depot.write("x = = 1\n", "editeur.toml")
    ended = segurctl("diff", "--fail-on-regression")
    assert (ended.code, ended.out.count("recul :")) == (ExitCode.FINDINGS, 1)
    assert "! Fichier illisible" in ended.out


def test_what_another_company_s_file_leaves_without_what_it_needs_is_lost(
    depot: Repository, segurctl: Segurctl
) -> None:
    inscrite = etape("cnda.inscription", "valide")
    depot.write(COMPANY + '\n[editeur]\nnie = "EDI347461"\n' + inscrite, "editeur.toml")
    depot.step("2025-10-01", TETE, nom="candidatures/a.toml")
    depot.write(COMPANY + inscrite, "candidatures/editeur.toml")
    assert "! cnda.inscription n'est plus acquise : il manque editeur.nie" in segurctl("diff").out


def test_to_settle_a_contradiction_is_no_recul(depot: Repository, segurctl: Segurctl) -> None:
    """What is in force moves forward, though the candidature says less."""
    depot.write(COMPANY + '\n[editeur]\nnie = "EDI347461"\n' + etape("igc.cpx-test", "valide"), "editeur.toml")
    contraire = '\n[editeur]\nnie = "EDI347462"\n' + etape("igc.cpx-test", "soumis")
    depot.step("2025-10-01", TETE + contraire, nom="candidatures/a.toml")
    depot.write(TETE, "candidatures/a.toml")
    ended = segurctl("diff", "--fail-on-regression")
    assert (ended.code, "aucun recul" in ended.out) == (ExitCode.OK, True)


def test_a_link_out_of_the_repository_is_not_compared(depot: Repository, segurctl: Segurctl, tmp_path: Path) -> None:
    depot.step("2025-10-01", TETE, nom="candidatures/a.toml")
    (tmp_path / "dehors.toml").write_text(TETE.replace("Julie", "Secrète"), encoding="utf-8")
    (depot.folder / "candidatures" / "b.toml").symlink_to(tmp_path / "dehors.toml")
    ended = segurctl("diff")
    assert "Secrète" not in ended.out
    assert "ce lien mène hors du dépôt" in ended.out


def test_a_file_renamed_again_and_again_is_followed_so_far(depot: Repository, segurctl: Segurctl) -> None:
    """Each rename asks git once more: thousands would keep it for hours."""
    stream = ["blob\nmark :1\ndata " + str(len(TETE.encode())) + "\n" + TETE + "\n"]
    for rang in range(60):
        avant = f"D candidatures/a{rang - 1}.toml\n" if rang else ""
        stream.append(
            f"commit refs/heads/main\ncommitter A <a@b.fr> {1759300000 + rang} +0000\ndata 1\nx\n"
            f"{avant}M 100644 :1 candidatures/a{rang}.toml\n"
        )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=depot.folder, input="".join(stream).encode(), check=True)
    depot.git("reset", "--quiet", "--hard", "main")
    ended = segurctl("log")
    assert ended.code == ExitCode.OK
    assert ended.out.count("Fichier renommé") == 29
