"""Write the pages of `docs/` that come from the code, the schema of the file, and the outputs that pages show.

    python scripts/docs.py

A test renders them again and compares: run this after a change of the catalogue.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from segurctl.candidature.schema import schema_text
from segurctl.parcours.aide import Plateforme
from segurctl.parcours.consultation import rubriques
from segurctl.parcours.load import load_parcours
from segurctl.parcours.model import Etape, Parcours, Prerequis, Source
from segurctl.rules.fiches import regles
from segurctl.views.rules_markdown import rules_markdown

DOCS = Path(__file__).resolve().parent.parent / "docs"
MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ")  # noqa: SIM905


def etapes_page(parcours: Parcours) -> str:
    """The whole catalogue as one page, for someone who knows the process and no Python."""
    lines = [
        f"# Les étapes du parcours « {parcours.titre} », édition {parcours.edition}",
        "",
        "<!-- Écrite par scripts/docs.py à partir du catalogue : à corriger là-bas. -->",
        "",
        "Confiance d'une source : A, lue en entier ; B, lue en partie ou citée par un autre ; C, déduite.",
        "Un prérequis bloque ; un conseil avertit.",
        "",
        *_index(parcours),
    ]
    for plateforme in parcours.plateformes.values():
        lines += _plateforme(plateforme, parcours)
    lines += _dispositifs(parcours)
    return "\n".join(lines).rstrip() + "\n"


def champs_page(parcours: Parcours) -> str:
    """Every champ of the file, in the order of the format."""
    lines = [
        "# Les champs du fichier, format 1",
        "",
        "<!-- Écrite par scripts/docs.py à partir du catalogue : à corriger là-bas. -->",
        "",
        "`*` vaut pour un nom que l'équipe choisit, ou pour une étape. Portée : à qui le champ appartient.",
        "",
        "| champ | ce que c'est | portée | source |",
        "|---|---|---|---|",
    ]
    for champ in parcours.champs.values():
        texte = f"**{champ.titre}**. {champ.aide}"
        source = f"{champ.source.texte} ({champ.source.confiance})"
        lines.append(f"| `{champ.chemin}` | {_cell(texte)} | {champ.portee} | {_cell(source)} |")
    return "\n".join(lines) + "\n"


def ressources_page(parcours: Parcours) -> str:
    """What helps on each plateforme and in each couloir, as `resources` tells it."""
    lines = [
        "# Ressources : où s'informer, à qui écrire",
        "",
        "<!-- Écrite par scripts/docs.py à partir du catalogue : à corriger là-bas. -->",
        "",
        "Les mêmes dans le terminal : `segurctl resources`, `segurctl resources psc`, `segurctl resources imagerie`.",
        "`segurctl support motco2` prépare le message à un support.",
        "Ce qu'aucune source lue ne donne n'est pas inventé : la page dit alors où le trouver.",
        "Confiance d'une source : A, lue en entier ; B, lue en partie ou citée par un autre ; C, déduite ou mal lue.",
    ]
    for one in rubriques(parcours):
        lines += ["", f"## {one.titre}", "", f"`segurctl resources {one.id}`", ""]
        lines += [f"- Adresse : <{one.url}>"] if one.url else []
        for dispositif in one.dispositifs:
            lines.append(f"- Dispositif {dispositif.code} : {dispositif.titre}")
            lines += [f"- {_moment(each.le)} : {each.titre}. {_source(each.source)}" for each in dispositif.jalons]
        lines += [f"- Écrire à <{each.adresse}> : {each.pour}. {_source(each.source)}" for each in one.contacts]
        lines += [f"- Hôte `{each.nom}` ({each.role}). {_source(each.source)}" for each in one.hotes]
        for each in one.ressources:
            lieu = f"<{each.url}>" if each.url else each.ou
            lines.append(f"- {each.genre.capitalize()} : {each.titre} ; {lieu}. {_source(each.source)}")
    return "\n".join(lines) + "\n"


def _index(parcours: Parcours) -> Iterator[str]:
    yield "| étape | ce qu'il faut faire | qui | validée par | prérequis |"
    yield "|---|---|---|---|---|"
    for etape in parcours.etapes.values():
        valide = parcours.acteurs[etape.validateur] if etape.validateur else "–"
        avant = ", ".join(_cible(one) for one in etape.prerequis) or "–"
        lien = f"[{etape.id}](#{_ancre(etape.id)})"
        yield f"| {lien} | {_cell(etape.titre)} | {parcours.acteurs[etape.acteur]} | {valide} | {_cell(avant)} |"


def _plateforme(plateforme: Plateforme, parcours: Parcours) -> Iterator[str]:
    yield from ("", f"## {plateforme.titre}", "")
    yield f"Gérée par : {plateforme.gestionnaire}." + (f" Adresse : <{plateforme.url}>." if plateforme.url else "")
    yield _source(plateforme.source)
    for hote in plateforme.hotes:
        yield f"- Hôte `{hote.nom}` ({hote.role}). {_source(hote.source)}"
    for contact in plateforme.contacts:
        objet = f", objet préfixé de `{contact.objet}`" if contact.objet else ""
        yield f"- Aide : <{contact.adresse}>, {contact.pour}{objet}. {_source(contact.source)}"
    for ressource in plateforme.ressources:
        lien = f" : <{ressource.url}>" if ressource.url else f" ({ressource.ou})" if ressource.ou else ""
        yield f"- {ressource.genre.capitalize()} : {ressource.titre}{lien}. {_source(ressource.source)}"
    for etape in parcours.etapes.values():
        if etape.plateforme == plateforme.id:
            yield from _etape(etape, parcours)


def _etape(etape: Etape, parcours: Parcours) -> Iterator[str]:
    yield from ("", f"### {etape.id}", "", f"**{etape.titre}.** {etape.pourquoi}", "")
    valide = f", validée par : {parcours.acteurs[etape.validateur]}" if etape.validateur else ""
    yield f"- Qui : {parcours.acteurs[etape.acteur]}{valide}. Portée : {etape.portee}."
    if etape.url:
        yield f"- Où : <{etape.url}>"
    if etape.delai:
        yield f"- Délai annoncé : {etape.delai.annonce}. {_source(etape.delai.source)}"
    if etape.si:
        yield f"- Sans objet quand {parcours.conditions[etape.si].sinon}."
    if etape.sans_objet:
        yield "- Peut être déclarée sans objet, avec une note."
    if etape.derive:
        yield f"- Son statut se déduit de chaque {parcours.suivis[etape.derive.suivi].titre} (`{etape.derive.suivi}`)."
    for champ, depuis in etape.fige.items():
        yield f"- Son dépôt garde `{depuis}` dans `{champ}`."
    yield from _prerequis("Prérequis", etape.prerequis, parcours)
    yield from _prerequis("Conseils", etape.recommandations, parcours)
    yield from _section("Actions :", [_action(action.nom, action.titre, action.detail) for action in etape.actions])
    champs = [f"`{champ.chemin}`{'' if champ.requis else ' (facultatif)'}" for champ in etape.champs]
    yield from _section("Champs qu'elle donne :", champs)
    yield from _section("Pièges :", etape.pieges)
    yield from ("", _source(etape.source))


def _action(nom: str, titre: str, detail: str | None) -> str:
    return f"`{nom}` : {titre}" + (f". {detail}" if detail else "")


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    found = [f"- {item}" for item in items]
    if found:
        yield from ("", title, "", *found)


def _prerequis(title: str, prerequis: Iterable[Prerequis], parcours: Parcours) -> Iterator[str]:
    lines = []
    for one in prerequis:
        raison = f" : {one.pourquoi}" if one.pourquoi else ""
        sauf = f" (sauf quand {parcours.conditions[one.si].sinon})" if one.si else ""
        lines.append(f"{_cible(one)}{sauf}{raison}. {_source(one.source)}")
    yield from _section(f"{title} :", lines)


def _cible(one: Prerequis) -> str:
    if one.etape or one.action:
        return f"`{one.etape or one.action}`"
    if one.suivi:
        return f"`{one.suivi}` au stade {one.avancement}"
    champs = " ou ".join(f"`{champ}`" for champ in one.champs)
    return f"{champs} depuis {one.apres_jours} jour" if one.apres_jours else champs


def _dispositifs(parcours: Parcours) -> Iterator[str]:
    yield from (
        "",
        "## Couloirs et dispositifs",
        "",
        "| couloir | dispositif | code | vague 2 | source |",
        "|---|---|---|---|---|",
    )
    for one in parcours.dispositifs.values():
        vague2 = "oui" if one.vague2 else "rien ne le montre"
        yield f"| {one.couloir} | {_cell(one.titre)} | {one.code} | {vague2} | {_cell(_source(one.source))} |"
    for one in parcours.dispositifs.values():
        jalons = [f"{_moment(jalon.le)} : {jalon.titre}. {_source(jalon.source)}" for jalon in one.jalons]
        yield from _section(f"Jalons de {one.code} :", jalons)


def _moment(le: object) -> str:
    return str(le).removesuffix(":00").replace(" ", " à ")


def _source(source: Source) -> str:
    jour = f"{source.verifie_le.day} {MOIS[source.verifie_le.month - 1]} {source.verifie_le.year}"
    return f"*Source : {source.texte} (confiance {source.confiance}, vérifiée le {jour}).*"


def _ancre(id_: str) -> str:
    return id_.replace(".", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def with_outputs(page: str) -> str:
    """A page with what its commands print: each block of console that begins with `$ segurctl`, each diagram."""

    def shown(block: re.Match[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "segurctl", *block[2].split()],
            cwd=DOCS.parent,
            capture_output=True,
            check=False,
            env={**os.environ, "XDG_CONFIG_HOME": os.devnull},  # as for somebody who has settled nothing
        )
        return f"{block[1]}{done.stdout.decode()}```"

    # A diagram says in a comment how it is drawn, and pages show it as one.
    return re.sub(r"(```(?:console\n\$|mermaid\n%%) segurctl ([^\n]*)\n)(?:.*\n)*?```", shown, page)


def main() -> None:
    """Write every page."""
    for page in (DOCS / "ci.md", DOCS / "graphe.md", DOCS / "preuves.md", DOCS.parent / "README.md"):
        page.write_text(with_outputs(page.read_text(encoding="utf-8")), encoding="utf-8")
    DOCS.mkdir(exist_ok=True)
    (DOCS / "etapes.md").write_text(etapes_page(load_parcours()), encoding="utf-8")
    (DOCS / "ressources.md").write_text(ressources_page(load_parcours()), encoding="utf-8")
    (DOCS / "fichier.md").write_text(champs_page(load_parcours()), encoding="utf-8")
    for nom in ("candidature", "editeur"):
        text = schema_text(load_parcours(), editeur=nom == "editeur")
        (DOCS / "schemas" / f"{nom}.schema.json").write_text(text, encoding="utf-8")
    (DOCS / "regles.md").write_text(rules_markdown(regles().values()), encoding="utf-8")


if __name__ == "__main__":
    main()
