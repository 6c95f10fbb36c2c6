"""Random documents in every spelling of TOML, and random changes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import tomli_w
from hypothesis import HealthCheck, settings

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.paths import DataPath

PROFILE = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), max_examples=250
)

ORDER = ["editeur", "produit", "psc", "cnda", "etapes", "exigences", "jalons", "acceptations"]
DEPTHS = {"etapes": 3, "exigences": 2, "jalons": 2}
IDS = ["datapass", "dmp", "lps", "n°1", "LGC.MDV.06", "MSS/CDA.01.01", 'a"b', "", "web", "l'autre"]
KEYS = ["statut", "depuis", "note", "nru", "edc", "profils", "clé", "a b", "x-1", "version"]
TEXTS = [
    "",
    "valide",
    "a # b",
    "] } = ,",
    'il a dit "oui"',
    "l'été",
    "C:\\x",
    "deux\nlignes",
    "tab\there",
    "é 🎉",
]
Path = tuple[str, ...]


class PlainLayout:
    """The layout of the example file."""

    def header(self, path: Path) -> int:
        if len(path) > 1 and path[:2] in (("psc", "dossiers"), ("cnda", "demandes")):
            return min(3, len(path) - 1)
        return min(DEPTHS.get(path[0], 1), len(path) - 1)

    def rank(self, path: DataPath) -> tuple[object, ...]:
        return (ORDER.index(str(path[0])) if path[0] in ORDER else len(ORDER), path)


@dataclass
class Writer:
    """Writes data in a random spelling, and notes where each key is."""

    random: Random
    eol: str
    rows: list[str] = field(default_factory=list)
    keys: dict[tuple[str | int, ...], tuple[int, int, str]] = field(default_factory=dict)

    def chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent

    def gap(self) -> str:
        return self.random.choice(["", " ", " ", " ", "  ", "\t"])

    def part(self, name: str) -> str:
        bare = name and all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
        choices = [tomli_w.dumps({name: 1}).removesuffix(" = 1\n")]
        if bare:
            choices = [name, name, name, f'"{name}"', f"'{name}'"]
        elif "'" not in name:
            choices.append(f"'{name}'")
        if name:
            head = f"\\u{ord(name[0]):04x}"
            choices.append(f'"{head}{tomli_w.dumps({"k": name[1:]})[5:-2]}"')
        return self.random.choice(choices)

    def key(self, parts: Path) -> tuple[str, list[tuple[int, str]]]:
        """A dotted key, and where each part starts."""
        text, places = "", []
        for part in parts:
            text += self.random.choice([".", ".", ".", " . ", ". "]) if text else ""
            written = self.part(part)
            places.append((len(text), written))
            text += written
        return text, places

    def comment(self) -> str:
        return self.random.choice(["# c", '# "', "#", "# a = 1", "# [x] 'y", "# é\t]"])

    def breaks(self) -> str:
        """What may stand between the items of an array."""
        if self.chance(70):
            return self.random.choice(["", " ", "  "])
        if self.chance(40):
            return f" {self.comment()}{self.eol}  "
        return f"{self.eol}    "

    def value(self, value: Any) -> str:
        match value:
            case bool():
                return str(value).lower()
            case str():
                return self.text(value)
            case list():
                return self.array(value)
            case dict():
                return self.inline(value)
            case dt.datetime():
                return value.isoformat(sep=self.random.choice("T "))
        return value.isoformat() if isinstance(value, dt.date) else repr(value)

    def array(self, items: list[Any]) -> str:
        """An array, on one line or on several."""
        if not items:
            return self.random.choice(["[]", "[ ]", f"[{self.eol}]", f"[ # c{self.eol}]"])
        if self.chance(30):
            rows = [f"  {self.value(item)},{self.random.choice(['', ' # c'])}{self.eol}" for item in items]
            return f"[{self.eol}{''.join(rows)}]"
        spread = [f"{self.breaks()}{self.value(item)}{self.breaks()}" for item in items]
        return f"[{','.join(spread)}{self.random.choice(['', '', ','])}{self.breaks()}]"

    def text(self, value: str) -> str:
        basic = tomli_w.dumps({"k": value}).removeprefix("k = ").removesuffix("\n")
        choices = [basic, basic]
        if not set("'\n\t") & set(value):
            choices.append(f"'{value}'")
        if "'''" not in value and not value.endswith("'"):
            choices.append(f"'''{value}'''".replace("\n", self.eol))
        escaped = value.replace("\\", "\\\\").replace('"""', '\\"""')
        choices.append(f'"""{escaped}"""'.replace("\n", self.eol))
        choices.append(
            f'"""{self.eol}\\{self.eol}   {escaped.replace(chr(10), self.eol)}"""'
            if escaped.strip() == escaped
            else basic
        )
        if "\n" in value:
            choices = choices[-3:] * 2 + choices
        return self.random.choice(choices)

    def inline(self, table: dict[str, Any]) -> str:
        """An inline table, on one line or (TOML 1.1) on several."""
        rows = list(self.flat(table, ()))
        if not rows:
            return self.random.choice(["{}", "{ }"])
        entries = [f"{self.key(path)[0]}{self.gap()}={self.gap()}{self.value(value)}" for path, value in rows]
        if self.chance(15):
            inner = f",{self.random.choice(['', ' # c'])}{self.eol}  ".join(entries)
            end = self.random.choice(["", ",", " # c", ", # c"])
            return f"{{{self.eol}  {inner}{end}{self.eol}}}"
        around = self.random.choice(["", " "])
        return f"{{{around}{', '.join(entries)}{around}}}"

    def flat(self, table: dict[str, Any], prefix: Path) -> Iterator[tuple[Path, Any]]:
        """The rows of a table, its own tables spelled dotted or inline."""
        for name, value in table.items():
            if isinstance(value, dict) and value and self.chance(60):
                yield from self.flat(value, (*prefix, name))
            else:
                yield (*prefix, name), value

    def decorate(self) -> None:
        for _ in range(self.random.choice([0, 0, 0, 0, 1, 1, 2])):
            self.rows.append(self.random.choice(["", "", "", "  ", self.comment(), f"  {self.comment()}"]))

    def tail(self) -> str:
        return self.random.choice(["", "", "", " ", f" {self.comment()}", f"   {self.comment()}"])

    def row(self, base: tuple[str | int, ...], parts: Path, value: Any) -> None:
        self.decorate()
        indent = self.random.choice(["", "", "", "  ", "\t"])
        written, places = self.key(parts)
        for index, (start, raw) in enumerate(places):
            path = (*base, *parts[: index + 1])
            spot = (sum(row.count("\n") + 1 for row in self.rows) + 1, len(indent) + start + 1, raw)
            if index == len(places) - 1:
                self.keys[path] = spot
            else:
                self.keys.setdefault(path, spot)
        self.rows.append(f"{indent}{written}{self.gap()}={self.gap()}{self.value(value)}{self.tail()}")

    def header(self, parts: Path, *, double: bool = False) -> None:
        self.decorate()
        inside = self.gap()
        written = inside + self.key(parts)[0] + self.gap()
        brackets = f"[[{written}]]" if double else f"[{written}]"
        self.rows.append(f"{self.random.choice(['', '', '  '])}{brackets}{self.tail()}")


Section = tuple[Path, list[tuple[Path, Any]]]


def write(random: Random, data: dict[str, Any]) -> tuple[str, Writer]:
    """A document that says `data`."""
    writer = Writer(random, random.choice(["\n", "\n", "\r\n"]))
    arrays = {name: value for name, value in data.items() if holds_tables(value) and isinstance(value, list)}
    if writer.chance(20):
        arrays = {}
    tables = {name: value for name, value in data.items() if name not in arrays}
    root, *rest = split(writer, tables, ())
    if writer.chance(40):
        random.shuffle(rest)
    for base, rows in [root, *rest]:
        if base:
            writer.header(base)
        for parts, value in rows:
            writer.row(base, parts, value)
    for name, items in arrays.items():
        for index, item in enumerate(items):
            writer.header((name,), double=True)
            for parts, value in writer.flat(item, ()):
                writer.row((name, index), parts, value)
    writer.decorate()
    text = writer.eol.join(writer.rows) + (writer.eol if writer.chance(80) else "")
    return ("\ufeff" if writer.chance(15) else "") + text, writer


def split(writer: Writer, table: dict[str, Any], path: Path) -> Iterator[Section]:
    """The sections of a table: its own first, unless it can do without, then those below it."""
    rows: list[tuple[Path, Any]] = []
    below: list[Section] = []
    for name, value in table.items():
        choice = writer.random.random()
        if not isinstance(value, dict) or choice < 0.12:
            rows.append(((name,), value))
        elif value and choice < 0.25:
            rows.extend(writer.flat(value, (name,)))
        elif choice < 0.35:  # dotted keys, and headers for the tables below them
            leaves = {key: inner for key, inner in value.items() if not isinstance(inner, dict)}
            inners = {key: inner for key, inner in value.items() if isinstance(inner, dict)}
            rows.extend(((name, key), inner) for key, inner in leaves.items())
            for key, inner in inners.items():
                below.extend(split(writer, inner, (*path, name, key)))
            if not value:
                below.append(((*path, name), []))
        else:
            below.extend(split(writer, value, (*path, name)))
    if rows or not path or not below or writer.chance(50):
        yield path, rows
    yield from below


def leaf(random: Random) -> Any:
    return random.choice(
        [
            random.choice(TEXTS),
            random.choice(TEXTS),
            random.choice([True, False, 0, 1, -7, 1.5, 1e9]),
            dt.date(2025, 10, random.randint(1, 28)),
            dt.datetime(2026, 5, 13, 12, 0, random.randint(0, 59)),  # noqa: DTZ001
            random.choices(TEXTS, k=random.randint(0, 4)),
            [[1, 2], []],
        ]
    )


def settable(random: Random) -> Any:
    value = leaf(random)
    return "autre" if isinstance(value, float) or value == [[1, 2], []] else value


def some_keys(random: Random) -> dict[str, Any]:
    return {name: leaf(random) for name in random.sample(KEYS, random.randint(0, 4))}


def some_data(random: Random) -> dict[str, Any]:
    """Data that looks like a candidature."""
    data: dict[str, Any] = {
        name: leaf(random) for name in random.sample(["format", "edition", "x y"], random.randint(0, 2))
    }
    for name in random.sample(ORDER, random.randint(0, 6)):
        if name == "acceptations":
            data[name] = [some_keys(random) for _ in range(random.randint(1, 3))]
        elif name in {"exigences", "jalons"}:
            data[name] = {key: some_keys(random) for key in random.sample(IDS, random.randint(1, 3))}
        elif name == "etapes":
            data[name] = {
                lane: some_etapes(random) for lane in random.sample(["psc", "cnda", "isc"], random.randint(1, 3))
            }
        else:
            data[name] = some_keys(random)
            group = {"psc": "dossiers", "cnda": "demandes"}.get(name)
            if group and random.random() < 0.7:
                data[name][group] = {key: some_keys(random) for key in random.sample(IDS, random.randint(1, 3))}
    return data


def some_etapes(random: Random) -> dict[str, Any]:
    etapes = {name: some_keys(random) for name in random.sample(IDS, random.randint(1, 2))}
    for etape in etapes.values():
        if random.random() < 0.5:
            etape["actions"] = {key: dt.date(2025, 1, 1) for key in random.sample(["profil", "proconnect", "é"], 2)}
    return etapes


def tables(data: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    for name, value in data.items():
        if isinstance(value, dict):
            yield from tables(value, (*path, name))


def some_change(random: Random, data: dict[str, Any]) -> SetKey | UnsetKey:
    table = random.choice(list(tables(data)))
    inside = data
    for name in table:
        inside = inside[name]
    kind = random.random()
    leaves = [name for name, value in inside.items() if not isinstance(value, dict) and not holds_tables(value)]
    if kind < 0.3 and leaves:
        return SetKey((*table, random.choice(leaves)), settable(random))
    if kind < 0.5 and inside:
        return UnsetKey((*table, random.choice(list(inside))))
    if kind < 0.75:
        return SetKey(fresh(random), settable(random))
    name = random.choice([*KEYS, "new"])
    if isinstance(inside.get(name), dict) or not table:
        return SetKey((*table, "format"), settable(random))
    return SetKey((*table, name), settable(random))


def fresh(random: Random) -> Path:
    """A key as the tool itself would write it."""
    identifier, key = random.choice(IDS), random.choice([*KEYS, "new"])
    return random.choice(
        [
            ("etapes", random.choice(["psc", "cnda"]), identifier, key),
            ("etapes", random.choice(["psc", "cnda"]), identifier, "actions", random.choice(["profil", "é"])),
            ("psc", key),
            ("psc", "dossiers", identifier, key),
            ("cnda", "demandes", identifier, key),
            ("exigences", identifier, key),
            ("jalons", identifier, key),
            ("produit", key),
            ("editeur", key),
            ("format",),
        ]
    )


def holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(holds_tables, value)))


def typed(value: Any) -> Any:
    """A value that compares with its type."""
    if isinstance(value, dict):
        return {name: typed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return type(value), value


def some_document(random: Random) -> tuple[str, Writer, dict[str, Any]]:
    data = some_data(random)
    text, writer = write(random, data)
    return text, writer, data
