"""Bring a file of an older format or édition to those of this segurctl, in place: no other byte of it changes.

Nothing that was recorded is lost: what has no place any more stays as a comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from segurctl.candidature.anterieurs import Pas, pas_a_faire
from segurctl.candidature.brackets import Splice, find, splice
from segurctl.candidature.data import follow, same, without, without_empty
from segurctl.candidature.discover import EDITEUR
from segurctl.candidature.edit import SetKey, UnsetKey, Unspliceable, apply
from segurctl.candidature.editeur import belongs
from segurctl.candidature.literal import literal, shown
from segurctl.candidature.paths import DataPath, KeyPath, format_path
from segurctl.candidature.placing import Layout
from segurctl.candidature.read import parse_file
from segurctl.candidature.scan import Document, key_parts, line_end, line_start, scan
from segurctl.candidature.text import parse
from segurctl.errors import SegurctlError
from segurctl.parcours.model import Parcours

_RIEN: tuple[dict[str, Any], ...] = (
    {},
    {"statut": "a-faire"},
)  # what an étape is before anybody records anything of it
_written_line = re.compile(r"^(?=[^\S\n]*[^\s#])", re.MULTILINE)


class Changement(NamedTuple):
    """Something that a migration changes, and the line where it stands in the file as it was; 0 where it does not."""

    ligne: int
    texte: str


def migrer(path: Path, text: str, parcours: Parcours, layout: Layout) -> tuple[str, tuple[Changement, ...]]:
    """The text as this segurctl reads it, and what changes, step by step; the same text where nothing has to.

    Raises SegurctlError for a text that is no candidature (`path` is only remembered), or of an unknown version, and
    Unspliceable for a spelling in which a change cannot be made in place.
    """
    steps = pas_a_faire(parse(text), parcours)
    if not steps:
        parse_file(path, text, parcours)
        return text, ()
    migration = _Migration(text, parcours, layout, entreprise=path.name == EDITEUR)
    for step in steps:
        migration.make(step)
    migration.finish()
    return migration.text, tuple(migration.done)


class _Migration:
    """A text on its way. No line moves before `finish`, so that each change can name its line."""

    def __init__(self, text: str, parcours: Parcours, layout: Layout, *, entreprise: bool) -> None:
        self.text = text
        self.entreprise = entreprise  # the company's file, which takes its own étapes alone
        self.parcours = parcours
        self.layout = layout
        self.done: list[Changement] = []
        self._empty: list[KeyPath] = []  # étapes to remove, of which nothing is recorded
        self._added: list[KeyPath] = []

    def make(self, step: Pas) -> None:
        """Change what one step changes, and the version that the file says it is of."""
        evolution = step.evolution
        for old, new in evolution.renommees.items():
            for found, keys in _matching(parse(self.text), old):
                self.rename(found, _filled(new, keys))
            self._added = [_moved(one, old, new) for one in self._added]
        for champ, words in evolution.valeurs.items():
            for found, _keys in _matching(parse(self.text), champ):
                self.replace(found, words)
        for old in evolution.retirees:
            for found, _keys in _matching(parse(self.text), old):
                self.retire(tuple(map(str, found)))
        self._added += [tuple(one.split(".")) for one in evolution.ajoutees]
        self.replace((step.cle,), None, step.vers)

    def finish(self) -> None:
        """Remove the étapes that said nothing, and lay out the new ones as `init` does."""
        for path in self._empty:
            self.text = apply(self.text, [UnsetKey(path)], self.layout)
        for path in self._added:
            etape = self.parcours.etapes.get(".".join(path[1:3]))
            if self.entreprise and not belongs(path, self.parcours):
                continue
            if path[0] == "etapes" and etape is not None:
                action = next((one.titre for one in etape.actions if one.nom == path[-1]), None)
                self.done.append(Changement(0, f"{format_path(path)} ajoutée : {action or etape.titre}"))
                if len(path) == len(("etapes", "plateforme", "nom")) and not etape.derive:
                    self.lay_out(path)
            else:
                self.done.append(Changement(0, f"{'.'.join(path)} ajouté"))

    def lay_out(self, etape: KeyPath) -> None:
        """A new étape, à faire, where the file does not have it."""
        depth, _ = follow(parse(self.text), etape)
        if depth < len(etape):
            self.text = apply(self.text, [SetKey((*etape, "statut"), "a-faire")], self.layout)

    def rename(self, old: DataPath, new: KeyPath) -> None:
        """Give a key or a table another name wherever it is written, and in what names it."""
        path, data, document = tuple(map(str, old)), parse(self.text), scan(self.text)
        if follow(data, new)[0] == len(new):
            raise _refusal(document, path, f"« {format_path(new)} » est déjà dans le fichier, où il doit aller")
        edited = splice(self.text, list(_renamings(document, path, new)))
        moved = without_empty(without(data, path), path[:-1]) or {}
        if not same(_reparsed(edited), _with(moved, new, follow(data, path)[1])):
            raise _refusal(document, path, f"« {format_path(path)} » ne peut pas être renommé sans réécrire sa table")
        self.say(document, path, f"{format_path(path)} renommé en {format_path(new)}")
        self.text = edited
        self.follow_references(path, new)

    def follow_references(self, old: KeyPath, new: KeyPath) -> None:
        """The acceptations and the jalons that name what is renamed."""
        names = {format_path(old): format_path(new)}
        if old[0] == new[0] == "etapes":
            ids = [f"{'.'.join(one[1:3])}{'/' + one[-1] if one[3:] else ''}" for one in (old, new)]
            names[ids[0]] = ids[1]
        for pattern in ("acceptations.*.cible", "jalons.*.etape"):
            for found, _keys in _matching(parse(self.text), pattern):
                held = _held(parse(self.text), found)
                for before, after in names.items():
                    if isinstance(held, str) and (held == before or held.startswith((f"{before}.", f"{before}/"))):
                        self.replace(found, None, after + held[len(before) :])
                        break

    def replace(self, path: DataPath, words: Mapping[str, str] | None, value: int | str = "") -> None:
        """Give a champ a value, or the word that takes the place of the one that it holds."""
        held = _held(parse(self.text), path)
        if words is not None and (not isinstance(held, str) or held not in words):
            return
        value = words[held] if words is not None else value
        document = scan(self.text)
        entry = find(document, path)
        if entry is None:
            raise _refusal(document, path, f"« {_named(path)} » ne peut pas être modifié là où il est écrit")
        self.say(document, path, f"{_named(path)} : {shown(held)} devient {shown(value)}")
        self.text = splice(self.text, [Splice(entry.start, entry.end, literal(value))])

    def retire(self, path: KeyPath) -> None:
        """Remove what nothing is recorded of; comment out what is."""
        data, document = parse(self.text), scan(self.text)
        if path[0] == "etapes" and follow(data, path)[1] in _RIEN:
            self._empty.append(path)
            self.say(document, path, f"{format_path(path)} retiré : rien n'y était noté")
            return
        edited = splice(self.text, list(_commented(document, path)))
        wanted = without_empty(without(data, path), path[:-1])
        if not same(without_empty(_reparsed(edited), path[:-1]), wanted):
            raise _refusal(document, path, f"« {format_path(path)} » ne peut pas être mis en commentaire là où il est")
        self.say(document, path, f"{format_path(path)} retiré : ce qui y était noté reste en commentaire")
        self.text = edited

    def say(self, document: Document, path: DataPath, texte: str) -> None:
        """Tell of a change, at the line of a champ."""
        self.done.append(Changement(document.position(path).line, texte))


# --- paths ---


def _matching(data: Any, pattern: str) -> list[tuple[DataPath, tuple[str, ...]]]:
    """The paths that there are for a pattern, each with the keys that its `*` stand for."""
    found: list[tuple[DataPath, tuple[str, ...], Any]] = [((), (), data)]
    for part in pattern.split("."):
        found = [
            ((*path, key), (*keys, str(key)) if part == "*" else keys, below)
            for path, keys, held in found
            for key, below in _children(held)
            if part in ("*", key)
        ]
    return [(path, keys) for path, keys, _held in found]


def _children(held: Any) -> Iterable[tuple[str | int, Any]]:
    return held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()


def _filled(pattern: str, keys: tuple[str, ...]) -> KeyPath:
    left = iter(keys)
    return tuple(next(left) if part == "*" else part for part in pattern.split("."))


def _moved(path: KeyPath, old: str, new: str) -> KeyPath:
    before, after = tuple(old.split(".")), tuple(new.split("."))
    return (*after, *path[len(before) :]) if path[: len(before)] == before else path


def _held(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _with(data: dict[str, Any], path: KeyPath, value: Any) -> dict[str, Any]:
    head, *rest = path
    return {**data, head: _with(data.get(head, {}), tuple(rest), value) if rest else value}


def _named(path: DataPath) -> str:
    return format_path(map(str, path))


# --- text ---


def _renamings(document: Document, old: KeyPath, new: KeyPath) -> Iterator[Splice]:
    """Each place where a part of `old` that is another one in `new` is written."""
    text = document.text
    for section in document.sections:
        if section.path[: len(old)] == old:
            yield from _parts(text, section.start + 1, 0, old, new)
    for entry, _ in document.along(old):
        if entry.path[: len(old)] == old:
            yield from _parts(text, entry.key, entry.base, old, new)


def _parts(text: str, offset: int, base: int, old: KeyPath, new: KeyPath) -> Iterator[Splice]:
    for index, part in enumerate(key_parts(text, offset), base):
        if index < len(old) and old[index] != new[index]:
            yield Splice(part.start, part.end, format_path([new[index]]))


def _commented(document: Document, path: KeyPath) -> Iterator[Splice]:
    """A mark at the start of each line that writes a key or a table, but of those that are comments."""
    text = document.text
    spans = [
        (section.start, section.entries[-1].end if section.entries else section.end)
        for section in document.sections
        if section.path[: len(path)] == path
    ]
    spans += [
        (entry.key, entry.end)
        for section in document.sections
        if section.path[: len(path)] != path
        for entry in section.entries
        if entry.path[: len(path)] == path
    ]
    for start, end in spans:
        for found in _written_line.finditer(text, line_start(text, start), line_end(text, end)):
            yield Splice(found.start(), found.start(), "# ")


def _reparsed(text: str) -> dict[str, Any] | None:
    try:
        return parse(text)
    except SegurctlError:
        return None


def _refusal(document: Document, path: DataPath, message: str) -> Unspliceable:
    place = document.position(path)
    return Unspliceable(message, line=place.line, column=place.column, hint="changez-le vous-même, puis recommencez")
