"""The chain that decides the end: against every way through small graphs, then on the parcours itself."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import AUJOURDHUI, candidature, day, evaluate_example, evaluate_on, faites, stable
from segurctl.candidature.model import Candidature
from segurctl.evaluation.critique import Contrainte, Critique, chaine, critique

Graphe = tuple[dict[str, int], dict[str, tuple[Contrainte, ...]]]


def of(held: Candidature, today: str = AUJOURDHUI) -> Critique:
    """The critique of a candidature."""
    return critique(evaluate_on(today, held))


@st.composite
def graphes(draw: st.DrawFn) -> Graphe:
    """A few étapes in an order of their constraints; of which some are days to wait from today."""
    noms = [f"e{rang}" for rang in range(draw(st.integers(1, 6)))]
    durees = {nom: draw(st.integers(0, 4)) for nom in noms}
    contraintes: dict[str, tuple[Contrainte, ...]] = {}
    for rang, nom in enumerate(noms):
        avant = [
            Contrainte(autre, draw(st.integers(-2, 3)), debut=draw(st.booleans()))
            for autre in noms[:rang]
            if draw(st.booleans())
        ]
        attente = [Contrainte(None, draw(st.integers(0, 6)))] if draw(st.booleans()) else []
        contraintes[nom] = (*avant, *attente)
    return durees, contraintes


def ways(nom: str, graphe: Graphe) -> list[tuple[int, tuple[str, ...]]]:
    """Every way to the beginning of an étape: in days, with those gone through. No way is shorter than from today."""
    durees, contraintes = graphe
    found: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for one in contraintes[nom]:
        if one.apres is None:
            found.append((one.jours, ()))
            continue
        passe = one.jours + (0 if one.debut else durees[one.apres])
        found += [(jours + passe, (*before, one.apres)) for jours, before in ways(one.apres, graphe)]
    return found


@stable
@given(graphes())
def test_it_is_the_longest_of_all_the_ways(graphe: Graphe) -> None:
    durees, contraintes = graphe
    found = chaine(durees, contraintes, None)
    jours = max(jours + durees[nom] for nom in durees for jours, _ in ways(nom, graphe))
    assert found[-1][2] == jours
    suivie = tuple(id_ for id_, _, _ in found)
    assert (found[-1][1], suivie[:-1]) in ways(suivie[-1], graphe)


@stable
@given(graphes())
def test_of_ways_as_long_it_is_one_through_the_most_etapes(graphe: Graphe) -> None:
    durees, contraintes = graphe
    for but in durees:
        found = chaine(durees, contraintes, but)
        assert (found[-1][1], len(found) - 1) == max((jours, len(before)) for jours, before in ways(but, graphe))


@stable
@given(graphes())
def test_each_etape_begins_when_today_allows_and_ends_after_its_days(graphe: Graphe) -> None:
    durees, contraintes = graphe
    for id_, debut, fin in chaine(durees, contraintes, None):
        assert debut >= 0
        assert fin == debut + durees[id_]


def test_without_any_etape_there_is_no_chain() -> None:
    assert chaine({}, {}, None) == ()
    assert chaine({"a": 1}, {"a": ()}, "b") == ()


# On the parcours


def test_at_the_beginning_datapass_then_the_client_id_decide() -> None:
    found = of(candidature(), "2025-10-18")
    assert [(one.id, one.jours, one.fin) for one in found.chaine] == [
        ("psc.datapass", 14, 14),
        ("psc.client-id-bas", 7, 21),
        ("psc.bas-conformite", 0, 21),
    ]
    assert (found.jours, found.fin(found.chaine[-1])) == (21, dt.date(2025, 11, 8))


@pytest.mark.parametrize(("depuis", "reste"), [("2025-10-18", 14), ("2025-10-13", 9), ("2025-09-01", 0)])
def test_what_has_been_waited_is_taken_off_and_never_more(depuis: str, reste: int) -> None:
    held = candidature(
        psc={"datapass_demande": "D1", "dossiers": {"lps": {"role": "editeur-proxy", "nru": "N"}}},
        etapes={"psc.datapass": {"statut": "soumis", "depuis": day(depuis)}},
    )
    datapass = of(held, "2025-10-18").chaine[0]
    assert (datapass.id, datapass.jours) == ("psc.datapass", reste)


def test_what_is_acquired_or_sans_objet_is_in_no_chain() -> None:
    held = candidature(psc={"edc": False}, etapes={"psc.datapass": {"statut": "sans-objet", "note": "par un tiers"}})
    found = of(held)
    assert not {"psc.datapass", "psc.bas-conformite"} & {one.id for one in (*found.chaine, *found.but)}


def test_the_24_hours_of_motco2_count_once() -> None:
    """They run from the making of the account, in the enrolment, and end with it."""
    amont = faites("isc.mandataire", "convergence.acces", "convergence.demarche", "igc.cpx-test", "psc.bas-tests")
    sans = ("psc.datapass", "psc.client-id-bas", "psc.client-id-prod")
    produit = {"statut": "valide", "actions": {"consultation": day("2025-10-01")}}
    held = candidature(
        editeur={"raison_sociale": "E"},
        produit={"version": "1", "responsable": "R", "description": "D"},
        psc={"edc": False},
        etapes={
            **amont,
            "convergence.produit": produit,
            **{id_: {"statut": "sans-objet", "note": "n"} for id_ in sans},
        },
    )
    assert [(one.id, one.fin) for one in of(held).chaine] == [("motco2.enrolement", 1), ("motco2.tests", 1)]


def test_the_24_hours_of_motco2_end_the_day_after_the_account_was_made() -> None:
    """The enrolment is acquired; only the tests have still to wait."""
    sans = ("psc.datapass", "psc.client-id-bas", "psc.client-id-prod", "motco2.enrolement")
    held = candidature(
        editeur={"raison_sociale": "E"},
        psc={"edc": False},
        motco2={"compte_cree_le": day(AUJOURDHUI)},
        etapes={**{id_: {"statut": "sans-objet", "note": "n"} for id_ in sans}, "isc.mandataire": "valide"},
    )
    assert [(one.id, one.debut, one.fin) for one in of(held).chaine] == [("motco2.tests", 1, 1)]


def test_an_answer_of_which_nobody_publishes_the_delay_is_told() -> None:
    muets = {one.id: one.inconnu for one in of(candidature()).but}
    assert muets["convergence.eligibilite"]
    assert not muets["convergence.produit"]  # nobody answers
    assert not muets["isc.mandataire"]  # 24 h


def test_the_way_to_the_referencement_ends_there() -> None:
    assert of(candidature()).but[-1].id == "convergence.referencement"


def test_what_the_homologation_will_ask_before_its_end_is_on_the_way() -> None:
    """Nothing else of the example holds it: its other prérequis are there."""
    assert [one.id for one in critique(evaluate_example("en-route")).but][-3:] == [
        "psc.habilitation",
        "cnda.homologation",
        "convergence.referencement",
    ]


def test_a_candidature_withdrawn_or_finished_has_no_chain() -> None:
    assert of(candidature(retiree_le=day("2025-10-01"))).chaine == ()
    fini = critique(evaluate_example("referencee"))
    assert (fini.chaine, fini.but, fini.jours) == ((), (), 0)
