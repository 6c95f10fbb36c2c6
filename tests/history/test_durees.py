"""How long étapes took and answers were awaited, against what is counted by hand."""

import json
from typing import Any

from builders import day, parcours
from history.conftest import TETE, Repository, Segurctl, etape
from segurctl.errors import ExitCode
from segurctl.history.durees import Passage, attentes, durees

DOSSIER = TETE + '\n[psc]\nedc = true\n\n[psc.dossiers.lps]\nrole = "editeur-logiciel-utilisateur"\n'


def document(segurctl: Segurctl, *words: str) -> dict[str, Any]:
    """The one candidature of `log --format json`."""
    ended = segurctl("log", *words, "--format", "json")
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    [one] = json.loads(ended.out)["candidatures"]
    return dict(one)


def etapes(held: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {
        one["id"]: (one["commencee_le"], one["acquise_le"], one["jours"], one["en_cours"]) for one in held["etapes"]
    }


def test_an_etape_lasts_from_leaving_a_faire_to_valide_by_the_days_of_the_file(
    depot: Repository, segurctl: Segurctl
) -> None:
    depot.step("2025-09-01", TETE + etape("psc.datapass", "a-faire"))
    depot.step("2025-10-06", TETE + etape("psc.datapass", "en-cours", "2025-09-28"))
    depot.step("2025-10-06", TETE + etape("psc.datapass", "soumis", "2025-10-02"))
    depot.step("2025-10-20", TETE + etape("psc.datapass", "valide", "2025-10-16"))
    held = document(segurctl)
    assert etapes(held) == {"psc.datapass": ("2025-09-28", "2025-10-16", 18, False)}
    assert held["attentes"] == [
        {
            "acteur": "datapass",
            "jours": 14,
            "en_cours": False,
            "cibles": [
                {
                    "id": "psc.datapass",
                    "avancement": None,
                    "debut": "2025-10-02",
                    "fin": "2025-10-16",
                    "jours": 14,
                }
            ],
        }
    ]


def test_without_a_day_in_the_file_that_of_the_commit_counts(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-02", TETE + etape("psc.datapass", "soumis"))
    depot.step("2025-10-12", TETE + etape("psc.datapass", "valide"))
    held = document(segurctl)
    assert etapes(held) == {"psc.datapass": ("2025-10-02", "2025-10-12", 10, False)}
    assert held["attentes"][0]["jours"] == 10


def test_what_is_not_over_counts_to_today_and_says_so(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-02", TETE + etape("psc.datapass", "soumis", "2025-10-02"))
    held = document(segurctl)
    assert etapes(held) == {"psc.datapass": ("2025-10-02", None, 30, True)}
    [attente] = held["attentes"]
    assert (attente["jours"], attente["en_cours"], attente["cibles"][0]["fin"]) == (30, True, None)
    assert "    psc.datapass : 30 jours, depuis le 2 oct. 2025 (soumis)\n" in segurctl("log").out
    assert "    DataPass : 30 jours, l'attente continue (psc.datapass 30 jours à ce jour)\n" in segurctl("log").out


def test_each_time_that_an_answer_is_awaited_counts(depot: Repository, segurctl: Segurctl) -> None:
    for le, statut in (("10-02", "soumis"), ("10-05", "a-modifier"), ("10-10", "soumis"), ("10-14", "valide")):
        depot.step(f"2025-{le}", TETE + etape("psc.datapass", statut, f"2025-{le}"))
    held = document(segurctl)
    assert etapes(held) == {"psc.datapass": ("2025-10-02", "2025-10-14", 12, False)}
    [attente] = held["attentes"]
    assert (attente["jours"], [one["jours"] for one in attente["cibles"]]) == (7, [3, 4])


def test_a_day_corrected_later_is_the_one_that_counts(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-06", TETE + etape("psc.datapass", "soumis", "2025-10-06"))
    depot.step("2025-10-07", TETE + etape("psc.datapass", "soumis", "2025-10-02"))
    depot.step("2025-10-16", TETE + etape("psc.datapass", "valide", "2025-10-16"))
    held = document(segurctl)
    assert etapes(held) == {"psc.datapass": ("2025-10-02", "2025-10-16", 14, False)}
    assert held["attentes"][0]["jours"] == 14


def test_days_the_wrong_way_round_count_for_none(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-06", TETE + etape("psc.datapass", "soumis", "2025-10-06"))
    depot.step("2025-10-16", TETE + etape("psc.datapass", "valide", "2025-10-01"))
    held = document(segurctl)
    assert etapes(held)["psc.datapass"][2] == 0
    assert held["attentes"][0]["jours"] == 0


def test_an_item_waits_for_who_validates_its_stage_and_the_etapes_follow(depot: Repository, segurctl: Segurctl) -> None:
    for le, avancement, statut in (
        ("09-01", "guichet", "en-cours"),
        ("09-05", "administratif", "soumis"),
        ("09-15", "preuves", "en-cours"),
        ("09-20", "preuves", "soumis"),
        ("10-05", "college", "soumis"),
    ):
        item = f'avancement = "{avancement}"\nstatut = "{statut}"\ndepuis = 2025-{le}\n'
        depot.step(f"2025-{le}", DOSSIER + item)
    held = document(segurctl)
    assert {one["acteur"]: (one["jours"], one["en_cours"]) for one in held["attentes"]} == {
        "ans": (25, False),  # ten days, then fifteen
        "college-technique": (27, True),
    }
    found = etapes(held)
    assert found["psc.guichet"] == ("2025-09-01", "2025-09-05", 4, False)
    assert found["psc.administratif"] == ("2025-09-05", "2025-09-15", 10, False)
    assert found["psc.habilitation"] == ("2025-10-05", None, 27, True)


def test_only_the_day_of_a_stage_dates_an_etape_that_is_derived(depot: Repository, segurctl: Segurctl) -> None:
    demande = '\n[cnda.demandes.dmp]\navancement = "examen"\ndepuis = 2025-10-01\ndate_opposabilite = 2026-12-31\n'
    web = "\n[tests_intrusion.web]\nrealise_le = 2025-09-30\nhautes = 0\nmoyennes = 0\nsigne = true\n"
    depot.step("2025-10-03", TETE + demande + web)
    depot.step("2025-10-20", TETE + demande + web + "depose_le = 2025-10-12\n")
    found = etapes(document(segurctl))
    assert found["cnda.homologation"][0] == "2025-10-01"
    assert found["convergence.test-intrusion"][:2] == ("2025-09-30", "2025-10-12")
    assert "    cnda.demandes : en une fois, le 1er oct. 2025\n" in segurctl("log").out


def test_items_written_on_two_branches_count_together(depot: Repository, segurctl: Segurctl) -> None:
    def mss(statut: str) -> str:
        return f'\n[chapitres.mss]\nstatut = "{statut}"\n'

    def ins(statut: str) -> str:
        return f'\n[chapitres.ins]\nstatut = "{statut}"\n'

    depot.step("2025-10-01", TETE + mss("soumis") + etape("isc.mandataire", "a-faire") + ins("soumis"))
    depot.git("switch", "--quiet", "--create", "branche")
    depot.step("2025-10-05", TETE + mss("valide") + etape("isc.mandataire", "a-faire") + ins("soumis"))
    depot.git("switch", "--quiet", "main")
    depot.step("2025-10-07", TETE + mss("soumis") + etape("isc.mandataire", "a-faire") + ins("valide"))
    depot.git("merge", "--quiet", "-m", "fusion", "branche", env=depot.qui("2025-10-08"))
    held = document(segurctl)
    assert etapes(held)["convergence.preuves"][3] is False
    [attente] = held["attentes"]
    assert (attente["jours"], [one["jours"] for one in attente["cibles"]]) == (6, [6, 4])


def test_a_suivi_that_is_closed_waits_no_longer(depot: Repository, segurctl: Segurctl) -> None:
    demande = TETE + '\n[cnda.demandes.dmp]\navancement = "examen"\nstatut = "soumis"\ndepuis = 2025-10-01\n'
    depot.step("2025-10-01", demande)
    depot.step("2025-10-20", f'{demande}cloture = "expiree"\nclose_le = 2025-10-11\n')
    [attente] = document(segurctl)["attentes"]
    assert (attente["jours"], attente["en_cours"]) == (10, False)
    depot.step("2025-10-22", demande)
    [attente] = document(segurctl)["attentes"]
    assert (attente["jours"], attente["en_cours"]) == (20, True)


def test_what_is_named_alone_is_told(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE + etape("psc.datapass", "soumis"))
    depot.step("2025-10-10", TETE + etape("psc.datapass", "soumis") + etape("convergence.eligibilite", "soumis"))
    held = document(segurctl, "convergence.eligibilite")
    assert [len(one["changements"]) for one in held["commits"]] == [1]
    assert list(etapes(held)) == ["convergence.eligibilite"]
    assert [one["acteur"] for one in held["attentes"]] == ["ans"]
    assert len(document(segurctl, "convergence.eligibilite", "psc")["commits"]) == 2
    assert [len(one["changements"]) for one in document(segurctl, "produit.nom")["commits"]] == [1]
    assert document(segurctl, "psc.habilitation")["commits"] == []


def test_a_derived_etape_stands_for_its_items(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", f'{DOSSIER}avancement = "guichet"\n')
    assert document(segurctl, "psc.guichet")["commits"][0]["changements"][0]["cible"] == "psc.dossiers.lps"


def test_a_target_that_nothing_is_called_is_refused_with_the_nearest(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE)
    ended = segurctl("log", "convergence.eligibilte")
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err == (
        "segurctl: rien ne s'appelle « convergence.eligibilte » dans cet historique "
        "(vouliez-vous dire « convergence.eligibilite » ?)\n"
    )


# --- the counting alone ---


def test_days_in_which_several_things_wait_count_once() -> None:
    passages = {
        "chapitres.ins": [Passage(day("2025-10-01"), None, "soumis"), Passage(day("2025-10-05"), None, "valide")],
        "chapitres.mss": [Passage(day("2025-10-03"), None, "soumis"), Passage(day("2025-10-04"), None, "valide")],
        "chapitres.psc": [Passage(day("2025-10-20"), None, "soumis")],
    }
    [one] = attentes(passages, parcours(), day("2025-10-22"))
    assert (one.acteur, one.jours, one.en_cours) == ("verificateur-ans", 6, True)
    assert [each.jours for each in one.sejours] == [4, 1, 2]


def test_an_etape_given_up_has_no_duration() -> None:
    for fin in ("refuse", "a-faire", "sans-objet"):
        passages = {"psc.datapass": [Passage(day("2025-10-01"), None, "soumis"), Passage(None, None, fin)]}
        [one] = durees(passages, parcours(), day("2025-10-22"))
        assert (one.jours, one.en_cours, one.acquise_le) == (None, False, None)
