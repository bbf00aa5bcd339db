"""A municipality that sets money apart, worked out by hand; and any division at random."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

from hypothesis import strategies as st

from schakel.engines.allocation import Envelope, Problem, Project, equal_shares, greedy, phragmen
from tests.engines.cases import any_problems, utilities

NOORD = Envelope("Noord", 60, ("n1", "n2"), "own")
GROEN = Envelope("groen", 40, ("g1", "g2"), "all")


def town() -> Problem:
    """Of 300, 60 is for Noord and 40 for groen. Six voters."""
    projects = [
        Project("n1", 40, "Speeltuin", {"district": "Noord", "category": "spelen"}),
        Project("n2", 30, "Bankjes", {"district": "Noord", "category": ""}),
        Project("g1", 24, "Bomen", {"district": "Zuid", "category": "groen"}),
        Project("g2", 12, "Bijen", {"district": "Zuid", "category": "groen, dieren"}),
        Project("s1", 120, "Zwembad", {"district": "Zuid", "category": "spelen"}),
        Project("s2", 90, "Brug", {"district": "Zuid", "category": ""}),
    ]
    ballots = [
        ("n1", "s1"),
        ("n1", "s1"),
        ("n1", "n2", "g2"),
        ("g1", "s1"),
        ("g1", "s2"),
        ("g2", "s2"),
    ]
    return Problem.of(300, projects, ballots)


@st.composite
def elections(draw, parts: bool = True):
    """Any problem, envelopes that fit it, and a rule: a callable, the same for every part."""
    problem = draw(any_problems(parts))
    names = ["", *draw(st.sampled_from([["noord"], ["noord", "groen"], ["b", "c", "a"]]))]
    weights = [draw(st.integers(0, 3)), *(draw(st.integers(1, 5)) for _ in names[1:])]
    place = {project.id: draw(st.sampled_from(names)) for project in problem.projects}
    envelopes = tuple(
        Envelope(
            name,
            problem.budget * Fraction(weight, sum(weights)),
            tuple(id_ for id_, at in place.items() if at == name),
            draw(st.sampled_from(["all", "own"])),
        )
        for name, weight in list(zip(names, weights, strict=True))[1:]
    )
    return problem, envelopes, draw(rules(problem))


@st.composite
def rules(draw, problem: Problem):
    ties = draw(st.sampled_from(["lexicographic", "votes", "cost"]))
    whole = all(project.minimum is None for project in problem.projects)
    rule = draw(st.sampled_from([equal_shares, greedy, *[phragmen] * whole]))
    if rule is phragmen:
        return partial(phragmen, ties=ties)
    utility = draw(st.sampled_from(utilities(problem)))
    if rule is greedy:
        return partial(greedy, utility=utility, ties=ties)
    completion = draw(st.sampled_from(["none", "add1", "utilitarian", "add1-greedy"]))
    # A coarse step: the number of runs is not what these tests are about.
    return partial(equal_shares, utility=utility, ties=ties, completion=completion, increment=20)


def apart(problem: Problem, envelopes) -> Problem:
    """The same, but no exclusive set spans two envelopes."""
    home = {name: envelope.name for envelope in envelopes for name in envelope.projects}
    projects = tuple(
        replace(project, exclusive=project.exclusive and f"{project.exclusive} {home[project.id]}")
        if project.id in home
        else project
        for project in problem.projects
    )
    return replace(problem, projects=projects)
