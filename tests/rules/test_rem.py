"""The rules of the REM and of chapters: what was submitted without its proofs, what no longer answers to its text."""

from typing import Any

import pytest

from builders import candidature, day, evaluate_on, parcours
from rem_builders import avec_rem, exigence, rem
from segurctl.candidature.model import Candidature
from segurctl.evaluation import evaluate
from segurctl.proofs.faits import Faits
from segurctl.rem.ids import Index
from segurctl.rem.model import Nature, Referentiel, empreinte
from segurctl.rules.model import Constat

TODAY = "2026-01-20"
REM = rem(
    exigence("SC.MSS/CONF.01", preuves=2),
    exigence("SC.MSS/CONF.02"),
    exigence("SC.MSS/UX.25", nature="PRECONISATION"),
    exigence("INS/va1.53", chapitre="ins"),
)
PLEINE = {"numero": "4217", "deposee_le": day("2026-01-10")}
TOUTES = dict.fromkeys(
    ["SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.02", "SC.MSS/CONF.02.01.01", "SC.MSS/UX.25.01.01"], PLEINE
)


def constats(held: Candidature, *regles: str, referentiel: Referentiel = REM) -> list[Constat]:
    """What these rules find."""
    return [one for one in avec_rem(held, referentiel, TODAY).constats if one.regle.id in regles]


def messages(held: Candidature, *regles: str, referentiel: Referentiel = REM) -> list[str]:
    return [one.ecart.message for one in constats(held, *regles, referentiel=referentiel)]


def soumis(*sans: str, statut: str = "soumis", **tables: Any) -> Candidature:
    """A candidature whose chapter is submitted with all its proofs but some."""
    preuves = {cle: held for cle, held in TOUTES.items() if cle not in sans}
    return candidature(chapitres={"mss": {"statut": statut, "depuis": day("2026-01-15")}}, preuves=preuves, **tables)


MANQUES = ("PRV010", "PRV011", "PRV012")


# A chapter submitted without its proofs


def test_a_chapter_submitted_whole_has_nothing_to_mend() -> None:
    assert constats(soumis(), *MANQUES) == []


def test_an_exigence_without_any_proof_is_an_error() -> None:
    assert messages(soumis("SC.MSS/CONF.02.01.01"), *MANQUES) == [
        "le chapitre mss est soumis avec 1 exigence sans aucune preuve : SC.MSS/CONF.02"
    ]


def test_a_slot_that_is_empty_beside_another_is_a_warning() -> None:
    [one] = constats(soumis("SC.MSS/CONF.01.01.02"), *MANQUES)
    assert (one.regle.id, one.gravite) == ("PRV011", "avertissement")
    assert one.ecart.message == "le chapitre mss est soumis avec 1 emplacement de preuve vide : SC.MSS/CONF.01.01.02"


def test_a_preconisation_without_a_proof_is_an_info() -> None:
    [one] = constats(soumis("SC.MSS/UX.25.01.01"), *MANQUES)
    assert (one.regle.id, one.gravite) == ("PRV012", "info")


@pytest.mark.parametrize(("nature", "regle"), [("EXIGENCE", "PRV010"), (None, "PRV011"), ("PRECONISATION", "PRV012")])
def test_what_the_workbook_does_not_call_an_exigence_is_never_an_error(nature: Nature | None, regle: str) -> None:
    held = candidature(chapitres={"mss": {"statut": "soumis"}})
    assert [one.regle.id for one in constats(held, *MANQUES, referentiel=rem(exigence("A.01", nature=nature)))] == [
        regle
    ]


@pytest.mark.parametrize("statut", ["a-faire", "en-cours", "a-modifier", "valide", "refuse"])
def test_only_a_chapter_that_is_with_the_ans_is_judged(statut: str) -> None:
    assert constats(soumis("SC.MSS/CONF.02.01.01", statut=statut), *MANQUES) == []


def test_an_exigence_sans_objet_or_of_another_profil_asks_for_nothing() -> None:
    held = soumis("SC.MSS/CONF.02.01.01", exigences={"SC.MSS/CONF.02": {"sans_objet": "Sans messagerie."}})
    assert constats(held, *MANQUES) == []
    autre = rem(exigence("A.01", profils=("Centres de santé",)))
    assert constats(soumis(produit={"profils": ["Général"]}), *MANQUES, referentiel=autre) == []


def test_many_are_told_by_the_first_of_them() -> None:
    beaucoup = rem(*(exigence(f"A.{rang:02}") for rang in range(1, 31)))
    [message] = messages(candidature(chapitres={"mss": {"statut": "soumis"}}), "PRV010", referentiel=beaucoup)
    assert message.startswith("le chapitre mss est soumis avec 30 exigences sans aucune preuve : A.01, A.02,")
    assert message.endswith("A.20 et 10 de plus")


# Sent back


def renvoyee(jour: str, **chapitre: Any) -> Candidature:
    preuves = {**TOUTES, "SC.MSS/CONF.02.01.01": {**PLEINE, "a_modifier_le": day(jour)}}
    return candidature(
        chapitres={"mss": {"statut": "soumis", "depuis": day("2026-01-15"), **chapitre}}, preuves=preuves
    )


def test_a_proof_sent_back_in_a_chapter_noted_submitted_is_told() -> None:
    assert messages(renvoyee("2026-01-18"), "PRV013", "PRV008") == [
        "le chapitre mss est noté soumis, et l'ANS en a renvoyé SC.MSS/CONF.02.01.01"
    ]


def test_a_chapter_submitted_again_without_a_new_proof_is_told() -> None:
    assert messages(renvoyee("2026-01-12"), "PRV013", "PRV008") == [
        "le chapitre mss est soumis de nouveau, aucune preuve signalée n'a changé"
    ]


def test_a_chapter_to_be_done_again_is_not() -> None:
    assert messages(renvoyee("2026-01-18", statut="a-modifier"), "PRV013", "PRV008") == []


# What answers to nothing


def test_a_snapshot_that_cannot_be_read_is_told_where_it_is_named() -> None:
    held = candidature(rem={"fichier": "x.json"})
    found = evaluate(held, parcours(), day(TODAY), Faits(illisible="le JSON est illisible")).constats
    [one] = [one for one in found if one.regle.id == "REM001"]
    assert (one.ecart.champ, one.ecart.message) == (("rem", "fichier"), "le JSON est illisible")


def test_without_a_rem_its_rules_are_silent() -> None:
    held = candidature(preuves={"X.01": PLEINE}, exigences={"Y.01": {"note": "n"}}, produit={"profils": ["Z"]})
    assert [one.regle.id for one in evaluate_on(TODAY, held).constats if one.regle.id[:3] == "REM"] == []


@pytest.mark.parametrize("profil", ["Général", "GENERAL", " Général", "ville"])
def test_a_profil_is_known_apart_from_accents_and_case(profil: str) -> None:
    deux = rem(exigence("A.01", profils=("Général",)), exigence("A.02", profils=("Environnement de ville / ville",)))
    assert constats(candidature(produit={"profils": [profil]}), "REM002", referentiel=deux) == []


def test_a_profil_that_no_exigence_has_is_told_with_those_that_there_are() -> None:
    une = rem(exigence("A.01", profils=("Général",)))
    assert messages(candidature(produit={"profils": ["Central"]}), "REM002", referentiel=une) == [
        "le profil « Central » n'est celui d'aucune exigence (profils de la REM : « Général »)"
    ]


def test_a_rem_that_has_no_profils_judges_none() -> None:
    assert constats(candidature(produit={"profils": ["Général"]}), "REM002") == []


def test_an_exigence_of_the_file_is_one_of_the_rem() -> None:
    held = candidature(exigences={"MSS/CONF.01": {"note": "n"}, "SC.MSS/CONF.01.01": {"note": "n"}, "X": {"note": "n"}})
    assert [one.ecart.champ[1] for one in constats(held, "REM003")] == ["SC.MSS/CONF.01.01", "X"]


def test_a_proof_that_answers_to_nothing_is_told_with_the_nearest() -> None:
    [message] = messages(candidature(preuves={"LGC.MSS/CONF.02.01.01": PLEINE}), "REM004")
    assert message.startswith(
        "la preuve « LGC.MSS/CONF.02.01.01 » ne répond à rien dans la REM ; vouliez-vous dire SC.MSS/"
    )


def test_each_proof_of_an_exigence_that_no_longer_counts_is_named() -> None:
    deux = rem(exigence("A.01", profils=("Général",)), exigence("A.02", profils=("Centres de santé",)))
    held = candidature(produit={"profils": ["Général"]}, preuves={"A.01": PLEINE, "A.02": PLEINE})
    [message] = messages(held, "REM005", referentiel=deux)
    assert message.startswith("la preuve A.02 ne compte pas : A.02 ")
    assert message.endswith(" n'est pas de vos profils (pour les profils Centres de santé)")


def test_a_change_of_profils_is_told_with_what_it_touches() -> None:
    trois = rem(
        exigence("A.01", profils=("Général",)),
        exigence("A.02", profils=("Centres",)),
        exigence("A.03", profils=("Centres",)),
    )
    held = candidature(produit={"profils": ["Centres"]}, eligibilite={"profils": ["Général"]}, preuves={"A.01": PLEINE})
    [message] = messages(held, "CVG016", referentiel=trois)
    assert message.startswith("profils déclarés à l'éligibilité : « Général » ; aujourd'hui : « Centres » ; ")
    assert message.endswith("1 exigence en moins (preuves à revoir : A.01), 2 exigences en plus")


# What is no longer the same text


def test_a_proof_deposited_for_another_text_is_told_with_what_confirms_it() -> None:
    place = Index(REM).place("SC.MSS/CONF.02")
    assert place
    held = candidature(preuves={"SC.MSS/CONF.02.01.01": {**PLEINE, "exigence": "00000000"}})
    [one] = constats(held, "REM006")
    assert one.ecart.message == (
        "exigence modifiée depuis le dépôt de SC.MSS/CONF.02.01.01 : "
        "ce que SC.MSS/CONF.02 demande là n'est plus écrit de même"
    )
    assert one.ecart.commande == f"""segurctl set 'preuves."SC.MSS/CONF.02.01.01".exigence={empreinte(place)}'"""


@pytest.mark.parametrize("notee", [None, "JUSTE", " JUSTE "])
def test_a_proof_that_answers_to_the_text_or_says_nothing_of_it_is_not(notee: str | None) -> None:
    place = Index(REM).place("SC.MSS/CONF.02")
    assert place
    said = {"exigence": notee.replace("JUSTE", empreinte(place).upper())} if notee else {}
    assert constats(candidature(preuves={"SC.MSS/CONF.02.01.01": {**PLEINE, **said}}), "REM006") == []


def test_two_keys_of_one_slot_are_told_once() -> None:
    held = candidature(preuves={"MSS/CONF.02.01.01": PLEINE, "SC.MSS/CONF.02": PLEINE})
    assert messages(held, "REM007") == [
        "SC.MSS/CONF.02 et MSS/CONF.02.01.01 sont le même emplacement de la REM, SC.MSS/CONF.02.01.01"
    ]


def test_several_proofs_that_the_rem_does_not_number_are_no_fault() -> None:
    held = candidature(preuves={"LIB.01.01.01": PLEINE, "LIB.01.01.02": PLEINE})
    assert constats(held, "REM007", referentiel=rem(exigence("LIB.01", preuves=0))) == []


# Chapters


@pytest.mark.parametrize(
    ("chapitre", "trouve"), [({"statut": "a-faire"}, True), ({"cloture": "abandonnee"}, False)], ids=["open", "closed"]
)
def test_a_chapter_that_the_rem_does_not_have_holds_all_back_unless_it_is_closed(
    chapitre: dict[str, Any], trouve: bool
) -> None:
    assert bool(constats(candidature(chapitres={"mssante": chapitre}), "REM008")) is trouve


def test_a_proof_may_be_of_a_chapter_that_only_the_rem_has() -> None:
    held = candidature(preuves={"SC.MSS/CONF.02.01.01": {**PLEINE, "chapitre": "mss"}})
    assert constats(held, "PRV009") == []


def test_what_is_sent_back_on_the_day_of_a_submission_is_told_as_sent_back() -> None:
    found = constats(renvoyee("2026-01-15"), "PRV013", "PRV008")
    assert [one.regle.id for one in found] == ["PRV013"]


@pytest.mark.parametrize(("statut", "trouve"), [("valide", True), ("soumis", False), ("a-faire", False)])
def test_a_chapter_validated_without_its_proofs_in_the_file_is_an_info(statut: str, trouve: bool) -> None:
    assert bool(constats(soumis("SC.MSS/CONF.02.01.01", statut=statut), "PRV015")) is trouve


@pytest.mark.parametrize(("statut", "trouve"), [("soumis", True), ("en-cours", False), ("valide", False)])
def test_a_proof_without_the_day_of_its_deposit_is_told_once_the_chapter_is_submitted(
    statut: str, trouve: bool
) -> None:
    held = soumis("SC.MSS/CONF.02.01.01", statut=statut)
    prete = held.preuves["SC.MSS/CONF.01.01.01"].model_copy(update={"deposee_le": None})
    held = held.model_copy(update={"preuves": {**held.preuves, "SC.MSS/CONF.02.01.01": prete}})
    assert bool(constats(held, "PRV014")) is trouve
