"""« vouliez-vous dire … ? »: what is mistyped, and the sentence that answers it."""

import shutil
from pathlib import Path

import pytest

from cli.conftest import Segurctl
from segurctl.proches import proches
from support import contents

ROOT = Path(__file__).resolve().parents[2]
NEAR = {
    # commands, and their options
    "stauts": "« status »",
    "Show psc.datapass": "« show »",
    "chek": "« check »",
    "chapitres": "« chapters »",
    "proof lst": "« list »",
    "rem improt": "« import »",
    "config gte": "« get »",
    "help shwo": "« show »",
    "status --fromat json": "« --format »",
    "mark psc.datapass soumis --not x": "« --note »",
    "check --strct": "« --strict »",
    # étapes
    "show psc.datapas": "« psc.datapass »",
    "show datapass": "« psc.datapass »",
    "show psc/datapass": "« psc.datapass »",
    "show psc datapass": "« psc.datapass »",
    "show PSC.DATAPASS": "« psc.datapass »",
    "show convergence.éligibilité": "« convergence.eligibilite »",
    "show client_id_bas": "« psc.client-id-bas »",
    "show preuves": "« psc.preuves » ou « convergence.preuves »",
    "check --gate psc_datapass": "« psc.datapass »",
    "mark datapass soumis": "« psc.datapass »",
    "mark psc datapass soumis": "« psc.datapass »",
    # actions
    "tick psc.datapass/projt": "« projet »",
    "tick psc.datapass.proconnect": "« psc.datapass/proconnect »",
    "tick PSC.datapass/Projet": "« psc.datapass/projet »",
    "tick datapass/projet": "« psc.datapass/projet »",
    "tick psc.datapas/projet": "« psc.datapass/projet »",
    # suivis, statuts, stages
    "mark cnda.dmp examen": "« cnda.demandes.dmp »",
    "mark dmp examen": "« cnda.demandes.dmp »",
    "mark cnda.demandes.dpm examen": "« cnda.demandes.dmp »",
    "mark psc.dossiers.LPS preuves": "« psc.dossiers.lps »",
    "mark psc.datapass soumise": "« soumis »",
    "mark psc.datapass Validé": "« valide »",
    "mark psc.datapass a_modifier": "« a-modifier »",
    "mark cnda.demandes.dmp exam": "« examen »",
    "mark cnda.demandes.dmp préexamen": "« pre-examen »",
    "set psc.dossiers.lps.avancement=collège": "« college »",
    # champs and their values
    "set produit.nomm=x": "« nom »",
    "set produti.nom=x": "« produit »",
    "set nil=JUL1": "« produit.nil »",
    "set psc.nil=JUL1": "« produit.nil »",
    "set editeur.datapass_demande=D1": "« psc.datapass_demande »",
    "set psc.datapass-demande=D1": "« datapass_demande »",
    "set nru=N1": "« psc.dossiers.NOM.nru »",
    "get psc.dossiers.lsp.nru": "« psc.dossiers.lps.nru »",
    "unset cnda.demande.dmp": "« demandes »",
    "set cnda.demandes.dmp.porteur=editeurs": "« editeur »",
    # rules, formats, settings, revisions
    "explain PSC03": "« PSC003 »",
    "explain psc1": "« PSC001 »",
    "explain psc0003": "« PSC003 »",
    "check --select PCS003": "« PSC003 »",
    "check --format jsn": "« json »",
    "next --cpoy": "« --copy » ?",  # and not whatever resembles it
    "check --format SARIF": "« sarif »",
    "status --format txt": "« text »",
    "config get coleur": "« couleur »",
    "config set couleur=toujour": "« toujours »",
    "diff HEAD~1 HEAD": "« HEAD~1..HEAD »",
}
IN_THE_REM = {
    "proof list --chapitre ms": "« mss »",
    "rem list --chapitre MSS": "« mss »",
    "rem list --statut prouvée": "« prouvee »",
    "rem show LGC.MSS/CONF.01": "SC.MSS/CONF.01",
    "proof remove SC.CDA/INT.17.01.1": "SC.CDA/INT.17.01.01",
    "mark chapitres.mms soumis": "« chapitres.mss »",
}


@pytest.mark.parametrize(
    ("typed", "meant", "example"),
    [*((*one, "en-route") for one in NEAR.items()), *((*one, "preuves") for one in IN_THE_REM.items())],
)
def test_what_is_mistyped_is_refused_with_what_was_meant(
    typed: str, meant: str, example: str, segurctl: Segurctl, tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "examples" / example, tmp_path / example)
    before = contents(folder)
    ended = segurctl(*typed.split(), cwd=folder)
    assert ended.code in {1, 2}
    assert f"vouliez-vous dire {meant}" in ended.err
    assert ended.err.count("vouliez-vous") == 1
    assert contents(folder) == before


def test_an_unknown_dispositif_is_said_with_the_nearest(segurctl: Segurctl, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "examples" / "en-route", tmp_path / "x")
    said = segurctl("set", "produit.dispositif=LCG", cwd=folder)
    assert "vouliez-vous dire « LGC » ?" in said.out + said.err


@pytest.mark.parametrize("command", ["next --copy", "status", "check"])
def test_an_etape_given_for_a_file_is_told_its_page(command: str, segurctl: Segurctl) -> None:
    ended = segurctl(*command.split(), "psc.datapass")
    assert ended.code == 2
    assert "psc.datapass est une étape : segurctl show psc.datapass" in ended.out + ended.err


def test_the_name_of_a_plateforme_alone_is_answered_with_its_etapes(segurctl: Segurctl) -> None:
    assert "(étapes de igc : igc.cpx-test, igc.certificat)" in segurctl("show", "IGC").err
    assert "étapes de gazelle : gazelle.tests" in segurctl("check", "--gate", "gazelle").err


def test_help_before_a_command_is_the_help_of_that_command(segurctl: Segurctl) -> None:
    assert segurctl("help") == segurctl("--help")
    assert segurctl("help", "show") == segurctl("show", "--help")
    assert segurctl("help", "rem", "show") == segurctl("rem", "show", "--help")
    assert "\n  help " not in segurctl("--help").out


def test_a_hidden_command_is_offered_to_nobody(segurctl: Segurctl) -> None:
    assert "merge-driver" not in segurctl("merge-drivr").err


@pytest.mark.parametrize("word", ["", " ", "…", "zzzz", "x" * 100_000, ".", "\udcff", "a" * 201])
def test_what_is_near_nothing_is_near_nothing(word: str) -> None:
    assert proches(word, ["psc.datapass", "cnda.demandes"]) == []


def test_of_words_that_fold_alike_the_one_that_is_written_nearest_is_meant() -> None:
    assert proches("psc.client_id_pro", ["psc.client-id-prod", "psc.client_id_prod"]) == ["psc.client_id_prod"]
    assert proches("psc.client-id-pro", ["psc.client_id_prod", "psc.client-id-prod"]) == ["psc.client-id-prod"]
