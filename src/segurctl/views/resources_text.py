"""`resources` for a person: what helps on each plateforme and in each couloir; what to open has its own line."""

import datetime as dt
from collections.abc import Iterator, Mapping

from segurctl.etats.calendrier import en_clair
from segurctl.parcours.aide import Contact, Ressource
from segurctl.parcours.consultation import Rubrique
from segurctl.parcours.model import Source
from segurctl.views.page import Line, Page, Segment, line

# The kinds of ressources, in the order in which they are told.
GENRES: Mapping[str, str] = {
    "contact": "Où demander",
    "rendez-vous": "Rendez-vous",
    "site": "Sites",
    "guide": "Guides",
    "formulaire": "Formulaires",
    "replay": "Webinaires",
    "faq": "Questions fréquentes",
    "code": "Code",
}


def resources_text(rubriques: tuple[Rubrique, ...], *, compact: bool) -> Page:
    """Each rubrique; `compact` leaves the sources to the page of each, but for what is not sure."""
    lines: list[Line] = []
    for one in rubriques:
        lines += [*_rubrique(one, compact=compact), line()]
    if compact:
        lines.append(line(Segment("segurctl resources psc, ou imagerie, donne aussi la source de chacune.", "discret")))
        return tuple(lines)
    return tuple(lines[:-1])


def _rubrique(one: Rubrique, *, compact: bool) -> Iterator[Line]:
    de = f"   {one.id} · {one.gestionnaire}" if one.gestionnaire else f"   {one.id} · couloir"
    yield line(Segment(one.titre, "titre"), Segment(de, "discret"), hang=2)
    if one.url:
        yield _adresse(one.url, 2)
    for dispositif in one.dispositifs:
        sinon = "" if dispositif.vague2 else " : rien ne montre qu'il existe en vague 2"
        yield line(f"  {dispositif.code}   {dispositif.titre}{sinon}", hang=4)
    if not compact:
        yield from _source(one.source, 2)
        said = f"Sources vérifiées le {en_clair(one.source.verifie_le)}. A : lue en entier, B : en partie ou citée, "
        yield line(Segment(f"  {said}C : déduite ou mal lue.", "discret"), hang=4)
    for titre, found in _sections(one, compact=compact):
        if not compact:
            yield line()
        yield line(Segment(f"  {titre}", "titre"))
        yield from found


def _sections(one: Rubrique, *, compact: bool) -> Iterator[tuple[str, list[Line]]]:
    if jalons := list(_jalons(one, compact=compact)):
        yield "Jalons", jalons
    if one.contacts:
        yield "Écrire", [each for contact in one.contacts for each in _contact(contact, compact=compact)]
    if one.hotes:
        yield "Environnements", _hotes(one, compact=compact)
    for genre, titre in GENRES.items():
        found = [each for each in one.ressources if each.genre == genre]
        if found:
            yield titre, [each for ressource in found for each in _ressource(ressource, compact=compact)]
    if not one.ressources and not one.contacts:
        yield "Rien qui lui soit propre dans les sources lues", [line("    segurctl resources convergence", hang=4)]


def _contact(contact: Contact, *, compact: bool) -> Iterator[Line]:
    objet = f" ; objet préfixé de {contact.objet}" if contact.objet else ""
    yield _adresse(contact.adresse, 4)
    yield line(f"      {contact.pour}{objet}", *_doute(contact.source), hang=6)
    if not compact:
        yield from _source(contact.source, 6)


def _hotes(one: Rubrique, *, compact: bool) -> list[Line]:
    """Each host after what it is for."""
    large = max(len(hote.role) for hote in one.hotes)
    lines: list[Line] = []
    for hote in one.hotes:
        role = Segment(f"    {hote.role:<{large}}  ", "discret")
        lines.append(line(role, hote.nom, *_doute(hote.source), hang=large + 6))
        if not compact:
            lines += _source(hote.source, 6)
    return lines


def _ressource(one: Ressource, *, compact: bool) -> Iterator[Line]:
    yield line(f"    {one.titre}", *_doute(one.source), hang=6)
    if one.url:
        yield _adresse(one.url, 6)
    if one.ou:
        yield line(Segment(f"      {one.ou}", "discret"), hang=6)
    if not compact:
        if one.theme:
            yield line(Segment(f"      Thème : {one.theme}", "discret"), hang=6)
        if one.source.texte != one.url:
            yield from _source(one.source, 6)


def _jalons(one: Rubrique, *, compact: bool) -> Iterator[Line]:
    """The official dates of its dispositifs, with their hour where they have one."""
    for dispositif in one.dispositifs:
        for jalon in dispositif.jalons:
            heure = f" à {jalon.le.hour} h" if isinstance(jalon.le, dt.datetime) else ""
            said = f"    {en_clair(jalon.le)}{heure}   {dispositif.code} : {jalon.titre}"
            yield line(said, *_doute(jalon.source), hang=6)
            if not compact:
                yield from _source(jalon.source, 6)


def _adresse(text: str, marge: int) -> Line:
    return line(" " * marge, Segment(text, "valeur"), verbatim=True)


def _doute(source: Source) -> tuple[Segment, ...]:
    """What to know of a fact that was not read whole at its source."""
    match source.confiance:
        case "A":
            return ()
        case "B":
            return (Segment("   à vérifier : lu en partie, ou cité par un autre", "alerte"),)
        case "C":
            return (Segment("   incertain : déduit, ou mal lu", "alerte"),)


def _source(source: Source, marge: int) -> Iterator[Line]:
    yield line(Segment(f"{' ' * marge}Source ({source.confiance}) : {source.texte}", "discret"), hang=marge + 2)
