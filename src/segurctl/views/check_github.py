"""`check` as GitHub Actions workflow commands: each finding becomes a note on its line of the pull request."""

from segurctl.evaluation.rapport import Rapport, Situe
from segurctl.rules.fiches import Gravite
from segurctl.views.check_text import bilan
from segurctl.views.lignes import remede, une_ligne, visible

NIVEAUX: dict[Gravite, str] = {"erreur": "error", "avertissement": "warning", "info": "notice"}


def check_github(rapport: Rapport) -> str:
    """One command for each finding that counts, then how many there are, which is no command."""
    return "".join(f"{one}\n" for one in (*map(_commande, rapport.constats), bilan(rapport).text))


def _commande(one: Situe) -> str:
    constat = one.constat
    properties = {
        "file": one.depot.as_posix(),
        "line": str(one.ligne),
        "col": str(one.colonne),
        "title": f"{constat.regle.id} {constat.regle.titre}",
    }
    dites = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{une_ligne(constat.ecart.message)}\n{remede(constat)}"
    return f"::{NIVEAUX[constat.gravite]} {dites}::{_data(message)}"


def _data(text: str) -> str:
    """A message as the runner reads it back. Where it knows no `notice`, an old one looks for `##[` in all the line."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped.replace("##[", "## ["))


def _property(text: str) -> str:
    """A property as the runner reads it back: it knows these five escapes and no other, so `;` stays as it is."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
