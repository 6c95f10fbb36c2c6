"""Rules of MOTCO2: its 24 hours."""

from collections.abc import Iterator

from segurctl.etats.calendrier import apres, en_clair
from segurctl.rules.model import Contexte, Ecart, regle


@regle("MOT001")
def trop_tot(contexte: Contexte) -> Iterator[Ecart]:
    """The two test mailboxes are active within 24 hours of each creation: counted in days, the next one.

    What is older was done with other identities, before they were changed.
    """
    cree, tests = contexte.candidature.motco2.compte_cree_le, contexte.etapes["motco2.tests"]
    if cree is None:
        return
    if tests.depuis and tests.statut not in ("a-faire", "sans-objet") and cree <= tests.depuis < apres(cree, 1):
        message = f"les tests MOTCO2 ont commencé le {en_clair(tests.depuis)}, le compte est du {en_clair(cree)}"
        yield Ecart(("etapes", "motco2", "tests", "depuis"), message, "motco2.tests")
    for id_, preuve in sorted(contexte.candidature.preuves.items()):
        if preuve.numero and preuve.deposee_le and cree <= preuve.deposee_le < apres(cree, 1):
            message = (
                f"le test de {id_} a été déposé le {en_clair(preuve.deposee_le)}, le compte est du {en_clair(cree)}"
            )
            yield Ecart(("preuves", id_, "deposee_le"), message, "motco2.tests")
