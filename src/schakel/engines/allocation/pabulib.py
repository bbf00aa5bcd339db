"""Pabulib files (https://pabulib.org/format): read."""

import io
import os
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import IO

from schakel.engines.allocation import native
from schakel.engines.allocation.amounts import Amount, parse
from schakel.engines.allocation.ballots import BallotGroup, PackedBallots
from schakel.engines.allocation.pabulib_lines import (
    LARGEST,
    LONGEST_LINE,
    Lines,
    decoded,
    is_section,
    rest_of,
)
from schakel.engines.allocation.problem import BALLOTS, Problem, Project
from schakel.engines.explanation import Explanation

OWN_COLUMNS = ("project_id", "cost", "votes", "name", "minimum", "exclusive", "")

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
            return _Reader(decoded(file), name or path.name, on_note, file).read()
    if isinstance(source, io.IOBase):
        return _Reader(decoded(source), name or "-", on_note, source).read()
    return _Reader(iter(source), name or "-", on_note).read()  # type: ignore[arg-type]


class _Reader(Lines):
    def read(self) -> Problem:
        meta, head = self._meta()
        vote_type = self._vote_type(meta)
        kind = vote_type if vote_type in BALLOTS else "approval"
        budget = self._budget(meta)
        self._section(head, "PROJECTS")
        projects, head = self._projects()
        self._section(head, "VOTES")
        ballots = self._votes(projects, kind, self._limit(meta, vote_type))
        problem = Problem(
            budget, tuple(projects.values()), ballots, meta.get("currency", "EUR"), meta, kind
        )
        self._compare("num_projects", meta, len(projects))
        self._compare("num_votes", meta, problem.voters)
        self._tell()
        return problem

    def _meta(self) -> tuple[dict[str, str], list[str] | None]:
        first = self._next()
        if first is None:
            self._refuse(Explanation("allocation.file.empty", {"file": self.name}))
        self._section(first, "META")
        if self._header()[:2] != ["key", "value"]:
            self._refuse(Explanation("allocation.file.meta_header", self._at(self.start)))
        meta: dict[str, str] = {}
        while (row := self._next()) is not None and not is_section(row):
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
        if kind not in BALLOTS and not re.fullmatch(r"choose-[1-9]\d*", kind):
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
        stated = vote_type.removeprefix("choose-") if vote_type not in BALLOTS else ""
        stated = stated or meta.get("max_length", "")
        return int(stated) if stated.isascii() and stated.isdigit() else None

    def _projects(self) -> tuple[dict[str, Project], list[str] | None]:
        header = self._header()
        if "project_id" not in header or "cost" not in header:
            self._refuse(Explanation("allocation.file.project_header", self._at(self.start)))
        id_at, cost_at = header.index("project_id"), header.index("cost")
        projects: dict[str, Project] = {}
        while (row := self._next()) is not None and not is_section(row):
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
                {key: value for key, value in columns.items() if key not in OWN_COLUMNS},
                self._minimum(project_id, columns.get("minimum", ""), cost),
                columns.get("exclusive", ""),
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

    def _minimum(self, project: str, text: str, cost: Amount) -> Amount | None:
        """The least a project can do with; none when it needs its whole cost."""
        if not text:
            return None
        try:
            minimum = parse(text)
        except ValueError:
            minimum = 0
        if not 0 < minimum <= cost:
            values = {**self._at(self.start), "project": project, "found": text}
            self._refuse(Explanation("allocation.file.bad_minimum", values))
        return minimum

    def _votes(
        self, projects: Mapping[str, Project], kind: str, limit: int | None
    ) -> Sequence[BallotGroup]:
        header = self._header()
        if "vote" not in header:
            self._refuse(Explanation("allocation.file.vote_header", self._at(self.start)))
        if kind == "cumulative" and "points" not in header:
            self._refuse(Explanation("allocation.file.points_header", self._at(self.start)))
        points_at = header.index("points") if kind == "cumulative" else -1
        vote_at = header.index("vote")
        packed = self._packed(sorted(projects), len(header), vote_at, points_at, kind, limit)
        if packed is not None:
            return packed
        ballots: Counter[tuple[str, str]] = Counter()
        seen: dict[tuple[str, str], tuple[tuple[str, ...], tuple[Amount, ...]]] = {}
        while (row := self._next()) is not None:
            if is_section(row):
                values = {**self._at(self.start), "section": row[0].strip().upper()}
                self._refuse(Explanation("allocation.file.section_twice", values))
            self._fits(row, header)
            if len(row) <= max(vote_at, points_at):
                self._refuse(Explanation("allocation.file.no_vote", self._at(self.start)))
            vote = row[vote_at], row[points_at] if points_at >= 0 else ""
            if vote not in seen:
                seen[vote] = self._ballot(*vote, kind, projects)
            ballots[vote] += 1
            chosen = seen[vote][0]
            if vote[0].count(",") >= len(chosen) > 0 and len(_cells(vote[0])) > len(chosen):
                self._note("repeated", self.start)
            if limit is not None and len(chosen) > limit:
                self._note("too_many", self.start)
        collapsed: Counter[tuple[tuple[str, ...], tuple[Amount, ...]]] = Counter()
        for vote, count in ballots.items():
            collapsed[seen[vote]] += count
        return tuple(
            BallotGroup(ids, collapsed[ids, points], points) for ids, points in sorted(collapsed)
        )

    def _packed(
        self,
        ids: list[str],
        cells: int,
        vote_at: int,
        points_at: int,
        kind: str,
        limit: int | None,
    ) -> PackedBallots | None:
        """The rest of the file by the kernel; None when it is not plain, or there is no kernel.

        Then nothing has been read: the lines are all still there.
        """
        if native.kernel is None or self.file is None:
            return None
        rest = rest_of(self.file)
        self.lines = decoded(io.BytesIO(rest))
        if len(rest) >= LARGEST:
            rest += self.file.readline(LONGEST_LINE)
            self.lines = chain(decoded(io.BytesIO(rest)), decoded(self.file))
            return None
        try:
            rest.decode("utf-8")
        except UnicodeDecodeError:
            return None
        known = tuple(name.encode() for name in ids)
        most = -1 if limit is None else min(limit, 1 << 31)
        found = native.kernel.votes(rest, cells, vote_at, points_at, known, kind == "ordinal", most)
        if found is None:
            return None
        weights, starts, projects, points, _, repeated, first, many, first_many = found
        if repeated:
            self.noted["repeated"] = [repeated, self.line + first]
        if many:
            self.noted["too_many"] = [many, self.line + first_many]
        return PackedBallots(
            tuple(ids),
            array("q", weights),
            array("q", starts),
            array("q", projects),
            array("q", points) if points_at >= 0 else None,
        )

    def _ballot(
        self, vote: str, marks: str, kind: str, known: Mapping[str, Project]
    ) -> tuple[tuple[str, ...], tuple[Amount, ...]]:
        named = _cells(vote)
        for project_id in sorted(set(named) - set(known)):
            values = {**self._at(self.start), "project": project_id}
            self._refuse(Explanation("allocation.file.unknown_project", values))
        if kind == "approval":
            return tuple(sorted(set(named))), ()
        if kind == "ordinal":
            if len(set(named)) < len(named):
                twice = next(name for name in named if named.count(name) > 1)
                values = {**self._at(self.start), "project": twice}
                self._refuse(Explanation("allocation.file.named_twice", values))
            return tuple(named), ()
        points: list[Amount] = []
        for mark in _cells(marks):
            try:
                points.append(parse(mark))
            except ValueError:
                points.append(-1)
            if points[-1] < 0:
                values = {**self._at(self.start), "found": mark}
                self._refuse(Explanation("allocation.file.bad_points", values))
        if len(points) != len(named):
            values = {**self._at(self.start), "found": len(points), "wanted": len(named)}
            self._refuse(Explanation("allocation.file.points_count", values))
        # Of a project named twice the last number counts, as pabutools reads it; it is noted.
        given = sorted(dict(zip(named, points, strict=True)).items())
        return tuple(name for name, _ in given), tuple(value for _, value in given)

    def _fits(self, row: list[str], header: list[str]) -> None:
        if any(cell.strip() for cell in row[len(header) :]):
            values = {**self._at(self.start), "found": len(row), "wanted": len(header)}
            self._refuse(Explanation("allocation.file.too_many_cells", values))


def _cells(text: str) -> list[str]:
    return [cell for part in text.split(",") if (cell := part.strip())]
