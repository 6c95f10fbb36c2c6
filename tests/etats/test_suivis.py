"""Suivis: where each item stands, and what the étapes above take from their items. One mechanism for all."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import candidature, day, etape, faites, parcours, stable, suivi
from segurctl.candidature.model import Candidature

DERIVEES = [one.id for one in parcours().etapes.values() if one.derive]
LU = "editeur-logiciel-utilisateur"

Item = dict[str, Any]


def dossiers(**items: Item) -> Candidature:
    """A candidature with EDC dossiers, of an editor unless they say otherwise."""
    return candidature(psc={"dossiers": {nom: {"role": LU, **item} for nom, item in items.items()}})


def demandes(**items: Item) -> Candidature:
    """A candidature with demandes CNDA, its numbers known."""
    return candidature(
        editeur={"nie": "EDI347461"},
        produit={"nil": "JUL895988"},
        etapes=faites("cnda.inscription", "cnda.logiciel"),
        cnda={"demandes": items},
        psc={"edc": False},
    )


def chapitres(**statuts: str) -> Candidature:
    """A candidature with chapters of these statuts."""
    return candidature(chapitres={nom: {"statut": statut} for nom, statut in statuts.items()})


def pentests(**items: Item) -> Candidature:
    """A candidature with pen-tests."""
    return candidature(tests_intrusion=items)


def a(avancement: str, statut: str | None = None, **champs: Any) -> Item:
    """An item at a stage."""
    return {"avancement": avancement, **({"statut": statut} if statut else {}), **champs}


# None at all


@pytest.mark.parametrize("id_", DERIVEES)
def test_without_any_item_an_etape_is_never_done(id_: str) -> None:
    assert etape(id_, candidature()).statut == "a-faire"
    assert etape(id_, candidature()).etat != "valide"


def test_when_the_only_item_is_closed_the_etape_is_not_done() -> None:
    held = demandes(dmp=a("conforme", attestation="dmp.pdf", cloture="remplacee"))
    assert etape("cnda.homologation", held).statut == "a-faire"


def test_when_every_chapter_is_sans_objet_the_etape_is_not_done() -> None:
    assert etape("convergence.preuves", chapitres(mss="sans-objet")).statut == "a-faire"


# The least advanced of those that are open and belong


def test_an_etape_is_done_when_each_of_its_items_is() -> None:
    assert etape("convergence.preuves", chapitres(mss="valide", ins="valide")).statut == "valide"


def test_the_least_advanced_item_decides() -> None:
    assert etape("convergence.preuves", chapitres(mss="valide", ins="soumis", ssi="valide")).statut == "soumis"


def test_an_item_not_begun_beside_one_that_is_makes_the_etape_under_way() -> None:
    assert etape("convergence.preuves", chapitres(mss="valide", ins="a-faire")).statut == "en-cours"


def test_a_refused_item_holds_the_etape_back_whatever_the_others_reached() -> None:
    assert etape("convergence.preuves", chapitres(mss="valide", ins="refuse")).statut == "refuse"


def test_an_item_sent_back_by_the_ans_shows_on_the_etape() -> None:
    assert etape("convergence.preuves", chapitres(mss="valide", ins="a-modifier")).statut == "a-modifier"


def test_a_closed_item_no_longer_holds_the_etape_back() -> None:
    held = demandes(dmp=a("examen", "soumis", cloture="remplacee"), dmp2=a("conforme", attestation="dmp2.pdf"))
    assert etape("cnda.homologation", held).etat == "valide"


def test_a_sans_objet_item_no_longer_holds_the_etape_back() -> None:
    assert etape("convergence.preuves", chapitres(mss="valide", ssi="sans-objet")).statut == "valide"


def test_a_closed_item_still_shows_for_the_record() -> None:
    held = demandes(dmp=a("examen", "soumis", cloture="expiree"))
    assert [one.cloture for one in etape("cnda.homologation", held).items] == ["expiree"]


def test_the_etape_dates_from_the_oldest_item_that_holds_it_back() -> None:
    held = candidature(
        chapitres={
            "ins": {"statut": "soumis", "depuis": day("2025-10-03")},
            "mss": {"statut": "soumis", "depuis": day("2025-10-01")},
            "ssi": {"statut": "valide", "depuis": day("2025-09-01")},
        }
    )
    assert etape("convergence.preuves", held).depuis == day("2025-10-01")


# To whom an item belongs


@pytest.mark.parametrize("role", ["operateur-service", "operateur-proxy"])
def test_an_operator_dossier_does_not_hold_the_editor_s_etapes_back(role: str) -> None:
    held = dossiers(lps=a("habilite", habilitation="h.pdf"), op=a("guichet", role=role))
    assert etape("psc.habilitation", held).statut == "valide"


@pytest.mark.parametrize("role", ["operateur-service", "operateur-proxy"])
def test_an_editor_dossier_does_not_count_for_the_operator_s_etape(role: str) -> None:
    held = dossiers(lps=a("habilite", habilitation="h.pdf"), op=a("guichet", role=role))
    assert etape("psc.operateur", held).statut == "en-cours"


def test_both_editor_roles_belong_to_the_editor_s_etapes() -> None:
    held = dossiers(lps=a("preuves"), proxy=a("administratif", "soumis", role="editeur-proxy"))
    assert etape("psc.administratif", held).statut == "soumis"


@pytest.mark.parametrize("porteur", ["tiers", "aucun"])
def test_a_demande_that_the_editor_does_not_carry_does_not_count(porteur: str) -> None:
    held = demandes(dmp=a("conforme", attestation="dmp.pdf"), on=a("initialisation", porteur=porteur))
    assert etape("cnda.homologation", held).etat == "valide"


def test_an_integrated_engine_needs_its_own_homologation_even_in_montage() -> None:
    held = demandes(dmp=a("examen", "soumis", porteur="tiers", eai=True))
    assert etape("cnda.homologation", held).statut == "soumis"


# Stages: `avancement = X` means that X is under way


def test_a_stage_without_statut_is_under_way() -> None:
    one = suivi("psc.dossiers.lps", dossiers(lps=a("preuves")))
    assert (one.avancement, one.statut) == ("preuves", "en-cours")


def test_the_final_stage_without_statut_is_done() -> None:
    assert suivi("cnda.demandes.dmp", demandes(dmp=a("conforme"))).statut == "valide"


def test_an_item_without_stage_nor_statut_is_to_do() -> None:
    one = suivi("cnda.demandes.dmp", demandes(dmp={"teleservice": "DMP"}))
    assert (one.avancement, one.statut, one.rang) == (None, "a-faire", 0)


def test_the_etapes_of_the_stages_passed_are_done_and_those_to_come_are_not_begun() -> None:
    held = dossiers(lps=a("preuves", "soumis"))
    statuts = [etape(f"psc.{nom}", held).statut for nom in ("guichet", "administratif", "preuves", "habilitation")]
    assert statuts == ["valide", "valide", "soumis", "a-faire"]


def test_a_stage_sent_back_does_not_undo_the_stages_before_it() -> None:
    held = dossiers(lps=a("preuves", "a-modifier"))
    assert etape("psc.administratif", held).statut == "valide"
    assert etape("psc.preuves", held).statut == "a-modifier"


def test_a_stage_done_ends_its_etape_before_the_next_stage_is_entered() -> None:
    assert etape("psc.administratif", dossiers(lps=a("administratif", "valide"))).statut == "valide"


def test_an_etape_of_several_stages_is_under_way_between_two_of_them() -> None:
    assert etape("cnda.homologation", demandes(dmp=a("pre-examen", "valide"))).statut == "en-cours"
    assert etape("cnda.homologation", demandes(dmp=a("examen", "a-faire"))).statut == "en-cours"


def test_an_etape_of_several_stages_shows_whose_turn_it_is_at_the_present_one() -> None:
    assert etape("cnda.homologation", demandes(dmp=a("pre-examen", "soumis"))).statut == "soumis"


def test_each_demande_has_to_be_conforme() -> None:
    held = demandes(dmp=a("conforme", attestation="dmp.pdf"), insi=a("finalisation", "soumis"))
    assert etape("cnda.homologation", held).statut == "soumis"


# Stages that are dates


def test_a_first_stage_not_begun_leaves_the_etape_to_do_and_a_later_one_under_way() -> None:
    assert etape("cnda.homologation", demandes(dmp=a("pre-examen", statut="a-faire"))).statut == "a-faire"
    assert etape("cnda.homologation", demandes(dmp=a("examen", statut="a-faire"))).statut == "en-cours"


REUSSI = {
    "realise_le": day("2025-09-30"),
    "depose_le": day("2025-10-12"),
    "hautes": 0,
    "moyennes": 2,
    "signe": True,
}


def test_a_pen_test_without_date_is_to_do() -> None:
    assert etape("convergence.test-intrusion", pentests(web={"hautes": 0})).statut == "a-faire"


def test_a_pen_test_carried_out_is_under_way_until_it_is_deposited() -> None:
    held = pentests(web={"realise_le": day("2025-09-30")})
    assert suivi("tests_intrusion.web", held).avancement == "realise"
    assert etape("convergence.test-intrusion", held).statut == "en-cours"


def test_a_pen_test_deposited_is_done() -> None:
    held = pentests(web=REUSSI)
    assert suivi("tests_intrusion.web", held).depuis == day("2025-10-12")
    assert etape("convergence.test-intrusion", held).etat == "valide"


@pytest.mark.parametrize(
    ("champ", "value"),
    [("hautes", 1), ("moyennes", 11), ("signe", False), ("realise_le", day("2024-10-11")), ("hautes", None)],
)
def test_a_pen_test_that_would_be_sent_back_is_contradicted(champ: str, value: object) -> None:
    held = pentests(web={**REUSSI, champ: value})
    one = etape("convergence.test-intrusion", held)
    assert one.etat == "contredite"
    assert [cause.cible for cause in one.causes] == [f"tests_intrusion.web.{champ}"]


@pytest.mark.parametrize(("champ", "value"), [("moyennes", 10), ("realise_le", day("2024-10-12"))])
def test_a_pen_test_just_within_its_limits_is_done(champ: str, value: object) -> None:
    assert etape("convergence.test-intrusion", pentests(web={**REUSSI, champ: value})).etat == "valide"


def test_one_architecture_not_tested_keeps_the_etape_under_way() -> None:
    fait = {"realise_le": day("2025-09-30"), "depose_le": day("2025-10-12")}
    assert etape("convergence.test-intrusion", pentests(web=fait, mobile={})).statut == "en-cours"


# One is enough: the demandes


@pytest.mark.parametrize("statut", ["soumis", "valide"])
def test_one_demande_deposited_is_enough(statut: str) -> None:
    held = demandes(dmp=a("initialisation", statut), insi=a("initialisation", "a-faire"))
    assert etape("cnda.demandes", held).etat == "valide"


def test_a_demande_being_filled_in_is_not_yet_deposited() -> None:
    assert etape("cnda.demandes", demandes(dmp=a("initialisation"))).statut == "en-cours"


def test_a_demande_further_than_initialisation_was_deposited() -> None:
    assert etape("cnda.demandes", demandes(dmp=a("pre-examen", "a-modifier"))).etat == "valide"


def test_elsewhere_submitted_is_not_done() -> None:
    assert etape("psc.administratif", dossiers(lps=a("administratif", "soumis"))).statut == "soumis"


# What a stage asks for


def test_a_demande_said_conforme_without_attestation_is_contradicted() -> None:
    one = etape("cnda.homologation", demandes(dmp=a("conforme")))
    assert one.etat == "contredite"
    assert [cause.cible for cause in one.causes] == ["cnda.demandes.dmp.attestation"]


def test_a_finalisation_said_done_without_attestation_is_contradicted() -> None:
    one = etape("cnda.homologation", demandes(dmp=a("finalisation", "valide")))
    assert one.etat == "contredite"


def test_a_dossier_said_habilite_without_habilitation_is_contradicted() -> None:
    one = etape("psc.habilitation", dossiers(lps=a("habilite")))
    assert "psc.dossiers.lps.habilitation" in [cause.cible for cause in one.causes]


def test_a_college_said_done_without_habilitation_is_contradicted() -> None:
    one = etape("psc.habilitation", dossiers(lps=a("college", "valide")))
    assert "psc.dossiers.lps.habilitation" in [cause.cible for cause in one.causes]


def test_an_operator_said_habilite_without_habilitation_is_contradicted() -> None:
    one = etape("psc.operateur", dossiers(op=a("habilite", role="operateur-service")))
    assert "psc.dossiers.op.habilitation" in [cause.cible for cause in one.causes]


def test_a_pen_test_deposited_but_never_carried_out_is_contradicted() -> None:
    one = etape("convergence.test-intrusion", pentests(web={**REUSSI, "realise_le": None}))
    assert one.etat == "contredite"
    assert [cause.cible for cause in one.causes] == ["tests_intrusion.web.realise_le"]


def test_what_a_later_stage_asks_is_not_asked_before() -> None:
    assert etape("psc.preuves", dossiers(lps=a("habilite"))).requis == ()


def test_what_a_closed_item_did_not_bring_is_no_longer_asked() -> None:
    held = demandes(old=a("conforme", cloture="remplacee"), dmp=a("conforme", attestation="dmp.pdf"))
    assert etape("cnda.homologation", held).etat == "valide"


# Whose turn it is


@pytest.mark.parametrize(
    ("held", "id_", "acteur"),
    [
        (demandes(dmp=a("examen", "soumis")), "cnda.demandes.dmp", "cnda"),
        (dossiers(lps=a("preuves", "soumis")), "psc.dossiers.lps", "ans"),
        (chapitres(mss="soumis"), "chapitres.mss", "verificateur-ans"),
    ],
)
def test_a_submitted_item_waits_for_whoever_validates(held: Candidature, id_: str, acteur: str) -> None:
    assert suivi(id_, held).attend == acteur


def test_a_submitted_dossier_at_the_college_waits_for_the_college() -> None:
    assert etape("psc.habilitation", dossiers(lps=a("college", "soumis"))).attend == "college-technique"


def test_a_closed_item_waits_for_nobody() -> None:
    held = demandes(dmp=a("examen", "soumis", depuis=day("2025-10-01"), cloture="abandonnee"))
    one = suivi("cnda.demandes.dmp", held)
    assert (one.attend, one.attente) == (None, None)


def test_waiting_is_counted_in_days_since_the_stage_took_its_statut() -> None:
    held = demandes(dmp=a("examen", "soumis", depuis=day("2025-10-01")))
    assert suivi("cnda.demandes.dmp", held, "2025-10-18").attente == 17


def test_what_is_done_waits_no_longer() -> None:
    held = demandes(dmp=a("conforme", "valide", depuis=day("2025-10-01"), attestation="dmp.pdf"))
    assert suivi("cnda.demandes.dmp", held).attente is None


# Advancing. An item advances when its statut rises within its stage, or when it enters a later stage without
# being refused there. A stage done is followed by a stage to do, so that an étape which spans several stages
# may pass from « soumis » at one to « en cours » at the next: for these, being under way is one degree.

AVANCE = ["refuse", "a-faire", "en-cours", "a-modifier", "soumis", "valide"]
DEGRES = [{"refuse"}, {"a-faire"}, {"en-cours", "a-modifier", "soumis"}, {"valide"}]
A_STADES = {"psc.dossiers": 5, "cnda.demandes": 5, "chapitres": 0}
UN_STADE = [
    "psc.guichet",
    "psc.administratif",
    "psc.preuves",
    "psc.habilitation",
    "cnda.demandes",
    "convergence.preuves",
]
PLUSIEURS_STADES = ["cnda.homologation", "psc.operateur"]

Etat = tuple[int, int]


def advanced(etats: list[Etat], id_: str) -> str:
    """The statut that an étape derives from items at these stages (0 for none) and statuts."""
    derive = parcours().etapes[id_].derive
    assert derive
    stages = [stage.id for stage in parcours().suivis[derive.suivi].avancements]
    items: dict[str, Item] = {}
    for index, (stage, statut) in enumerate(etats):
        items[f"i{index}"] = {"statut": AVANCE[statut], **({"avancement": stages[stage - 1]} if stage else {})}
    if derive.suivi == "chapitres":
        return etape(id_, candidature(chapitres=items)).statut
    if derive.suivi == "cnda.demandes":
        return etape(id_, candidature(cnda={"demandes": items})).statut
    role = "operateur-service" if id_ == "psc.operateur" else LU
    return etape(id_, dossiers(**{nom: {"role": role, **item} for nom, item in items.items()})).statut


@st.composite
def an_advance(draw: st.DrawFn, ids: list[str]) -> tuple[str, list[Etat], list[Etat]]:
    """An étape, items, and the same items of which one has advanced."""
    id_ = draw(st.sampled_from(ids))
    derive = parcours().etapes[id_].derive
    assert derive
    state = st.tuples(st.integers(0, A_STADES[derive.suivi]), st.integers(0, len(AVANCE) - 1))
    before = draw(st.lists(state, min_size=1, max_size=4))
    index = draw(st.integers(0, len(before) - 1))
    later = draw(state)
    assume(later > before[index])
    assume(later[0] == before[index][0] or AVANCE[later[1]] != "refuse")
    return id_, before, [*before[:index], later, *before[index + 1 :]]


@stable
@given(an_advance(UN_STADE))
def test_advancing_an_item_never_makes_the_etape_of_its_stage_less_advanced(
    case: tuple[str, list[Etat], list[Etat]],
) -> None:
    id_, before, after = case
    assert AVANCE.index(advanced(after, id_)) >= AVANCE.index(advanced(before, id_))


@stable
@given(an_advance(PLUSIEURS_STADES))
def test_advancing_an_item_never_takes_an_etape_of_several_stages_back_to_a_lower_degree(
    case: tuple[str, list[Etat], list[Etat]],
) -> None:
    id_, before, after = case

    def degre(etats: list[Etat]) -> int:
        return next(rang for rang, statuts in enumerate(DEGRES) if advanced(etats, id_) in statuts)

    assert degre(after) >= degre(before)


@stable
@given(st.sampled_from([*UN_STADE, *PLUSIEURS_STADES]), st.data())
def test_the_order_of_the_items_does_not_matter(id_: str, data: st.DataObject) -> None:
    derive = parcours().etapes[id_].derive
    assert derive
    state = st.tuples(st.integers(0, A_STADES[derive.suivi]), st.integers(0, len(AVANCE) - 1))
    etats = data.draw(st.lists(state, min_size=1, max_size=4))
    assert advanced(etats, id_) == advanced(data.draw(st.permutations(etats)), id_)
