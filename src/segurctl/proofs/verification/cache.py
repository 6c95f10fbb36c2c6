"""What the links answered before: one file in the user's cache folder, for every candidature of the machine.

A link is there by a print of its address, which may hold a key: a cache travels (CI keeps them). Days, no hours: a
verdict is as old as its day, and `--today` means the same here as everywhere.
"""

import datetime as dt
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, get_args

from segurctl.errors import SegurctlError
from segurctl.files import read_ordinary
from segurctl.proofs.faits import Verdict, Verification
from segurctl.system import reason

_OUBLI = 180  # days
_MAX_BYTES = 16 << 20
_VERSION = 1
_RAISON = 300  # characters

Connues = Mapping[str, Verification]


class Cache(NamedTuple):
    """What is known on a day, by print of the address and of the way it is asked.

    `voie` is that way: what a private network answers is of that network. `chemin` is None where nothing is kept.
    """

    chemin: Path | None
    voie: str
    today: dt.date
    connues: Connues

    def connue(self, url: str) -> Verification | None:
        """What is known of a link, up to the day."""
        one = self.connues.get(self._cle(url))
        return one if one and one.le <= self.today else None

    def fraiche(self, url: str, vie: int) -> Verification | None:
        """What need not be asked again: a link that was there, less than `vie` days ago; the others may be mended.

        Links that were asked on one day are not all asked again on one other: a life is up to a quarter shorter.
        """
        one = self.connue(url)
        ecart = int(self._cle(url)[:8], 16) % (vie // 4 + 1)
        return one if one and one.verdict == "ok" and (self.today - one.le).days < vie - ecart else None

    def garder(self, verifications: Connues) -> None:
        """Add to the file as it is now, under the lock of its folder: another run may have added too.

        Raises SegurctlError when it cannot be written.
        """
        if self.chemin is None or not verifications:
            return
        from segurctl.candidature.lock import locked  # who only reads needs none of it
        from segurctl.candidature.replace import replace

        try:
            self.chemin.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SegurctlError(f"écriture impossible : {reason(error)}", path=self.chemin.parent) from None
        with locked(self.chemin.parent):
            toutes = dict(_lire(self.chemin))
            toutes.update((self._cle(url), one) for url, one in verifications.items())
            replace(self.chemin, _texte(toutes, self.today))

    def _cle(self, url: str) -> str:
        return sha256(f"{self.voie}\0{url}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def ouvrir(today: dt.date, *, voie: str = "") -> Cache:
    """The cache of the person, which may hold nothing yet."""
    import platformdirs

    path = platformdirs.user_cache_path("segurctl", appauthor=False) / "liens.json"
    return Cache(path, voie, today, _lire(path))


def aucun(today: dt.date) -> Cache:
    """A cache that knows nothing and keeps nothing."""
    return Cache(None, "", today, {})


def _lire(path: Path) -> Connues:
    """What a file holds. One that cannot be read is an empty one: it is only worth the time that it saves."""
    try:
        content = json.loads(read_ordinary(path, _MAX_BYTES, hint=""))
        tenues = content["liens"].items() if content["version"] == _VERSION else ()
    except (SegurctlError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {nom: vue for nom, one in tenues if (vue := _verification(one))}


def _texte(verifications: Connues, today: dt.date) -> str:
    """The file: a line for each link, those that nobody asked for long left out."""
    lignes = (
        f"{json.dumps(nom)}: {json.dumps(dict(one._asdict(), le=one.le.isoformat()))}"
        for nom, one in sorted(verifications.items())
        if (today - one.le).days <= _OUBLI
    )
    corps = ",\n".join(lignes)
    return f'{{"version": {_VERSION}, "liens": {{\n{corps}\n}}}}\n'


def _verification(data: Any) -> Verification | None:
    """One of the file; None for what we did not write."""
    try:
        verdict, raison, code, le = (data[nom] for nom in ("verdict", "raison", "code", "le"))
        if verdict in get_args(Verdict) and isinstance(raison, str) and _est_code(code):
            return Verification(verdict, raison[:_RAISON], code, dt.date.fromisoformat(le))
    except (ValueError, TypeError, KeyError):
        pass
    return None


def _est_code(code: object) -> bool:
    return code is None or (type(code) is int and 100 <= code <= 999)  # noqa: PLR2004 - of HTTP
