"""Workbooks for the tests of `rem`: some as openpyxl writes them, some part by part, as nobody should."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rangees = Iterable[Sequence[Any]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def classeur(
    feuilles: Mapping[str, Rangees] | Rangees, *, finir: Callable[[Worksheet], None] = lambda _feuille: None
) -> bytes:
    """A workbook of these rows, sheet by sheet; `finir` has the last word on each sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for nom, rangees in (feuilles if isinstance(feuilles, Mapping) else {"Exigences": feuilles}).items():
        sheet = book.create_sheet(nom)
        for rangee in rangees:
            sheet.append(list(rangee))
        finir(sheet)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def parties(feuille: str | bytes, chaines: str = "", noms: Sequence[str] = ("Exigences",)) -> dict[str, str | bytes]:
    """The parts of a workbook, its sheet as written; each name is a sheet of that same part."""
    sheets = "".join(f'<sheet name="{nom}" sheetId="{rang}" r:id="rId1"/>' for rang, nom in enumerate(noms, 1))
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}"/></Types>',
        "_rels/.rels": _rels(f"{_R}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_R}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _rels(f"{_R}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": feuille,
    }
    return held | ({"xl/sharedStrings.xml": chaines} if chaines else {})


def zippe(held: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for nom, content in held.items():
            archive.writestr(ZipInfo(nom), content, ZIP_DEFLATED)
    return packed.getvalue()


def brut(rangees: str, reste: str = "", chaines: str = "") -> bytes:
    """A workbook whose rows are XML as written."""
    return zippe(parties(f'<worksheet xmlns="{MAIN}"><sheetData>{rangees}</sheetData>{reste}</worksheet>', chaines))


def _rels(sorte: str, cible: str) -> str:
    return f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{sorte}" Target="{cible}"/></Relationships>'
