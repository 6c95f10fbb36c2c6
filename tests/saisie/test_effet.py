"""What a change did: champs before and after, étapes unlocked, findings that are new."""

from typing import Any

from builders import candidature, day, evaluate_on
from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.model import Candidature
from segurctl.saisie.effet import Changement, Effet, effet

EDITEUR = {"raison_sociale": "Editeur Exemple"}


def effect(changes: list[SetKey | UnsetKey], before: Candidature, after: Candidature) -> Effet:
    """The effect of changes between two candidatures."""
    return effet(changes, evaluate_on("2025-10-18", before), evaluate_on("2025-10-18", after))


def statut(id_: str, value: str) -> SetKey:
    """The change of one statut."""
    return SetKey(("etapes", *id_.split("."), "statut"), value)


def test_a_champ_is_shown_before_and_after() -> None:
    done = effect(
        [SetKey(("produit", "nil"), "JUL895988")],
        candidature(produit={"nil": "JUL000000"}),
        candidature(produit={"nil": "JUL895988"}),
    )
    assert done.changements == (Changement("produit.nil", "JUL000000", "JUL895988"),)


def test_a_champ_that_was_not_written_comes_from_nothing() -> None:
    done = effect([SetKey(("psc", "edc"), value=False)], candidature(), candidature(psc={"edc": False}))
    assert done.changements == (Changement("psc.edc", None, apres=False),)


def test_a_champ_taken_away_goes_to_nothing() -> None:
    done = effect([UnsetKey(("psc", "edc"))], candidature(psc={"edc": True}), candidature())
    assert done.changements == (Changement("psc.edc", avant=True, apres=None),)


def test_a_champ_set_to_what_it_was_is_no_change() -> None:
    held = candidature(produit={"nil": "JUL895988"})
    assert effect([SetKey(("produit", "nil"), "JUL895988")], held, held) == Effet((), (), ())


def test_a_champ_set_twice_is_told_once() -> None:
    changes: list[SetKey | UnsetKey] = [SetKey(("produit", "nil"), nil) for nil in ("A", "JUL895988")]
    done = effect(changes, candidature(), candidature(produit={"nil": "JUL895988"}))
    assert len(done.changements) == 1


def test_a_table_taken_away_is_told_champ_by_champ() -> None:
    web: dict[str, Any] = {"realise_le": day("2025-09-30"), "hautes": 0}
    done = effect([UnsetKey(("tests_intrusion", "web"))], candidature(tests_intrusion={"web": web}), candidature())
    assert {(one.champ, one.avant, one.apres) for one in done.changements} == {
        ("tests_intrusion.web.realise_le", day("2025-09-30"), None),
        ("tests_intrusion.web.hautes", 0, None),
    }


def test_the_etapes_that_can_be_begun_since_are_named_in_catalogue_order() -> None:
    done = effect(
        [statut("isc.mandataire", "valide")],
        candidature(editeur=EDITEUR),
        candidature(editeur=EDITEUR, etapes={"isc.mandataire": "valide"}),
    )
    assert done.debloquees == ("isc.equipe", "convergence.acces")


def test_a_mark_that_is_contradicted_unlocks_nothing_and_says_so() -> None:
    done = effect(
        [statut("convergence.acces", "valide")],
        candidature(),
        candidature(etapes={"convergence.acces": "valide"}),
    )
    assert done.debloquees == ()
    assert [one.regle.id for one in done.constats] == ["CVG001"]


def test_a_finding_that_was_there_before_is_not_told_again() -> None:
    before = candidature(editeur={"siren": "732829321"})
    after = candidature(editeur={"siren": "732829321"}, psc={"datapass_demande": "12345"})
    done = effect([SetKey(("psc", "datapass_demande"), "12345")], before, after)
    assert [one.regle.id for one in done.constats] == ["PSC002"]


def test_a_finding_about_another_value_is_new() -> None:
    before, after = (candidature(editeur={"siren": siren}) for siren in ("732829321", "732829322"))
    done = effect([SetKey(("editeur", "siren"), "732829322")], before, after)
    assert [one.regle.id for one in done.constats] == ["ISC001"]


def test_a_finding_mended_is_not_told() -> None:
    before, after = (candidature(editeur={"siren": siren}) for siren in ("732829321", "732829320"))
    assert effect([SetKey(("editeur", "siren"), "732829320")], before, after).constats == ()
