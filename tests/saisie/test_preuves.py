"""Proofs as they are typed: which slot an id means, what a deposit writes, what the ANS sends back."""

from typing import Any

import pytest

from builders import candidature, day, evaluate_on
from rem_builders import avec_rem, exigence, rem
from segurctl.candidature.edit import SetKey
from segurctl.candidature.model import Candidature
from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation
from segurctl.rem.model import empreinte
from segurctl.saisie.marquer import Marque, marquer
from segurctl.saisie.preuves import Change, Depot, deposer, retirer

LE = day("2026-01-20")
REM = rem(
    exigence("SC.MSS/CONF.01", preuves=2),
    exigence("SC.MSS/CONF.02"),
    exigence("SC.DMP/CONF.06"),
    exigence("SGL.DMP/CONF.06"),
    exigence("LIB.01", preuves=0),
)
DEPOT = Depot("numero", "4217", None, LE)
TENUE = {"lien": "https://www.exemple.fr/1", "deposee_le": day("2026-01-02"), "sha256": "0", "exigence": "00000000"}


def ecrites(changes: list[Change]) -> dict[str, Any]:
    """What changes write: values by path below `preuves`, None where they take a champ away."""
    return {"/".join(one.path[1:]): one.value if isinstance(one, SetKey) else None for one in changes}


def avec(**tables: Any) -> Evaluation:
    return avec_rem(candidature(**tables), REM)


def refus(id_: str, evaluation: Evaluation) -> SegurctlError:
    with pytest.raises(SegurctlError) as raised:
        deposer(id_, DEPOT, evaluation)
    return raised.value


# What a deposit writes


def test_a_deposit_writes_what_proves_its_day_and_what_it_answers_to() -> None:
    place = avec().couverture.index
    assert place
    slot = place.place("SC.MSS/CONF.02.01.01")
    assert slot
    assert ecrites(deposer("SC.MSS/CONF.02.01.01", DEPOT, avec())) == {
        "SC.MSS/CONF.02.01.01/numero": "4217",
        "SC.MSS/CONF.02.01.01/deposee_le": LE,
        "SC.MSS/CONF.02.01.01/exigence": empreinte(slot),
    }


def test_a_file_comes_with_its_print() -> None:
    depot = Depot("fichier", "preuves/a.pdf", "ab" * 32, LE)
    assert ecrites(deposer("MSS/CONF.02", depot, avec()))["SC.MSS/CONF.02.01.01/sha256"] == "ab" * 32


def test_a_new_deposit_takes_the_place_of_the_old_one_whole() -> None:
    changes = ecrites(deposer("SC.MSS/CONF.02.01.01", DEPOT, avec(preuves={"SC.MSS/CONF.02.01.01": TENUE})))
    assert changes["SC.MSS/CONF.02.01.01/lien"] is None
    assert changes["SC.MSS/CONF.02.01.01/sha256"] is None
    assert changes["SC.MSS/CONF.02.01.01/numero"] == "4217"


def test_the_remark_of_the_ans_outlives_the_new_deposit() -> None:
    held = {**TENUE, "a_modifier_le": day("2026-01-10"), "remarque": "illisible"}
    changes = ecrites(deposer("SC.MSS/CONF.02.01.01", DEPOT, avec(preuves={"SC.MSS/CONF.02.01.01": held})))
    assert not {one for one in changes if one.endswith(("remarque", "a_modifier_le"))}


def test_a_proof_that_is_only_ready_has_no_day() -> None:
    changes = ecrites(deposer("SC.MSS/CONF.02", DEPOT._replace(le=None), avec()))
    assert "SC.MSS/CONF.02.01.01/deposee_le" not in changes


def test_a_proof_that_is_ready_again_loses_the_day_of_the_older_one() -> None:
    held = avec(preuves={"SC.MSS/CONF.02.01.01": TENUE})
    assert ecrites(deposer("SC.MSS/CONF.02", DEPOT._replace(le=None), held))["SC.MSS/CONF.02.01.01/deposee_le"] is None


# Which slot an id means


@pytest.mark.parametrize(
    ("id_", "cle"),
    [
        ("SC.MSS/CONF.01.01.02", "SC.MSS/CONF.01.01.02"),
        ("MSS/CONF.01.01.02", "SC.MSS/CONF.01.01.02"),
        ("sc.mss / conf.02", "SC.MSS/CONF.02.01.01"),
        ("SC.MSS/CONF.02.01", "SC.MSS/CONF.02.01.01"),
        ("SC.\u00a0MSS/CONF.02", "SC.MSS/CONF.02.01.01"),
        ("SGL.DMP/CONF.06", "SGL.DMP/CONF.06.01.01"),
        ("LIB.01", "LIB.01"),
        ("LIB.01.01.02", "LIB.01.01.02"),
    ],
)
def test_an_id_means_its_slot_however_it_is_typed(id_: str, cle: str) -> None:
    assert {one.path[1] for one in deposer(id_, DEPOT, avec())} == {cle}


def test_the_key_that_the_file_has_is_the_one_that_is_kept() -> None:
    held = avec(preuves={"MSS/CONF.02.01.01": TENUE})
    assert {one.path[1] for one in deposer("SC.MSS/CONF.02", DEPOT, held)} == {"MSS/CONF.02.01.01"}


def test_an_exigence_of_two_slots_wants_to_know_which() -> None:
    error = refus("SC.MSS/CONF.01", avec())
    assert error.message == "« SC.MSS/CONF.01 » a plusieurs emplacements : SC.MSS/CONF.01.01.01, SC.MSS/CONF.01.01.02"


@pytest.mark.parametrize("id_", ["SC.MSS/CONF.99", "SC.MSS/CONF.02.01.07", "MSS.CONF.02", "LIB.01.x"])
def test_an_id_that_the_rem_does_not_have_is_refused_with_the_nearest(id_: str) -> None:
    error = refus(id_, avec())
    assert error.message == f"« {id_} » n'est pas dans la REM"
    assert error.hint
    assert error.hint.startswith(("vouliez-vous dire ", "segurctl rem list"))


def test_another_prefix_is_suggested_first() -> None:
    assert (refus("LGC.MSS/CONF.02.01.01", avec()).hint or "").startswith("vouliez-vous dire SC.MSS/CONF.02.01.01")


def test_an_empty_id_is_no_id() -> None:
    assert refus(" \u00a0", avec()).message == "un id de preuve est vide"


def test_without_a_rem_any_id_will_do_and_its_spaces_go() -> None:
    assert {one.path[1] for one in deposer(" SC.\u00a0PSC.01 ", DEPOT, evaluate_on("2026-01-20", candidature()))} == {
        "SC.PSC.01"
    }


# What is taken out


def test_a_proof_is_taken_out_with_its_table() -> None:
    held = avec(preuves={"SC.MSS/CONF.02.01.01": TENUE})
    assert [one.path for one in retirer(["MSS/CONF.02"], held)] == [("preuves", "SC.MSS/CONF.02.01.01")]


def test_a_proof_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(SegurctlError, match=r"aucune preuve « SC\.MSS/CONF\.03 »") as raised:
        retirer(["SC.MSS/CONF.03"], avec(preuves={"SC.MSS/CONF.02.01.01": TENUE}))
    assert raised.value.hint == "vouliez-vous dire SC.MSS/CONF.02.01.01 ?"


# What the ANS sends back


def marque(
    cible: str, valeur: str, held: Candidature, note: str | None = None, le: str = "2026-01-20"
) -> dict[str, Any]:
    return ecrites(marquer(cible, Marque(valeur, day(le), note), avec_rem(held, REM)))


DEPOSEE = candidature(preuves={"SC.MSS/CONF.02.01.01": {"numero": "1", "deposee_le": day("2026-01-02")}})


def test_a_proof_sent_back_keeps_the_remark_and_its_day() -> None:
    assert marque("MSS/CONF.02", "a-modifier", DEPOSEE, "La capture est illisible.") == {
        "SC.MSS/CONF.02.01.01/a_modifier_le": day("2026-01-20"),
        "SC.MSS/CONF.02.01.01/remarque": "La capture est illisible.",
    }


def test_a_proof_sent_back_on_the_day_of_its_deposit_is_not_taken_for_deposited_again() -> None:
    assert marque("MSS/CONF.02", "a-modifier", DEPOSEE, le="2026-01-02")["SC.MSS/CONF.02.01.01/deposee_le"] is None


def test_a_proof_sent_back_without_a_word_loses_the_older_remark() -> None:
    assert marque("MSS/CONF.02", "a-modifier", DEPOSEE)["SC.MSS/CONF.02.01.01/remarque"] is None


@pytest.mark.parametrize("valeur", ["soumis", "valide", "refuse", "examen"])
def test_a_proof_takes_no_other_mark(valeur: str) -> None:
    with pytest.raises(SegurctlError, match=f"ne se marque que a-modifier, et non « {valeur} »"):
        marque("SC.MSS/CONF.02.01.01", valeur, DEPOSEE)


def test_an_exigence_is_taken_out_with_its_reason_and_put_back() -> None:
    held = candidature(exigences={"MSS/CONF.02": {"sans_objet": "Pas de messagerie."}})
    assert marque("SC.MSS/CONF.01", "sans-objet", DEPOSEE, "Pas de messagerie.") == {
        "SC.MSS/CONF.01/sans_objet": "Pas de messagerie."
    }
    assert marque("SC.MSS/CONF.02", "a-faire", held) == {"MSS/CONF.02": None}


def test_an_exigence_is_not_taken_out_without_a_reason() -> None:
    with pytest.raises(SegurctlError, match=r"demande de dire pourquoi pour SC\.MSS/CONF\.01"):
        marque("SC.MSS/CONF.01", "sans-objet", DEPOSEE)


def test_a_chapter_that_only_the_rem_knows_can_be_marked() -> None:
    changes = marquer("chapitres.mss", Marque("soumis", LE, None), avec())
    assert [one.path for one in changes] == [("chapitres", "mss", "statut"), ("chapitres", "mss", "depuis")]


def test_a_chapter_that_nobody_knows_cannot() -> None:
    with pytest.raises(SegurctlError, match=r"« chapitres\.msss » n'est pas dans le fichier") as raised:
        marquer("chapitres.msss", Marque("soumis", LE, None), avec())
    assert "chapitres.mss" in (raised.value.hint or "")
