"""What the catalogue knows of the file's shape: étapes, actions and stages that exist, statuts that are derived."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from segurctl.candidature.fields import suggest

if TYPE_CHECKING:
    from segurctl.parcours.model import Etape, Parcours, Suivi


class Fault(NamedTuple):
    """Something that the catalogue does not know: where, what, and how to mend it."""

    path: tuple[str, ...]
    message: str
    hint: str | None


def check_structure(data: Mapping[str, Any], parcours: "Parcours") -> Iterator[Fault]:
    """Faults of data that already has the shape of the model."""
    for plateforme, etapes in data.get("etapes", {}).items():
        for nom, declared in etapes.items():
            yield from _etape_faults(f"{plateforme}.{nom}", ("etapes", plateforme, nom), declared, parcours)
    for suivi in parcours.suivis.values():
        items: Any = data
        for part in suivi.id.split("."):
            items = items.get(part, {})
        for key, item in items.items():
            yield from _stage_faults((*suivi.id.split("."), key, "avancement"), item.get("avancement"), suivi)


def _etape_faults(
    id_: str, path: tuple[str, ...], declared: Mapping[str, Any], parcours: "Parcours"
) -> Iterator[Fault]:
    etape = parcours.etapes.get(id_)
    if etape is None:
        known = list(parcours.etapes)
        yield Fault(
            path, f"étape inconnue « {id_} »", suggest(id_, known) or "segurctl status les montre toutes"
        )
        return
    if etape.derive and "statut" in declared:
        yield Fault((*path, "statut"), *derived_statut(etape, parcours))
    known = [action.nom for action in etape.actions]
    for action in declared.get("actions", {}):
        if action not in known:
            hint = suggest(action, known) or f"actions de {id_} : {', '.join(known) or 'aucune'}"
            yield Fault((*path, "actions", action), f"action inconnue « {id_}/{action} »", hint)


def derived_statut(etape: "Etape", parcours: "Parcours") -> tuple[str, str]:
    """Why an étape takes no statut of its own, and what to write instead."""
    suivi = parcours.suivis[etape.derive.suivi if etape.derive else ""]
    return (
        f"le statut de {etape.id} se déduit de chaque {suivi.titre}",
        f"retirez ce statut et renseignez {suivi.id}.NOM, par exemple {suivi.creation}",
    )


def _stage_faults(path: tuple[str, ...], stage: str | None, suivi: "Suivi") -> Iterator[Fault]:
    known = [one.id for one in suivi.avancements]
    if stage is not None and stage not in known:
        hint = suggest(stage, known) or (f"stades : {', '.join(known)}" if known else "retirez cette ligne")
        yield Fault(path, f"« {stage} » n'est pas un stade d'un {suivi.titre}", hint)
