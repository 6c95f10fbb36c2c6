"""Random pairs of edits: the merge says what it must, loses no comment, and asks a person only where it has to."""

import pytest

from merging import LAYOUT, Pair, fault, git_is_right, git_merge_file, seeded, some_pair, wild_pair
from segurctl.candidature.merge.texts import Outcome, Sides, merge_texts

PAIRS = 300
WILD = 150


def merged(pair: Pair) -> Outcome:
    return merge_texts(Sides(*(text.encode() for text in pair)), LAYOUT)


def told(seed: int, pair: Pair) -> str:
    outcome = merged(pair)
    said = fault(pair, outcome.clean, outcome.data.decode())
    return f"{seed}: {said}" if said else ""


@pytest.mark.parametrize("part", range(3))
def test_what_two_people_made_of_a_file_is_merged_right(part: int) -> None:
    faults = [told(seed, some_pair(seeded(seed))) for seed in range(part, PAIRS, 3)]
    assert [one for one in faults if one] == []


def test_files_in_every_spelling_are_merged_right() -> None:
    pairs = [(seed, wild_pair(seeded(seed))) for seed in range(WILD)]
    assert [said for seed, pair in pairs if pair if (said := told(seed, pair))] == []


def test_the_two_sides_of_a_merge_may_change_places() -> None:
    """What is clean one way is clean the other, and the conflicts are the same."""
    for seed in range(1000, 1060):
        pair = some_pair(seeded(seed))
        one, other = merged(pair), merged(Pair(pair.base, pair.theirs, pair.ours))
        assert one.clean == other.clean, seed
        assert {conflict.path for conflict in one.conflicts} == {conflict.path for conflict in other.conflicts}, seed


def test_a_version_that_did_not_change_gives_the_other_one_byte_for_byte() -> None:
    for seed in range(2000, 2040):
        pair = some_pair(seeded(seed))
        base, ours, theirs = (text.encode() for text in pair)
        assert merge_texts(Sides(base, ours, base), LAYOUT) == Outcome(ours, clean=True), seed
        assert merge_texts(Sides(base, base, theirs), LAYOUT) == Outcome(theirs, clean=True), seed
        assert merge_texts(Sides(base, ours, ours), LAYOUT) == Outcome(ours, clean=True), seed


def test_these_pairs_are_of_all_kinds() -> None:
    """Some are merged by plain git, some by what they mean, and some by nobody."""
    pairs = [some_pair(seeded(seed)) for seed in range(PAIRS // 3)]
    plain = [git_merge_file(pair)[0] for pair in pairs]
    right = [git_is_right(pair) for pair in pairs]
    clean = [merged(pair).clean for pair in pairs]
    assert len(pairs) / 2 < sum(plain) < len(pairs)
    assert sum(plain) - sum(right) < len(pairs) / 50
    assert sum(plain) < sum(clean) < len(pairs)
