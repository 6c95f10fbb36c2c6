"""How links are verified: the limits that keep it polite to others, and bounded for us."""

from typing import NamedTuple

from segurctl import __version__

AGENT = f"segurctl/{__version__} (verification de liens)"  # says who asks; some sites refuse what does not
REDIRECTIONS = 8
ENTETES = 200  # of one answer
ESSAIS = 3  # of one address, the first included
PATIENCE = 30.0  # seconds: a host that asks for more is not waited for
VIE = 7  # days that a link which was there is not asked again, at most
SILENCES = 6  # requests to one host, one after the other, that it will not answer: then it is left alone


class Reglages(NamedTuple):
    """Limits of one run.

    `en_tout` and `par_hote` are requests in flight. `delai` is what one request may take, `duree` the whole run, and
    `recul` what is waited for before the second try: all in seconds. `prives`: addresses that are nobody else's are
    asked too. `proxy`: by the proxies that the environment names.
    """

    en_tout: int = 16
    par_hote: int = 2
    delai: float = 10.0
    duree: float = 600.0
    recul: float = 0.5
    prives: bool = False
    proxy: bool = False

    @property
    def voie(self) -> str:
        """The way that links are asked, in words: what one answers by another way is another thing."""
        return f"{'prives ' if self.prives else ''}{'proxy ' if self.proxy else ''}"
