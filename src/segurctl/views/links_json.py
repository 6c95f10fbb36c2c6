"""`links` as our own JSON document; its schema is `docs/schemas/links.schema.json`."""

from typing import Any, get_args

from segurctl.evaluation.liens import Bilan, LienVu
from segurctl.proofs.faits import Verdict
from segurctl.views.check_json import constat, resume
from segurctl.views.lignes import document


def links_json(bilan: Bilan) -> str:
    """Every link once, by address, then the findings of every file as `check` gives them, and the counts."""
    rapport = bilan.rapport
    content = {
        "version": 1,
        "strict": rapport.strict,
        "fichiers": [one.fichier.as_posix() for one in rapport.fichiers],
        "liens": [_lien(one) for one in bilan.liens],
        "constats": [constat(one) for fichier in rapport.fichiers for one in (*fichier.constats, *fichier.acceptes)],
        "resume": {"liens": len(bilan.liens), "verdicts": _verdicts(bilan), **resume(rapport)},
    }
    return document(content)


def _verdicts(bilan: Bilan) -> dict[str, int]:
    return {one: sum(each.verification.verdict == one for each in bilan.liens) for one in get_args(Verdict)}


def _lien(one: LienVu) -> dict[str, Any]:
    vu = one.verification
    return {
        "url": one.url,
        "verdict": vu.verdict,
        "code": vu.code,
        "raison": vu.raison,
        "verifie_le": None if vu.verdict == "inconnu" else vu.le.isoformat(),
        "deja_connu": one.avant,
        "ouvert_a_la_main": one.ouvert,
        "fichiers": [each.as_posix() for each in one.fichiers],
        "champs": list(one.champs),
    }
