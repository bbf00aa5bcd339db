"""Pabulib files (https://pabulib.org/format): written without order."""

import csv
import io
from collections.abc import Iterable, Mapping

from schakel.engines.allocation.amounts import decimal_text
from schakel.engines.allocation.problem import Problem, Project


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
    fields.setdefault("vote_type", problem.kind)
    fields.setdefault("rule", "equalshares")
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow(["META"])
    out.writerow(["key", "value"])
    out.writerows([key, _one_line(value)] for key, value in fields.items())
    out.writerow(["PROJECTS"])
    parts = any(project.minimum is not None for project in problem.projects)
    sets = any(project.exclusive for project in problem.projects)
    own = ["minimum"] * parts + ["exclusive"] * sets
    out.writerow(["project_id", "cost", "votes", "name", *own, *attributes])
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
                *([_minimum(project)] if parts else []),
                *([_one_line(project.exclusive)] if sets else []),
                *(_one_line(columns.get(key, "")) for key in attributes),
            ]
        )
    out.writerow(["VOTES"])
    marked = problem.kind == "cumulative"
    out.writerow(["voter_id", "vote", *["points"] * marked])
    voter = 0
    for group in sorted(problem.ballots, key=lambda group: (group.projects, group.points)):
        points = [",".join(map(decimal_text, group.points))] if marked else []
        for _ in range(group.count):
            voter += 1
            out.writerow([voter, ",".join(group.projects), *points])
    return text.getvalue()


def _minimum(project: Project) -> str:
    return "" if project.minimum is None else decimal_text(project.minimum)


def _one_line(value: object) -> str:
    return " ".join(str(value).split())
