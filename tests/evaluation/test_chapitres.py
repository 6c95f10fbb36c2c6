"""Chapters: what of each is proved, what is to be done again, and what `next` says to type."""

from typing import Any

import pytest

from builders import candidature, day, evaluate_on, faites, parcours
from rem_builders import avec_rem, exigence, rem
from segurctl.candidature.model import Candidature
from segurctl.evaluation import Evaluation, Prochaine, evaluate
from segurctl.evaluation.chapitres import ChapitreEvalue, a_prouver, remettre
from segurctl.proofs.faits import Faits
from segurctl.views.chapitres_text import reste

TODAY = "2026-02-16"
REM = rem(
    exigence("SC.MSS/UX.25", nature="PRECONISATION"),
    exigence("SC.MSS/CONF.01", preuves=2),
    exigence("SC.MSS/CONF.02"),
    exigence("INS/va1.53", chapitre="ins"),
)
PLEINE = {"numero": "4217", "deposee_le": day("2026-01-10")}
ELIGIBLE = faites(
    *("isc.mandataire", "convergence.acces", "convergence.produit", "convergence.demarche", "convergence.charte"),
    *("convergence.administratif", "convergence.eligibilite", "cnda.inscription", "cnda.logiciel"),
)


def avec(**tables: Any) -> Evaluation:
    return avec_rem(_eligible(**tables), REM, TODAY)


def _eligible(**tables: Any) -> Candidature:
    return candidature(
        **{
            "editeur": {"raison_sociale": "Editeur Exemple", "siren": "732829320", "nie": "EDI347461"},
            "produit": {
                **dict.fromkeys(("version", "responsable", "description"), "3"),
                "nil": "JUL895988",
                "profils": ["Général"],
                "referencee_vague1": False,
            },
            "cnda": {"demandes": {"dmp": {"avancement": "pre-examen", "statut": "soumis"}}},
            "etapes": ELIGIBLE,
            **tables,
        }
    )


def chapitre(cle: str, evaluation: Evaluation) -> ChapitreEvalue:
    return next(one for one in evaluation.chapitres if one.cle == cle)


def prochaine(evaluation: Evaluation) -> Prochaine:
    return next(one for one in evaluation.prochaines if one.evaluee.etape.id == "convergence.preuves")


def test_chapters_are_in_the_order_of_the_rem_then_those_of_the_file() -> None:
    evaluation = avec(chapitres={"zz": {"titre": "À part"}, "ins": {"statut": "soumis"}})
    assert [(one.cle, one.titre) for one in evaluation.chapitres] == [
        ("mss", "Gestion de la MSSanté"),
        ("ins", "Gestion de l'INS"),
        ("zz", "À part"),
    ]


def test_exigences_are_named_before_preconisations() -> None:
    nues = [one.exigence.id for one in chapitre("mss", avec()).nues]
    assert nues == ["SC.MSS/CONF.01", "SC.MSS/CONF.02", "SC.MSS/UX.25"]


def test_what_is_to_be_proved_is_what_is_bare_then_what_lacks_a_slot() -> None:
    held = avec(preuves={"SC.MSS/CONF.01.01.02": PLEINE})
    assert [one.id for one in a_prouver(chapitre("mss", held))] == ["SC.MSS/CONF.02.01.01", "SC.MSS/CONF.01.01.01"]


def test_next_says_to_prove_before_it_says_to_submit() -> None:
    assert prochaine(avec()).commandes == (
        "segurctl proof add SC.MSS/CONF.01.01.01 --fichier …",
        "segurctl proof add INS/va1.53.01.01 --fichier …",
    )


def test_a_chapter_whose_exigences_are_proved_is_to_be_submitted_without_its_preconisations() -> None:
    preuves = dict.fromkeys(["SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.02", "SC.MSS/CONF.02.01.01"], PLEINE)
    assert prochaine(avec(preuves=preuves)).commandes[0] == "segurctl mark chapitres.mss soumis"


def test_next_names_what_the_ans_sent_back_with_its_remark() -> None:
    renvoyee = {**PLEINE, "a_modifier_le": day("2026-02-11"), "remarque": "illisible"}
    evaluation = avec(preuves={"SC.MSS/CONF.02.01.01": renvoyee}, chapitres={"mss": {"statut": "a-modifier"}})
    one = prochaine(evaluation)
    assert one.geste == "corriger"
    assert "segurctl proof add SC.MSS/CONF.02.01.01 --fichier …" in one.commandes
    [mss] = [each for each in one.chapitres if each.cle == "mss"]
    assert [(cle, preuve.remarque) for cle, preuve in mss.a_reprendre] == [("SC.MSS/CONF.02.01.01", "illisible")]


def test_once_deposited_again_the_chapter_is_to_be_submitted_again() -> None:
    toutes = dict.fromkeys(["SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.02"], PLEINE)
    refaite = {**PLEINE, "a_modifier_le": day("2026-02-11"), "deposee_le": day("2026-02-12")}
    evaluation = avec(preuves={**toutes, "SC.MSS/CONF.02.01.01": refaite}, chapitres={"mss": {"statut": "a-modifier"}})
    assert "segurctl mark chapitres.mss soumis" in prochaine(evaluation).commandes


def test_a_chapter_that_is_with_the_ans_asks_for_nothing() -> None:
    evaluation = avec(chapitres={"mss": {"statut": "soumis"}, "ins": {"statut": "soumis"}})
    assert [one.evaluee.etape.id for one in evaluation.prochaines if one.chapitres] == []
    assert {one.cible for one in evaluation.attentes} >= {"chapitres.mss", "chapitres.ins"}


def test_what_was_sent_back_before_the_chapter_was_validated_is_settled() -> None:
    renvoyee = {**PLEINE, "a_modifier_le": day("2026-02-11")}
    evaluation = avec(preuves={"SC.MSS/CONF.02.01.01": renvoyee}, chapitres={"mss": {"statut": "valide"}})
    assert chapitre("mss", evaluation).a_reprendre == ()


def test_without_a_rem_a_chapter_has_the_proofs_that_say_so() -> None:
    held = _eligible(
        chapitres={"mss": {"statut": "a-modifier"}},
        preuves={"X.01": {**PLEINE, "chapitre": "mss", "a_modifier_le": day("2026-02-11")}, "Y.01": PLEINE},
    )
    evaluation = evaluate_on(TODAY, held)
    assert [cle for cle, _ in chapitre("mss", evaluation).preuves] == ["X.01"]
    assert prochaine(evaluation).commandes == ("segurctl proof add X.01 --fichier …",)


def test_a_candidature_withdrawn_has_nothing_to_prove() -> None:
    assert avec(retiree_le=day("2026-01-01")).prochaines == ()


def test_what_is_sent_back_after_the_chapter_was_validated_is_asked_again() -> None:
    renvoyee = {**PLEINE, "a_modifier_le": day("2026-02-11")}
    valide = {"statut": "valide", "depuis": day("2026-02-01")}
    evaluation = avec(preuves={"SC.MSS/CONF.02.01.01": renvoyee}, chapitres={"mss": valide})
    assert [cle for cle, _ in chapitre("mss", evaluation).a_reprendre] == ["SC.MSS/CONF.02.01.01"]
    assert list(reste(chapitre("mss", evaluation))) == [("à reprendre", "SC.MSS/CONF.02.01.01")]


def test_a_chapter_that_is_closed_has_nothing_to_be_done_again() -> None:
    renvoyee = {**PLEINE, "a_modifier_le": day("2026-02-11"), "chapitre": "mss"}
    held = _eligible(preuves={"X.01": renvoyee}, chapitres={"mss": {"cloture": "abandonnee"}})
    assert list(reste(chapitre("mss", evaluate_on(TODAY, held)))) == []


def test_a_proof_of_what_does_not_count_is_not_asked_again() -> None:
    renvoyee = {**PLEINE, "a_modifier_le": day("2026-02-11")}
    evaluation = avec(
        preuves={"SC.MSS/CONF.02.01.01": renvoyee}, exigences={"SC.MSS/CONF.02": {"sans_objet": "pas de MSS"}}
    )
    assert chapitre("mss", evaluation).a_reprendre == ()


@pytest.mark.parametrize(
    ("tables", "commande"),
    [
        ({"exigences": {"SC.MSS/CONF.02": {"sans_objet": "pas de MSS"}}}, "mark SC.MSS/CONF.02 a-faire"),
        ({"chapitres": {"mss": {"statut": "sans-objet", "note": "pas de MSS"}}}, "mark chapitres.mss a-faire"),
        ({"chapitres": {"mss": {"cloture": "abandonnee"}}}, "unset chapitres.mss.cloture"),
        (
            {"chapitres": {"mss": {"cloture": "abandonnee", "close_le": day("2026-01-02")}}},
            "unset chapitres.mss.cloture chapitres.mss.close_le",
        ),
    ],
)
def test_what_was_left_out_is_put_back_where_it_was_left_out(tables: dict[str, Any], commande: str) -> None:
    evaluation = avec(**tables)
    one = next(one for one in evaluation.couverture.exigences if one.exigence.id == "SC.MSS/CONF.02")
    assert remettre(one, evaluation.candidature) == f"segurctl {commande}"


def test_a_snapshot_that_cannot_be_read_is_to_be_imported_again() -> None:
    held = _eligible(rem={"fichier": "referentiels/lgc-va2.json"})
    evaluation = evaluate(held, parcours(), day(TODAY), Faits(illisible="il n'y a plus de relevé"))
    assert "segurctl rem import …" in prochaine(evaluation).commandes
