"""How many pairs of edits plain git merges, how many of these it merges wrong, and what the driver makes of all.

`python benchmarks/merges.py [PAIRS]`
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from merging import LAYOUT, fault, git_is_right, git_merge_file, seeded, some_pair
from segurctl.candidature.merge.texts import Sides, merge_texts


def main() -> None:
    """Print the shares, in one run."""
    count = int(sys.argv[1]) if sys.argv[1:] else 1000
    clean = wrong = merged = faulty = 0
    for seed in range(count):
        pair = some_pair(seeded(seed))
        is_clean, _ = git_merge_file(pair)
        outcome = merge_texts(Sides(*(text.encode() for text in pair)), LAYOUT)
        clean += is_clean
        wrong += is_clean and not git_is_right(pair)
        merged += outcome.clean
        faulty += bool(fault(pair, outcome.clean, outcome.data.decode()))
    print(f"{count} pairs of edits")
    print(f"plain git merges     {clean / count:6.1%}   and is wrong about {wrong} of them")
    print(f"the driver merges    {merged / count:6.1%}   and is wrong about {faulty}")
    print(f"left to a person     {1 - merged / count:6.1%}   all in conflict")


if __name__ == "__main__":
    main()
