"""`check` as JUnit XML: in each file every rule is a test, which fails where it finds what makes the check fail.

The attributes are those that Jenkins' schema knows; no time is said, and no date.
"""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from segurctl.evaluation.rapport import Controle, Rapport, Situe
from segurctl.rules.fiches import Regle
from segurctl.views.lignes import remede, une_ligne

_COMPTES = {"failures": "failure", "errors": "error", "skipped": "skipped"}  # of an attribute, what it counts


def check_junit(rapport: Rapport) -> str:
    """A suite for each file, with its counts; a file that cannot be read is an error."""
    racine = ET.Element("testsuites", name="segurctl")
    racine.extend(_suite(one, rapport) for one in rapport.fichiers)
    for attribute in ("tests", "failures", "errors"):
        racine.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in racine)))
    ET.indent(racine)
    # The document is text: a declaration made by the library would name the encoding of the locale.
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(racine, encoding="unicode")}\n'


def _suite(fichier: Controle, rapport: Rapport) -> ET.Element:
    nom = une_ligne(fichier.fichier.as_posix())
    cas = list(_cas(fichier, rapport))
    for one in cas:
        one.set("classname", nom)
    comptes = {name: str(sum(one.find(tag) is not None for one in cas)) for name, tag in _COMPTES.items()}
    suite = ET.Element("testsuite", {"name": nom, "file": nom, "tests": str(len(cas)), **comptes})
    suite.extend(cas)
    return suite


def _cas(fichier: Controle, rapport: Rapport) -> Iterator[ET.Element]:
    if not fichier.lisible:
        cas = ET.Element("testcase", name=_nom(fichier.constats[0].constat.regle))
        _dire(cas, "error", fichier.constats)
        yield cas
    elif fichier.porte:
        cas = ET.Element("testcase", name=f"porte {fichier.porte.evaluee.etape.id}")
        _juger(cas, fichier.constats, rapport)
        yield cas
    else:
        trouvees = {one.constat.regle.id: one.constat.regle for one in (*fichier.constats, *fichier.acceptes)}
        for id_, regle in sorted({**{one.id: one for one in rapport.regles}, **trouvees}.items()):
            cas = ET.Element("testcase", name=_nom(regle))
            comptent = tuple(one for one in fichier.constats if one.constat.regle.id == id_)
            acceptes = tuple(one for one in fichier.acceptes if one.constat.regle.id == id_)
            _juger(cas, comptent, rapport)
            if acceptes and not comptent:
                _dire(cas, "skipped", acceptes)
            yield cas


def _juger(cas: ET.Element, situes: tuple[Situe, ...], rapport: Rapport) -> None:
    """What fails, then what is only said."""
    echecs = tuple(one for one in situes if rapport.fait_echouer(one.constat))
    autres = tuple(one for one in situes if not rapport.fait_echouer(one.constat))
    if echecs:
        _dire(cas, "failure", echecs)
    if autres:
        ET.SubElement(cas, "system-out").text = "\n".join(map(_texte, autres))


def _dire(cas: ET.Element, tag: str, situes: tuple[Situe, ...]) -> None:
    """One element for all the findings of a test: the first in short, then each whole."""
    premier, *suite = situes
    message = une_ligne(premier.constat.ecart.message)
    element = ET.SubElement(cas, tag, type="accepte" if tag == "skipped" else premier.constat.gravite)
    element.set("message", f"{message} (+ {len(suite)})" if suite else message)
    element.text = "\n".join(map(_texte, situes))


def _texte(one: Situe) -> str:
    constat, acceptation = one.constat, one.constat.acceptation
    nom = une_ligne(one.fichier.as_posix())
    place = f"{'./' if nom.startswith('::') else ''}{nom}:{one.ligne}:{one.colonne}"  # a line may not begin as an order
    accepte = f"\n  accepté : {une_ligne(acceptation.motif)} ({une_ligne(acceptation.par)})" if acceptation else ""
    return f"{place}: {constat.regle.id} {une_ligne(constat.ecart.message)}\n  {remede(constat)}{accepte}"


def _nom(regle: Regle) -> str:
    return f"{regle.id} {regle.titre}"
