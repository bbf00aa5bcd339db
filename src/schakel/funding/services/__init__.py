"""Verbs on pots, rounds, plans, votes and decisions. Who may and when is the process's."""

from schakel.funding.services.decisions import advise, conclude, count_and_conclude, decide
from schakel.funding.services.plans import (
    ProjectSpec,
    add_project,
    add_projects,
    change_project,
    remove_project,
)
from schakel.funding.services.rounds import create_pot, create_round, terms
from schakel.funding.services.votes import close_voting, count, open_voting, withdraw

__all__ = [
    "ProjectSpec",
    "add_project",
    "add_projects",
    "advise",
    "change_project",
    "close_voting",
    "conclude",
    "count",
    "count_and_conclude",
    "create_pot",
    "create_round",
    "decide",
    "open_voting",
    "remove_project",
    "terms",
    "withdraw",
]
