"""Two versions of the data become what changed, in the words of the field."""

import datetime as dt
from typing import Any

import pytest

from builders import parcours
from segurctl.candidature.text import parse
from segurctl.history.changements import changements
from segurctl.history.model import Changement
from segurctl.views.diff_champs import FEMININS, renseigne
from segurctl.views.diff_phrases import phrases

DMP = '[cnda.demandes.dmp]\nteleservice = "DMP"\navancement = "pre-examen"\nstatut = "soumis"\ndepuis = 2025-10-01\n'
PREUVE = '[preuves."MSS/CDA.01"]\nlien = "https://exemple.fr/1"\n'


def entre(avant: str, apres: str) -> tuple[Changement, ...]:
    return changements(parse(avant), parse(apres), parcours())


def dit(avant: str, apres: str) -> list[str]:
    """The sentences, with the places in parentheses."""
    return [
        f"{''.join(each.text for each in one.dit)} ({', '.join(one.ou)})"
        for one in phrases(entre(avant, apres), parcours())
    ]


@pytest.mark.parametrize(
    ("avant", "apres", "phrase"),
    [
        ("", '[produit]\nnil = "JUL895988"', "NIL renseigné : JUL895988 (produit.nil)"),
        ('[produit]\nversion = "3"', '[produit]\nversion = "4"', "Version : 3 → 4 (produit.version)"),
        ('[produit]\nnil = "JUL895988"', "[produit]", "NIL : effacé, c'était JUL895988 (produit.nil)"),
        ("", "[psc]\nedc = true", "Habilitation EDC PSC demandée : oui (psc.edc)"),
        ("", '[psc]\nclient_id_bas = "x"', "Client_ID BAS renseigné : x (psc.client_id_bas)"),
        ("", '[editeur]\nraison_sociale = "E"', "Raison sociale renseignée : E (editeur.raison_sociale)"),
        (
            "",
            "[convention]\nsignee_ans_le = 2026-09-28",
            "Convention signée par l'ANS le : 28 sept. 2026 (convention.signee_ans_le)",
        ),
        ("", '[produit]\nprofils = ["Général", "B"]', "Profils : Général, B (produit.profils)"),
        ("", 'inconnu = "x"', "Inconnu : x (inconnu)"),
        (
            '[etapes.psc.datapass]\nstatut = "en-cours"\ndepuis = 2025-09-01',
            '[etapes.psc.datapass]\nstatut = "soumis"\ndepuis = 2025-10-02',
            "psc.datapass : en-cours → soumis, depuis le 2 oct. 2025 (etapes.psc.datapass.statut)",
        ),
        (
            "",
            '[etapes.psc.datapass]\nstatut = "soumis"',
            "psc.datapass : a-faire → soumis (etapes.psc.datapass.statut)",
        ),
        (
            '[etapes.psc.datapass]\nstatut = "soumis"\ndepuis = 2025-10-02',
            '[etapes.psc.datapass]\nstatut = "soumis"\ndepuis = 2025-10-03',
            "psc.datapass : depuis le 3 oct. 2025 (c'était le 2 oct. 2025) (etapes.psc.datapass.depuis)",
        ),
        (
            "",
            '[etapes.psc.datapass]\nnote = "Envoyé"',
            "psc.datapass : note « Envoyé » (etapes.psc.datapass.note)",
        ),
        (
            "",
            "[etapes.psc.datapass]\nactions.profil = 2025-09-29",
            "psc.datapass/profil cochée le 29 sept. 2025 (etapes.psc.datapass.actions.profil)",
        ),
        (
            DMP,
            DMP.replace("pre-examen", "examen").replace("soumis", "en-cours").replace("10-01", "10-20"),
            (
                "cnda.demandes.dmp : pre-examen, soumis → examen, en-cours, depuis le 20 oct. 2025 "
                "(cnda.demandes.dmp.avancement)"
            ),
        ),
        (
            DMP,
            f'{DMP}cloture = "expiree"\nclose_le = 2025-10-30',
            "cnda.demandes.dmp : clos, expiree, le 30 oct. 2025 (cnda.demandes.dmp.cloture)",
        ),
        (
            '[chapitres.mss]\nstatut = "soumis"',
            '[chapitres.mss]\nstatut = "a-modifier"\ndepuis = 2026-02-11',
            "chapitres.mss : soumis → a-modifier, depuis le 11 févr. 2026 (chapitres.mss.statut)",
        ),
        (PREUVE, f"{PREUVE}deposee_le = 2025-11-04", "1 preuve déposée dans MSS (MSS/CDA.01)"),
        (
            f"{PREUVE}deposee_le = 2025-11-04",
            f'{PREUVE}deposee_le = 2025-11-04\na_modifier_le = 2026-02-11\nremarque = "floue"',
            "1 preuve à modifier dans MSS (MSS/CDA.01)",
        ),
        (PREUVE, "", "1 preuve retirée de MSS (MSS/CDA.01)"),
        (PREUVE, PREUVE.replace("/1", "/2"), "1 preuve modifiée dans MSS (MSS/CDA.01)"),
        (
            "",
            '[exigences."LGC.MDV.06"]\nsans_objet = "pas de RDV"',
            'LGC.MDV.06 : sans objet, « pas de RDV » (exigences."LGC.MDV.06".sans_objet)',
        ),
        (
            "",
            '[[acceptations]]\nregle = "PSC002"\ncible = "psc"\nmotif = "vu"\npar = "D"\njusqu_au = 2026-01-31',
            "PSC002 psc accepté : « vu », jusqu'au 31 janv. 2026 (acceptations)",
        ),
        (
            "[jalons.preuves]\nle = 2026-05-13",
            "[jalons.preuves]\nle = 2026-05-13T12:00:00",
            "Jalon preuves : 13 mai 2026 à 12 h (c'était 13 mai 2026) (jalons.preuves.le)",
        ),
    ],
)
def test_each_change_is_one_sentence_that_names_its_champ(avant: str, apres: str, phrase: str) -> None:
    assert dit(avant, apres) == [phrase]


def test_twelve_proofs_of_a_chapter_are_one_sentence_that_names_them_all() -> None:
    ids = [f"MSS/CDA.{rang:02}.01" for rang in range(1, 13)]
    autres = '[preuves."SC.PSC.01.01"]\nfichier = "a.pdf"\n[preuves.x]\nnumero = "3"\nchapitre = "ins"\n'
    apres = "".join(f'[preuves."{id_}"]\nlien = "https://exemple.fr"\n' for id_ in ids) + autres
    assert dit("", apres) == [
        f"12 preuves ajoutées dans MSS ({', '.join(ids)})",
        "1 preuve ajoutée dans PSC (SC.PSC.01.01)",
        "1 preuve ajoutée dans ins (x)",
    ]


def test_proofs_added_with_their_day_are_said_to_be_deposited() -> None:
    assert dit("", f"{PREUVE}deposee_le = 2025-11-04") == ["1 preuve ajoutée et déposée dans MSS (MSS/CDA.01)"]


def test_a_new_suivi_is_told_with_its_stage_then_its_champs() -> None:
    assert dit("", DMP) == [
        "cnda.demandes.dmp : nouveau, pre-examen, soumis, depuis le 1er oct. 2025 (cnda.demandes.dmp)",
        "Téléservice renseigné : DMP (cnda.demandes.dmp.teleservice)",
    ]


def test_changes_come_in_the_order_of_the_file_and_of_the_catalogue() -> None:
    avant = '[produit]\nnom = "J"'
    apres = (
        '[preuves.x]\nlien = "l"\n[etapes.psc.datapass]\nstatut = "soumis"\n[etapes.isc.mandataire]\n'
        'statut = "valide"\n[produit]\nnom = "K"\n[editeur]\nnie = "E"\n'
    )
    assert [one.cible for one in entre(avant, apres)] == [
        *("editeur.nie", "produit.nom", "isc.mandataire", "psc.datapass", "x")
    ]


def test_what_is_spelled_otherwise_is_no_change() -> None:
    assert entre(DMP, 'cnda.demandes.dmp = {teleservice = "DMP", statut = "soumis", avancement = "pre-examen", '
                      "depuis = 2025-10-01}") == ()  # fmt: skip
    assert entre("", '[etapes.psc.datapass]\nstatut = "a-faire"') == ()
    assert entre("a = 1", "a = 1 # un mot") == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "etapes = 3",
        "etapes.psc = 3",
        "etapes.psc.datapass = 3",
        "[etapes.psc.datapass]\nstatut = [1]\ndepuis = 3\nactions = 4\nnote = {a = 1}",
        "cnda = 1",
        "cnda.demandes = 1",
        "cnda.demandes.dmp = 1",
        "cnda.demandes.dmp = {statut = 3, avancement = [], depuis = true}",
        "preuves = 1",
        "preuves.x = 1",
        "preuves.x = {lien = 3, deposee_le = 'hier', chapitre = []}",
        "exigences.x = []",
        "jalons.x.le = 'bientôt'",
        "acceptations = 3",
        "acceptations = [3]",
        "[[acceptations]]\nregle = 3",
        "[acceptations]\nx = 1",
        "produit = [1]",
        "x = nan",
        '"a\\nb" = "\\u001b[31m"',
    ],
)
def test_data_of_any_shape_compare_both_ways(hostile: str) -> None:
    for avant, apres in (("", hostile), (hostile, ""), (DMP + PREUVE, hostile), (hostile, DMP + PREUVE)):
        for one in phrases(entre(avant, apres), parcours()):
            assert "".join(each.text for each in one.dit).isprintable()


def test_a_file_of_the_company_compares_without_a_product() -> None:
    apres = '[editeur]\nnie = "EDI347461"\n[etapes.isc.mandataire]\nstatut = "valide"'
    assert [one.cible for one in changements(None, parse(apres), parcours())] == ["editeur.nie", "isc.mandataire"]


def test_the_json_value_stays_whole_where_the_sentence_cuts_it() -> None:
    long = "x" * 500
    [one] = entre("", f'[produit]\ndescription = "{long}"')
    assert one.apres == long
    assert len(dit("", f'[produit]\ndescription = "{long}"')[0]) < 200


def test_a_day_that_a_table_gives_comes_with_the_change() -> None:
    [one] = entre("", "[etapes.psc.datapass]\nstatut = 'soumis'\ndepuis = 2025-10-02")
    assert one.depuis == dt.date(2025, 10, 2)


def test_every_title_of_a_champ_of_text_has_a_gender() -> None:
    """A new champ has to be read here: « renseigné » agrees with the first word of its title."""
    masculins = {
        *("format", "parcours", "motif", "SIREN", "SIRET", "identifiant", "NIE", "nom", "responsable", "dispositif"),
        *("NIL", "ID", "type", "fichier", "numéro", "Client_ID", "rôle", "Proxy", "NRU", "stade", "statut", "titre"),
        *("téléservice", "porteur", "formulaire", "relevé", "exigence", "chapitre", "lien", "emplacement"),
        *("certificat", "moteur"),
    }
    dits = {"candidature", "certifications", "profils", "date", "composant", "l'éditeur", "depuis", "clos", "fin"}
    dits |= {"composants", "demandée", "réalisé", "déposé", "gravités", "action", "déposée", "à", "jalon", "convention"}
    dits |= {"référencement", "acceptée", "référencée"}  # of a day, a number, a yes or a list: no agreement is made
    heads = {one.titre.partition(" ")[0] for one in parcours().champs.values()}
    assert heads - masculins - dits - FEMININS == set()
    assert renseigne("raison sociale") == "renseignée"


def cles(changes: tuple[Changement, ...]) -> list[Any]:
    return [(one.genre, one.quoi, one.cible) for one in changes]


def test_a_suivi_that_is_closed_then_opened_again_says_both() -> None:
    clos = f'{DMP}cloture = "expiree"'
    assert cles(entre(DMP, clos)) == [("suivi", "clos", "cnda.demandes.dmp")]
    assert cles(entre(clos, DMP)) == [("suivi", "rouvert", "cnda.demandes.dmp")]


def test_a_proof_deposited_anew_with_another_link_says_both() -> None:
    avant = f"{PREUVE}deposee_le = 2025-11-04\na_modifier_le = 2026-02-11"
    apres = f"{PREUVE.replace('/1', '/2')}deposee_le = 2026-02-20"
    assert cles(entre(avant, apres)) == [
        ("preuve", "modifiee", "MSS/CDA.01"),
        ("preuve", "deposee", "MSS/CDA.01"),
    ]
