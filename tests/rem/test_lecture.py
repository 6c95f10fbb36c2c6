"""What rows say of exigences, scénarios and proofs, however messy they are."""

import datetime as dt
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from builders import stable
from rem_classeurs import brut, classeur
from segurctl.rem.lecture import Bilan, Laissee, lire_classeur
from segurctl.rem.model import Attendue, Chapitre, Referentiel, Scenario
from segurctl.rem.snapshot import ecrire, lire

ENTETES = ["ID", "Exigence", "Profil", "N° scénario", "Scénario", "N° preuve", "Preuve"]


def lu(*rangees: list[Any], entetes: list[str] = ENTETES, **avec: Any) -> tuple[Referentiel, Bilan]:
    return lire_classeur(classeur([entetes, *rangees], **avec), "REM.xlsx")


def preuves(*rangees: list[Any]) -> list[tuple[Attendue, ...]]:
    return [one.preuves for each in lu(*rangees)[0].exigences for one in each.scenarios]


def test_markup_spaces_and_entities_of_the_export_are_gone() -> None:
    referentiel, bilan = lu(
        [
            *(" SC.SSI/GEN.\xa002  BIS\xa0", "<p>Le syst&egrave;me&nbsp;<strong>DOIT</strong> :</p><ul><li>un</li>"),
            *(
                "Général ;\nIAM, général",
                "\u200bSC.SSI/GEN.02.01 ",
                "a < b &amp;amp; <valeur>_x000D_\nfin",
                "",
                "p<br/>q",
            ),
        ]
    )
    (lue,) = referentiel.exigences
    assert (lue.id, lue.texte) == ("SC.SSI/GEN.02 BIS", "Le système DOIT :\n- un")
    assert lue.scenarios == (
        Scenario(
            *("SC.SSI/GEN.02.01", "a < b &amp; <valeur>\nfin", ("Général", "IAM")),
            (Attendue("SC.SSI/GEN.02.01.01", "p\nq"),),
        ),
    )
    assert bilan.inattendus == ()


def test_a_row_that_names_no_exigence_is_told() -> None:
    referentiel, bilan = lu(
        ["SC.PSC.01", "x"],
        ["", "orpheline"],
        ["Total", 12],
        ["A.1\nA.2", "deux"],
        [12, "nombre"],
        ["é1", "accent"],
        ["A" * 63 + "12", "long"],
        [None, "", "", "", "", "", " "],
        ["PSC1_bis", "gardée"],
    )
    assert [one.id for one in referentiel.exigences] == ["SC.PSC.01", "PSC1_bis"]
    assert bilan.laissees == (
        Laissee("A3", "sans identifiant"),
        Laissee("A4", "« Total » n'est pas un identifiant d'exigence"),
        Laissee("A5", "« A.1 A.2 » : plusieurs identifiants dans une cellule"),
        Laissee("A6", "« 12 » n'est pas un identifiant d'exigence"),
        Laissee("A7", "« é1 » n'est pas un identifiant d'exigence"),
        Laissee("A8", f"« {'A' * 60}… » n'est pas un identifiant d'exigence"),
    )
    assert bilan.inattendus == ("PSC1_bis",)


def test_what_is_said_otherwise_later_is_told_and_its_proofs_are_read() -> None:
    referentiel, bilan = lu(
        ["SC.PSC.01", "Un", "", "SC.PSC.01.01", "s", "SC.PSC.01.01.01", "p"],
        ["sc.psc.01", "Deux", "", "SC.PSC.01.01", "t", "SC.PSC.01.01.01", "q"],
        ["SC.PSC.01", " Un ", "", "SC.PSC.01.01", "", "SC.PSC.01.01.02", ""],
        ["SC.PSC.01", "", "", "SC.PSC.01.01", "", "SC.PSC.01.01.02", "r"],
        ["SC.PSC.01", "", "", "SC.PSC.01.01", "", "SC.PSC.01.01.02", "r"],
    )
    (lue,) = referentiel.exigences
    assert (lue.id, lue.texte) == ("SC.PSC.01", "Un")
    attendues = (Attendue("SC.PSC.01.01.01", "p"), Attendue("SC.PSC.01.01.02", "r"))
    assert lue.scenarios == (Scenario("SC.PSC.01.01", "s", (), attendues),)
    assert bilan.laissees == (
        Laissee("B3", "répète SC.PSC.01 avec un autre texte, le premier est gardé"),
        Laissee("E3", "répète SC.PSC.01.01 avec un autre texte, le premier est gardé"),
        Laissee("G3", "répète SC.PSC.01.01.01 avec un autre texte, le premier est gardé"),
    )
    assert bilan.doublons == 1


def test_a_number_that_two_exigences_share_stays_with_the_first() -> None:
    """A proof is kept under its number: one number cannot hold the proofs of two exigences."""
    referentiel, bilan = lu(
        ["SC.A.01", "x", "", "COMMUN.01", "s", "COMMUN.01.01", "p"],
        ["SC.B.01", "y", "", "COMMUN.01", "s", "COMMUN.01.01", "p"],
    )
    assert [one.scenarios for one in referentiel.exigences] == [
        (Scenario("COMMUN.01", "s", (), (Attendue("COMMUN.01.01", "p"),)),),
        (Scenario(None, "s", (), (Attendue("SC.B.01.01", "p"),)),),
    ]
    assert bilan.laissees == (
        Laissee("D3", "COMMUN.01 est déjà un numéro de SC.A.01, qui le garde"),
        Laissee("F3", "COMMUN.01.01 est déjà un numéro de SC.A.01, qui le garde"),
    )


def test_a_proof_without_a_number_takes_a_free_one_below_its_scenario() -> None:
    assert preuves(
        ["A.1", "", "", "A.1.01", "s", "A.1.01.02", "deux"],
        ["A.1", "", "", "A.1.01", "s", "", "sans"],
        ["A.1", "", "", "A.1.01", "s", "", "sans"],
        ["A.1", "", "", "A.1.01", "s", "4", "quatre"],
        ["A.1", "", "", "A.1.01", "s", "", "encore"],
        ["A.1", "", "", "A.1.01", "s", "A.1.01.09", ""],
    ) == [
        (
            *(Attendue("A.1.01.02", "deux"), Attendue("A.1.01.03", "sans"), Attendue("A.1.01.04", "quatre")),
            *(Attendue("A.1.01.05", "encore"), Attendue("A.1.01.09", "")),
        )
    ]
    assert preuves(["A.1", "", "", "A.1.01", "s"], ["A.1", "", "", "", "", "", "p"]) == [
        (),
        (Attendue("A.1.02", "p"),),
    ]


def test_a_bare_number_counts_below_what_it_belongs_to() -> None:
    (scenario,) = lu(["A.1", "x", "", 1, "s", 2, "p"])[0].exigences[0].scenarios
    assert scenario == Scenario("A.1.01", "s", (), (Attendue("A.1.01.02", "p"),))


def test_a_text_where_a_number_should_be_is_told() -> None:
    referentiel, bilan = lu(["A.1", "x", "", "Sans objet", "s", "à venir", "p"])
    assert referentiel.exigences[0].scenarios == (Scenario(None, "s", (), (Attendue("A.1.01", "p"),)),)
    assert bilan.laissees == (
        Laissee("D2", "« Sans objet » n'est pas un numéro de scénario"),
        Laissee("F2", "« à venir » n'est pas un numéro de preuve"),
    )


def test_a_scenario_counts_for_all_as_soon_as_a_row_names_no_profil() -> None:
    referentiel, _bilan = lu(
        ["A.1", "x", "Environnement de ville / hospitalier;IAM", "A.1.01"],
        ["A.2", "x", "IAM", "A.2.01"],
        ["A.2", "x", "", "A.2.01"],
        ["A.3", "x"],
    )
    assert [one.profils for each in referentiel.exigences for one in each.scenarios] == [
        ("Environnement de ville / hospitalier", "IAM"),
        (),
    ]
    assert referentiel.exigences[2].scenarios == ()


def test_merged_cells_say_on_each_row_what_they_show() -> None:
    def fusionner(feuille: Worksheet) -> None:
        for plage in ("A2:A4", "B2:B4", "D2:E2", "A6:G6"):
            feuille.merge_cells(plage)

    referentiel, bilan = lu(
        ["A.1", "x", "", "A.1.01", "", "A.1.01.01", "p"],
        ["", "", "", "A.1.02", "s2", "A.1.02.01", "q"],
        [""] * 7,
        ["", "perdue"],
        ["Chapitre 2 : la suite"],
        ["A.2", "y"],
        finir=fusionner,
    )
    assert [one.id for one in referentiel.exigences] == ["A.1", "A.2"]
    assert [(one.id, one.texte) for one in referentiel.exigences[0].scenarios] == [
        ("A.1.01", "A.1.01"),
        ("A.1.02", "s2"),
    ]
    assert bilan.laissees == (
        Laissee("A5", "sans identifiant"),
        Laissee("A6", "« Chapitre 2 : la suite » n'est pas un identifiant d'exigence"),
    )
    assert bilan.doublons == 0


def test_merged_headers_are_read_at_their_lowest_row() -> None:
    rangees = [["ID", "Exigence", "Preuves", ""], ["", "", "N° preuve 1", "Preuve 1"], ["A.1", "x", "A.1.01", "p"]]

    def fusionner(feuille: Worksheet) -> None:
        for plage in ("A1:A2", "B1:B2", "C1:D1"):
            feuille.merge_cells(plage)

    referentiel, bilan = lire_classeur(classeur(rangees, finir=fusionner), "x")
    assert bilan.ligne_entete == 2
    assert referentiel.exigences[0].scenarios == (Scenario(None, "", (), (Attendue("A.1.01", "p"),)),)


def test_thousands_of_empty_rows_that_have_a_format_say_nothing() -> None:
    def mettre_en_forme(feuille: Worksheet) -> None:
        for ligne in range(3, 3000):
            feuille.cell(ligne, 40).font = Font(bold=True)

    referentiel, bilan = lu(["A.1", "x"], finir=mettre_en_forme)
    assert len(referentiel.exigences) == 1
    assert bilan.laissees == ()


def test_a_formula_says_its_last_value_or_nothing() -> None:
    cases = '<c r="A2" t="str"><f>A1</f><v>A.1</v></c><c r="B2"><f>1/0</f></c><c r="C2" t="e"><v>#SPILL!</v></c>'
    entetes = "".join(f'<c t="str"><v>{one}</v></c>' for one in ("ID", "Exigence", "Profil", "Ordre"))
    referentiel, _bilan = lire_classeur(brut(f'<row r="1">{entetes}</row><row r="2">{cases}</row>'), "x")
    assert [(one.id, one.texte, one.scenarios) for one in referentiel.exigences] == [("A.1", "", ())]


def test_shared_and_rich_texts_are_read() -> None:
    chaines = "<sst><si><t>ID</t></si><si/><si><r><t>Exi</t></r><r><t>gence</t></r></si><si><t>A.1</t></si></sst>"
    rangees = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="inlineStr"><is><t>un &lt;p&gt;</t></is></c></row>'
    )
    assert lire_classeur(brut(rangees, chaines=chaines), "x")[0].exigences[0].texte == "un"


def test_values_that_are_no_texts_are_written_as_people_write_them() -> None:
    referentiel, _bilan = lu(
        ["A.1", 2.0, True],
        ["A.2", 1.5, dt.date(2025, 10, 1)],
        ["A.3", dt.datetime(2025, 10, 1, 9, 30), dt.time(9, 30)],  # noqa: DTZ001 - as a workbook has it
        entetes=["ID", "Exigence", "Commentaire"],
    )
    assert [(one.texte, one.commentaire) for one in referentiel.exigences] == [
        *(("2", "VRAI"), ("1.5", "2025-10-01"), ("2025-10-01 09:30", "09:30")),
    ]


def test_the_order_of_the_workbook_is_its_own_where_each_exigence_has_one() -> None:
    rangees: list[list[Any]] = [["A.1", "x", "Fin", 10], ["A.2", "y", "Début", "2,5"], ["A.3", "z", "Fin", 2.5]]
    referentiel, _bilan = lu(*rangees, entetes=["ID", "Exigence", "Chapitre", "Ordre"])
    assert [one.id for one in referentiel.exigences] == ["A.2", "A.3", "A.1"]
    assert [one.titre for one in referentiel.chapitres] == ["Début", "Fin"]
    rangees[1][3] = "inf"
    assert lu(*rangees, entetes=["ID", "Exigence", "Chapitre", "Ordre"])[0].exigences[0].id == "A.1"


def test_chapters_are_one_however_their_title_is_spelled() -> None:
    referentiel, bilan = lu(
        ["A.1", "x", "Gestion de l'INS"],
        ["A.2", "y", "GESTION  DE L'INS"],
        ["A.3", "z", "L'INS"],
        ["A.4", "z", ""],
        ["A.1", "x", "Autre"],
        entetes=["ID", "Exigence", "Chapitre"],
    )
    assert referentiel.chapitres == (
        *(Chapitre("ins", "Gestion de l'INS"), Chapitre("ins-2", "L'INS")),
        Chapitre("sans-chapitre", "Sans chapitre"),
    )
    assert bilan.laissees == (Laissee("C6", "répète A.1 avec un autre chapitre, le premier est gardé"),)


@pytest.mark.parametrize("graine", range(8))
def test_the_order_of_the_columns_does_not_count(graine: int) -> None:
    entetes = ["Périmètre", *ENTETES, "Nature", "Chapitre", "Bloc", "Fonction", "Commentaire", "Divers", "Criticité"]
    rangees = [
        [
            *(f"V{rang % 2}", f"A.{rang // 3}", f"x{rang // 3}", "IAM", f"A.{rang // 3}.01", "s", "", f"p{rang}"),
            *("exigence", f"Chapitre {rang % 3}", "B", f"F{rang}", "c", "d", "Mineure"),
        ]
        for rang in range(12)
    ]
    places = list(range(len(entetes)))
    Random(graine).shuffle(places)  # noqa: S311 - the same each time
    melees = [[one[place] for place in places] for one in rangees]
    attendu = lu(*rangees, entetes=entetes)[0]
    trouve = lu(*melees, entetes=[entetes[place] for place in places])[0]
    assert trouve._replace(source=attendu.source) == attendu


@settings(stable, max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from(["", "A.1", "A.1.01", "B.2", "x", "1", "<p>"]), min_size=7, max_size=7), max_size=8
    )
)
def test_any_rows_are_read_the_same_each_time_and_lose_nothing_silently(rangees: list[list[str]]) -> None:
    donnees = classeur([ENTETES, ["A.0", "x"], *rangees])
    referentiel, bilan = lire_classeur(donnees, "x")
    assert lire_classeur(donnees, "x") == (referentiel, bilan)
    assert lire(ecrire(referentiel).encode()) == referentiel
    for one in referentiel.exigences:
        assert len({scenario.id for scenario in one.scenarios if scenario.id}) == sum(
            1 for scenario in one.scenarios if scenario.id
        )
        for scenario in one.scenarios:
            assert len({preuve.id for preuve in scenario.preuves}) == len(scenario.preuves)
    prises = {one.cellule[1:] for one in bilan.laissees if one.cellule[0] == "A"}
    avec_id = [rang for rang, one in enumerate(rangees, 3) if one[0] in ("A.1", "B.2", "A.1.01")]
    pleines = [rang for rang, one in enumerate(rangees, 3) if any(one)]
    assert len(avec_id) + len(prises) == len(pleines)


def test_the_space_before_bis_stays_in_the_ids_below() -> None:
    id_ = "SC.SSI/GEN.02\u00a0BIS"
    [one] = lu([id_, "x", "", f"{id_}.01", "montrer", f"{id_}.01.01", "rapport"])[0].exigences
    [scenario] = one.scenarios
    ids = (one.id, scenario.id, scenario.preuves[0].id)
    assert ids == ("SC.SSI/GEN.02 BIS", "SC.SSI/GEN.02 BIS.01", "SC.SSI/GEN.02 BIS.01.01")


def test_a_number_that_two_exigences_have_is_told_and_is_the_first_s() -> None:
    _, bilan = lu(["A.1", "x", "", "A.1.01", "", "P.1", "a"], ["A.2", "y", "", "A.2.01", "", "P.1", "b"])
    assert bilan.laissees == (Laissee("F3", "P.1 est déjà un numéro de A.1, qui le garde"),)


def test_proofs_that_had_no_number_are_told() -> None:
    assert lu(["A.1", "x", "", "A.1.01", "", "", "capture"])[1].numerotees == ("A.1.01.01",)


def test_an_exigence_that_no_row_gave_a_text_is_told() -> None:
    assert lu(["A.1", ""], ["A.2", "y"])[1].laissees == (Laissee("B2", "A.1 n'a pas de texte"),)
    assert lu(["A.1", ""], ["A.1", "y"])[1].laissees == ()
