"""`check` as our own JSON document; its schema is `docs/schemas/check.schema.json`."""

from typing import Any

from segurctl.evaluation.porte import Manquant
from segurctl.evaluation.rapport import Controle, Rapport, Situe
from segurctl.views.lignes import document


def check_json(rapport: Rapport) -> str:
    """The findings of every file, the accepted ones marked; the gates, where one was asked for; the counts."""
    content = {
        "version": 1,
        "strict": rapport.strict,
        "fichiers": [one.fichier.as_posix() for one in rapport.fichiers],
        "constats": [constat(one) for fichier in rapport.fichiers for one in (*fichier.constats, *fichier.acceptes)],
        "portes": [_porte(one) for one in rapport.fichiers if one.porte],
        "resume": resume(rapport),
    }
    return document(content)


def resume(rapport: Rapport) -> dict[str, Any]:
    """How many findings there are, and the verdict."""
    return {
        "erreurs": rapport.nombre("erreur"),
        "avertissements": rapport.nombre("avertissement"),
        "infos": rapport.nombre("info"),
        "acceptes": len(rapport.acceptes),
        "echoue": rapport.echoue,
    }


def constat(one: Situe) -> dict[str, Any]:
    """One finding where it stands."""
    trouve, ecart = one.constat, one.constat.ecart
    acceptation = trouve.acceptation
    return {
        "regle": trouve.regle.id,
        "gravite": trouve.gravite,
        "fichier": one.fichier.as_posix(),
        "ligne": one.ligne,
        "colonne": one.colonne,
        "champ": trouve.cible,
        "etape": ecart.etape,
        "message": ecart.message,
        "correction": trouve.correction,
        "commande": ecart.commande,
        "source": trouve.regle.source.texte,
        "empreinte": one.empreinte,
        "acceptation": acceptation
        and {
            "motif": acceptation.motif,
            "par": acceptation.par,
            "jusqu_au": acceptation.jusqu_au and acceptation.jusqu_au.isoformat(),
        },
    }


def _porte(one: Controle) -> dict[str, Any]:
    gate = one.porte
    assert gate is not None  # noqa: S101 - for the type checker: only those with a gate come here
    return {
        "fichier": one.fichier.as_posix(),
        "etape": gate.evaluee.etape.id,
        "ouverte": gate.ouverte,
        "manques": [_manquant(manquant) for manquant in gate.manquants],
    }


def _manquant(one: Manquant) -> dict[str, Any]:
    return {
        "genre": one.manque.genre,
        "cible": one.manque.cible,
        "pour": one.pour,
        "vient_de": one.vient_de and one.vient_de.etape.id,
        "jusqu_au": one.manque.jusqu_au and one.manque.jusqu_au.isoformat(),
        "conseil": not one.dur,
        "commandes": list(one.commandes),
    }
