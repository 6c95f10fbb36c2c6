"""The commands that consult: resources, support."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Format, Today, Une, day, option_of, the_one_here, wants_json
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    import datetime as dt

    from segurctl.evaluation import Evaluation
    from segurctl.evaluation.brouillon import Brouillon, Trace


def resources(
    nom: Annotated[
        str | None,
        typer.Argument(metavar="[PLATEFORME|COULOIR]", help="Une plateforme, un couloir ou le code d'un dispositif."),
    ] = None,
    format_: Format = None,
) -> Result:
    """Où s'informer et à qui écrire : adresses de support, environnements, guides, webinaires, FAQ, rendez-vous.

    De tout le parcours, ou d'une plateforme (psc, motco2…), ou d'un couloir (imagerie, « médecin de ville »…). Ce que
    les sources ne donnent pas n'est pas inventé : c'est dit, avec où le trouver.

    Exemples :

        segurctl resources
        segurctl resources motco2
        segurctl resources "Médecin de ville"
    """
    from segurctl.parcours.consultation import rubriques, trouver
    from segurctl.parcours.load import load_parcours

    parcours = load_parcours()
    found = rubriques(parcours) if nom is None else (trouver(nom, parcours),)
    if wants_json(format_):
        from segurctl.views.resources_json import resources_json

        return Result(resources_json(found))
    from segurctl.views.resources_text import resources_text

    return Result(resources_text(found, compact=nom is None))


def support(
    plateforme: Annotated[
        str, typer.Argument(metavar="PLATEFORME", help="La plateforme dont on a besoin, par exemple motco2.")
    ],
    job: Annotated[str | None, typer.Option("--job", metavar="NUMÉRO", help="Le numéro du job, ou du test.")] = None,
    cas: Annotated[str | None, typer.Option("--cas", metavar="CAS", help="Le cas de test.")] = None,
    trace: Annotated[
        list[Path] | None,
        typer.Option("--trace", metavar="FICHIER", help="Une trace à joindre ; se répète."),
    ] = None,
    message: Annotated[str | None, typer.Option("--message", metavar="TEXTE", help="Ce qui s'est passé.")] = None,
    pour: Annotated[
        str | None, typer.Option("--pour", metavar="SERVICE", help="Lequel, où il y a plusieurs adresses.")
    ] = None,
    mailto: Annotated[bool, typer.Option("--mailto", help="Donne le message comme un lien mailto.")] = False,
    candidature: Une = None,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Prépare le message à envoyer au support d'une plateforme, avec les identifiants que le fichier tient.

    Rien n'est envoyé. Les traces ne sont pas lues : leur nom et leur taille sont notés, et c'est à vous de les
    joindre. Où il n'y a pas d'adresse, dit où demander.

    Exemples :

        segurctl support motco2 --cas "Envoi d'un message" --job 4711 --trace nodes.log
        segurctl support psc --message "Le Client_ID BAS est refusé." --mailto
        segurctl support cnda --pour technique
    """
    from segurctl.evaluation.brouillon import Dit, rediger
    from segurctl.parcours.consultation import plateforme as trouver
    from segurctl.parcours.load import load_parcours

    parcours = load_parcours()
    cible = trouver(plateforme, parcours)
    dit = Dit(cas=cas, job=job, message=message, traces=tuple(_trace(one) for one in trace or ()), pour=pour)
    held = _evaluer(candidature, day(today, "--today"), besoin=bool(parcours.supports[cible.id].exige))
    option = option_of(held[0], the_one_here()) if held else ""
    brouillon = rediger(cible, dit, held[1] if held else None, parcours, option=option)
    return _rendre(brouillon, mailto=mailto, json=wants_json(format_))


def _rendre(brouillon: "Brouillon", *, mailto: bool, json: bool) -> Result:
    """The draft in the form that was asked; what to know of it goes beside it, so that the rest can be piped."""
    from segurctl.views.support import lien, remarques, support_json, support_text

    if json:
        return Result(support_json(brouillon))
    beside = tuple(remarques(brouillon))
    if not mailto:
        return Result(support_text(brouillon), beside=beside)
    adresse = lien(brouillon)
    if adresse is None:
        raise SegurctlError(
            f"aucune adresse connue pour {brouillon.plateforme.court}",
            hint=f"segurctl support {brouillon.plateforme.id} dit où demander",
        )
    return Result(adresse, beside=beside)


def _trace(path: Path) -> "Trace":
    """A file to attach, never opened. Raises SegurctlError where there is none."""
    from stat import S_ISREG

    from segurctl.evaluation.brouillon import Trace
    from segurctl.system import reason

    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        said = reason(error) if isinstance(error, OSError) else "ce nom n'est pas celui d'un fichier"
        raise SegurctlError(f"trace introuvable : {said}", path=path, hint="donnez avec --trace un fichier") from None
    if not S_ISREG(found.st_mode):
        raise SegurctlError("cette trace n'est pas un fichier", path=path, hint="donnez avec --trace un fichier")
    return Trace(path.name, found.st_size)


def _evaluer(named: Path | None, today: "dt.date", *, besoin: bool) -> "tuple[Path, Evaluation] | None":
    """The candidature; none where there is none around and the plateforme can be asked without."""
    from segurctl.candidature.discover import around
    from segurctl.cli.suivre import evaluate_one

    if named is None and not besoin and not around(Path.cwd()):
        return None
    return evaluate_one(named, today)
