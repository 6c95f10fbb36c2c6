"""Étapes: bloquée or prête, contredite and by what, sans objet and why, waiting and lateness."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    AUJOURDHUI,
    Declaree,
    candidature,
    constats,
    day,
    etape,
    evaluate_on,
    example,
    faites,
    parcours,
    prochaines,
    stable,
)
from segurctl.candidature.model import Candidature

EDITEUR = {"raison_sociale": "Editeur Exemple", "nie": "EDI347461"}
PRODUIT = {"version": "3.0", "responsable": "Direction", "description": "Un logiciel", "nil": "JUL895988"}
VAGUE2 = {"referencee_vague1": False}
CONVERGENCE = ("acces", "produit", "demarche", "charte", "administratif")
JUSQU_AUX_PREUVES = {
    "isc.mandataire": "valide",
    **{f"convergence.{nom}": "valide" for nom in CONVERGENCE},
    "cnda.inscription": "valide",
    "cnda.logiciel": "valide",
}


def avancee(etapes: dict[str, Declaree] | None = None, **tables: Any) -> Candidature:
    """A candidature whose administrative part is validated, with its numbers and one demande at pré-examen."""
    return candidature(
        **{
            "editeur": EDITEUR,
            "produit": {**PRODUIT, **VAGUE2, "profils": ["Général"]},
            "cnda": {"demandes": {"dmp": {"avancement": "pre-examen"}}},
            "etapes": {**JUSQU_AUX_PREUVES, **(etapes or {})},
            **tables,
        }
    )


def manques(id_: str, held: Candidature, today: str = AUJOURDHUI) -> list[str]:
    """What an étape misses."""
    return [one.cible for one in etape(id_, held, today).bloquee_par]


# Bloquée, prête


def test_an_etape_without_prerequis_is_ready_from_the_start() -> None:
    assert etape("isc.mandataire", candidature()).etat == "prete"


def test_an_etape_whose_prerequis_misses_is_blocked_by_it() -> None:
    one = etape("convergence.acces", candidature())
    assert one.etat == "bloquee"
    assert [manque.cible for manque in one.bloquee_par] == ["isc.mandataire"]


def test_a_prerequis_submitted_is_not_yet_done() -> None:
    held = candidature(editeur=EDITEUR, etapes={"isc.mandataire": "soumis"})
    assert etape("convergence.acces", held).etat == "bloquee"


def test_a_prerequis_done_makes_the_next_etape_ready() -> None:
    held = candidature(editeur=EDITEUR, etapes=faites("isc.mandataire"))
    assert etape("convergence.acces", held).etat == "prete"


def test_a_prerequis_sans_objet_blocks_nothing() -> None:
    held = avancee({"cnda.logiciel": {"statut": "sans-objet", "note": "montage"}})
    assert "cnda.logiciel" not in manques("cnda.demandes", held)


def test_a_recommandation_that_misses_advises_and_does_not_block() -> None:
    one = etape("psc.datapass", candidature())
    assert one.etat == "prete"
    assert [conseil.cible for conseil in one.conseils] == ["psc.guichet"]


def test_advice_not_followed_is_still_told_of_what_is_done() -> None:
    held = candidature(psc={"datapass_demande": "D12345"}, etapes=faites("psc.datapass"))
    assert [one.cible for one in etape("psc.datapass", held).conseils] == ["psc.guichet"]


def test_a_tick_may_be_a_prerequis() -> None:
    assert "convergence.produit/consultation" in manques("motco2.enrolement", candidature())
    actions = {"actions": {"consultation": day("2025-10-01")}}
    assert "convergence.produit/consultation" not in manques(
        "motco2.enrolement", candidature(etapes={"convergence.produit": actions})
    )


def test_a_champ_may_be_a_prerequis() -> None:
    held = avancee(editeur={"raison_sociale": "Editeur Exemple"})
    assert "editeur.nie" in manques("convergence.eligibilite", held)


def test_either_of_two_champs_is_enough_in_montage() -> None:
    demande = {"porteur": "tiers", "nil_tiers": "TIE000001"}
    held = avancee(produit=VAGUE2, cnda={"demandes": {"dmp": demande}})
    assert "produit.nil" not in manques("convergence.eligibilite", held)


def test_a_champ_of_a_closed_suivi_fills_no_prerequis() -> None:
    clos = {"role": "editeur-logiciel-utilisateur", "nru": "NRU-1", "cloture": "abandonnee"}
    held = candidature(psc={"dossiers": {"lps": clos}})
    assert "psc.dossiers.*.nru" in manques("psc.client-id-bas", held)


def test_what_is_under_way_may_still_miss_a_prerequis() -> None:
    one = etape("convergence.acces", candidature(etapes={"convergence.acces": "en-cours"}))
    assert (one.etat, [manque.cible for manque in one.bloquee_par]) == ("en-cours", ["isc.mandataire"])


# Contredite, and the cascade


def test_an_etape_said_done_without_its_prerequis_is_contradicted() -> None:
    assert etape("convergence.acces", candidature(etapes=faites("convergence.acces"))).etat == "contredite"


def test_an_etape_said_done_without_a_champ_that_it_gives_is_contradicted() -> None:
    one = etape("cnda.inscription", candidature(etapes=faites("cnda.inscription")))
    assert one.etat == "contredite"
    assert [cause.cible for cause in one.causes] == ["editeur.nie"]


def test_a_champ_that_is_not_required_is_not_missed() -> None:
    held = candidature(editeur=EDITEUR, etapes=faites("isc.mandataire"))
    assert etape("isc.mandataire", held).etat == "valide"


def test_an_answer_no_is_an_answer() -> None:
    assert etape("convergence.administratif", avancee()).etat == "valide"


def test_what_hangs_on_a_contradicted_etape_is_contradicted_too() -> None:
    etats = {id_: etape(id_, candidature(etapes=JUSQU_AUX_PREUVES)).etat for id_ in JUSQU_AUX_PREUVES}
    assert set(etats.values()) == {"contredite"}


def test_only_the_cause_is_named() -> None:
    held = avancee({"isc.mandataire": "a-faire"})
    named = {id_: [one.cible for one in etape(id_, held).causes] for id_ in JUSQU_AUX_PREUVES}
    assert {id_: causes for id_, causes in named.items() if causes} == {"convergence.acces": ["isc.mandataire"]}


def test_the_rule_names_only_the_cause() -> None:
    held = avancee({"isc.mandataire": "a-faire"})
    assert [one.ecart.etape for one in constats("CVG001", held)] == ["convergence.acces"]


def test_an_etape_with_a_cause_of_its_own_is_named_even_below_a_contradicted_one() -> None:
    held = avancee({"isc.mandataire": "a-faire"}, produit={**PRODUIT, "referencee_vague1": True})
    assert [one.ecart.etape for one in constats("CVG001", held)] == ["convergence.acces"]
    assert [one.ecart.etape for one in constats("CVG010", held)] == ["convergence.administratif"]


def test_mending_the_cause_mends_all_that_hung_on_it() -> None:
    assert constats("CVG001", avancee()) == []
    assert {etape(id_, avancee()).etat for id_ in JUSQU_AUX_PREUVES} == {"valide"}


def test_a_refused_prerequis_contradicts_what_is_said_to_be_done_after_it() -> None:
    held = avancee(
        {
            "convergence.administratif": {"statut": "refuse", "note": "…"},
            "convergence.eligibilite": "valide",
        }
    )
    assert etape("convergence.eligibilite", held).etat == "contredite"


# Sans objet


def test_sans_objet_is_shown_with_the_reason_that_the_team_gave() -> None:
    held = candidature(etapes={"gazelle.tests": {"statut": "sans-objet", "note": "aucun document CDA"}})
    one = etape("gazelle.tests", held)
    assert (one.etat, one.raison) == ("sans-objet", "aucun document CDA")


BACKBONE = [one.id for one in parcours().etapes.values() if not one.sans_objet and not one.derive]


@pytest.mark.parametrize("id_", BACKBONE)
def test_sans_objet_is_refused_where_every_candidature_goes_through(id_: str) -> None:
    held = candidature(etapes={id_: {"statut": "sans-objet", "note": "non"}})
    assert etape(id_, held).etat == "contredite"
    assert [one.ecart.etape for one in constats("CVG002", held)] == [id_]


def test_the_backbone_is_the_way_from_the_account_to_the_referencement() -> None:
    assert {"isc.mandataire", *(f"convergence.{nom}" for nom in CONVERGENCE)} < set(BACKBONE)
    assert {"convergence.eligibilite", "convergence.convention", "convergence.college"} < set(BACKBONE)
    assert "convergence.referencement" in BACKBONE


def test_sans_objet_counts_on_neither_side_of_the_progress() -> None:
    avec = evaluate_on(AUJOURDHUI, candidature()).avancement
    sans = evaluate_on(
        AUJOURDHUI, candidature(etapes={"gazelle.tests": {"statut": "sans-objet", "note": "…"}})
    ).avancement
    assert (sans.valides, sans.total) == (avec.valides, avec.total - 1)


# Conditions

EDC = ["psc.guichet", "psc.administratif", "psc.bas-conformite", "psc.preuves", "psc.habilitation"]


@pytest.mark.parametrize("id_", [*EDC, "psc.operateur"])
def test_without_edc_its_etapes_are_sans_objet_and_say_why(id_: str) -> None:
    one = etape(id_, candidature(psc={"edc": False}))
    assert one.etat == "sans-objet"
    assert one.raison


@pytest.mark.parametrize("edc", [{}, {"edc": True}])
@pytest.mark.parametrize("id_", EDC)
def test_with_edc_or_while_it_is_unknown_its_etapes_are_asked(id_: str, edc: dict[str, bool]) -> None:
    assert etape(id_, candidature(psc=edc)).etat in ("bloquee", "prete")


def test_without_edc_no_nru_is_asked_for_the_client_id() -> None:
    assert "psc.dossiers.*.nru" in manques("psc.client-id-bas", candidature())
    assert "psc.dossiers.*.nru" not in manques("psc.client-id-bas", candidature(psc={"edc": False}))


def test_pro_sante_connect_itself_is_asked_even_without_edc() -> None:
    assert etape("psc.datapass", candidature(psc={"edc": False})).etat == "prete"


def test_the_operator_s_etape_is_asked_as_soon_as_an_operator_dossier_is_declared() -> None:
    dossier = {"op": {"role": "operateur-service"}}
    assert etape("psc.operateur", candidature(psc={"dossiers": dossier})).etat == "bloquee"


def test_the_operator_s_etape_is_sans_objet_without_an_open_operator_dossier() -> None:
    clos = {"op": {"role": "operateur-proxy", "cloture": "abandonnee"}}
    assert etape("psc.operateur", candidature()).etat == "sans-objet"
    assert etape("psc.operateur", candidature(psc={"dossiers": clos})).etat == "sans-objet"


def test_in_montage_no_demande_of_one_s_own_is_asked() -> None:
    held = avancee(cnda={"demandes": {"dmp": {"porteur": "tiers", "nil_tiers": "TIE000001"}}})
    for id_ in ("cnda.demandes", "cnda.homologation"):
        assert etape(id_, held).etat == "sans-objet"
    assert etape("convergence.eligibilite", held).etat == "prete"


def test_an_integrated_engine_is_the_exception_of_the_montage() -> None:
    held = avancee(cnda={"demandes": {"dmp": {"porteur": "tiers", "eai": True}}})
    assert etape("cnda.demandes", held).etat == "prete"


def test_while_no_demande_is_declared_one_is_asked() -> None:
    assert etape("cnda.demandes", avancee(cnda={})).etat == "prete"


def test_a_product_of_vague_1_gives_its_number() -> None:
    held = avancee(produit={**PRODUIT, "referencee_vague1": True})
    causes = [one.cible for one in etape("convergence.administratif", held).causes]
    assert causes == ["produit.id_reference_vague1"]


def test_a_product_of_vague_1_whose_number_is_known_is_in_order() -> None:
    held = avancee(produit={**PRODUIT, "referencee_vague1": True, "id_reference_vague1": "V1-7"})
    assert etape("convergence.administratif", held).etat == "valide"


def test_whether_a_product_was_of_vague_1_has_to_be_said() -> None:
    held = avancee(produit=PRODUIT)
    causes = [one.cible for one in etape("convergence.administratif", held).causes]
    assert causes == ["produit.referencee_vague1"]


# The EDC habilitation before the CNDA's homologation, for demandes opened since the guichets opened


def demande(avancement: str, demandee_le: str | None, **psc: Any) -> Candidature:
    """A demande at a stage, asked on a day."""
    one = {"avancement": avancement, **({"demandee_le": day(demandee_le)} if demandee_le else {})}
    return avancee(cnda={"demandes": {"dmp": one}}, psc=psc)


@pytest.mark.parametrize("demandee_le", ["2025-05-12", "2025-09-01"])
def test_at_finalisation_a_demande_opened_since_the_guichets_needs_the_habilitation(demandee_le: str) -> None:
    assert "psc.habilitation" in manques("cnda.homologation", demande("finalisation", demandee_le))


@pytest.mark.parametrize("demandee_le", ["2025-05-11", None])
def test_at_finalisation_an_older_demande_or_one_without_date_does_not(demandee_le: str | None) -> None:
    assert "psc.habilitation" not in manques("cnda.homologation", demande("finalisation", demandee_le))


def test_at_examen_the_habilitation_is_only_advised() -> None:
    one = etape("cnda.homologation", demande("examen", "2025-05-12"))
    assert "psc.habilitation" not in [manque.cible for manque in one.bloquee_par]
    assert "psc.habilitation" in [conseil.cible for conseil in one.conseils]


def test_at_examen_an_older_demande_gets_no_such_advice() -> None:
    assert etape("cnda.homologation", demande("examen", "2025-05-11")).conseils == ()


def test_at_pre_examen_nobody_asks_for_the_habilitation() -> None:
    one = etape("cnda.homologation", demande("pre-examen", "2025-05-12"))
    assert (one.bloquee_par, one.conseils) == ((), ())


def test_a_demande_conforme_has_its_answer_whatever_the_habilitation() -> None:
    fait = {"avancement": "conforme", "attestation": "dmp.pdf", "demandee_le": day("2025-09-01")}
    one = etape("cnda.homologation", avancee(cnda={"demandes": {"dmp": fait}}))
    assert one.etat == "valide"


def test_without_edc_no_demande_waits_for_the_habilitation() -> None:
    held = demande("finalisation", "2025-09-01", edc=False)
    assert "psc.habilitation" not in manques("cnda.homologation", held)


# Time


def enrole(le: str) -> Candidature:
    """A candidature whose MOTCO2 account was made on a day."""
    return candidature(
        motco2={"compte_cree_le": day(le)},
        etapes={"motco2.enrolement": "valide"},
    )


def test_motco2_is_not_usable_on_the_day_of_the_account() -> None:
    [attente] = [
        one for one in etape("motco2.tests", enrole("2025-10-18"), "2025-10-18").bloquee_par if one.genre == "attente"
    ]
    assert attente.jusqu_au == day("2025-10-19")


def test_motco2_is_usable_the_day_after_the_account() -> None:
    genres = [one.genre for one in etape("motco2.tests", enrole("2025-10-18"), "2025-10-19").bloquee_par]
    assert "attente" not in genres


def test_motco2_is_blocked_by_the_account_while_there_is_none() -> None:
    assert "motco2.compte_cree_le" in manques("motco2.tests", candidature())


def datapass(statut: str, depuis: str = "2025-10-01") -> Candidature:
    """A candidature whose DataPass demande has a statut since a day."""
    return candidature(
        psc={"datapass_demande": "D12345"},
        etapes={"psc.datapass": {"statut": statut, "depuis": day(depuis), "note": "…"}},
    )


@pytest.mark.parametrize(
    ("today", "attente", "retard", "en_retard"),
    [
        ("2025-10-01", 0, -14, False),
        ("2025-10-14", 13, -1, False),
        ("2025-10-15", 14, 0, False),
        ("2025-10-16", 15, 1, True),
    ],
)
def test_datapass_is_late_from_the_day_after_its_fourteenth(
    today: str, attente: int, retard: int, *, en_retard: bool
) -> None:
    one = etape("psc.datapass", datapass("soumis"), today)
    assert (one.attente, one.retard, one.en_retard) == (attente, retard, en_retard)


def test_a_submitted_etape_waits_for_who_validates_it() -> None:
    assert etape("psc.datapass", datapass("soumis")).attend == "datapass"


@pytest.mark.parametrize("statut", ["en-cours", "a-modifier", "refuse"])
def test_nobody_else_is_late_while_the_turn_is_ours(statut: str) -> None:
    one = etape("psc.datapass", datapass(statut), "2025-12-31")
    assert (one.attend, one.retard, one.en_retard) == (None, None, False)
    assert one.attente == 91


@pytest.mark.parametrize("statut", ["valide", "a-faire"])
def test_what_is_done_or_not_begun_does_not_wait(statut: str) -> None:
    assert etape("psc.datapass", datapass(statut)).attente is None


def test_without_a_date_waiting_is_not_counted() -> None:
    one = etape("psc.datapass", candidature(etapes={"psc.datapass": "soumis"}))
    assert (one.attente, one.retard, one.attend) == (None, None, "datapass")


def test_without_an_announced_delay_nothing_is_ever_late() -> None:
    depuis = {"statut": "soumis", "depuis": day("2020-01-01")}
    one = etape("convergence.eligibilite", avancee({"convergence.eligibilite": depuis}))
    assert (one.retard, one.en_retard) == (None, False)


# Sent back, refused, withdrawn


@pytest.mark.parametrize("statut", ["a-modifier", "refuse"])
def test_sent_back_and_refused_stand_as_declared(statut: str) -> None:
    assert etape("psc.datapass", datapass(statut)).etat == statut


@pytest.mark.parametrize("statut", ["a-modifier", "refuse"])
def test_sent_back_and_refused_block_what_comes_after(statut: str) -> None:
    assert "psc.datapass" in manques("psc.client-id-bas", datapass(statut))


def test_a_withdrawn_candidature_is_never_late_and_has_nothing_to_do() -> None:
    held = datapass("soumis").model_copy(update={"retiree_le": day("2025-12-01")})
    evaluation = evaluate_on("2025-12-31", held)
    assert evaluation.retiree
    assert evaluation.prochaines == ()
    assert evaluation.echeances == ()
    assert not any(one.en_retard or one.attente for one in evaluation.etapes.values())


def test_a_withdrawn_candidature_keeps_its_record() -> None:
    held = datapass("soumis").model_copy(update={"retiree_le": day("2025-12-01")})
    assert etape("psc.datapass", held, "2025-12-31").etat == "soumis"


# Properties

STATUTS = ["a-faire", "en-cours", "soumis", "a-modifier", "valide", "refuse", "sans-objet"]
DECLARABLES = [one.id for one in parcours().etapes.values() if not one.derive]
STADES = [stage.id for stage in parcours().suivis["cnda.demandes"].avancements]


@st.composite
def candidatures(draw: st.DrawFn) -> Candidature:
    """Any candidature: every étape declared at random, some champs there, some not."""
    etapes = {id_: {"statut": draw(st.sampled_from(STATUTS)), "note": "…"} for id_ in DECLARABLES}
    return candidature(
        etapes=etapes,
        editeur=EDITEUR if draw(st.booleans()) else {},
        produit=draw(st.sampled_from([{}, PRODUIT, {**PRODUIT, **VAGUE2}])),
        psc=draw(st.sampled_from([{}, {"edc": False}, {"datapass_demande": "D1", "client_id_bas": "b"}])),
        cnda=draw(st.sampled_from([{}, *({"demandes": {"dmp": {"avancement": stade}}} for stade in STADES)])),
    )


def declared(held: Candidature, id_: str, statut: str) -> Candidature:
    """The same candidature with another statut on one étape."""
    plateforme, _, nom = id_.partition(".")
    of_plateforme = held.etapes[plateforme]
    marked = {**of_plateforme, nom: of_plateforme[nom].model_copy(update={"statut": statut})}
    return held.model_copy(update={"etapes": {**held.etapes, plateforme: marked}})


@stable
@given(candidatures(), st.sampled_from(DECLARABLES))
def test_marking_an_etape_done_never_blocks_one_that_was_ready(held: Candidature, id_: str) -> None:
    """An étape that was sans objet already let everything pass: doing it after all may reveal what it misses."""
    before = evaluate_on(AUJOURDHUI, held).etapes
    after = evaluate_on(AUJOURDHUI, declared(held, id_, "valide")).etapes
    if before[id_].etat == "sans-objet":
        return
    assert not [one for one in after if before[one].etat == "prete" and after[one].etat == "bloquee"]


@stable
@given(candidatures())
def test_a_ready_etape_misses_nothing_and_a_blocked_or_contradicted_one_does(held: Candidature) -> None:
    for one in evaluate_on(AUJOURDHUI, held).etapes.values():
        if one.etat in ("prete", "valide", "sans-objet"):
            assert one.bloquee_par == ()
        if one.etat == "bloquee":
            assert one.bloquee_par
        if one.etat == "contredite":
            assert one.bloquee_par or one.raison


@stable
@given(candidatures())
def test_a_chain_of_contradictions_always_ends_at_a_cause(held: Candidature) -> None:
    """Nothing is contradicted without the screen saying where to look, at itself or at what it hangs on."""
    etapes = evaluate_on(AUJOURDHUI, held).etapes
    for one in etapes.values():
        if one.etat == "contredite" and not one.causes and not one.raison:
            assert any(
                manque.genre == "etape" and etapes[manque.cible].etat == "contredite" for manque in one.bloquee_par
            )


@stable
@given(candidatures())
def test_the_evaluation_is_a_function_of_the_candidature_and_the_day(held: Candidature) -> None:
    assert evaluate_on(AUJOURDHUI, held) == evaluate_on(AUJOURDHUI, held)


@pytest.mark.parametrize(("nom", "today"), [("depart", "2025-09-01"), ("referencee", "2026-06-10")])
def test_the_first_and_the_last_example_contradict_nothing(nom: str, today: str) -> None:
    assert "contredite" not in {one.etat for one in evaluate_on(today, example(nom)).etapes.values()}


def test_the_referencee_example_has_nothing_left_to_do() -> None:
    assert prochaines(example("referencee"), "2026-06-10") == []


@pytest.mark.parametrize(
    "autre",
    [
        {"avancement": "pre-examen", "porteur": "tiers"},
        {"avancement": "pre-examen", "cloture": "expiree"},
        {"avancement": "initialisation"},
    ],
)
def test_only_an_open_demande_of_our_own_shows_the_pre_examen(autre: dict[str, object]) -> None:
    demandes = {"notre": {"avancement": "initialisation"}, "autre": autre}
    dossiers = {"lps": {"role": "editeur-proxy", "avancement": "preuves"}}
    held = candidature(cnda={"demandes": demandes}, psc={"dossiers": dossiers})
    assert "cnda.demandes : pre-examen" in [one.cible for one in etape("convergence.eligibilite", held).conseils]


def test_our_own_demande_at_pre_examen_or_beyond_follows_the_advice() -> None:
    held = candidature(cnda={"demandes": {"dmp": {"avancement": "examen"}}})
    assert "cnda.demandes : pre-examen" not in [one.cible for one in etape("convergence.eligibilite", held).conseils]
