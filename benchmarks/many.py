"""What `check` costs on a thousand sound candidatures: its time against that of only parsing them, and its memory.

    python benchmarks/many.py [-n 1000] [--json]

The files are the référencée example without its proof files. Whole processes, run in turn; the ratio is the median of
the pairs. It prints, and never fails: a stopwatch is no test.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "referencee" / "candidature.toml"
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
CHECK = "from segurctl.__main__ import program; program()"
PARSE = """
import sys, tomllib
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.toml")):
    tomllib.loads(path.read_text(encoding="utf-8"))
"""
BUDGET, MEMORY = 1.2, 80


def sound() -> str:
    """The example without what it names on the disk, by links that need no file."""
    text = EXAMPLE.read_text(encoding="utf-8")
    return re.sub(r'"preuves/([^"]+)"', r'"https://www.exemple.fr/preuves/\1"', text)


def prepare(folder: Path, count: int) -> None:
    """Write the candidatures, a folder for each hundred."""
    text = sound()
    for index in range(count):
        path = folder / f"equipe-{index // 100:02}" / f"produit-{index:04}.candidature.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(product(text, index), encoding="utf-8")


def product(text: str, index: int) -> str:
    """A product of its own: what two products may not share is another for each."""
    text = re.sub(r'^(nil = "...)\d+', rf"\g<1>{index:06}", text, flags=re.MULTILINE)
    text = re.sub(r'^((?:reference_convergence|personne_\w+) = ")', rf"\g<1>{index}-", text, flags=re.MULTILINE)
    return text.replace("Ordo Simple", f"Ordo {index}")


def measure(*words: str) -> tuple[float, float]:
    """Seconds and peak MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", *words], stdout=subprocess.DEVNULL, env=ENVIRON)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"ended with {os.waitstatus_to_exitcode(status)}: {words[1:]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name), asked.n)
        check = (CHECK, "check", name, "--today", "2026-06-10", "--strict")
        pairs = [(measure(*check), measure(PARSE, name)) for _ in range(asked.pairs)]
    ratio = statistics.median(ours[0] / theirs[0] for ours, theirs in pairs)
    row = {
        "files": asked.n,
        "check_ms_per_file": round(1000 * statistics.median(ours[0] for ours, _ in pairs) / asked.n, 3),
        "tomllib_ms_per_file": round(1000 * statistics.median(theirs[0] for _, theirs in pairs) / asked.n, 3),
        "ratio": round(ratio, 2),
        "budget": BUDGET,
        "peak_mib": round(max(ours[1] for ours, _ in pairs), 1),
        "peak_budget_mib": MEMORY,
    }
    print(json.dumps(row) if asked.json else "\n".join(f"{key:20} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
