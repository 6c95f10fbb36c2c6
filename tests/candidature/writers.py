"""Writers as real processes, forked from one that has imported everything: many at once, or killed on the way.

Run as a program, since a fork of the process that runs the tests would take its threads along. It prints what it saw
as JSON.

    writers.py company FOLDER      everyone at once, on FOLDER/candidature.toml
    writers.py each-line FOLDER    killed at every line of the modules that write
    writers.py anywhere FOLDER     killed at instants drawn with a seed
"""

import gc
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

from segurctl.candidature import lock, replace, write
from segurctl.candidature.discover import EDITEUR
from segurctl.candidature.read import CandidatureFile
from segurctl.candidature.write import Beside, create, update
from segurctl.cli.main import main
from segurctl.parcours.load import load_parcours
from support import HEAD, MINIMAL, TODAY

MODE = 0o640
RENAMED = MINIMAL.replace('"Julie"', '"Juliette"')
NAMED = f'{RENAMED}\n[rem]\nfichier = "releve.json"\n'
SNAPSHOT = "a snapshot\n" * 40
OLDER = "an older snapshot\n"
ANOTHER = "ordo.candidature.toml"
WRITERS = 200
KILLS = 300


def fork(action: Callable[[], object]) -> int:
    """Run an action in a process of its own, which says nothing."""
    child = os.fork()
    if child:
        return child
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = action()
        os._exit(code if isinstance(code, int) else 0)
    finally:
        os._exit(99)


def ended(child: int) -> int:
    """How a child ended: its exit code, or the signal that killed it as a negative number."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# --- everyone at once ---


def company(path: Path) -> Any:
    """Start every writer at once: a tick of each action of the catalogue, and the rest in the file of another product.

    Beside them stands the file of their company, which keeps the actions of its étapes for both.
    """
    etapes = load_parcours().etapes
    actions = [f"{id_}/{action.nom}" for id_, etape in etapes.items() for action in etape.actions]
    siennes = [one for one in actions if etapes[one.partition("/")[0]].portee != "editeur"]
    commands = [["tick", action, "-c", path.name] for action in actions]
    commands += [["tick", action, "-c", ANOTHER] for action in siennes[: WRITERS - len(actions)]]
    os.chdir(path.parent)
    main(["status", "--today", TODAY])  # whatever is imported on the way is imported now
    main(["tick", actions[0], "--today", TODAY])
    path.write_text(MINIMAL, encoding="utf-8")
    path.with_name(ANOTHER).write_text(MINIMAL, encoding="utf-8")
    path.with_name(EDITEUR).write_text(HEAD, encoding="utf-8")
    gate, opened = os.pipe()

    def writer(words: list[str]) -> int:
        os.close(opened)
        os.read(gate, 1)  # until everybody is there
        return main([*words, "--today", TODAY])

    gc.freeze()  # a collection would copy the memory that the processes share
    children = [fork(lambda words=words: writer(words)) for words in commands]  # type: ignore[misc]
    os.close(opened)
    return [[words, ended(child)] for words, child in zip(commands, children, strict=True)]


# --- killed on the way ---


class Story(NamedTuple):
    """A write: how it begins, what it does, and the texts that the file may hold when it is cut short."""

    name: str
    begin: Callable[[Path], None]
    act: Callable[[Path], object]
    old: str | None
    new: str


def renamed(path: Path) -> None:
    """Change the name of the product."""
    update(path, load_parcours(), lambda _file: RENAMED, dry_run=False)


def with_snapshot(path: Path) -> None:
    """Change the name of the product, and name a snapshot that is written with it."""

    def change(_file: CandidatureFile) -> str:
        return NAMED

    update(path, load_parcours(), change, beside=lambda: Beside(path.parent / "releve.json", SNAPSHOT), dry_run=False)


def settle(path: Path) -> None:
    """Put the old file there, and nothing else."""
    for one in path.parent.iterdir():
        if not one.is_dir():
            one.unlink()
    path.write_text(MINIMAL, encoding="utf-8")
    path.chmod(MODE)


def settle_link(path: Path) -> None:
    """Put the old file in another folder, and a link to it."""
    real = path.parent / "ailleurs" / "vrai.toml"
    real.parent.mkdir(exist_ok=True)
    settle(real)
    path.unlink(missing_ok=True)
    path.symlink_to(Path("ailleurs") / "vrai.toml")


def settle_older(path: Path) -> None:
    """Put the old file there, and an older snapshot."""
    settle(path)
    (path.parent / "releve.json").write_text(OLDER, encoding="utf-8")


def settle_nothing(path: Path) -> None:
    """Leave the folder empty."""
    settle(path)
    path.unlink()


STORIES = (
    Story("update", settle, renamed, MINIMAL, RENAMED),
    Story("through a link", settle_link, renamed, MINIMAL, RENAMED),
    Story("with a new snapshot", settle, with_snapshot, MINIMAL, NAMED),
    Story("over an older snapshot", settle_older, with_snapshot, MINIMAL, NAMED),
    Story("create", settle_nothing, lambda path: create(path, RENAMED, load_parcours()), None, RENAMED),
)
WRITING = {write.__file__, replace.__file__, lock.__file__}


def killed_at(line: int, action: Callable[[], object]) -> Callable[[], None]:
    """Run an action that kills its process just before the line of that rank of the modules that write."""
    count = 0

    def trace(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename not in WRITING:
            return None
        if event == "line":
            count += 1
            if count == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def act() -> None:
        sys.settrace(trace)
        action()
        sys.settrace(None)

    return act


def each_line(path: Path) -> Any:
    """Tell what every kill left, for every story, and how many lines each has."""
    seen = []
    for story in STORIES:
        story.begin(path)
        story.act(path)
        line, code = 0, -signal.SIGKILL
        while code == -signal.SIGKILL:
            line += 1
            story.begin(path)
            code = ended(fork(killed_at(line, lambda: story.act(path))))  # noqa: B023 - it is run at once
            seen.append({"line": line, "code": code, **aftermath(story, path)})
    return seen


def anywhere(path: Path) -> Any:
    """Tell what some hundreds of kills left, at instants drawn between the start of a write and a little after it."""
    drawn = random.Random(20251018)  # noqa: S311 - to be drawn again
    seen = []
    for rank in range(KILLS):
        story = STORIES[rank % len(STORIES)]
        story.begin(path)
        start = time.perf_counter()
        ended(fork(lambda: story.act(path)))  # noqa: B023
        lasted = time.perf_counter() - start
        story.begin(path)
        child = fork(lambda: story.act(path))  # noqa: B023
        time.sleep(drawn.uniform(0, 1.1) * lasted)
        os.kill(child, signal.SIGKILL)
        seen.append({"line": None, "code": ended(child), **aftermath(story, path)})
    return seen


def aftermath(story: Story, path: Path) -> dict[str, Any]:
    """What a killed writer left; then the same write, that is let to its end, and what it left."""
    found = {"story": story.name, "left": state(story, path)}
    if story.name == "create" and path.exists():
        path.unlink()
    story.act(path)
    return {**found, "after": state(story, path)}


def state(story: Story, path: Path) -> dict[str, Any]:
    """Which text the file holds, its mode, the snapshot that it may name, and the temporary files that are there."""
    text = path.read_text(encoding="utf-8") if path.exists() else None
    snapshot = path.parent / "releve.json"
    return {
        "text": {story.old: "old", story.new: "new"}.get(text, f"neither: {text!r}"),
        "mode": path.stat().st_mode & 0o7777 if path.exists() else None,
        "link": path.is_symlink(),
        "snapshot": {SNAPSHOT: "new", OLDER: "old"}.get(snapshot.read_text("utf-8")) if snapshot.exists() else None,
        "litter": sorted(litter(path.parent)),
    }


def litter(folder: Path) -> Iterator[str]:
    """The files of a folder, and below it, that no person put there."""
    for one in folder.rglob("*"):
        if one.name not in {"candidature.toml", "vrai.toml", "ailleurs", "releve.json"}:
            yield one.name


def program() -> NoReturn:
    """Do what the command line says."""
    story = {"company": company, "each-line": each_line, "anywhere": anywhere}[sys.argv[1]]
    folder = Path(sys.argv[2])
    out = os.dup(1)
    os.dup2(2, 1)  # what the commands say is not what we saw
    seen = story(folder / "candidature.toml")
    with os.fdopen(out, "w", encoding="utf-8") as stream:
        json.dump(seen, stream)
    sys.exit(0)


if __name__ == "__main__":
    program()
