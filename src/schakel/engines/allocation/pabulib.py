"""Pabulib files (https://pabulib.org/format): read as a stream, written without order."""

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import IO, Never

from schakel.engines.allocation.amounts import Amount, decimal_text, parse
from schakel.engines.allocation.errors import PabulibError
from schakel.engines.allocation.problem import BallotGroup, Problem, Project
from schakel.engines.explanation import Explanation, Value

LONGEST_LINE = 1 << 20
SECTIONS = ("META", "PROJECTS", "VOTES")

Source = str | os.PathLike[str] | IO[bytes] | Iterable[str]


def read_pabulib(
    source: Source,
    on_note: Callable[[Explanation], object] = lambda note: None,
    name: str = "",
) -> Problem:
    """Reads a path, an open binary file, or lines of text; keeps only the distinct ballots.

    Raises PabulibError (nothing is kept) and OSError. `on_note` gets an Explanation for what is
    accepted but worth saying. `name` is how errors call the source.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        with path.open("rb") as file:
            return _Reader(_decoded(file), name or path.name, on_note).read()
    if isinstance(source, io.IOBase):
        return _Reader(_decoded(source), name or "-", on_note).read()
    return _Reader(iter(source), name or "-", on_note).read()  # type: ignore[arg-type]


def write_pabulib(
    problem: Problem, meta: Mapping[str, object] | None = None, winners: Iterable[str] | None = None
) -> str:
    """The problem as a Pabulib file: ballots sorted and renumbered, so that no order leaks.

    `meta` adds or replaces fields (description, country, unit, date_begin, ...). With `winners`
    the column `selected` is written anew.
    """
    attributes = list(dict.fromkeys(key for p in problem.projects for key in p.attributes))
    chosen = None if winners is None else set(winners)
    if chosen is not None and "selected" not in attributes:
        attributes.append("selected")
    fields: dict[str, object] = {
        "description": "",
        "country": "",
        "unit": "",
        "instance": "",
        **problem.meta,
        **(meta or {}),
        "num_projects": len(problem.projects),
        "num_votes": problem.voters,
        "budget": decimal_text(problem.budget),
        "currency": problem.currency,
    }
    fields.setdefault("vote_type", "approval")
    fields.setdefault("rule", "equalshares")
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow(["META"])
    out.writerow(["key", "value"])
    out.writerows([key, _one_line(value)] for key, value in fields.items())
    out.writerow(["PROJECTS"])
    out.writerow(["project_id", "cost", "votes", "name", *attributes])
    for project in problem.projects:
        columns = dict(project.attributes)
        if chosen is not None:
            columns["selected"] = "1" if project.id in chosen else "0"
        out.writerow(
            [
                project.id,
                decimal_text(project.cost),
                problem.votes[project.id],
                _one_line(project.name),
                *(_one_line(columns.get(key, "")) for key in attributes),
            ]
        )
    out.writerow(["VOTES"])
    out.writerow(["voter_id", "vote"])
    voter = 0
    for group in sorted(problem.ballots, key=lambda group: group.projects):
        for _ in range(group.count):
            voter += 1
            out.writerow([voter, ",".join(group.projects)])
    return text.getvalue()


def _one_line(value: object) -> str:
    return " ".join(str(value).split())


def _decoded(file: IO[bytes]) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        yield line.decode("utf-8")


class _Reader:
    """One pass over the lines; `line` is the line read last."""

    def __init__(
        self, lines: Iterator[str], name: str, on_note: Callable[[Explanation], object]
    ) -> None:
        self.lines = lines
        self.name = name
        self.on_note = on_note
        self.line = 0
        self.start = 0
        self.noted: dict[str, list[int]] = {}
        self.rows = csv.reader(self._physical_lines(), delimiter=";")

    def read(self) -> Problem:
        meta, head = self._meta()
        vote_type = self._vote_type(meta)
        budget = self._budget(meta)
        self._section(head, "PROJECTS")
        projects, head = self._projects()
        self._section(head, "VOTES")
        ballots = self._votes(frozenset(projects), self._limit(meta, vote_type))
        problem = Problem(
            budget, tuple(projects.values()), ballots, meta.get("currency", "EUR"), meta
        )
        self._compare("num_projects", meta, len(projects))
        self._compare("num_votes", meta, problem.voters)
        self._tell()
        return problem

    # Lines and rows

    def _physical_lines(self) -> Iterator[str]:
        while True:
            self.line += 1
            try:
                line = next(self.lines)
            except StopIteration:
                return
            except UnicodeDecodeError:
                self._refuse(Explanation("allocation.file.not_text", self._at(self.line)))
            if self.line == 1 and line.startswith("\ufeff"):
                line = line[1:]
                self._note("bom", 1)
            if "\0" in line:
                self._refuse(Explanation("allocation.file.not_text", self._at(self.line)))
            if len(line) >= LONGEST_LINE:
                self._refuse(Explanation("allocation.file.line_too_long", self._at(self.line)))
            yield line

    def _next(self) -> list[str] | None:
        """The next row that is not blank; `start` becomes its first line."""
        while True:
            self.start = self.line + 1
            try:
                row = next(self.rows)
            except StopIteration:
                return None
            except csv.Error:
                self._refuse(Explanation("allocation.file.bad_row", self._at(self.start)))
            if any(cell.strip() for cell in row):
                return row

    def _header(self) -> list[str]:
        row = self._next()
        return [] if row is None else [cell.strip().lower() for cell in row]

    def _section(self, found: list[str] | None, wanted: str) -> None:
        if found is None or found[0].strip().upper() != wanted or any(found[1:]):
            values = {**self._at(self.start), "section": wanted}
            self._refuse(Explanation("allocation.file.section", values))

    # Sections

    def _meta(self) -> tuple[dict[str, str], list[str] | None]:
        first = self._next()
        if first is None:
            self._refuse(Explanation("allocation.file.empty", {"file": self.name}))
        self._section(first, "META")
        if self._header()[:2] != ["key", "value"]:
            self._refuse(Explanation("allocation.file.meta_header", self._at(self.start)))
        meta: dict[str, str] = {}
        while (row := self._next()) is not None and not _is_section(row):
            if len(row) < 2:
                self._refuse(Explanation("allocation.file.meta_line", self._at(self.start)))
            key = row[0].strip()
            if key in meta:
                values = {**self._at(self.start), "field": key}
                self._refuse(Explanation("allocation.file.meta_twice", values))
            if any(";" in cell for cell in row):
                self._note("quoted", self.start)
            meta[key] = ";".join(row[1:]).strip()
            if key == "budget":
                self.budget_line = self.start
        return meta, row

    def _vote_type(self, meta: Mapping[str, str]) -> str:
        kind = meta.get("vote_type", "").lower()
        if not kind:
            self._refuse(Explanation("allocation.file.no_vote_type", {"file": self.name}))
        if kind != "approval" and not re.fullmatch(r"choose-[1-9]\d*", kind):
            values = {"file": self.name, "type": kind}
            self._refuse(Explanation("allocation.file.vote_type", values))
        return kind

    def _budget(self, meta: Mapping[str, str]) -> Amount:
        if not meta.get("budget"):
            self._refuse(Explanation("allocation.file.no_budget", {"file": self.name}))
        at = self._at(self.budget_line)
        try:
            budget = parse(meta["budget"])
        except ValueError:
            values = {**at, "found": meta["budget"]}
            self._refuse(Explanation("allocation.file.bad_budget", values))
        if budget <= 0:
            self._refuse(Explanation("allocation.file.zero_budget", at))
        self._note_decimals(budget, self.budget_line)
        return budget

    def _limit(self, meta: Mapping[str, str], vote_type: str) -> int | None:
        """The most projects a ballot may name, for a note; the ballot counts all the same."""
        stated = vote_type.removeprefix("choose-") if vote_type != "approval" else ""
        stated = stated or meta.get("max_length", "")
        return int(stated) if stated.isascii() and stated.isdigit() else None

    def _projects(self) -> tuple[dict[str, Project], list[str] | None]:
        header = self._header()
        if "project_id" not in header or "cost" not in header:
            self._refuse(Explanation("allocation.file.project_header", self._at(self.start)))
        id_at, cost_at = header.index("project_id"), header.index("cost")
        projects: dict[str, Project] = {}
        while (row := self._next()) is not None and not _is_section(row):
            self._fits(row, header)
            cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
            project_id = cells[id_at]
            if not project_id or "," in project_id:
                values = {**self._at(self.start), "project": project_id}
                self._refuse(Explanation("allocation.file.bad_id", values))
            if project_id in projects:
                values = {**self._at(self.start), "project": project_id}
                self._refuse(Explanation("allocation.file.project_twice", values))
            cost = self._cost(project_id, cells[cost_at])
            columns = dict(zip(header, cells, strict=False))
            projects[project_id] = Project(
                project_id,
                cost,
                columns.get("name", ""),
                {
                    key: value
                    for key, value in columns.items()
                    if key not in ("project_id", "cost", "votes", "name", "")
                },
            )
            if any(";" in cell for cell in row):
                self._note("quoted", self.start)
        return projects, row

    def _cost(self, project: str, text: str) -> Amount:
        values = {**self._at(self.start), "project": project, "found": text}
        if not text:
            self._refuse(Explanation("allocation.file.no_cost", values))
        try:
            cost = parse(text)
        except ValueError:
            self._refuse(Explanation("allocation.file.bad_cost", values))
        if cost < 0:
            self._refuse(Explanation("allocation.file.negative_cost", values))
        self._note_decimals(cost, self.start)
        return cost

    def _votes(self, known: frozenset[str], limit: int | None) -> tuple[BallotGroup, ...]:
        header = self._header()
        if "vote" not in header:
            self._refuse(Explanation("allocation.file.vote_header", self._at(self.start)))
        vote_at = header.index("vote")
        ballots: Counter[str] = Counter()
        seen: dict[str, tuple[str, ...]] = {}
        while (row := self._next()) is not None:
            if _is_section(row):
                values = {**self._at(self.start), "section": row[0].strip().upper()}
                self._refuse(Explanation("allocation.file.section_twice", values))
            self._fits(row, header)
            if len(row) <= vote_at:
                self._refuse(Explanation("allocation.file.no_vote", self._at(self.start)))
            vote = row[vote_at]
            if vote not in seen:
                seen[vote] = self._ballot(vote, known)
            ballots[vote] += 1
            chosen = seen[vote]
            if vote.count(",") >= len(chosen) > 0 and self._repeats(vote, chosen):
                self._note("repeated", self.start)
            if limit is not None and len(chosen) > limit:
                self._note("too_many", self.start)
        collapsed: Counter[tuple[str, ...]] = Counter()
        for vote, count in ballots.items():
            collapsed[seen[vote]] += count
        return tuple(BallotGroup(ids, collapsed[ids]) for ids in sorted(collapsed))

    def _ballot(self, vote: str, known: frozenset[str]) -> tuple[str, ...]:
        chosen = {project_id for part in vote.split(",") if (project_id := part.strip())}
        for project_id in sorted(chosen - known):
            values = {**self._at(self.start), "project": project_id}
            self._refuse(Explanation("allocation.file.unknown_project", values))
        return tuple(sorted(chosen))

    @staticmethod
    def _repeats(vote: str, chosen: tuple[str, ...]) -> bool:
        return sum(1 for part in vote.split(",") if part.strip()) > len(chosen)

    def _fits(self, row: list[str], header: list[str]) -> None:
        if any(cell.strip() for cell in row[len(header) :]):
            values = {**self._at(self.start), "found": len(row), "wanted": len(header)}
            self._refuse(Explanation("allocation.file.too_many_cells", values))

    # What is said

    def _at(self, line: int) -> dict[str, Value]:
        return {"file": self.name, "line": line}

    def _refuse(self, explanation: Explanation) -> Never:
        raise PabulibError(explanation)

    def _note(self, kind: str, line: int) -> None:
        self.noted.setdefault(kind, [0, line])[0] += 1

    def _note_decimals(self, amount: Amount, line: int) -> None:
        if isinstance(amount, Fraction):
            self._note("decimals", line)

    def _compare(self, field: str, meta: Mapping[str, str], found: int) -> None:
        if meta.get(field, "") not in ("", str(found)):
            values = {"file": self.name, "field": field, "stated": meta[field]}
            self.on_note(Explanation("allocation.note.count", {**values, "found": found}))

    def _tell(self) -> None:
        notes = {
            "bom": Explanation("allocation.note.bom", {"file": self.name}),
            "quoted": Explanation("allocation.note.quoted", self._noted("quoted")),
            "decimals": Explanation("allocation.note.decimals", self._noted("decimals")),
            "repeated": Explanation("allocation.note.repeated", self._noted("repeated")),
            "too_many": Explanation("allocation.note.too_many", self._noted("too_many")),
        }
        for kind, note in notes.items():
            if kind in self.noted:
                self.on_note(note)

    def _noted(self, kind: str) -> dict[str, Value]:
        count, line = self.noted.get(kind, (0, 0))
        return {"file": self.name, "line": line, "count": count}


def _is_section(row: list[str]) -> bool:
    return row[0].strip().upper() in SECTIONS and not any(cell.strip() for cell in row[1:])
