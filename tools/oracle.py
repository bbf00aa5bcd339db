"""Ask exact pabutools which projects win in real rounds, and keep its answers in a table.

    SCHAKEL_DATA=... python tools/oracle.py [--minutes 60] [--workers 1]

Cheapest files first. What the table holds of a file that did not change is kept, so a run that was
stopped goes on where it was. Every file has a process of its own, which can be killed. The tests
compare our winners with the table; `make oracle` makes it, needs real data, and is run by hand.
"""

import argparse
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from oracle_table import (
    ADD1,
    BASE,
    LATE,
    LATER,
    TABLE,
    Answer,
    Source,
    Table,
    Unfit,
    answers,
    sources,
    version,
)

ROOT = Path(__file__).resolve().parent.parent
DEEPEST = 20_000  # pabutools calls itself once for every winner


def _child(path: Path, questions: Sequence[str], pipe: Connection) -> None:
    # Ctrl-C reaches every process of the terminal; the parent decides what happens here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.setrecursionlimit(DEEPEST)
    for told in answers(path, questions):
        pipe.send(told)


@dataclass
class Job:
    source: Source
    questions: list[str]
    cap: float
    process: BaseProcess
    pipe: Connection
    started: float = field(default_factory=time.monotonic)
    told: dict[str, Answer] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def fill(self, answer: Answer) -> None:
        for question in self.questions:
            self.told.setdefault(question, answer)


class Run:
    def __init__(self, table: Table, path: Path, workers: int, until: float) -> None:
        self.table, self.path, self.workers, self.until = table, path, workers, until
        # Forked: pabutools, which takes a second to import, is there already.
        self.fork = multiprocessing.get_context("fork")
        self.running: list[Job] = []

    def all(
        self, found: Sequence[Source], by_kind: Mapping[str, Sequence[str]], cap: float
    ) -> None:
        """Asks what is lacking, in this order, until it is done or the time is up."""
        queue = []
        for source in found:
            if questions := self.table.lacking(source, by_kind.get(source.kind, ()), cap):
                queue.append((source, questions))
        total, done = len(queue), 0
        queue.reverse()
        try:
            while (queue or self.running) and time.monotonic() < self.until:
                while queue and len(self.running) < self.workers:
                    self.running.append(self._start(*queue.pop(), cap))
                for job in self._ended():
                    done += 1
                    self._keep(job, f"{done:4}/{total}")
        finally:
            # Stopped before their time: nothing is held against these files.
            for job in self.running:
                job.process.kill()
                job.process.join()
                if job.told:
                    self._keep(job, "stopped")
            self.running.clear()

    def _start(self, source: Source, questions: list[str], cap: float) -> Job:
        ours, theirs = self.fork.Pipe(duplex=False)
        process = self.fork.Process(
            target=_child, args=(source.path, questions, theirs), daemon=True
        )
        process.start()
        # Only the child holds the other end, so that its death is the end of the pipe.
        theirs.close()
        return Job(source, questions, cap, process, ours)

    def _ended(self) -> list[Job]:
        """The jobs that are done, crashed or late, after waiting for something to happen."""
        ends = [self.until, *(job.started + job.cap for job in self.running)]
        ready = wait([job.pipe for job in self.running], max(min(ends) - time.monotonic(), 0))
        ended = []
        for job in list(self.running):
            over = False
            if job.pipe in ready:
                try:
                    question, answer = job.pipe.recv()
                    job.told[question] = answer
                except EOFError:
                    job.process.join()
                    job.fill({"error": f"Exit {job.process.exitcode}"})
                    over = True
            elif job.seconds >= job.cap:
                job.process.kill()
                job.process.join()
                job.fill({"error": LATE, "seconds": job.cap})
                over = True
            if over:
                job.pipe.close()
                self.running.remove(job)
                ended.append(job)
        return ended

    def _keep(self, job: Job, place: str) -> None:
        self.table.put(job.source, job.told)
        self.table.write(self.path)
        failed = [f"{q}: {a['error']}" for q, a in job.told.items() if isinstance(a, dict)]
        print(
            f"{place} {job.seconds:7.1f} s  {job.source.path.name}  {job.source.kind}: "
            f"{len(job.told) - len(failed)} answers{''.join(f'; {one}' for one in failed)}",
            flush=True,
        )


def summary(table: Table, found: Sequence[Source]) -> Iterator[str]:
    """How far the table is, and every answer that is not there."""
    count = table.counted()
    for kind in BASE:
        yield f"{kind}: {count[kind]} of {sum(s.kind == kind for s in found)} files"
    yield f"{ADD1}: {count[ADD1]} of {sum(s.kind in LATER for s in found)} files"
    for source in found:
        told = table.files.get(source.path.name, {}).get("answers", {})
        for question in (*BASE[source.kind], *LATER.get(source.kind, ())):
            if not isinstance(told.get(question), str):
                why = told[question]["error"] if question in told else "not asked"
                yield f"missing: {source.path.name}, {question}: {why}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60, help="for all of it")
    parser.add_argument("--workers", type=int, default=1, help="files at the same time")
    parser.add_argument("--cap", type=float, default=300, help="seconds a file, base questions")
    parser.add_argument("--add1-cap", type=float, default=90, help="seconds a file, add1")
    arguments = parser.parse_args()
    # Also when started in the background, where a shell makes processes deaf to Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    until = time.monotonic() + arguments.minutes * 60
    folder = Path(os.environ.get("SCHAKEL_DATA") or ROOT.parent / "shared" / "data") / "pabulib"
    found = sources(folder)
    if not found:
        print(f"oracle: no .pb files in {folder}: set SCHAKEL_DATA", file=sys.stderr)
        return 2
    try:
        table = Table.resumed(TABLE, version(), found)
    except (Unfit, ImportError) as unfit:
        print(f"oracle: {unfit}", file=sys.stderr)
        return 2
    run = Run(table, TABLE, arguments.workers, until)
    stopped = False
    try:
        run.all(found, BASE, arguments.cap)
        run.all(sorted(found, key=lambda s: s.work_of_add1), LATER, arguments.add1_cap)
    except KeyboardInterrupt:
        stopped = True
    print("\n".join([*summary(table, found), table.sentence()]))
    return 130 if stopped else 0


if __name__ == "__main__":
    sys.exit(main())
