"""`mark`: what it records of an étape or a suivi, and the few things that it refuses."""

from typing import Any

import pytest

from builders import candidature, day, etape, evaluate_on, example_text, jouer, lire, parcours
from segurctl.candidature.edit import SetKey
from segurctl.candidature.model import Candidature
from segurctl.errors import SegurctlError
from segurctl.saisie.marquer import STATUTS, Marque, marquer
from support import MINIMAL

LE = day("2025-10-18")
SUIVIS = candidature(
    cnda={"demandes": {"dmp": {"avancement": "pre-examen", "statut": "soumis", "depuis": day("2025-09-03")}}},
    psc={"dossiers": {"lps": {"role": "editeur-logiciel-utilisateur"}}},
    chapitres={"mss": {"statut": "soumis", "depuis": day("2025-10-01")}},
    tests_intrusion={"web": {}},
)


def marque(
    cible: str, valeur: str, held: Candidature = SUIVIS, *, note: str | None = None, le: str = "2025-10-18"
) -> dict[str, Any]:
    """What a mark writes: values by path, None where it takes a champ away."""
    changes = marquer(cible, Marque(valeur, day(le), note), evaluate_on("2025-10-18", held))
    return {".".join(one.path): one.value if isinstance(one, SetKey) else None for one in changes}


def refus(cible: str, valeur: str, held: Candidature = SUIVIS, *, note: str | None = None) -> str:
    """Why a mark is refused, and the remedy."""
    with pytest.raises(SegurctlError) as refused:
        marque(cible, valeur, held, note=note)
    return f"{refused.value.message}\n{refused.value.hint or ''}"


# An étape takes a statut, its day, and a note


def test_a_statut_is_recorded_with_its_day() -> None:
    assert marque("psc.datapass", "soumis", le="2025-10-02") == {
        "etapes.psc.datapass.statut": "soumis",
        "etapes.psc.datapass.depuis": day("2025-10-02"),
    }


def test_a_note_is_recorded_beside_it() -> None:
    assert marque("psc.datapass", "a-modifier", note="contacts à revoir") == {
        "etapes.psc.datapass.statut": "a-modifier",
        "etapes.psc.datapass.depuis": LE,
        "etapes.psc.datapass.note": "contacts à revoir",
    }


@pytest.mark.parametrize("statut", STATUTS)
def test_every_statut_can_be_recorded(statut: str) -> None:
    assert marque("psc.datapass", statut, note="pourquoi")["etapes.psc.datapass.statut"] == statut


def test_back_to_a_faire_forgets_since_when() -> None:
    assert marque("psc.datapass", "a-faire") == {
        "etapes.psc.datapass.statut": "a-faire",
        "etapes.psc.datapass.depuis": None,
    }


def test_what_the_tool_would_have_advised_against_is_recorded_all_the_same() -> None:
    """The file records facts: nothing before the référencement is there, and it can be marked done."""
    assert marque("convergence.referencement", "valide")["etapes.convergence.referencement.statut"] == "valide"


def test_a_college_may_come_before_the_signature() -> None:
    assert marque("convergence.college", "valide", candidature()) != {}


# A suivi takes a stage, a stage and its statut, or a statut


def test_a_stage_alone_is_under_way() -> None:
    assert marque("cnda.demandes.dmp", "examen") == {
        "cnda.demandes.dmp.avancement": "examen",
        "cnda.demandes.dmp.statut": "en-cours",
        "cnda.demandes.dmp.depuis": LE,
    }


def test_a_stage_may_come_with_its_statut() -> None:
    assert marque("cnda.demandes.dmp", "examen:soumis") == {
        "cnda.demandes.dmp.avancement": "examen",
        "cnda.demandes.dmp.statut": "soumis",
        "cnda.demandes.dmp.depuis": LE,
    }


def test_a_statut_alone_leaves_the_stage_as_it_is() -> None:
    assert marque("cnda.demandes.dmp", "a-modifier") == {
        "cnda.demandes.dmp.statut": "a-modifier",
        "cnda.demandes.dmp.depuis": LE,
    }


@pytest.mark.parametrize(("cible", "stade"), [("cnda.demandes.dmp", "conforme"), ("psc.dossiers.lps", "habilite")])
def test_the_final_stage_is_done(cible: str, stade: str) -> None:
    assert marque(cible, stade)[f"{cible}.statut"] == "valide"


def test_a_stage_may_be_gone_back_to() -> None:
    assert marque("cnda.demandes.dmp", "initialisation")["cnda.demandes.dmp.avancement"] == "initialisation"


def test_a_chapter_has_no_stage_and_takes_a_statut() -> None:
    assert marque("chapitres.mss", "valide") == {
        "chapitres.mss.statut": "valide",
        "chapitres.mss.depuis": LE,
    }


def test_a_suivi_back_to_a_faire_forgets_since_when() -> None:
    assert marque("chapitres.mss", "a-faire") == {
        "chapitres.mss.statut": "a-faire",
        "chapitres.mss.depuis": None,
    }


def test_a_name_with_dots_is_quoted_as_in_the_file() -> None:
    held = candidature(chapitres={"ins.v2": {"statut": "soumis"}})
    changes = marquer('chapitres."ins.v2"', Marque("valide", LE, None), evaluate_on("2025-10-18", held))
    assert changes[0] == SetKey(("chapitres", "ins.v2", "statut"), "valide")


# A suivi whose stages are dates takes the day of a stage


def test_a_dated_stage_takes_its_day() -> None:
    assert marque("tests_intrusion.web", "realise", le="2025-09-30") == {
        "tests_intrusion.web.realise_le": day("2025-09-30")
    }


def test_a_dated_stage_may_come_with_a_note() -> None:
    assert marque("tests_intrusion.web", "depose", note="formulaire signé") == {
        "tests_intrusion.web.depose_le": LE,
        "tests_intrusion.web.note": "formulaire signé",
    }


@pytest.mark.parametrize("valeur", ["valide", "soumis", "depose:valide"])
def test_a_suivi_of_dates_takes_no_statut(valeur: str) -> None:
    refused = refus("tests_intrusion.web", valeur)
    assert "ses stades sont des dates" in refused
    assert "realise, depose" in refused


# What is refused: a note that is missing


@pytest.mark.parametrize("statut", ["refuse", "sans-objet"])
@pytest.mark.parametrize("cible", ["psc.datapass", "cnda.demandes.dmp", "chapitres.mss"])
def test_a_refusal_and_a_sans_objet_have_to_say_why(cible: str, statut: str) -> None:
    refused = refus(cible, statut)
    assert statut in refused
    assert cible in refused
    assert "--note" in refused


def test_a_stage_refused_has_to_say_why() -> None:
    assert "--note" in refus("cnda.demandes.dmp", "examen:refuse")


def test_a_blank_note_says_nothing() -> None:
    assert "--note" in refus("psc.datapass", "refuse", note="  ")


@pytest.mark.parametrize("cible", ["psc.datapass", "cnda.demandes.dmp"])
def test_a_note_that_already_says_why_is_enough(cible: str) -> None:
    dite = {"statut": "refuse", "note": "dit déjà"}
    held = candidature(etapes={"psc.datapass": dite}, cnda={"demandes": {"dmp": dite}})
    assert "refuse" in marque(cible, "refuse", held).values()


@pytest.mark.parametrize("cible", ["psc.datapass", "cnda.demandes.dmp"])
def test_the_note_of_an_older_statut_does_not_say_why(cible: str) -> None:
    ancienne = {"statut": "en-cours", "note": "vu avec eux"}
    held = candidature(etapes={"psc.datapass": ancienne}, cnda={"demandes": {"dmp": ancienne}})
    with pytest.raises(SegurctlError, match="pourquoi"):
        marque(cible, "refuse", held)


# What is refused: a sans-objet that the catalogue does not allow


def test_sans_objet_is_refused_where_every_candidature_goes_through() -> None:
    assert "ne peut pas être sans objet" in refus("isc.mandataire", "sans-objet", note="déjà connu")


def test_sans_objet_is_taken_where_the_sources_do_not_say_who_must() -> None:
    assert marque("isc.equipe", "sans-objet", note="seul")["etapes.isc.equipe.statut"] == "sans-objet"


# What is refused: the statut of a derived étape


DERIVEES = [one.id for one in parcours().etapes.values() if one.derive]


@pytest.mark.parametrize("id_", DERIVEES)
def test_a_derived_etape_takes_no_statut_and_says_what_does(id_: str) -> None:
    derive = parcours().etapes[id_].derive
    assert derive
    refused = refus(id_, "valide")
    assert id_ in refused
    assert f"segurctl mark {derive.suivi}." in refused
    assert parcours().suivis[derive.suivi].creation in refused


# What is refused: an unknown target or value


@pytest.mark.parametrize(
    ("cible", "suggestion"),
    [
        ("psc.datapas", "psc.datapass"),
        ("convergence.eligibilité", "convergence.eligibilite"),
        ("cnda.demande.dmp", "cnda.demandes.dmp"),
        ("cnda.demandes.dpm", "cnda.demandes.dmp"),
        ("chapitres.ms", "chapitres.mss"),
    ],
)
def test_an_unknown_target_is_refused_with_the_nearest_one(cible: str, suggestion: str) -> None:
    assert f"vouliez-vous dire « {suggestion} » ?" in refus(cible, "soumis")


def test_an_unknown_target_near_to_nothing_is_told_where_to_look() -> None:
    assert "psc.client-id-bas" in refus("xyzzy", "soumis")


def test_a_suivi_that_does_not_exist_is_told_how_to_make_one() -> None:
    assert "segurctl set cnda.demandes.dmp.teleservice=DMP" in refus("cnda.demandes.dmp", "soumis", candidature())


@pytest.mark.parametrize(
    ("cible", "valeur", "suggestion"),
    [
        ("psc.datapass", "validé", "valide"),
        ("psc.datapass", "soumise", "soumis"),
        ("cnda.demandes.dmp", "examens", "examen"),
        ("cnda.demandes.dmp", "pré-examen", "pre-examen"),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest_one(cible: str, valeur: str, suggestion: str) -> None:
    refused = refus(cible, valeur)
    assert f"« {valeur} »" in refused
    assert f"vouliez-vous dire « {suggestion} » ?" in refused


@pytest.mark.parametrize("valeur", ["examen:", "examen:xyz", "xyz:soumis", "soumis:examen", "examen:soumis:le"])
def test_a_stage_with_a_wrong_half_is_refused(valeur: str) -> None:
    assert f"« {valeur} »" in refus("cnda.demandes.dmp", valeur)


@pytest.mark.parametrize("cible", ["psc.datapass", "cnda.demandes.dmp", "chapitres.mss"])
def test_an_empty_value_is_refused(cible: str) -> None:
    assert "n'est pas une valeur à marquer" in refus(cible, "")


@pytest.mark.parametrize("cible", ["psc.datapass", "chapitres.mss"])
def test_a_stage_of_something_else_is_refused(cible: str) -> None:
    assert "« examen »" in refus(cible, "examen")


def test_a_target_is_one_thing_and_never_a_pattern() -> None:
    refus("cnda.demandes.*", "examen")


# On a real file


def test_marking_the_last_missing_piece_shows_on_the_derived_etape() -> None:
    text = jouer("segurctl mark psc.dossiers.lps administratif:valide", example_text("en-route"))
    assert etape("psc.administratif", lire(text)).etat == "valide"


def test_a_suivi_that_is_not_there_is_told_with_the_near_one_and_how_to_make_it() -> None:
    held = candidature(chapitres={"mss": {}})
    said = refus("chapitres.msss", "soumis", held)
    assert "« chapitres.msss » n'est pas dans le fichier" in said
    assert "vouliez-vous dire « chapitres.mss » ?" in said
    assert "segurctl set chapitres.mss.titre=MSSanté" in said


def test_marking_again_what_is_so_keeps_since_when_unless_the_day_is_said() -> None:
    held = candidature(etapes={"psc.datapass": {"statut": "soumis", "depuis": day("2025-10-02")}})
    again = Marque("soumis", day("2025-10-18"), None, dite=False)
    assert [change.path[-1] for change in marquer("psc.datapass", again, evaluate_on("2025-10-18", held))] == ["statut"]
    said = Marque("soumis", day("2025-10-05"), None)
    assert SetKey(("etapes", "psc", "datapass", "depuis"), day("2025-10-05")) in marquer(
        "psc.datapass", said, evaluate_on("2025-10-18", held)
    )


@pytest.mark.parametrize(
    ("valeur", "repart"),
    [
        ("soumis", False),
        ("pre-examen:soumis", False),
        ("en-cours", True),
        ("pre-examen:a-modifier", True),
        ("examen:soumis", True),
        ("examen", True),
    ],
)
def test_the_clock_of_a_suivi_restarts_with_another_stage_or_statut(valeur: str, *, repart: bool) -> None:
    changes = marquer("cnda.demandes.dmp", Marque(valeur, LE, "motif", dite=False), evaluate_on("2025-10-18", SUIVIS))
    assert (SetKey(("cnda", "demandes", "dmp", "depuis"), LE) in changes) is repart


@pytest.mark.parametrize("mot", ["cloture", "remplacee"])
def test_who_wants_to_close_a_suivi_is_told_how(mot: str) -> None:
    held = candidature(cnda={"demandes": {"dmp": {}}})
    assert "cnda.demandes.dmp.cloture=expiree|refusee|abandonnee|remplacee" in refus("cnda.demandes.dmp", mot, held)


# What is declared when the éligibilité is submitted is kept, to be compared later

DECLAREE = (
    MINIMAL
    + """profils = ["Général", "Centres de santé"]

[composants.proxy]
type = "proxy"

[composants.lps]
type = "principal"
"""
)


def gardes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The profils and composants that the éligibilité keeps."""
    held = lire(text).eligibilite
    return held.profils, held.composants


def test_the_eligibilite_keeps_the_profils_and_composants_declared() -> None:
    after = jouer("segurctl mark convergence.eligibilite soumis", DECLAREE)
    assert gardes(after) == (("Général", "Centres de santé"), ("lps", "proxy"))


def test_what_nobody_declared_is_not_kept() -> None:
    assert gardes(jouer("segurctl mark convergence.eligibilite soumis", MINIMAL)) == ((), ())


def test_only_a_deposit_keeps_anything() -> None:
    for statut in ("en-cours", "a-modifier"):
        assert gardes(jouer(f"segurctl mark convergence.eligibilite {statut}", DECLAREE)) == ((), ())


def test_an_answer_does_not_replace_what_was_declared_and_a_new_deposit_does() -> None:
    depose = jouer("segurctl mark convergence.eligibilite soumis", DECLAREE)
    change = depose.replace('profils = ["Général", "Centres de santé"]', 'profils = ["Général"]', 1)
    assert gardes(jouer("segurctl mark convergence.eligibilite valide", change)) == gardes(depose)
    assert gardes(jouer("segurctl mark convergence.eligibilite soumis", change)) == gardes(depose)
    revenu = jouer("segurctl mark convergence.eligibilite a-modifier", change)
    assert gardes(jouer("segurctl mark convergence.eligibilite soumis", revenu))[0] == ("Général",)


def test_who_begins_after_the_answer_keeps_it_too() -> None:
    assert gardes(jouer("segurctl mark convergence.eligibilite valide", DECLAREE))[0] == ("Général", "Centres de santé")
