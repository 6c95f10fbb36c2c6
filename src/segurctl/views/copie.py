"""`--copy`: the fields of portals' forms, each label on its line, then the value alone, as it is to be pasted.

Labels stand at the margin of two columns and values at the first, so that a pipe tells them apart; a value of several
lines takes as many.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation
from segurctl.evaluation.formulaires import Formulaire
from segurctl.evaluation.model import ValeurConnue
from segurctl.views.page import Line, Page, Segment, lignes_de_valeur, line
from segurctl.views.status_text import titre

Copie = tuple[Path, Evaluation, tuple[Formulaire, ...]]


def copie_text(copies: Iterable[Copie]) -> Page:
    """The forms; those of several candidatures each under its heading."""
    copies = list(copies)
    lines: list[Line] = []
    for _, evaluation, formulaires in copies:
        if len(copies) > 1:
            lines += [titre(evaluation), line()]
        for one in formulaires:
            lines += [*_formulaire(one), line()]
        if not formulaires:
            lines += [line(Segment("Aucun formulaire à remplir maintenant.", "discret")), line()]
    return tuple(lines[:-1])


def copie_json(copies: Iterable[Copie], errors: Iterable[SegurctlError] = ()) -> str:
    """The same as a document; its schema is `docs/schemas/copy.schema.json`."""
    candidatures = [
        {
            "fichier": path.as_posix(),
            "produit": evaluation.candidature.produit.nom,
            "formulaires": [
                {
                    "etape": one.etape.id,
                    "titre": one.etape.titre,
                    "url": one.url,
                    "champs": [champ._asdict() for champ in one.champs],
                }
                for one in formulaires
            ],
        }
        for path, evaluation, formulaires in copies
    ]
    erreurs = [
        {"fichier": one.path.as_posix() if one.path else None, "message": one.message, "correction": one.hint}
        for one in errors
    ]
    return json.dumps({"version": 1, "candidatures": candidatures, "erreurs": erreurs}, ensure_ascii=False, indent=2)


def _formulaire(one: Formulaire) -> Iterator[Line]:
    yield line(Segment(one.etape.titre, "titre"), Segment(f"   {one.etape.id}", "discret"), hang=2)
    for champ in one.champs:
        suite = f"   {champ.champ}" if champ.valeur is None and champ.champ else ""
        aide = f"   {champ.defaut or champ.aide}" if champ.defaut or champ.aide else ""
        yield line(f"  {champ.libelle}", Segment(f"{suite}{aide}", "discret"), hang=4)
        yield from _valeur(champ)


def _valeur(champ: ValeurConnue) -> Iterator[Line]:
    """The value and nothing else. Only ends of lines part it: every other character is its own."""
    if champ.defaut:
        yield line(Segment("à corriger", "erreur"))
    elif champ.valeur is None:
        yield line(Segment("à saisir", "alerte"))
    else:
        yield from (line(Segment(one, "valeur"), verbatim=True) for one in lignes_de_valeur(champ.valeur))
