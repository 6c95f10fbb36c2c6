"""What `check` found: the findings of every file, each with its place and a print that outlives its line.

Every format is a view of it, and its verdict is the exit code of all of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.editeur import EditeurFile
from segurctl.candidature.read import CandidatureFile
from segurctl.candidature.secrets import Trouve, masquer, personnelles, secrets
from segurctl.errors import SegurctlError
from segurctl.evaluation.commandes import nommer
from segurctl.evaluation.model import Evaluation
from segurctl.evaluation.porte import Porte
from segurctl.evaluation.porte import constats as constats_de_porte
from segurctl.proofs.disk import from_repository
from segurctl.rules.fiches import ILLISIBLE, PERSONNEL, SECRET, Gravite, Regle, regles
from segurctl.rules.model import Constat, Ecart
from segurctl.rules.portefeuille import Fiche, fiche
from segurctl.rules.registry import ordre

_DITS = 20  # secrets of a file that cannot be read


class Situe(NamedTuple):
    """A finding where it stands: its file, line and column (counted from 1).

    `empreinte` is a print of the file, the rule and the target, in hexadecimal: it is the same wherever the line moves,
    and wherever one stands. `depot` is the file as its repository names it, which forges want.
    """

    fichier: Path
    depot: Path
    ligne: int
    colonne: int
    constat: Constat
    empreinte: str


class Controle(NamedTuple):
    """One file: its findings that count, those that are accepted, and the gate that was asked for.

    `fiche` is what of it is compared with other products; `option` what commands need to find it; `commun` the
    company's file that was read under it, with what is found there.
    """

    fichier: Path
    constats: tuple[Situe, ...]
    acceptes: tuple[Situe, ...] = ()
    porte: Porte | None = None
    fiche: Fiche | None = None
    option: str = ""
    commun: "Controle | None" = None

    @property
    def lisible(self) -> bool:
        """Whether the file could be read."""
        return not any(one.constat.regle.id == ILLISIBLE for one in self.constats)


class Rapport(NamedTuple):
    """The files in the order they were found; `regles` are those that were looked for, by id.

    `strict`: an avertissement fails as an erreur does. `commande` is the one that looked.
    """

    fichiers: tuple[Controle, ...]
    regles: tuple[Regle, ...]
    strict: bool
    commande: str = "check"

    @property
    def constats(self) -> tuple[Situe, ...]:
        """The findings that count, of every file."""
        return tuple(one for fichier in self.fichiers for one in fichier.constats)

    @property
    def acceptes(self) -> tuple[Situe, ...]:
        """Those that are accepted."""
        return tuple(one for fichier in self.fichiers for one in fichier.acceptes)

    def nombre(self, gravite: Gravite) -> int:
        """How many findings count, of one gravity."""
        return sum(one.constat.gravite == gravite for one in self.constats)

    def fait_echouer(self, constat: Constat) -> bool:
        """Whether a finding that counts makes the check fail."""
        return constat.gravite == "erreur" or (self.strict and constat.gravite == "avertissement")

    @property
    def echoue(self) -> bool:
        """Whether anything makes the check fail."""
        return any(self.fait_echouer(one.constat) for one in self.constats)

    @property
    def lisible(self) -> bool:
        """Whether every file could be read."""
        return all(one.lisible for one in self.fichiers)


def controler(
    file: CandidatureFile, evaluation: Evaluation, choisie: Callable[[str], bool], option: str = ""
) -> Controle:
    """What the rules that are chosen find in one file; `option` is what commands need to find it, as `-c CHEMIN`."""
    trouves = (*evaluation.constats, *evaluation.acceptes, *evaluation.reseau)
    gardes = [one for one in trouves if choisie(one.regle.id)]
    situes = situer(file, sorted(gardes, key=ordre), option)
    comparee = fiche(file.path.as_posix(), evaluation.contexte)
    if file.editeur is None:
        return ranger(file.path, situes)._replace(fiche=comparee, option=option)
    siens = (one for one in situes if one.fichier == file.path)
    caches = situer(file, (one for one in _caches(file.editeur.text) if choisie(one.regle.id)), commun=True)
    communs = (*(one for one in situes if one.fichier != file.path), *caches)
    return ranger(file.path, siens)._replace(fiche=comparee, option=option, commun=ranger(file.editeur.path, communs))


def ranger(path: Path, situes: Iterable[Situe]) -> Controle:
    """A file with what was found in it, accepted or not."""
    found = tuple(situes)
    return Controle(
        path,
        tuple(one for one in found if one.constat.acceptation is None),
        tuple(one for one in found if one.constat.acceptation is not None),
    )


def franchir(file: CandidatureFile, gate: Porte) -> Controle:
    """What misses at a gate of one file: nothing else counts there, acceptations neither."""
    return Controle(file.path, situer(file, constats_de_porte(gate)), porte=gate)


def illisible(path: Path, error: SegurctlError, text: str = "") -> Controle:
    """A file that could not be read is a finding about that file, and so is a secret in it: the others still show."""
    constats = [Constat(regles()[ILLISIBLE], _dite(one)) for one in (error, *error.others)]
    constats += _caches(text)
    depot = from_repository(path)
    situes = [Situe(path, depot, *(one.ecart.place or (1, 1)), one, _empreinte(depot, one, 0)) for one in constats]
    return Controle(path, tuple(situes))


def _caches(text: str) -> Iterator[Constat]:
    """What may not be in a file that nobody could read: one finding for each line."""
    for regle, trouves in ((SECRET, secrets(text)), (PERSONNEL, personnelles(text))):
        lignes: dict[int, Trouve] = {}
        for one in sorted(trouves, key=lambda found: found.debut):
            lignes.setdefault(text.count("\n", 0, one.debut) + 1, one)
        for ligne, one in list(lignes.items())[:_DITS]:
            place = (ligne, one.debut - text.rfind("\n", 0, one.debut))
            yield Constat(regles()[regle], Ecart((), f"on lit ici {one.genre}", place=place, identite=str(ligne)))


def _dite(error: SegurctlError) -> Ecart:
    place = (error.line or 1, error.column or 1)
    return Ecart((), error.message, correction=error.hint, place=place, identite=error.message).masque()


def situer(
    file: CandidatureFile, constats: Iterable[Constat], option: str = "", *, commun: bool = False
) -> tuple[Situe, ...]:
    """Findings where they stand: in the company's file, what has its place there (or all of them: `commun`)."""
    found: list[Situe] = []
    vus: Counter[tuple[str, str, str | None]] = Counter()
    depots: dict[Path, Path] = {}
    for constat in constats:
        home = file.editeur if commun else file.home(constat.ecart.champ)
        held = home or file
        depot = depots.setdefault(held.path, from_repository(held.path))
        cle = (constat.regle.id, constat.ecart.identite or constat.cible, constat.ecart.etape)
        empreinte = _empreinte(depot, constat, vus[cle])
        found.append(Situe(held.path, depot, *_place(held, constat), _montrable(constat, option), empreinte))
        vus[cle] += 1
    return tuple(found)


def _montrable(constat: Constat, option: str) -> Constat:
    """A finding without the secrets that somebody wrote in a key or in a reason; its command names the file."""
    champ = tuple(masquer(one) if isinstance(one, str) else one for one in constat.ecart.champ)
    one = constat.acceptation
    if one is not None:
        one = one.model_copy(update={"motif": masquer(one.motif), "par": masquer(one.par)})
    commande = constat.ecart.commande and nommer(constat.ecart.commande, option)
    return Constat(constat.regle, constat.ecart.masque()._replace(champ=champ, commande=commande), one)


def _place(file: CandidatureFile | EditeurFile, constat: Constat) -> tuple[int, int]:
    if constat.ecart.place:
        return constat.ecart.place
    position = file.position(constat.ecart.champ)
    return position.line, position.column


def _empreinte(depot: Path, constat: Constat, rang: int) -> str:
    from hashlib import sha256

    cible = constat.ecart.identite or constat.cible
    parts = (depot.as_posix(), constat.regle.id, cible, constat.ecart.etape or "", str(rang))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
