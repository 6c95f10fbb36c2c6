"""A workbook as sheets of rows: what calamine gives, behind the guards, with merged cells filled."""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from segurctl.errors import SegurctlError
from segurctl.rem.archive import deballer, remballer
from segurctl.rem.bornes import MAX_CASES, une_partie_par_feuille, verifier

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_FEUILLES = 100
MAX_LIGNES = 20_000


class Ligne(NamedTuple):
    """A row that has something in it: its number in the sheet, and its cells from column A on."""

    numero: int
    valeurs: list[Any]


class Feuille(NamedTuple):
    """A sheet, whose rows are read when they are asked for."""

    nom: str
    visible: bool
    contenu: "CalamineSheet"

    def lignes(self, limite: int | None = None) -> list[Ligne]:
        """Its rows that have something in them, of the first ones or of all. Raises SegurctlError for too many."""
        with _illisible():
            if self.contenu.start is None:
                return []
            avant = [""] * self.contenu.start[1]
            found: list[Ligne] = []
            for numero, valeurs in enumerate(islice(self.contenu.iter_rows(), limite), 1):
                if any(one.strip() if isinstance(one, str) else True for one in valeurs if one != ""):
                    found.append(Ligne(numero, avant + valeurs))
                    if len(found) > MAX_LIGNES:
                        raise SegurctlError(
                            f"la feuille « {self.nom} » a plus de {MAX_LIGNES} lignes : ce n'est pas une REM",
                            hint="donnez le classeur d'un seul dispositif",
                        )
            fusions = self.contenu.merged_cell_ranges or []
        _remplir(found, fusions)
        return found


def ouvrir(data: bytes) -> list[Feuille]:
    """The sheets of a workbook. Raises SegurctlError for what is none, is protected, or would take too much memory."""
    parties = deballer(data)
    verifier(parties)
    une_partie_par_feuille(parties)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found: list[Feuille] = []
    cases = 0
    with _illisible():
        classeur = CalamineWorkbook.from_filelike(remballer(parties))
        feuilles = [one for one in classeur.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        if len(feuilles) > MAX_FEUILLES:
            raise SegurctlError(
                f"le classeur a plus de {MAX_FEUILLES} feuilles", hint="donnez la seule feuille de la REM"
            )
        for one in feuilles:
            contenu = classeur.get_sheet_by_name(one.name)
            cases += contenu.height * contenu.width
            if cases > MAX_CASES:
                raise SegurctlError("plusieurs feuilles du classeur n'en font qu'une", hint="enregistrez-le de nouveau")
            found.append(Feuille(one.name, one.visible == SheetVisibleEnum.Visible, contenu))
    return found


@contextmanager
def _illisible() -> Iterator[None]:
    """Whatever the reader does not understand is an error of the workbook, its panics too, which are no Exception."""
    try:
        yield
    except (SegurctlError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # noqa: BLE001 - pyo3 panics derive from it alone
        raise SegurctlError(
            "le classeur est illisible", hint="ouvrez-le et enregistrez-le de nouveau en .xlsx"
        ) from None


def _remplir(lignes: list[Ligne], fusions: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give the cells of each merged range the value that it shows, in rows that have something of their own."""
    numeros = [one.numero for one in lignes]
    reste = MAX_CASES
    for (haut, gauche), (bas, droite) in fusions:
        siennes = lignes[bisect_left(numeros, haut + 1) : bisect_left(numeros, bas + 2)]
        if not siennes or siennes[0].numero != haut + 1 or gauche >= len(siennes[0].valeurs):
            continue
        valeur = siennes[0].valeurs[gauche]
        droite = min(droite, len(siennes[0].valeurs) - 1)  # noqa: PLW2901 - of the table
        reste -= len(siennes) * max(droite - gauche + 1, 1)
        if reste < 0:
            raise SegurctlError(
                "les cellules fusionnées du classeur se recouvrent", hint="défusionnez-les, et enregistrez-le"
            )
        for one in siennes:
            one.valeurs[gauche : droite + 1] = [valeur] * (droite - gauche + 1)
