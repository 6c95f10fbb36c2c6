"""What the file must be before its values mean anything: its version, plain text, and what the catalogue knows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from segurctl.candidature.literal import short, shown
from segurctl.candidature.model import FORMAT
from segurctl.candidature.paths import DataPath, format_path
from segurctl.proches import suggest

if TYPE_CHECKING:
    from segurctl.parcours.model import Etape, Parcours, Suivi


# C0, DEL and C1; what turns a line around; what cannot be seen (but what joins the parts of an emoji may stay).
_UNSEEN = (0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF)
_RANGES = ((0, 0x20), (0x7F, 0xA0), (0x202A, 0x202F), (0x2066, 0x206A), (0xE0000, 0xE0080))
_COMMANDS = frozenset(map(chr, (*_UNSEEN, *(code for start, end in _RANGES for code in range(start, end)))))


_MIGRER = "pour passer ce fichier à l'actuelle : segurctl migrate"


class Fault(NamedTuple):
    """Something that makes the file unreadable: where, what, and how to mend it; `absent`: a key that is not there."""

    path: DataPath
    message: str
    hint: str | None
    absent: bool = False


def version_faults(data: Mapping[str, Any], parcours: "Parcours") -> Iterator[Fault]:
    """A file of another format, parcours or édition than this segurctl reads."""
    if data.get("format") != FORMAT or isinstance(data["format"], bool):
        yield _format_fault(data)
    for key, known, said in (
        ("parcours", parcours.id, "parcours « {} » inconnu"),
        ("edition", parcours.edition, "édition « {} » inconnue"),
    ):
        held = data.get(key)
        if isinstance(held, str) and held != known:
            older = _older_edition(held, parcours) if key == "edition" else None
            yield older or Fault((key,), f"{said.format(short(held))} de ce segurctl", f'il connaît {key} = "{known}"')


def _format_fault(data: Mapping[str, Any]) -> Fault:
    from segurctl.candidature.anterieurs import format_anterieur  # only another version pays for it

    found = data.get("format")
    if found is None:
        hint = f"la première ligne d'une candidature : format = {FORMAT}"
        return Fault(("format",), "ce n'est pas un fichier de candidature : « format » manque", hint)
    if format_anterieur(found):
        return Fault(("format",), f"format {shown(found)}, antérieur à celui de ce segurctl ({FORMAT})", _MIGRER)
    newer = isinstance(found, int) and not isinstance(found, bool) and found > FORMAT
    hint = "mettez segurctl à jour" if newer else f"écrivez format = {FORMAT}"
    return Fault(("format",), f"format {shown(found)} inconnu : ce segurctl lit le format {FORMAT}", hint)


def _older_edition(found: str, parcours: "Parcours") -> Fault | None:
    from segurctl.candidature.anterieurs import edition_anterieure

    if not edition_anterieure(found, parcours):
        return None
    message = f"édition « {found} » antérieure à celle de ce segurctl (« {parcours.edition} »)"
    return Fault(("edition",), message, _MIGRER)


def may_command(text: str) -> bool:
    """Whether a text may hold a character that commands a terminal, as it is or as an escape; most need no look."""
    plain = text.replace("\n", "").replace("\t", "").replace("\r", "")
    return "\\" in text or not plain.isprintable()


def control_faults(value: Any, path: DataPath = ()) -> Iterator[Fault]:
    """Characters that would command a terminal or reorder a line, in keys and texts; a text may hold lines."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            if _COMMANDS.intersection(key):
                yield _control_fault((*path, key), key)
            yield from control_faults(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from control_faults(below, (*path, index))
    elif isinstance(value, str) and not value.isprintable():
        plain = value.replace("\n", "").replace("\t", "").replace("\r", "")
        if _COMMANDS.intersection(plain):
            yield _control_fault(path, plain)


def _control_fault(path: DataPath, text: str) -> Fault:
    code = next(ord(char) for char in text if char in _COMMANDS)
    where = short(format_path(map(str, path)))
    return Fault(path, f"caractère de commande U+{code:04X} dans {where}", "retapez ce texte sans ce caractère")


def catalogue_faults(data: Mapping[str, Any], parcours: "Parcours") -> Iterator[Fault]:
    """Étapes, actions and stages that do not exist, and statuts that are derived. `data` has the model's shape."""
    for plateforme, etapes in data.get("etapes", {}).items():
        if plateforme not in parcours.plateformes and not etapes:
            known = list(parcours.plateformes)
            hint = suggest(plateforme, known) or f"plateformes : {', '.join(known)}"
            yield Fault(("etapes", plateforme), f"plateforme inconnue « {short(plateforme)} »", hint)
        for nom, declared in etapes.items():
            yield from _etape_faults(f"{plateforme}.{nom}", ("etapes", plateforme, nom), declared, parcours)
    for nom, jalon in data.get("jalons", {}).items():
        if isinstance(jalon["le"], datetime) and jalon["le"].tzinfo is not None:
            hint = "retirez ce qui suit les secondes"
            yield Fault(
                ("jalons", nom, "le"), f"l'heure du jalon « {short(nom)} » est celle de Paris, sans décalage", hint
            )
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
        from segurctl.parcours.trouver import etapes_proches

        yield Fault(path, f"étape inconnue « {short(id_)} »", etapes_proches(id_, parcours))
        return
    if etape.derive and "statut" in declared:
        yield Fault((*path, "statut"), *derived_statut(etape, parcours))
    known = [action.nom for action in etape.actions]
    for action in declared.get("actions", {}):
        if action not in known:
            hint = suggest(action, known) or f"actions de {id_} : {', '.join(known) or 'aucune'}"
            yield Fault((*path, "actions", action), f"action inconnue « {short(f'{id_}/{action}')} »", hint)


def derived_statut(etape: "Etape", parcours: "Parcours") -> tuple[str, str]:
    """Why an étape takes no statut of its own, and what to write instead."""
    suivi = parcours.suivis[etape.derive.suivi if etape.derive else ""]
    return (
        f"le statut de {etape.id} se déduit de chaque {suivi.titre}, il ne s'écrit pas",
        f"pour en créer : segurctl set {suivi.creation} ; pour avancer : segurctl mark {suivi.id}.NOM …",
    )


def _stage_faults(path: tuple[str, ...], stage: str | None, suivi: "Suivi") -> Iterator[Fault]:
    known = [one.id for one in suivi.avancements]
    if stage is not None and stage not in known:
        hint = suggest(stage, known) or f"stades : {', '.join(known)}"
        yield Fault(path, f"« {short(stage)} » n'est pas un stade de {suivi.id}", hint)
