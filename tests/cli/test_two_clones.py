"""Two people, two clones, one candidature: a fortnight of work goes both ways, and nothing of it is lost."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from merging import comments, resolved
from segurctl.candidature.model import Candidature
from segurctl.candidature.read import read_candidature
from segurctl.errors import ExitCode
from segurctl.parcours.load import load_parcours
from support import TODAY, Ended, run

Segurctl = Callable[..., Ended]
NAME = "candidature.toml"
INIT = ["init", "produit.nom=Julie", "produit.dispositif=LGC", "produit.version=3", "editeur.siren=732829320"]


class Clone:
    """The clone of one person, who fills the candidature with the command, or by hand."""

    def __init__(self, folder: Path, segurctl: Segurctl) -> None:
        self.folder = folder
        self.segurctl = segurctl

    def try_git(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *words], cwd=self.folder, capture_output=True, check=False, text=True)

    def git(self, *words: str) -> str:
        ended = self.try_git(*words)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def do(self, *words: str) -> None:
        ended = self.segurctl(*words, "--today", TODAY, cwd=self.folder)
        assert ended.code == ExitCode.OK, ended.err

    def run(self, *words: str) -> None:
        """The same, as a process of its own."""
        ended = run(*words, "--today", TODAY, cwd=self.folder)
        assert ended.code == ExitCode.OK, ended.err

    def by_hand(self, old: str, new: str) -> None:
        assert self.text.count(old) == 1, old
        self.file.write_text(self.text.replace(old, new), encoding="utf-8")

    def commit(self, message: str) -> None:
        self.git("add", NAME)
        self.git("commit", "--quiet", "--message", message)

    def push(self) -> None:
        self.git("push", "--quiet", "origin", "main")

    def pull(self, how: str = "--no-rebase") -> None:
        self.git("pull", "--quiet", "--no-edit", how, "origin", "main")

    @property
    def file(self) -> Path:
        return self.folder / NAME

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def statut(self, etape: str) -> str | None:
        plateforme, _, nom = etape.partition(".")
        return self.candidature.etapes[plateforme][nom].statut

    @property
    def candidature(self) -> Candidature:
        return read_candidature(self.file, load_parcours()).candidature


@pytest.fixture
def clones(tmp_path: Path, segurctl: Segurctl, settled_git: None) -> tuple[Clone, Clone]:
    """Anne, who has installed the driver, and Bruno, who has not; both have the candidature that Anne made."""
    shared = tmp_path / "partagé.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", shared], check=True)
    anne, bruno = (Clone(tmp_path / name, segurctl) for name in ("anne", "bruno"))
    subprocess.run(["git", "clone", "--quiet", shared, anne.folder], check=True, capture_output=True)
    anne.git("switch", "--quiet", "--create", "main")
    anne.run(*INIT)
    assert run("merge-driver", "--install", cwd=anne.folder).code == ExitCode.OK
    anne.commit("La candidature")
    anne.push()
    subprocess.run(["git", "clone", "--quiet", shared, bruno.folder], check=True)
    return anne, bruno


def test_a_fortnight_of_two_people(clones: tuple[Clone, Clone]) -> None:
    anne, bruno = clones
    they_fill_different_places(anne, bruno)
    they_fill_the_same_places(anne, bruno)
    she_rebases(anne, bruno)
    she_picks_one_commit(anne, bruno)
    they_say_two_things_of_one_etape(anne, bruno)
    they_have_the_same_file(anne, bruno)


def they_fill_different_places(anne: Clone, bruno: Clone) -> None:
    """Different étapes and champs: plain git is enough, on either side."""
    anne.run("mark", "isc.mandataire", "valide", "--le", "2025-10-01")
    anne.do("tick", "psc.datapass/profil", "--le", "2025-10-02")
    anne.commit("Le mandataire")
    anne.push()
    bruno.run("mark", "cnda.inscription", "valide", "--le", "2025-10-01")
    bruno.do("set", "editeur.nie=EDI347461")
    bruno.commit("Le NIE")
    bruno.pull()
    bruno.push()
    anne.pull()
    assert anne.text == bruno.text


def they_fill_the_same_places(anne: Clone, bruno: Clone) -> None:
    """The same étape, the same table, proofs at the same place, comments by hand: the driver is needed, and merges."""
    bruno.do("tick", "psc.datapass/proconnect", "--le", "2025-10-03")
    bruno.do("set", "produit.nil=JUL895988")
    bruno.do("proof", "add", "MSS/CDA.01.01.01", "--lien", "https://exemple.fr/1")
    bruno.by_hand("[editeur]\n", "# vu avec la comptabilité\n[editeur]\n")
    bruno.commit("Le NIL et une preuve")
    bruno.push()
    anne.do("tick", "psc.datapass/projet", "--le", "2025-10-04")
    anne.do("set", "produit.responsable=Direction produit")
    anne.do("proof", "add", "MSS/CDA.01.01.02", "--lien", "https://exemple.fr/2")
    anne.by_hand('siren = "732829320"\n', 'siren = "732829320"  # vérifié au Kbis\n')
    anne.commit("Le responsable et une preuve")
    anne.pull()
    anne.push()
    bruno.pull()
    assert anne.text == bruno.text
    held = anne.candidature
    assert set(held.etapes["psc"]["datapass"].actions) == {"profil", "proconnect", "projet"}
    assert (held.produit.nil, held.produit.responsable) == ("JUL895988", "Direction produit")
    assert list(held.preuves) == ["MSS/CDA.01.01.01", "MSS/CDA.01.01.02"]
    assert comments(anne.text).keys() == {"# vu avec la comptabilité", "# vérifié au Kbis"}


def she_rebases(anne: Clone, bruno: Clone) -> None:
    """Anne rebases her work on Bruno's."""
    bruno.do("set", "cnda.demandes.dmp.teleservice=DMP", "cnda.demandes.dmp.porteur=editeur")
    bruno.commit("La demande DMP")
    bruno.push()
    anne.do("set", "cnda.demandes.insi.teleservice=INSi", "cnda.demandes.insi.porteur=editeur")
    anne.commit("La demande INSi")
    anne.pull("--rebase")
    anne.push()
    assert anne.git("log", "--merges", "--oneline", "-1", "HEAD~2..") == ""
    bruno.pull("--ff-only")
    assert set(bruno.candidature.cnda.demandes) == {"dmp", "insi"}


def she_picks_one_commit(anne: Clone, bruno: Clone) -> None:
    """Bruno works on a branch; Anne takes one commit of it."""
    bruno.git("switch", "--quiet", "--create", "essai")
    bruno.do("set", "produit.version_majeure=3")
    bruno.commit("La version majeure")
    bruno.do("set", "produit.description=Un essai")
    bruno.commit("Une description d'essai")
    bruno.git("push", "--quiet", "origin", "essai")
    bruno.git("switch", "--quiet", "main")
    anne.do("set", "produit.reference_convergence=P-1")
    anne.commit("La référence")
    anne.git("fetch", "--quiet")
    anne.git("cherry-pick", "origin/essai~1")
    anne.push()
    bruno.pull()
    assert (bruno.candidature.produit.version_majeure, bruno.candidature.produit.description) == ("3", None)


def they_say_two_things_of_one_etape(anne: Clone, bruno: Clone) -> None:
    """The same fact told in two ways: nobody's word is lost, and Anne decides."""
    bruno.do("mark", "psc.datapass", "soumis", "--le", "2025-10-06")
    bruno.commit("DataPass soumis")
    bruno.push()
    anne.do("mark", "psc.datapass", "en-cours", "--le", "2025-10-05")
    anne.commit("DataPass en cours")
    pulled = anne.try_git("pull", "--no-edit", "--no-rebase", "origin", "main")
    assert pulled.returncode == 1
    assert "conflit sur etapes.psc.datapass.statut" in pulled.stderr
    anne.file.write_text(resolved(anne.text, 1), encoding="utf-8")
    anne.commit("DataPass soumis : c'est Bruno qui l'a fait")
    anne.push()
    bruno.pull()
    datapass = bruno.candidature.etapes["psc"]["datapass"]
    assert (datapass.statut, str(datapass.depuis)) == ("soumis", "2025-10-06")


def they_have_the_same_file(anne: Clone, bruno: Clone) -> None:
    """Both have the same file, whole, and it is read."""
    assert anne.git("rev-parse", "HEAD") == bruno.git("rev-parse", "HEAD")
    assert anne.file.read_bytes() == bruno.file.read_bytes()
    assert (bruno.statut("isc.mandataire"), bruno.statut("cnda.inscription")) == ("valide", "valide")
    for clone in (anne, bruno):
        checked = run("check", "--today", TODAY, cwd=clone.folder)
        assert checked.code in (ExitCode.OK, ExitCode.FINDINGS), checked.err
        assert "FIC" not in checked.out
        assert clone.git("status", "--porcelain") == ""
        clone.git("fsck", "--no-progress")


def test_a_clone_without_the_driver_says_a_conflict_that_the_other_does_not_have(clones: tuple[Clone, Clone]) -> None:
    anne, bruno = clones
    anne.do("set", "produit.nil=JUL895988")
    anne.commit("Le NIL")
    anne.push()
    bruno.do("set", "produit.reference_convergence=P-1")
    bruno.commit("La référence")
    bruno.git("push", "--quiet", "origin", "main:sien")
    pulled = bruno.try_git("pull", "--no-edit", "--no-rebase", "origin", "main")
    assert (pulled.returncode, "<<<<<<<" in bruno.text) == (1, True)
    bruno.git("merge", "--abort")
    anne.git("pull", "--quiet", "--no-edit", "--no-rebase", "origin", "sien")
    anne.push()
    bruno.pull("--ff-only")
    held = bruno.candidature.produit
    assert (held.nil, held.reference_convergence) == ("JUL895988", "P-1")
