"""`check` as a GitLab Code Quality report: what a merge request shows as new or as resolved."""

from typing import Any

from segurctl.evaluation.rapport import Rapport, Situe
from segurctl.rules.fiches import Gravite
from segurctl.views.lignes import document, remede, une_ligne

# GitLab has five severities. `critical` and `blocker` are for code that harms whoever runs it: an erreur of ours costs
# weeks, and a merge request may show findings of other tools beside it.
SEVERITES: dict[Gravite, str] = {"erreur": "major", "avertissement": "minor", "info": "info"}


def check_gitlab(rapport: Rapport) -> str:
    """The findings that count, as a list. GitLab has no word for what is accepted: it is left out, so not a problem."""
    return document([_probleme(one) for one in rapport.constats])


def _probleme(one: Situe) -> dict[str, Any]:
    constat = one.constat
    return {
        "description": f"{une_ligne(constat.ecart.message)} – {remede(constat)}",
        "check_name": constat.regle.id,
        # GitLab tells what is new from what was there by this alone, and shows one problem for each.
        "fingerprint": one.empreinte,
        "severity": SEVERITES[constat.gravite],
        # What is no text in a file name is told by its code: a database would refuse half a character.
        "location": {
            "path": one.depot.as_posix().encode("utf-8", "backslashreplace").decode(),
            "lines": {"begin": one.ligne},
        },
    }
