"""The command that asks the network: links."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from segurctl.cli.options import (
    Chemins,
    FormatRapport,
    Output,
    Today,
    candidatures,
    chosen_format,
    day,
    option_of,
    the_one_here,
)
from segurctl.cli.report_file import report
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError
from segurctl.proofs.verification.reglages import VIE, Reglages

if TYPE_CHECKING:
    from segurctl.candidature.read import CandidatureFile
    from segurctl.evaluation.liens import Bilan
    from segurctl.evaluation.rapport import Controle
    from segurctl.proofs.faits import Verification
    from segurctl.proofs.verification.reponses import Reponses
    from segurctl.views.page import Page


def links(
    chemins: Chemins = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ne demande rien au réseau : donne les dernières réponses connues.")
    ] = False,
    max_age: Annotated[
        int | None,
        typer.Option(
            "--max-age",
            metavar="JOURS",
            min=0,
            help=f"Âge d'une réponse que l'on ne redemande pas, si le lien répondait [défaut : {VIE}].",
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Redemande tous les liens, et ne garde aucune réponse.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Un avertissement fait échouer.")] = False,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Demande aussi les adresses de cette machine et de vos réseaux privés."),
    ] = False,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="Passe par le proxy de l'environnement (HTTPS_PROXY, NO_PROXY).")
    ] = False,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", metavar="N", min=1, max=100, help="Demandes à la fois (2 au plus par site)."),
    ] = 16,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDES", min=0.1, max=120, help="Pour une demande.")
    ] = 10,
    deadline: Annotated[
        float, typer.Option("--deadline", metavar="SECONDES", min=0.1, max=86_400, help="Pour toutes.")
    ] = 600,
    today: Today = None,
    format_: FormatRapport = None,
    output: Output = None,
) -> Result:
    """Vérifie que les liens des preuves et des attestations s'ouvrent encore : la seule commande qui utilise le réseau.

    Un lien cassé, ou qui mène à un réseau privé, est une erreur. Ce qu'un programme ne peut pas juger (page derrière
    une connexion, site qui refuse ou ne répond pas) est un avertissement. Sort 0, 1 ou 2 comme check.

    Exemples :

        segurctl links
        segurctl links candidatures/ --format json --max-age 1
    """
    from segurctl.views.check_text import bilan as constats
    from segurctl.views.formats import FORMATS
    from segurctl.views.links_text import compte

    if no_cache and (offline or max_age is not None):
        nom = "--offline" if offline else "--max-age"
        raise SegurctlError(f"--no-cache et {nom} se contredisent", hint="retirez l'un des deux")
    format_ = chosen_format(format_, ("text", *FORMATS))
    reglages = Reglages(jobs, delai=timeout, duree=deadline, prives=allow_private, proxy=proxy)
    demande = _Demande(day(today, "--today"), reglages, max_age, offline, no_cache)
    bilan = _verifier(chemins, demande, strict=strict)
    return report(bilan.rapport, _contenu(bilan, format_), (*compte(bilan), constats(bilan.rapport)), output)


class _Demande(NamedTuple):
    """What is asked of the links: on which day, of the network or only of what is known, and how old at most."""

    today: dt.date
    reglages: Reglages
    vie: int | None
    hors_ligne: bool
    sans_cache: bool

    def repondre(self, urls: list[str]) -> "Reponses":
        """What is known of each link."""
        from segurctl.proofs.verification.cache import aucun, ouvrir
        from segurctl.proofs.verification.reponses import de_memoire, du_reseau

        cache = aucun(self.today) if self.sans_cache else ouvrir(self.today, voie=self.reglages.voie)
        if self.hors_ligne:
            return de_memoire(urls, cache, self.vie)
        from segurctl.cli.progress import progress

        vie = VIE if self.vie is None else self.vie
        with progress("Vérification des liens") as suivi:
            return du_reseau(urls, cache, vie, self.reglages, suivi)


def _verifier(chemins: list[Path] | None, demande: _Demande, *, strict: bool) -> "Bilan":
    """Read the files, ask for their links, each once, and judge them file by file."""
    from segurctl.candidature.read import CandidatureFile
    from segurctl.cli.lecture import lire
    from segurctl.evaluation.liens import Bilan, LienVu, usages
    from segurctl.evaluation.rapport import Rapport
    from segurctl.rules.fiches import ILLISIBLE, regles

    tous = [lire(found) for found in candidatures(chemins)]
    lus = [*{one.commun.fichier: one.commun for one in tous if one.commun}.values(), *(one.file for one in tous)]
    tenus = usages((one for one in lus if isinstance(one, CandidatureFile)), demande.today)
    sues, avant, non_garde = demande.repondre(list(tenus))
    ici = the_one_here()
    controles = (_juger(one, sues, demande.today, ici) if isinstance(one, CandidatureFile) else one for one in lus)
    cherchees = tuple(one for one in regles().values() if one.reseau or one.id == ILLISIBLE)
    liens = tuple(LienVu(url, sues[url], held, url in avant) for url, held in tenus.items())
    return Bilan(liens, Rapport(tuple(controles), cherchees, strict, "links"), demande.today, non_garde)


def _juger(file: "CandidatureFile", sues: "Mapping[str, Verification]", today: dt.date, ici: Path | None) -> "Controle":
    from segurctl.evaluation import evaluate
    from segurctl.evaluation.rapport import controler
    from segurctl.parcours.load import load_parcours
    from segurctl.proofs.faits import Faits
    from segurctl.rules.fiches import regles

    evaluation = evaluate(file.candidature, load_parcours(), today, Faits(file.text, liens=sues, partage=file.partage))
    return controler(file, evaluation, lambda id_: regles()[id_].reseau, option_of(file.path, ici))


def _contenu(bilan: "Bilan", format_: str) -> "Page | str":
    if format_ == "text":
        from segurctl.views.links_text import links_text

        return links_text(bilan)
    if format_ == "json":
        from segurctl.views.links_json import links_json

        return links_json(bilan)
    from segurctl.views.formats import render

    return render(bilan.rapport, format_)
