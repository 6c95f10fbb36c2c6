"""What went back, case by case; and what only looks like it."""

import pytest

from history.conftest import TETE as TETE_SEULE
from history.conftest import Repository, Segurctl, etape
from segurctl.errors import ExitCode

TETE = TETE_SEULE + '\n[editeur]\nraison_sociale = "Editeur Exemple"\n'
DMP = TETE + '\n[cnda.demandes.dmp]\nteleservice = "DMP"\navancement = "examen"\nstatut = "soumis"\n'
PREUVE = TETE + '\n[preuves."MSS/CDA.01"]\nlien = "https://exemple.fr/1"\ndeposee_le = 2025-11-04\n'
NIL = TETE.replace('dispositif = "LGC"\n', 'dispositif = "LGC"\nnil = "JUL895988"\n')
MANDATAIRE = TETE + etape("isc.mandataire", "valide")
MOTCO2 = TETE + "\n[motco2]\ncompte_cree_le = 2025-10-01\n"
MSS = TETE + '\n[chapitres.mss]\nstatut = "valide"\n'


def soumis(apres: str) -> tuple[str, str]:
    return TETE + etape("psc.datapass", "soumis"), TETE + etape("psc.datapass", apres)


RECULS = {
    "an étape that was acquired": (MANDATAIRE, TETE + etape("isc.mandataire", "a-modifier"), "etape-perdue"),
    "an étape that was acquired and is asked again": (
        TETE + etape("isc.mandataire", "valide"),
        TETE + etape("isc.mandataire", "soumis"),
        "statut-repris",
    ),
    "a submitted statut back to en-cours": (*soumis("en-cours"), "statut-repris"),
    "a submitted statut back to a-faire": (*soumis("a-faire"), "statut-repris"),
    "an earlier stage": (DMP, DMP.replace("examen", "pre-examen"), "stade-anterieur"),
    "no stage any more": (DMP, DMP.replace('avancement = "examen"\n', ""), "stade-anterieur"),
    "a statut of a stage taken back": (DMP, DMP.replace("soumis", "en-cours"), "statut-repris"),
    "a chapter that was validated": (MSS, MSS.replace("valide", "en-cours"), "statut-repris"),
    "a suivi that is gone": (DMP, TETE, "suivi-retire"),
    "an identifier": (NIL, TETE, "identifiant-efface"),
    "an identifier that is empty": (NIL, NIL.replace("JUL895988", ""), "identifiant-efface"),
    "a date": (MOTCO2, TETE, "date-effacee"),
    "the day of a statut": (
        TETE + etape("psc.datapass", "soumis", "2025-10-02"),
        TETE + etape("psc.datapass", "soumis"),
        "date-effacee",
    ),
    "an action": (
        TETE + "\n[etapes.psc.datapass]\nactions.profil = 2025-10-02\n",
        TETE + "\n[etapes.psc.datapass]\n",
        "action-decochee",
    ),
    "a proof": (PREUVE, TETE, "preuve-retiree"),
    "a proof without its piece": (PREUVE, PREUVE.replace('lien = "https://exemple.fr/1"\n', ""), "preuve-retiree"),
    "a dépôt": (PREUVE, PREUVE.replace("deposee_le = 2025-11-04\n", ""), "depot-retire"),
    "a file that cannot be read": (TETE, TETE + "x = \n", "fichier-illisible"),
}
FAITS = {
    "the ANS asks for a change": soumis("a-modifier"),
    "the ANS refuses": soumis("refuse"),
    "the ANS accepts": soumis("valide"),
    "what was to be modified is ours": (
        TETE + etape("psc.datapass", "a-modifier"),
        TETE + etape("psc.datapass", "en-cours"),
    ),
    "a proof is sent back": (PREUVE, f"{PREUVE}a_modifier_le = 2026-02-11\n"),
    "a proof is sent back, and leaves the dépôt": (
        PREUVE,
        PREUVE.replace("deposee_le = 2025-11-04", "a_modifier_le = 2026-02-11"),
    ),
    "a proof is another": (PREUVE, PREUVE.replace("/1", "/2")),
    "a note is erased": (TETE + '\n[etapes.psc.datapass]\nnote = "x"\n', TETE + "\n[etapes.psc.datapass]\n"),
    "an identifier is corrected": (NIL, NIL.replace("JUL895988", "JUL895989")),
    "a demande is closed": (DMP, f'{DMP}cloture = "remplacee"\nclose_le = 2025-10-30\n'),
    "a suivi that had not begun is gone": (TETE + '\n[chapitres.mss]\ntitre = "MSS"\n', TETE),
    "a later stage begins": (DMP, DMP.replace('"examen"\nstatut = "soumis"', '"finalisation"\nstatut = "a-faire"')),
    "nothing": (DMP, f"# un mot\n{DMP}"),
}


@pytest.mark.parametrize("cas", RECULS)
def test_what_went_back_is_marked_and_fails(depot: Repository, segurctl: Segurctl, cas: str) -> None:
    avant, apres, recul = RECULS[cas]
    depot.step("2025-10-01", avant)
    depot.step("2025-10-02", apres)
    ended = segurctl("diff", "HEAD~1..HEAD", "--fail-on-regression", "--format", "json")
    assert (ended.code, ended.err) == (ExitCode.FINDINGS, "")
    assert f'"recul": "{recul}"' in ended.out
    assert segurctl("diff", "HEAD~1..HEAD").code == ExitCode.OK
    for format_, mark in (("text", "– recul : "), ("markdown", "- **Recul** : ")):
        ended = segurctl("diff", "HEAD~1..HEAD", "--fail-on-regression", "--format", format_)
        assert ended.code == ExitCode.FINDINGS
        assert mark in ended.out


@pytest.mark.parametrize("cas", FAITS)
def test_what_others_answer_and_what_is_corrected_is_a_fact(depot: Repository, segurctl: Segurctl, cas: str) -> None:
    avant, apres = FAITS[cas]
    depot.step("2025-10-01", avant)
    depot.step("2025-10-02", apres)
    ended = segurctl("diff", "HEAD~1..HEAD", "--fail-on-regression")
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert "recul :" not in ended.out


def test_an_etape_that_loses_what_it_rests_on_is_lost_and_says_what_misses(
    depot: Repository, segurctl: Segurctl
) -> None:
    depot.step("2025-10-01", MANDATAIRE + etape("convergence.acces", "valide"))
    depot.step("2025-10-02", TETE + etape("isc.mandataire", "a-faire") + etape("convergence.acces", "valide"))
    ended = segurctl("diff", "HEAD~1..HEAD", "--fail-on-regression")
    assert ended.code == ExitCode.FINDINGS
    assert (
        "  ! convergence.acces n'est plus acquise : il manque isc.mandataire (etapes.convergence.acces)"
        " – recul : l'étape était acquise et ne l'est plus\n"
    ) in ended.out


def test_a_candidature_that_is_gone_is_a_recul(depot: Repository, segurctl: Segurctl) -> None:
    depot.write(TETE.replace("Julie", "Anna"), "candidatures/anna.toml")
    depot.step("2025-10-01", TETE, nom="candidatures/julie.toml")
    (depot.folder / "candidatures" / "julie.toml").unlink()
    ended = segurctl("diff", "--fail-on-regression")
    assert ended.code == ExitCode.FINDINGS
    assert "Julie · candidatures/julie.toml\n  ! Fichier retiré – recul : ce fichier n'est plus suivi" in ended.out


def test_a_file_that_was_unreadable_already_is_no_recul(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", "x = \n")
    depot.step("2025-10-02", "y = \n")
    ended = segurctl("diff", "HEAD~1..HEAD", "--fail-on-regression")
    assert (ended.code, "Fichier illisible : ligne 1 : " in ended.out) == (ExitCode.OK, True)
