"""Rules of dates: jalons gone by, days that have not come, MOTCO2's 24 hours."""

import datetime as dt
from collections.abc import Iterator

from segurctl.candidature.fields import leaves
from segurctl.etats.calendrier import apres, en_clair
from segurctl.rules.model import SEGURCTL, Contexte, Ecart, regle

# What is announced for later is no fact that has happened.
_A_VENIR = ("date_opposabilite", "carte_expire_le", "jusqu_au", "le")


@regle(
    "DAT001",
    "date postérieure à aujourd'hui",
    "avertissement",
    correction="une date dit ce qui est arrivé : corrigez-la, ou attendez le jour",
    source=SEGURCTL,
    confiance="A",
)
def date_a_venir(contexte: Contexte) -> Iterator[Ecart]:
    """A day that has not come cannot be when something was done."""
    for path, value in leaves(contexte.candidature):
        jour = value.date() if isinstance(value, dt.datetime) else value
        if isinstance(jour, dt.date) and jour > contexte.today and path[-1] not in _A_VENIR:
            etape = ".".join(map(str, path[1:3])) if path[0] == "etapes" else None
            yield Ecart(path, f"{'.'.join(map(str, path))} : le {en_clair(jour)} n'est pas encore venu", etape)


@regle(
    "MOT001",
    "MOTCO2 utilisé moins de 24 h après l'enrôlement",
    "erreur",
    correction="attendez le lendemain de la création du compte, puis rejouez les tests",
    source="Webinaire ANS 6 oct. 2025, « Enrôlement des solutions »",
    confiance="A",
)
def motco2_trop_tot(contexte: Contexte) -> Iterator[Ecart]:
    """The two test mailboxes are active within 24 hours of each creation: counted in days, the next one."""
    cree, tests = contexte.candidature.motco2.compte_cree_le, contexte.etapes["motco2.tests"]
    if cree and tests.depuis and tests.statut not in ("a-faire", "sans-objet") and tests.depuis < apres(cree, 1):
        message = f"les tests MOTCO2 ont commencé le {en_clair(tests.depuis)}, le compte est du {en_clair(cree)}"
        yield Ecart(("etapes", "motco2", "tests", "depuis"), message, "motco2.tests")
