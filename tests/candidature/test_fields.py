"""The champs of the format: which exist, what they hold, and how they are found in a candidature."""

import datetime as dt
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from segurctl.candidature.edit import SetKey, apply
from segurctl.candidature.fields import FieldType, children_at, exists, field_type, lookup, spell
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.candidature.read import CandidatureFile, parse_candidature
from segurctl.candidature.typed import typed_value
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours
from segurctl.proches import suggest
from support import HEAD, MINIMAL, champs

CHAMPS = {".".join(path): (path, annotation) for path, annotation in champs()}
BY_HAND = {"acceptations"}
# What a champ takes where only some texts make sense of it, and what it has to be beside.
FIT = {
    "format": "1",
    "parcours": "segur-vague-2",
    "edition": "2025-10",
    "psc.dossiers.x.avancement": "preuves",
    "cnda.demandes.x.avancement": "examen",
}
ROOM = f"""{HEAD}
[produit]
nom = "Julie"
dispositif = "LGC"

[composants.x]
type = "principal"

[psc.dossiers.x]
role = "editeur-proxy"

[jalons.x]
le = 2026-05-13
"""
RICH = f"""{MINIMAL}
profils = ["Général", "MSS"]
referencee_vague1 = true

[psc]
edc = false

[psc.dossiers.lps]
role = "editeur-proxy"
nru = "N1"

[psc.dossiers.autre]
role = "editeur-proxy"
nru = "N2"

[psc.dossiers.vide]
role = "editeur-proxy"
"""


def read(text: str) -> CandidatureFile:
    return parse_candidature(Path("candidature.toml"), text, load_parcours())


@pytest.fixture(scope="module")
def rich() -> Candidature:
    return read(RICH).candidature


def refusal(path: str) -> str:
    with pytest.raises(SegurctlError) as caught:
        field_type(parse_path(path))
    return str(caught.value)


def typed_samples(name: str, annotation: Any) -> list[str]:
    """Everything of note that a person could type for a champ."""
    if name in FIT:
        return [FIT[name]]
    if get_origin(annotation) is tuple:
        return ["un, deux"]
    options = [one for one in get_args(annotation) if one is not type(None)] or [annotation]
    if get_origin(annotation) is Literal or get_origin(options[0]) is Literal:
        return list(get_args(annotation if get_origin(annotation) is Literal else options[0]))
    samples = {str: "du texte", bool: "oui", int: "3", dt.date: "2025-10-06", dt.datetime: "2025-10-06T12:00:00"}
    return [samples[one] for one in options]


@pytest.mark.parametrize("name", sorted(CHAMPS.keys() - BY_HAND))
def test_every_champ_can_be_set_by_its_path_and_read_back(name: str) -> None:
    path, annotation = CHAMPS[name]
    for typed in typed_samples(name, annotation):
        value = typed_value(path, typed)
        after = read(apply(ROOM, [SetKey(path, value)], CatalogueLayout(load_parcours())))
        held = tuple(value) if isinstance(value, list) else value
        assert lookup(after.candidature, path) == [(path, held)]


def test_the_model_was_walked_whole() -> None:
    assert len(CHAMPS) > 90
    assert {"produit.nom", "jalons.x.le", "etapes.psc.datapass.actions.proconnect"} < CHAMPS.keys()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("produit.nom", FieldType((str,))),
        ("psc.edc", FieldType((bool,))),
        ("tests_intrusion.web.hautes", FieldType((int,))),
        ("editeur.kbis_du", FieldType((dt.date,))),
        ("jalons.preuves.le", FieldType((dt.datetime, dt.date))),
        ("produit.profils", FieldType((str,), many=True)),
        ("cnda.demandes.dmp.porteur", FieldType((str,), words=("editeur", "tiers", "aucun"))),
        ("etapes.psc.datapass.actions.proconnect", FieldType((dt.date,))),
        ("psc.dossiers.*.nru", FieldType((str,))),
    ],
)
def test_a_champ_knows_what_it_holds(path: str, kind: FieldType) -> None:
    assert field_type(parse_path(path)) == kind


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("produit.nomm", "champ inconnu « nomm » dans [produit] (vouliez-vous dire « nom » ?)"),
        ("produi.nom", "champ inconnu « produi » (vouliez-vous dire « produit » ?)"),
        ("Produit.nom", "champ inconnu « Produit » (vouliez-vous dire « produit » ?)"),
        ("nil", "champ inconnu « nil » (vouliez-vous dire « produit.nil » ?)"),
        ("dossiers.lps.nru", "champ inconnu « dossiers » (vouliez-vous dire « psc.dossiers.lps.nru » ?)"),
        (
            "psc.dossiers.lps.nruu",
            "champ inconnu « nruu » dans [psc.dossiers.lps] (vouliez-vous dire « nru » ?)",
        ),
        (
            'preuves."SC.PSC.01".zzz',
            (
                'champ inconnu « zzz » dans [preuves."SC.PSC.01"] (champs possibles : a_modifier_le, chapitre, '
                "deposee_le, emplacement, exigence, fichier, lien, numero, remarque, sha256, verifiee_a_la_main_le)"
            ),
        ),
    ],
)
def test_an_unknown_champ_is_answered_with_the_nearest_or_with_all(path: str, said: str) -> None:
    assert refusal(path) == said


@pytest.mark.parametrize("path", ["produit", "psc", "etapes.psc", "etapes.psc.datapass", "cnda.demandes.dmp", "rem"])
def test_a_table_is_no_champ(path: str) -> None:
    assert refusal(path) == f"« {path} » est une table, pas un champ (donnez un champ de cette table)"


@pytest.mark.parametrize("path", ["produit.nom.court", "psc.edc.x", "format.x", "produit.profils.0"])
def test_nothing_can_be_below_a_value(path: str) -> None:
    above = path.rpartition(".")[0]
    assert refusal(path) == f"« {above} » est une valeur, pas une table : rien ne peut être dessous"


def test_the_acceptations_are_said_to_be_written_by_hand() -> None:
    assert refusal("acceptations") == "« acceptations » se modifie dans le fichier, à la main"


@pytest.mark.parametrize("path", ["produit", "produit.nom", "etapes.psc", "cnda.demandes.dmp", "acceptations"])
def test_a_table_or_a_champ_of_the_format_exists(path: str) -> None:
    exists(parse_path(path))


@pytest.mark.parametrize("path", ["zzz", "produit.zzz", "produit.nom.zzz"])
def test_what_is_not_of_the_format_does_not_exist(path: str) -> None:
    with pytest.raises(SegurctlError):
        exists(parse_path(path))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("produit.nom", [(("produit", "nom"), "Julie")]),
        ("produit.profils", [(("produit", "profils"), ("Général", "MSS"))]),
        ("psc.edc", [(("psc", "edc"), False)]),
        ("produit.nil", []),
        ("produit.certifications", []),
        ("psc.dossiers.lps.nru", [(("psc", "dossiers", "lps", "nru"), "N1")]),
        ("psc.dossiers.absent.nru", []),
        ("cnda.demandes.*.attestation", []),
        ("rem.fichier", []),
    ],
)
def test_a_champ_is_looked_up_and_an_empty_one_gives_nothing(
    rich: Candidature, pattern: str, found: list[tuple[KeyPath, Any]]
) -> None:
    assert lookup(rich, pattern) == found


def test_a_star_stands_for_every_name_sorted(rich: Candidature) -> None:
    found = [(path[2], value) for path, value in lookup(rich, "psc.dossiers.*.nru")]
    assert found == [("autre", "N2"), ("lps", "N1")]


def test_a_name_with_dots_is_looked_up_by_its_parts() -> None:
    held = read(f'{MINIMAL}\n[preuves."SC.PSC.01"]\nlien = "https://exemple.fr"\n').candidature
    path = ("preuves", "SC.PSC.01", "lien")
    assert lookup(held, path) == [(path, "https://exemple.fr")]


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("convention",), ["signee_ans_le", "signee_editeur_le"]),
        (("etapes", "psc", "datapass"), ["actions", "depuis", "note", "statut"]),
        (("composants",), []),
        (("acceptations", "0"), ["cible", "jusqu_au", "motif", "par", "regle"]),
    ],
)
def test_the_keys_of_a_table_are_known_and_sorted(path: KeyPath, keys: list[str]) -> None:
    assert children_at(path) == keys


def test_the_keys_of_the_root_are_the_sections_of_the_format() -> None:
    assert children_at(()) == sorted(Candidature.model_fields)


@pytest.mark.parametrize(("word", "near"), [("statu", "statut"), ("dépuis", "depuis")])
def test_a_word_is_answered_with_the_nearest_known_one(word: str, near: str) -> None:
    assert suggest(word, ["note", "statut", "depuis"]) == f"vouliez-vous dire « {near} » ?"


@pytest.mark.parametrize("word", ["", "xyz", "🩺", "s" * 40_000])
def test_a_word_near_nothing_is_answered_with_nothing(word: str) -> None:
    assert suggest(word, ["note", "statut", "depuis"]) is None


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("Julie", ["Julie"]),
        (True, ["oui"]),
        (False, ["non"]),
        (3, ["3"]),
        (dt.date(2025, 10, 6), ["2025-10-06"]),
        (("Général", "MSS"), ["Général", "MSS"]),
    ],
)
def test_a_value_is_spelled_bare(value: object, texts: list[str]) -> None:
    assert spell(value) == texts
