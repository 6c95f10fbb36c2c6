"""`support`: the message, as a text to paste, as a mailto link (RFC 6068), or as a document.

What comes from the file or from the command line stands on one line each, its control characters shown: none of it can
add a line to the header. A secret is masked before anything is encoded, for nothing after could find it.
"""

import json
from collections.abc import Iterator
from urllib.parse import quote

from segurctl.candidature.secrets import masquer
from segurctl.evaluation.brouillon import Brouillon, Trace
from segurctl.parcours.aide import Contact, Ressource
from segurctl.views.lignes import une_ligne, visible
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.resources_json import contact, ressource, source
from segurctl.views.words import nombre

_KO = 1024


def objet(brouillon: Brouillon) -> str:
    """The subject, after the prefix that the support asks for."""
    dit, prefixe = brouillon.dit, brouillon.contact.objet if brouillon.contact else None
    sujet = [brouillon.nom or "", f"cas {dit.cas}" if dit.cas else "", f"job {dit.job}" if dit.job else ""]
    said = ", ".join(une_ligne(one) for one in sujet if one) or "demande d'aide"
    return masquer(f"{prefixe or f'{brouillon.plateforme.court} :'} {said}")


def corps(brouillon: Brouillon) -> tuple[str, ...]:
    """The lines of the body."""
    dit = brouillon.dit
    recit = "\n".join(dit.message.splitlines()).strip() if dit.message else ""
    lines = [
        "Bonjour,",
        "",
        *(visible(one.replace("\t", "    ").rstrip()) for one in (recit or "[ce qui s'est passé]").split("\n")),
        "",
        *([f"Cas de test : {une_ligne(dit.cas)}"] if dit.cas else []),
        *([f"Numéro de job : {une_ligne(dit.job)}"] if dit.job else []),
        *(f"{one.libelle} : {une_ligne(one.valeur) if one.valeur else 'à corriger'}" for one in brouillon.valeurs),
    ]
    if dit.traces:
        lines += ["", "Traces jointes :", *(f"- {_piece(one)}" for one in dit.traces)]
    while lines[-1] == "":
        lines.pop()
    return tuple(masquer("\n".join([*lines, "", "Cordialement,"])).split("\n"))


def support_text(brouillon: Brouillon) -> Page:
    """To whom, about what, a blank line, the message; nothing else, so that it can be piped."""
    lines: list[Line] = []
    if brouillon.contact:
        lines.append(_entete("À", brouillon.contact.adresse))
        lines += [_entete("Ou à", f"{one.adresse} (--pour {one.nom})") for one in _autres(brouillon)]
    else:
        lines += [line(Segment("Où : ", "discret"), " : ".join(_ou(one)), hang=5) for one in brouillon.ailleurs]
    lines += [_entete("Objet", objet(brouillon)), line()]
    return (*lines, *(line(one, verbatim=True) for one in corps(brouillon)))


def remarques(brouillon: Brouillon) -> Iterator[str]:
    """What to know before it is sent: what each address is for and how sure, what to attach, what to correct."""
    for one in [brouillon.contact, *_autres(brouillon)] if brouillon.contact else []:
        doute = "" if one.source.confiance == "A" else f" ; confiance {one.source.confiance} : {one.source.texte}"
        yield f"{one.adresse} : {one.pour}{doute}"
    if not brouillon.contact:
        yield f"aucune source lue ne donne d'adresse pour {brouillon.plateforme.court} : voyez où demander"
    if brouillon.source.confiance == "C":
        yield "aucune source lue ne dit ce que ce support demande : complétez le message"
    if traces := brouillon.dit.traces:
        noms = ", ".join(une_ligne(one.nom) for one in traces)
        yield f"à joindre vous-même, un lien mailto ne le peut pas : {noms}"
    for valeur in brouillon.valeurs:
        if valeur.defaut:
            yield f"à corriger avant d'écrire : {valeur.champ} : {valeur.defaut}"


def lien(brouillon: Brouillon) -> str | None:
    """The message as one mailto link; nothing where there is no address."""
    if brouillon.contact is None:
        return None
    champs = {"subject": objet(brouillon), "body": "\r\n".join(corps(brouillon))}
    said = "&".join(f"{nom}={quote(texte.encode('utf-8', 'replace'), safe='')}" for nom, texte in champs.items())
    return f"mailto:{quote(brouillon.contact.adresse, safe='@')}?{said}"


def support_json(brouillon: Brouillon) -> str:
    """The message and its parts; its schema is `docs/schemas/support.schema.json`."""
    document = {
        "version": 1,
        "plateforme": brouillon.plateforme.id,
        "contact": contact(brouillon.contact) if brouillon.contact else None,
        "autres_contacts": [contact(one) for one in _autres(brouillon)],
        "ailleurs": [ressource(one) for one in brouillon.ailleurs],
        "objet": objet(brouillon),
        "corps": "\n".join(corps(brouillon)),
        "traces": [one._asdict() for one in brouillon.dit.traces],
        "valeurs": [one._asdict() for one in brouillon.valeurs],
        "mailto": lien(brouillon),
        **source(brouillon.source),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _autres(brouillon: Brouillon) -> list[Contact]:
    return [one for one in brouillon.plateforme.contacts if one != brouillon.contact]


def _entete(label: str, text: str) -> Line:
    return line(Segment(f"{label} : ", "discret"), Segment(text, "valeur"), verbatim=True)


def _ou(one: Ressource) -> list[str]:
    return [text for text in (one.titre, one.url or one.ou) if text]


def _piece(one: Trace) -> str:
    taille = nombre(one.octets, "octet") if one.octets < _KO else f"{(one.octets + _KO - 1) // _KO} Kio"
    return f"{une_ligne(one.nom)} ({taille})"
