"""The gate of an étape: open only when what it takes to enter is there, and else what to do first."""

from typing import Any

import pytest

from builders import JOURS, candidature, day, evaluate_on, example, faites, jouer, lire, parcours, remplie
from segurctl.candidature.model import Candidature
from segurctl.evaluation.porte import Manquant, Porte, constats, porte
from support import MINIMAL

TODAY = "2026-01-20"
ETAPES = list(parcours().etapes)


def gate(etape: str, held: Candidature, today: str = TODAY, *, strict: bool = False) -> Porte:
    """The gate of an étape of a candidature."""
    return porte(evaluate_on(today, held), etape, strict=strict)


def manques(etape: str, held: Candidature, *, strict: bool = False) -> list[str]:
    """What misses at it, in order."""
    return [one.manque.cible for one in gate(etape, held, strict=strict).manquants]


@pytest.mark.parametrize("etape", ETAPES)
def test_a_gate_is_open_exactly_when_no_hard_prerequis_misses(etape: str) -> None:
    """For every étape, on every example: the answer is that of the état, whatever is listed."""
    for nom, jour in JOURS.items():
        evaluation = evaluate_on(jour, example(nom))
        evaluee = evaluation.etapes[etape]
        manquent = [one for one in evaluee.exiges if one.manque] if evaluee.etat != "sans-objet" else []
        assert porte(evaluation, etape).ouverte is (not manquent), nom


@pytest.mark.parametrize("etape", ETAPES)
def test_what_a_gate_says_to_type_opens_it(etape: str) -> None:
    """From an empty candidature, every étape can be entered by typing what its gate says, day after day."""
    text, today = MINIMAL, day("2025-09-01")
    for jour in range(60):
        now = today.fromordinal(today.toordinal() + jour).isoformat()
        found = gate(etape, lire(text), now)
        if found.ouverte:
            return
        premier = next((one for one in found.manquants if one.commandes), None)
        for commande in premier.commandes if premier else ():
            text = jouer(remplie(commande, now), text, now)
    raise AssertionError(manques(etape, lire(text)))


def test_an_etape_without_prerequis_is_open_from_the_start() -> None:
    assert gate("isc.mandataire", candidature()).ouverte
    assert gate("psc.datapass", candidature()).ouverte


def test_what_a_prerequis_waits_for_itself_comes_before_it() -> None:
    assert manques("convergence.charte", candidature()) == [
        "isc.mandataire",
        "convergence.acces",
        "convergence.produit",
        "convergence.demarche",
    ]


def test_a_thing_asked_twice_is_named_once() -> None:
    found = manques("motco2.enrolement", candidature())
    assert len(found) == len(set(found))
    assert {"psc.bas-tests", "igc.cpx-test", "convergence.demarche"} < set(found)
    assert "convergence.produit/consultation" in found


def test_a_champ_comes_from_the_etape_that_gives_it() -> None:
    dossiers = {"lps": {"role": "editeur-logiciel-utilisateur"}, "service": {"role": "operateur-service"}}
    held = candidature(psc={"datapass_demande": "D1", "dossiers": dossiers}, etapes=faites("psc.datapass"))
    [nru] = [one for one in gate("psc.client-id-bas", held).manquants if one.manque.genre == "champ"]
    assert nru.manque.cible == "psc.dossiers.lps.nru"
    assert nru.vient_de is not None
    assert nru.vient_de.etape.id == "psc.guichet"
    assert nru.pour == "psc.client-id-bas"


def test_a_champ_that_an_etape_gives_is_recorded_with_it() -> None:
    found = gate("convergence.eligibilite", candidature()).manquants
    assert "editeur.nie" not in [one.manque.cible for one in found]
    [inscription] = [one for one in found if one.manque.cible == "cnda.inscription"]
    assert inscription.commandes == ("segurctl set editeur.nie=…", "segurctl mark cnda.inscription valide")
    [logiciel] = [one for one in found if one.manque.cible == "cnda.logiciel"]
    assert logiciel.commandes[0] == "segurctl set produit.nil=…"


def test_a_number_that_is_wrong_by_itself_is_not_there() -> None:
    """The first trap of all may not open a gate, be it accepted."""
    held = candidature(psc={"datapass_demande": "H12"}, etapes=faites("psc.datapass"))
    [defaut] = gate("psc.client-id-prod", held).manquants
    assert (defaut.manque.genre, defaut.manque.cible) == ("defaut", "psc.datapass_demande")
    assert defaut.commandes == ("segurctl set psc.datapass_demande=…",)
    motif = {"regle": "PSC001", "cible": "psc.datapass_demande", "motif": "m", "par": "p"}
    accepte = candidature(psc={"datapass_demande": "H12"}, etapes=faites("psc.datapass"), acceptations=[motif])
    assert not gate("psc.client-id-prod", accepte).ouverte


def test_a_refusal_is_never_told_to_give_up() -> None:
    refuse = {"statut": "refuse", "note": "incomplet"}
    [datapass] = gate("psc.client-id-prod", candidature(etapes={"psc.datapass": refuse})).manquants
    assert datapass.commandes == ("segurctl mark psc.datapass en-cours",)
    demande = {"avancement": "initialisation", "statut": "refuse", "note": "x"}
    held = candidature(cnda={"demandes": {"dmp": demande}})
    commandes = [one for manquant in gate("cnda.homologation", held).manquants for one in manquant.commandes]
    assert not [one for one in commandes if "cloture" in one or "retiree" in one]


def test_what_will_be_asked_on_the_way_is_told_from_the_start() -> None:
    demandes = {"demandes": {"dmp": {"avancement": "pre-examen", "demandee_le": day("2025-11-01")}}}
    held = candidature(psc={"edc": True}, cnda=demandes)
    assert {"psc.guichet", "psc.preuves", "psc.habilitation"} < set(manques("convergence.referencement", held))
    sans = candidature(psc={"edc": False}, cnda=demandes)
    assert not {"psc.guichet", "psc.habilitation"} & set(manques("convergence.referencement", sans))
    assert "psc.habilitation" not in manques("cnda.homologation", held)  # it may be entered without


def test_a_derived_etape_is_not_marked() -> None:
    held = candidature(cnda={"demandes": {"dmp": {"avancement": "pre-examen"}}})
    commandes = [one for manquant in gate("convergence.referencement", held).manquants for one in manquant.commandes]
    derivees = [one.id for one in parcours().etapes.values() if one.derive]
    assert not [one for one in commandes if one.split()[1:2] == ["mark"] and one.split()[2] in derivees]


def test_a_box_to_tick_is_ticked() -> None:
    found = gate("motco2.enrolement", candidature()).manquants
    [action] = [one for one in found if one.manque.genre == "action"]
    assert action.commandes == ("segurctl tick convergence.produit/consultation",)
    assert action.vient_de is not None
    assert action.vient_de.etape.id == "convergence.produit"


def test_a_day_to_come_is_waited_for() -> None:
    held = candidature(etapes=faites("motco2.enrolement"), motco2={"compte_cree_le": day(TODAY)})
    [attente] = [one for one in gate("motco2.tests", held).manquants if one.manque.genre == "attente"]
    assert attente.manque.jusqu_au == day("2026-01-21")
    assert attente.commandes == ()
    assert constats(gate("motco2.tests", held))[-1].ecart.message == (
        "pour entrer dans motco2.tests, il faut attendre le 21 janv. 2026"
    )


def test_an_answer_to_come_is_recorded_when_it_comes() -> None:
    held = candidature(psc={"edc": False, "datapass_demande": "D1"}, etapes={"psc.datapass": "soumis"})
    [datapass] = gate("psc.client-id-bas", held).manquants
    assert datapass.commandes == ("segurctl mark psc.datapass valide",)


def test_the_answer_for_a_suivi_is_recorded_on_the_suivi() -> None:
    dossier = {"role": "editeur-logiciel-utilisateur", "nru": "N", "avancement": "administratif", "statut": "soumis"}
    held = candidature(
        psc={"dossiers": {"lps": dossier}},
        etapes=faites("isc.mandataire", "convergence.acces"),
        editeur={"raison_sociale": "E"},
    )
    [administratif] = gate("psc.preuves", held).manquants
    assert administratif.commandes == ("segurctl mark psc.dossiers.lps preuves",)


def test_other_findings_and_acceptations_do_not_touch_it() -> None:
    motif = {"motif": "m", "par": "p"}
    held = candidature(
        psc={"client_id_bas": "a", "client_id_prod": "a"},
        acceptations=[{"regle": "POR001", "cible": "psc.datapass", **motif}],
    )
    assert gate("psc.datapass", held).ouverte
    assert manques("psc.client-id-prod", held) == ["psc.datapass"]


def test_what_is_sans_objet_passes() -> None:
    assert gate("psc.bas-conformite", candidature(psc={"edc": False})).ouverte
    declare = {"statut": "sans-objet", "note": "seul"}
    assert gate("isc.equipe", candidature(etapes={"isc.equipe": declare})).ouverte
    assert "isc.equipe" not in manques("convergence.acces", candidature(etapes={"isc.equipe": declare}), strict=True)


def test_a_candidature_withdrawn_has_no_gates() -> None:
    assert gate("convergence.referencement", candidature(retiree_le=day("2026-01-01"))).ouverte


def test_strict_adds_the_advice_of_the_etape_itself() -> None:
    held = candidature(psc={"edc": False, "datapass_demande": "D1"}, etapes=faites("psc.datapass"))
    assert gate("psc.client-id-bas", held).ouverte
    found = gate("psc.client-id-bas", held, strict=True)
    assert [(one.manque.cible, one.dur) for one in found.manquants] == [("portail.espace-authentifie", False)]
    assert [one.regle.id for one in constats(found)] == ["POR002"]


def test_what_is_both_asked_and_advised_is_asked() -> None:
    held = candidature()
    found = {one.manque.cible: one.dur for one in gate("psc.client-id-bas", held, strict=True).manquants}
    assert found["psc.datapass"]
    assert not found["portail.espace-authentifie"]


def test_a_contradicted_prerequis_does_not_open_the_gate() -> None:
    held = candidature(etapes=faites("convergence.acces"))
    assert manques("convergence.produit", held) == ["isc.mandataire", "convergence.acces"]


@pytest.mark.parametrize("etape", ETAPES)
def test_every_thing_that_misses_is_told_as_a_finding_with_its_command(etape: str) -> None:
    found = gate(etape, candidature(), strict=True)
    told = constats(found)
    assert len(told) == len(found.manquants)
    for one in told:
        assert one.regle.id in ("POR001", "POR002")
        assert etape in one.ecart.message
        assert one.ecart.commande


# What a second round of mutants showed


DOSSIERS = {
    "a": {
        "role": "editeur-logiciel-utilisateur",
        "nru": "N",
        "avancement": "administratif",
        "statut": "soumis",
    }
}


def item(etape: str, cible: str, held: Candidature, *, strict: bool = False) -> Manquant:
    """One thing that misses at a gate."""
    return next(one for one in gate(etape, held, strict=strict).manquants if one.manque.cible == cible)


def test_for_an_older_demande_no_habilitation_is_on_the_way() -> None:
    ancienne = {"demandes": {"dmp": {"avancement": "pre-examen", "demandee_le": day("2025-01-02")}}}
    held = candidature(psc={"edc": True}, cnda=ancienne)
    assert "psc.guichet" not in manques("convergence.referencement", held)
    conforme = {"demandes": {"dmp": {"avancement": "conforme", "attestation": "a.pdf"}}}
    assert "psc.guichet" not in manques("convergence.referencement", candidature(psc={"edc": True}, cnda=conforme))


def test_what_is_valide_already_is_not_to_be_marked_again() -> None:
    held = candidature(etapes=faites("convergence.acces"), psc={"dossiers": DOSSIERS})
    assert item("convergence.produit", "convergence.acces", held).commandes == ()


def test_a_stage_that_waits_for_nobody_is_not_answered() -> None:
    held = candidature(cnda={"demandes": {"dmp": {"avancement": "pre-examen", "statut": "en-cours"}}})
    assert item("convergence.eligibilite", "cnda.demandes", held).commandes == ()


def test_an_etape_whose_champs_are_recorded_by_others_has_its_own_statut_left() -> None:
    assert item("psc.bas-conformite", "psc.client-id-bas", candidature()).commandes[-1] == (
        "segurctl mark psc.client-id-bas soumis"
    )
    assert item("motco2.tests", "motco2.enrolement", candidature()).commandes == (
        "segurctl set motco2.compte_cree_le=…",
        "segurctl mark motco2.enrolement valide",
    )


def test_a_stage_is_obtained_where_its_suivi_begins() -> None:
    source = item("convergence.eligibilite", "cnda.demandes : pre-examen", candidature(), strict=True).vient_de
    assert source is not None
    assert source.etape.id == "cnda.demandes"


@pytest.mark.parametrize(
    ("etape", "tables", "champ"),
    [
        (
            "psc.client-id-bas",
            {"psc": {"datapass_demande": "H12"}, "etapes": faites("psc.datapass")},
            ("psc", "datapass_demande"),
        ),
        (
            "motco2.tests",
            {"etapes": faites("motco2.enrolement"), "motco2": {"compte_cree_le": day(TODAY)}},
            ("motco2", "compte_cree_le"),
        ),
        ("psc.administratif", {}, ("psc", "dossiers")),
        ("isc.equipe", {}, ("etapes", "isc", "mandataire", "statut")),
        ("motco2.enrolement", {}, ("etapes", "convergence", "produit", "statut")),
    ],
)
def test_a_finding_stands_where_what_misses_is_written(
    etape: str, tables: dict[str, Any], champ: tuple[str, ...]
) -> None:
    found = constats(gate(etape, candidature(**tables)))
    assert champ in [one.ecart.champ for one in found]
    assert {one.regle.id for one in found} == {"POR001"}


def test_a_finding_names_the_etape_where_it_is_obtained() -> None:
    [constat] = constats(gate("isc.equipe", candidature()))
    assert constat.ecart.etape == "isc.mandataire"


def test_a_champ_that_no_etape_gives_is_told_where_it_is_asked() -> None:
    found = constats(gate("convergence.eligibilite", candidature(), strict=True))
    assert ("eligibilite", "versions_obsoletes") in [one.ecart.champ for one in found]


def test_a_day_to_wait_for_has_no_command() -> None:
    held = candidature(etapes=faites("motco2.enrolement"), motco2={"compte_cree_le": day(TODAY)})
    assert constats(gate("motco2.tests", held))[-1].ecart.commande is None


def test_etapes_come_before_what_is_ticked_in_them() -> None:
    found = manques("motco2.enrolement", candidature())
    assert found.index("convergence.demarche") < found.index("convergence.produit/consultation")
    assert found.index("psc.bas-tests") < found.index("convergence.produit/consultation")


def test_every_gate_of_the_example_of_the_traps_is_told() -> None:
    evaluation = evaluate_on(JOURS["pieges"], example("pieges"))
    for etape in ETAPES:
        found = porte(evaluation, etape, strict=True)
        assert len(constats(found)) == len(found.manquants)


def test_each_etape_of_one_suivi_is_recorded_by_its_own_stage() -> None:
    held = candidature(
        etapes=faites("isc.mandataire", "convergence.acces"),
        editeur={"raison_sociale": "E"},
        psc={"edc": True, "dossiers": DOSSIERS},
        cnda={"demandes": {"dmp": {"avancement": "finalisation", "demandee_le": day("2025-06-02")}}},
    )
    found = {one.manque.cible: one.commandes for one in gate("convergence.referencement", held).manquants}
    assert found["psc.administratif"] == ("segurctl mark psc.dossiers.a preuves",)
    assert found["psc.preuves"] == ("segurctl mark psc.dossiers.a college",)
    assert found["psc.habilitation"] == ("segurctl mark psc.dossiers.a habilite",)
