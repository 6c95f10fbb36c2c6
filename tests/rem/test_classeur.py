"""Workbooks from strangers: each ends in one French line, in bounded time and memory."""

import re
import struct
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from builders import stable
from rem_classeurs import MAIN, brut, classeur, parties, zippe
from segurctl.errors import SegurctlError
from segurctl.rem import archive, bornes
from segurctl.rem import classeur as module
from segurctl.rem.archive import Parties, deballer
from segurctl.rem.bornes import nom_de_case, verifier
from segurctl.rem.classeur import ouvrir
from segurctl.rem.lecture import lire_classeur

TABLE = [["ID", "Exigence"], ["A.1", "x"]]
ENTETES = '<row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Exigence</v></c></row>'

# An exigence under them.
UNE = '<row r="2"><c r="A2" t="str"><v>A.1</v></c><c r="B2" t="str"><v>x</v></c></row>'


def refus(data: bytes) -> str:
    with pytest.raises(SegurctlError) as error:
        lire_classeur(data, "REM.xlsx")
    assert error.value.hint
    assert "\n" not in error.value.message
    return error.value.message


def sans(partie: str) -> bytes:
    held = parties("<worksheet/>")
    del held[partie]
    return zippe(held)


def docx() -> bytes:
    return zippe({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


def lzma() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_LZMA) as archive:
        for nom, content in parties("<worksheet/>").items():
            archive.writestr(nom, content)
    return packed.getvalue()


def marque(data: bytes, bits: int) -> bytes:
    """The same zip, its members flagged in the directory."""
    return re.sub(rb"(PK\x01\x02.{4})(..)", lambda one: one[1] + struct.pack("<H", bits), data, flags=re.DOTALL)


def abime(data: bytes) -> bytes:
    """The same zip, a bit of its sheet turned."""
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def menteur(data: bytes) -> bytes:
    """The same zip, its members said to be of a byte each."""
    return re.sub(rb"(PK\x01\x02.{20}).{4}", lambda one: one[1] + struct.pack("<I", 1), data, flags=re.DOTALL)


NON_CLASSEURS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "le fichier est vide"),
    "a text": (lambda: b"ID;Exigence\nA.1;x\n", "ce n'est pas un classeur Excel"),
    "too big": (lambda: b"PK" + bytes(20 << 20), "le classeur dépasse 20 Mio"),
    "a Word document": (docx, "ce n'est pas un classeur Excel .xlsx"),
    "no types": (lambda: sans("[Content_Types].xml"), "ce n'est pas un classeur Excel .xlsx"),
    "no workbook": (lambda: sans("xl/workbook.xml"), "ce n'est pas un classeur Excel .xlsx"),
    "no sheet": (lambda: sans("xl/worksheets/sheet1.xml"), "le classeur est illisible"),
    "truncated": (lambda: classeur(TABLE)[:-300], "le classeur est tronqué ou abîmé"),
    "damaged": (lambda: abime(classeur(TABLE)), "le classeur est tronqué ou abîmé"),
    "a lying size": (lambda: menteur(classeur(TABLE)), "le classeur est tronqué ou abîmé"),
    "an encrypted zip": (lambda: marque(classeur(TABLE), 1), "le classeur est dans une archive chiffrée"),
    "another compression": (lzma, "le classeur est compressé d'une façon qu'Excel n'emploie pas"),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
        "le classeur est protégé par un mot de passe",
    ),
    "an old format": (lambda: b"\xd0\xcf\x11\xe0" + bytes(99), "c'est un ancien format .xls, ou un autre document"),
    "many members": (
        lambda: classeur(TABLE) + b"PK\x01\x02" * 10_001,
        "le classeur contient plus de 10000 fichiers",
    ),
    "a bomb": (
        lambda: zippe({**parties("<worksheet/>"), "xl/media/image1.png": bytes(65 << 20)}),
        "décompressé, le classeur dépasse 64 Mio",
    ),
    "a member twice": (
        lambda: zippe({**parties("<worksheet/>"), "XL/workbook.xml": ""}),
        "le classeur contient deux fois le même fichier",
    ),
    "a sheet in UTF-16": (
        lambda: zippe(parties(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode("utf-16"))),
        "le classeur est illisible",
    ),
    "no sheet at all": (lambda: zippe(parties("<worksheet/>", noms=())), "le classeur est vide"),
    "an empty sheet": (lambda: brut(""), "le classeur est vide"),
    "many sheets": (
        lambda: zippe(parties("<worksheet><sheetData/></worksheet>", noms=[f"F{rang}" for rang in range(101)])),
        "plusieurs feuilles du classeur n'en font qu'une",
    ),
}


@pytest.mark.parametrize("cas", NON_CLASSEURS)
def test_what_is_no_workbook_is_told_for_what_it_is(cas: str) -> None:
    fabriquer, attendu = NON_CLASSEURS[cas]
    assert refus(fabriquer()) == attendu


LOIN = "le classeur va jusqu'à la cellule {} : plus de 5 millions de cases"
MAL_ECRIT = "le contenu du classeur n'est pas écrit comme Excel l'écrit"
DEMESURES = {
    "two cells far apart": ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "", LOIN.format("XFD1048576")),
    "in single quotes": ("<x:row r='9'><x:c r='XFD9999'><v>1</v></x:c></x:row>", "", LOIN.format("XFD9999")),
    "far by its row alone": ('<row r="1048576">' + "<c><v>1</v></c>" * 6 + "</row>", "", LOIN.format("F1048576")),
    "beyond what a sheet has": ('<row><c r="XFE1"><v>1</v></c></row>', "", MAL_ECRIT),
    "a row that overflows": ('<row><c r="A4294967297"><v>1</v></c></row>', "", MAL_ECRIT),
    "a reference with signs": ('<row><c r="$A$2"><v>1</v></c></row>', "", MAL_ECRIT),
    "a row that is none": ('<row r="x"></row>', "", MAL_ECRIT),
    "a name in quotes": ('<"a>":c r="XFD1048576"><v>1</v></c>', "", MAL_ECRIT),
    "a cell in a cell": ('<row><c r="A2"><c r="B2"/></c></row>', "", MAL_ECRIT),
    "a row that ends in a cell": ("<row><c><f></row></f><v>1</v></c></row>", "", MAL_ECRIT),
    "a tag in an attribute": ("<row><c z='<c ' r=\"XFD1048576\"><v>1</v></c></row>", "", MAL_ECRIT),
    "a name that goes on": ('<a/b:c r="XFD1048576"><v>1</v></c>', "", MAL_ECRIT),
    "a name with a sign": ('<a=b:c r="XFD1048576"><v>1</v></c>', "", MAL_ECRIT),
    "a name without its prefix": ('<:c r="XFD1048576"><v>1</v></c>', "", LOIN.format("XFD1048576")),
    "a comment that ends early": ("<!--><row/>-->", "", MAL_ECRIT),
    "a document type": ("<!DOCTYPE a>", "", MAL_ECRIT),
    "an end with attributes": ("<row></row a='>'>", "", MAL_ECRIT),
    "attributes that are none": ("<row r=1></row>", "", MAL_ECRIT),
    "a tag that does not end": ("<row", "", MAL_ECRIT),
    "many merges": ("", '<mergeCell ref="A1:B1"/>' * 50_001, "le classeur a plus de 50000 cellules fusionnées"),
}


@pytest.mark.parametrize("cas", DEMESURES)
def test_a_sheet_that_would_take_all_memory_is_refused_before_it_is_read(cas: str) -> None:
    rangees, reste, attendu = DEMESURES[cas]
    assert refus(brut(ENTETES + rangees, reste)) == attendu


def test_texts_that_many_cells_share_are_counted_for_each() -> None:
    rangees = "".join(f'<row r="{rang}"><c r="A{rang}" t="s"><v>1</v></c></row>' for rang in range(2, 200))
    chaines = f"<sst><si/><si><t>{'a' * 400_000}</t></si></sst>"
    assert refus(brut(ENTETES + rangees, chaines=chaines)) == "les textes du classeur dépassent 64 Mio"
    assert refus(brut(ENTETES + rangees.replace(">1<", "> 1<"), chaines=chaines.replace("<si/>", ""))) == (
        "les textes du classeur dépassent 64 Mio"
    )
    for faux in ("<sst><si><si></si></sst>", "<sst></si></sst>", "<sst><si><t></si></t></si></sst>"):
        assert refus(brut(ENTETES, chaines=faux)) == MAL_ECRIT


def test_formats_and_counts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    styles = f'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="{"0" * 1000}"/></numFmts></styleSheet>'
    held = {**parties(f"<worksheet><sheetData>{ENTETES}</sheetData></worksheet>"), "xl/styles.xml": styles}
    assert refus(zippe(held)) == "un format de nombre du classeur est démesuré"
    monkeypatch.setattr(bornes, "MAX_BALISES", 9)
    assert refus(brut(ENTETES + "<row/>" * 9)) == "le classeur a plus de 9 lignes et cellules"
    monkeypatch.setattr(bornes, "MAX_CHAINES", 3)
    assert refus(brut(ENTETES, chaines=f"<sst>{'<si/>' * 4}</sst>")) == "le classeur a plus de 3 textes"


def test_a_part_that_many_sheets_name_counts_for_each() -> None:
    feuille = f'<worksheet><sheetData>{ENTETES}<row><c r="C99999"><v>1</v></c></row></sheetData></worksheet>'
    assert refus(zippe(parties(feuille, noms=[f"F{rang}" for rang in range(60)]))) == (
        "plusieurs feuilles du classeur n'en font qu'une"
    )


def test_a_sheet_of_100_000_rows_is_no_rem() -> None:
    rangees = "".join(f'<row r="{rang}"><c r="A{rang}" t="str"><v>A.{rang}</v></c></row>' for rang in range(2, 100_001))
    assert refus(brut(ENTETES + rangees)) == "la feuille « Exigences » a plus de 20000 lignes : ce n'est pas une REM"


def test_merges_fill_the_table_and_nothing_more() -> None:
    rangees = '<row r="2"><c r="A2" t="str"><v>A.1</v></c></row><row r="4"><c r="B4" t="str"><v>x</v></c></row>'
    fusions = "".join(f'<mergeCell ref="{one}"/>' for one in ("A2:A1048576", "D5:C4", "XFD1:XFD9", "A3:B3"))
    referentiel, bilan = lire_classeur(brut(ENTETES + rangees, f"<mergeCells>{fusions}</mergeCells>"), "x")
    assert [(one.id, one.texte) for one in referentiel.exigences] == [("A.1", "x")]
    assert bilan.laissees == ()


def test_merges_over_one_another_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CASES", 1000)
    fusions = '<mergeCell ref="A1:XFD9"/>' * 600
    assert refus(brut(ENTETES, f"<mergeCells>{fusions}</mergeCells>")) == (
        "les cellules fusionnées du classeur se recouvrent"
    )


def test_cells_that_are_empty_may_be_anywhere() -> None:
    vides = '<row r="1048576"><c r="XFD1048576" s="1"/><c r="XFC1048576" s="1"></c></row>'
    assert ouvrir(brut(ENTETES + vides))[0].contenu.end == (0, 1)


def test_what_other_writers_leave_in_the_xml_is_no_matter() -> None:
    rangees = (
        "<!-- écrit - à la main --><?mso a?>\n<x:row r = '2' ht=\"1>2\"><x:c\tr='a2'  t='inlineStr'><x:is><x:t>"
        "<![CDATA[A.1]]></x:t></x:is></x:c><x:c t='str'><x:v>x</x:v></x:c></x:row>"
    )
    (lue,) = lire_classeur(brut(ENTETES + rangees), "x")[0].exigences
    assert (lue.id, lue.texte) == ("A.1", "x")


def test_names_with_backslashes_and_capitals_are_found() -> None:
    held = {nom.replace("/", "\\").upper(): content for nom, content in parties("<worksheet/>").items()}
    held["XL\\WORKSHEETS\\SHEET1.XML"] = f"<worksheet><sheetData>{ENTETES}{UNE}</sheetData></worksheet>"
    assert len(lire_classeur(zippe(held), "x")[0].exigences) == 1


def test_a_deep_document_is_read_flat() -> None:
    profond = f"<worksheet>{'<a>' * 300_000}<sheetData>{ENTETES}{UNE}</sheetData></worksheet>"
    assert len(lire_classeur(zippe(parties(profond)), "x")[0].exigences) == 1


class PanicException(BaseException):
    """What pyo3 raises for a panic."""


@pytest.mark.parametrize("panne", [PanicException, ValueError, MemoryError])
def test_whatever_the_reader_does_is_an_error_of_the_workbook(
    panne: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomber(_parties: Parties) -> BytesIO:
        raise panne

    monkeypatch.setattr(module, "remballer", tomber)
    assert refus(classeur(TABLE)) == "le classeur est illisible"
    monkeypatch.setattr(module, "remballer", lambda _parties: BytesIO(b""))
    assert refus(classeur(TABLE)) == "le classeur est illisible"


def test_the_interruption_of_the_person_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrompre(_parties: Parties) -> BytesIO:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "remballer", interrompre)
    with pytest.raises(KeyboardInterrupt):
        lire_classeur(classeur(TABLE), "x")


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit is of the shell of Unix")
@pytest.mark.parametrize(
    "rangees",
    [
        "".join(f'<row r="{rang}"><c r="A{rang}"><v>1</v></c></row>' for rang in range(9, 100_009)),
        f"<row>{'<c><v>1</v></c>' * 400_000}</row>",
        '<row r="1000000"><c r="E1000000"><v>1</v></c></row>',
        "<c/>" * 400_000,
    ],
    ids=["long", "wide", "sparse", "empty"],
)
def test_what_passes_the_bounds_is_read_in_a_gigabyte(rangees: str, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(brut(ENTETES + rangees))
    code = (
        "import sys; from segurctl.errors import SegurctlError; from segurctl.rem.lecture import lire_classeur\n"
        "try: print(len(lire_classeur(open(sys.argv[1], 'rb').read(), 'x')[1].laissees))\n"
        "except SegurctlError as error: print(error)"
    )
    done = subprocess.run(
        ["sh", "-c", 'ulimit -v 1048576 && exec "$@"', "sh", sys.executable, "-c", code, path],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")


JETONS = [
    *("<row>", "</row>", '<row r="3">', "<row/>", "<c>", "</c>", "<c/>", '<c r="B2">', '<c r="C5" s="1"/>', "<v>7</v>"),
    *(
        "<v/>",
        "<v></v>",
        "<is>",
        "</is>",
        "<t>x</t>",
        "<f>1</f>",
        "<x:c r='D4'>",
        '<c r="A1"><v>1</v></c>',
        "<!-- c -->",
    ),
    *(
        '<c r="E2" t="str"><v></v></c>',
        "<![CDATA[<c>]]>",
        "</sheetData>",
        "<sheetData>",
        "texte",
        "<c \n>",
        "<v>",
        "<:c>",
    ),
]


@settings(stable, max_examples=300)
@given(st.lists(st.sampled_from(JETONS), max_size=14))
@example(["<row>", "</row>", "<c>", "<v>7</v>", "</c>"])
def test_what_is_measured_is_never_less_than_what_is_read(jetons: list[str]) -> None:
    data = brut("".join(jetons))
    lues = deballer(data)
    try:
        verifier(lues)
    except SegurctlError:
        return
    mesure = bornes._Mesure(bornes._longueurs(b""))
    mesure.feuille(next(iter(lues.feuilles.values())))
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    except Exception:  # noqa: BLE001 - what it refuses takes no memory
        return
    ligne, colonne = sheet.end or (-1, -1)
    assert ligne < mesure.lignes or ligne < 0
    assert colonne < mesure.colonnes or colonne < 0


def test_cells_are_named_as_in_a_sheet() -> None:
    assert [nom_de_case(1, one) for one in (1, 26, 27, 702, 703, 16384)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1", "XFD1"]


def test_only_what_is_read_is_kept_of_a_workbook() -> None:
    held = {**parties(f"<worksheet><sheetData>{ENTETES}</sheetData></worksheet>"), "xl/media/image1.png": b"\x89PNG"}
    lues = deballer(zippe(held))
    assert set(lues.feuilles) == {"xl/worksheets/sheet1.xml"}
    assert "xl/media/image1.png" not in lues.communes
    assert archive.remballer(lues).getvalue() == archive.remballer(lues).getvalue()


def test_a_long_text_held_by_many_sheets_of_one_part_is_refused() -> None:
    held = parties("<worksheet><sheetData/></worksheet>", noms=("Une", "Deux"))
    assert refus(zippe(held)) == "plusieurs feuilles du classeur n'en font qu'une"
    liens = str(held["xl/_rels/workbook.xml.rels"])
    deux = liens.replace(
        "/></", '/><Relationship Id="rId2" Type="t" Target="/xl/worksheets/../worksheets/SHEET1.xml"/></'
    )
    detourne = str(held["xl/workbook.xml"]).replace('r:id="rId1"/></sheets>', 'r:id="rId2"/></sheets>')
    assert refus(zippe({**held, "xl/_rels/workbook.xml.rels": deux, "xl/workbook.xml": detourne})) == (
        "plusieurs feuilles du classeur n'en font qu'une"
    )
