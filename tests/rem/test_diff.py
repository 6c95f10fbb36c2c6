"""From one REM to another: what changed, which proofs that touches, and the keys of chapters, which stay."""

from typing import Any

import pytest

from rem_builders import exigence, rem
from segurctl.rem.cles import avec_cles
from segurctl.rem.diff import Difference, comparer
from segurctl.rem.model import Attendue, Chapitre, Exigence, Referentiel, Scenario, emplacements, empreinte

A, B = exigence("SC.MSS/CONF.01", preuves=2), exigence("SC.MSS/CONF.02")


def ids(difference: Difference) -> tuple[list[str], list[str], list[tuple[str, tuple[str, ...]]]]:
    return (
        [one.id for one in difference.ajoutees],
        [one.id for one in difference.retirees],
        [(one.apres.id, one.parts) for one in difference.changees],
    )


def change(one: Exigence, **champs: Any) -> Exigence:
    return one._replace(**champs)


def test_the_same_rem_differs_in_nothing() -> None:
    assert comparer(rem(A, B), rem(B, A)) == Difference((), (), (), ())
    assert comparer(rem(A), rem(A)).vide


def test_an_exigence_is_added_and_another_removed() -> None:
    assert ids(comparer(rem(A), rem(B))) == (["SC.MSS/CONF.02"], ["SC.MSS/CONF.01"], [])


def test_the_same_exigence_printed_without_its_prefix_is_no_other() -> None:
    sans = change(A, id="MSS/CONF.01")
    assert comparer(rem(A), rem(sans)).vide


@pytest.mark.parametrize(
    ("apres", "parts"),
    [
        (change(B, texte="autre chose"), ("texte",)),
        (change(B, nature="PRECONISATION"), ("nature",)),
        (change(B, perimetre="Vague 1"), ("périmètre",)),
        (change(B, commentaire="lire la FAQ"), ("commentaire",)),
        (change(B, chapitre="ins"), ("chapitre",)),
        (exigence("SC.MSS/CONF.02", profils=("Général",)), ("profils",)),
        (exigence("SC.MSS/CONF.02", preuves=2), ("preuves attendues",)),
        (change(B, scenarios=()), ("scénarios", "preuves attendues")),
    ],
)
def test_what_changed_in_an_exigence_is_named(apres: Exigence, parts: tuple[str, ...]) -> None:
    assert ids(comparer(rem(B), rem(apres))) == ([], [], [("SC.MSS/CONF.02", parts)])


def test_white_space_is_no_change() -> None:
    apres = change(B, texte=B.texte.replace(" ", "\n "))
    assert comparer(rem(B), rem(apres)).vide


def test_the_proofs_that_answered_to_another_text_are_named() -> None:
    apres = change(A, texte="autre chose")
    touchees = comparer(rem(A, B), rem(apres, B), ["SC.MSS/CONF.01.01.01", "SC.MSS/CONF.02.01.01", "X.01"]).touchees
    assert [(one.cle, one.place and one.place.id) for one in touchees] == [
        ("SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.01")
    ]


def test_only_the_slot_whose_expected_proof_changed_is_touched() -> None:
    [scenario] = A.scenarios
    premiere, seconde = scenario.preuves
    apres = change(A, scenarios=(scenario._replace(preuves=(premiere, Attendue(seconde.id, "une vidéo"))),))
    touchees = comparer(rem(A), rem(apres), ["MSS/CONF.01.01.01", "MSS/CONF.01.01.02"]).touchees
    assert [one.cle for one in touchees] == ["MSS/CONF.01.01.02"]


def test_a_proof_of_what_is_gone_answers_to_nothing() -> None:
    [touchee] = comparer(rem(A, B), rem(A), ["SC.MSS/CONF.02.01.01"]).touchees
    assert touchee.place is None


def test_a_print_is_that_of_the_words() -> None:
    [slot] = emplacements(B)
    [meme] = emplacements(change(B, texte=f"  {B.texte}\n"))
    [autre] = emplacements(change(B, texte=f"{B.texte} !"))
    assert empreinte(slot) == empreinte(meme) != empreinte(autre)
    assert len(empreinte(slot)) == 8


# The keys of chapters


def cles(referentiel: Referentiel) -> dict[str, str]:
    return {one.titre: one.cle for one in referentiel.chapitres}


LU = rem(exigence("SC.MSS/CONF.01", chapitre="mssante"), exigence("INS/va1.53", chapitre="ins"))._replace(
    chapitres=(Chapitre("mssante", "Gestion de la MSSanté"), Chapitre("ins", "Gestion de l'INS"))
)


@pytest.mark.parametrize(
    ("connues", "attendues"),
    [
        ({}, ["mssante", "ins"]),
        ({"mss": "Gestion de la MSSanté"}, ["mss", "ins"]),
        ({"mss": "gestion de la  MSSANTE"}, ["mss", "ins"]),
        ({"ins": "ins"}, ["mssante", "ins"]),
        ({"ins": "Un autre chapitre"}, ["mssante", "ins-2"]),
        ({"mssante": "Gestion de l'INS"}, ["mssante-2", "mssante"]),
    ],
)
def test_a_chapter_that_is_known_keeps_its_key(connues: dict[str, str], attendues: list[str]) -> None:
    renomme = avec_cles(LU, connues)
    assert [one.cle for one in renomme.chapitres] == attendues
    assert [one.chapitre for one in renomme.exigences] == attendues


def test_two_chapters_of_one_title_do_not_share_a_key() -> None:
    double = LU._replace(chapitres=(Chapitre("a", "Titre"), Chapitre("b", "Titre")), exigences=())
    assert len({one.cle for one in avec_cles(double, {"mss": "Titre"}).chapitres}) == 2


def test_a_scenario_without_id_has_no_place_of_its_own() -> None:
    sans = Exigence("A.01", "mss", "", None, None, None, None, None, (Scenario(None, "montrer", (), ()),))
    assert [one.id for one in emplacements(sans)] == ["A.01"]


def test_a_chapter_that_the_ans_renamed_is_known_by_its_exigences() -> None:
    avant = rem(*(exigence(f"SC.MSS/CONF.{rang:02}") for rang in range(4)), exigence("INS/va1.53", chapitre="ins"))
    lu = rem(*(exigence(f"MSS/CONF.{rang:02}", chapitre="messagerie") for rang in range(1, 5)))
    lu = lu._replace(chapitres=(Chapitre("messagerie", "Messageries sécurisées"),))
    connues = {"mss": "Gestion de la MSSanté", "ins": "Gestion de l'INS"}
    assert [one.cle for one in avec_cles(lu, connues, avant).chapitres] == ["mss"]
    peu = rem(exigence("SC.MSS/CONF.01", chapitre="messagerie"), exigence("A.01", chapitre="messagerie"))
    assert [one.cle for one in avec_cles(peu, connues, avant).chapitres] == ["messagerie"]


def test_a_chapter_declared_by_its_short_name_is_the_same() -> None:
    assert [one.cle for one in avec_cles(LU, {"msg": "MSSanté"}).chapitres] == ["msg", "ins"]


def test_proofs_that_are_numbered_otherwise_are_a_change() -> None:
    [scenario] = A.scenarios
    une, autre = scenario.preuves
    apres = change(A, scenarios=(scenario._replace(preuves=(une._replace(id=autre.id), autre._replace(id=une.id))),))
    difference = comparer(rem(A), rem(apres), ["SC.MSS/CONF.01.01.01"])
    assert [one.parts for one in difference.changees] == [("preuves attendues",)]
    assert [one.cle for one in difference.touchees] == ["SC.MSS/CONF.01.01.01"]


def test_the_whole_title_comes_before_its_words() -> None:
    deux = LU._replace(chapitres=(Chapitre("mssante", "INS"), Chapitre("ins", "Gestion de l'INS")))
    assert [one.cle for one in avec_cles(deux, {"a": "Gestion de l'INS", "b": "INS"}).chapitres] == ["b", "a"]
