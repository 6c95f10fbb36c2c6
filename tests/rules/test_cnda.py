"""The rules of the CNDA, each at its edges."""

from typing import Any

import pytest

from builders import candidature, constats, day, faites
from segurctl.candidature.model import Candidature

TODAY = "2026-01-20"


def demande(**champs: Any) -> Candidature:
    """A candidature with one demande CNDA."""
    return demandes(dmp={"avancement": "examen", **champs})


def demandes(psc: dict[str, Any] | None = None, **tables: dict[str, Any]) -> Candidature:
    """A candidature with several."""
    return candidature(cnda={"demandes": tables}, psc=psc or {})


HABILITE = {
    "edc": True,
    "dossiers": {"lps": {"role": "editeur-logiciel-utilisateur", "avancement": "habilite", "habilitation": "h.pdf"}},
}


# Numbers


@pytest.mark.parametrize("numero", ["EDI34746", "EDI3474611", "ED1347461", "édi347461", "edi347461", "EDI34746A"])
def test_a_number_of_the_cnda_of_another_shape_is_only_doubted(numero: str) -> None:
    [constat] = constats("CND001", candidature(editeur={"nie": numero}), TODAY)
    assert constat.gravite == "avertissement"
    assert [one.ecart.champ for one in constats("CND002", candidature(produit={"nil": numero}), TODAY)] == [
        ("produit", "nil")
    ]


def test_the_nil_of_a_third_party_has_the_same_shape() -> None:
    held = demandes(apcv={"porteur": "tiers", "nil_tiers": "tie"}, dmp={"porteur": "tiers", "nil_tiers": "TIE104233"})
    [constat] = constats("CND002", held, TODAY)
    assert constat.ecart.champ == ("cnda", "demandes", "apcv", "nil_tiers")


def test_a_closed_demande_is_told_of_no_more() -> None:
    closed = {"porteur": "tiers", "nil_tiers": "tie", "cloture": "remplacee", "demandee_le": day("2025-09-01")}
    for regle in ("CND002", "CND003", "CND005", "CND006", "CND007", "CND008", "CND010", "CND012"):
        assert constats(regle, demandes(apcv=closed), TODAY) == []


@pytest.mark.parametrize(
    ("editeur", "nom", "nie", "nil"),
    [
        ("Julie SAS", "Julie", "JUL895988", "JUL347461"),  # the company has the product's name
        ("Éditeur", "Julie", "JUL895988", "JUL347461"),
        ("Éditeur", "Julie", "EDI895988", "EDI347461"),
    ],
)
def test_numbers_are_said_swapped_only_when_both_look_so(editeur: str, nom: str, nie: str, nil: str) -> None:
    held = candidature(editeur={"raison_sociale": editeur, "nie": nie}, produit={"nom": nom, "nil": nil})
    assert constats("CND004", held, TODAY) == []


# Date d'opposabilité


@pytest.mark.parametrize(
    "champs",
    [
        {"attestation": "dmp.pdf"},
        {"avancement": "conforme"},
        {"cloture": "remplacee"},
        {"porteur": "tiers"},
        {"statut": "refuse"},
    ],
)
@pytest.mark.parametrize("regle", ["CND003", "CND005"])
def test_an_opposabilite_matters_only_to_an_open_demande_of_ours_without_attestation(
    regle: str, champs: dict[str, str]
) -> None:
    jour = day("2025-12-31" if regle == "CND003" else "2026-01-31")
    assert constats(regle, demande(date_opposabilite=jour, **champs), TODAY) == []
    assert constats(regle, demande(date_opposabilite=jour), TODAY)


@pytest.mark.parametrize(
    ("jour", "regles"),
    [
        ("2026-01-19", ["CND003"]),
        ("2026-01-20", ["CND005"]),
        ("2026-02-19", ["CND005"]),
        ("2026-02-20", []),
    ],
)
def test_the_date_is_near_for_thirty_days_and_past_the_day_after(jour: str, regles: list[str]) -> None:
    held = demande(date_opposabilite=day(jour))
    assert [id_ for id_ in ("CND003", "CND005") if constats(id_, held, TODAY)] == regles


def test_what_closes_a_demande_is_ready_to_type_whatever_its_name() -> None:
    held = demandes(**{"l'autre": {"date_opposabilite": day("2025-12-31")}})
    [constat] = constats("CND003", held, TODAY)
    assert constat.ecart.commande is not None
    assert constat.ecart.commande.startswith("segurctl set '")
    assert constat.ecart.commande.endswith(".close_le=2026-01-20")


# The EDC habilitation


@pytest.mark.parametrize(
    ("avancement", "demandee_le", "regles"),
    [
        ("pre-examen", "2025-06-02", []),
        ("examen", "2025-06-02", ["CND007"]),
        ("examen", None, ["CND007"]),
        ("examen", "2025-05-11", []),
        ("examen", "2025-05-12", ["CND007"]),
        ("finalisation", "2025-05-12", ["CND006"]),
        ("finalisation", "2025-05-11", []),
        ("finalisation", None, ["CND007"]),
        ("conforme", "2025-05-12", []),  # the CNDA has answered
        ("conforme", None, []),
        ("pre-examen", None, []),
    ],
)
def test_the_habilitation_is_missed_at_the_end_and_advised_before(
    avancement: str, demandee_le: str | None, regles: list[str]
) -> None:
    jour = {"demandee_le": day(demandee_le)} if demandee_le else {}
    held = demandes({"edc": True}, dmp={"avancement": avancement, **jour})
    assert [id_ for id_ in ("CND006", "CND007") if constats(id_, held, TODAY)] == regles


@pytest.mark.parametrize("champs", [{"porteur": "tiers"}, {"cloture": "expiree"}, {"statut": "refuse"}])
def test_the_habilitation_is_ours_to_have_for_our_own_open_demandes(champs: dict[str, str]) -> None:
    held = demandes({"edc": True}, dmp={"avancement": "finalisation", "demandee_le": day("2025-06-02"), **champs})
    assert constats("CND006", held, TODAY) == []


def test_it_is_not_missed_where_it_is_there_or_not_asked() -> None:
    finale = {"avancement": "finalisation", "demandee_le": day("2025-06-02")}
    tables: dict[str, Any] = {"cnda": {"demandes": {"dmp": finale}}, "editeur": {"raison_sociale": "E"}}
    acquises = faites("isc.mandataire", "convergence.acces")
    assert constats("CND006", candidature(psc=HABILITE, etapes=acquises, **tables), TODAY) == []
    assert constats("CND006", candidature(psc={"edc": False}, **tables), TODAY) == []


def test_where_nobody_knows_whether_it_is_asked_it_is_only_advised() -> None:
    held = demandes(dmp={"avancement": "finalisation", "demandee_le": day("2025-06-02")})
    assert constats("CND006", held, TODAY) == []
    [constat] = constats("CND007", held, TODAY)
    assert "psc.edc n'est pas dit" in constat.ecart.message
    [constat] = constats("CND007", demandes(dmp={"avancement": "finalisation"}), TODAY)
    assert "demandee_le et psc.edc ne sont pas dits" in constat.ecart.message


# Montage and engines


def test_a_montage_gives_the_nil_of_the_third_party() -> None:
    held = demandes(apcv={"porteur": "tiers", "nil_tiers": " "}, dmp={}, ins={"porteur": "aucun"})
    assert [one.ecart.champ[2] for one in constats("CND008", held, TODAY)] == ["apcv"]


@pytest.mark.parametrize(
    ("champs", "dit"),
    [({"avancement": "examen"}, "un stade"), ({"demandee_le": day("2025-09-20")}, "une date de demande")],
)
def test_a_third_party_s_demande_is_not_ours_to_open(champs: dict[str, Any], dit: str) -> None:
    [constat] = constats("CND010", demandes(apcv={"porteur": "tiers", **champs}), TODAY)
    assert constat.ecart.message.endswith(f"et porte pourtant {dit}")
    assert constats("CND010", demandes(apcv={"porteur": "tiers", "eai": True, **champs}), TODAY) == []
    assert constats("CND010", demandes(apcv={"porteur": "editeur", **champs}), TODAY) == []


def test_an_engine_is_not_forgotten_before_there_is_any_demande() -> None:
    composants = {"moteur": {"type": "additionnel", "eai": True}, "lps": {"type": "principal"}}
    assert constats("CND009", candidature(composants=composants), TODAY) == []
    held = candidature(composants=composants, cnda={"demandes": {"dmp": {}}})
    assert [one.ecart.champ for one in constats("CND009", held, TODAY)] == [("composants", "moteur", "eai")]
    close = candidature(
        composants=composants, cnda={"demandes": {"dmp": {}, "eai": {"eai": True, "cloture": "expiree"}}}
    )
    assert constats("CND009", close, TODAY)


# Éligibilité


@pytest.mark.parametrize("statut", ["soumis", "a-modifier"])
def test_the_capture_is_taken_at_the_pre_examen(statut: str) -> None:
    tables: dict[str, Any] = {"etapes": {"convergence.eligibilite": statut}}
    assert constats(
        "CND011", candidature(cnda={"demandes": {"dmp": {"avancement": "initialisation"}}}, **tables), TODAY
    )
    assert (
        constats("CND011", candidature(cnda={"demandes": {"dmp": {"avancement": "pre-examen"}}}, **tables), TODAY) == []
    )


@pytest.mark.parametrize("statut", ["a-faire", "en-cours", "valide"])
def test_nothing_is_sent_yet_or_it_was_taken(statut: str) -> None:
    held = candidature(
        cnda={"demandes": {"dmp": {"avancement": "initialisation"}}}, etapes={"convergence.eligibilite": statut}
    )
    assert constats("CND011", held, TODAY) == []


def test_in_a_montage_there_is_no_capture() -> None:
    held = candidature(cnda={"demandes": {"dmp": {"porteur": "tiers"}}}, etapes={"convergence.eligibilite": "soumis"})
    assert constats("CND011", held, TODAY) == []


# The version of an attestation


@pytest.mark.parametrize(
    ("cible", "majeure", "version", "autre"),
    [
        ("3.0.05", "3", None, False),
        ("3", "3", None, False),
        ("V3", "3", None, False),
        ("30.1", "3", None, True),
        ("2.9", "3", None, True),
        ("3.0.05", None, "3.0.05", False),
        ("3.0.04", None, "3.0.05", False),  # another patch of the same version majeure
        ("V3.0.04", None, "3.0.05", False),
        ("2.9", None, "3.0.05", True),
        ("2.9", None, None, False),
        ("3.1", "v3", None, False),
    ],
)
def test_an_attestation_is_of_the_version_majeure(
    cible: str, majeure: str | None, version: str | None, *, autre: bool
) -> None:
    produit = {key: value for key, value in (("version_majeure", majeure), ("version", version)) if value}
    demandee = {"dmp": {"attestation": "dmp.pdf", "version_cible": cible}}
    held = candidature(produit=produit, cnda={"demandes": demandee})
    assert bool(constats("CND012", held, TODAY)) is autre


def test_before_the_attestation_the_version_aimed_at_may_still_be_another() -> None:
    held = candidature(produit={"version_majeure": "3"}, cnda={"demandes": {"dmp": {"version_cible": "2"}}})
    assert constats("CND012", held, TODAY) == []
    conforme = {"dmp": {"version_cible": "2", "avancement": "conforme"}}
    assert constats("CND012", candidature(produit={"version_majeure": "3"}, cnda={"demandes": conforme}), TODAY)
