"""Reads on dossiers and their chain."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier, Fact, Link
from schakel.people.permissions import municipality_id


def seen_by(actor: Actor, path: str = "") -> Q:
    """Public dossiers, and the closed ones of the actor's own party.

    `path` leads to the dossier from the table that is asked, as "dossier__".
    """
    seen = Q(**{f"{path}visibility": Dossier.Visibility.PUBLIC})
    if actor.party is not None:
        seen |= Q(**{f"{path}owner": actor.party})
        # A department acts for its municipality.
        if home := municipality_id(actor.party):
            seen |= Q(**{f"{path}municipality": home})
    return seen


def visible(actor: Actor) -> QuerySet[Dossier]:
    return Dossier.objects.filter(seen_by(actor))


def by_address(actor: Actor, kind: str, address: str) -> Dossier | None:
    """The dossier behind `7k2f-buurtmoestuin`: the short id decides, the rest is for the reader."""
    return (
        visible(actor)
        .filter(kind=kind, short_id=address.split("-", 1)[0])
        .select_related("municipality", "area__parent__parent", "owner")
        .first()
    )


def by_short_id(actor: Actor, address: str) -> Dossier | None:
    """The dossier behind an address, of whatever kind."""
    return (
        visible(actor)
        .filter(short_id=address.split("-", 1)[0])
        .select_related("municipality", "area__parent__parent", "owner")
        .first()
    )


@dataclass(frozen=True)
class Step:
    """A link of the chain with its distance from where the walk began."""

    depth: int
    link: Link


def chain(dossier: Dossier, *, forward: bool = True, depth: int = 12) -> list[Step]:
    """Walk the chain from a dossier, on to its effects or back to its reasons, in one recursive query."""
    near, far = (
        ("from_dossier_id", "to_dossier_id") if forward else ("to_dossier_id", "from_dossier_id")
    )
    sql = f"""
        WITH RECURSIVE walk(id, far, depth) AS (
            SELECT id, {far}, 1 FROM dossiers_link WHERE {near} = %s
            UNION
            SELECT l.id, l.{far}, w.depth + 1 FROM dossiers_link l
            JOIN walk w ON l.{near} = w.far WHERE w.depth < %s
        )
        SELECT id, MIN(depth) FROM walk GROUP BY id ORDER BY MIN(depth), id
    """
    start = dossier.id if connection.vendor == "postgresql" else dossier.id.hex
    with connection.cursor() as cursor:
        cursor.execute(sql, [start, depth])
        depths = dict(cursor.fetchall())
    links = Link.objects.filter(id__in=depths).select_related("from_dossier", "to_dossier", "by")
    return sorted(
        (Step(depths[x.id], x) for x in links), key=lambda step: (step.depth, step.link.id)
    )


def facts_of(dossier: Dossier) -> QuerySet[Fact]:
    """What was recorded about a dossier, newest first, with the journal entry."""
    return Fact.objects.filter(dossier=dossier).select_related("entry").order_by("-entry_id")
