"""Changes by the file in which what they change lives: the candidature, or the company's file beside it."""

from collections.abc import Sequence

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.read import CandidatureFile

Changes = list[SetKey | UnsetKey]


def repartir(changes: Sequence[SetKey | UnsetKey], file: CandidatureFile) -> tuple[Changes, Changes]:
    """Those of the candidature, then those of the company's file, each in their order."""
    siens: Changes = []
    communs: Changes = []
    for one in changes:
        (communs if file.home(one.path) else siens).append(one)
    return siens, communs
