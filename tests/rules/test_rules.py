"""Every rule, with a candidature that breaks it and one that does not; and what all of them have in common."""

from typing import NamedTuple

import pytest

from builders import (
    EXAMPLES,
    JOURS,
    candidature,
    constats,
    day,
    etape,
    evaluate_on,
    example,
    faites,
    parcours,
)
from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.rules.model import Regle, regle
from segurctl.rules.registry import all_rules

TODAY = "2026-01-20"
RULES = all_rules()


class Paire(NamedTuple):
    """A candidature that breaks a rule, what its finding quotes, and one that keeps it."""

    enfreint: Candidature
    cite: str
    respecte: Candidature


def demande(**champs: object) -> Candidature:
    """A candidature with one demande CNDA."""
    return candidature(cnda={"demandes": {"dmp": {"avancement": "examen", **champs}}})


PAIRES = {
    "ISC001": Paire(
        candidature(editeur={"siren": "732829321"}), "732829321", candidature(editeur={"siren": "732829320"})
    ),
    "ISC002": Paire(
        candidature(editeur={"siret": "73282932000075"}),
        "73282932000075",
        candidature(editeur={"siret": "73282932000074"}),
    ),
    "ISC003": Paire(
        candidature(editeur={"kbis_du": day("2025-10-19")}),
        "19 oct. 2025",
        candidature(editeur={"kbis_du": day("2025-10-20")}),
    ),
    "CND001": Paire(candidature(editeur={"nie": "347461"}), "347461", candidature(editeur={"nie": "EDI347461"})),
    "CND002": Paire(candidature(produit={"nil": "jul895988"}), "jul895988", candidature(produit={"nil": "JUL895988"})),
    "CND003": Paire(
        demande(date_opposabilite=day("2026-01-19")),
        "19 janv. 2026",
        demande(date_opposabilite=day("2026-01-20")),
    ),
    "CVG001": Paire(
        candidature(etapes=faites("cnda.inscription")),
        "editeur.nie",
        candidature(etapes=faites("cnda.inscription"), editeur={"nie": "EDI347461"}),
    ),
    "CVG002": Paire(
        candidature(etapes={"isc.mandataire": {"statut": "sans-objet", "note": "non"}}),
        "isc.mandataire",
        candidature(etapes={"isc.equipe": {"statut": "sans-objet", "note": "seul"}}),
    ),
    "CVG003": Paire(
        candidature(etapes={"psc.datapass": "refuse"}),
        "psc.datapass",
        candidature(etapes={"psc.datapass": {"statut": "refuse", "note": "dossier incomplet"}}),
    ),
    "CVG004": Paire(candidature(produit={"dispositif": "XYZ"}), "XYZ", candidature()),
    "CND004": Paire(
        candidature(editeur={"raison_sociale": "Éditeur", "nie": "JUL895988"}, produit={"nil": "EDI347461"}),
        "JUL895988",
        candidature(editeur={"raison_sociale": "Éditeur", "nie": "EDI347461"}, produit={"nil": "JUL895988"}),
    ),
    "CVG005": Paire(
        candidature(produit={"nil": "JUL895988", "reference_convergence": "JUL895988"}),
        "JUL895988",
        candidature(produit={"nil": "JUL895988", "reference_convergence": "P-77"}),
    ),
    "CVG006": Paire(
        candidature(jalons={"preuves": {"le": day("2026-01-19"), "etape": "psc.datapass"}}),
        "19 janv. 2026",
        candidature(jalons={"preuves": {"le": day("2026-01-20"), "etape": "psc.datapass"}}),
    ),
    "DAT001": Paire(
        candidature(etapes={"psc.datapass": {"statut": "soumis", "depuis": day("2026-01-21")}}),
        "21 janv. 2026",
        candidature(etapes={"psc.datapass": {"statut": "soumis", "depuis": day("2026-01-20")}}),
    ),
    "MOT001": Paire(
        candidature(
            motco2={"compte_cree_le": day("2026-01-10")},
            etapes={"motco2.tests": {"statut": "en-cours", "depuis": day("2026-01-10")}},
        ),
        "10 janv. 2026",
        candidature(
            motco2={"compte_cree_le": day("2026-01-10")},
            etapes={"motco2.tests": {"statut": "en-cours", "depuis": day("2026-01-11")}},
        ),
    ),
    "PSC001": Paire(
        candidature(psc={"datapass_demande": "H6789"}),
        "H6789",
        candidature(psc={"datapass_demande": "D6789"}),
    ),
    "PSC002": Paire(
        candidature(psc={"datapass_demande": "6789"}), "6789", candidature(psc={"datapass_demande": "D6789"})
    ),
    "PSC003": Paire(
        candidature(psc={"datapass_habilitation": "D12345"}),
        "D12345",
        candidature(psc={"datapass_habilitation": "H12345"}),
    ),
    "PSC004": Paire(
        candidature(psc={"client_id_bas": "julie", "client_id_prod": "julie"}),
        "julie",
        candidature(psc={"client_id_bas": "julie", "client_id_prod": "julie-prod"}),
    ),
}

by_id = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


# What a rule says, where the pair does not tell enough


@pytest.mark.parametrize("numero", ["ABC", "D12345X", "١٢٣"])
def test_what_is_no_number_at_all_is_not_said_to_be_one(numero: str) -> None:
    [constat] = constats("PSC002", candidature(psc={"datapass_demande": numero}), TODAY)
    assert "n'a pas la forme" in constat.ecart.message


def test_the_etape_without_a_note_is_named_as_people_name_it() -> None:
    [constat] = constats("CVG003", candidature(etapes={"psc.datapass": "refuse"}), TODAY)
    assert constat.ecart.message == "psc.datapass est « refuse » sans note"
    assert constat.ecart.etape == "psc.datapass"
    [constat] = constats("CVG003", candidature(chapitres={"mss": {"statut": "refuse"}}), TODAY)
    assert constat.ecart.message == "chapitres.mss est « refuse » sans note"
    assert constat.ecart.etape is None


def test_a_day_to_come_is_told_of_its_etape_where_it_has_one() -> None:
    demain = day("2026-01-21")
    [constat] = constats("DAT001", candidature(etapes={"psc.datapass": {"statut": "soumis", "depuis": demain}}), TODAY)
    assert constat.ecart.etape == "psc.datapass"
    [constat] = constats("DAT001", candidature(motco2={"compte_cree_le": demain}), TODAY)
    assert constat.ecart.etape is None


def test_the_sources_of_the_rules_were_checked_on_a_day_that_has_been() -> None:
    assert {rule.source.verifie_le for rule in RULES} == {day("2026-11-23")}


# The table holds every rule


def test_every_rule_has_its_pair() -> None:
    assert set(PAIRES) == {rule.id for rule in RULES}


@by_id
def test_a_candidature_that_breaks_the_rule_is_found(rule: Regle) -> None:
    assert constats(rule.id, PAIRES[rule.id].enfreint, TODAY)


@by_id
def test_a_candidature_that_keeps_the_rule_is_not(rule: Regle) -> None:
    assert constats(rule.id, PAIRES[rule.id].respecte, TODAY) == []


@by_id
def test_an_empty_candidature_breaks_no_rule(rule: Regle) -> None:
    assert constats(rule.id, candidature(), TODAY) == []


# What a rule is


def test_ids_are_unique_and_in_order() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))


@by_id
def test_an_id_is_three_capitals_and_three_digits(rule: Regle) -> None:
    assert rule.id[:3].isupper()
    assert rule.id[3:].isdigit()
    assert len(rule.id) == 6


@by_id
def test_only_what_is_certain_may_be_an_error(rule: Regle) -> None:
    assert rule.gravite != "erreur" or rule.source.confiance == "A"


@pytest.mark.parametrize("confiance", ["B", "C"])
def test_a_rule_that_is_not_certain_cannot_even_be_written_as_an_error(confiance: str) -> None:
    with pytest.raises(ValueError, match="TST001"):
        regle("TST001", "…", "erreur", correction="…", source="…", confiance=confiance)  # type: ignore[arg-type]


@by_id
def test_what_is_malformed_by_itself_is_an_error(rule: Regle) -> None:
    assert not rule.malforme or rule.gravite == "erreur"


@by_id
def test_a_rule_says_what_it_is_how_to_mend_it_and_where_it_comes_from(rule: Regle) -> None:
    assert rule.titre.strip()
    assert rule.correction.strip()
    assert rule.source.texte.strip()
    assert "\n" not in rule.titre + rule.correction + rule.source.texte


@by_id
def test_a_rule_explains_itself_to_who_reads_the_code(rule: Regle) -> None:
    assert rule.cherche.__doc__


# What a finding says


@by_id
def test_the_message_quotes_what_is_wrong(rule: Regle) -> None:
    for constat in constats(rule.id, PAIRES[rule.id].enfreint, TODAY):
        assert PAIRES[rule.id].cite in constat.ecart.message


@by_id
def test_the_message_is_one_line(rule: Regle) -> None:
    for constat in constats(rule.id, PAIRES[rule.id].enfreint, TODAY):
        assert constat.ecart.message == " ".join(constat.ecart.message.split())


@by_id
def test_the_champ_is_one_that_the_file_holds(rule: Regle) -> None:
    held = PAIRES[rule.id].enfreint
    for constat in constats(rule.id, held, TODAY):
        assert lookup(held, tuple(map(str, constat.ecart.champ)))


@by_id
def test_the_etape_named_is_one_of_the_catalogue(rule: Regle) -> None:
    for constat in constats(rule.id, PAIRES[rule.id].enfreint, TODAY):
        assert constat.ecart.etape is None or constat.ecart.etape in parcours().etapes


@by_id
def test_a_finding_has_the_gravity_of_its_rule(rule: Regle) -> None:
    for constat in constats(rule.id, PAIRES[rule.id].enfreint, TODAY):
        assert constat.gravite == rule.gravite


# Their order


def test_the_gravest_come_first_then_by_rule_and_champ() -> None:
    found = evaluate_on(JOURS["pieges"], example("pieges")).constats
    keys = [(one.gravite, one.regle.id, one.ecart.champ) for one in found]
    gravites = ["erreur", "avertissement", "info"]
    assert keys == sorted(keys, key=lambda key: (gravites.index(key[0]), key[1], tuple(map(str, key[2]))))


def test_the_order_of_the_tables_in_the_file_does_not_change_that_of_the_findings() -> None:
    passee = {"avancement": "examen", "date_opposabilite": day("2025-12-31")}
    one, other = (candidature(cnda={"demandes": dict.fromkeys(noms, passee)}) for noms in (["b", "a"], ["a", "b"]))
    assert evaluate_on(TODAY, one).constats == evaluate_on(TODAY, other).constats
    assert [constat.ecart.champ[2] for constat in constats("CND003", one, TODAY)] == ["a", "b"]


def test_two_runs_find_the_same() -> None:
    held = example("pieges")
    assert evaluate_on(TODAY, held).constats == evaluate_on(TODAY, held).constats


# The examples


@pytest.mark.parametrize("nom", sorted(set(JOURS) - {"pieges"}))
def test_the_sound_examples_break_no_rule(nom: str) -> None:
    assert evaluate_on(JOURS[nom], example(nom)).constats == ()


def test_every_example_has_its_day() -> None:
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} == set(JOURS)


@pytest.mark.parametrize("id_", ["CND003", "CVG001", "ISC003", "PSC001", "PSC004", "CVG004"])
def test_the_example_of_the_traps_shows_what_the_file_alone_can_show(id_: str) -> None:
    assert constats(id_, example("pieges"), JOURS["pieges"])


# Each rule by itself


def test_a_kbis_is_too_old_the_day_after_its_three_months() -> None:
    held = candidature(editeur={"kbis_du": day("2025-07-18")})
    assert constats("ISC003", held, "2025-10-18") == []
    assert constats("ISC003", held, "2025-10-19")


def test_a_kbis_of_the_end_of_november_lasts_until_the_end_of_february() -> None:
    held = candidature(editeur={"kbis_du": day("2025-11-30")})
    assert constats("ISC003", held, "2026-02-28") == []
    assert constats("ISC003", held, "2026-03-01")


@pytest.mark.parametrize("statut", ["soumis", "valide"])
def test_nobody_asks_for_the_kbis_once_the_mandataire_has_signed_up(statut: str) -> None:
    held = candidature(editeur={"kbis_du": day("2020-01-01"), "raison_sociale": "E"}, etapes={"isc.mandataire": statut})
    assert constats("ISC003", held, TODAY) == []


@pytest.mark.parametrize(
    "champs",
    [
        {"attestation": "dmp.pdf"},
        {"avancement": "conforme"},
        {"cloture": "remplacee"},
        {"porteur": "tiers"},
    ],
)
def test_an_opposabilite_over_matters_only_to_an_open_demande_of_ours_without_attestation(
    champs: dict[str, str],
) -> None:
    assert constats("CND003", demande(date_opposabilite=day("2025-12-31"), **champs), TODAY) == []


@pytest.mark.parametrize("code", ["RI", "LOINC"])
def test_a_dispositif_without_evidence_in_vague_2_is_doubtful(code: str) -> None:
    [constat] = constats("CVG004", candidature(produit={"dispositif": code}))
    assert constat.gravite == "avertissement"


def test_an_unknown_dispositif_is_told_which_are_known() -> None:
    [constat] = constats("CVG004", candidature(produit={"dispositif": "lgc"}))
    assert "LGC, DPI" in constat.ecart.message


@pytest.mark.parametrize("numero", ["H6789", "h6789", " H6789", "H"])
def test_an_habilitation_given_for_the_demande_is_an_error_however_it_is_typed(numero: str) -> None:
    held = candidature(psc={"datapass_demande": numero})
    assert constats("PSC001", held)
    assert constats("PSC002", held) == []


@pytest.mark.parametrize("numero", ["12345", "12 345", "X1", "DATAPASS"])
def test_a_demande_without_its_letter_is_only_a_warning(numero: str) -> None:
    held = candidature(psc={"datapass_demande": numero})
    assert constats("PSC001", held) == []
    assert [one.gravite for one in constats("PSC002", held)] == ["avertissement"]


def test_a_blank_note_is_no_note() -> None:
    held = candidature(etapes={"isc.equipe": {"statut": "sans-objet", "note": "  "}})
    assert constats("CVG003", held)


@pytest.mark.parametrize("statut", ["refuse", "sans-objet"])
def test_a_suivi_refused_or_sans_objet_needs_its_note_too(statut: str) -> None:
    """The statut of a chapter is told why, as that of an étape is: `mark` asks for it."""
    assert constats("CVG003", candidature(chapitres={"mss": {"statut": statut}}))


def test_a_closed_item_cannot_contradict_anything() -> None:
    clos = {"role": "editeur-logiciel-utilisateur", "avancement": "habilite", "cloture": "remplacee"}
    assert constats("CVG001", candidature(psc={"dossiers": {"lps": clos}})) == []


def test_a_derived_etape_is_named_when_an_item_says_more_than_it_holds() -> None:
    held = candidature(tests_intrusion={"web": {"depose_le": day("2026-01-12")}})
    assert etape("convergence.test-intrusion", held).etat == "contredite"
    [constat] = constats("CVG001", held)
    assert "tests_intrusion.web.realise_le" in constat.ecart.message
