"""Two versions of the data, value by value: which paths hold something else."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from segurctl.candidature.paths import KeyPath

_RIEN: Mapping[str, Any] = {}


class Difference(NamedTuple):
    """A value before and after, with its path; None where it is not written."""

    path: KeyPath
    avant: Any
    apres: Any


def differences(avant: Any, apres: Any, path: KeyPath = ()) -> Iterator[Difference]:
    """What differs, by path; a table that is there on one side only gives each of its values.

    Objects that both sides share are passed over at once. A list is one value.
    """
    if avant is apres or (type(avant) is type(apres) and avant == apres):  # for Python, 1 and true are equals
        return
    tables = [one for one in (avant, apres) if one is not None]
    if tables and all(isinstance(one, Mapping) for one in tables):
        before, after = avant or _RIEN, apres or _RIEN
        for key in sorted(before.keys() | after.keys()):
            yield from differences(before.get(key), after.get(key), (*path, key))
        return
    # A value that became a table, or the other way round: what was there is gone, and the rest is new.
    if isinstance(avant, Mapping) or isinstance(apres, Mapping):
        yield from differences(avant, None, path)
        yield from differences(None, apres, path)
        return
    yield Difference(path, avant, apres)
