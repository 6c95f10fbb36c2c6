"""`report` as Markdown: where products are, on a page that people read elsewhere (a summary of CI, a wiki, a mail).

What comes from the files goes between backticks, where it can neither call somebody nor lead anywhere.
"""

from collections.abc import Iterator

from segurctl.candidature.secrets import masquer
from segurctl.evaluation.portefeuille import Membre, Portefeuille
from segurctl.history.bilan import Bilan
from segurctl.views import words
from segurctl.views.check_markdown import code, prose
from segurctl.views.diff_markdown import ecart
from segurctl.views.next_detail import intitule
from segurctl.views.portefeuille_text import compte

_PLEIN = 60_000  # characters: a comment of GitHub holds 65,536
_LIGNES = 30  # of a list
_ECARTS = 10  # files that changed
_GESTES = 5  # of a product
_NOMS = 3  # of those that have one same finding


def report_markdown(bilan: Bilan) -> str:
    """A table of the products with progress by plateforme, who owes what, and the nearest dates."""
    portefeuille = bilan.portefeuille
    valides, total = portefeuille.avancement
    etapes = words.nombre(valides, "étape validée", "étapes validées")
    base = f" {bilan.comparaison.intervalle.avant}" if bilan.comparaison else ""
    blocs = [
        [f"<!-- segurctl report {portefeuille.today.isoformat()}{base} -->"],
        [f"## Référencement Ségur : {etapes} sur {total}"],
        [f"Au {words.date(portefeuille.today)}, {words.nombre(len(portefeuille.membres), 'candidature')}."],
        *([list(_entreprises(portefeuille))] if portefeuille.entreprises else []),
        list(_produits(portefeuille)),
        *_section("Fichiers illisibles", [f"- {_data(str(one))}" for one in bilan.illisibles]),
        *_changements(bilan),
        *_section("Ce qui manque", list(_manques(portefeuille))),
        *_section("À faire", list(_gestes(portefeuille))),
        *_section("Réponses attendues", list(_attendus(portefeuille))),
        *_section("Prochaines dates", list(_dates(portefeuille))),
    ]
    return _borne("\n\n".join("\n".join(bloc) for bloc in blocs) + "\n")


def _borne(page: str) -> str:
    """A page that a comment can hold, cut between two lines where it is longer, and saying so."""
    if len(page) <= _PLEIN:
        return page
    garde = page[:_PLEIN].rpartition("\n")[0].rstrip("\n")
    return f"{garde}\n\n… le reste n'y tient pas : `segurctl report --output rapport.html` le donne.\n"


def _changements(bilan: Bilan) -> list[list[str]]:
    """What changed since the revision that was asked for, what went back first."""
    if bilan.comparaison is None:
        return []
    parcours = bilan.portefeuille.parcours
    depuis = code(bilan.comparaison.intervalle.avant_dit)
    changes = [one for one in bilan.comparaison.ecarts if one.changements]
    if not changes:
        return [[f"### Rien n'a changé depuis {depuis}"]]
    dits = [list(ecart(one, parcours, "####")) for one in changes[:_ECARTS]]
    reste = len(changes) - _ECARTS
    suite = [[f"… et {words.nombre(reste, 'autre fichier', 'autres fichiers')} : `segurctl diff` les dit tous."]]
    return [[f"### Ce qui a changé depuis {depuis}"], *dits, *(suite if reste > 0 else [])]


def _manques(portefeuille: Portefeuille) -> Iterator[str]:
    """What would not stand before the ANS, of the companies then of the products, with how to mend it; each once."""
    siens = [(one.nom, one.constats) for one in portefeuille.entreprises]
    siens += [(one.nom, one.constats) for one in portefeuille.membres]
    for gravite in ("erreur", "avertissement"):
        dits: dict[str, dict[str, None]] = {}
        for nom, constats in siens:
            for one in constats:
                if one.gravite == gravite:
                    mieux = _data(one.ecart.correction) if one.ecart.correction else prose(one.regle.correction)
                    dit = f"**{gravite}** {one.regle.id} {_data(one.ecart.message)} → {mieux}"
                    dits.setdefault(dit, {})[_data(nom)] = None
        for dit, noms in dits.items():
            yield f"- {f'{_quels(list(noms))}, ' if len(siens) > 1 else ''}{dit}"


def _quels(noms: list[str]) -> str:
    """Those that one thing is said of, once."""
    reste = len(noms) - _NOMS
    return ", ".join([*noms[:_NOMS], *([f"et {words.nombre(reste, 'autre')}"] if reste > 0 else [])])


def _gestes(portefeuille: Portefeuille) -> Iterator[str]:
    """The first things to do, of the companies then of the products."""
    siens = [(one.nom, one.prochaines) for one in portefeuille.entreprises]
    siens += [(one.nom, one.prochaines) for one in portefeuille.membres]
    for nom, prochaines in siens:
        qui = f"{_data(nom)} : " if len(siens) > 1 else ""
        for one in prochaines[:_GESTES]:
            avant = f", avant le {words.date(one.avant)}" if one.avant else ""
            yield f"- {qui}{prose(intitule(one))} ({code(one.evaluee.etape.id)}){avant}"
        if (reste := len(prochaines) - _GESTES) > 0:
            yield f"- {qui}et {words.nombre(reste, 'autre')} : `segurctl next` les dit toutes."


def _data(text: str) -> str:
    """What comes from a file, its secrets masked before it stands between backticks."""
    return code(masquer(text))


def _entreprises(portefeuille: Portefeuille) -> Iterator[str]:
    for one in portefeuille.entreprises:
        faites = sum(etape.etat == "valide" for etape in one.etapes)
        constats = words.gravites(constat.gravite for constat in one.constats)
        nom, dits = f"{_data(one.nom)} ({_data(one.fichier.as_posix())})", f", {constats}" if constats else ""
        yield f"- {nom} : {faites}/{len(one.etapes)} pour tous les produits{dits}"


def _produits(portefeuille: Portefeuille) -> Iterator[str]:
    gardees = [
        one
        for id_, one in portefeuille.parcours.plateformes.items()
        if any(membre.plateformes[id_].total for membre in portefeuille.membres)
    ]
    titres = ["Produit", "Étapes", *(prose(one.court) for one in gardees), "Constats"]
    yield f"| {' | '.join(titres)} |"
    yield f"|{'---|' * len(titres)}"
    for membre in portefeuille.membres:
        comptes = [compte(membre.plateformes[one.id]) for one in gardees]
        cases = [_nom(membre), compte(membre.avancement), *comptes, _constats(membre)]
        yield f"| {' | '.join(cases)} |"


def _nom(membre: Membre) -> str:
    dispositif = membre.evaluation.candidature.produit.dispositif
    return f"{_data(membre.produit)} {_data(dispositif)} {_data(membre.fichier.as_posix())}".replace("|", "\\|")


def _constats(membre: Membre) -> str:
    if membre.evaluation.retiree:
        return "retirée"
    return words.gravites(one.gravite for one in membre.constats) or "–"


def _attendus(portefeuille: Portefeuille) -> Iterator[str]:
    acteurs, etapes = portefeuille.parcours.acteurs, portefeuille.parcours.etapes
    for one in portefeuille.attendus:
        quoi = f"{prose(etapes[one.cible].titre)} ({code(one.cible)})" if one.cible in etapes else _data(one.cible)
        retard = f", **{words.jours(one.retard)} de retard**" if one.retard is not None else ""
        yield f"- {prose(acteurs[one.acteur])} : {_data(one.qui)}, {quoi}{words.depuis(one.jours)}{retard}"


def _dates(portefeuille: Portefeuille) -> Iterator[str]:
    for one in portefeuille.dates:
        date = one.echeance
        dans = words.dans(date.jour, portefeuille.today)
        yield f"- {words.date(date.le)} ({dans}) : {_data(one.qui)}, {_data(date.titre)}, {_data(date.cible)}"


def _section(titre: str, lines: list[str]) -> list[list[str]]:
    """A title and its lines; nothing where there is none."""
    if not lines:
        return []
    reste = len(lines) - _LIGNES
    suite = f"- … et {words.nombre(reste, 'autre')} : `segurctl report --output rapport.html` les dit tous."
    return [[f"### {titre}"], [*lines[:_LIGNES], *([suite] if reste > 0 else [])]]
