"""What starting up costs, as ratios to what nobody can avoid: the budgets of the design, measured in one run.

    python benchmarks/startup.py [-n 40] [--json]

Each command is run in turn with its baseline, whole processes from spawn to reap, and the ratio is the median
of the ratios of the pairs: a busy machine slows both. It prints, and never fails: a stopwatch is no test.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "en-route"
EXIGENCES = 200  # of the REM beside the product, each as long as those that are published

# As an installed program runs: with its bytecode kept, its output buffered, nothing settled.
ENVIRON = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "FORCE_COLOR", "SEGURCTL_DOSSIERS"}
} | {"XDG_CONFIG_HOME": os.devnull}
RUN = "from segurctl.__main__ import program; program()"
PASS = "pass"  # noqa: S105 - the statement
TYPER = "import typer"
MODEL = "import typer, pydantic\nclass M(pydantic.BaseModel):\n    nom: str = ''\nM.model_validate({'nom': 'a'})"
TABLE = (
    f"{MODEL}\nfrom rich.console import Console\nfrom rich.table import Table\nt = Table('a', 'b')\n"
    "for i in range(8):\n    t.add_row(str(i), 'b')\nConsole().print(t)"
)


class Row(NamedTuple):
    """A command, the baseline that it is compared with, and the ratio that it should not exceed.

    `product`: it is run in the folder of a product that has its REM. `typed`: instead of words, a line that bash
    asks to complete.
    """

    name: str
    words: tuple[str, ...]
    baseline: str
    code: str
    budget: float
    terminal: bool = False
    product: bool = False
    typed: str = ""


ROWS = (
    Row("--version", ("--version",), "python -c pass", PASS, 1.1),
    Row("--help", ("--help",), "import typer", TYPER, 1.2),
    Row("explain", ("explain", "PSC001"), "import typer", TYPER, 1.2),
    Row("TAB: a command", (), "import typer", TYPER, 1.2, typed="segurctl st"),
    Row("TAB: an étape", (), "typer + pydantic + one model", MODEL, 1.15, product=True, typed="segurctl show psc."),
    Row("TAB: a champ", (), "typer + pydantic + one model", MODEL, 1.15, product=True, typed="segurctl set psc."),
    Row("TAB: a proof", (), "typer + pydantic + one model", MODEL, 1.15, product=True, typed="segurctl proof add "),
    Row("status, in a pipe", ("status",), "typer + pydantic + one model", MODEL, 1.15, product=True),
    Row(
        "status, on a terminal",
        ("status",),
        "the same + one rich table",
        TABLE,
        1.25,
        terminal=True,
        product=True,
    ),
)


class Measure(NamedTuple):
    """A row, measured; or why it could not be."""

    name: str
    baseline: str
    budget: float
    ratio: float | None = None
    milliseconds: float | None = None
    baseline_milliseconds: float | None = None
    note: str = ""


def in_a_pipe(command: list[str], folder: Path | None) -> int:
    """Run a process to its end, its output thrown into a pipe."""
    return subprocess.run(command, cwd=folder, env=ENVIRON, capture_output=True, check=False).returncode


def on_a_terminal(command: list[str], folder: Path | None) -> int:
    """Run a process to its end, on a pseudo-terminal that is read as it goes."""
    import pty

    reader, writer = pty.openpty()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRON,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.DEVNULL,
    ) as child:
        os.close(writer)
        try:
            while os.read(reader, 65536):
                pass
        except OSError:
            pass  # the way that Linux says that the other end is closed
        finally:
            os.close(reader)
    return child.returncode


def seconds(run: Callable[[list[str], Path | None], int], command: list[str], folder: Path | None) -> float:
    """Time one whole process."""
    start = time.perf_counter()
    run(command, folder)
    return time.perf_counter() - start


def product(folder: Path) -> None:
    """Put the example in a folder, with a REM, and a proof for half of its exigences."""
    from segurctl.rem.model import Attendue, Chapitre, Exigence, Referentiel, Scenario, Source
    from segurctl.rem.snapshot import ecrire

    long = "Le système doit permettre à la personne qui l'utilise de faire ce que cette exigence décrit. " * 4
    ids = [f"SC.MSS/CONF.{rang:03}" for rang in range(1, EXIGENCES + 1)]
    exigences = tuple(
        Exigence(
            *(id_, "mss", long, "EXIGENCE", "Vague 2", "Messagerie", "Majeure", None),
            (Scenario(f"{id_}.01", long, ("Général",), (Attendue(f"{id_}.01.01", long[:90]),)),),
        )
        for id_ in ids
    )
    rem = Referentiel(Source("REM.xlsx", "0" * 64, "Exigences"), (Chapitre("mss", "Gestion de la MSSanté"),), exigences)
    (folder / "rem.json").write_text(ecrire(rem), encoding="utf-8")
    preuves = "".join(
        f'\n[preuves."{id_}.01.01"]\nnumero = "4217"\ndeposee_le = 2026-01-10\n' for id_ in ids[: EXIGENCES // 2]
    )
    text = (EXAMPLE / "candidature.toml").read_text(encoding="utf-8")
    (folder / "candidature.toml").write_text(f'{text}\n[rem]\nfichier = "rem.json"\n{preuves}', encoding="utf-8")


def measure(row: Row, pairs: int, folder: Path) -> Measure:
    """Time a command and its baseline in turn, in the folder of a product where it wants one."""
    asked = Measure(row.name, row.baseline, row.budget)
    where = folder if row.product else None
    if row.terminal and sys.platform == "win32":
        return asked._replace(note="skipped: no pseudo-terminal here")
    run = on_a_terminal if row.terminal else in_a_pipe
    asking = {"_SEGURCTL_COMPLETE": "bash", "_SEGURCTL_LINE": row.typed} if row.typed else {}
    settled = f"import os; os.environ.update({asking!r}); " if asking else ""
    command = [sys.executable, "-c", settled + RUN, *row.words]
    baseline = [sys.executable, "-c", row.code]
    code = 0
    for _ in range(2):  # compiles what has to be
        code = run(command, where)
        run(baseline, where)
    times = [(seconds(run, baseline, where), seconds(run, command, where)) for _ in range(pairs)]
    return asked._replace(
        ratio=statistics.median(own / base for base, own in times),
        milliseconds=1000 * statistics.median(own for _, own in times),
        baseline_milliseconds=1000 * statistics.median(base for base, _ in times),
        note=f"it ended with code {code}" if code else "",
    )


def written(measured: Measure) -> str:
    """Write a measure as a line of the table."""
    start = f"{measured.name:<22} {measured.baseline:<29}"
    if measured.ratio is None:
        return f"{start} {measured.note}"
    verdict = "over" if measured.ratio > measured.budget else "kept"
    figures = f"{measured.ratio:5.2f} / {measured.budget:<5} {verdict}"
    times = f"{measured.milliseconds:6.1f} ms / {measured.baseline_milliseconds:6.1f} ms"
    return f"{start} {figures}  {times}  {measured.note}"


def main() -> None:
    """Measure every row and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=20, metavar="PAIRS", help="pairs of runs for each row (20)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    measures = []
    with tempfile.TemporaryDirectory() as folder:
        product(Path(folder))
        for row in ROWS:
            measures.append(measure(row, max(asked.n, 1), Path(folder)))
            if not asked.json:
                print(written(measures[-1]).rstrip(), flush=True)
    if asked.json:
        print(json.dumps({"version": 1, "pairs": asked.n, "rows": [m._asdict() for m in measures]}, indent=2))


if __name__ == "__main__":
    main()
