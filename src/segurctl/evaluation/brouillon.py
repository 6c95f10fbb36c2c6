"""What there is to tell the support of a plateforme: to whom, which values, which traces; what it has to say."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.evaluation.model import Evaluation, ValeurConnue
from segurctl.evaluation.valeurs import connues
from segurctl.parcours.aide import Contact, Plateforme, Ressource, Support
from segurctl.parcours.model import Parcours, Source
from segurctl.proches import suggest

# What only the person knows, by its option: what it is called, and how it is given.
_OPTIONS: Mapping[str, tuple[str, str]] = {
    "cas": ("le cas de test", "--cas CAS"),
    "job": ("le numéro de job", "--job NUMÉRO"),
    "trace": ("les traces", "--trace FICHIER"),
}
_OU = ("contact", "rendez-vous", "faq")  # the kinds of ressources where one can ask


class Trace(NamedTuple):
    """A file to attach: its name alone, and its size in bytes."""

    nom: str
    octets: int


class Dit(NamedTuple):
    """What the person says of their trouble."""

    cas: str | None = None
    job: str | None = None
    message: str | None = None
    traces: tuple[Trace, ...] = ()
    pour: str | None = None


class Brouillon(NamedTuple):
    """A message to a support: its address (None where there is none), those that it was chosen from, where else to ask.

    `valeurs` are the identifiers at hand: those that the file does not hold are left out. `source` says how it is known
    that they are what to give.
    """

    plateforme: Plateforme
    contact: Contact | None
    ailleurs: tuple[Ressource, ...]
    dit: Dit
    nom: str | None
    valeurs: tuple[ValeurConnue, ...]
    source: Source


def rediger(
    plateforme: Plateforme, dit: Dit, evaluation: Evaluation | None, parcours: Parcours, *, option: str = ""
) -> Brouillon:
    """The message. `option` is what commands need to find the file, where they would not by themselves.

    Raises SegurctlError where what the person says is not one line, names no address, or leaves out what the catalogue
    says that this message has to hold: it then names all of that.
    """
    for nom, texte in (("--cas", dit.cas), ("--job", dit.job)):
        if texte is not None and (not texte.strip() or len(texte.splitlines()) > 1):
            raise SegurctlError(f"{nom} attend un texte d'une ligne", hint=f"{nom} 4711, par exemple")
    support = parcours.supports[plateforme.id]
    valeurs = connues(support.valeurs, evaluation) if evaluation else ()
    if manques := list(_manques(support, dit, valeurs, option)):
        raise SegurctlError(f"le message au support {plateforme.court} est incomplet : il manque {', '.join(manques)}")
    produit = evaluation.candidature.produit if evaluation else None
    return Brouillon(
        plateforme,
        _contact(plateforme, dit.pour),
        tuple(_ailleurs(plateforme, parcours)),
        dit,
        " ".join(filter(None, (produit.nom, produit.version))) if produit else None,
        tuple(one for one in valeurs if one.valeur is not None or one.defaut),
        support.source,
    )


def _manques(support: Support, dit: Dit, valeurs: tuple[ValeurConnue, ...], option: str) -> Iterator[str]:
    """Each thing that is required and missing, with how to give it."""
    dits = {"cas": dit.cas, "job": dit.job, "trace": dit.traces}
    for nom in support.exige:
        if nom in _OPTIONS:
            titre, donner = _OPTIONS[nom]
            if not dits[nom]:
                yield f"{titre} ({donner})"
            continue
        tenue = next((one for one in valeurs if one.champ == nom), None)
        if tenue is None or tenue.valeur is None:
            libelle = tenue.libelle if tenue else nom
            etat = f"le {libelle}, à corriger : {tenue.defaut}" if tenue and tenue.defaut else f"le {libelle}"
            yield f"{etat} ({' '.join(filter(None, (f'segurctl set {nom}=…', option)))})"


def _contact(plateforme: Plateforme, pour: str | None) -> Contact | None:
    """The address that is wanted; the first where nobody says."""
    if pour is None:
        return next(iter(plateforme.contacts), None)
    noms = {one.nom: one for one in plateforme.contacts if one.nom}
    if pour.casefold() in noms:
        return noms[pour.casefold()]
    choix = suggest(pour, list(noms)) or (f"au choix : {', '.join(noms)}" if noms else "laissez --pour de côté")
    raise SegurctlError(f"{plateforme.court} n'a pas d'adresse « {pour} »", hint=choix)


def _ailleurs(plateforme: Plateforme, parcours: Parcours) -> Iterator[Ressource]:
    """Where else to ask: by the plateforme's own ways, then by those of others."""
    yield from (one for one in plateforme.ressources if one.genre in _OU)
    for id_ in parcours.supports[plateforme.id].ailleurs:
        if id_ != plateforme.id:
            yield from (one for one in parcours.plateformes[id_].ressources if one.genre == "contact")
