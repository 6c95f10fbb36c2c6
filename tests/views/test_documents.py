"""The JSON documents: `version` first, the keys of the contract, the same bytes at each run."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builders import EXAMPLES, JOURS, candidature, day, evaluate_on, example, parcours
from segurctl.candidature.model import Candidature
from segurctl.errors import SegurctlError
from segurctl.etats.model import Etat
from segurctl.views.documents import next_json, show_json, status_json

HERE = Path("candidature.toml")
every_example = pytest.mark.parametrize("nom", sorted(JOURS))


def status(held: Candidature, today: str = "2025-10-18") -> dict[str, Any]:
    """The one candidature of `status --format json`."""
    [found] = json.loads(status_json([(HERE, evaluate_on(today, held))]))["candidatures"]
    return dict(found)


def next_(held: Candidature, today: str = "2025-10-18") -> list[dict[str, Any]]:
    """What can be done now, of `next --format json`."""
    [found] = json.loads(next_json([(HERE, evaluate_on(today, held))]))["candidatures"]
    return list(found["prochaines"])


def show(id_: str, held: Candidature, today: str = "2025-10-18") -> dict[str, Any]:
    """The étape of `show --format json`."""
    return dict(json.loads(show_json(HERE, evaluate_on(today, held), id_))["etape"])


def documents(nom: str) -> list[str]:
    """Every document of an example."""
    one = evaluate_on(JOURS[nom], example(nom))
    return [status_json([(HERE, one)]), next_json([(HERE, one)]), *(show_json(HERE, one, id_) for id_ in one.etapes)]


# The shape of every document


@every_example
def test_the_version_comes_first(nom: str) -> None:
    for text in documents(nom):
        assert next(iter(json.loads(text).items())) == ("version", 1)


@every_example
def test_the_same_evaluation_gives_the_same_bytes(nom: str) -> None:
    assert documents(nom) == documents(nom)


def test_nothing_depends_on_the_hash_seed() -> None:
    """Sets and dictionaries of the interpreter show in no document."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests_documents import documents\n"
        "import builders\n"
        "sys.stdout.buffer.write('\\n'.join(t for n in builders.JOURS for t in documents(n)).encode())"
    ).replace("tests_documents", Path(__file__).stem)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "42")
    }
    assert len(outputs) == 1


def test_letters_are_written_as_letters() -> None:
    text = status_json([(HERE, evaluate_on("2025-10-18", candidature(produit={"nom": "Élodie"})))])
    assert "Élodie" in text


@pytest.mark.parametrize("donnee", ["[bold]x[/bold]", "<b>x</b>", "{} {0} %s", 'a "b" \\ c', "x" * 300, "deux\nlignes"])
def test_what_the_file_holds_comes_out_as_it_is(donnee: str) -> None:
    held = candidature(produit={"nom": donnee, "description": donnee})
    assert status(held)["produit"]["nom"] == donnee
    champs = {one["chemin"]: one["valeurs"] for one in show("convergence.produit", held)["champs"]}
    assert champs["produit.description"] == {"produit.description": donnee}


# status


def test_status_has_the_keys_of_the_contract() -> None:
    assert set(status(candidature())) >= {
        "fichier",
        "produit",
        "avancement",
        "plateformes",
        "etapes",
        "suivis",
        "prochaines",
    }


def test_an_etape_of_status_has_the_keys_of_the_contract() -> None:
    [one] = [etape for etape in status(candidature())["etapes"] if etape["id"] == "psc.datapass"]
    assert set(one) >= {"id", "statut", "etat", "bloquee_par", "attend", "depuis", "attente_jours", "en_retard"}


def test_a_suivi_of_status_has_the_keys_of_the_contract() -> None:
    held = candidature(chapitres={"mss": {"statut": "soumis", "depuis": day("2025-10-10")}})
    [one] = status(held)["suivis"]
    assert one == {
        "id": "chapitres.mss",
        "avancement": None,
        "statut": "soumis",
        "depuis": "2025-10-10",
        "attend": "verificateur-ans",
        "attente_jours": 8,
        "cloture": None,
    }


def test_status_tells_every_etape_in_catalogue_order() -> None:
    assert [one["id"] for one in status(candidature())["etapes"]] == list(parcours().etapes)


def test_status_counts_what_is_done_in_all_and_on_each_plateforme() -> None:
    found = status(example("en-route"), JOURS["en-route"])
    assert found["avancement"] == {"valides": 12, "total": 32}
    assert [one["id"] for one in found["plateformes"]] == list(parcours().plateformes)
    assert sum(one["valides"] for one in found["plateformes"]) == 12


def test_an_etape_that_waits_says_for_whom_how_long_and_whether_it_is_late() -> None:
    found = {one["id"]: one for one in status(example("en-route"), JOURS["en-route"])["etapes"]}
    one = found["psc.datapass"]
    assert (one["statut"], one["etat"], one["attend"]) == ("soumis", "soumis", "datapass")
    assert (one["depuis"], one["attente_jours"], one["en_retard"]) == ("2025-10-02", 16, True)


def test_a_blocked_etape_says_by_what() -> None:
    found = {one["id"]: one for one in status(candidature())["etapes"]}
    [manque] = found["convergence.acces"]["bloquee_par"]
    assert (manque["genre"], manque["cible"]) == ("etape", "isc.mandataire")


def test_every_etat_of_status_is_one_of_the_contract() -> None:
    etats = set(Etat.__args__)  # type: ignore[attr-defined]
    for nom, today in JOURS.items():
        assert {one["etat"] for one in status(example(nom), today)["etapes"]} <= etats


def test_a_finding_of_status_says_where_and_how_to_mend_it() -> None:
    [one] = [
        constat
        for constat in status(candidature(psc={"datapass_demande": "H6789"}))["constats"]
        if constat["regle"] == "PSC001"
    ]
    assert (one["gravite"], one["champ"], one["etape"]) == ("erreur", "psc.datapass_demande", "psc.datapass")
    assert "H6789" in one["message"]
    assert one["correction"]
    assert one["source"]


def test_the_day_of_the_evaluation_is_said() -> None:
    assert status(candidature(), "2025-10-18")["today"] == "2025-10-18"


def test_a_date_with_an_hour_keeps_it() -> None:
    found = status(candidature(produit={"dispositif": "DRIMbox"}), "2025-09-01")["echeances"]
    assert found[0]["le"] == "2025-09-10T12:00:00"


def test_a_file_that_cannot_be_read_stands_beside_the_others() -> None:
    error = SegurctlError("format 2 inconnu", path=Path("autre.toml"), line=1, column=1, hint="mettez à jour")
    document = json.loads(status_json([(HERE, evaluate_on("2025-10-18", candidature()))], [error]))
    assert len(document["candidatures"]) == 1
    assert document["erreurs"] == [
        {
            "fichier": "autre.toml",
            "ligne": 1,
            "colonne": 1,
            "message": "format 2 inconnu",
            "correction": "mettez à jour",
        }
    ]


# next


def test_next_is_the_same_list_as_in_status() -> None:
    for nom, today in JOURS.items():
        assert next_(example(nom), today) == status(example(nom), today)["prochaines"]


def test_what_can_be_done_has_all_that_it_takes() -> None:
    one = next_(example("en-route"), JOURS["en-route"])[0]
    assert one["etape"] == "psc.datapass"
    assert one["geste"] == "relancer"
    assert one["url"] == "https://datapass.api.gouv.fr/demandes/12345"
    assert one["contact"] == "prosanteconnect.editeurs@esante.gouv.fr"
    assert one["debloque"][0] == "psc.client-id-bas"
    assert one["commandes"] == ["segurctl mark psc.datapass valide"]
    assert [(valeur["libelle"], valeur["valeur"]) for valeur in one["valeurs"]] == [
        ("numéro de demande DataPass", "D12345")
    ]


def test_what_can_be_done_leaves_out_the_boxes_already_ticked() -> None:
    toutes = [action.id for action in parcours().etapes["isc.mandataire"].actions]
    held = candidature(etapes={"isc.mandataire": {"actions": {"kbis": day("2025-10-02")}}})
    [one] = [one for one in next_(held) if one["etape"] == "isc.mandataire"]
    assert one["actions"] == [id_ for id_ in toutes if id_ != "isc.mandataire/kbis"]


def test_a_withdrawn_candidature_has_nothing_to_do() -> None:
    assert next_(candidature(retiree_le=day("2025-10-01"))) == []


# show


def test_show_has_the_keys_of_the_contract() -> None:
    assert set(show("psc.datapass", candidature())) >= {
        "id",
        "titre",
        "actions",
        "champs",
        "prerequis",
        "recommandations",
        "source",
        "confiance",
    }


def test_an_action_of_show_says_when_it_was_done() -> None:
    actions = {one["id"]: one["faite_le"] for one in show("psc.datapass", example("en-route"))["actions"]}
    assert actions["psc.datapass/proconnect"] == "2025-09-29"
    assert actions["psc.datapass/profil"] is None


def test_a_champ_of_show_gives_its_values_by_path() -> None:
    champs = {one["chemin"]: one for one in show("psc.guichet", example("en-route"))["champs"]}
    assert champs["psc.dossiers.*.nru"]["valeurs"] == {"psc.dossiers.lps.nru": "NRU-EXEMPLE-1"}


def test_a_prerequis_of_show_says_what_it_asks_and_why() -> None:
    [one] = show("convergence.acces", candidature())["prerequis"]
    assert one["etape"] == "isc.mandataire"
    assert one["pourquoi"]


def test_show_and_next_send_to_the_same_place() -> None:
    for nom, today in JOURS.items():
        for one in next_(example(nom), today):
            assert show(one["etape"], example(nom), today)["url"] == one["url"]


def test_the_examples_are_where_the_documents_say() -> None:
    assert all((EXAMPLES / nom / "candidature.toml").is_file() for nom in JOURS)
