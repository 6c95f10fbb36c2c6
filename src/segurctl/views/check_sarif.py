"""`check` as SARIF 2.1.0, which code scanning platforms and editors read. It says no time and no machine."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from segurctl import __version__
from segurctl.candidature.model import Acceptation
from segurctl.evaluation.rapport import Rapport, Situe
from segurctl.rules.fiches import Gravite, Regle
from segurctl.views import words
from segurctl.views.check_markdown import prose
from segurctl.views.lignes import document, remede, une_ligne

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
NIVEAUX: dict[Gravite, str] = {"erreur": "error", "avertissement": "warning", "info": "note"}
# How far the source of a rule can be trusted, in the words by which GitHub sorts.
_PRECISIONS = {"A": "very-high", "B": "high", "C": "medium"}


def check_sarif(rapport: Rapport) -> str:
    """One run: the rules that were looked for, and every finding; those that are accepted are suppressed."""
    situes = [one for fichier in rapport.fichiers for one in (*fichier.constats, *fichier.acceptes)]
    regles = sorted({one.id: one for one in (*rapport.regles, *(one.constat.regle for one in situes))}.items())
    rangs = {id_: rang for rang, (id_, _) in enumerate(regles)}
    driver = {
        "name": "segurctl",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_regle(one) for _, one in regles],
    }
    run = {
        "tool": {"driver": driver},
        "language": "fr",
        "columnKind": "unicodeCodePoints",
        # A run that read nothing, or not all, proves nothing of what it did not read.
        "invocations": [{"executionSuccessful": bool(rapport.fichiers) and rapport.lisible}],
        # What another command finds is another run: a platform that got both would drop one.
        **({} if rapport.commande == "check" else {"automationDetails": {"id": f"segurctl/{rapport.commande}/"}}),
        "results": [_result(one, rangs) for one in situes],
    }
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return document(content)


def _regle(one: Regle) -> dict[str, Any]:
    source = f"{one.source.texte} (confiance {one.source.confiance}, vérifiée le {words.date(one.source.verifie_le)})"
    return {
        "id": one.id,
        "name": _nom(one.titre),
        "shortDescription": {"text": one.titre},
        "fullDescription": {"text": one.pourquoi},
        "help": {
            "text": f"Correction : {one.correction}\n\nSource : {source}",
            "markdown": f"**Correction** : {prose(one.correction)}\n\n**Source** : {_liens(source)}",
        },
        "defaultConfiguration": {"level": NIVEAUX[one.gravite]},
        "properties": {
            "tags": ["segur-vague-2", one.id[:3].lower()],
            "precision": _PRECISIONS[one.source.confiance],
            "confiance": one.source.confiance,
        },
    }


def _result(one: Situe, rangs: Mapping[str, int]) -> dict[str, Any]:
    constat = one.constat
    region = {"startLine": one.ligne, "startColumn": one.colonne}
    point = "" if constat.ecart.message.endswith(("?", ".", "!", "…")) else "."  # a viewer may cut after a sentence
    return {
        "ruleId": constat.regle.id,
        "ruleIndex": rangs[constat.regle.id],
        "level": NIVEAUX[constat.gravite],
        "message": {"text": _message(f"{une_ligne(constat.ecart.message)}{point}\n{remede(constat)}")},
        "locations": [{"physicalLocation": {"artifactLocation": _lieu(one.depot), "region": region}}],
        "partialFingerprints": {"segurctl/v1": one.empreinte},
        # All the results of a run have the array, or none has (§ 3.27.23): acceptations are always looked at.
        "suppressions": [_suppression(constat.acceptation)] if constat.acceptation else [],
    }


def _suppression(one: Acceptation) -> dict[str, str]:
    jusqu_au = f", jusqu'au {words.date(one.jusqu_au)}" if one.jusqu_au else ""
    justification = f"{une_ligne(one.motif)} ({une_ligne(one.par)}{jusqu_au})"
    return {"kind": "external", "status": "accepted", "justification": justification}


def _lieu(path: Path) -> dict[str, str]:
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix().encode("utf-8", "surrogateescape")), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> str:
    """A plain message: in SARIF, braces hold the place of an argument (§ 3.11.5), `[…](…)` is a link (§ 3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _liens(text: str) -> str:
    """A text of ours in Markdown, with its links as links."""
    parts = re.split(r"(https://\S+)", text)
    return "".join(f"<{part}>" if part.startswith("https://") else prose(part) for part in parts)


def _nom(titre: str) -> str:
    """The title as an identifier, for a program that shows the name of a rule."""
    lettres = normalize("NFKD", titre).encode("ascii", "ignore").decode()
    return "".join(mot[0].upper() + mot[1:] for mot in re.findall(r"[A-Za-z0-9]+", lettres))
