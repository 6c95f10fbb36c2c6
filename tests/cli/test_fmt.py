"""`fmt`: what it writes, what it leaves alone, and what it tells the shell."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import EXAMPLES, stable
from segurctl.candidature.format import format_text
from segurctl.candidature.layout import CatalogueLayout
from segurctl.errors import ExitCode
from segurctl.parcours.load import load_parcours
from segurctl.saisie.commencer import squelette
from segurctl.saisie.renseigner import renseigner
from support import HEAD, MINIMAL, TODAY, Ended, contents

Segurctl = Callable[..., Ended]

LOOSE = HEAD + "[produit]\n  dispositif='LGC' # lane\nnom = 'Julie'"
NAME = "candidature.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / NAME).write_text(LOOSE, encoding="utf-8")
    return tmp_path


def test_a_file_is_written_in_form_and_a_second_time_left_alone(folder: Path, segurctl: Segurctl) -> None:
    assert segurctl("fmt") == (ExitCode.OK, f"{NAME} : remis en forme\n", "")
    text = (folder / NAME).read_text(encoding="utf-8")
    assert text == HEAD + "\n[produit]\nnom = 'Julie'\ndispositif = 'LGC' # lane\n"
    before = (folder / NAME).stat()
    assert segurctl("fmt") == (ExitCode.OK, f"{NAME} : rien ne change\n", "")
    assert (folder / NAME).stat().st_mtime_ns == before.st_mtime_ns
    assert list(contents(folder)) == [NAME]


def test_check_names_the_files_that_would_change_and_writes_nothing(folder: Path, segurctl: Segurctl) -> None:
    (folder / "b.candidature.toml").write_text(MINIMAL, encoding="utf-8")
    before = contents(folder)
    ended = segurctl("fmt", "--check")
    assert ended.code == ExitCode.FINDINGS
    assert ended.out == (f"{NAME} : à remettre en forme (segurctl fmt {NAME})\nb.candidature.toml : rien ne change\n")
    assert contents(folder) == before
    assert segurctl("fmt").code == segurctl("fmt", "--check").code == ExitCode.OK


def test_diff_is_a_patch_that_applies_and_writes_nothing(folder: Path, segurctl: Segurctl) -> None:
    (folder / NAME).write_text(f"{LOOSE}\n", encoding="utf-8")
    ended = segurctl("fmt", "--diff")
    assert ended.code == ExitCode.FINDINGS
    assert (folder / NAME).read_text(encoding="utf-8") == f"{LOOSE}\n"
    subprocess.run(["git", "apply", "-"], cwd=folder, input=ended.out.encode(), check=True)
    assert segurctl("fmt", "--diff") == (ExitCode.OK, "", "")
    assert segurctl("fmt", "--check").code == ExitCode.OK


def test_line_endings_that_a_diff_cannot_show_are_told(folder: Path, segurctl: Segurctl) -> None:
    (folder / NAME).write_bytes(MINIMAL.replace("\n", "\r\n", 2).encode())
    ended = segurctl("fmt", "--diff")
    assert ended == (ExitCode.FINDINGS, f"{NAME} : seules ses fins de ligne changeraient\n", "")


def test_a_file_that_cannot_be_read_is_an_error_and_the_others_are_done(folder: Path, segurctl: Segurctl) -> None:
    conflict = folder / "b.candidature.toml"
    unknown = folder / "c.candidature.toml"
    conflict.write_text(f"<<<<<<< HEAD\n{LOOSE}\n", encoding="utf-8")
    unknown.write_text(f"{LOOSE}\nnon = 1\n", encoding="utf-8")
    before = contents(folder)
    for options, said in (([], "remis en forme"), (["--check"], "rien ne change")):
        ended = segurctl("fmt", ".", "absent.toml", *options)
        assert ended.code == ExitCode.USAGE
        assert ended.out == f"{NAME} : {said}\n"
        lines = ended.err.splitlines()
        assert lines[0].startswith("b.candidature.toml:1:1: ")
        assert lines[1].startswith("c.candidature.toml:7:1: clé inconnue « non »")
        assert lines[2].startswith("absent.toml: ")
        assert len(lines) == 3
    assert {**contents(folder), NAME: b""} == {**before, NAME: b""}


def test_a_link_that_leads_out_of_the_repository_is_not_followed(tmp_path: Path, segurctl: Segurctl) -> None:
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    outside = tmp_path / "ailleurs.toml"
    outside.write_text(LOOSE, encoding="utf-8")
    (tmp_path / "depot" / NAME).symlink_to(outside)
    ended = segurctl("fmt", cwd=tmp_path / "depot")
    assert ended.code == ExitCode.USAGE
    assert ended.err.startswith(f"{NAME}: ce lien mène hors du dépôt")
    assert outside.read_text(encoding="utf-8") == LOOSE


def test_no_candidature_at_all_is_a_usage_error(tmp_path: Path, segurctl: Segurctl) -> None:
    assert segurctl("fmt").code == segurctl("migrate").code == ExitCode.USAGE


def test_a_name_with_a_space_is_told_as_the_shell_takes_it(folder: Path, segurctl: Segurctl) -> None:
    (folder / NAME).rename(folder / "un deux.candidature.toml")
    assert "(segurctl fmt 'un deux.candidature.toml')" in segurctl("fmt", "--check").out


@pytest.mark.parametrize("command", ["fmt", "migrate"])
def test_a_company_s_file_that_is_a_link_to_itself_is_an_error_like_another(
    folder: Path, segurctl: Segurctl, command: str
) -> None:
    (folder / "editeur.toml").symlink_to("editeur.toml")
    ended = segurctl(command, "--check")
    assert (ended.code, ended.err.startswith("editeur.toml: ")) == (ExitCode.USAGE, True)


def test_the_company_s_file_is_put_in_form_with_its_candidatures(tmp_path: Path, segurctl: Segurctl) -> None:
    (tmp_path / NAME).write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "editeur.toml").write_text(
        HEAD + "[editeur]\n  nie='EDI347461' # le nôtre\nsiren='732829320'\n", "utf-8"
    )
    assert segurctl("fmt").code == ExitCode.OK
    text = (tmp_path / "editeur.toml").read_text(encoding="utf-8")
    assert text == HEAD + "\n[editeur]\nsiren = '732829320'\nnie = 'EDI347461' # le nôtre\n"
    assert segurctl("fmt", "editeur.toml", "--check") == (ExitCode.OK, "editeur.toml : rien ne change\n", "")


def test_the_examples_are_in_form(segurctl: Segurctl) -> None:
    ended = segurctl("fmt", "--check", EXAMPLES)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    files = [*EXAMPLES.glob(f"*/{NAME}"), *EXAMPLES.glob("*/candidatures/*.toml"), *EXAMPLES.glob("*/editeur.toml")]
    assert ended.out == f"{len(files)} fichiers : rien ne change\n"


DONNES = [
    "produit.nom=Julie",
    "produit.version=3",
    "produit.dispositif=LGC",
    "editeur.siren=732829320",
    "editeur.raison_sociale=E",
    "psc.edc=oui",
    "etapes.psc.datapass.note=n",
    "cnda.demandes.dmp.teleservice=DMP",
    "motif_retrait=m",
    "composants.b.type=principal",
    "composants.a.type=proxy",
]


@settings(stable, max_examples=30)
@given(st.permutations(DONNES), st.integers(1, len(DONNES)))
def test_what_init_writes_is_in_form_whatever_the_order_of_what_is_given(donnes: list[str], combien: int) -> None:
    parcours = load_parcours()
    layout = CatalogueLayout(parcours)
    text = squelette(renseigner(donnes[:combien]), parcours)
    assert format_text(text, layout) == text
    assert text == squelette(renseigner(sorted(donnes[:combien])), parcours)


COMMANDES = [
    ["mark", "psc.datapass", "soumis", "--note", "n"],
    ["mark", "cnda.demandes.dmp", "examen:soumis"],
    ["tick", "psc.datapass/proconnect"],
    ["tick", "psc.datapass/profil"],
    ["tick", "isc.mandataire/kbis"],
    ["set", "produit.responsable=R", "produit.nil=JUL895988"],
    ["set", "retiree_le=2025-10-01", "psc.dossiers.a.role=editeur-proxy"],
    ["set", "psc.edc=oui"],
    ["proof", "add", "SC.PSC.01.01.01", "--lien", "https://exemple.fr/1"],
    ["proof", "add", "MSS/CDA.01.01.01", "--numero", "4217"],
]


@settings(stable, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commandes=st.permutations(COMMANDES))
def test_a_file_in_form_stays_so_whatever_is_done_to_it(
    commandes: list[list[str]], tmp_path: Path, segurctl: Segurctl
) -> None:
    (tmp_path / NAME).write_bytes((EXAMPLES / "en-route" / NAME).read_bytes())
    for commande in commandes:
        ended = segurctl(*commande, "--today", TODAY)
        assert ended.code == ExitCode.OK, ended.err
        assert segurctl("fmt", "--check").code == ExitCode.OK, (commande, (tmp_path / NAME).read_text())
