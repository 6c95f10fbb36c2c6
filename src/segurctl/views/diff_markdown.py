"""`diff` as Markdown, for the comment of a pull request: short, what went back first.

What comes from the files goes between backticks, where it can neither call somebody nor lead anywhere.
"""

from collections.abc import Iterator

from segurctl.candidature.secrets import masquer
from segurctl.history.comparaison import Comparaison, Ecart
from segurctl.parcours.model import Parcours
from segurctl.views.check_markdown import code, prose
from segurctl.views.diff_phrases import Phrase, phrases
from segurctl.views.words import nombre

LIGNES = 50  # of one product
IDS = 12  # of one line; a comment of GitHub holds 65,536 characters


def diff_markdown(comparaison: Comparaison, parcours: Parcours) -> str:
    """A title with the counts, then the products that changed."""
    bornes = comparaison.intervalle
    entre = f"{code(bornes.avant_dit)} → {code(bornes.apres_dit)}"
    changes = [one for one in comparaison.ecarts if one.changements]
    if not changes:
        return f"## segurctl diff : rien n'a changé\n\n{entre}\n"
    total = nombre(sum(len(one.changements) for one in changes), "changement")
    reculs = f", dont **{nombre(comparaison.reculs, 'recul')}**" if comparaison.reculs else ", aucun recul"
    blocs = [f"## segurctl diff : {total}{reculs}", entre, *("\n".join(ecart(one, parcours)) for one in changes)]
    return "\n\n".join(blocs) + "\n"


def ecart(one: Ecart, parcours: Parcours, titre: str = "###") -> Iterator[str]:
    """What changed in one file, under a title of that level."""
    fichier = code(masquer(one.fichier))
    yield f"{titre} {code(one.produit)} ({fichier})" if one.produit else f"{titre} {fichier}"
    yield ""
    found = sorted(phrases(one.changements, parcours), key=lambda each: each.recul is None)
    yield from map(_ligne, found[:LIGNES])
    if reste := len(found) - LIGNES:
        yield from [f"- … et {nombre(reste, 'autre')} : `segurctl diff` les donne tous."] if reste > 0 else []


def _ligne(one: Phrase) -> str:
    dit = "".join(code(each.text) if each.style else prose(each.text) for each in one.dit if each.text)
    nommes = [code(each) for each in one.ou[:IDS]]
    if len(one.ou) > IDS:
        nommes.append(f"et {nombre(len(one.ou) - IDS, 'autre')}")
    ou = f" ({', '.join(nommes)})" if nommes else ""
    return f"- **Recul** : {dit}{ou} – {prose(one.recul)}" if one.recul else f"- {dit}{ou}"
