"""Each shape that a REM has been published in, read to the last text."""

from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rem_classeurs import classeur
from segurctl.errors import SegurctlError
from segurctl.rem.lecture import Bilan, Laissee, lire_classeur
from segurctl.rem.model import Attendue, Chapitre, Exigence, Referentiel, Scenario

LARGE = [
    *("Périmètre", "ID", "Chapitre", "Fonction", "Exigence", "Commentaire", "Nature de l'exigence", "Profil"),
    *("N° scénario", "Scénario de conformité", "N° preuve 1", "Preuve 1", "N° preuve 2", "Preuve 2"),
    *("Statut publication", "VA N-1", "Criticité", "Ordre"),
]
INS = [
    *("Vague 2", "SC.INS/va1.53", "Gestion de l'INS", "Identité", "Le système DOIT appeler INSi.", "Voir le guide"),
    *("EXIGENCE", "Général", "SC.INS/va1.53.01", "Appeler INSi", "SC.INS/va1.53.01.01", "Une vidéo"),
    *("SC.INS/va1.53.01.02", "Un log", "Inchangée", "", "Majeure", 1),
]
L_INS = Exigence(
    id="SC.INS/va1.53",
    chapitre="ins",
    texte="Le système DOIT appeler INSi.",
    nature="EXIGENCE",
    perimetre="Vague 2",
    fonction="Identité",
    criticite="Majeure",
    commentaire="Voir le guide",
    scenarios=(
        Scenario(
            "SC.INS/va1.53.01",
            "Appeler INSi",
            ("Général",),
            (Attendue("SC.INS/va1.53.01.01", "Une vidéo"), Attendue("SC.INS/va1.53.01.02", "Un log")),
        ),
    ),
)


def lu(rangees: Any, **voulu: Any) -> tuple[Referentiel, Bilan]:
    return lire_classeur(classeur(rangees), "REM.xlsx", **voulu)


def nue(id_: str, texte: str = "", chapitre: str = "exigences", *scenarios: Scenario) -> Exigence:
    return Exigence(id_, chapitre, texte, None, None, None, None, None, scenarios)


def refus(rangees: Any, **voulu: Any) -> str:
    with pytest.raises(SegurctlError) as error:
        lu(rangees, **voulu)
    return f"{error.value.message} | {error.value.hint}"


def test_the_wide_form_is_read_with_its_numbered_proofs() -> None:
    referentiel, bilan = lu([LARGE, INS])
    assert referentiel.exigences == (L_INS,)
    assert referentiel.chapitres == (Chapitre("ins", "Gestion de l'INS"),)
    assert referentiel.source.feuille == "Exigences"
    assert referentiel.source.rem is None
    assert bilan.ligne_entete == 1
    assert bilan.colonnes[:3] == (("Périmètre", "Périmètre"), ("ID", "ID"), ("Chapitre", "Chapitre"))
    assert bilan.colonnes[10:14:3] == (("N° preuve 1", "N° preuve 1"), ("Preuve 2", "Preuve 2"))
    assert bilan.ignorees == ("Statut publication", "VA N-1")
    assert (bilan.laissees, bilan.doublons, bilan.inattendus, bilan.autres_feuilles) == ((), 0, (), ())


def test_the_older_wide_form_has_a_section_a_bloc_and_look_alikes() -> None:
    entetes = [
        *("Exigence conditionnelle OUI/NON", "Profil", "ID Section", "Section", "Bloc", "Fonction"),
        *("Nature de l'exigence", "N° exigence", "Énoncé de l'exigence", "N° scénario", "Scénario de conformité"),
        *("N° preuve 1", "Preuve 1"),
    ]
    rangee = [
        *("NON", "", "S1", "Gestion de la MSSanté", "Messages", "Envoi", "PRECONISATION", "MSS/va1.01"),
        *("Le système PEUT envoyer.", "MSS/va1.01.01", "Envoyer", "MSS/va1.01.01.01", "Une capture"),
    ]
    referentiel, bilan = lu([entetes, rangee])
    preuves = (Attendue("MSS/va1.01.01.01", "Une capture"),)
    (lue,) = referentiel.exigences
    assert (lue.id, lue.texte, lue.nature) == ("MSS/va1.01", "Le système PEUT envoyer.", "PRECONISATION")
    assert (lue.chapitre, lue.fonction) == ("mssante", "Messages · Envoi")
    assert lue.scenarios == (Scenario("MSS/va1.01.01", "Envoyer", (), preuves),)
    assert bilan.ignorees == ("Exigence conditionnelle OUI/NON", "ID Section")


LONG = ["ID", "Chapitre", "Fonction", "Exigence", "Profil", "N° scénario", "Scénario de conformité", "N° preuve"]


def test_the_long_form_has_a_row_for_each_proof() -> None:
    tete = ["SC.PSC.01", "Pro Santé Connect", "Accès", "Se connecter"]
    referentiel, bilan = lu(
        [
            [*LONG, "Preuve", "Commentaire", "Statut publication"],
            [*tete, "Général", "SC.PSC.01.01", "Par la CPS", "SC.PSC.01.01.01", "Une vidéo"],
            [*tete, "Médecin traitant", "SC.PSC.01.01", "Par la CPS", "SC.PSC.01.01.02", "Un log"],
            [*tete, "Général", "SC.PSC.01.02", "Par l'e-CPS", "SC.PSC.01.02.01", "Une vidéo"],
            [*tete, "Général", "SC.PSC.01.01", "Par la CPS", "SC.PSC.01.01.01", "Une vidéo"],
        ]
    )
    assert referentiel.exigences[0].scenarios == (
        Scenario(
            "SC.PSC.01.01",
            "Par la CPS",
            ("Général", "Médecin traitant"),
            (Attendue("SC.PSC.01.01.01", "Une vidéo"), Attendue("SC.PSC.01.01.02", "Un log")),
        ),
        Scenario("SC.PSC.01.02", "Par l'e-CPS", ("Général",), (Attendue("SC.PSC.01.02.01", "Une vidéo"),)),
    )
    assert (bilan.doublons, bilan.laissees) == (1, ())


def test_the_convergence_export_has_a_profil_of_the_past_that_is_not_the_profil() -> None:
    entetes = ["Périmètre", *LONG[:4], "Commentaire", *LONG[4:], "Preuve", "Profil historique", "Criticité", "Ordre"]
    rangee = ["Vague 1", "ANN/va1.01", "Annuaire", "F", "Chercher", "", "Général", "", "", "", "", "Ancien", "---", 3]
    referentiel, bilan = lu([entetes, rangee])
    (lue,) = referentiel.exigences
    assert lue.scenarios == (Scenario(None, "", ("Général",), ()),)
    assert lue.criticite is None
    assert bilan.ignorees == ("Profil historique",)


CONSULTATION = [
    *("ID Exigence", "Domaine (Chantier)", "Bloc", "Fonction", "Nature de l'exigence", "Evolution"),
    *("Enoncé de l'exigence (en gras : ce qui change)", "REM"),
]


def consultation(id_: str, rem: str) -> list[str]:
    return [id_, "DMP", "Bloc", "bloc", "Exigence", "Nouveau", f"Énoncé {id_}", rem]


def test_the_consultation_list_is_read_one_rem_at_a_time() -> None:
    rangees = [
        CONSULTATION,
        consultation("SC.DMP/CONF.01", "REM LGC ; RIS"),
        consultation("SC.DMP/CONF.02", "RIS"),
        consultation("SC.DMP/CONF.03", "rem  lgc"),
        consultation("SC.DMP/CONF.04", "DPI\nREM-MS/REM LGC"),
    ]
    referentiel, _bilan = lu(rangees, rem="Rem LGC")
    assert [one.id for one in referentiel.exigences] == ["SC.DMP/CONF.01", "SC.DMP/CONF.03", "SC.DMP/CONF.04"]
    assert referentiel.source.rem == "REM LGC"
    assert referentiel.exigences[0].texte == "Énoncé SC.DMP/CONF.01"
    assert referentiel.exigences[0].fonction == "bloc"
    assert refus(rangees) == (
        "la feuille contient plusieurs REM : « REM LGC », « RIS », « DPI », « REM-MS » | choisissez : --rem LGC"
    )
    assert refus(rangees, rem="HOP") == (
        "la feuille ne contient pas de REM « HOP » | REM de la feuille : « REM LGC », « RIS », « DPI », « REM-MS »"
    )


def test_a_sheet_of_a_single_rem_does_not_ask_which() -> None:
    referentiel, _bilan = lu([CONSULTATION, consultation("SC.DMP/CONF.01", "LGC")])
    assert referentiel.source.rem is None
    assert refus([LARGE, INS], rem="LGC") == "la feuille « Exigences » n'a pas de colonne REM | retirez --rem"


def test_the_table_is_found_below_titles_in_the_sheet_that_has_it() -> None:
    titres: list[list[Any]] = [["REM-LGC-MDV-Va2"], [], ["Version", 2.1], [], ["Exigence"], []]
    donnees = classeur({"Lisez-moi": [["Bonjour"]], "Exigences REM vague 2": [*titres, LARGE, INS]})
    referentiel, bilan = lire_classeur(donnees, r"C:\temp\REM-LGC.xlsx")
    assert (bilan.feuille, bilan.ligne_entete) == ("Exigences REM vague 2", 7)
    assert referentiel.exigences == (L_INS,)
    assert referentiel.source.fichier == "REM-LGC.xlsx"
    assert len(referentiel.source.sha256) == 64


def test_the_sheet_of_vague_2_comes_before_the_one_with_more_columns() -> None:
    courte = [["N° exigence", "Exigence"], ["SC.PSC.01", "Courte"]]
    referentiel, bilan = lu({"Exigences REM vague 1": [LARGE, INS], "exigences rem VAGUE 2": courte})
    assert referentiel.exigences == (nue("SC.PSC.01", "Courte"),)
    assert bilan.autres_feuilles == ("Exigences REM vague 1",)
    assert lu({"A": courte, "B": [LARGE, INS]})[1].feuille == "B"


def test_two_sheets_alike_are_told_apart_by_the_person() -> None:
    deux = {"LGC": [["ID", "Exigence"], ["A.1", "x"]], "Hôpital": [["ID", "Exigence"], ["A.2", "y"]]}
    assert refus(deux) == 'plusieurs feuilles peuvent être la REM : « LGC », « Hôpital » | --feuille "LGC"'
    assert lu(deux, feuille="hopital")[0].exigences == (nue("A.2", "y"),)
    assert refus(deux, feuille="DPI") == "le classeur n'a pas de feuille « DPI » | feuilles : « LGC », « Hôpital »"


def test_a_hidden_sheet_comes_after_those_that_are_seen() -> None:
    deux = {"Brouillon": [["ID", "Exigence"], ["A.1", "x"]], "Publiée": [["ID", "Exigence"], ["A.2", "y"]]}

    def cacher(feuille: Worksheet) -> None:
        feuille.sheet_state = "hidden" if feuille.title == "Brouillon" else "visible"

    referentiel, bilan = lire_classeur(classeur(deux, finir=cacher), "x.xlsx")
    assert referentiel.exigences == (nue("A.2", "y"),)
    assert bilan.autres_feuilles == ("Brouillon",)


def test_headers_may_be_named_by_the_person() -> None:
    rangees = [["Clé", "Exigence", "Ce qu'il faut faire", "P2"], ["SC.PSC.01", "Titre", "Se connecter", "Une vidéo"]]
    referentiel, bilan = lu(
        rangees, colonnes=["N° exigence=cle", "énoncé = Ce qu'il faut  faire", "Preuve 2=P2", "Chapitre=Exigence"]
    )
    assert referentiel.exigences == (
        nue("SC.PSC.01", "Se connecter", "titre", Scenario(None, "", (), (Attendue("SC.PSC.01.01", "Une vidéo"),))),
    )
    assert bilan.colonnes == (
        *(("ID", "Clé"), ("Chapitre", "Exigence")),
        *(("Exigence", "Ce qu'il faut faire"), ("Preuve 2", "P2")),
    )


@pytest.mark.parametrize(
    ("colonne", "attendu"),
    [
        ("ID", "« ID » n'a pas la forme RÔLE=EN-TÊTE"),
        ("=x", "« =x » n'a pas la forme RÔLE=EN-TÊTE"),
        ("ID= ", "« ID= » n'a pas la forme RÔLE=EN-TÊTE"),
        ("Couleur=ID", "« Couleur » n'est pas une colonne d'une REM (colonnes : ID, Chapitre, Exigence, Nature, "),
        ("ID=Clef", "aucune colonne ne s'appelle « Clef » | les en-têtes trouvés, ligne 1 de « Exigences » : « Pé"),
    ],
)
def test_a_column_that_cannot_be_named_says_what_can(colonne: str, attendu: str) -> None:
    assert refus([LARGE, INS], colonnes=[colonne]).startswith(attendu)


def test_without_its_headers_the_nearest_row_is_shown() -> None:
    rangees = {"Une": [["Bonjour", 12]], "Deux": [[], ["Chapitre", "Réf", "Énoncé de l'exigence", "x" * 90]]}
    assert refus(rangees) == (
        "aucune feuille n'a les colonnes d'une REM ; dans la plus proche il n'y a pas ID (ou N° exigence, ID exigence, "
        "Identifiant de l'exigence…) : ligne 2 de « Deux » : « Chapitre », « Réf », "
        f'« Énoncé de l\'exigence », « {"x" * 40}… » | --colonne "ID=…"'
    )
    assert refus([[], []]) == "le classeur est vide | donnez celui de la REM"
    assert refus([[]] * 30 + [["ID", "Exigence"], ["A.1", "x"]]) == "le classeur est vide | donnez celui de la REM"


def test_headers_are_known_however_they_are_spelled() -> None:
    entetes = [
        "IDENTIFIANT ",
        "enonce de l’exigence :",
        "Nº SCENARIO",
        "Scénarios\nde conformité",
        "Numéro  de preuve 3",
    ]
    referentiel, _bilan = lu([[*entetes, "preuve 03"], ["A.1", "x", "A.1.01", "s", "A.1.01.07", "p"]])
    assert referentiel.exigences == (
        nue("A.1", "x", "exigences", Scenario("A.1.01", "s", (), (Attendue("A.1.01.07", "p"),))),
    )


def test_the_headers_said_again_on_each_page_say_nothing() -> None:
    _referentiel, bilan = lu([LARGE, INS, LARGE])
    assert bilan.laissees == ()


def test_an_unreadable_nature_is_told() -> None:
    referentiel, bilan = lu(
        [["ID", "Exigence", "Nature"], ["A.1", "x", "À voir"], ["A.2", "y", "Préconisation (PEUT)"]]
    )
    assert [one.nature for one in referentiel.exigences] == [None, "PRECONISATION"]
    assert bilan.laissees == (Laissee("C2", "nature « À voir » inconnue"),)
