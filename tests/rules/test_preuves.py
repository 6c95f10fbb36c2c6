"""The rules of proofs: links, files on a real disk, chapters sent back; and Gazelle's links."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from builders import candidature, constats, day, evaluate_in, parcours
from segurctl.candidature.model import Candidature
from segurctl.rules.model import Constat

TODAY = "2026-01-20"
REFERENCEMENT = "https://interop.referencement.esante.gouv.fr"


def preuve(**champs: Any) -> Candidature:
    """A candidature with one proof."""
    return candidature(preuves={"A.01.01.01": champs})


# Gazelle


@pytest.mark.parametrize(
    ("lien", "regles"),
    [
        (f"{REFERENCEMENT}/gazelle/testInstance.seam?id=1234", []),
        (f"{REFERENCEMENT}/gazelle/testing/test/test/TestInstance.seam?id=1", []),
        ("https://interopsegur.esante.gouv.fr/PatientManager/messages/messageDisplay.seam?id=196951", []),
        ("https://interop.esante.gouv.fr/gazelle/testInstance.seam?id=1234", ["GAZ001"]),
        ("https://INTEROP.esante.gouv.fr./gazelle/testInstance.seam?id=1234", ["GAZ001"]),
        ("https://interop.esante.gouv.fr:443/gazelle/testInstance.seam?id=1234", ["GAZ001"]),
        ("https://interop.esante.gouv.fr/evs/cda/validator.seam?standard=3", ["GAZ001", "GAZ002"]),
        (f"{REFERENCEMENT}/evs/cda/validator.seam?standard=3", ["GAZ002"]),
        (f"{REFERENCEMENT}/evs/home.seam", ["GAZ002"]),
        (f"{REFERENCEMENT}/gazelle/testing/testsDefinition/testsList.seam?testStatus=1", ["GAZ002"]),
        (f"{REFERENCEMENT}/evs/cda/validator.seam;jsessionid=1?standard=3", ["GAZ002"]),
        (f"{REFERENCEMENT}/", ["GAZ003"]),
        (f"{REFERENCEMENT}/gazelle/testInstance.seam?id=", ["GAZ003"]),
        (f"{REFERENCEMENT}/gazelle/testInstance.seam?id=12a", ["GAZ003"]),
        (f"{REFERENCEMENT}/evs/report.seam?oid=1", ["GAZ003"]),
        (f"{REFERENCEMENT}/evs/report.seam?oid=1.2.3", ["GAZ004"]),
        (f"{REFERENCEMENT}/evs/report.seam?oid=1.2.3&privacyKey=", ["GAZ004"]),
        (f"{REFERENCEMENT}/evs/report.seam?oid=1.2.3&privacyKey=k", []),
        ("https://www.exemple.fr/evs/home.seam", []),
        ("https://[::1/x", []),
    ],
)
def test_a_link_of_gazelle_is_judged_by_its_host_its_page_and_its_number(lien: str, regles: list[str]) -> None:
    held = preuve(lien=lien)
    assert [one for one in ("GAZ001", "GAZ002", "GAZ003", "GAZ004") if constats(one, held, TODAY)] == regles


# Links that nobody could open


@pytest.mark.parametrize(
    "lien",
    [
        "http://www.exemple.fr/video.mp4",
        "file:///home/lead/video.mp4",
        "ftp://www.exemple.fr/video.mp4",
        "www.exemple.fr/video.mp4",
        "https://localhost/video.mp4",
        "https://LOCALHOST:8443/video.mp4",
        "https://nas/video.mp4",
        "https://nas.local/video.mp4",
        "https://wiki.intranet/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://10.0.0.1/x",
        "https://192.168.1.20/x",
        "https://172.16.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[fe80::1]/x",
        "https://224.0.0.1/x",
        "https://999.1.1.1/x",
        "https:///x",
        "https://[::1/x",
        "https://www.exemple.fr:port/x",
        "//www.exemple.fr/x",
        "une vidéo",
    ],
)
def test_a_link_that_opens_only_here_is_an_error(lien: str) -> None:
    [constat] = constats("PRV005", preuve(lien=lien), TODAY)
    assert constat.ecart.champ == ("preuves", "A.01.01.01", "lien")


@pytest.mark.parametrize(
    "lien",
    [
        "https://www.exemple.fr/video.mp4",
        "https://8.8.8.8/x",
        "https://[2001:4860:4860::8888]/x",
        "https://localhost.exemple.fr/x",
        "https://exemple.fr:8443/x?y=http://localhost",
        " https://www.exemple.fr/x ",
    ],
)
def test_a_link_that_somebody_may_open_is_not(lien: str) -> None:
    assert constats("PRV005", preuve(lien=lien), TODAY) == []


def test_a_link_in_the_place_of_a_file_is_judged_as_a_link() -> None:
    held = candidature(cnda={"demandes": {"dmp": {"attestation": "http://localhost/a.pdf"}}})
    assert [one.cible for one in constats("PRV005", held, TODAY)] == ["cnda.demandes.dmp.attestation"]


# Files


def ici(regle: str, held: Candidature, folder: Path) -> list[Constat]:
    """What a rule finds of files that are on the disk."""
    return [one for one in evaluate_in(folder, held, TODAY).constats if one.regle.id == regle]


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A repository with a proof, and the folder of a candidature in it."""
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    folder = tmp_path / "depot" / "produit"
    (folder / "preuves").mkdir(parents=True)
    (folder / "preuves" / "la.pdf").write_bytes(b"la")
    (tmp_path / "depot" / "commun.pdf").write_bytes(b"commun")
    (tmp_path / "dehors.pdf").write_bytes(b"dehors")
    return folder


@pytest.mark.parametrize(
    ("fichier", "regle"),
    [
        ("preuves/la.pdf", None),
        ("./preuves/../preuves/la.pdf", None),
        ("../commun.pdf", None),
        ("preuves/pas-la.pdf", "PRV001"),
        ("preuves", "PRV001"),
        ("", None),
        ("../../dehors.pdf", "PRV002"),
        ("../../../../../../../../etc/passwd", "PRV002"),
        ("/etc/passwd", "PRV002"),
        ("lien.pdf", "PRV002"),
        ("boucle.pdf", "PRV001"),
        ("x" * 300, "PRV001"),
    ],
)
def test_a_file_is_there_missing_or_outside(fichier: str, regle: str | None, depot: Path) -> None:
    (depot / "lien.pdf").symlink_to("../../dehors.pdf")
    (depot / "boucle.pdf").symlink_to("boucle.pdf")
    held = preuve(fichier=fichier)
    assert [one for one in ("PRV001", "PRV002") if ici(one, held, depot)] == ([regle] if regle else [])


def test_a_pipe_is_no_file_and_is_not_waited_for(depot: Path) -> None:
    import os

    os.mkfifo(depot / "tuyau")
    [constat] = ici("PRV001", preuve(fichier="tuyau", sha256="0"), depot)
    assert "n'est pas un fichier" in constat.ecart.message


def test_without_a_repository_the_folder_is_the_limit(tmp_path: Path) -> None:
    (tmp_path / "produit").mkdir()
    (tmp_path / "voisin.pdf").write_bytes(b"x")
    assert ici("PRV002", preuve(fichier="../voisin.pdf"), tmp_path / "produit")


@pytest.mark.parametrize(
    "tables",
    [
        {"eligibilite": {"versions_obsoletes": "v.xlsx"}},
        {"eligibilite": {"preuve_cnda": "c.png"}},
        {"psc": {"dossiers": {"lps": {"role": "editeur-proxy", "habilitation": "h.pdf"}}}},
        {"cnda": {"demandes": {"dmp": {"attestation": "a.pdf"}}}},
        {"tests_intrusion": {"web": {"fichier": "p.pdf"}}},
        {"referencement": {"certificat": "c.pdf"}},
    ],
)
def test_every_champ_that_names_a_file_is_looked_at(tables: dict[str, Any], depot: Path) -> None:
    assert ici("PRV001", candidature(**tables), depot)


def test_the_files_of_a_closed_suivi_are_left_alone(depot: Path) -> None:
    clos = {"attestation": "a.pdf", "cloture": "remplacee"}
    assert ici("PRV001", candidature(cnda={"demandes": {"dmp": clos}}), depot) == []


@pytest.mark.parametrize("champ", ["fichier", "emplacement"])
def test_a_proof_is_compared_with_the_print_of_its_deposit(champ: str, depot: Path) -> None:
    bonne = hashlib.sha256(b"la").hexdigest()
    assert ici("PRV003", preuve(**{champ: "preuves/la.pdf", "sha256": bonne}), depot) == []
    assert ici("PRV003", preuve(**{champ: "preuves/la.pdf", "sha256": f" {bonne.upper()} "}), depot) == []
    assert ici("PRV003", preuve(**{champ: "preuves/la.pdf", "sha256": bonne[:-1]}), depot)
    assert ici("PRV003", preuve(**{champ: "preuves/pas-la.pdf", "sha256": bonne}), depot) == []
    assert ici("PRV003", preuve(**{champ: "preuves/la.pdf"}), depot) == []


@pytest.mark.parametrize(
    ("emplacement", "visible"),
    [
        ("preuves/la.pdf", True),
        ("preuves/video.mp4", False),
        ("/mnt/partage/video.mp4", False),
        ("../../dehors.pdf", False),
    ],
)
def test_a_proof_kept_elsewhere_may_be_here(emplacement: str, visible: bool, depot: Path) -> None:
    constats_ = ici("PRV004", preuve(emplacement=emplacement), depot)
    assert [one.gravite for one in constats_] == ([] if visible else ["info"])
    assert ici("PRV001", preuve(emplacement=emplacement), depot) == []


def test_where_nobody_looked_nothing_is_said() -> None:
    held = preuve(fichier="pas-la.pdf", emplacement="ailleurs.mp4", sha256="0")
    for regle in ("PRV001", "PRV002", "PRV003", "PRV004"):
        assert constats(regle, held, TODAY) == []


# Slots


def test_one_file_is_one_proof() -> None:
    held = candidature(
        preuves={id_: {"fichier": "tout.pdf"} for id_ in ("C.01", "A.01", "B.01")} | {"D.01": {"numero": "1"}}
    )
    assert [one.ecart.champ[1] for one in constats("PRV006", held, TODAY)] == ["B.01", "C.01"]
    assert "A.01" in constats("PRV006", held, TODAY)[0].ecart.message


@pytest.mark.parametrize("champ", ["lien", "fichier", "numero", "emplacement"])
def test_a_proof_holds_one_thing_at_least(champ: str) -> None:
    assert constats("PRV007", preuve(**{champ: "x"}), TODAY) == []
    assert constats("PRV007", preuve(**{champ: " "}), TODAY)


# Chapters sent back


def chapitre(preuves: dict[str, Any], **champs: Any) -> list[Constat]:
    """What is said of a chapter submitted again."""
    table = {"statut": "soumis", "depuis": day("2026-01-15"), **champs}
    rangees = {id_: {"chapitre": "mss", "numero": "1", **one} for id_, one in preuves.items()}
    chapitres = {"mss": {key: value for key, value in table.items() if value is not None}}
    return constats("PRV008", candidature(chapitres=chapitres, preuves=rangees), TODAY)


FLAG = {"a_modifier_le": day("2026-01-10"), "deposee_le": day("2025-12-01")}


def test_a_chapter_goes_again_once_something_changed() -> None:
    assert chapitre({"A": FLAG, "B": FLAG})
    assert chapitre({"A": FLAG, "B": {**FLAG, "deposee_le": day("2026-01-10")}}) == []
    assert chapitre({"A": {"a_modifier_le": day("2026-01-10")}})
    assert chapitre({"A": {"deposee_le": day("2025-12-01")}}) == []


def test_what_is_flagged_after_is_for_the_next_time() -> None:
    assert chapitre({"A": {**FLAG, "a_modifier_le": day("2026-01-14")}})
    assert chapitre({"A": {**FLAG, "a_modifier_le": day("2026-01-15")}}) == []  # sent back that day, or before: unknown


@pytest.mark.parametrize(
    "champs", [{"statut": "a-modifier"}, {"statut": "valide"}, {"depuis": None}, {"cloture": "remplacee"}]
)
def test_only_a_chapter_that_is_submitted(champs: dict[str, Any]) -> None:
    assert chapitre({"A": FLAG}, **champs) == []


def test_the_proofs_of_another_chapter_do_not_count() -> None:
    assert chapitre({"A": {**FLAG, "chapitre": "ins"}}) == []


def test_a_chapter_that_nobody_declared_is_told_the_others() -> None:
    held = candidature(chapitres={"mss": {}, "ins": {}}, preuves={"A": {"chapitre": "msss", "numero": "1"}})
    [constat] = constats("PRV009", held, TODAY)
    assert "(chapitres : ins, mss)" in constat.ecart.message
    assert "(" not in constats("PRV009", preuve(chapitre="mss"), TODAY)[0].ecart.message


def test_the_hosts_are_those_of_the_catalogue() -> None:
    assert {one.role for one in parcours().plateformes["gazelle"].hotes} == {"référencement", "répétition"}
