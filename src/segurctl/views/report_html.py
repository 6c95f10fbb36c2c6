"""`report` as a page: one file that asks the network for nothing, and runs no script but its own.

The template says what is shown; what comes from the files is escaped, on harmless lines, without its secrets.
"""

import hashlib
from base64 import b64encode
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from segurctl.candidature.secrets import masquer
from segurctl.evaluation.portefeuille import Membre
from segurctl.history.bilan import Bilan, Passe
from segurctl.parcours.model import Parcours
from segurctl.views import words
from segurctl.views.html.dessin import HAUT, LARGE, dessiner
from segurctl.views.html.tableau import rangees
from segurctl.views.lignes import une_ligne
from segurctl.views.next_detail import intitule

PASSES = 60  # of one file, the latest


def report_html(bilan: Bilan) -> str:
    """The page, whole."""
    style, script = _part("rapport.css"), _part("rapport.js")
    portefeuille = bilan.portefeuille
    gabarit = _environment().get_template("rapport.html")
    return gabarit.render(
        bilan=bilan,
        portefeuille=portefeuille,
        parcours=portefeuille.parcours,
        today=portefeuille.today,
        rangees=[one for membre in portefeuille.membres for one in rangees(membre)],
        style=Markup(style),  # noqa: S704 - our own
        script=Markup(script),  # noqa: S704 - our own
        empreintes={"style": _empreinte(style), "script": _empreinte(script)},
        passes_max=PASSES,
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("segurctl.views.html", "gabarits"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_donnee,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        words=words,
        dessiner=dessiner,
        intitule=intitule,
        boite=(LARGE, HAUT),
        titre=_titre,
        ouvrable=_ouvrable,
        stade=_stade,
    )
    return environment


def _donnee(value: Any) -> Any:
    """What is shown: nothing for what is not there; a text on one harmless line, its secrets masked."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return masquer(une_ligne(value)) if value.strip() else value


def _titre(membre: Membre) -> str:
    """A product with its dispositif."""
    dispositif = membre.evaluation.candidature.produit.dispositif
    return f"{membre.produit} · {dispositif}"


def _stade(one: Passe, parcours: Parcours) -> str | None:
    """The stage that an item of a suivi had come to, as the catalogue calls it, or the file where it knows none."""
    suivi = next((each for id_, each in parcours.suivis.items() if one.cible.startswith(f"{id_}.")), None)
    stade = suivi.stade(one.avancement) if suivi else None
    return stade.titre if stade else one.avancement


def _ouvrable(lien: str | None) -> bool:
    """Whether a link may be followed from the page: a browser does other things with what is not of the web."""
    return (lien or "").lower().startswith(("https://", "http://"))


def _part(nom: str) -> str:
    return resources.files("segurctl.views.html").joinpath("gabarits", nom).read_text(encoding="utf-8")


def _empreinte(text: str) -> str:
    """The print by which the policy of the page knows its own style and script."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
