"""Pairs of edits that two people make from one file, and what their merge must be, said without the product.

The edits are of every kind that a team makes: with the command, and by hand in an editor.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import tomli

from builders import example_text, parcours
from candidature.test_edit_properties import check_document
from documents import some_change
from segurctl.candidature.edit import SetKey, UnsetKey, apply
from segurctl.candidature.layout import CatalogueLayout
from segurctl.errors import SegurctlError

KeyPath = tuple[str, ...]
Edit = Callable[[Random, str], str]
LAYOUT = CatalogueLayout(parcours())
ACTIONS = [(etape.id, action.nom) for etape in parcours().etapes.values() for action in etape.actions]
DECLARED = [etape.id for etape in parcours().etapes.values() if not etape.derive]
STATUTS = ["en-cours", "soumis", "valide", "a-modifier"]
PREUVES = [f"MSS/CDA.{chapter:02}.{number:02}" for chapter in (1, 2) for number in range(1, 6)]
SAID = ["# vu avec le client", "# à revoir", "# relancer le 12", "# n°3 ?", '# "cité" = oui', "# [fini]"]


class Pair(NamedTuple):
    """A file, and what two people made of it."""

    base: str
    ours: str
    theirs: str


# --- the files to begin with ---


def init_text() -> str:
    """What `init` writes: every étape to do, in the order of the catalogue."""
    head = 'format = 1\nparcours = "segur-vague-2"\nedition = "2025-10"\n\n[editeur]\nsiren = "732829320"\n\n'
    produit = '[produit]\nnom = "Julie"\ndispositif = "LGC"\nversion = "3"\n'
    return head + produit + "".join(f'\n[etapes.{id_}]\nstatut = "a-faire"\n' for id_ in DECLARED)


BY_HAND = """\
#:schema ./candidature.schema.json
# La candidature de Julie
format = 1
parcours = 'segur-vague-2'
edition = "2025-10"

produit.nom = "Julie"  # le nom commercial
produit.dispositif = "LGC"
produit.profils = [
  "Général",  # le premier
  "MSP",
]
editeur = { siren = "732829320", nie = "EDI347461" }

# --- CNDA ---

[cnda.demandes]
dmp = { teleservice = "DMP", statut = "soumis", depuis = 2025-10-06 }
insi.teleservice = "INSi"
insi.statut = "en-cours"  # relancer

[etapes]
psc.datapass.statut = "soumis"
psc.datapass.depuis = 2025-10-02
psc.datapass.actions = { profil = 2025-09-29 }

  [etapes.isc.mandataire]
  statut = "valide"
  # les actions du mandataire
  actions.kbis = 2025-09-01
  actions.role = 2025-09-01

# Les preuves
[preuves."MSS/CDA.01.01"]
lien = 'https://exemple.fr/1'

[preuves."MSS/CDA.01.03"]  # à refaire
lien = "https://exemple.fr/3"
deposee_le = 2025-11-04

[[acceptations]]
regle = "PSC002"
cible = "psc.dossiers.lps.nru"
motif = "en attente"

# la seconde
[[acceptations]]
regle = "CNV001"
cible = "convergence.produit"
motif = "vu"

# fin du fichier
"""


def some_base(random: Random) -> str:
    """A file as `init` wrote it, as it grew, or as a team wrote it by hand."""
    text = random.choice([init_text(), init_text(), example_text("en-route"), BY_HAND, BY_HAND])
    for _ in range(random.choice([0, 0, 2, 6])):
        text = some_edit(random, text)
    if random.random() < 0.15:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if random.random() < 0.1:
        text = "\ufeff" + text.removeprefix("\ufeff")
    return text.rstrip() if random.random() < 0.1 else text


def seeded(seed: int) -> Random:
    """The same choices at each run."""
    return Random(seed)  # noqa: S311 - nothing is secret here


def some_pair(random: Random) -> Pair:
    """A file and two versions that come from it, a few edits each; often of the same places."""
    base = some_base(random)
    few = random.choice([1, 3, 6, 10])
    kinds = random.sample(EDITS, random.choice([1, 2, 4, len(EDITS)]))
    sides = []
    for _ in range(2):
        text = base
        for _ in range(random.randint(1, few)):
            text = some_edit(random, text, kinds)
        sides.append(text)
    return Pair(base, *sides)


def wild_pair(random: Random) -> Pair | None:
    """A file in every spelling of TOML, of random words, and two versions of it; None where it came out as no TOML."""
    document = check_document(random)
    if document is None:
        return None
    sides = []
    for _ in range(2):
        text = document[0]
        for _ in range(random.randint(1, 4)):
            text = some_edit(random, text, BY_HAND_EDITS) if random.random() < 0.3 else wild_edit(random, text)
        sides.append(text)
    return Pair(document[0], *sides)


def wild_edit(random: Random, text: str) -> str:
    try:
        return commanded(text, some_change(random, loads(text)))
    except SegurctlError:
        return text


# --- the edits: with the command ---


def commanded(text: str, *changes: SetKey | UnsetKey) -> str:
    return apply(text, changes, LAYOUT)


def marking(random: Random, text: str) -> str:
    etape = ("etapes", *random.choice([*DECLARED[:3], "psc.datapass", *DECLARED]).split("."))
    day = dt.date(2025, 10, random.randint(1, 28))
    return commanded(text, SetKey((*etape, "statut"), random.choice(STATUTS)), SetKey((*etape, "depuis"), day))


def ticking(random: Random, text: str) -> str:
    id_, action = random.choice(random.choice([ACTIONS, ACTIONS[:8]]))
    path = ("etapes", *id_.split("."), "actions", action)
    return commanded(text, SetKey(path, dt.date(2025, 9, random.randint(1, 3))))


def unticking(random: Random, text: str) -> str:
    etapes = tomli.loads(text.removeprefix("\ufeff")).get("etapes", {})
    ticked = [
        ("etapes", lane, etape, "actions", action)
        for lane, below in etapes.items()
        for etape, held in below.items()
        for action in held.get("actions", {})
    ]
    return commanded(text, UnsetKey(random.choice(ticked))) if ticked else text


def proving(random: Random, text: str) -> str:
    proof = ("preuves", random.choice(PREUVES))
    lien = f"https://exemple.fr/{random.randint(1, 3)}"
    return commanded(text, SetKey((*proof, "lien"), lien), SetKey((*proof, "deposee_le"), dt.date(2025, 11, 4)))


def unproving(random: Random, text: str) -> str:
    held = list(tomli.loads(text.removeprefix("\ufeff")).get("preuves", {}))
    return commanded(text, UnsetKey(("preuves", random.choice(held)))) if held else text


def returning(random: Random, text: str) -> str:
    held = list(tomli.loads(text.removeprefix("\ufeff")).get("preuves", {}))
    return commanded(text, SetKey(("preuves", random.choice(held), "remarque"), "floue")) if held else text


FIELDS: list[tuple[KeyPath, list[Any]]] = [
    (("produit", "nil"), ["JUL895988", "JUL895989"]),
    (("produit", "version"), ["4", "5"]),
    (("produit", "responsable"), ["Direction", "Produit"]),
    (("produit", "profils"), [["Général"], ["Général", "MSP", "CDS"], []]),
    (("editeur", "nie"), ["EDI347461", "EDI000001"]),
    (("psc", "edc"), [True, False]),
    (("psc", "datapass_demande"), ["D12345", "D6"]),
    (("psc", "dossiers", "lps", "avancement"), ["guichet", "preuves"]),
    (("cnda", "demandes", "dmp", "avancement"), ["examen", "pre-examen"]),
    (("cnda", "demandes", "dmp", "statut"), ["valide", "soumis"]),
    (("cnda", "demandes", "insi", "teleservice"), ["INSi"]),
    (("referencement", "numero"), ["R1"]),
    (("etapes", "psc", "datapass", "note"), ["une note", "deux\nlignes"]),
]


def filling(random: Random, text: str) -> str:
    path, values = random.choice(FIELDS)
    return commanded(text, SetKey(path, random.choice(values)))


def emptying(random: Random, text: str) -> str:
    path, _ = random.choice(FIELDS)
    return commanded(text, UnsetKey(path[: random.choice([len(path), len(path), max(2, len(path) - 1)])]))


# --- the edits: by hand ---


def ends(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def by_lines(change: Callable[[Random, list[str]], None]) -> Edit:
    """An edit of the lines of a file; one that would break it, or change what it says, is not made."""

    def edit(random: Random, text: str) -> str:
        eol, bom = ends(text), "\ufeff" if text.startswith("\ufeff") else ""
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        change(random, lines)
        edited = bom + eol.join(lines)
        try:
            same = flat(tomli.loads(edited.removeprefix("\ufeff"))) == flat(tomli.loads(text.removeprefix("\ufeff")))
        except tomli.TOMLDecodeError:
            return text
        return edited if same else text

    return edit


def a_comment_above(random: Random, lines: list[str]) -> None:
    lines.insert(random.randint(0, len(lines)), random.choice(SAID) + random.choice(["", f" {random.randint(1, 9)}"]))


def a_comment_beside(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    if lines[at].strip() and "#" not in lines[at]:
        lines[at] += f"  {random.choice(SAID)}"


def another_comment(random: Random, lines: list[str]) -> None:
    noted = [at for at, line in enumerate(lines) if "# " in line]
    if noted:
        at = random.choice(noted)
        lines[at] = lines[at][: lines[at].index("# ")] + random.choice([*SAID, f"# {random.randint(1, 99)}"])


def no_comment(random: Random, lines: list[str]) -> None:
    noted = [at for at, line in enumerate(lines) if "# " in line]
    if noted:
        at = random.choice(noted)
        lines[at] = lines[at][: lines[at].index("# ")].rstrip()
        if not lines[at]:
            del lines[at]


def blocks(lines: list[str]) -> list[list[str]]:
    """The paragraphs of a file: a table with the comments on it, mostly."""
    found: list[list[str]] = [[]]
    for line in lines:
        found[-1].append(line)
        if not line.strip():
            found.append([])
    return found


def a_table_moved(random: Random, lines: list[str]) -> None:
    several = blocks(lines)
    if len(several) > 3:
        block = several.pop(random.randrange(1, len(several)))
        block = block if not block or not block[-1].strip() else [*block, ""]
        several.insert(random.randint(1, len(several)), block)
        lines[:] = [line for one in several for line in one]


def another_spelling(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    key, equals, value = lines[at].partition(" = ")
    if equals and value.startswith('"') and value.endswith('"'):
        lines[at] = f"{key} = '{value[1:-1]}'"
    elif equals and value.startswith("[") and value.endswith("]"):
        lines[at] = "\n".join([f"{key} = [", *(f"  {one}," for one in value[1:-1].split(", ") if one), "]"])


def an_acceptation(random: Random, text: str) -> str:
    eol = ends(text)
    words = [f'regle = "PSC00{random.randint(1, 2)}"', f'cible = "psc.{random.choice("ab")}"', 'motif = "…"']
    lead = random.choice([[], [random.choice(SAID)]])
    block = eol.join(["", *lead, "[[acceptations]]", *words, ""])
    edited = text + ("" if text.endswith("\n") else eol) + block
    return edited if readable(edited) else text


def no_acceptation(random: Random, text: str) -> str:
    lines = text.split("\n")
    heads = [at for at, line in enumerate(lines) if line.startswith("[[acceptations]]")]
    if not heads:
        return text
    start = random.choice(heads)
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].strip() or lines[at][0] in "[#"), len(lines))
    edited = "\n".join([*lines[:start], *lines[end:]])
    return edited if readable(edited) else text


def another_motif(random: Random, text: str) -> str:
    lines = text.split("\n")
    motifs = [at for at, line in enumerate(lines) if line.startswith("motif = ")]
    if not motifs:
        return text
    at = random.choice(motifs)
    lines[at] = f'motif = "autre {random.randint(1, 2)}"' + ("\r" if lines[at].endswith("\r") else "")
    return "\n".join(lines)


def other_ends(random: Random, text: str) -> str:
    plain = text.replace("\r\n", "\n")
    return plain if "\r\n" in text else plain.replace("\n", "\r\n")


def other_mark(random: Random, text: str) -> str:
    return text.removeprefix("\ufeff") if text.startswith("\ufeff") else f"\ufeff{text}"


def no_last_end(random: Random, text: str) -> str:
    return text.rstrip()


def readable(text: str) -> bool:
    try:
        tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:
        return False
    return True


EDITS: list[tuple[int, Edit]] = [
    (6, marking),
    (6, ticking),
    (2, unticking),
    (5, proving),
    (2, unproving),
    (2, returning),
    (6, filling),
    (3, emptying),
    (3, by_lines(a_comment_above)),
    (3, by_lines(a_comment_beside)),
    (2, by_lines(another_comment)),
    (2, by_lines(no_comment)),
    (2, by_lines(a_table_moved)),
    (2, by_lines(another_spelling)),
    (3, an_acceptation),
    (1, no_acceptation),
    (2, another_motif),
    (1, other_ends),
    (1, other_mark),
    (1, no_last_end),
]


BY_HAND_EDITS = [EDITS[at] for at in (8, 9, 10, 11, 12, 13, 17, 18, 19)]


def some_edit(random: Random, text: str, kinds: list[tuple[int, Edit]] = EDITS) -> str:
    """The file after one edit; as it was where that edit cannot be made."""
    edit = random.choices([one for _, one in kinds], [weight for weight, _ in kinds])[0]
    try:
        return edit(random, text)
    except SegurctlError:
        return text


# --- what the merge must be ---


def loads(text: str) -> dict[str, Any]:
    return tomli.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))


def flat(data: Mapping[str, Any], above: KeyPath = ()) -> dict[KeyPath, Any]:
    """Every leaf by its path; the elements of an array of tables by what names them."""
    leaves: dict[KeyPath, Any] = {}
    for key, value in data.items():
        path = (*above, key)
        if isinstance(value, dict):
            leaves |= flat(value, path)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                name = (*path, f"{one.get('regle')} {one.get('cible')}")
                leaves[name] = sorted([*leaves.get(name, []), repr(one)])
        else:
            leaves[path] = (type(value).__name__, value)
    return leaves


def table_of(path: KeyPath) -> KeyPath:
    """The table that the team named and that a leaf is in: a demande, an étape, a proof; else nothing."""
    depths = {"composants": 2, "etapes": 3, "chapitres": 2, "exigences": 2, "preuves": 2, "jalons": 2}
    depths |= {"tests_intrusion": 2}
    depth = 3 if path[:2] in {("psc", "dossiers"), ("cnda", "demandes")} else depths.get(path[0], 99)
    return path[:depth] if len(path) > depth else ()


FACT = {"statut", "depuis", "avancement", "cloture", "close_le"}


class Expected(NamedTuple):
    """The leaves of the merge with our values of the conflicts, with theirs; and the paths in conflict."""

    ours: dict[KeyPath, Any]
    theirs: dict[KeyPath, Any]
    conflicts: set[KeyPath]


def expected(pair: Pair, *, units: bool) -> Expected:
    """What the merge says, leaf by leaf; with units, no fact of several keys is half of each side's."""
    base, ours, theirs = (flat(loads(text)) for text in pair)
    sides = (base, ours, theirs)
    result = Expected({}, {}, set())
    whole: set[KeyPath] = set()
    for path in {*base, *ours, *theirs}:
        table = table_of(path)
        if not table:
            continue
        b, o, t = ({key: value for key, value in side.items() if key[: len(table)] == table} for side in sides)
        if b in (o, t) or o == t:
            continue
        gone = bool(b) and not all(present(pair, table))
        if gone or (units and table[0] == "preuves"):
            whole.add(table)
    for path in {*base, *ours, *theirs}:
        was, own, other = (side.get(path) for side in sides)
        in_whole = table_of(path) in whole
        mixed = units and path[-1] in FACT and mixture(path[:-1], *sides)
        if (in_whole or mixed or (was not in (own, other))) and own != other:
            result.conflicts.add(table_of(path) if in_whole else path)
        elif was == own:
            own = other
        else:
            other = own
        for leaves, value in ((result.ours, own), (result.theirs, other)):
            leaves.update({path: value} if value is not None else {})
    return result


def present(pair: Pair, table: KeyPath) -> tuple[bool, bool]:
    """Whether each side still has a table, be it empty."""
    found = []
    for text in (pair.ours, pair.theirs):
        held: Any = loads(text)
        for part in table:
            held = held.get(part) if isinstance(held, dict) else None
        found.append(held is not None)
    return found[0], found[1]


def mixture(table: KeyPath, *sides: Mapping[KeyPath, Any]) -> bool:
    """Whether both sides changed the fact that a table states, and not alike."""
    base, ours, theirs = ({key: side.get((*table, key)) for key in FACT} for side in sides)
    return base not in (ours, theirs) and ours != theirs


def comments(text: str) -> Counter[str]:
    """The comments of a file, read character by character."""
    found: Counter[str] = Counter()
    at, quote = 0, ""
    while at < len(text):
        if quote:
            if text[at] == "\\" and quote[0] == '"':
                at += 2
                continue
            if text.startswith(quote, at):
                at += len(quote)
                while len(quote) == 3 and text.startswith(quote[0], at):
                    at += 1
                quote = ""
                continue
        elif text[at] in "\"'":
            quote = text[at] * 3 if text.startswith(text[at] * 3, at) else text[at]
            at += len(quote)
            continue
        elif text[at] == "#":
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            found[text[at:end].rstrip()] += 1
            at = end
            continue
        at += 1
    return found


def comments_held(pair: Pair, result: str) -> bool:
    """Whether the comments of a result are those of the merge: none lost, none of its own."""
    base, ours, theirs = map(comments, pair)
    held = comments(result)
    for text in {*held, *ours, *theirs}:
        b, o, t = base[text], ours[text], theirs[text]
        alike, added = (o if o == t else max(0, o + t - b)), max(0, o + t - b)
        if not min(alike, added) <= held[text] <= max(alike, added):
            return False
    return True


def git_merge_file(pair: Pair) -> tuple[bool, str]:
    """Git's own merge of the lines: whether it is clean, and its text."""
    with tempfile.TemporaryDirectory() as made:
        for name, text in pair._asdict().items():
            (Path(made) / name).write_bytes(text.encode())
        done = subprocess.run(
            ["git", "merge-file", "-p", "-q", "ours", "base", "theirs"], cwd=made, capture_output=True, check=False
        )
    return done.returncode == 0, done.stdout.decode()


def git_is_right(pair: Pair) -> bool:
    """Whether git's own merge is clean, and says what the merge must say."""
    clean, text = git_merge_file(pair)
    wanted = expected(pair, units=False)
    return (
        clean
        and readable(text)
        and not wanted.conflicts
        and flat(loads(text)) == wanted.ours
        and comments_held(pair, text)
    )


def resolved(text: str, side: int) -> str:
    """A file with the marks of conflicts, where our side (0) or theirs (1) is taken each time."""
    kept, where = [], None
    for line in text.splitlines(keepends=True):
        if line.lstrip("\ufeff").startswith("<<<<<<<"):
            where = 0
        elif line.startswith("=======") and where == 0:
            where = 1
        elif line.startswith(">>>>>>>"):
            where = None
        elif where in (None, side):
            kept.append(line)
    return "".join(kept)


def fault(pair: Pair, clean: bool, result: str) -> str:
    """What is wrong with a merge; nothing where it is right."""
    wanted = expected(pair, units=not git_is_right(pair))
    if clean == bool(wanted.conflicts):
        return f"clean: {clean}, conflicts: {wanted.conflicts}"
    if clean:
        if flat(loads(result)) != wanted.ours:
            return "the data is not that of the merge"
        return "" if comments_held(pair, result) else "comments are lost, or doubled"
    for side, leaves in enumerate((wanted.ours, wanted.theirs)):
        if not readable(resolved(result, side)):
            return f"side {side} is no TOML"
        if flat(loads(resolved(result, side))) != leaves:
            return f"side {side} does not say what it must"
    base, ours, theirs = map(comments, pair)
    there = {*comments(resolved(result, 0)), *comments(resolved(result, 1))}
    merged = {text for text in {*ours, *theirs} if ours[text] + theirs[text] > base[text]}
    return f"lost comments: {merged - there}" if merged - there else ""
