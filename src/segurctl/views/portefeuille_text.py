"""`status` and `next` of several products, for a person: one screen for all, each product in a few lines."""

from collections.abc import Iterator
from itertools import groupby

from segurctl.evaluation.model import Avancee, Prochaine
from segurctl.evaluation.portefeuille import Attendu, Entreprise, Membre, Portefeuille
from segurctl.rules.model import Constat
from segurctl.views import words
from segurctl.views.next_detail import intitule
from segurctl.views.page import Line, Page, Segment, Style, line

_DATES = 6  # named on the screen; each product's own status and the calendar name the others
_GESTES = 3  # of each product


def portefeuille_text(portefeuille: Portefeuille) -> Page:
    """Progress of all, of each company and each product by plateforme; who waits for what; the nearest dates."""
    return (
        *_entete(portefeuille),
        line(),
        *(one for entreprise in portefeuille.entreprises for one in _entreprise(entreprise, portefeuille)),
        *_produits(portefeuille),
        line(),
        *_attendus(portefeuille),
        *_dates(portefeuille),
        line("Un seul produit : ", Segment("segurctl status CHEMIN", "commande")),
    )


def suite_text(portefeuille: Portefeuille, *, toutes: bool) -> Page:
    """What can be done now: what is the company's once, then the first things of each product (or all of them).

    Of a product that is withdrawn nothing is to be done.
    """
    lines: list[Line] = []
    for entreprise in portefeuille.entreprises:
        lines += _gestes(Segment(entreprise.nom, "titre"), entreprise.fichier.as_posix(), entreprise.prochaines, None)
    for membre in portefeuille.membres:
        limite = None if toutes else _GESTES
        if membre.evaluation.retiree:
            continue
        lines += _gestes(Segment(membre.nom, "titre"), membre.fichier.as_posix(), membre.prochaines, limite)
    return (*lines, line("Le détail d'un produit : ", Segment("segurctl next CHEMIN", "commande")))


def _gestes(nom: Segment, fichier: str, prochaines: tuple[Prochaine, ...], limite: int | None) -> Iterator[Line]:
    yield line(nom, Segment(f"   {fichier}", "discret"))
    montrees = prochaines[:limite]
    large = max((len(one.evaluee.etape.id) for one in montrees), default=0)
    for rang, one in enumerate(montrees, 1):
        avant = f", avant le {words.date(one.avant)}" if one.avant else ""
        yield line(
            Segment(f"{rang:>4}  ", dit=f"{rang}. "),
            Segment(f"{one.evaluee.etape.id:<{large}}  ", dit=f"{one.evaluee.etape.id} : "),
            f"{intitule(one)}{avant}",
            hang=large + 8,
            indent=2,
        )
    if not prochaines:
        yield line("      rien à faire maintenant")
    if reste := len(prochaines) - len(montrees):
        yield line(f"      et {words.nombre(reste, 'autre')}")
    yield line()


def _entete(portefeuille: Portefeuille) -> Iterator[Line]:
    valides, total = portefeuille.avancement
    candidatures = words.nombre(len(portefeuille.membres), "candidature")
    parts: list[str | Segment] = [Segment(candidatures, "titre")]
    parts.append(f" · {words.nombre(valides, 'étape validée', 'étapes validées')} sur {total}")
    if portefeuille.attendus:
        parts.append(f" · {words.nombre(len(portefeuille.attendus), 'attend un tiers', 'attendent un tiers')}")
    if retards := sum(one.retard is not None for one in portefeuille.attendus):
        parts += [" · ", Segment(f"{retards} en retard", "alerte")]
    yield line(*parts)


def _entreprise(entreprise: Entreprise, portefeuille: Portefeuille) -> Iterator[Line]:
    """The étapes of a company, once, by plateforme."""
    nom, fichier = Segment(entreprise.nom, "titre"), Segment(f"   {entreprise.fichier.as_posix()}", "discret")
    yield line(nom, *_comptes(entreprise.constats), fichier, hang=2)
    parts: list[str | Segment] = []
    for plateforme, etapes in groupby(entreprise.etapes, lambda one: one.etape.plateforme):
        court = portefeuille.parcours.plateformes[plateforme].court
        parts.append(Segment(f"  {court}", dit=f"{chr(10) if parts else ''}{court} : "))
        for rang, one in enumerate(etapes):
            dit = (
                f"{', ' if rang else ''}{one.etape.court} {words.etat(one.etat, validateur=bool(one.etape.validateur))}"
            )
            parts += [Segment(" ", dit=dit), words.marque(one.etat, ""), Segment(f" {one.etape.court}", dit="")]
    yield line(*parts, hang=4)
    yield line()


def _produits(portefeuille: Portefeuille) -> Iterator[Line]:
    """A line of counts under the name of each product; a plateforme where no product has anything is left out."""
    lignes = [(one, {"etapes": one.avancement, **one.plateformes}) for one in portefeuille.membres]
    titres = {"etapes": "étapes", **{id_: one.court for id_, one in portefeuille.parcours.plateformes.items()}}
    gardees = [cle for cle in titres if any(held[cle].total for _, held in lignes)]
    large = {cle: max(len(titres[cle]), *(len(compte(held[cle])) for _, held in lignes)) for cle in gardees}
    yield line(*(Segment(f"  {titres[cle]:>{large[cle]}}", "discret", "") for cle in gardees), verbatim=True)
    for membre, held in lignes:
        yield _nom(membre)
        cases = (
            Segment(f"  {compte(held[cle]):>{large[cle]}}", _style(held[cle]), _lu(titres[cle], held[cle]))
            for cle in gardees
        )
        yield line(*cases, verbatim=True)


def compte(one: Avancee) -> str:
    """Progress in two numbers."""
    return f"{one.valides}/{one.total}" if one.total else "–"


def _lu(titre: str, one: Avancee) -> str:
    """Progress in words, on a line of its own; nothing where there is nothing to do."""
    return f"{titre} : {words.nombre(one.valides, 'validée')} sur {one.total}\n" if one.total else ""


def _style(one: Avancee) -> Style:
    return "discret" if not one.total else "ok" if one.valides == one.total else ""


def _nom(membre: Membre) -> Line:
    evaluation = membre.evaluation
    dispositif = evaluation.candidature.produit.dispositif
    parts: list[str | Segment] = [Segment(membre.produit, "titre"), f" · {dispositif}"]
    if evaluation.retiree:
        parts += [" · ", Segment("retirée", "alerte")]
    else:
        parts += _comptes(membre.constats)
    return line(*parts, Segment(f"   {membre.fichier.as_posix()}", "discret"), hang=2)


def _comptes(constats: tuple[Constat, ...]) -> list[str | Segment]:
    """How many findings of each gravity, where there are any."""
    if not constats:
        return []
    graves = any(one.gravite == "erreur" for one in constats)
    return [" · ", Segment(words.gravites(one.gravite for one in constats), "erreur" if graves else "alerte")]


def _attendus(portefeuille: Portefeuille) -> Iterator[Line]:
    """The answers that others owe, by who owes them; then what is ours."""
    yield line(Segment("Qui a la main", "titre"))
    acteurs = portefeuille.parcours.acteurs
    large = max((len(acteurs[one.acteur]) for one in portefeuille.attendus), default=4)
    for acteur, ones in groupby(portefeuille.attendus, lambda one: one.acteur):
        for rang, one in enumerate(ones):
            nom = acteurs[acteur] if rang == 0 else ""
            dit = f"{acteurs[acteur]} : " if rang == 0 else ""
            yield line(Segment(f"  {nom:<{large}}  ", dit=dit), *_attendu(one), hang=large + 4, indent=2)
    nous = [
        *((one.nom, len(one.prochaines)) for one in portefeuille.entreprises),
        *((one.nom, len(one.prochaines)) for one in portefeuille.membres),
    ]
    for rang, (nom, combien) in enumerate((nom, combien) for nom, combien in nous if combien):
        suite: list[str | Segment] = [" (", Segment("segurctl next", "commande"), ")"] if rang == 0 else []
        label = Segment(f"  {'' if rang else 'nous':<{large}}  ", dit="" if rang else "nous : ")
        yield line(label, f"{nom} : {combien} à faire", *suite, hang=large + 4, indent=2)
    yield line()


def _attendu(one: Attendu) -> Iterator[str | Segment]:
    yield f"{one.qui} : {one.cible}{words.depuis(one.jours)}"
    if one.retard is not None:
        yield ", "
        yield Segment(f"{words.jours(one.retard)} de retard", "alerte")


def _dates(portefeuille: Portefeuille) -> Iterator[Line]:
    if not portefeuille.dates:
        return
    yield line(Segment("Prochaines dates", "titre"))
    montrees = portefeuille.dates[:_DATES]
    large = max(len(words.date(one.echeance.le)) for one in montrees)
    for one in montrees:
        dans = words.dans(one.echeance.jour, portefeuille.today)
        quand = Segment(f"  {words.date(one.echeance.le):<{large}}  ", dit=f"{words.date(one.echeance.le)} : ")
        yield line(quand, f"{one.qui} : {one.echeance.titre} · {one.echeance.cible} ({dans})", hang=large + 4, indent=2)
    if reste := len(portefeuille.dates) - len(montrees):
        yield line(f"  et {words.nombre(reste, 'autre')}")
    yield line()
