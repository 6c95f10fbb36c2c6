"""Random documents in every spelling, random edits: only what was asked for changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any

import tomli
import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from documents import PROFILE, Path, PlainLayout, some_change, some_document, typed
from segurctl.candidature.edit import SetKey, UnsetKey, Unspliceable, apply
from segurctl.candidature.scan import scan
from segurctl.candidature.text import parse


def expected(data: dict[str, Any], change: SetKey | UnsetKey) -> dict[str, Any]:
    """The data after a change, computed on a fresh copy (deep, through TOML itself)."""
    data = tomli.loads(tomli_w.dumps(data))
    inside: Any = data
    for name in change.path[:-1]:
        if not isinstance(inside, dict):
            return data
        inside = inside.setdefault(name, {}) if isinstance(change, SetKey) else inside.get(name, {})
    if isinstance(change, SetKey):
        inside[change.path[-1]] = change.value
    elif isinstance(inside, dict):
        inside.pop(change.path[-1], None)
    return data


def pruned(data: dict[str, Any]) -> dict[str, Any]:
    """The data without empty tables: a table spelled only by its last key goes with it."""
    inner = {name: pruned(value) if isinstance(value, dict) else value for name, value in data.items()}
    return {name: value for name, value in inner.items() if value != {}}


def lines_of(text: str) -> list[str]:
    rows = text.removeprefix("\ufeff").split("\n")
    return [f"{row}\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])


def missing(some: list[str], others: list[str]) -> list[str]:
    """What is left of `some` after it is read along `others`, greedily."""
    position, left = 0, []
    for row in some:
        try:
            position = others.index(row, position) + 1
        except ValueError:
            left.append(row)
    return left


def check_step(text: str, change: SetKey | UnsetKey) -> tuple[str, bool]:
    """Make one change and check all that must hold; tells whether it was refused."""
    data = parse(text)
    try:
        edited = apply(text, [change], PlainLayout())
    except Unspliceable:
        return text, True
    result, wanted = parse(edited), expected(data, change)
    if isinstance(change, UnsetKey):
        assert typed(pruned(result)) == typed(pruned(wanted))
    else:
        assert typed(result) == typed(wanted)
    assert edited.startswith("\ufeff") == text.startswith("\ufeff")
    check_line_endings(text, edited)
    if typed(data) == typed(wanted):
        assert edited == text
    else:
        check_lines(text, edited, change)
    return edited, False


def check_line_endings(text: str, edited: str) -> None:
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
        assert "\n" not in edited.replace("\r\n", "")
    if "\r\n" not in text:
        assert "\r" not in edited


def own_lines(text: str, path: Path) -> set[int]:
    """The numbers (from 0) of the lines that spell `path` or what is below it."""
    document = scan(text)
    owned: set[int] = set()
    for section in document.sections:
        if section.path and section.path[: len(path)] == path:
            owned.add(text.count("\n", 0, section.start))
        for entry in section.entries:
            if entry.path[: len(path)] == path[: len(entry.path)]:
                owned |= set(range(text.count("\n", 0, entry.key), text.count("\n", 0, entry.end) + 1))
    return owned


def inside_inline(text: str, path: Path) -> bool:
    return any(container for _, container in scan(text).along(path))


def check_lines(text: str, edited: str, change: SetKey | UnsetKey) -> None:
    """Every line that does not spell the change is still there, byte for byte and in order."""
    before, after = lines_of(text), lines_of(edited)
    owned = own_lines(text, change.path)
    kept = [row for number, row in enumerate(before) if number not in owned]
    if isinstance(change, UnsetKey):
        solid, left = ([row for row in rows if row.strip()] for rows in (kept, after))
        assert missing(solid, left) == []
        if not inside_inline(text, change.path):
            assert solid == left
            if not any(section.path[: len(change.path)] == change.path for section in scan(text).sections):
                assert kept == after
        return
    if kept and kept[-1] is before[-1] and not before[-1].endswith("\n") and kept[-1] not in after:
        ending = "\r\n" if "\r\n" in text else "\n"
        kept[-1] += ending
    left = missing(kept, after)
    if left and change.path != ():  # a new key beside another one in an inline table changes its line
        parent = own_lines(text, change.path[:-1]) if len(change.path) > 1 else set()
        assert set(left) <= {row for number, row in enumerate(before) if number in parent}
        assert len(left) <= len(parent)


def check_document(random: Random) -> tuple[str, dict[str, Any]] | None:
    """A document that the parser takes, with its data; None when the spelling was not TOML after all."""
    text, writer, data = some_document(random)
    try:
        parsed = tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:
        return None
    assert typed(parsed) == typed(data)
    rows = lines_of(text)
    document = scan(text)
    for path, (line, column, raw) in writer.keys.items():
        position = document.position(path)
        if position.line == line:
            assert (position.line, position.column) == (line, column)
            assert rows[line - 1][column - 1 :].startswith(raw)
        else:  # a table that several keys or headers go through is placed at one of them
            assert not isinstance(at(data, path), (str, int, float, dt.date))
    return text, data


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        data = data[part]
    return data


@PROFILE
@given(st.randoms(use_true_random=False))
def test_every_key_is_found_where_it_is_written(random: Random) -> None:
    assume(check_document(random) is not None)


@PROFILE
@given(st.randoms(use_true_random=False))
def test_edits_change_what_was_asked_for_and_no_other_line(random: Random) -> None:
    document = check_document(random)
    assume(document is not None)
    assert document is not None
    text = document[0]
    for _ in range(random.randint(1, 4)):
        text, _refused = check_step(text, some_change(random, parse(text)))


@PROFILE
@given(st.randoms(use_true_random=False))
def test_several_changes_are_made_in_turn(random: Random) -> None:
    document = check_document(random)
    assume(document is not None)
    assert document is not None
    text, data = document
    changes = [some_change(random, data) for _ in range(3)]
    try:
        together = apply(text, changes, PlainLayout())
    except Unspliceable:
        return
    for change in changes:
        text = apply(text, [change], PlainLayout())
    assert together == text


@PROFILE
@given(st.randoms(use_true_random=False))
def test_many_changes_at_once_are_those_made_in_turn(random: Random) -> None:
    """Together they are spliced by tables: what the file says, and its comments, are the same."""
    document = check_document(random)
    assume(document is not None)
    assert document is not None
    text, data = document
    changes = [some_change(random, data) for _ in range(random.randint(8, 20))]
    alone = text
    try:
        for change in changes:
            alone = apply(alone, [change], PlainLayout())
    except Unspliceable:
        return
    together = apply(text, changes, PlainLayout())
    assert typed(without_empty(parse(together))) == typed(without_empty(parse(alone)))
    assert not comments(alone) - comments(together)


def without_empty(data: Any) -> Any:
    """The data without tables that hold nothing: what was written only by what is gone may stay, or go."""
    if not isinstance(data, dict):
        return data
    kept = {key: without_empty(value) for key, value in data.items()}
    return {key: value for key, value in kept.items() if value != {}}


def comments(text: str) -> Counter[str]:
    """The lines that are comments: none is lost that changes made in turn keep."""
    return Counter(line.strip() for line in text.splitlines() if line.strip().startswith("#"))
