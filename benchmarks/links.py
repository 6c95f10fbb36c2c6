"""How close `links` comes to the ideal, given its limits: 500 links on a local server that takes 50 ms to answer.

    python benchmarks/links.py [--links 500] [--hosts 25 500] [--latency 50] [--pairs 3] [--linkchecker PATH] [--json]

The server is a process of its own, on loopback, by as many addresses as there are hosts. The ideal is what nobody can
beat under the same limits: the links of the busiest host, or of all, a full batch at a time, and no time for anything
else. The whole command is measured, start-up included. Beside it LinkChecker (on PyPI), as many at once and with no
limit of requests a second, is measured in turn. It waits up to half a second between two requests to one host, which
nothing turns off: with a host for each link, that plays no part. It is looked for as `linkchecker`:

    python -m venv /tmp/linkchecker && /tmp/linkchecker/bin/pip install LinkChecker

It prints, and never fails: a stopwatch is no test.
"""

import argparse
import asyncio
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from segurctl.proofs.verification.reglages import Reglages

HEAD = 'format = 1\nparcours = "segur-vague-2"\nedition = "2025-10"\n\n[produit]\nnom = "Julie"\ndispositif = "LGC"\n'
RUN = "from segurctl.__main__ import program; program()"
LIMITES = Reglages()


class Measure(NamedTuple):
    """A program: how long it took, how many requests the server saw, and how many were in flight at most."""

    program: str
    hosts: int
    seconds: float
    ideal: float
    requests: int
    at_once: int
    connections: int


class Server:
    """Answers every page after a while, and counts."""

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.requests = self.in_flight = self.at_once = self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        self.connections += 1
        try:
            while line := await reader.readline():
                while (await reader.readline()).strip():
                    pass
                self.requests += 1
                self.in_flight += 1
                self.at_once = max(self.at_once, self.in_flight)
                await asyncio.sleep(self.latency)
                self.in_flight -= 1
                body = b"" if line.startswith(b"HEAD") else b"<html></html>"
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n" + body)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


def server(pipe: Connection, latency: float) -> None:
    """Serve until `stop` comes by the pipe; any other word is answered with the counts, which begin again."""

    async def run() -> None:
        one = Server(latency)
        # Every address of loopback; 127.0.0.1 to 127.0.0.N are the hosts.
        opened = await asyncio.start_server(one.serve, "0.0.0.0", 0, backlog=1024)  # noqa: S104 - for a moment
        pipe.send(opened.sockets[0].getsockname()[1])
        while await asyncio.to_thread(pipe.recv) != "stop":
            pipe.send((one.requests, one.at_once, one.connections))
            one.requests = one.at_once = one.connections = 0

    asyncio.run(run())


def ideal(links: int, hosts: int, latency: float) -> float:
    """Seconds below which no program can ask all the links under the limits of ours."""
    at_once = min(LIMITES.en_tout, LIMITES.par_hote * hosts)
    busiest = math.ceil(links / hosts)
    return max(math.ceil(links / at_once), math.ceil(busiest / LIMITES.par_hote)) * latency


def segurctl(folder: Path, urls: Sequence[str]) -> list[str]:
    """The command that asks for the links of a candidature."""
    proofs = "".join(f'\n[preuves."SC.PSC.{rank:04}"]\nlien = "{url}"\n' for rank, url in enumerate(urls))
    (folder / "candidature.toml").write_text(HEAD + proofs, encoding="utf-8")
    return [sys.executable, "-c", RUN, "links", "--allow-private", "--no-cache", "candidature.toml"]


def linkchecker(folder: Path, urls: Sequence[str], program: str) -> list[str]:
    """The command that asks for the links of a page, as many at once, and as fast as it can."""
    page = "".join(f'<a href="{url}">x</a>\n' for url in urls)
    (folder / "page.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    (folder / "linkcheckerrc").write_text(
        f"[checking]\nthreads={LIMITES.en_tout}\nmaxrequestspersecond=100000\nrecursionlevel=1\n"
        "[filtering]\ncheckextern=1\n",
        encoding="utf-8",
    )
    return [program, "--no-robots", "--no-status", "-f", "linkcheckerrc", "page.html"]


def measure(program: str, hosts: int, command: list[str], folder: Path, pipe: Connection, least: float) -> Measure:
    """One whole process, and what the server saw of it."""
    environ = {nom: value for nom, value in os.environ.items() if nom not in {"PYTHONDONTWRITEBYTECODE", "CI"}}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    pipe.send("counts")
    requests, at_once, connections = pipe.recv()
    if done.returncode:
        raise SystemExit(
            f"{program} ended with {done.returncode}:\n{done.stdout.decode()[-2000:]}{done.stderr.decode()[-2000:]}"
        )
    return Measure(program, hosts, seconds, least, requests, at_once, connections)


def written(measures: Sequence[Measure]) -> str:
    """The median run of one program, as a line of the table."""
    one = sorted(measures, key=lambda each: each.seconds)[len(measures) // 2]
    share = 100 * statistics.median(each.ideal / each.seconds for each in measures)
    return (
        f"{one.program:<26} {one.seconds:6.2f} s  ideal {one.ideal:5.2f} s  {share:4.0f} %  {one.requests:5} requests"
        f"  {one.at_once:3} at once  {one.connections:4} connections"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=500)
    parser.add_argument("--hosts", type=int, nargs="+", default=[25, 500])
    parser.add_argument("--latency", type=float, default=50, metavar="MS")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each program, in turn")
    parser.add_argument("--linkchecker", default="linkchecker", metavar="PATH", help="the other program")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    other = shutil.which(asked.linkchecker)
    here, there = Pipe()
    process = Process(target=server, args=(there, asked.latency / 1000), daemon=True)
    process.start()
    port = here.recv()
    runs = [one for hosts in asked.hosts for one in compare(asked, hosts, port, here, other)]
    here.send("stop")
    process.join()
    if asked.json:
        print(json.dumps({"version": 1, "links": asked.links, "runs": [one._asdict() for one in runs]}, indent=2))
    elif not other:
        print(f"{'LinkChecker':<26} not found as {asked.linkchecker}: see --help")


def compare(asked: argparse.Namespace, hosts: int, port: int, pipe: Connection, other: str | None) -> list[Measure]:
    """Measure both programs in turn on as many hosts, and print."""
    urls = [f"http://127.0.{rank % hosts // 250}.{rank % hosts % 250 + 1}:{port}/{rank}" for rank in range(asked.links)]
    least = ideal(asked.links, hosts, asked.latency / 1000)
    found: dict[str, list[Measure]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # LinkChecker, run by root, reads as nobody
        commands = {"segurctl links": segurctl(folder, urls)}
        if other:
            commands["LinkChecker"] = linkchecker(folder, urls, other)
        for _ in range(asked.pairs):
            for program, command in commands.items():
                found.setdefault(program, []).append(measure(program, hosts, command, folder, pipe, least))
    if not asked.json:
        limits = f"{LIMITES.en_tout} at once, {LIMITES.par_hote} to a host"
        print(f"{asked.links} links of {hosts} hosts, {asked.latency:.0f} ms each, {limits}")
        for measures in found.values():
            print(written(measures), flush=True)
    return [one for measures in found.values() for one in measures]


if __name__ == "__main__":
    main()
