"""A sheet of proofs: what is read of it, what it changes, and what a spreadsheet would run."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import candidature, day, parcours, stable
from rem_builders import avec_rem, exigence, rem
from segurctl.candidature.edit import SetKey, apply
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.read import parse_candidature
from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation
from segurctl.saisie.feuille import MAX_LIGNES, Reprise, lire_feuille, reprendre
from segurctl.saisie.preuves import Change
from segurctl.views.preuves_csv import preuves_csv as document
from support import MINIMAL

REM = rem(exigence("SC.MSS/CONF.01", preuves=2), exigence("SC.MSS/CONF.02"), exigence("SC.MSS/CONF.03"))


def avec(**tables: Any) -> Evaluation:
    return avec_rem(candidature(**tables), REM, "2026-02-16")


def preuves_csv(evaluation: Evaluation) -> str:
    """The sheet that an export gives."""
    return document(evaluation)[0]


def reprise(text: str | bytes, evaluation: Evaluation | None = None) -> tuple[list[Change], Reprise]:
    data = text if isinstance(text, bytes) else text.encode()
    return reprendre(lire_feuille(data).lignes, evaluation or avec(), lambda depot: depot)


def ecrites(changes: list[Change]) -> dict[str, Any]:
    return {
        "/".join(one.path[1:]): one.value for one in changes if isinstance(one, SetKey) and one.path[-1] != "exigence"
    }


def relu(changes: list[Change], text: str = MINIMAL) -> Evaluation:
    """The evaluation of a file once the changes are made."""
    after = apply(text, changes, CatalogueLayout(parcours()))
    return avec_rem(parse_candidature(Path("c.toml"), after, parcours()).candidature, REM, "2026-02-16")


# What is read


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_a_sheet_is_read_whatever_separates_its_columns(separateur: str) -> None:
    text = separateur.join(["ID", "Lien"]) + "\n" + separateur.join(["SC.MSS/CONF.02", "https://www.exemple.fr/1"])
    changes, bilan = reprise(text)
    assert ecrites(changes) == {"SC.MSS/CONF.02.01.01/lien": "https://www.exemple.fr/1"}
    assert bilan == Reprise(1, 0, 0, (), 1)


@pytest.mark.parametrize(
    "text",
    [
        "ID;Numéro;Remarque\nSC.MSS/CONF.02;1;un, deux, trois, quatre, cinq\n",
        'ID,Numéro,Remarque\nSC.MSS/CONF.02,1,"un ; deux ; trois ; quatre"\n',
    ],
)
def test_what_separates_is_what_stands_between_the_headers(text: str) -> None:
    changes, _ = reprise(text)
    assert ecrites(changes)["SC.MSS/CONF.02.01.01/numero"] == "1"


@pytest.mark.parametrize(
    "entete", ["N° preuve;N° de test", "id preuve;Numéro", "IDENTIFIANT;Test MOTCO2", "N\u00ba preuve;n test"]
)
def test_columns_are_known_by_several_names(entete: str) -> None:
    changes, _ = reprise(f"{entete}\nSC.MSS/CONF.02;4217\n")
    assert ecrites(changes) == {"SC.MSS/CONF.02.01.01/numero": "4217"}


def test_a_sheet_of_a_french_excel_is_read_with_its_accents() -> None:
    changes, _ = reprise("ID;Emplacement\r\nSC.MSS/CONF.02;vidéo sur le partage\r\n".encode("cp1252"))
    assert ecrites(changes) == {"SC.MSS/CONF.02.01.01/emplacement": "vidéo sur le partage"}


@pytest.mark.parametrize("jour", ["2026-02-11", "11/02/2026", "11-02-2026", "11.02.2026", "2026-02-11 00:00:00"])
def test_days_are_read_as_people_write_them(jour: str) -> None:
    changes, _ = reprise(f"ID;Numéro;Déposée le\nSC.MSS/CONF.02;1;{jour}\n")
    assert ecrites(changes)["SC.MSS/CONF.02.01.01/deposee_le"] == day("2026-02-11")


def test_what_the_ans_asked_is_taken_too() -> None:
    changes, _ = reprise("ID;Numéro;À modifier le;Remarque\nSC.MSS/CONF.02;1;11/02/2026;« illisible »\n")
    assert ecrites(changes)["SC.MSS/CONF.02.01.01/a_modifier_le"] == day("2026-02-11")
    assert ecrites(changes)["SC.MSS/CONF.02.01.01/remarque"] == "« illisible »"


def test_a_cell_of_several_lines_is_one_cell() -> None:
    changes, bilan = reprise('ID;Numéro;Remarque\nSC.MSS/CONF.02;1;"une\ndeux"\nSC.MSS/CONF.03;2;\n')
    assert ecrites(changes)["SC.MSS/CONF.02.01.01/remarque"] == "une\ndeux"
    assert bilan.prises == 2


# What is left out


@pytest.mark.parametrize(
    ("ligne", "raison"),
    [
        ("SC.MSS/CONF.99;1;;", "« SC.MSS/CONF.99 » n'est pas dans la REM"),
        ("SC.MSS/CONF.01;1;;", "« SC.MSS/CONF.01 » a plusieurs emplacements"),
        (";1;;", "sans id"),
        ("SC.MSS/CONF.02;1;https://www.exemple.fr;", "plusieurs preuves dans une ligne : lien, numero"),
        ("SC.MSS/CONF.02;1;;hier", "« hier » n'est pas une date"),
        ("SC.MSS/CONF.02;1;;31/02/2026", "« 31/02/2026 » n'est pas une date"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_line_and_the_others_are_taken(ligne: str, raison: str) -> None:
    changes, bilan = reprise(f"ID;Numéro;Lien;Déposée le\nSC.MSS/CONF.03;3;;\n{ligne}\n")
    assert ecrites(changes) == {"SC.MSS/CONF.03.01.01/numero": "3"}
    [laissee] = bilan.laissees
    assert laissee.ligne == 3
    assert laissee.raison.startswith(raison)


def test_the_same_slot_twice_is_taken_once() -> None:
    changes, bilan = reprise("ID;Numéro\nSC.MSS/CONF.02;1\nMSS/CONF.02.01.01;2\n")
    assert ecrites(changes) == {"SC.MSS/CONF.02.01.01/numero": "1"}
    assert [one.raison for one in bilan.laissees] == ["SC.MSS/CONF.02.01.01 est déjà donnée ligne 2"]


def test_rows_without_a_proof_are_only_counted() -> None:
    assert reprise("ID;Numéro;État\nSC.MSS/CONF.02;;vide\n\n;;\nSC.MSS/CONF.03;;vide\n")[1] == Reprise(0, 0, 2, ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "le tableau est vide"),
        (b"PK\x03\x04\0\0", "ce n'est pas un tableau CSV"),
        (
            b"Nom;Age\nJulie;3\n",
            "il faut une colonne ID et une de Lien, Fichier, Numéro, Emplacement ; lues : « Nom », « Age »",
        ),
        (b"ID;Preuve attendue\nSC.MSS/CONF.02;capture\n", "il faut une colonne ID"),
        (b"ID;Lien\n" + b"a;" + b"b" * 200_000 + b"\n", "ligne 2 : ce n'est pas un tableau CSV"),
        (b"x" * (4 << 20) + b"xx", "le tableau dépasse 4 Mio"),
        (b"ID;Lien\n" + b"a;b\n" * (MAX_LIGNES + 1), f"le tableau a plus de {MAX_LIGNES} lignes"),
    ],
    ids=["empty", "workbook", "other columns", "no proof", "endless cell", "too long", "too many rows"],
)
def test_what_is_no_sheet_of_proofs_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(SegurctlError) as raised:
        lire_feuille(data)
    assert raised.value.message.startswith(message)
    assert raised.value.hint


# Again and back


def test_taking_the_same_sheet_again_changes_nothing() -> None:
    text = "ID;Numéro;Déposée le;À modifier le;Remarque\nSC.MSS/CONF.02;1;2026-02-01;2026-02-11;illisible\n"
    after = relu(reprise(text)[0])
    assert reprise(text, after) == ([], Reprise(0, 1, 0, ()))


def test_a_row_that_says_nothing_new_does_not_hide_that_the_exigence_changed() -> None:
    held = avec(preuves={"SC.MSS/CONF.02.01.01": {"numero": "1", "exigence": "00000000"}})
    assert reprise("ID;Numéro\nSC.MSS/CONF.02;1\n", held)[0] == []


def test_what_is_exported_has_every_slot_that_counts_and_every_proof() -> None:
    held = avec(
        preuves={"SC.MSS/CONF.01.01.02": {"numero": "1"}, "AUTRE.01": {"lien": "https://www.exemple.fr"}},
        exigences={"SC.MSS/CONF.03": {"sans_objet": "Sans messagerie."}},
    )
    ids = [cellules[0] for cellules in _cellules(preuves_csv(held))[1:]]
    assert ids == ["SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.02", "SC.MSS/CONF.02.01.01", "AUTRE.01"]


FORMULES = ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\tx", "＝1", "'=1", "''@x"]


@pytest.mark.parametrize("texte", FORMULES)
def test_no_cell_of_an_export_is_one_that_a_spreadsheet_would_run(texte: str) -> None:
    held = avec(preuves={"SC.MSS/CONF.02.01.01": {"numero": "1", "remarque": texte}})
    [cellule] = [cells[11] for cells in _cellules(preuves_csv(held)) if cells[0] == "SC.MSS/CONF.02.01.01"]
    assert cellule == f"'{texte}"


@stable
@given(
    numero=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20),
    debut=st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''+", ";", '"']),
)
def test_what_is_exported_is_what_is_read_back(numero: str, debut: str) -> None:
    text = f"{debut}{numero}".strip()
    if not text:
        return
    held = avec(preuves={"SC.MSS/CONF.02.01.01": {"numero": text, "deposee_le": day("2026-02-01")}})
    assert reprise(preuves_csv(held), held)[0] == []
    after = relu(reprise(preuves_csv(held))[0])
    assert after.candidature.preuves["SC.MSS/CONF.02.01.01"].numero == text


def _cellules(document: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(document.removeprefix("\ufeff"), newline=""), delimiter=";"))


# What a sheet may hold


def test_headers_may_stand_below_a_title_and_what_means_nothing_is_told() -> None:
    text = "Preuves de Julie;;\n;;\nIdentifiant de la preuve;N° MOTCO2;Vu par\nSC.MSS/CONF.02;4217;Paul\n"
    tableau = lire_feuille(text.encode())
    assert tableau.ignorees == ("Vu par",)
    assert [one.cellules["numero"] for one in tableau.lignes] == ["4217"]


@pytest.mark.parametrize("jour", ["2026-02-111", "01/02/20261", "2026-01-01T99:99", "31/04/2026"])
def test_what_is_nearly_a_day_is_none(jour: str) -> None:
    [laissee] = reprise(f"ID;Numéro;Déposée le\nSC.MSS/CONF.02;1;{jour}\n")[1].laissees
    assert laissee.raison.startswith(f"« {jour} » n'est pas une date")


@pytest.mark.parametrize("texte", ["a\x0cb", "a\u200bb", "a\u202eb"])
def test_a_row_that_would_command_a_terminal_is_left_and_the_others_taken(texte: str) -> None:
    changes, bilan = reprise(f"ID;Numéro\nSC.MSS/CONF.02;{texte}\nSC.MSS/CONF.03;2\n")
    assert ecrites(changes) == {"SC.MSS/CONF.03.01.01/numero": "2"}
    assert bilan.laissees[0].raison.startswith("caractère de commande U+")


def test_a_link_that_hides_a_formula_behind_a_comma_stays_in_its_cell() -> None:
    held = avec(preuves={"SC.MSS/CONF.02.01.01": {"lien": "https://a.fr,=cmd|'/C calc'!A0,"}})
    assert all(line.startswith('"') for line in preuves_csv(held).removeprefix("\ufeff").splitlines())


def test_a_sheet_takes_no_proof_that_proof_add_refuses() -> None:
    _, bilan = reprise("ID;Lien\nSC.MSS/CONF.02;…\nSC.MSS/CONF.03;C:\\\\docs\\\\a.pdf\n")
    assert [one.raison.partition(" (")[0] for one in bilan.laissees] == [
        "lien « … » ne dit rien",
        "« C:\\\\docs\\\\a.pdf » n'est pas un lien",
    ]
