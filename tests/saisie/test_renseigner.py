"""`set`: champs as they are typed, and the values that are refused before anything is written."""

import datetime as dt
from typing import Any

import pytest

from builders import candidature, day, etape, evaluate_on, example_text, jouer, lire
from segurctl.candidature.paths import parse_path
from segurctl.errors import SegurctlError
from segurctl.rules.fiches import regles
from segurctl.saisie.renseigner import refuser_malformes, renseigner


def typed(*assignments: str) -> dict[str, Any]:
    """What the assignments write, by path."""
    return {".".join(one.path): one.value for one in renseigner(assignments)}


def refus(*assignments: str) -> str:
    """Why they are refused, and the remedy."""
    with pytest.raises(SegurctlError) as refused:
        renseigner(assignments)
    return f"{refused.value.message}\n{refused.value.hint or ''}"


# Each champ takes the type that it holds


@pytest.mark.parametrize(
    ("assignment", "path", "value"),
    [
        ("produit.nil=JUL895988", "produit.nil", "JUL895988"),
        ("produit.nom=Julie = APCV", "produit.nom", "Julie = APCV"),
        ("editeur.siren=732829320", "editeur.siren", "732829320"),
        ("psc.datapass_demande=12345", "psc.datapass_demande", "12345"),
        ("psc.edc=oui", "psc.edc", True),
        ("psc.edc=non", "psc.edc", False),
        ("psc.edc=false", "psc.edc", False),
        ("tests_intrusion.web.moyennes=2", "tests_intrusion.web.moyennes", 2),
        ("produit.profils=Général, Centres de santé", "produit.profils", ["Général", "Centres de santé"]),
        ("convention.signee_ans_le=2026-05-20", "convention.signee_ans_le", dt.date(2026, 5, 20)),
        ("convention.signee_ans_le=20/05/2026", "convention.signee_ans_le", dt.date(2026, 5, 20)),
        ("jalons.preuves.le=2026-05-13T12:00:00", "jalons.preuves.le", dt.datetime(2026, 5, 13, 12)),  # noqa: DTZ001
        ("jalons.preuves.le=2026-05-13", "jalons.preuves.le", dt.date(2026, 5, 13)),
        ("etapes.psc.datapass.statut=soumis", "etapes.psc.datapass.statut", "soumis"),
        ("cnda.demandes.dmp.porteur=tiers", "cnda.demandes.dmp.porteur", "tiers"),
    ],
)
def test_a_value_takes_the_type_of_its_champ(assignment: str, path: str, value: object) -> None:
    assert typed(assignment) == {path: value}
    assert type(typed(assignment)[path]) is type(value)


def test_several_champs_are_set_in_the_order_typed() -> None:
    assert list(typed("psc.edc=oui", "produit.nil=JUL895988")) == ["psc.edc", "produit.nil"]


def test_a_value_is_kept_as_typed() -> None:
    assert typed("produit.description=[bold]<b>{}  50 %")["produit.description"] == "[bold]<b>{}  50 %"


# What is refused because it is no champ or no value of it


def test_an_argument_without_equals_says_how_to_write_it() -> None:
    assert "CHAMP=VALEUR" in refus("produit.nil")


def test_an_empty_value_points_to_unset() -> None:
    assert "segurctl unset produit.nil" in refus("produit.nil=")


def test_a_star_asks_for_the_name() -> None:
    assert "nommez l'élément" in refus("psc.dossiers.*.nru=NRU-1")


@pytest.mark.parametrize(
    ("assignment", "suggestion"),
    [
        ("produit.nils=X", "nil"),
        ("psc.datapass_demand=D1", "datapass_demande"),
        ("editeurs.nie=X", "editeur"),
        ("cnda.demandes.dmp.attestations=a.pdf", "attestation"),
    ],
)
def test_an_unknown_champ_is_refused_with_the_nearest_one(assignment: str, suggestion: str) -> None:
    assert f"vouliez-vous dire « {suggestion} » ?" in refus(assignment)


def test_a_table_is_no_champ() -> None:
    assert "est une table" in refus("psc.dossiers.lps=x")


@pytest.mark.parametrize(
    ("assignment", "attendu"),
    [
        ("psc.edc=peut-être", "oui ou non"),
        ("tests_intrusion.web.hautes=zéro", "un nombre entier"),
        ("tests_intrusion.web.hautes=-1", "un nombre entier"),
        ("convention.signee_ans_le=hier", "une date AAAA-MM-JJ"),
        ("convention.signee_ans_le=2026-02-30", "une date AAAA-MM-JJ"),
        ("jalons.preuves.le=13 mai", "une date et heure"),
        ("cnda.demandes.dmp.porteur=nous", "valeurs possibles"),
        ("psc.dossiers.lps.role=editeur-logiciel", "editeur-logiciel-utilisateur"),
    ],
)
def test_a_value_of_the_wrong_type_says_what_is_expected(assignment: str, attendu: str) -> None:
    refused = refus(assignment)
    assert attendu in refused
    assert f"« {assignment.partition('=')[2]} »" in refused


def test_one_wrong_argument_refuses_them_all() -> None:
    refus("produit.nil=JUL895988", "psc.edc=peut-être")


# What is refused because a rule finds it malformed by itself


def taper(today: str = "2025-10-18", **champs: str) -> None:
    """Type champs into an empty candidature, as `set` does."""
    tables: dict[str, dict[str, str]] = {}
    for chemin, value in champs.items():
        table, _, cle = chemin.partition("__")
        tables.setdefault(table, {})[cle] = value
    held = candidature(**tables)
    refuser_malformes([tuple(chemin.split("__")) for chemin in champs], evaluate_on(today, held))


@pytest.mark.parametrize(
    ("chemin", "value", "regle"),
    [
        ("editeur__siren", "732829321", "ISC001"),
        ("editeur__siret", "73282932000075", "ISC002"),
        ("psc__datapass_demande", "H6789", "PSC001"),
    ],
)
def test_a_malformed_identifier_is_refused_with_the_reason_and_the_remedy(chemin: str, value: str, regle: str) -> None:
    with pytest.raises(SegurctlError) as refused:
        taper(**{chemin: value})
    assert regle in refused.value.message
    assert f"« {value} »" in refused.value.message
    assert "rien n'est écrit" in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("chemin", "value"),
    [
        ("editeur__nie", "unusual"),
        ("produit__nil", "unusual"),
        ("psc__datapass_demande", "12345"),
        ("produit__dispositif", "XYZ"),
    ],
)
def test_an_unusual_value_is_written_with_a_word_of_caution(chemin: str, value: str) -> None:
    taper(**{chemin: value})


def test_an_error_that_depends_on_the_day_is_recorded() -> None:
    held = candidature(editeur={"kbis_du": day("2020-01-01")})
    refuser_malformes([("editeur", "kbis_du")], evaluate_on("2025-10-18", held))


def test_a_wrong_value_that_was_already_there_does_not_block_another_champ() -> None:
    held = candidature(editeur={"siren": "732829321", "nie": "EDI347461"})
    refuser_malformes([("editeur", "nie")], evaluate_on("2025-10-18", held))


def test_only_what_is_wrong_on_any_day_is_malformed() -> None:
    assert {rule.id for rule in regles().values() if rule.malforme} >= {"ISC001", "ISC002", "PSC001"}
    assert not {"ISC003", "CND003", "CVG001"} & {rule.id for rule in regles().values() if rule.malforme}


# What set can record of a suivi


@pytest.mark.parametrize("cloture", ["expiree", "refusee", "abandonnee", "remplacee"])
def test_a_suivi_is_closed_through_set_and_leaves_its_etape(cloture: str) -> None:
    text = jouer(
        f"segurctl set cnda.demandes.dmp.cloture={cloture} cnda.demandes.dmp.close_le=2025-10-18",
        example_text("en-route"),
    )
    assert etape("cnda.homologation", lire(text)).statut == "a-faire"


def test_an_unknown_closing_is_refused() -> None:
    assert "vouliez-vous dire « remplacee » ?" in refus("cnda.demandes.dmp.cloture=remplacée")


def test_a_demande_past_its_date_is_replaced_by_another() -> None:
    text = example_text("en-route")
    for commande in (
        "segurctl set cnda.demandes.dmp.cloture=expiree",
        "segurctl set cnda.demandes.dmp-2.teleservice=DMP cnda.demandes.dmp-2.demandee_le=2026-01-05",
        "segurctl mark cnda.demandes.dmp-2 initialisation:soumis",
    ):
        text = jouer(commande, text, "2026-01-10")
    assert etape("cnda.demandes", lire(text), "2026-01-10").etat == "valide"
    assert "erreur" not in {one.gravite for one in evaluate_on("2026-01-10", lire(text)).constats}


def test_a_candidature_is_withdrawn_through_set() -> None:
    text = jouer("segurctl set retiree_le=2026-01-05 motif_retrait=Abandon", example_text("en-route"))
    assert evaluate_on("2026-01-10", lire(text)).retiree


def test_a_derived_statut_is_refused_through_set_too() -> None:
    with pytest.raises(SegurctlError, match=r"convergence\.preuves se déduit"):
        jouer("segurctl set etapes.convergence.preuves.statut=valide", example_text("en-route"))


def test_an_unknown_stage_is_refused_through_set_too() -> None:
    with pytest.raises(SegurctlError, match="n'est pas un stade"):
        jouer("segurctl set cnda.demandes.dmp.avancement=exam", example_text("en-route"))


def test_a_quoted_name_may_hold_dots() -> None:
    [change] = renseigner(['preuves."MSS/CDA.01.01.01".lien=https://example.org'])
    assert change.path == parse_path('preuves."MSS/CDA.01.01.01".lien')
    assert len(change.path) == 3
