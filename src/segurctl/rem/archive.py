"""The zip of a workbook, from a stranger: what it unpacks to is bounded by unpacking it, whatever it declares."""

import re
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from segurctl.errors import SegurctlError

MAX_BYTES = 20 << 20
MAX_TOTAL = 64 << 20
MAX_MEMBRES = 10_000
_PAS = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
CLASSEUR = "xl/workbook.xml"
LIENS = "xl/_rels/workbook.xml.rels"
_TYPES = "[content_types].xml"
CHAINES = "xl/sharedstrings.xml"
STYLES = "xl/styles.xml"
_GARDEES = {_TYPES, "_rels/.rels", CLASSEUR, LIENS, CHAINES, STYLES}
# Errors that Excel has had since its format was written down: their reader would refuse the whole sheet for one.
_ERREUR_RECENTE = re.compile(
    rb">#(?:(?:BLOCKED|BUSY|CALC|CONNECT|EXTERNAL|FIELD|PYTHON|SPILL|TIMEOUT|UNKNOWN)!|GETTING_DATA)</"
)
_EN_XLSX = "ouvrez-le et enregistrez-le en .xlsx"
_DE_NOUVEAU = "téléchargez-le de nouveau, ou enregistrez-le de nouveau en .xlsx"


class Parties(NamedTuple):
    """The parts that are read of a workbook, by name in lower case; those of its sheets apart."""

    communes: dict[str, bytes]
    feuilles: dict[str, bytes]


def deballer(data: bytes) -> Parties:
    """The parts of a workbook, unpacked. Raises SegurctlError for what is none, or is too big."""
    _reconnaitre(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _lire(archive)
    # What zipfile raises for members that are cut, mended by hand, or of a version to come.
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError, OverflowError):
        raise SegurctlError("le classeur est tronqué ou abîmé", hint=_DE_NOUVEAU) from None


def remballer(parties: Parties) -> BytesIO:
    """A zip of these parts alone: what the next reader opens is what has been looked at, whoever reads zips how."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in (*parties.communes.items(), *parties.feuilles.items()):
            archive.writestr(ZipInfo(name), content)  # without the time of day
    packed.seek(0)
    return packed


def _reconnaitre(data: bytes) -> None:
    """Raise SegurctlError for what is no zip, or could not be opened in bounded time."""
    if not data:
        raise SegurctlError("le fichier est vide", hint=_DE_NOUVEAU)
    if len(data) > MAX_BYTES:
        raise SegurctlError(f"le classeur dépasse {MAX_BYTES >> 20} Mio", hint="donnez la seule feuille de la REM")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SegurctlError(
                "le classeur est protégé par un mot de passe", hint="enregistrez-le sans mot de passe, en .xlsx"
            )
        raise SegurctlError("c'est un ancien format .xls, ou un autre document", hint=_EN_XLSX)
    if not data.startswith(b"PK"):
        raise SegurctlError("ce n'est pas un classeur Excel", hint=_EN_XLSX)
    if data.count(b"PK\x01\x02") > MAX_MEMBRES:  # before zipfile makes an object of each
        raise SegurctlError(f"le classeur contient plus de {MAX_MEMBRES} fichiers", hint=_EN_XLSX)


def _lire(archive: ZipFile) -> Parties:
    noms = {_nom(info).lower() for info in archive.infolist()}
    if not {_TYPES, CLASSEUR} <= noms:
        raise SegurctlError("ce n'est pas un classeur Excel .xlsx", hint=_EN_XLSX)
    found, reste = Parties({}, {}), MAX_TOTAL
    for info in archive.infolist():
        content = _membre(archive, info, reste)
        reste -= len(content)
        nom = _nom(info).lower()
        if nom in found.communes or nom in found.feuilles:
            raise SegurctlError("le classeur contient deux fois le même fichier", hint=_DE_NOUVEAU)
        if nom in _GARDEES:
            found.communes[nom] = content
        elif b"sheetData" in content:  # wherever it stands: no part without it can be a sheet
            found.feuilles[nom] = _ERREUR_RECENTE.sub(b">#N/A</", content)
    return found


def _nom(info: ZipInfo) -> str:
    return info.filename.replace("\\", "/").removeprefix("/")


def _membre(archive: ZipFile, info: ZipInfo, reste: int) -> bytes:
    """A member, read in steps, for the size that it declares may be another."""
    if info.flag_bits & 1:
        raise SegurctlError("le classeur est dans une archive chiffrée", hint="enregistrez-le sans mot de passe")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # others may ask for memory by the gigabyte
        raise SegurctlError("le classeur est compressé d'une façon qu'Excel n'emploie pas", hint=_EN_XLSX)
    content = bytearray()
    with archive.open(info) as member:
        while step := member.read(_PAS):
            content += step
            if len(content) > reste:
                raise SegurctlError(
                    f"décompressé, le classeur dépasse {MAX_TOTAL >> 20} Mio", hint="donnez la seule feuille de la REM"
                )
    return bytes(content)
