"""`check` as Markdown, for the comment of a pull request or the summary of a CI job.

What comes from the file is data: it goes between backticks, where neither Markdown nor what a forge adds to it
(mentions, references, emoji, links) looks. A comment has a length: the longest lists are cut, and say so.
"""

import re
from collections.abc import Iterable, Iterator

from segurctl.evaluation.porte import Manquant
from segurctl.evaluation.rapport import Controle, Rapport, Situe
from segurctl.views import words
from segurctl.views.check_text import bilan
from segurctl.views.lignes import une_ligne

LARGEUR = 300  # characters of a text
LONGUEUR = 100  # findings of a list: a comment of GitHub holds 65,536 characters

_ACTIFS = re.compile(r"[\\`*_\[\]<>&#~@$!]")
_ENTETE = ("| Gravité | Règle | Où | Constat | Correction |", "|---|---|---|---|---|")


def check_markdown(rapport: Rapport) -> str:
    """A title with the verdict, the counts, then what there is to say: files, gates, findings, acceptances."""
    verdict = "échec" if rapport.echoue or not rapport.fichiers else "rien ne bloque"
    illisibles = [situe for one in rapport.fichiers if not one.lisible for situe in one.constats]
    portes = [one for one in rapport.fichiers if one.porte]
    constats = [situe for one in rapport.fichiers if one.lisible and not one.porte for situe in one.constats]
    blocs = [
        [f"## segurctl {rapport.commande} : {verdict}"],
        [bilan(rapport).text],
        *_section(
            "Fichiers illisibles",
            [f"- {one.constat.regle.id} {_situe(one)} → {_correction(one)}" for one in illisibles],
        ),
        *_section("Portes", [line for one in portes for line in _porte(one)]),
        *_section("Constats", [_rangee(one) for one in constats], _ENTETE),
        *_section("Acceptés", [_accepte(one) for one in rapport.acceptes]),
    ]
    return "\n\n".join("\n".join(bloc) for bloc in blocs) + "\n"


def code(text: str) -> str:
    """Any text as a code span: on one line, between more backticks than it has in a row."""
    shown = une_ligne(text) or "–"
    shown = shown if len(shown) <= LARGEUR else f"{shown[:LARGEUR]}…"
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    marge = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{marge}{shown}{marge}{fence}"


def prose(text: str) -> str:
    """A text of ours, whose signs are only signs."""
    return _ACTIFS.sub(r"\\\g<0>", text)


def _section(titre: str, lines: list[str], entete: Iterable[str] = ()) -> Iterator[list[str]]:
    """A title and its lines; nothing where there is none."""
    if lines:
        yield [f"### {titre}"]
        yield [*entete, *lines[:LONGUEUR]]
    if reste := lines[LONGUEUR:]:
        yield [f"… et {words.nombre(len(reste), 'autre')} : `--format text` les donne tous."]


def _rangee(one: Situe) -> str:
    place = _cellule(code(f"{one.fichier.as_posix()}:{one.ligne}:{one.colonne}"))
    message = _cellule(code(one.constat.ecart.message))
    return f"| {one.constat.gravite} | {one.constat.regle.id} | {place} | {message} | {_cellule(_correction(one))} |"


def _cellule(text: str) -> str:
    r"""A code span in a table: a pipe is escaped even there, and `\|` cannot be told."""
    return text.replace("\\|", "\\ |").replace("|", "\\|")


def _correction(one: Situe) -> str:
    """How to mend it: a sentence of ours, or one that may quote the file; and the command."""
    ecart = one.constat.ecart
    texte = code(ecart.correction) if ecart.correction else prose(one.constat.regle.correction)
    return f"{texte} → {code(ecart.commande)}" if ecart.commande else texte


def _situe(one: Situe) -> str:
    return f"{code(f'{one.fichier.as_posix()}:{one.ligne}:{one.colonne}')} {code(one.constat.ecart.message)}"


def _accepte(one: Situe) -> str:
    acceptation = one.constat.acceptation
    assert acceptation is not None  # noqa: S101 - for the type checker: only those accepted come here
    jusqu_au = f", jusqu'au {words.date(acceptation.jusqu_au)}" if acceptation.jusqu_au else ""
    return f"- {one.constat.regle.id} {_situe(one)} : {code(acceptation.motif)}, par {code(acceptation.par)}{jusqu_au}"


def _porte(one: Controle) -> Iterator[str]:
    gate = one.porte
    assert gate is not None  # noqa: S101 - for the type checker: only those with a gate come here
    debut = f"- {code(one.fichier.as_posix())} : {gate.evaluee.etape.id} est"
    if gate.ouverte:
        yield f"{debut} **ouverte**"
        return
    yield f"{debut} **fermée**, il manque, dans cet ordre :"
    yield from (f"  {rang}. {_manquant(manquant)}" for rang, manquant in enumerate(gate.manquants, 1))


def _manquant(one: Manquant) -> str:
    conseil = "" if one.dur else " (conseillé)"
    commandes = " puis ".join(map(code, one.commandes))
    return f"{code(one.manque.cible)}{conseil}, pour {one.pour}{f' → {commandes}' if commandes else ''}"
