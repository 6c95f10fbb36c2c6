"""Rules as Markdown pages: `docs/regles.md` is all of them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from segurctl.etats.calendrier import en_clair
from segurctl.rules.fiches import FAMILLES, Regle

_TETE = """\
# Les règles de `segurctl check` et de `segurctl links`

<!-- Écrite par « segurctl rules --format markdown » à partir de src/segurctl/rules/fiches : à corriger là-bas. -->

Une **erreur** fait échouer `check` ; un **avertissement**, seulement avec `--strict` ; une **info**, jamais. Celles des
liens (LIE) demandent le réseau : `segurctl links` les cherche, `check` jamais.
Seul ce qui a été lu en entier à sa source (confiance A) peut être une erreur ; B est lu en partie ou cité, C déduit.

`--select PSC` ne garde qu'une famille ou une règle, `--ignore PSC002` en retire. Ce que l'équipe accepte s'écrit dans
le fichier, avec un motif, un auteur (un rôle) et, mieux, une fin ; le constat est alors compté à part :

```toml
[[acceptations]]
regle = "PSC004"
cible = "psc.client_id_prod"
motif = "un seul environnement nous a été ouvert"
par = "chef de projet"
jusqu_au = 2026-03-31          # valable ce jour-là compris
```
"""


def rules_markdown(found: Iterable[Regle]) -> str:
    """Every rule, in a table by family and then whole."""
    regles = list(found)
    lines = [_TETE, "| règle | gravité | ce qu'elle cherche |", "|---|---|---|"]
    lines += [f"| [{one.id}](#{one.id.lower()}) | {one.gravite} | {one.titre} |" for one in regles]
    for famille, siennes in groupby(regles, lambda regle: regle.id[:3]):
        lines += ["", f"## {FAMILLES[famille]}"]
        for one in siennes:
            lines += ["", *_page(one, "###")]
    return "\n".join(lines) + "\n"


def explain_markdown(regle: Regle) -> str:
    """One rule."""
    return "\n".join(_page(regle, "#")) + "\n"


def _page(regle: Regle, niveau: str) -> Iterator[str]:
    source = (
        f"{regle.source.texte} (confiance {regle.source.confiance}, vérifiée le {en_clair(regle.source.verifie_le)})"
    )
    yield from (f"{niveau} {regle.id}", "", f"**{regle.titre}** ({regle.gravite}). {regle.pourquoi}", "")
    yield f"- Corriger : {regle.correction}."
    if regle.malforme:
        yield "- `segurctl set` refuse cette valeur."
    yield f"- Source : {source}."
    voisins = ((f"À côté, dans `{nom}`", text) for nom, text in regle.voisins.items())
    for titre, text in (("Fautif", regle.enfreint), ("Juste", regle.respecte), *voisins):
        yield from ("", f"{titre} :", "", "```toml", text.rstrip("\n"), "```")
