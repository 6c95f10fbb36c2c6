"""Several products at once: what is the company's counts once, answers and dates say whose they are."""

from pathlib import Path

import pytest

from builders import AUJOURDHUI, EXAMPLES, candidature, day, evaluate_on, parcours
from segurctl.candidature.discover import find_all
from segurctl.candidature.read import read_candidature
from segurctl.evaluation import Evaluation, evaluate
from segurctl.evaluation.portefeuille import Portefeuille
from segurctl.proofs.disk import gather


@pytest.fixture(scope="module")
def exemple() -> Portefeuille:
    """The example, on its day."""
    files = [read_candidature(one, parcours()) for one in find_all([EXAMPLES / "portefeuille"], Path.cwd())]
    jour = day(AUJOURDHUI)
    ones = [
        (one.path, evaluate(one.candidature, parcours(), jour, gather(one, hashed=False)))  # as `status` does
        for one in files
    ]
    return Portefeuille(ones, jour)


def ensemble(**candidatures: Evaluation) -> Portefeuille:
    """Candidatures by the stem of their file."""
    return Portefeuille(((Path(f"{nom}.toml"), one) for nom, one in candidatures.items()), day(AUJOURDHUI))


def test_the_etapes_of_the_company_are_told_once(exemple: Portefeuille) -> None:
    [une] = exemple.entreprises
    siennes = [id_ for id_, one in parcours().etapes.items() if one.portee == "editeur"]
    assert [one.etape.id for one in une.etapes] == siennes
    assert not [one for membre in exemple.membres for one in membre.siennes if one.etape.id in siennes]


def test_the_progress_of_all_counts_them_once(exemple: Portefeuille) -> None:
    par_produit = [sum(one.etat == "valide" for one in membre.siennes) for membre in exemple.membres]
    assert exemple.avancement.valides == sum(par_produit) + 4
    etapes = [len([one for one in membre.siennes if one.etat != "sans-objet"]) for membre in exemple.membres]
    assert exemple.avancement.total == sum(etapes) + 5


def test_what_is_to_be_done_for_the_company_is_told_once(exemple: Portefeuille) -> None:
    [une] = exemple.entreprises
    assert [one.evaluee.etape.id for one in une.prochaines] == ["igc.cpx-test"]
    assert "igc.cpx-test" not in [one.evaluee.etape.id for membre in exemple.membres for one in membre.prochaines]


def test_a_product_in_two_dispositifs_is_named_with_each(exemple: Portefeuille) -> None:
    assert [one.nom for one in exemple.membres] == [
        "Julie APCV 3.0.05 (DPI)",
        "Julie APCV 3.0.05 (LGC)",
        "Ordo Simple 1.2",
    ]


def test_answers_are_told_by_who_owes_them_with_the_product_and_what_is_late(exemple: Portefeuille) -> None:
    assert [(one.acteur, one.cible, one.jours, one.retard) for one in exemple.attendus] == [
        ("verificateur-ans", "convergence.administratif", 12, None),
        ("cnda", "cnda.demandes.dmp", 19, None),
        ("datapass", "psc.datapass", 17, 3),
    ]
    assert {one.qui for one in exemple.attendus} == {"Julie APCV 3.0.05 (LGC)"}


def test_an_answer_that_the_company_waits_for_is_told_once_in_its_name() -> None:
    # Without a file of the company, each product waits by itself.
    attend = candidature(etapes={"isc.mandataire": {"statut": "soumis", "depuis": day("2025-10-18")}})
    found = ensemble(a=evaluate_on(AUJOURDHUI, attend), b=evaluate_on(AUJOURDHUI, attend))
    assert len(found.attendus) == 1  # two files of one product, which says the same twice
    assert found.entreprises == ()


def test_dates_are_told_nearest_first_with_their_product() -> None:
    a, b = (
        candidature(
            produit={"nom": nom},
            cnda={"demandes": {"dmp": {"avancement": "examen", "date_opposabilite": day(jour)}}},
        )
        for nom, jour in (("Julie", "2025-12-31"), ("Ordo", "2025-11-30"))
    )
    found = ensemble(a=evaluate_on(AUJOURDHUI, a), b=evaluate_on(AUJOURDHUI, b))
    assert [(one.qui, one.echeance.jour.isoformat()) for one in found.dates] == [
        ("Ordo", "2025-11-30"),
        ("Julie", "2025-12-31"),
    ]


def test_a_candidature_withdrawn_is_shown_and_does_not_count() -> None:
    retiree = candidature(produit={"nom": "Ordo"}, retiree_le=day("2025-10-01"), motif_retrait="abandon")
    faite = candidature(etapes={"igc.cpx-test": "valide"})
    found = ensemble(a=evaluate_on(AUJOURDHUI, faite), b=evaluate_on(AUJOURDHUI, retiree))
    seule = ensemble(a=evaluate_on(AUJOURDHUI, faite))
    assert (found.avancement, len(found.membres)) == (seule.avancement, 2)


def test_what_is_found_between_products_counts_for_each(exemple: Portefeuille) -> None:
    entre = {membre.fichier.stem: {one.regle.id for one in membre.constats} for membre in exemple.membres}
    assert {"PTF001", "PTF002", "PTF003"} <= entre["ordo"] & entre["julie-lgc"] & entre["julie-dpi"]
    assert "PTF004" in entre["ordo"]
    assert [one.regle.id for one in exemple.entreprises[0].constats] == ["PTF004"]
