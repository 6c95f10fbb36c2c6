"""Rules between products: what two may not share, and what a company says once. Products, not candidatures."""

from typing import Any

import pytest

from builders import candidature, day, evaluate_on
from segurctl.rules.model import Constat
from segurctl.rules.portefeuille import PROPRES, Fiche, comparer, fiche

JOUR = "2025-10-18"


def entre(*tables: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """The rules and champs found in each of several candidatures, in their order."""
    return [[(one.regle.id, one.cible) for one in ones] for ones in _trouves(tables)]


def messages(*tables: dict[str, Any]) -> list[str]:
    return [one.ecart.message for ones in _trouves(tables) for one in ones]


def _trouves(tables: tuple[dict[str, Any], ...]) -> list[tuple[Constat, ...]]:
    fiches = [fiche(f"{rang}.toml", evaluate_on(JOUR, candidature(**one)).contexte) for rang, one in enumerate(tables)]
    found = comparer(fiches, day(JOUR))
    return [found.get(rang, ()) for rang in range(len(tables))]


def produit(nom: str, dispositif: str = "LGC", **champs: Any) -> dict[str, Any]:
    return {"produit": {"nom": nom, "dispositif": dispositif, **champs}}


def avec(nom: str, champ: str, valeur: str, dispositif: str = "LGC") -> dict[str, Any]:
    """A product with one champ."""
    table, cle = champ.split(".")
    held = produit(nom, dispositif)
    return {**held, table: {**held.get(table, {}), cle: valeur}}


par_champ = pytest.mark.parametrize(("regle", "champ"), [(one.regle, one.champ) for one in PROPRES])


@par_champ
def test_two_products_may_not_have_it_in_common(regle: str, champ: str) -> None:
    assert entre(avec("Julie", champ, "X1"), avec("Ordo", champ, "X1")) == [[(regle, champ)], [(regle, champ)]]


@par_champ
def test_one_product_in_two_dispositifs_may(regle: str, champ: str) -> None:
    assert entre(avec("Julie", champ, "X1"), avec("julie ", champ, "X1", "DPI")) == [[], []]


@par_champ
@pytest.mark.parametrize("autre", ["X2", "", " "])
def test_two_products_with_others_or_none_have_nothing_in_common(regle: str, champ: str, autre: str) -> None:
    assert entre(avec("Julie", champ, "X1" if autre.strip() else autre), avec("Ordo", champ, autre)) == [[], []]


@pytest.mark.parametrize("ecrit", ["jul895988", " JUL895988 "])
def test_a_value_is_the_same_however_it_is_written(ecrit: str) -> None:
    assert entre(produit("Julie", nil="JUL895988"), produit("Ordo", nil=ecrit)) == [[("PTF002", "produit.nil")]] * 2


def test_a_name_is_the_same_with_and_without_its_accents() -> None:
    assert entre(produit("Éole", nil="JUL895988"), produit("EOLE", "DPI", nil="JUL895988")) == [[], []]


def test_one_identity_is_of_a_person_and_another_of_an_organisation() -> None:
    un, autre = avec("Julie", "motco2.personne_physique", "X1"), avec("Ordo", "motco2.personne_morale", "X1")
    assert entre(un, autre) == [[], []]


def test_the_message_names_the_other_products_once_each_with_their_files() -> None:
    held = [produit("Julie", nil="X1"), produit("Ordo", nil="X1"), produit("Ordo", "DPI", nil="X1")]
    assert messages(*held)[0] == "le NIL « X1 » sert aussi à Ordo (1.toml)"


def test_the_message_names_two_products_and_counts_the_rest() -> None:
    held = [produit(nom, nil="X1") for nom in ("A", "B", "C", "D", "E")]
    assert messages(*held)[0] == "le NIL « X1 » sert aussi à B (1.toml), C (2.toml) et 2 autres"
    assert messages(*held[:4])[0] == "le NIL « X1 » sert aussi à B (1.toml), C (2.toml) et 1 autre"


# --- the company ---


def entreprise(nie: str | None, **qui: str) -> dict[str, Any]:
    return {**produit("Julie"), "editeur": {**qui, **({"nie": nie} if nie else {})}}


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ({"siren": "732829320"}, {"siren": "732829320"}),
        ({"siren": "732 829 320"}, {"siren": "732829320"}),
        ({"siren": "732829320"}, {"siret": "73282932000074"}),
        ({"identifiant_etranger": "BE0123"}, {"identifiant_etranger": "be0123"}),
    ],
    ids=["siren", "spaces", "siret", "foreign"],
)
def test_one_company_has_one_nie(une: dict[str, str], autre: dict[str, str]) -> None:
    trouve = [("PTF004", "editeur.nie")]
    assert entre(entreprise("EDI347461", **une), entreprise("EDI347462", **autre)) == [trouve, trouve]
    assert entre(entreprise("EDI347461", **une), entreprise("edi347461 ", **autre)) == [[], []]


@pytest.mark.parametrize(
    "autre", [entreprise("EDI347462", siren="552100554"), entreprise("EDI347462"), entreprise(None, siren="732829320")]
)
def test_another_company_or_an_unknown_one_or_no_nie_is_no_contradiction(autre: dict[str, Any]) -> None:
    assert entre(entreprise("EDI347461", siren="732829320"), autre) == [[], []]


# --- what does not count ---


def test_a_candidature_withdrawn_shares_nothing() -> None:
    import datetime as dt

    retiree = {**produit("Ordo", nil="X1"), "retiree_le": dt.date(2025, 10, 1), "motif_retrait": "abandon"}
    assert entre(produit("Julie", nil="X1"), retiree) == [[], []]


def test_what_a_team_accepts_is_accepted_in_its_own_file_only() -> None:
    acceptation = {"regle": "PTF002", "cible": "produit.nil", "motif": "relu", "par": "chef de projet"}
    accepte = {**produit("Julie", nil="X1"), "acceptations": [acceptation]}
    found = _trouves((accepte, produit("Ordo", nil="X1")))
    assert [[one.acceptation is not None for one in ones] for ones in found] == [[True], [False]]


def test_an_acceptation_of_what_other_products_tell_is_never_said_to_be_of_no_use() -> None:
    acceptation = {"regle": "PTF002", "cible": "produit.nil", "motif": "relu", "par": "chef de projet"}
    one = evaluate_on(JOUR, candidature(**produit("Julie", nil="JUL895988"), acceptations=[acceptation]))
    assert [constat.regle.id for constat in one.constats] == []


def test_one_candidature_alone_and_none_at_all_have_nothing_in_common() -> None:
    assert entre(produit("Julie", nil="X1")) == [[]]
    assert comparer([], day(JOUR)) == {}


def test_twenty_thousand_products_that_share_everything_are_told_of_the_first_ones() -> None:
    """In a time that grows with their number: the square of it would be hours."""
    propres = {one.champ: "X1" for one in PROPRES}
    fiches = [Fiche(f"{rang}.toml", f"P{rang}", "732829320", f"N{rang % 2}", propres, ()) for rang in range(20_000)]
    found = comparer(fiches, day(JOUR))
    assert len(found) == 20_000
    assert found[19_999][0].ecart.message.endswith("sert aussi à P0 (0.toml), P1 (1.toml) et 19997 autres")
