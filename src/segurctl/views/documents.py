"""The JSON documents: `version` first, then stable, sorted content. Keys are the words of the field."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from segurctl.candidature.fields import lookup
from segurctl.candidature.paths import format_path
from segurctl.errors import SegurctlError
from segurctl.etats.exigences import ETATS
from segurctl.etats.model import EtapeEvaluee, Examen, Manque, SuiviEvalue
from segurctl.evaluation import Evaluation, Prochaine
from segurctl.evaluation.commandes import commandes
from segurctl.evaluation.liens import connaissance
from segurctl.evaluation.suites import Suites
from segurctl.evaluation.valeurs import lieu, valeurs
from segurctl.proofs.faits import Verdict
from segurctl.rules.model import Constat
from segurctl.views.preuves_json import chapitre

if TYPE_CHECKING:
    from segurctl.evaluation.portefeuille import Portefeuille

Named = tuple[Path, Evaluation]


def status_json(
    evaluations: Iterable[Named], errors: Iterable[SegurctlError] = (), ensemble: "Portefeuille | None" = None
) -> str:
    """Each candidature with its étapes, its suivis and what can be done now; and the files that could not be read.

    `ensemble` is what they are together, where there are several.
    """
    candidatures = [_candidature(*one) for one in evaluations]
    return _document(
        {
            "candidatures": candidatures,
            "portefeuille": _portefeuille(ensemble) if ensemble and len(candidatures) > 1 else None,
            "erreurs": [_error(e) for e in errors],
        }
    )


def _portefeuille(ensemble: "Portefeuille") -> dict[str, Any]:
    """Several products together: what is a company's once, who owes an answer, the dates, what is wrong between."""
    return {
        "avancement": ensemble.avancement._asdict(),
        "entreprises": [
            {"fichier": one.fichier.as_posix(), "nom": one.nom, "etapes": [_etape(etape) for etape in one.etapes]}
            for one in ensemble.entreprises
        ],
        "produits": [
            {
                "fichier": one.fichier.as_posix(),
                "produit": one.nom,
                "avancement": one.avancement._asdict(),
                "partagees": sorted(one.partagees),
                "constats": [_constat(constat) for constat in one.entre if constat.acceptation is None],
            }
            for one in ensemble.membres
        ],
        "attendus": [one._asdict() for one in ensemble.attendus],
        "echeances": [
            {
                "le": one.echeance.le.isoformat(),
                "qui": one.qui,
                "titre": one.echeance.titre,
                "cible": one.echeance.cible,
            }
            for one in ensemble.dates
        ],
    }


def next_json(evaluations: Iterable[Named], errors: Iterable[SegurctlError] = ()) -> str:
    """What can be done now, in order, for each candidature."""
    candidatures = [
        {
            "fichier": path.as_posix(),
            "produit": _produit(one),
            "prochaines": [_prochaine(p) for p in one.prochaines],
            "attentes": [attente._asdict() for attente in one.attentes],
        }
        for path, one in evaluations
    ]
    return _document({"candidatures": candidatures, "erreurs": [_error(e) for e in errors]})


def show_json(path: Path, evaluation: Evaluation, id_: str) -> str:
    """One étape whole: what the catalogue says of it and where it stands."""
    one = evaluation.etapes[id_]
    etape, suites = one.etape, Suites(evaluation)
    return _document(
        {
            "fichier": path.as_posix(),
            "etape": {
                **_etape(one),
                "titre": etape.titre,
                "pourquoi": etape.pourquoi,
                "acteur": etape.acteur,
                "validateur": etape.validateur,
                "url": lieu(etape, evaluation),
                "contact": etape.contact.adresse if etape.contact else None,
                "delai_jours": etape.delai.jours if etape.delai else None,
                "actions": [
                    {
                        "id": action.id,
                        "titre": action.titre,
                        "detail": action.detail,
                        "faite_le": _day(one.faites.get(action.nom)),
                    }
                    for action in one.actions
                ],
                "champs": [
                    {
                        "chemin": champ.chemin,
                        "requis": champ.requis,
                        "valeurs": {format_path(p): _plain(v) for p, v in lookup(evaluation.candidature, champ.chemin)},
                    }
                    for champ in etape.champs
                ],
                "prerequis": [_examen(one) for one in one.exiges],
                "recommandations": [_examen(one) for one in one.conseilles],
                "debloque": list(suites.directes(id_)),
                "prepare": list(suites.aidees(id_)),
                "suivis": [_suivi(item) for item in one.items],
                "pieges": list(etape.pieges),
                "valeurs": [valeur._asdict() for valeur in valeurs(etape, evaluation)],
                "commandes": list(commandes(one, evaluation)),
                "source": etape.source.texte,
                "confiance": etape.source.confiance,
                "verifie_le": _day(etape.source.verifie_le),
            },
        }
    )


def _document(content: Mapping[str, Any]) -> str:
    return json.dumps({"version": 1, **content}, ensure_ascii=False, indent=2)


def _candidature(path: Path, one: Evaluation) -> dict[str, Any]:
    return {
        "fichier": path.as_posix(),
        "produit": _produit(one),
        "today": _day(one.today),
        "retiree_le": _day(one.candidature.retiree_le),
        "avancement": one.avancement._asdict(),
        "plateformes": [{"id": id_, **avancee._asdict()} for id_, avancee in one.plateformes.items()],
        "etapes": [_etape(etape) for etape in one.etapes.values()],
        "suivis": [_suivi(suivi) for suivi in one.suivis],
        "exigences": _couverture(one),
        "liens": _liens(one),
        "prochaines": [_prochaine(prochaine) for prochaine in one.prochaines],
        "attentes": [attente._asdict() for attente in one.attentes],
        "echeances": [{"le": date.le.isoformat(), "titre": date.titre, "cible": date.cible} for date in one.echeances],
        "constats": [_constat(constat) for constat in one.constats],
    }


def _couverture(one: Evaluation) -> dict[str, int] | None:
    """How many exigences of the REM are in each état; nothing without a REM."""
    if one.couverture.referentiel is None:
        return None
    etats = Counter(each.etat for each in one.couverture.exigences)
    return {"total": sum(each.compte for each in one.couverture.exigences), **{etat: etats[etat] for etat in ETATS}}


def _liens(one: Evaluation) -> dict[str, Any] | None:
    """What `links` learned before, with the days that is from; nothing where it learned nothing."""
    if not one.contexte.faits.liens or (known := connaissance(one)) is None:
        return None
    comptes = {genre: known.nombres.get(genre, 0) for genre in (*get_args(Verdict), "a_la_main")}
    return {"total": sum(comptes.values()), **comptes, "depuis": _day(known.depuis), "jusqu_au": _day(known.jusqu_au)}


def _produit(one: Evaluation) -> dict[str, Any]:
    produit = one.candidature.produit
    return {"nom": produit.nom, "version": produit.version, "dispositif": produit.dispositif}


def _etape(one: EtapeEvaluee) -> dict[str, Any]:
    return {
        "id": one.etape.id,
        "statut": one.statut,
        "etat": one.etat,
        "bloquee_par": [_manque(manque) for manque in one.bloquee_par],
        "conseils": [_manque(manque) for manque in one.conseils],
        "attend": one.attend,
        "depuis": _day(one.depuis),
        "attente_jours": one.attente,
        "en_retard": one.en_retard,
        "raison": one.raison,
    }


def _manque(one: Manque) -> dict[str, Any]:
    return {"genre": one.genre, "cible": one.cible, "jusqu_au": _day(one.jusqu_au)}


def _suivi(one: SuiviEvalue) -> dict[str, Any]:
    return {
        "id": one.id,
        "avancement": one.avancement,
        "statut": one.statut,
        "depuis": _day(one.depuis),
        "attend": one.attend,
        "attente_jours": one.attente,
        "cloture": one.cloture,
    }


def _prochaine(one: Prochaine) -> dict[str, Any]:
    etape = one.evaluee.etape
    return {
        "etape": etape.id,
        "geste": one.geste,
        "etat": one.evaluee.etat,
        "titre": etape.titre,
        "url": one.url,
        "acteur": etape.acteur,
        "contact": etape.contact.adresse if etape.contact else None,
        "avant": _day(one.avant),
        "manque": [_manque(manque) for manque in one.evaluee.bloquee_par],
        "conseils": [_manque(manque) for manque in one.evaluee.conseils],
        "actions": [action.id for action in one.evaluee.actions if action.nom not in one.evaluee.faites],
        "valeurs": [valeur._asdict() for valeur in one.valeurs],
        "debloque": list(one.debloque),
        "prepare": list(one.prepare),
        "commandes": list(one.commandes),
        "chapitres": [chapitre(each) for each in one.chapitres],
    }


def _constat(one: Constat) -> dict[str, Any]:
    return {
        "regle": one.regle.id,
        "gravite": one.gravite,
        "champ": format_path(map(str, one.ecart.champ)),
        "etape": one.ecart.etape,
        "message": one.ecart.message,
        "correction": one.regle.correction,
        "commande": one.ecart.commande,
        "source": one.regle.source.texte,
    }


def _examen(one: Examen) -> dict[str, Any]:
    held = one.prerequis._asdict()
    asked = {key: value for key, value in held.items() if key != "source" and value not in (None, ())}
    return {**asked, "rempli": one.manque is None}


def _error(error: SegurctlError) -> dict[str, Any]:
    return {
        "fichier": error.path.as_posix() if error.path else None,
        "ligne": error.line,
        "colonne": error.column,
        "message": error.message,
        "correction": error.hint,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else list(value) if isinstance(value, tuple) else value
